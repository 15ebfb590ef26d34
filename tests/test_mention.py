"""Sentences of a story that begin with the words of a promo, a link or a notice stay; the promos themselves go."""

import pytest

from cleaner import Cleaner
from cleaner.document import Paragraph

ABOVE = "The council of Ellery voted on Monday to turn the fountain on again, and then could not find the key."
BELOW = "The next sitting is on Friday, when the council will vote on the purchase of an axe."

STORY = (
    "Click here to track the storm, the button said, and nothing moved.",
    "Register for free swimming lessons at the pool.",
    "Tickets are on sale at the fish hall until noon.",
    "Leave a comment in the book by the door.",
    "Follow him on foot, the colonel ordered.",
    "Sign in to the visitors' book before you climb.",
    "To read more, the children stole a lamp.",
    "We value your privacy, said the ferry company.",
    "Das Gespräch führte zu nichts.",
    "Lesen Sie hier den Brief der Ziege im Wortlaut.",
    "Werden Sie Mitglied im Chor der Gemeinde!",
    "Folgen Sie uns auf Facebook, bat der Bäcker.",
    "Faites un don à la caserne, demande le chef.",
    "Nous utilisons des cookies, avoue la boulangère.",
    "Síguenos en Facebook, decía el barbero.",
    "Haga clic aquí, decía el botón, y nada se movió.",
    "Seguici su Facebook, diceva il panettiere.",
    "Inscreva-se na paróquia até segunda.",
    "Meld je aan voor maandag bij de deur.",
    "Följ oss på Facebook, sade bagaren.",
    "Meld deg på innen mandag ved døra.",
    "Lue lisää kirkon ilmoitustaululta.",
    "Zobacz też ulotkę przy drzwiach.",
    "Klikněte zde, říkalo tlačítko.",
    "Kövessen minket a Facebookon, mondta a pék.",
    "Urmărește-ne pe Facebook, spunea brutarul.",
    "Bizi Facebook'ta takip edin, diyordu fırıncı.",
    "Подпишитесь на нашу рассылку, просит пекарь.",
    "Підпишіться на нашу розсилку, просить пекар.",
    "Ikuti kami di Facebook, kata tukang roti.",
    "تابعونا على فيسبوك، قال الخباز.",
    "版权所有者周一起诉了出版社。",
    "無断転載が相次ぎ、同社は月曜日に提訴した。",
)
PROMOS = (
    "Sign up for our newsletter.",
    "Sign up for the Harbour Letter, our daily newsletter, and get it in your inbox.",
    "Subscribe to our newsletter, with news from the harbour, every Friday.",
    "Follow us on Facebook, X and Instagram.",
    "Register for free to keep reading this article.",
    "Click here to subscribe to the Gazette.",
    "We use cookies to make our site work, and to count our readers.",
    "Abonnieren Sie unseren Newsletter.",
    "Folgen Sie uns auf Facebook.",
    "Suivez-nous sur Facebook.",
    "Síguenos en Facebook.",
    "Подпишитесь на нашу рассылку.",
    "欢迎订阅我们的电子报，每天早上送到您的邮箱。",
)


def cleaned(line: str) -> list[str]:
    text = "\n\n".join(["The fountain stays dry", ABOVE, line, BELOW]) + "\n"
    return Cleaner(select=["text", "promo", "share-bar", "legal", "read-more"])(text).text.split("\n\n")


@pytest.mark.parametrize("line", STORY)
def test_a_sentence_of_the_story_stays(line: str) -> None:
    assert line in cleaned(line)


@pytest.mark.parametrize("line", PROMOS)
def test_a_promo_goes(line: str) -> None:
    assert line not in cleaned(line)


@pytest.mark.parametrize(
    ("line", "table"),
    [
        # Above sixty words it is a paragraph of the story, however it begins.
        (
            "Sign up for our newsletter, " + "with the boats and the goats and the weather, " * 5 + "on Fridays.",
            "promo",
        ),
        ("Sign up for our newsletter, " + "with the boats and the goats and the weather, " * 6 + "on Fridays.", None),
        # Two words with a full stop are a sentence, three are a button.
        ("Read more", "read-more"),
        ("Read more.", None),
        ("Read more\u06d4", None),
        ("Read more\u0964", None),
        ("Share this article.", "share-bar"),
        # Who says it is named right behind the comma.
        ("We use cookies, as the weather says.", None),
        ("We use cookies on this site, which help us to count the readers who say that they are at home.", "share-bar"),
        # A long phrase speaks of the site whatever comes behind it.
        ("This story is part of a series on goats and how they came to the islands.", "read-more"),
        ("Register for free at the town hall or by calling before Monday noon.", None),
        # A second sentence makes the first one the story's only if the phrase is little of both.
        ("Sign up for our small letter from the harbour. It comes on Fridays and costs you nothing at all.", "promo"),
        (
            "Sign up for our small letter from the harbour, said the note, and keep the goat. "
            "It comes on Friday mornings, costs nothing at all, and the goat reads it too.",
            None,
        ),
        (
            "Sign up for our small letter from the harbour and keep the goat\u06d4 "
            "It comes on Friday mornings, costs nothing at all, and the goat reads it too\u06d4",
            None,
        ),
        # A few words in a long line without a full stop, such as a list, are part of it.
        ("A lamp and one letter straight to your inbox, and a goat asleep on all of them", "promo"),
        (
            "A lamp, " + "a hat, a boot, " * 4 + "one letter straight to your inbox, and a goat asleep on all of them",
            None,
        ),
        # So few characters behind a phrase are no sentence.
        ("版权所有盗印追究。", "legal"),
        ("版权所有者周一起诉了出版社。", None),
    ],
)
def test_what_a_phrase_makes_of_a_line(line: str, table: str | None) -> None:
    assert list(Paragraph(1, line).condemned) == ([] if table is None else [table])
