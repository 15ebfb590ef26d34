"""What a line says for itself, and when the classifier is asked; what that one says is given here."""

import pytest

from cleaner import Cleaner, credits, model, words
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters import teaser

STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board said that the engine had been mended twice since the spring of last year.",
    "A third repair is planned for May, and the goat has been told to bring its own hay.",
)


def cleaned(monkeypatch: pytest.MonkeyPatch, filter_name: str, likely: float, *lines: str) -> str:
    """A story with some lines between its paragraphs, all as likely residue, after one filter."""
    monkeypatch.setattr(model, "likely", lambda document, index: likely)
    page = ["Ferry runs late again", STORY[0], *lines, STORY[1], STORY[2]]
    return Cleaner(select=["text", filter_name])("\n\n".join(page) + "\n").text


def test_a_credit_that_says_so_needs_no_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    text = cleaned(monkeypatch, "photo-credit", 0.05, "Photo: Dana Reyes", "Dana Reyes/Reuters")
    assert "Photo:" not in text
    assert "Dana Reyes/Reuters" in text
    assert "Dana" not in cleaned(monkeypatch, "photo-credit", 0.5, "Photo: Dana Reyes", "Dana Reyes/Reuters")
    assert "Orr" not in cleaned(monkeypatch, "photo-credit", 0.05, "Tom Orr III/The Ellery Courier via AP Photo")
    assert credits.is_introduced("© Jörn Habicke") and not credits.is_introduced("Getty Images")


def test_a_link_or_two_need_less_of_a_witness_than_many(monkeypatch: pytest.MonkeyPatch) -> None:
    links = [f"Related: The {what} of Ellery is mended" for what in ("bridge", "fountain", "clock")]
    assert "Related" not in cleaned(monkeypatch, "read-more", 0.3, links[0])
    assert cleaned(monkeypatch, "read-more", 0.3, *links).count("Related") == 3
    assert "Related" not in cleaned(monkeypatch, "read-more", 0.55, *links)


@pytest.mark.parametrize(
    ("line", "byline"),
    [("Das Gespräch führte zu nichts.", False), ("Das Gespräch führte Anna Quandt.", True)],
)
def test_a_short_sentence_without_a_name_is_no_byline(line: str, byline: bool) -> None:
    assert ("byline" in Paragraph(1, line).condemned) is byline


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("PORT CHIEF SAYS THE GULLS", True),
        ("A案：北の桟橋から灯台まで", False),
        ("ABC", True),
        ("A", False),
        ("12", False),
    ],
)
def test_capitals(text: str, upper: bool) -> None:
    assert words.is_upper(text) is upper


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Mayor defends bridge plan", True),
        ("Q: And who has the axe now?", False),
        ("Bring back the brass band. \u2014 Anon", False),
        ("Is the bypass finished? \u2014 Ron, Eastgate", False),
    ],
)
def test_who_asks_or_writes_makes_no_headline(line: str, headline: bool) -> None:
    assert teaser._reads_like_headline(Paragraph(1, line)) is headline


def test_the_witness_is_asked_again_when_the_page_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    def likely(document: Document, index: int) -> float:
        text = document.paragraphs[index].text
        return 0.9 if text == "Tides" and all(p.text != "Advert" for p in document.paragraphs) else 0.1

    def finds(text: str, doubt: float = 0.0) -> Filter:
        return lambda document: (Finding(i, doubt=doubt) for i, p in enumerate(document.paragraphs) if p.text == text)

    monkeypatch.setattr(model, "likely", likely)
    clean = Cleaner("none", filters=[finds("Tables", 0.5), finds("Advert"), finds("Tides", 0.5)])
    text = "\n\n".join([STORY[0], "Tables", STORY[1], "Tides", "Advert", STORY[2]]) + "\n"
    once = clean(text).text
    assert "Tables" in once and "Advert" not in once and "Tides" not in once
    assert not clean(once).changed


@pytest.mark.parametrize(("place", "stays"), [("above", False), ("inside", True), ("below", False)])
def test_outside_the_story_a_sign_needs_no_witness(monkeypatch: pytest.MonkeyPatch, place: str, stays: bool) -> None:
    monkeypatch.setattr(model, "likely", lambda document, index: 0.05)
    promo, title = "Sign up for our newsletter", "Ferry runs late again"
    above, inside, below = ([promo] * (where == place) for where in ("above", "inside", "below"))
    page = [*above, title, STORY[0], *inside, *STORY[1:], *below]
    assert (promo in Cleaner(select=["text", "promo"])("\n\n".join(page) + "\n").text) is stays


