"""Bylines, breadcrumbs and menus in the forms of many languages, and lines of stories that look like them."""

from collections.abc import Callable

import bylines
import pytest

from cleaner import Cleaner, authors, credits, dates
from cleaner.document import Paragraph

TITLE = "Ellery votes for its fountain and loses the key"
STORY = (
    "The council of Ellery voted on Monday to turn the fountain on again, and then could not find the pump house key.",
    "The vote was nine to two, and the mayor, Hugh Tansley, abstained because he had lost the key, or so people say.",
    "The fountain has been dry since the spring, when a goat fell into it and the water was let out to save it.",
    "Whoever finds the key is asked to bring it to the boat shed, where the council will meet until it is found.",
    "A goat is to be questioned, but the council has put it off until the goat is in a better mood than this week.",
    "The next sitting is on Friday, when the council will vote on the purchase of an axe.",
)
SHORT = (STORY[0], STORY[1], STORY[5])

BYLINE = Cleaner(select=["text", "byline"])
SECTION = Cleaner(select=["text", "section-label"])
NEWS = Cleaner()


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def as_text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


def removed(cleaner: Cleaner, *paragraphs: str) -> list[str]:
    return [r.before for r in cleaner(as_text(*paragraphs)).records if r.after is None and r.filter != "layout"]


def test_lists_are_long() -> None:
    assert sum(len(lines_of(text)) for text in bylines.FORMS.values()) >= 400
    assert sum(len(lines_of(text)) for text in bylines.INSIDE.values()) >= 250
    assert len(bylines.FORMS) >= 30


@pytest.mark.parametrize("lang", bylines.FORMS)
def test_byline_above_the_story_goes(lang: str) -> None:
    forms = [line.split(" // ") for line in lines_of(bylines.FORMS[lang])]
    stays = [(form, left) for form in forms if (left := removed(BYLINE, TITLE, *form, *SHORT)) != form]
    assert not stays


@pytest.mark.parametrize("lang", bylines.FORMS)
def test_byline_goes_with_all_other_filters_too(lang: str) -> None:
    text = as_text(TITLE, *SHORT)
    forms = [line.split(" // ") for line in lines_of(bylines.FORMS[lang])]
    assert [form for form in forms if NEWS(as_text(TITLE, *form, *SHORT)).text != text] == []


@pytest.mark.parametrize("lang", bylines.INSIDE)
@pytest.mark.parametrize("place", [1, 3, 5])
def test_line_of_a_story_stays(lang: str, place: int) -> None:
    lines = lines_of(bylines.INSIDE[lang])
    assert [line for line in lines if removed(BYLINE, TITLE, *STORY[:place], line, *STORY[place:])] == []
    assert [line for line in lines if removed(NEWS, TITLE, *STORY[:place], line, *STORY[place:])] == []


@pytest.mark.parametrize("deck", lines_of(bylines.DECKS))
def test_deck_stays(deck: str) -> None:
    text = (TITLE, *deck.split(" // "), *STORY)
    assert removed(BYLINE, *text) == []
    assert removed(NEWS, *text) == []


@pytest.mark.parametrize("lines", ["Hugh Tansley // 5 May 2024", "May 5, 2024 // Hugh Tansley, who lost the key"])
def test_whom_the_story_is_about_is_no_author(lines: str) -> None:
    assert removed(BYLINE, TITLE, *lines.split(" // "), *STORY) in (["5 May 2024"], ["May 5, 2024"])


@pytest.mark.parametrize("first", ["Hugh Tansley", "Nell Adair"])
def test_name_and_date_without_a_headline_above_them_may_be_the_headline(first: str) -> None:
    assert first not in removed(BYLINE, first, "5 May 2024", *STORY)


def test_days_and_times_of_a_live_blog_stay() -> None:
    times = ["Today at 14:05", "Today at 13:10", "Yesterday at 18:00"]
    story = [line for pair in zip(times, STORY[:3], strict=True) for line in pair]
    assert removed(BYLINE, TITLE, *story, STORY[5]) == []


