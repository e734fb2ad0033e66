"""The HTML report in real Chromium: policy, filters, links, keys, widths, darkness and print."""

import base64
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from reporters_sample import BALANCE, CLEAN, DEFECTIVE, DOUBLED, EMPTY, ONE, SEVERAL

from perfcheck.finding import Acceptance, Place, Report
from perfcheck.located import Origin, SheetCell
from perfcheck.messages import Message
from perfcheck.reporters import Look, render
from perfcheck.source import Span

pytest.importorskip("jinja2", reason="jinja2 (perfcheck[report]) writes the page")
webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="no chromium with its chromedriver on this machine"
)
FLAGS = (
    "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    "disable-component-update disable-sync"
)
ALL = "const all = (query) => [...document.querySelectorAll(query)];"
WICKED = "<script>document.title='hurt'</script>\"'><img src=x onerror=\"document.title='hurt'\">"
LONG = "\t".join(f"一个很宽的表头第{n}栏" for n in range(18))
WIDE = DEFECTIVE._replace(
    file="forms/宽.txt",
    lines=(*DEFECTIVE.lines, LONG, f"{'项目':<40}{'金额':>50}", WICKED, "甲" * 900),
)
ACCEPTED = EMPTY._replace(accepted=Acceptance("按季度监测", "李四"), identity=("accepted",))
FULL = DEFECTIVE._replace(findings=(*DEFECTIVE.findings, ACCEPTED))
THERE = Place(Span(5, 2, 5, 6), "基本支出", "基本支出", CLEAN.file)
TOGETHER = DEFECTIVE._replace(findings=(BALANCE._replace(related=(THERE,)),))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    profile = tmp_path_factory.mktemp("profile")
    for flag in [*FLAGS.split(), f"user-data-dir={profile}"]:
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


