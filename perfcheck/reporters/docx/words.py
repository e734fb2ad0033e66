"""What the slip that goes back to a department says, in both languages."""

from perfcheck.finding import DocumentReport, Severity
from perfcheck.messages import Language, Message
from perfcheck.reporters.filed import clean, incomplete_text, safe

TITLE = Message("绩效目标审核退回修改意见", "Review of performance targets: to be revised")
TITLE_FINE = Message("绩效目标审核意见", "Review of performance targets")
TITLE_NOT_CHECKED = Message("未能审核的文件", "What could not be reviewed")

GROUPS: dict[Severity, Message] = {
    "error": Message("必须修改", "To be corrected"),
    "warning": Message("请核实或说明", "To be verified or explained"),
    "info": Message("供参考", "For information"),
}
WHY: dict[Severity, Message] = {
    "error": Message(
        "以下各条，表内的数字或文字自相矛盾，或应填的内容没有填，请改正。",
        "In these the form contradicts itself, or what must be filled in is empty.",
    ),
    "warning": Message(
        "以下各条请逐条核实：有误的改正，确有理由不改的写明理由。",
        "Please verify each of these: correct what is wrong, and explain what is right as it is.",
    ),
    "info": Message("以下各条不要求答复。", "These need no answer."),
}
SUSPECTS = Message("可能写错的数（提示，不是结论）", "Figures that may be wrong (a hint only)")
EXPLAINED = Message("此前已说明", "Explained before")
NOT_CHECKED = Message("未能核对的内容", "What could not be checked")
NOT_CHECKED_WHY = Message(
    "以下内容没有读懂或没有核对，不表示没有问题；因格式或缺项所致的，请一并改正。",
    "These were not understood or not checked, which does not mean that they are right;"
    " please mend them too where layout or missing cells are the cause.",
)
NUMBER = Message("序号", "No.")
PLACE = Message("位置和所填内容", "Place and what it says")
OPINION = Message("审核意见", "Finding")
ANSWER = Message("修改情况或说明", "Correction or explanation")
REASON = Message("说明的理由", "Explanation")
FILE, RULE, CAUSE = Message("文件", "File"), Message("规则", "Rule"), Message("原因", "Cause")
EMPTY = Message("（空）", "(empty)")
BROKEN = Message("以下规则本身有误，本次没有用上：", "These rules are broken and were not used:")
PASSED_OVER = Message("以下文件不是要审核的表，没有检查：", "These files are no forms:")

_FORMS = 3
"""So many titles of forms are named in the first sentence."""


def addressee(department: str, language: Language) -> str:
    """Whom the slip is for; a line to fill in where the form does not say."""
    name = clean(department) or Message("＿" * 8, "_" * 16).text(language)
    return Message(f"{name}：", f"To: {name}").text(language)


def opening(document: DocumentReport, counts: dict[Severity, int], language: Language) -> str:
    """What was reviewed, and how much is to be done."""
    whole = document.verdict != "incomplete"
    said = [_reviewed(document).text(language), _result(counts, whole=whole).text(language)]
    if not whole:
        why = incomplete_text(document, language)
        incomplete = Message(f"本表{why}，审核并不完整。", f"The review is not complete: {why}.")
        said.insert(1, incomplete.text(language))
    said.append(_aside(document).text(language))
    return Message("", " ").text(language).join(filter(None, said))


def _reviewed(document: DocumentReport) -> Message:
    titles = list(dict.fromkeys(clean(form.title or form.kind) for form in document.forms))
    zh = "".join(f"《{title}》" for title in titles[:_FORMS])
    en = ", ".join(titles[:_FORMS])
    if len(titles) > _FORMS:
        zh, en = f"{zh}等 {len(titles)} 张表", f"{en} and {len(titles) - _FORMS} more forms"
    years = sorted({form.year for form in document.forms if form.year})
    year = "、".join(f"{one} 年度" for one in years)
    about = "，".join(filter(None, (year, f"文件“{_name(document)}”")))
    about_en = ", ".join([*map(str, years), f"file {_name(document)}"])
    return Message(
        f"你单位报送的{zh or '绩效目标表'}（{about}）已审核。",
        f"We have reviewed your {en or 'form'} ({about_en}).",
    )