@pytest.mark.parametrize("form", ["{}. 5. 2024", "{}.05.2024", "{}/05/2024", "2024-05-{}"])
def test_dates_of_a_diary_stay(form: str) -> None:
    days = [form.format(day) for day in (12, 13, 14)]
    story = [line for pair in zip(days, STORY[:3], strict=True) for line in pair]
    assert set(removed(BYLINE, TITLE, *story, STORY[5])).isdisjoint(days[1:])


@pytest.mark.parametrize("cleaner", [SECTION, NEWS], ids=["alone", "news"])
def test_trails_and_menus_go(cleaner: Cleaner) -> None:
    text = as_text(TITLE, *SHORT)
    trails, menus = lines_of(bylines.TRAILS), lines_of(bylines.MENUS)
    assert [trail for trail in trails if cleaner(as_text(trail, TITLE, *SHORT)).text != text] == []
    assert [menu for menu in menus if cleaner(as_text(TITLE, *SHORT, menu)).text != text] == []


@pytest.mark.parametrize("line", lines_of(bylines.NO_MENUS))
def test_what_looks_like_a_trail_or_menu_stays(line: str) -> None:
    assert removed(SECTION, line, *STORY) == []
    for place in (2, 6):
        assert removed(SECTION, TITLE, *STORY[:place], line, *STORY[place:]) == []


@pytest.mark.parametrize(
    "headline",
    [
        "Reporter Jailed in Cairo",
        "Reporter Found Guilty",
        "Interview With a Goat",
        "Text Messages Sink Mayor",
        "Home away from home: a goat moves house",
    ],
)
def test_headline_in_capitals_is_no_byline(headline: str) -> None:
    assert removed(BYLINE, headline, "By Dana Reyes", *STORY) == ["By Dana Reyes"]


def test_heading_of_a_markdown_page_is_no_byline() -> None:
    heading = "## Radio | Easy News | Friday 27.10.2023"
    assert removed(BYLINE, heading, *STORY) == []
    assert removed(BYLINE, heading, "The key. The fountain. The goat.", "### A key", *STORY) == []
    assert removed(BYLINE, TITLE, "Ellery Radio | 27.10.2023 | Dana Reyes", *STORY) != []


def test_what_stays_of_a_schedule_stays_when_the_rest_is_gone() -> None:
    days = ("Monday, November 25, 2024 at 3:00 PM", "Tuesday, April 22, 2025 at 1:00 PM")
    once = BYLINE(as_text(TITLE, *days, *STORY)).text
    assert all(day in once for day in days)
    assert not BYLINE(once).changed


@pytest.mark.parametrize("line", lines_of(bylines.INITIALS))
def test_initials_below_the_last_sentence_go(line: str) -> None:
    assert removed(BYLINE, TITLE, *STORY, line) == [line]
    assert removed(BYLINE, TITLE, *STORY[:3], line, *STORY[3:]) == []
    assert removed(BYLINE, TITLE, *STORY, "The song of the goat", line) == []
    assert removed(BYLINE, TITLE, *STORY[:2], "(all)", *STORY[2:], line) == []


@pytest.mark.parametrize("line", lines_of(bylines.NO_INITIALS))
def test_other_brackets_below_the_last_sentence_stay(line: str) -> None:
    assert removed(BYLINE, TITLE, *STORY, line) == []


@pytest.mark.parametrize("box", lines_of(bylines.BOXES))
def test_box_about_the_author_goes(box: str) -> None:
    byline, heading, note = box.split(" // ")
    notes = Cleaner(select=["text", "byline", "author-note"])
    assert removed(notes, TITLE, byline, *STORY, heading, note) == [byline, heading, note]
    assert note not in removed(notes, TITLE, "By Tom Sallow", *STORY, heading, note)
    assert note not in removed(notes, TITLE, byline, *STORY[:2], heading, note, *STORY[2:])


def test_what_follows_the_heading_of_a_box_and_names_nobody_stays() -> None:
    notes = Cleaner(select=["text", "byline", "author-note"])
    text = (TITLE, "By Nell Adair", *STORY[:5], "About Nell Adair", STORY[5])
    assert removed(notes, *text) == ["By Nell Adair", "About Nell Adair"]


LONG = "keeps two goats and a rowing boat, " + "writes about the harbour and its people, " * 12 + "and likes it."