@pytest.mark.parametrize(("copies", "stay"), [(1, 1), (2, 1), (3, 4), (5, 6)])
def test_a_headline_that_comes_back_again_and_again_is_a_refrain(
    monkeypatch: pytest.MonkeyPatch, copies: int, stay: int
) -> None:
    monkeypatch.setattr(model, "likely", lambda document, index: 0.9)
    page = ["Ferry runs late again", STORY[0]]
    for number in range(copies):
        page += ["Ferry runs late again", STORY[number % 2 + 1]]
    text = Cleaner(select=["text", "repeated-title"])("\n\n".join(page) + "\n").text
    assert text.count("Ferry runs late again") == stay


@pytest.mark.parametrize(("count", "go"), [(1, True), (6, True), (7, False)])
def test_a_heading_inside_the_story_takes_few_headlines_along(
    monkeypatch: pytest.MonkeyPatch, count: int, go: bool
) -> None:
    headlines = [f"Goat number {number} is seen in the harbour" for number in range(count)]
    text = cleaned(monkeypatch, "teaser", 0.9, "Most read", *headlines)
    assert text.count("Goat number") == (0 if go else count)
    assert ("Most read" in text) is not go


@pytest.mark.parametrize(
    ("lines", "stay"),
    [
        (["8/10"], 1),
        (["1/10"], 0),
        (["145/3"], 1),
        (["3/145"], 0),
        (["3/12", "4/12"], 0),
        (["3/12", "7/12"], 2),
        (["12 of 12"], 0),
    ],
)
def test_a_score_or_a_mark_is_no_counter(monkeypatch: pytest.MonkeyPatch, lines: list[str], stay: int) -> None:
    text = cleaned(monkeypatch, "photo-credit", 0.9, *lines)
    assert sum(line in text for line in lines) == stay


@pytest.mark.parametrize(
    ("likely", "line", "times", "goes"),
    [
        # A credit with a colon that comes again needs no witness.
        (0.05, "Dana Reyes: AFP", 1, False),
        (0.05, "Dana Reyes: AFP", 2, True),
        (0.05, "Dana Reyes AFP", 2, False),
        # So long a line says what there is to see, and one with an address where something is from.
        (0.9, "Photo: the ferry at the pier of Hallow, with the goat that came aboard", 1, True),
        (0.9, "Photo: the ferry at the pier of Hallow, with the goat that had come aboard without a ticket", 1, False),
        (0.9, "Photo: Dana Reyes", 1, True),
        (0.9, "Photo: https://port-ellery.example/goat", 1, False),
    ],
)
def test_which_lines_are_credits(
    monkeypatch: pytest.MonkeyPatch, likely: float, line: str, times: int, goes: bool
) -> None:
    lines = [text for number in range(times) for text in (line, STORY[number])]
    assert (line not in cleaned(monkeypatch, "photo-credit", likely, *lines)) is goes


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("June 26 -- Tern Hall, Marlow, PA", True),
        ("Marlow, PA", True),
        ("Dana Reyes, PA", False),
        ("8) Magnum of the Harbour (45 DVD)", True),
        ("3. Getty Center", True),
        ("Getty Images / 35007", False),
        ("Notes screenshot 2", False),
        ("Reuters 2024", False),
        ("Getty Centre 3", True),
        ("Featured image via Flickr", False),
        ("Featured goats via ferry", True),
        ("사진=HBS 캡처", False),
        ("사진은 말이 없다", True),
        ("写真：港の朝、三浦千春", True),
    ],
)
def test_figures_places_and_items_are_no_credits(monkeypatch: pytest.MonkeyPatch, line: str, stays: bool) -> None:
    assert (line in cleaned(monkeypatch, "photo-credit", 0.5, line)) is stays


@pytest.mark.parametrize(("likely", "stays"), [(0.5, True), (0.9, False)])
def test_one_word_inside_the_story_may_be_a_subheading(
    monkeypatch: pytest.MonkeyPatch, likely: float, stays: bool
) -> None:
    diagram = ("Docks", "Imágenes", "(harbour)", "Tides")
    assert ("Imágenes" in cleaned(monkeypatch, "photo-credit", likely, *diagram)) is stays


@pytest.mark.parametrize(("line", "stays"), [("Getty", True), ("Getty Images", True), ("Getty Images Europe", False)])
def test_an_agency_in_the_headline_is_the_subject(monkeypatch: pytest.MonkeyPatch, line: str, stays: bool) -> None:
    monkeypatch.setattr(model, "likely", lambda document, index: 0.9)
    text = "\n\n".join(["Getty and Bella, two dogs of the harbour", STORY[0], line, STORY[1]]) + "\n"
    assert (line in Cleaner(select=["text", "photo-credit"])(text).text.split("\n\n")) is stays


