#!/usr/bin/env python3
"""Test the report page in a real browser: what a person sees, clicks and types, and what axe-core finds.

    python scripts/browser.py                                  # all tests
    python scripts/browser.py -k dark                          # some; further arguments are pytest's
    python scripts/browser.py --screenshot docs/images/report.png

Needs the extra `browser` and Chromium; CHROMIUM names it where it is not `chromium` on the path.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent

#: Markup that would run, load or break something if any text were put in as markup.
HOSTILE = [
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "<!-- <script> --> ]]> &lt;b&gt; {{ script }} ${1} \\u003c",
    "<svg onload=window.hacked=1>",
    'Follow us on Twitter "><script>window.hacked=1</script>',
]

_STORY = "The ferry left at noon on day {}, two hours late, with forty people aboard and one goat.\n\n"

#: Most of its words would go.
_OVER_BUDGET = "Sign up for our newsletter\n\nSubscribe to our newsletter today\n\nNoon.\n\nFollow us on Facebook\n"

_PHRASE = "Sign up for our newsletter: the harbour, every Friday, in your inbox"


def documents() -> Iterator[dict[str, str]]:
    """Records as a user would clean them: articles of several sites, hostile ones, one over budget, one clean."""
    for path in sorted((ROOT / "fixtures" / "articles").glob("*.in.txt")):
        name = path.name.removesuffix(".in.txt")
        yield {"id": f"articles/{name}.txt", "site": f"{name.split('-')[0]}.example", "text": path.read_text("utf-8")}
    bad = "\n\n".join(f"{line}\n\n{_STORY.format(n).strip()}" for n, line in enumerate(HOSTILE))
    yield {
        "id": "<b>hostile</b></script>.txt",
        "site": "<i>site</i>.example",
        "text": f"Advertisement\n\n{bad}\n\n{_PHRASE}\n",
    }
    yield {"id": "over.txt", "site": "uk.example", "text": _OVER_BUDGET}
    yield {"id": "clean.txt", "site": "", "text": _STORY.format(1) + _STORY.format(2).strip() + "\n"}


COUNT = len(list(documents()))


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that `cleaner clean --report` wrote."""
    folder = tmp_path_factory.mktemp("report")
    with (folder / "raw.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in documents())
    command = [sys.executable, "-m", "cleaner", "clean", "raw.jsonl", "-o", "clean.jsonl", "--isolated"]
    subprocess.run([*command, "--report", "report.html"], cwd=folder, check=True)
    subprocess.run([*command, "--report", "ledger.jsonl"], cwd=folder, check=True)
    report_command = [sys.executable, "-m", "cleaner", "report", "ledger.jsonl", "-o", "known.html"]
    subprocess.run(report_command, cwd=folder, check=True)
    return folder / "report.html"


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page about a hundred thousand documents."""
    from cleaner import Record
    from cleaner.report.gather import Gathered, Seen
    from cleaner.report.page import html

    gathered = Gathered()
    for number in range(100_000):
        name, source = f"{number // 1000:03}/{number}.txt", "Advertisement\n\n" + _STORY.format(number) * (number % 9)
        record = Record(name, "advert", 1, "Advertisement", None, "advertisement: whole 'advertisement'")
        gathered.add(Seen(name, f"site{number % 40}.example", source, (record,)))
    path = tmp_path_factory.mktemp("many") / "many.html"
    path.write_text(html(gathered, title="Many"), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window without network; anything that the page complains of fails the test."""
    context = browser.new_context(viewport={"width": 1360, "height": 900}, offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.append(request.url) if "file:" not in request.url else None)
    yield opened
    context.close()
    assert complaints == []


def chromium() -> str:
    """The path of the system's browser."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("no Chromium: install it (apt-get install chromium), or name it in CHROMIUM")
    return found


def opened(page: Page, path: Path, place: str = "") -> Page:
    page.goto(f"{path.as_uri()}{place}")
    return page


def names(page: Page) -> list[str]:
    return page.locator("#list .name").all_inner_texts()


def open_document(page: Page, name: str) -> None:
    page.locator("#list a", has_text=name).click()
    expect(page.locator("h1")).to_have_text(re.compile(re.escape(name)))


def axe(page: Page) -> list[str]:
    """What axe-core finds that matters."""
    from axe_playwright_python.sync_playwright import Axe

    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:200]}" for v in violations if v["impact"] != "minor"]


def test_overview(page: Page, report: Path) -> None:
    opened(page, report)
    tiles = page.locator(".tiles div").all_inner_texts()
    assert tiles[0].split("\n")[:2] == ["Documents", str(COUNT)]
    assert tiles[4].split("\n")[:2] == ["Over budget", "1"]
    expect(page.get_by_role("region", name="What each filter did").locator("tbody tr")).not_to_have_count(0)
    assert names(page)[0] == "over.txt", "over budget first"
    shares = [float(text.split()[0].replace("<", "")) for text in page.locator("#list .share").all_inner_texts()[1:]]
    assert shares == sorted(shares, reverse=True)
    assert page.locator("#sampling").count() == 0, "nothing is sampled here"


def test_search(page: Page, report: Path) -> None:
    opened(page, report)
    page.keyboard.press("/")
    page.keyboard.type("WILD night on lake orrin dock: 'i'd")
    expect(page.locator("#list a")).to_have_count(1)
    assert names(page) == ["articles/us-tabloid.txt"], "quotation marks and case do not matter"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("articles/us-tabloid.txt")
    assert page.evaluate("CSS.highlights.get('found').size") > 0
    page.keyboard.press("/")
    page.keyboard.type("no such words anywhere")
    expect(page.locator("#count")).to_contain_text(f"0 of {COUNT}")
    page.locator("#all").click()
    expect(page.locator("#list a")).to_have_count(COUNT)


def test_filter_and_site(page: Page, report: Path) -> None:
    opened(page, report)
    page.select_option("#by-filter", "repeated-caption")
    count = page.locator("#list a").count()
    assert 0 < count < COUNT
    page.select_option("#by-site", "us.example")
    assert set(names(page)) == {"articles/us-tabloid.txt", "articles/us-metro-daily.txt"}
    page.locator("#all").click()
    page.get_by_role("region", name="What each filter did").get_by_role("button", name="promo").click()
    expect(page.locator("#by-filter")).to_have_value("promo")
    expect(page.locator("#list a").first).to_be_focused()


def test_document(page: Page, report: Path) -> None:
    opened(page, report)
    open_document(page, "articles/us-tabloid.txt")
    source = (ROOT / "fixtures" / "articles" / "us-tabloid.in.txt").read_text("utf-8").split("\n")
    gone = page.locator("#L1")
    expect(gone.locator("del")).to_have_text(source[0])
    assert "line-through" in gone.locator("del").evaluate("node => getComputedStyle(node).textDecorationLine")
    colours = {
        page.locator(f"#{row}").evaluate("node => getComputedStyle(node).backgroundColor")
        for row in ("L1", "L5", "L16")
    }
    assert len(colours) == 3, "a colour for each filter, none for what stays"
    edited = page.locator(".row.edited").first
    expect(edited.locator("del.part").first).to_be_visible()
    expect(edited.locator("ins.part").first).to_be_visible()
    before = edited.locator(".tx").evaluate(
        "node => [...node.childNodes].filter(n => n.nodeName !== 'INS').map(n => n.textContent).join('')"
    )
    assert before in source
    page.get_by_role("button", name="Cleaned text only").click()
    expect(gone).to_be_hidden()


def test_reason_on_hover_and_focus(page: Page, report: Path) -> None:
    opened(page, report)
    open_document(page, "articles/us-tabloid.txt")
    tip = page.locator("#tip")
    expect(tip).to_be_hidden()
    page.hover("#L1")
    expect(tip).to_contain_text("section-label")
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    page.focus("#L8")
    expect(tip).to_contain_text("byline")
    described = page.locator("#L8").get_attribute("aria-describedby")
    assert "byline" in (page.locator(f"#{described}").text_content() or "")


def test_link_between_copies(page: Page, report: Path) -> None:
    opened(page, report)
    open_document(page, "articles/us-tabloid.txt")
    page.locator("#L22").get_by_role("link", name="copy of line 24").click()
    expect(page.locator("#L24")).to_be_focused()
    expect(page.locator("#L24")).to_be_in_viewport()
    page.locator("#L24").get_by_role("link", name="copied in line 22").click()
    expect(page.locator("#L22")).to_be_focused()
    page.go_back()
    expect(page.locator("#L24")).to_be_focused()


def test_keyboard(page: Page, report: Path) -> None:
    opened(page, report)
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("over.txt")
    page.keyboard.press("j")
    expect(page.locator("h1")).not_to_have_text("over.txt")
    first = page.locator("h1").inner_text()
    expect(page.locator("#list a[aria-current]")).to_have_count(1)
    page.keyboard.press("n")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("[data-row]").last).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text("over.txt")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text("Cleaning report")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.focus("#search")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#list a").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(first)
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Cleaning report")


def test_over_budget(page: Page, report: Path) -> None:
    opened(page, report)
    open_document(page, "over.txt")
    expect(page.locator(".notice.warn")).to_contain_text("more than the max_loss of 75 %")
    assert page.locator(".row.would").count() >= 2
    assert page.locator(".row.gone").count() == 0


def test_hostile_text_stays_text(page: Page, report: Path) -> None:
    opened(page, report)
    open_document(page, "<b>hostile</b></script>.txt")
    lines = "\n".join(page.locator(".row .tx").all_inner_texts())
    for line in HOSTILE:
        assert line in lines
    page.keyboard.press("o")
    page.keyboard.press("/")
    page.keyboard.type("<img")
    expect(page.locator("#list a")).to_have_count(1)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, main svg, h1 b").count() == 0


def test_no_other_script_runs(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    opened(page, report)
    page.evaluate(
        "() => { const s = document.createElement('script'); s.text = 'window.hacked = 1'; document.body.append(s); }"
    )
    assert page.evaluate("window.hacked") is None
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["", "#/d/1", "#/d/0"])
def test_accessible(page: Page, report: Path, scheme: Any, place: str) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, report, place)
    assert axe(page) == []


def test_accessible_when_narrow(page: Page, report: Path) -> None:
    page.set_viewport_size({"width": 420, "height": 800})
    opened(page, report, "#/d/1")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 420


def test_dark(page: Page, report: Path) -> None:
    page.emulate_media(color_scheme="dark")
    opened(page, report)

    def brightness() -> int:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    assert brightness() < 150
    page.keyboard.press("t")
    assert brightness() > 600
    page.reload()
    assert brightness() > 600, "the choice is remembered"


def test_print(page: Page, report: Path, tmp_path: Path) -> None:
    opened(page, report, "#/d/1")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".find")).to_be_hidden()
    expect(page.locator("#list")).to_be_hidden()
    expect(page.locator(".reason").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf(path=str(tmp_path / "page.pdf"))) > 10_000


def test_ledger_alone(page: Page, report: Path) -> None:
    opened(page, report.with_name("known.html"))
    expect(page.locator("#sampling")).to_contain_text("is not known")
    assert names(page)[0] == "over.txt"
    open_document(page, "articles/us-tabloid.txt")
    assert page.locator(".row.gone").count() > 5
    expect(page.locator(".row.gap").first).to_contain_text("stays as it is")


def test_a_hundred_thousand_documents(page: Page, many: Path) -> None:
    assert many.stat().st_size < 5_000_000
    opened(page, many)
    expect(page.locator(".tiles dd").first).to_contain_text("100,000")
    expect(page.locator("#sampling")).to_contain_text("of 100,000 documents")
    assert 250 <= page.locator("#list a").count() <= 600
    expect(page.get_by_role("region", name="What each filter did").locator("tbody tr").first).to_contain_text("100,000")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_contain_text(".txt")
    assert axe(page) == []


def screenshot(path: Path) -> None:
    """A picture of a document for the README."""

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        with (folder / "raw.jsonl").open("w", encoding="utf-8") as file:
            articles = [d for d in documents() if d["id"].startswith("articles")]
            file.writelines(json.dumps(record) + "\n" for record in articles)
        command = [sys.executable, "-m", "cleaner", "clean", "raw.jsonl", "-o", "/dev/null", "--isolated"]
        subprocess.run([*command, "--report", "report.html"], cwd=folder, check=True)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1240, "height": 780})
        opened(page, folder / "report.html")
        open_document(page, "articles/us-tabloid.txt")
        page.hover("#L12")
        expect(page.locator("#tip")).to_be_visible()
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(path))
        browser.close()


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if arguments[:1] == ["--screenshot"] and len(arguments) == 2:
        screenshot(Path(arguments[1]))
        return 0
    return int(pytest.main([__file__, "-q", "-p", "no:cacheprovider", *arguments]))


if __name__ == "__main__":
    sys.exit(main())