def _name(document: DocumentReport) -> str:
    """The file without its folders, which are the reviewer's, not the department's."""
    return safe(document.file.replace("\\", "/").rstrip("/").rpartition("/")[2])


def _result(counts: dict[Severity, int], *, whole: bool) -> Message:
    total = sum(counts.values())
    if not total and not whole:
        return Message(
            "已读懂的部分没有需要修改的内容。", "In what was understood nothing has to be mended."
        )
    if not total:
        return Message("没有需要修改的内容。", "Nothing has to be mended.")
    zh = "，".join(f"{GROUPS[name].zh} {count} 条" for name, count in counts.items() if count)
    en = ", ".join(f"{GROUPS[name].en.lower()} {count}" for name, count in counts.items() if count)
    if not counts["error"] and not counts["warning"]:
        return Message(f"没有必须修改的内容，{zh}。", f"Nothing has to be mended; {en}.")
    ask = _asked(counts["error"] + counts["warning"], total)
    return Message(
        f"共有意见 {total} 条：{zh}。{ask.zh}后重新报送。",
        f"There are {total} remarks: {en}. {ask.en} and send it again.",
    )


def _asked(count: int, total: int) -> Message:
    """Which remarks have to be answered: the first ones, for those for information come last."""
    if count == total:
        return Message("请逐条修改或说明", "Please correct or explain each")
    if count == 1:
        return Message("请将第 1 条修改或说明", "Please correct or explain no. 1")
    return Message(
        f"请将第 1–{count} 条逐条修改或说明", f"Please correct or explain nos. 1–{count}"
    )


def _aside(document: DocumentReport) -> Message:
    """What is not asked again: accepted explanations, and what the baseline knows."""
    accepted = sum(finding.accepted is not None for finding in document.findings)
    known = len(document.known)
    zh = [f"此前已说明 {accepted} 条"] * bool(accepted) + [f"此前已登记 {known} 条"] * bool(known)
    en = [f"explained before: {accepted}"] * bool(accepted) + [f"known: {known}"] * bool(known)
    return (
        Message(f"另有{'，'.join(zh)}。", f"Besides, {', '.join(en)}.") if zh else Message("", "")
    )


def closing(language: Language) -> str:
    """How and until when to answer; the dates are left to be filled in."""
    return Message(
        "请于　　　　年　　月　　日前，在“修改情况或说明”栏逐条填写，连同修改后的表一并报送。"
        "确有理由不修改的，请写明理由，并附依据材料。",
        "Please fill in the last column and return this slip with the corrected form by"
        " ____________. Where you do not correct something, say why and attach the evidence.",
    ).text(language)


def signatures(language: Language) -> tuple[list[str], list[str]]:
    """Lines to sign: the department's, and the reviewer's."""
    date = Message("　　　　年　　月　　日", "Date:")
    left = (
        Message("填报单位（盖章）：", "Department (stamp):"),
        Message("经办人：", "Name:"),
        date,
    )
    right = (
        Message("审核单位（盖章）：", "Reviewed by (stamp):"),
        Message("审核人：", "Name:"),
        date,
    )
    return [one.text(language) for one in left], [one.text(language) for one in right]


def ordinal(number: int, heading: str, count: int | None, language: Language) -> str:
    """A heading with its number and how many entries it has.

    >>> ordinal(1, "必须修改", 3, "zh"), ordinal(2, "For information", None, "en")
    ('一、必须修改（3 条）', '2. For information')
    """
    counted = Message(f"（{count} 条）", f" ({count})").text(language) if count else ""
    sign = Message(f"{'一二三四五六七八九'[number - 1]}、", f"{number}. ").text(language)
    return f"{sign}{heading}{counted}"