#: Four paragraphs, below which a block of other stories can stand.
LONG = (*STORY, "Nobody aboard complained, as far as the captain could hear from the bridge.")


def below(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """What the filter `teaser` leaves of lines below a story, all of them surely residue."""
    monkeypatch.setattr(model, "likely", lambda document, index: 0.9)
    page = ["Ferry runs late again", *LONG, *lines]
    return Cleaner(select=["text", "teaser"])("\n\n".join(page) + "\n").text.rstrip("\n").split("\n\n")[5:]


@pytest.mark.parametrize(("words", "go"), [(3, True), (6, False)])
def test_what_stands_under_other_headlines_is_short(monkeypatch: pytest.MonkeyPatch, words: int, go: bool) -> None:
    deck = "The bakers" + ", who had seen it coming" * words + ", were not there."
    lines = [
        "Most read",
        "Mayor opens the wrong bridge",
        deck,
        "Goat is seen in the harbour",
        "It swam there by itself.",
    ]
    assert (deck not in below(monkeypatch, *lines)) is go


@pytest.mark.parametrize(("others", "go"), [(0, True), (1, True), (2, False)])
def test_a_row_of_headlines_has_little_between_them(monkeypatch: pytest.MonkeyPatch, others: int, go: bool) -> None:
    headlines = [f"Goat number {number} is seen in the harbour" for number in range(4)]
    names = ["Nell Adair", "Tomas Orr"][:others]
    assert below(monkeypatch, *headlines, *names) == [*([] if go else headlines), *names]


@pytest.mark.parametrize(
    ("filter_name", "line", "goes"),
    [
        ("legal", "\u00a9 2024 Harbour Gazette, " + "of the quay and the pier, " * 9 + "Port Ellery", True),
        ("legal", "\u00a9 2024 Harbour Gazette, " + "of the quay and the pier, " * 10 + "Port Ellery", False),
        ("legal", "Copyright 2024 by the Harbour Gazette of Port Ellery", True),
        ("legal", "Copyright: what a clerk, two goats and a lawyer from Stratton made of it", False),
        ("tag-list", "Tags: " + "ferry, goat, " * 19 + "lamp", True),
        ("tag-list", "Tags: " + "ferry, goat, " * 20 + "lamp", False),
    ],
)
def test_how_long_a_notice_or_a_list_of_tags_is(
    monkeypatch: pytest.MonkeyPatch, filter_name: str, line: str, goes: bool
) -> None:
    assert (line not in cleaned(monkeypatch, filter_name, 0.9, line)) is goes


@pytest.mark.parametrize(
    ("line", "below", "goes"),
    [
        ("Gull mail", "Share this article", True),
        ("Gull mail to go", "Share this article", False),
        ("Gull mail", STORY[1], False),
        ("4 min", STORY[1], True),
        ("4 goats", STORY[1], False),
        ("Print", STORY[1], True),
    ],
)
def test_what_is_a_button_beside_others(monkeypatch: pytest.MonkeyPatch, line: str, below: str, goes: bool) -> None:
    lines = cleaned(monkeypatch, "share-bar", 0.9, "59 Comments", line, below).split("\n\n")
    assert "59 Comments" not in lines
    assert (line not in lines) is goes


LATE = "Ferry runs late again in the harbour"


@pytest.mark.parametrize(
    ("title", "line", "goes"),
    [
        # What a headline and a few words more are.
        (LATE, f"{LATE} of Port Ellery", True),
        (LATE, f"{LATE}, and the goat aboard knows why it does", False),
        ("Ferry runs late again", "Ferry runs late again today", False),
        # What a part of it is.
        (LATE, "Ferry runs late again in the", False),
        (LATE + " of Port Ellery", LATE, True),
        (f"{LATE}, and the goat aboard knows why it does", "Ferry runs late again in the harb", False),
        # What the way to it before a headline is.
        (f"Ferry port / Ferry / {LATE}", LATE, True),
        (f"Ferry port of the sound / Ferry left at noon / Ferry, people and goat aboard / {LATE}", LATE, False),
        # What is too short to be known again.
        ("Off we go", "Off we go", False),
        ("Off we go again", "Off we go again", True),
    ],
)
def test_what_is_the_headline_once_more(monkeypatch: pytest.MonkeyPatch, title: str, line: str, goes: bool) -> None:
    monkeypatch.setattr(model, "likely", lambda document, index: 0.9)
    text = "\n\n".join([title, line, *STORY]) + "\n"
    left = Cleaner(select=["text", "repeated-title"])(text).text.split("\n\n")
    assert len(left) == (4 if goes else 5)


@pytest.mark.parametrize(("name", "stays"), [("Magnus Reid", True), ("Nell Adair", False)])
def test_who_the_story_is_about_has_not_written_it(monkeypatch: pytest.MonkeyPatch, name: str, stays: bool) -> None:
    monkeypatch.setattr(model, "likely", lambda document, index: 0.9)
    story = [STORY[0], "Magnus Reid, who was at the wheel, said that he had seen nothing but the goat.", STORY[1]]
    text = "\n\n".join(["Ferry runs late again", name, "May 5, 2024", *story]) + "\n"
    assert (name in Cleaner(select=["text", "byline"])(text).text.split("\n\n")) is stays


@pytest.mark.parametrize(
    ("lines", "copies"),
    [
        # Six words may stand in another caption by chance, seven do not.
        (("The lamp of Hallow Point today", "Visitors with goats admire the lamp of Hallow Point today at noon"), 0),
        (("The old lamp of Hallow Point today", "Visitors admire the old lamp of Hallow Point today at noon"), 1),
        # A word makes another picture of a short caption, hardly one of a long one.
        (("The harbour of Hallow seen from north", "The harbour of Hallow seen from south"), 0),
        (
            (
                "The harbour of Hallow and its two piers seen from the north",
                "The harbour of Hallow and its two piers seen from the south",
            ),
            1,
        ),
        # A heading has the first words of its paragraph.
        (
            (
                "The goat of Hallow Point has a ticket",
                "The goat of Hallow Point has a ticket for every day of the week until the end of the year, it seems.",
            ),
            0,
        ),
    ],
)
def test_which_captions_are_the_same(monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], copies: int) -> None:
    left = cleaned(monkeypatch, "repeated-caption", 0.9, STORY[2], *lines).split("\n\n")
    assert sum(line not in left for line in lines) == copies


