"""The beginning of the story, printed twice, and copies of lines with the name of the site beside them."""

import pytest

from cleaner import Cleaner, parse
from cleaner.filters.repeated_caption import _fuller

TITLE = "Ferry runs late again"
A = "The ferry left at noon on Monday, two hours late, with forty people aboard and one goat on deck."
B = "The company blamed the fog, which had come in from the north at nine and stayed until the coffee was gone."
C = "A second boat was sent out to look for the first, and found it by the sound of the goat at last."
D = "Nobody was hurt, and everybody was given a cup of soup at the pier, which was cold, and a voucher."

FEW = (
    "The ferry was late once more, and the goat was not.",
    "The captain did not say why, and nobody on deck asked him.",
)

#: So much of the story that less than the damage budget goes.
MORE = [f"The goat number {n} was carried ashore by the captain, who had no boots on and said so." for n in range(12)]


def gone(*lines: str) -> list[tuple[int, int]]:
    """Which lines go, each with the one that it repeats, both by their place."""
    text = "\n\n".join(lines) + "\n"
    records = Cleaner(select=["repeated-story"])(text).records
    return [(r.line // 2, (r.of or 0) // 2) for r in records if r.line]


@pytest.mark.parametrize(
    ("what", "lines", "pairs"),
    [
        ("once more below", (TITLE, A, B, "Continue reading", A, B), [(4, 1), (5, 2)]),
        ("an excerpt above the whole", (TITLE, A, B, "Continue reading", A, B, C, D), [(4, 1), (5, 2)]),
        ("right below each other", (TITLE, A, B, A, B, C), [(3, 1), (4, 2)]),
        ("with a subheading", (TITLE, A, "Fog", B, "Share", A, "Fog", B), [(5, 1), (6, 2), (7, 3)]),
        ("both go on", (TITLE, A, B, C, "Share", A, B, D), [(5, 1), (6, 2)]),
        ("from the second paragraph on", (TITLE, D, A, B, "Share", A, B), [(5, 2), (6, 3)]),
        ("one paragraph", (TITLE, A, B, "Share", A, C), []),
        ("in another order", (TITLE, A, B, "Share", B, A), []),
        ("one word is another", (TITLE, A, B, "Share", A.replace("noon", "nine"), B), []),
        ("clauses in the middle", (TITLE, C, D, A, "Goats", A, B, "Sheep", A, B), []),
        ("one long paragraph", (TITLE, f"{A} {B}", "Share", f"{A} {B}", C), []),
        ("thrice", (TITLE, A, B, A, B, A, B), [(3, 1), (4, 2), (5, 1), (6, 2)]),
        ("one paragraph three times running", (TITLE, A, A, A, C), []),
        ("eight times", (TITLE, *(A, B) * 8, *MORE), [(i, 2 - i % 2) for i in range(3, 17)]),
        ("nine times", (TITLE, *(A, B) * 9, *MORE), []),
        ("few words", (TITLE, "So it goes, and so it went on that day.", "Nobody knew why, and nobody asked.") * 2, []),
        ("few words of running text", (TITLE, *FEW, "Share", *FEW, C), []),
        ("a verse", ("Rope and tar", "Haul away, oh haul away", "to the islands in the bay", C) * 2, []),
    ],
)  # fmt: skip
def test_the_beginning_of_a_story_twice(what: str, lines: tuple[str, ...], pairs: list[tuple[int, int]]) -> None:
    assert gone(*lines) == pairs, what


def test_an_unspaced_script() -> None:
    one, two = (
        "渡し船は月曜日の正午に、四十人の乗客と一頭の山羊を乗せて二時間遅れで港を出た。",
        "会社は朝の九時に北から来て昼まで動かなかった霧のせいだと述べた。",
    )
    assert gone("渡し船また遅れる", one, two, "続きを読む", one, two) == [(4, 1), (5, 2)]


@pytest.mark.parametrize(
    "longer",
    [
        f"{TITLE} > The Courier",
        f"{TITLE} - courier.example",
        f"{TITLE} - The-Courier.co.uk",
        f"{TITLE} › News",
        f"You are currently viewing {TITLE}",
        f"Harrow > Boats > {TITLE}",
    ],
)
def test_of_two_headlines_the_one_without_the_site_is_kept(longer: str) -> None:
    own, other = parse(f"{TITLE}\n\n{longer}\n").paragraphs
    assert _fuller(own, other) and not _fuller(other, own)


@pytest.mark.parametrize("longer", [f"{TITLE} - Dana Reyes", f"{TITLE} - and a goat is blamed", f"Why {TITLE}"])
def test_what_says_more_is_kept(longer: str) -> None:
    own, other = parse(f"{TITLE}\n\n{longer}\n").paragraphs
    assert _fuller(other, own) and not _fuller(own, other)
