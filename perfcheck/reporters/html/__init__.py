"""The page that reviewers read: one HTML file that loads nothing, made by templates in web/."""

import os
from base64 import b64encode
from typing import Any

from perfcheck import __version__
from perfcheck.extras import needed
from perfcheck.finding import SEVERITY, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look
from perfcheck.reporters.html.document import DocumentView, families, found_in, with_form
from perfcheck.reporters.html.findings import Book, book_of
from perfcheck.reporters.html.overview import run_view
from perfcheck.reporters.html.words import words
from perfcheck.reporters.terminal.findings import BASIS, DOUBTFUL, REASON, REMARK, REMEDY
from perfcheck.reporters.terminal.suspects import TITLE as SUSPECTS
from perfcheck.reporters.wording import (
    ACCEPTED,
    CHANGE,
    KNOWN,
    NOTHING_CHECKED,
    accepted_count,
    closing_line,
    visible,
)

WEB = os.path.join(os.path.dirname(__file__), "web")
LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_OPENING = """"use strict";
document.documentElement.classList.add("js");
addEventListener("DOMContentLoaded", () => {
"""
"""What the script begins with: only the view that is asked for is laid out as the page loads."""
_SHARED: dict[str, Message] = {
    "remedy": REMEDY,
    "basis": BASIS,
    "why_accepted": REASON,
    "remark": REMARK,
    "doubtful": DOUBTFUL,
    "suspects": SUSPECTS,
    "accepted": ACCEPTED,
    "known": KNOWN,
    "nothing_checked": NOTHING_CHECKED,
    **{str(change): word for change, word in CHANGE.items() if change},
    **{str(name): word for name, word in SEVERITY.items()},
}


def render(report: Report, look: Look) -> str:
    """Write the page. Raises ExtraError where jinja2 is not installed."""
    jinja2 = needed("jinja2", Message("HTML 报告", "the HTML report"))
    language = look.language
    book = book_of(report.documents, language)
    views = _views(book)
    page: str = (
        _environment(jinja2)
        .get_template("page.html")
        .render(
            **_files(),
            lang=LANGUAGES[language],
            t={**words(language), **{name: word.text(language) for name, word in _SHARED.items()}},
            title=_title(views, language),
            documents=views,
            run=run_view(report, views, language),
            families=families(views, language),
            severities=[(name, word.text(language)) for name, word in SEVERITY.items()],
            accepted=accepted_count(report.documents) > 0,
            changes=[(name, word.text(language)) for name, word in CHANGE.items() if report.since],
            closing=closing_line(report, language),
            running=_css_string(_title(views, language)),
            report=report,
            version=__version__,
        )
    )
    return page if page.endswith("\n") else page + "\n"


def _views(book: Book) -> list[DocumentView]:
    """All documents; the forms last, for findings of one may mark another."""
    found = [found_in(book, number) for number in range(1, len(book.documents) + 1)]
    return [with_form(book, view) for view in found]


def _environment(jinja2: Any) -> Any:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(WEB),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["seen"] = visible
    return environment


def _title(views: list[DocumentView], language: Language) -> str:
    name = words(language)["title"]
    if len(views) != 1:
        return name
    view = views[0]
    said = " · ".join(part for part in (view.title, view.department) if part)
    return f"{said} – {name}"


def _css_string(text: str) -> Any:
    """A text as a style sheet takes it; every sign that could end it is written by its number.

    >>> print(_css_string('甲"乙</style>'))
    "甲\\22 乙\\3c \\2f style\\3e "
    """
    from markupsafe import Markup

    signs = (sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text)
    return Markup('"' + "".join(signs) + '"')


def _files() -> dict[str, Any]:
    """The style and the script, and what the page's policy needs to let just this script run."""
    import hashlib

    from markupsafe import Markup

    style = _text("page.css")
    script = _OPENING + _text("tools.js") + _text("page.js") + "});\n"
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {"style": Markup(style), "script": Markup(script), "digest": Markup(digest)}


def _text(name: str) -> str:
    with open(os.path.join(WEB, name), encoding="utf-8") as file:
        return file.read()
