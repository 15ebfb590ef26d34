"""Markdown is read as what a reader sees of it, and its marks are written unchanged."""

from collections.abc import Iterator

import pytest

import cleaner
from cleaner import markdown
from cleaner.document import Document, Finding, Paragraph
from cleaner.filters.empty_markup import empty_markup
from cleaner.filters.residue import is_of_text

STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board said that the engine had been mended twice since the spring of last year.",
    "A third repair is planned for May, and the goat has been told to bring its own hay.",
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Ferry runs late", "Ferry runs late"),
        ("# Ferry runs late", "Ferry runs late"),
        ("  ### [Ferry](/ferry) runs **very** late", "Ferry runs very late"),
        ("#ferry and #goat", "#ferry and #goat"),
        ("C# is a language", "C# is a language"),
        ("* [Home](/ 'x')", "* [Home](/ 'x')"),
        ('* [Home](/ "Front page")', "* Home"),
        ("[![The ferry](a.jpg)](/ferry)", "The ferry"),
        ("![](a.jpg)", ""),
        ("_Late_ again, __very__ late", "Late again, very late"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("a [note] (aside)", "a [note] (aside)"),
        ("[Share]{.sr-only} [[Log in](/in)]{#log}", "Share Log in"),
        ("## Sharing {#sharing .title}", "Sharing"),
        ("The set {a, b} of f(x){n}", "The set {a, b} of f(x)"),
        ("###### Six", "Six"),
        ("####### Seven", "####### Seven"),
        ("#\tFerry", "Ferry"),
        ("    # a comment", "    # a comment"),
        ("a*b* and *a*b", "a*b* and *a*b"),
        ("* a* and *b * c", "* a* and *b * c"),
    ],
)
def test_visible(text: str, seen: str) -> None:
    assert markdown.visible(text) == Paragraph(1, text).visible == seen


@pytest.mark.parametrize(
    ("text", "links", "empty"),
    [
        ("* [Home](/)", True, False),
        ("[Home](/) | [News](/news) · [Sport](/sport)", True, False),
        ("3. [Home](/)", True, False),
        ("+ [Home](/)", True, False),
        ("12) [Home](/)", True, False),
        ("2031. [Home](/)", False, False),
        ("[A](/a), [B](/b); [C](/c) • [D](/d) / [E](/e) > [F](/f) » [G](/g)", True, False),
        ("[A](/a) › [B](/b) – [C](/c) — [D](/d) - [E](/e)", True, False),
        ("[A](/a) = [B](/b)", False, False),
        ("[![](a.jpg)](/ferry)", True, True),
        ("- [![](a.jpg)](/ferry)", True, True),
        ("# [![](logo.png)](/)", False, True),
        ("![](a.jpg)", True, True),
        ('[![Ferry](<a.jpg> "At noon") late](</ferry> "Read") | [Goat](/goat)', True, False),
        ('[![](<a.jpg> "At noon")](</ferry> "Read")', True, True),
        ("[Ferry](/ferry) [late]", False, False),
        ("[Ferry](a b)", False, False),
        ("![Ferry at noon](a.jpg)", True, False),
        ("Read [the report](/report)", False, False),
        ("[the report](/report) says no.", False, False),
        ("##", False, True),
        ("  ##  ", False, True),
        ("# 4", False, False),
        ("", False, False),
        ("Plain words", False, False),
        ("::: {.site #page}", False, True),
        (":::", False, True),
        ("- ::: {.site}", False, True),
        (":::note", False, False),
        ("[]{.icon} []{.icon}", False, True),
        ("[Share]{.icon}", False, False),
        ("<!-- 4 -->", False, True),
        ("<!-- 4 --> words", False, False),
        ("<!-- 4 --> words <!-- 5 -->", False, False),
        ("[](/a){width=4}", False, True),
        ("[ [Home](/) ]{.section}", True, False),
        ('-   [[Home]{itemprop="title"}](/ "Home")', True, False),
        ("[ [Home](/) by the river ]{.section}", False, False),
        (".button .icon}", False, True),
        ('height="1"}', False, True),
        ('#more .icon width="4"})', False, True),
        (".button of the page}", False, False),
        ("a {.button .icon}", False, False),
        ("a sentence}", False, False),
    ],
)
def test_links_and_what_is_empty(text: str, links: bool, empty: bool) -> None:
    assert (markdown.is_links(Paragraph(1, text)), markdown.is_empty(Paragraph(1, text))) == (links, empty)