@pytest.mark.parametrize(
    ("heading", "note", "goes"),
    [
        ("About the author", "Her goats call her Nell.", True),
        ("Author", "Her goats call her Nell.", False),
        ("About Nell Adair.", "Her goats call her Nell.", False),
        ("About Nell Adair", f"As a reporter Nell Adair {LONG}", True),
        # A long note has the full name, and none is as long as a story.
        ("About Nell Adair", f"As a reporter Adair {LONG}", False),
        ("About Nell Adair", f"As a reporter Nell Adair {LONG} She {LONG} She {LONG}", False),
    ],
)
def test_note_below_a_heading(heading: str, note: str, goes: bool) -> None:
    notes = Cleaner(select=["text", "byline", "author-note"])
    assert (note in removed(notes, TITLE, "By Nell Adair", *STORY, heading, note)) is goes


def test_author_with_an_address_has_a_note_too() -> None:
    notes = Cleaner(select=["text", "byline", "author-note"])
    byline, note = "By Nell Adair, Port Ellery nell.adair@courier.example", "Nell Adair keeps two goats."
    assert removed(notes, TITLE, byline, *STORY, note) == [byline, note]


@pytest.mark.parametrize(
    ("what", "yes", "no"),
    [
        (
            authors.has_degree,
            "Tom Orr, MD, MPH // Dr. Tom Orr, MD // Tom Orr, M.D.",
            "Silver Creek, MD // Tom Orr, mayor",
        ),
        (
            authors.is_author,
            "By Tom Orr, Ph.D. // By Tom Orr, MS, RD",
            "By Tom Orr, and who saw him.",
        ),
        (
            authors.is_author,
            "द्वारा रवि कुमार // लेखक: रवि कुमार // מאת דנה רייס",
            "लेखक रवि कुमार // כתב דנה רייס // מאת דנה רייס על העיר שלא ישנה בלילה",
        ),
        (
            authors.is_author_above,
            "20 Valmorin avec AFP",
            "The mayor spoke with AFP // Upper Vale Old Town Courier with AFP",
        ),
        (
            authors.is_no_headline,
            "Tom Orr (The Courier) // Tom Orr, MD, MPH // By Tom Orr | May 5, 2024 | goats in the harbour",
            "Tom Orr (Courier) // Tom Orr, mayor // By Tom Orr 5 goats",
        ),
        (
            dates.is_stamp,
            "Published 27.10.2023 // Publié le 22/10/2023 // Publié le 3 février 2000 à 8h30 // Updated: 2:52 pm",
            "Published May 5, 2024 // Thứ tư, 22.10.2025 // 27.10.2023 // Updated 2:52 pm goats",
        ),
        (authors.is_name_of, "Tom Orr (Courier)", "Tom Orr (goat) // Goat (Courier)"),
        (authors.composed, "Reporter | May 5, 2024 // May 5, 2024 | 4 comments", "Reporter | 4 comments"),
        (
            authors.has_degree,
            "Tomáš Orel, CSc. // Nell Adair, MS, RDN // Nell Adair, MD, PhD, MS, RD, LD, CDE",
            "Silver Spring, MD // Tom Orr, mayor // Nell Adair, MD, PhD, MS, RD, LD, CDE, MA",
        ),
        (
            authors.is_author,
            "מאת דנה רייס טום אור רון לב",
            "מאת דנה רייס טום אור רון לב גל",
        ),
        (
            authors.is_no_headline,
            "By Tom Orr Ada Lund Pike",
            "By Tom Orr Ada Lund Pike Hall",
        ),
        (authors.composed, "By Dana Reyes | Reporter", "By Dana Reyes | By Tom Orr // By Dana Reyes | Boats"),
        (
            dates.is_month,
            "May 2012 (3) // mayo de 2012 // 2012年5月 // 2012年5月（12） // 2012년 5월 (3) // May" + " " * 23 + "2012",
            "May // 2012 // May June 2012 // May goats 2012 // 2012年5月号 // 5月 // 2012년 5월 12일 // May"
            + " " * 24
            + "2012",
        ),
        (authors.is_venue, "Old Upper Vale Ellery Concert Hall", "The Old Upper Vale Ellery Concert Hall"),
        (dates.is_stamp, "Thứ tư, 22/10/2025, 14:05", "Thứ tư, 22/10/2025"),
        (
            credits.ends_with_credit,
            f"{'goat ' * 78}on. REUTERS // {'x' * 50}. Photo: {'y' * 93}",
            f"{'goat ' * 79}on. REUTERS // {'x' * 50}. Photo: {'y' * 94}",
        ),
        (
            authors.is_venue,
            "Ellery Concert Hall // Stadthalle // Sala Verdi // Chapel of Saint Odo // Театр Сатиры // Orin kirkko",
            "Annie Hall // Goat // It was said in the Cathedral.",
        ),
    ],
)
def test_what_a_line_says(what: Callable[[Paragraph], object], yes: str, no: str) -> None:
    assert [line for line in yes.split(" // ") if not what(Paragraph(1, line))] == []
    assert [line for line in no.split(" // ") if what(Paragraph(1, line))] == []


