"""Turns the text of an expression into its tree, and says what is wrong where it cannot."""

from functools import lru_cache
from typing import NoReturn

from perfcheck.lang.functions import Function, function_named
from perfcheck.lang.lexer import COMPARISONS, Token, refuse, tokens
from perfcheck.lang.nodes import (
    DEEPEST,
    LONGEST,
    Call,
    Compare,
    Index,
    Items,
    Join,
    Literal,
    Name,
    Node,
    Part,
    Quoted,
    Sign,
    depth,
)
from perfcheck.lang.refusals import (
    COMPARED,
    glued_keyword,
    refuse_count,
    refuse_depth,
    refuse_function,
    refuse_method,
    spaces_around,
)
from perfcheck.messages import Message

_POWERS = {"或": 1, "且": 2, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARE, _NOT, _NEGATE = 4, 3, 7
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@lru_cache(maxsize=1024)
def parse(text: str) -> Node:
    """Return the tree of an expression.

    Raises RuleError, whose span counts columns from 1, with a message that says how to mend it.
    """
    if len(text) > LONGEST:
        refuse(
            Message(
                f"表达式有 {len(text)} 个字符，最多 {LONGEST} 个；请拆成几条规则",
                f"{len(text)} characters; an expression has at most {LONGEST}: split the rule",
            ),
            LONGEST,
            len(text),
        )
    reader = _Reader(text)
    node = reader.expression(0)
    reader.finish()
    if depth(node) > DEEPEST:
        refuse_depth(0, len(text))
    return node


class _Reader:
    """The tokens of one expression, and how far they were read."""

    __slots__ = ("depth", "end", "text", "token", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = iter(tokens(text))
        self.token: Token = next(self.tokens)
        self.depth = 0
        self.end = 0

    def take(self) -> Token:
        token = self.token
        self.end = token.end
        self.token = next(self.tokens)
        return token

    def expression(self, power: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            refuse_depth(self.token.start, len(self.text))
        start = self.token.start
        left = self.prefix(power)
        while True:
            operator = self.token.value
            kind = self.token.kind
            if kind not in ("sign", "keyword"):
                break
            if operator in COMPARISONS or operator == "属于":
                if power > _COMPARE:
                    break
                left = self.comparison(left, start)
                continue
            own = _POWERS.get(operator, -1)
            if own < power or own < 0:
                break
            self.take()
            right = self.expression(own + 1)
            left = Join(operator, left, right, start, self.end)
        self.depth -= 1
        return left

    def prefix(self, power: int) -> Node:
        token = self.token
        if token.kind == "keyword" and token.value == "非" and power <= _NOT:
            self.take()
            operand = self.expression(_NOT)
            return Sign("非", operand, token.start, self.end)
        if token.kind == "sign" and token.value == "-":
            self.take()
            operand = self.expression(_NEGATE)
            return Sign("-", operand, token.start, self.end)
        return self.postfix()

    def comparison(self, first: Node, start: int) -> Node:
        operators, operands, places = [], [first], []
        while self.token.value in COMPARISONS or self.token.value == "属于":
            if self.token.kind not in ("sign", "keyword"):
                break
            operator = self.take()
            operators.append(operator.value)
            places.append(operator.start)
            operands.append(self.expression(_COMPARE + 1))
        return Compare(tuple(operators), tuple(operands), tuple(places), start, self.end)

    def postfix(self) -> Node:
        start = self.token.start
        node = self.atom()
        while self.token.kind == "sign" and self.token.value in (".", "["):
            if self.take().value == ".":
                name = self.token
                if name.kind not in ("name", "keyword"):
                    self.unexpected("“.”后面要写名称", "a name must follow the point")
                self.take()
                node = Part(node, self.text_of(name), start, name.end)
                if self.token.value == "(" and self.token.kind == "sign":
                    refuse_method(name)
            else:
                key = self.expression(0)
                node = Index(node, key, start, self.close("["))
        return node

    def atom(self) -> Node:
        token = self.take() if self.token.kind != "end" else self.token
        start, end = token.start, token.end
        match token.kind:
            case "number":
                return _literal(token)
            case "text":
                return Quoted(token.value, start, end)
            case "name":
                if self.token.kind == "sign" and self.token.value == "(":
                    return self.call(token)
                return Name(token.value, start, end)
            case "sign" if token.value == "(":
                inner = self.expression(0)
                self.close("(")
                return inner
            case "sign" if token.value == "{":
                items, end = self.list_until("{")
                return Items(items, start, end)
        return self.missing_operand(token)

    def call(self, name: Token) -> Node:
        function = function_named(name.value)
        if function is None:
            refuse_function(name)
        self.take()
        arguments, end = self.list_until("(")
        if not _least(function) <= len(arguments) <= len(function.parameters):
            refuse_count(function, len(arguments), name.start, end)
        return Call(function.name, arguments, name.start, end)

    def list_until(self, opening: str) -> tuple[tuple[Node, ...], int]:
        closing = _CLOSING[opening]
        items: list[Node] = []
        while not (self.token.kind == "sign" and self.token.value == closing):
            items.append(self.expression(0))
            if self.token.kind == "sign" and self.token.value == ",":
                self.take()
                continue
            break
        return tuple(items), self.close(opening)

    def close(self, opening: str) -> int:
        closing = _CLOSING[opening]
        if self.token.kind == "sign" and self.token.value == closing:
            return self.take().end
        if self.token.kind == "end":
            self.unexpected(
                f"少了一个“{closing}”：有“{opening}”没有关上", f"a {opening} is never closed"
            )
        self.glued(f"这里要写“{closing}”或运算符", f"expected {closing} or an operator")

    def finish(self) -> None:
        if self.token.kind != "end":
            self.glued("这里要写运算符", "expected an operator")

    def text_of(self, token: Token) -> str:
        return token.value if token.kind == "name" else self.text[token.start : token.end]

    def glued(self, zh: str, en: str) -> NoReturn:
        token = self.token
        keyword = glued_keyword(token.value) if token.kind == "name" else ""
        if keyword:
            refuse(spaces_around(keyword, token.value), token.start, token.end)
        if token.value == "," and self.text[token.start - 1 : token.start].isdigit():
            zh += "；数字里不要写千分位逗号"
            en += "; figures have no thousands commas"
        elif token.kind == "name" and token.value in COMPARED:
            sign = COMPARED[token.value]
            said = Message(
                f"“{token.value}”要写成“{sign}”", f"write {sign} instead of {token.value}"
            )
            refuse(said, token.start, token.end)
        elif token.kind == "sign" and token.value in ")]}":
            zh, en = f"多了一个“{token.value}”", f"{token.value} closes nothing"
        elif token.kind == "keyword" and token.value == "非":
            zh, en = "“非”要写在整个条件前面：非 甲 属于 乙", "write 非 before: 非 a 属于 b"
        self.unexpected(zh, en)

    def unexpected(self, zh: str, en: str) -> NoReturn:
        token = self.token
        said = self.text[token.start : token.end]
        if said:
            zh, en = f"{zh}，却是“{said}”", f"{en}, found {said!r}"
        refuse(Message(zh, en), token.start, token.end)

    def missing_operand(self, token: Token) -> NoReturn:
        said = self.text[token.start : token.end]
        if token.kind == "end":
            refuse(
                Message("表达式没有写完", "the expression is not finished"), token.start, token.end
            )
        refuse(
            Message(
                f"“{said}”前面少了一个名称、数字或文字",
                f"a name, figure or text is missing before {said}",
            ),
            token.start,
            token.end,
        )


def _literal(token: Token) -> Literal:
    digits = token.value.rstrip("万亿元%‰")
    return Literal(digits, token.value[len(digits) :], token.start, token.end)


def _least(function: Function) -> int:
    return sum(not parameter.endswith("?") for parameter in function.parameters)