def lines(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, text) for number, text in enumerate(texts, 1)]


def test_tables() -> None:
    one = ("| Berth | Hour |", "| :--- | ---: |", "| One | noon |", "| Two | one |")
    found = markdown.tables(lines("Words", *one, "Words", "| no | table |", "| at | all |", *one, *one[:2]))
    assert found == [range(1, 5), range(8, 12), range(12, 14)]
    assert markdown.tables(lines("Words", *one[1:])) == []
    assert [markdown.columns(Paragraph(1, rule)) for rule in ("|---|", "| --- | --- |")] == [1, 2]


@pytest.mark.parametrize(
    ("text", "row", "rule"),
    [
        ("| Berth | Hour |", True, False),
        ("  | --- | :-: |  ", True, True),
        ("| --- | words", False, False),
        ("| --- | words |", True, False),
        ("| --- |  | --- |", True, False),
        ("Berth | Hour |", False, False),
        ("| Berth", False, False),
    ],
)
def test_rows(text: str, row: bool, rule: bool) -> None:
    assert (markdown.is_row(Paragraph(1, text)), markdown.is_rule(Paragraph(1, text))) == (row, rule)


@pytest.mark.parametrize(
    ("text", "heading", "top"),
    [
        ("# Ferry", True, True),
        ("   #\tFerry", True, True),
        ("## Ferry", True, False),
        ("# ", True, False),
        ("#ferry", False, False),
        ("Ferry # 4", False, False),
    ],
)
def test_headings(text: str, heading: bool, top: bool) -> None:
    assert (markdown.is_heading(text), markdown.is_top_heading(Paragraph(1, text))) == (heading, top)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Words", "```{=html}", "<!-- 4 -->", "", "```"), []),
        (("Words", "```{=html}", "<!-- 4 -->", "```"), [range(1, 4)]),
        (("``` {=html}", "<!-- 4 -->", "<!-- 5 -->", "```"), [range(4)]),
        (("```{=html}", "words", "<!-- 4 -->", "```"), []),
        (("```{=html}", "<!-- 4 -->", "words", "```"), []),
        (("```", "<!-- 4 -->", "```"), []),
        (("```html", "<!-- 4 -->", "```"), []),
    ],
)
def test_comments(texts: tuple[str, ...], found: list[range]) -> None:
    assert markdown.comments(lines(*texts)) == found


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("```", "print", "```"), {0, 1, 2}),
        (("Words", "```python", "print", "", "```", "Words"), {1, 2, 3, 4}),
        (("~~~", "```", "print", "~~~"), {0, 1, 2, 3}),
        (("````", "```", "print", "```", "````"), {0, 1, 2, 3, 4}),
        (("```", "print", "```js", "x", "```"), {0, 1, 2, 3, 4}),
        (("```", "never closed"), set()),
        (("```one``` and words", "print", "```"), set()),
        (("Words",), set()),
        (("   ```", "print", "   ``` "), {0, 1, 2}),
        (("    ```", "print", "    ```"), set()),
        (("```", "print", "````", "Words", "```", "print", "```"), {0, 1, 2, 4, 5, 6}),
        (("```{=html}", "<!-- -->", "```"), set()),
    ],
)
def test_code(texts: tuple[str, ...], code: set[int]) -> None:
    assert markdown.code(lines(*texts)) == code
    assert Document("", lines(*texts)).code == code


def test_no_filter_at_all_removes_code() -> None:
    """Nor its fences, also when lines above it are gone."""

    def greedy(document: Document) -> Iterator[Finding]:
        short = [index for index, paragraph in enumerate(document.paragraphs) if not paragraph.is_prose]
        yield from (Finding(index, why="no sentence", sure=True) for index in short)

    page = [STORY[0], "Tides", "```sh", "print", "```", STORY[1], "Berths"]
    text = cleaner.Cleaner(select=["text"], filters=[greedy])("\n".join(page) + "\n").text
    assert text.split() == "\n".join(line for line in page if line not in ("Tides", "Berths")).split()


def test_nothing_removes_code() -> None:
    block = ["```sh", "Share", "Sign up for our newsletter", "Advertisement", "```"]
    page = "\n\n".join(["# Ferry runs late again", *STORY[:2], "\n".join(block), STORY[2], "Share", "Print"]) + "\n"
    for preset in ("news", "page"):
        result = cleaner.Cleaner(preset)(page)
        assert "\n".join(block) in result.text
        assert {r.before for r in result.records if r.line and r.after is None} == {"Share", "Print"}
    bare = cleaner.Cleaner()(page.replace("```sh", "Setup").replace("```", "Done"))
    assert "Sign up for our newsletter" not in bare.text


