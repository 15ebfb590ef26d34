"""A headline stays, whatever it says: also one that begins with the words of a promo, a link or a notice."""

import pytest

import cleaner
from cleaner import Cleaner
from cleaner.filters._phrases import is_headline

STORY = (
    "The council of Ellery voted on Monday to turn the fountain on again, and then could not find the pump house key.",
    "The vote was nine to two, and the mayor abstained because he had lost the key himself, or so his enemies say.",
    "The next sitting is on Friday, when the council will vote on the purchase of an axe.",
)
HEADLINES = (
    "Sign up for our war, says general to village boys",
    "Terms and conditions apply: the lease that ate a street",
    "All rights reserved: the street artist who sued a wall",
    "Donate now, think later: the rise of the charity mugger",
    "Download the app or walk, says bus company",
    "Register now, voters told, or lose your say",
    "Skip to the end: the film that starts with the credits",
    "Editing by candlelight: how the Echo came out in the storm",
    "Disclaimer: the play that insults everyone in it",
    "Filed under goats: a clerk's life's work",
    "Copyright in the age of sail: a goat before the court",
    "Abonnez-vous au silence : un moine répond à ses visiteurs",
    "En savoir plus sur la mort : un cours qui fait salle comble",
    "Leggi anche tu: la legge sul silenzio del molo",
    "Lees ook de kleine letters: boer verliest hof",
    "Läs också baksidan: den nya lagen om getter",
    "Czytaj także między wierszami: mowa burmistrza o studni",
    "Читайте также между строк: речь мэра о колодце",
)
HEADS = ((), ("News",))
BYLINES = ((), ("By Dana Reyes", "May 3, 2024"))


@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("head", HEADS, ids=["alone", "under a label"])
@pytest.mark.parametrize("byline", BYLINES, ids=["bare", "with a byline"])
def test_headline_stays(headline: str, head: tuple[str, ...], byline: tuple[str, ...]) -> None:
    text = "\n\n".join([*head, headline, *byline, *STORY]) + "\n"
    assert Cleaner()(text).text == "\n\n".join([headline, *STORY]) + "\n"


def test_a_promo_above_the_story_is_no_headline() -> None:
    text = "\n\n".join(["Sign up for our newsletter", *STORY]) + "\n"
    assert Cleaner()(text).text == "\n\n".join(STORY) + "\n"


@pytest.mark.parametrize("place", range(6))
def test_a_headline_with_the_words_of_a_promo_is_one_of_the_first_four_lines(place: int) -> None:
    """Further down such a line above the story stands in a menu."""
    headline = "Download the app or walk, says bus company"
    above = ["Ellery", "Hallow", "Corran", "Stratton", "Saint Ives", "Port Ellery"][:place]
    document = cleaner.parse("\n\n".join([*above, headline, *STORY]) + "\n")
    assert is_headline(document, place) is (place < 4)


@pytest.mark.parametrize(("lines", "title"), [(39, 39), (40, None)])
def test_below_so_many_lines_stands_no_headline(lines: int, title: int | None) -> None:
    """What stands under a long list is the list's, or a caption."""
    above = [f"Berth{number}" for number in range(lines)]
    document = cleaner.parse("\n\n".join([*above, "Council votes on the fountain", *STORY]) + "\n")
    assert document.title == title


@pytest.mark.parametrize(
    "form", ["{} > The Courier", "{} · The Courier", "{} | The Courier", "You are currently viewing {}", "Home > {}"]
)
@pytest.mark.parametrize("between", [(), ("Ellery", "Hallow", "Corran")])
def test_of_a_headline_with_and_without_the_site_the_bare_one_stays(form: str, between: tuple[str, ...]) -> None:
    headline = "Council votes on the fountain in the old market"
    text = "\n\n".join([form.format(headline), *between, headline, *STORY]) + "\n"
    stays = Cleaner(select=["repeated-title"])(text).text
    assert stays == "\n\n".join([*between, headline, *STORY]) + "\n"