@pytest.mark.parametrize(
    ("keyword", "times", "stay"),
    [
        ("Harbour of Hallow", 2, 2),
        ("Harbour of Hallow", 3, 1),
        ("Harbour and piers of Hallow", 3, 1),
        ("Harbour and old piers of Hallow", 3, 3),
    ],
)
def test_a_keyword_above_one_caption_after_another(
    monkeypatch: pytest.MonkeyPatch, keyword: str, times: int, stay: int
) -> None:
    lines = []
    for what in ("ferry leaves the pier", "goat sleeps in the saloon", "lamp is brought down the stairs")[:times]:
        lines += [keyword, f"The {what} on Monday. REUTERS", *(f"{text[:-1]}, says the {what}." for text in STORY)]
    left = cleaned(monkeypatch, "repeated-caption", 0.9, *lines).split("\n\n")
    assert left.count(keyword) == stay


@pytest.mark.parametrize(
    ("quote", "between", "goes"),
    [
        ("The goat had a ticket and the mayor had none, which I have here in writing", 0, True),
        ("The goat had a ticket and the mayor had none, which I have here in writing", 1, True),
        ("The goat had a ticket and the mayor had none, which I have here in writing", 2, False),
        ("The goat had a ticket and the mayor had none, which I have noted", 0, False),
    ],
)
def test_a_pull_quote_without_a_full_stop_is_long_and_near(
    monkeypatch: pytest.MonkeyPatch, quote: str, between: int, goes: bool
) -> None:
    host = f'"{quote}," said the mate, and he put the pencil back behind his ear and closed the log of the ferry.'
    others = ["Nobody asked who had sold it to the animal, or for how much.", "It was a single ticket, punched once."]
    lines = [host, *others[:between], quote]
    assert (quote not in cleaned(monkeypatch, "repeated-caption", 0.9, *lines).split("\n\n")) is goes


@pytest.mark.parametrize(
    ("block", "stays"),
    [
        (("Rain on the quay", "Comments", "and the ferry at anchor"), True),
        (("Rain on the quay", "Comments", "Share", "and the ferry at anchor"), False),
        (("Rain on the quay", "Comments", "and the ferry at anchor between the lights of Hallow and Corran"), False),
        (("Rain on the quay", "Comments"), False),
    ],
)
def test_a_button_in_a_verse_is_a_line_of_it(
    monkeypatch: pytest.MonkeyPatch, block: tuple[str, ...], stays: bool
) -> None:
    text = cleaned(monkeypatch, "share-bar", 0.9, STORY[2], "\n".join(block), "Tides")
    assert ("Comments" in text) is stays


def test_a_word_of_a_button_inside_the_story_needs_a_surer_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    buttons, invitation = ("Search", "Print"), "Share this article with your friends"
    unsure = cleaned(monkeypatch, "share-bar", 0.6, *buttons, invitation)
    assert all(button in unsure for button in buttons) and invitation not in unsure
    sure = cleaned(monkeypatch, "share-bar", 0.9, *buttons, invitation)
    assert not any(button in sure for button in buttons)