@pytest.mark.parametrize("preset", ["news", "page"])
def test_a_page_in_markdown_loses_what_it_would_in_plain_text(preset: str) -> None:
    """The menu and the links below go, with their addresses; headings, tables and links of the story stay."""
    menu = [
        "* [Front page](/)",
        "* [Harbour](/harbour)",
        "* [Markets and prices](/markets)",
        "* [Weather](/weather)",
        "* [Small adverts](/adverts)",
        "* [Letters](/letters)",
        "[Log in](/login)",
    ]
    story = [
        "# [Ferry runs late again](/ferry)",
        STORY[0],
        "## What the captain says",
        f"{STORY[1]} So says [the board's report](/report).",
        "| Ferry | Leaves |\n| --- | --- |\n| North line | noon |",
        STORY[2],
    ]
    below = ["[Home](/) | [About the paper](/about)", "[![](a.gif)](/a)", "* [Archive](/archive)", "© 2031 The Courier"]
    result = cleaner.Cleaner(preset)("\n\n".join([*menu, *story, *below]) + "\n")
    assert result.text == "\n\n".join(story) + "\n"


def test_the_heading_of_the_page_is_its_headline() -> None:
    page = cleaner.parse("\n\n".join(["Ferry runs late again | Courier", "# Ferry runs late again", *STORY]) + "\n")
    assert page.title == 1
    assert cleaner.parse("\n\n".join(["Ferry runs late again", "# Courier", *STORY]) + "\n").title == 0


@pytest.mark.parametrize("preset", ["news", "page"])
def test_a_heading_inside_the_story_may_be_a_word_of_menus(preset: str) -> None:
    page = "\n\n".join(["# Radio news of Friday", *STORY[:2], "### Weather", STORY[2], "Share", "Print"]) + "\n"
    assert [r.before for r in cleaner.Cleaner(preset)(page).records if r.line] == ["Share", "Print"]


@pytest.mark.parametrize(
    ("block", "gone"),
    [
        ("![](a.jpg)", 1),
        ("[]{.icon}", 1),
        ("##", 1),
        (":::", 1),
        ("<!-- 4 -->", 1),
        ("```{=html}\n<!-- 4 -->\n```", 3),
        ("```\n<!-- 4 -->\n##\n```", 0),
        ("|  |  |\n| --- | --- |\n|  | ![](a.jpg) |", 3),
        ("|  |  |\n| --- | --- |\n|  | ![Goat](a.jpg) |", 0),
        ("|  |  |", 0),
    ],
)
def test_empty_markup_alone_on_a_page(block: str, gone: int) -> None:
    """No other mark on the page draws attention to it; a protected place does not keep it."""
    document = cleaner.parse("\n\n".join([STORY[0], block, STORY[1]]) + "\n")
    found = {finding.index: finding for finding in empty_markup()(document)}
    assert set(found) == set(range(1, 1 + gone))
    assert all(finding.sure for finding in found.values())


@pytest.mark.parametrize(("cells", "stays"), [(1, False), (2, True), (3, True)])
def test_rows_of_tables_are_of_the_story_inside_it(cells: int, stays: bool) -> None:
    """A table of one column is there for the layout of the page; above and below the story are tables of links."""
    table = "\n".join("|" + cell * cells for cell in (" Ferry |", " --- |", " North |"))
    for at in range(3):
        document = cleaner.parse("\n\n".join([*STORY[:2][:at], table, *STORY[:2][at:]]) + "\n")
        told = [is_of_text(document, index) for index in range(at, at + 3)]
        assert told == [stays and at == 1] * 3


def test_the_only_first_heading_is_the_headline_below_any_menu() -> None:
    menu = [f"* [Place {number}](https://market.example/{number})" for number in range(60)]
    story = ["# The clock may strike thirteen", "The clockmakers of Upper Vale have decided: the clock may strike."]
    document = cleaner.parse("\n\n".join([*menu, *story]) + "\n")
    assert document.title == 60
    two = cleaner.parse("\n\n".join([*menu, "# Market", *story]) + "\n")
    assert two.title != 61