class Page:
    """A report open in the browser."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser = browser
        self.file = folder / "report.html"

    def open(
        self, report: Report, *, width: int = 1280, part: str = "", scheme: str = "light"
    ) -> "Page":
        written = render(report, "html", Look())
        assert isinstance(written, str)
        self.file.write_text(written, "utf-8")
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        features.append({"name": "prefers-color-scheme", "value": scheme})
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        return self.load(part)

    def load(self, part: str = "") -> "Page":
        """Load the file anew; drivers take the page before it for this one if nobody waits."""
        self.browser.get("about:blank")
        self.browser.get(self.file.as_uri() + part)
        there = "return location.protocol === 'file:' && document.readyState === 'complete'"
        WebDriverWait(self.browser, 5, 0.02).until(lambda _: self.run(there))
        return self

    def run(self, script: str, *given: Any) -> Any:
        return self.browser.execute_script(ALL + script, *given)

    def count(self, query: str) -> int:
        """How many elements of a query can be seen."""
        script = "return all(arguments[0]).filter(e => e.checkVisibility()).length"
        return int(self.run(script, query))

    def text(self, query: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).textContent", query))

    def press(self, *keys: str) -> None:
        self.browser.switch_to.active_element.send_keys(*keys)
        self.settle()

    def click(self, query: str) -> None:
        self.browser.find_element("css selector", query).click()
        self.settle()

    def settle(self) -> None:
        """Wait until what an action set off is done: the events that it queued, and the drawing."""
        wait = "const done = arguments[0]; setTimeout(done, 1000);"
        drawn = "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));"
        self.browser.execute_async_script(wait + drawn)

    def ids(self, query: str) -> list[str]:
        return list(self.run("return all(arguments[0]).map(e => e.id)", query))

    def shows(self, view: str) -> bool:
        """Whether the view comes up, as soon as the address has changed."""
        wait = WebDriverWait(self.browser, 3, 0.02)
        return bool(wait.until(lambda _: self.ids(".view.now") == [view]))

    def focused(self) -> str:
        return str(self.run("const e = document.activeElement; return e.id || e.className"))


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Page]:
    browser.get_log("browser")
    yield Page(browser, tmp_path)
    said = [entry["message"] for entry in browser.get_log("browser")]
    assert said == [], "the console stays silent: no error, no breach of the policy"


def test_nothing_of_a_form_acts_and_nothing_is_loaded(page: Page) -> None:
    hostile = BALANCE._replace(message=Message(WICKED, WICKED))
    page.open(Report((WIDE._replace(findings=(hostile,), file=WICKED),)))
    assert "hurt" not in page.run("return document.title")
    assert WICKED in page.text(".finding .text")
    assert page.run("return performance.getEntriesByType('resource').length") == 0


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(browser: Any, tmp_path: Path) -> None:
    page = Page(browser, tmp_path).open(ONE)
    file = page.file.read_text("utf-8")
    page.file.write_text(file.replace("</main>", "<script>document.title='hurt'</script></main>"))
    page.load()
    assert page.run("return document.title") != "hurt"
    assert any(
        "Content Security Policy" in entry["message"] for entry in browser.get_log("browser")
    )


def test_filters_narrow_findings_groups_and_marks_and_say_how_many(page: Page) -> None:
    page.open(Report((FULL,)))
    assert page.text("#shown") == "显示 10 / 10"
    assert page.text(".chip.warning b") == "7"
    page.click(".chip.warning")
    assert (page.count(".finding"), page.text("#shown")) == (3, "显示 3 / 10")
    assert page.count(".group.warning") == 0
    assert page.count('.paper .mark[data-f="f1-3"]:not(.off)') == 0
    assert page.count(".paper .mark.error.off") == 0
    page.click(".chip.accepted")
    assert page.count(".finding[data-look=accepted]") == 0
    page.click("#reset")
    assert (page.count(".finding"), page.text("#shown")) == (10, "显示 10 / 10")
    page.click(".menu summary")
    page.click("[name=family][value=ARITH]")
    assert page.count(".finding[data-family=ARITH]") == 0
    assert page.text(".menu summary b") == "3/4"


def test_a_mark_of_several_findings_looks_as_the_gravest_that_is_shown(page: Page) -> None:
    lesser = DOUBLED._replace(place=BALANCE.place, identity=("lesser",))
    page.open(Report((DEFECTIVE._replace(findings=(BALANCE, lesser)),)))
    look = """
        const mark = document.querySelector('#d1-L5 .mark.blamed');
        return [mark.className, mark.dataset.n]"""
    before = page.run(look)
    assert before == ["mark error blamed", "1 2"]
    page.click(".chip.error")
    assert page.run(look) == ["mark info blamed", "2"]
    page.click("#reset")
    assert page.run(look) == before


def test_a_long_name_of_a_sheet_stays_on_the_page(page: Page) -> None:
    sheet = SheetCell("很" * 31, "AB107")
    book = DEFECTIVE._replace(origins=(Origin(1, 1, sheet),))
    page.open(Report((book,)), width=390)
    places = "return all('.finding .place').map(e => e.getBoundingClientRect().right)"
    assert max(page.run(places)) <= 390


def test_search_finds_any_text_of_a_finding(page: Page) -> None:
    page.open(ONE).press("/")
    assert page.focused() == "search"
    page.press("水质达标率")
    assert page.ids(".finding:not([hidden])") == ["f1-8"]
    page.press(Keys.ESCAPE)
    assert page.count(".finding") == 9
    page.press("/")
    page.press("value-003 第三")
    assert page.count(".finding") == 1
    page.press("不存在")
    assert page.count(".none") == 1


def test_a_finding_leads_to_its_cells_and_they_lead_back(page: Page) -> None:
    page.open(Report((FULL,)))
    page.click("#f1-8 .place")
    assert page.ids(".finding.now") == ["f1-8"]
    assert page.count(".paper .lit") == 1
    assert page.ids(".lit-line") == ["d1-L15"]
    page.click("#d1-L5 .mark.blamed")
    assert page.ids(".finding.now") == ["f1-1"]
    assert page.focused() == "f1-1"
    lit = page.run("return all('.paper .lit').map(e => e.textContent)")
    assert lit == ["1,204.50", "1,830.00", "660.25", "34.00"]


def test_a_cell_of_several_findings_leads_to_each_in_turn(page: Page) -> None:
    page.open(Report((FULL,)))
    page.click("#d1-L15 .mark")
    first = page.ids(".finding.now")
    page.click("#d1-L15 .mark")
    assert sorted(first + page.ids(".finding.now")) == ["f1-8", "f1-9"]
    assert "2 个问题" in page.text("#said")


def test_the_form_scrolls_to_the_cell_and_the_page_stays(page: Page) -> None:
    shifted = EMPTY._replace(place=Place(Span(415, 14, 415, 14), "年度指标值"), identity=("far",))
    lines = (*("正文" for _ in range(400)), *DEFECTIVE.lines)
    page.open(Report((DEFECTIVE._replace(findings=(shifted,), lines=lines),)))
    page.click("#f1-1 .place")
    assert page.run("return scrollY") == 0
    inside = """
        const cell = document.querySelector('.paper .lit').getBoundingClientRect();
        const box = document.querySelector('.paper').getBoundingClientRect();
        return cell.top > box.top && cell.bottom < box.bottom && cell.right < box.right"""
    assert page.run(inside)


def test_keys_go_from_finding_to_finding_to_the_form_and_back(page: Page) -> None:
    page.open(ONE).press("j")
    assert page.focused() == "f1-1"
    page.press("j")
    page.press(Keys.ARROW_DOWN)
    assert page.focused() == "f1-3"
    page.press("k")
    assert page.ids(".finding.now") == ["f1-2"]
    page.press(Keys.ENTER)
    assert "mark warning blamed" in page.focused()
    page.press(Keys.ENTER)
    assert page.focused() == "f1-2"
    page.press(Keys.ESCAPE)
    assert page.count(".lit") == 0
    page.press("?")
    assert page.count("#help") == 1
    page.click("#keys-off")
    page.click("#help-close")
    page.press("j")
    assert page.count(".finding.now") == 0


def test_tab_comes_to_the_skip_link_first_and_focus_can_be_seen(page: Page) -> None:
    page.open(ONE).press(Keys.TAB)
    assert page.focused() == "skip"
    assert page.run("return document.activeElement.getBoundingClientRect().left") >= 0
    page.press(Keys.ENTER)
    assert page.focused() == "d1-findings"
    page.press(Keys.TAB)
    assert page.focused() == "place"
    style = page.run("return getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_one_view_at_a_time_by_address_list_keys_and_links(page: Page) -> None:
    page.open(SEVERAL)
    assert page.ids(".view.now") == ["overview"]
    assert page.count(".view") == 1
    page.press("]")
    assert page.ids(".view.now") == ["d1"]
    page.click("#forth")
    assert page.ids(".view.now") == ["d2"]
    assert page.text("#shown") == "显示 9 / 9"
    page.browser.back()
    assert page.shows("d1")
    page.click("#to-overview")
    assert page.shows("overview")
    page.click("#by-document tbody tr:nth-child(3) a")
    assert page.shows("d3")
    page.open(SEVERAL, part="#f2-1")
    assert (page.ids(".view.now"), page.ids(".finding.now")) == (["d2"], ["f2-1"])


def test_a_place_in_another_document_leads_there_and_back(page: Page) -> None:
    page.open(Report((TOGETHER, CLEAN)), part="#f1-1")
    page.click("#f1-1 .cite summary")
    page.click("#f1-1 .cite li a")
    assert page.shows("d2")
    page.click("#d2-L5 .mark")
    assert (page.ids(".view.now"), page.ids(".finding.now")) == (["d1"], ["f1-1"])


def test_search_on_the_overview_finds_documents(page: Page) -> None:
    page.open(SEVERAL).press("/")
    page.press("半张")
    assert page.count("#by-document tbody tr") == 1
    assert page.count("#filters fieldset") == 0


def test_a_finding_can_be_copied_whole(page: Page) -> None:
    page.open(ONE).run("navigator.clipboard.writeText = async (text) => { window.taken = text; }")
    page.click("#f1-1 .cite summary")
    page.click("#f1-1 .copy")
    taken = page.run("return window.taken")
    assert taken.startswith("第 5 行：基本支出 1,204.50")
    assert taken.count("\n") == 3
    assert page.text("#said") == "已复制"


def test_tables_sort_by_what_their_heads_say(page: Page) -> None:
    page.open(SEVERAL)
    column = "return all('#by-document td:nth-child(5)').map(e => e.textContent)"
    page.click("#by-document th:nth-child(5) button")
    assert page.run(column) == ["7", "·", "·"]
    assert page.count("th[aria-sort=descending]") == 1
    page.click("#by-document th:nth-child(5) button")
    assert page.run(column) == ["·", "·", "7"]


def test_dark_by_the_system_or_by_hand(page: Page) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    assert min(page.open(ONE).run(ground)) > 200
    page.click("#theme")
    assert max(page.run(ground)) < 60
    assert max(page.open(ONE, scheme="dark").run(ground)) < 60
    page.click("#theme")
    assert min(page.run(ground)) > 200


CONTRAST = """
    const line = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
    const light = (rgb) => rgb.slice(0, 3).map(v => line(v / 255))
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
    const behind = (e) => {
        for (; e; e = e.parentElement) {
            const ground = numbers(getComputedStyle(e).backgroundColor);
            if (ground.length < 4 || ground[3] > 0) return ground;
        }
        return [255, 255, 255];
    };
    const ratio = (e) => {
        const [a, b] = [light(numbers(getComputedStyle(e).color)), light(behind(e))];
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    };
    const said = (e) => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    const shown = all('body *').filter(e => e.checkVisibility() && !e.closest('svg, option'));
    return shown.filter(said).filter(e => ratio(e) < 4.5).map(e => e.outerHTML)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.open(Report((FULL,)), scheme=scheme).press("j")
    assert page.run(CONTRAST) == []