@pytest.mark.parametrize(
    ("what", "yes", "no"),
    [
        (
            authors.is_initials,
            "(mp) // (WXYZ) // (kh/lm/dpa) // (ян) // (Ян)",
            "(fin) // (AMEN) // (wow) // (all) // (Tom)",
        ),
        (
            credits.is_credit,
            "Dana Reyes/AFP 2024 // Notes screenshot 2 // Header photo courtesy of Dana Reyes",
            "Photo-Finish // Top Reuters // 3. Getty Center // Photo via Dana Reyes // القاهرة Reuters // Marlow, PA",
        ),
        (authors.is_role, "Newseditor // Umweltredakteurin", "Sportautor // The correspondent"),
        (
            credits.is_credit,
            "Photo: Dana Reyes Tom Orr Ada Lund AFP Reuters AP Getty Images // Photo and video by: Dana Reyes",
            "Photo: Dana Reyes Tom Orr Ada Lund AFP Reuters AP Getty Images AFP",
        ),
        (credits.is_introduced, "写真＝エレリー通信 // Header photo by Dana Reyes", "Getty Images"),
        (
            dates.has_time,
            "14:05 // 14.05 // 9.30 Uhr // 27.10.23 14.05 // 2:52pm // 11h48 // 오후 2시 30분 // ١٤.٠٥",
            "27.10.2023 // 27.10.23 // 2023.10.27 // 27.10 // 12.75 // 12.03/2024 // ٢٧.١٠.٢٠٢٣ // 5. 10. 2023 // 5 pm",
        ),
        (
            dates.has_time_or_numeric_date,
            "14:05 // 27.10.2023 // 27/10/2023 // 2023-10-27 // ٢٧.١٠.٢٠٢٣ // 5. 10. 2023",
            "5 May 2024 // 2024年 // 27.10 // 12.75",
        ),
        (dates.is_full, "5 May 2024 // 27.10.2023 // 2024年5月12日", "2024年 // 2024년 // May 2024 // 14:05"),
        (dates.is_of_event, "5 May @ 6 pm // 5 May 2024, 6:00 pm - 8:30 pm", "May 5, 2024 @ 6:00 pm // 5 May, 6:00 pm"),
    ],
)
def test_what_a_text_says(what: Callable[[str], bool], yes: str, no: str) -> None:
    assert [text for text in yes.split(" // ") if not what(text)] == []
    assert [text for text in no.split(" // ") if what(text)] == []


def test_the_days_of_dates_in_dots_are_told_apart() -> None:
    """Two of them one below the other are those of a programme, as dates of any other form are."""
    assert dates.figures("27.10.2023 14:05") == {27: 1, 10: 1, 2023: 1}
    assert removed(BYLINE, TITLE, "27.10.2023", "28.10.2023", *SHORT) == []
    assert removed(BYLINE, TITLE, "27.10.2023", *SHORT) == ["27.10.2023"]


@pytest.mark.parametrize("day", ["27.10.2023", "27/10/2023", "2023-10-27", "२७.१०.२०२३"])
def test_a_date_in_numbers_below_the_standfirst_goes(day: str) -> None:
    assert removed(BYLINE, TITLE, SHORT[0], day, *SHORT[1:]) == [day]