@pytest.mark.parametrize("report", [Report((WIDE,)), SEVERAL], ids=["one", "several"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_the_page_never_scrolls_sideways(page: Page, report: Report, width: int) -> None:
    page.open(report, width=width)
    assert page.run("return document.documentElement.scrollWidth") <= width
    if width == 390 and len(report.documents) == 1:
        page.click("#f1-1 .place")
        in_sight = """
            const box = document.querySelector('.paper .lit.blamed').getBoundingClientRect();
            return [box.top, innerHeight - box.bottom, box.left, innerWidth - box.right]"""
        assert min(page.run(in_sight)) >= 0


NAMES = """
    const name = (e) => (e.getAttribute('aria-label') || e.textContent || '').trim()
        || (e.labels && [...e.labels].map(l => l.textContent).join('')) || '';
    return all('button, select, input, a, summary, [role=region]')
        .filter(e => !name(e).trim()).map(e => e.outerHTML)"""


@pytest.mark.parametrize("report", [Report((FULL,)), SEVERAL], ids=["one", "several"])
def test_headings_names_and_landmarks_are_in_order(page: Page, report: Report) -> None:
    page.open(report)
    assert page.run(NAMES) == []
    levels = page.run(
        "return all('h1,h2,h3').filter(e => e.closest('.now')).map(e => Number(e.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for query in ("main", "header[role=banner]", "footer", "[aria-live=polite]"):
        assert page.run("return !!document.querySelector(arguments[0])", query)
    ids = page.ids("[id]")
    assert len(ids) == len(set(ids))


def test_without_its_script_all_can_be_read_and_no_control_is_shown(page: Page) -> None:
    page.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.open(SEVERAL)
        assert page.count(".view") == 4
        assert page.count(".script") == 0
        assert page.count(".finding") == 9
    finally:
        page.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def printed(page: Page) -> list[Any]:
    """The pages of a print, once it is sure that each is A4 and no text lies beyond its edge."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 reads the print")
    asked = {"preferCSSPageSize": True, "printBackground": False}
    data = base64.b64decode(page.browser.execute_cdp_cmd("Page.printToPDF", asked)["data"])
    sheets = list(pdfium.PdfDocument(data))
    for sheet in sheets:
        assert (round(sheet.get_width()), round(sheet.get_height())) in ((595, 842), (596, 842))
        text = sheet.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        assert all(box[0] >= 0 and box[2] <= 595.5 for box in boxes), "no text beyond the paper"
    return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets]


def test_print_from_the_overview_is_whole(page: Page) -> None:
    sheets = printed(page.open(SEVERAL._replace(documents=(WIDE, CLEAN))))
    text = "".join(sheets)
    assert 5 <= len(sheets) <= 9
    for said in ("支出合计等于收入合计", BALANCE.basis, "第17栏", "总览", "forms/民政局.txt"):
        assert said in text
    assert "搜索问题" not in text
    assert all(sheet.startswith("绩效表审核报告") for sheet in sheets)


def test_print_from_a_document_is_that_document_and_owns_to_its_filters(page: Page) -> None:
    page.open(SEVERAL, part="#d2")
    page.click(".chip.warning")
    text = "".join(printed(page))
    assert "支出合计等于收入合计" in text
    assert "总览" not in text
    assert "数量指标要有数字" not in text
    assert "显示2/9" in text


def test_a_form_of_a_thousand_lines_answers_at_once(page: Page) -> None:
    rows = tuple(f"\t\t指标{n}\t≥{n}%\t{n}.00" for n in range(1000))
    found = tuple(
        EMPTY._replace(place=Place(Span(n, 3, n, 5), "", "指标"), identity=(str(n),))
        for n in range(1, 1001, 5)
    )
    page.open(Report((DEFECTIVE._replace(lines=rows, findings=found),)))
    spent = page.run(
        "const t = performance.now(); const b = document.querySelector('.chip.info input');"
        "b.click(); document.querySelector('#f1-150 .place').click();"
        "document.body.getBoundingClientRect(); return performance.now() - t"
    )
    assert page.ids(".finding.now") == ["f1-150"]
    assert spent < 5000, "an order of magnitude beyond what it takes"
