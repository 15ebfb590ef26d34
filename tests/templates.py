"""Reports that are made from templates, as agencies and programs write them, and true copies of such reports.

Every name is invented. `report(kind, number)` is always the same one; what changes between two reports of a kind are
the blanks of its template, and a copy of a report is the same report as somebody else has edited it.
"""

import random
import re
from collections.abc import Callable, Iterator

FIRST = (
    "Ada Alan Bea Carl Dora Edgar Fay Gil Hana Ines Jonas Kit Lena Moira Nils Orla Piet Rosa Sam Tess Ulf Vera".split()
)
LAST = (
    "Adair Brock Carder Duarte Ekman Finch Grell Hallam Iver Jost Kemble Lund Marsh Nash Odell Pike Quill Reed".split()
)
TOWNS = "Corran Ellery Harland Wickham Tarnstead Mossby Kirkford Dunmouth Halby Lundwick Brayle Selcot Orrin".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "February March April June July October".split()
TAGE = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
MONATE = "Februar März April Juni Juli Oktober".split()
ORTE = "Grünwerder Lahnfelde Mörsingen Kaltbrück Ahlsbach Steinhöven Rothmoor Wiesau Büchten Öhringsdorf".split()
NACHNAMEN = "Ahlert Brühn Claasen Dörfler Ebeling Fröhlich Gößler Hübner Jäkel Köpke Löwe Möller".split()
MACHI = "青葉 白川 松原 北浜 若宮 東山 南原 大平 中里 小島 高瀬 桜井".split()

#: Templates. In braces is what changes: a kind of value, and which one of its kind if there are several.
TEMPLATES = {
    "obituary": (
        "{first} {last}, {age}, of {town}, passed away peacefully at home on {day} after a long illness, "
        "surrounded by family and friends.\n\nBorn in {town2} on {month} {date}, {year}, the child of {first2} "
        "and {first3} {last}, the deceased worked for {years} years at the {town3} cannery. A service of "
        "remembrance will be held at the chapel of St. Alban at {hour}:00, followed by burial in the Moorview "
        "churchyard.\n\nIn place of flowers the family asks for gifts to the Ellery Lifeboat Fund. The family "
        "wishes to thank the nurses of the ward for their kindness and care."
    ),
    "earthquake": (
        "An earthquake with a magnitude of {small}.{digit} shook the ground {miles} miles from {town} on {day} at "
        "{hour12}:{minute} a.m., says the M.I. Seismic Bureau in Lund. It lay {depth}.{digit2} miles deep.\n\nWithin "
        "the past 10 days the stations there have felt one other of magnitude 3.0 or more.\n\nThe figures are those "
        "of the Tremor Notice Service, and no human being has written these lines, but a program. If you have felt it "
        "too, tell the Seismic Bureau what it was like where you are."
    ),
    "market": (
        "Shares in {town} Holdings rose {small}.{digit} per cent to {price}.{cents} in morning trading on the Harland "
        "exchange on {day}, while the wider index of leading companies added {points} points to close at "
        "{thousand},{hundreds}.\n\nAnalysts at Corran Capital Research said that the rise was due to the company's "
        "results for the quarter, which were better than expected by most of those who follow the stock closely and "
        "publish estimates of its earnings. The 50-day average of the share stands at {price2}.{cents2}."
    ),
    "match": (
        "{town} beat {town2} {goals}-{goals2} in the Moor League on {day}, with {last} scoring in the "
        "{minute2}th minute and {last2} adding the second from the penalty spot, in front of {crowd} at the home "
        "ground.\n\nIt was a hard match on a heavy pitch, and both teams had chances to score before the break. "
        "The referee showed {cards} yellow cards. {town} now have {points} points from {games} games, and travel "
        "to {town3} next week. The Moor League table is published by the Ellery Sports Association every Monday."
    ),
    "weather": (
        "Weather for {town} on {day}: the high will be {high} degrees and the low {low}, with a chance of rain of "
        "{percent} percent, the Ellery Weather Office said. Wind will come from the west at {wind} miles an hour, with "
        "gusts of up to {gusts} on the coast.\n\nThe sun rises at {hour12}:{minute} and sets at {evening}:{minute3}. "
        "High water is at {hour2}:{minute4}. The forecast is made twice a day by the Ellery Weather Office from the "
        "readings of its stations, and may be used free of charge if the source is named."
    ),
    "police": (
        "A {age}-year-old man from {town} was arrested on {day} after a car was stopped on Route {road} near "
        "{town2} at {evening}:{minute}, police said. Officers found {grams} grams of a white powder and {price} "
        "crowns in cash in the boot.\n\nThe man, named as {first} {last}, is due to appear before the Ellery "
        "Magistrates on {month} {date}. Anybody who has seen anything that may help is asked to call the Ellery "
        "Constabulary on 555 0100, or the free Crimestop line, where nobody is asked for a name."
    ),
    "wetter": (
        "Am {tag} wird es in {ort} überwiegend sonnig, die Höchstwerte liegen bei {high} Grad, in der Nacht sinkt das "
        "Thermometer auf {low} Grad. Der Wind weht mit {wind} Kilometern pro Stunde aus westlichen Richtungen, in Böen "
        "werden {gusts} Kilometer pro Stunde erreicht.\n\nDie Wahrscheinlichkeit für Niederschlag beträgt {percent} "
        "Prozent. Die Sonne geht um {hour12}.{minute} Uhr auf und um {evening}.{minute3} Uhr unter. Die Vorhersage "
        "stammt vom Wetteramt in Kaltmoor und wird zweimal am Tag nach den Messungen der Stationen erneuert."
    ),
    "unfall": (
        "Bei einem Unfall auf der Bundesstraße {road} zwischen {ort} und {ort2} ist am {tag} gegen {evening}.{minute} "
        "Uhr ein {age} Jahre alter Mann verletzt worden. Nach Angaben der Polizei kam er mit seinem Wagen von der "
        "Fahrbahn ab und prallte gegen einen Baum.\n\nAn dem Fahrzeug entstand ein Schaden von {thousand}.{hundreds} "
        "Euro. Die Feuerwehr war mit {crew} Einsatzkräften vor Ort, die Straße blieb für {hours} Stunden gesperrt. Die "
        "Polizei bittet Zeugen des Unfalls, sich unter der Nummer 0555 1100 bei der Wache in Kaltmoor zu melden."
    ),
    "traueranzeige": (
        "Wir trauern um {nachname}, geboren am {date}. {monat} {year} in {ort}, gestorben am {date2}. {monat2} "
        "im Alter von {age} Jahren im Kreise der Familie.\n\nDie Trauerfeier findet am {tag} um {hour}.{minute} "
        "Uhr in der Kapelle des Friedhofs in {ort2} statt. Statt Blumen und Kränzen bittet die Familie um eine "
        "Spende für das Hospiz in Kaltmoor. Für die liebevolle Pflege danken wir den Schwestern und Ärzten der "
        "Station im Krankenhaus."
    ),
    "地震": (
        "{date}日午前{hour12}時{minute}分ごろ、{machi}市付近で震度{small}の地震があった。気象庁によると、震源の深さは"
        "約{depth}0キロ、地震の規模を示すマグニチュードは{small2}.{digit}と推定される。\n\nこの地震による津波の心配は"
        "ない。警察と消防によると、これまでのところけが人や建物の被害の情報は入っていない。気象庁は今後1週間ほどは"
        "同じ程度の揺れに注意するよう呼びかけている。"
    ),
    "天気": (
        "{machi}市の{date}日の天気は晴れ、予想最高気温は{high}度、最低気温は{low}度で、降水確率は{percent}％の見込み。"
        "風は西の風、風速{wind}メートルと予想されている。\n\n日の出は午前{hour12}時{minute}分、日の入りは午後"
        "{evening12}時{minute3}分。空気が乾燥するため、火の取り扱いには十分に注意してほしいと地方気象台は話している。"
    ),
    "株式": (
        "{date}日の東山証券取引所の株式相場は続伸し、平均株価の終値は前日比{points}円{cents}銭高の{thousand},{hundreds}"
        "円だった。出来高は{crew}億{price}万株、値上がり銘柄は{games}、値下がりは{percent}だった。\n\n前日の海外市場の"
        "上昇を受けて、朝方から幅広い銘柄に買いが入った。午後は利益を確定する売りに押されて伸び悩む場面もあったが、"
        "取引の終わりにかけて再び上げ幅を広げた。"
    ),
}


#: What every report of a language has below: with it, the reports of a kind have most of their words in common.
BELOW = {
    "en": (
        "The Moorpress Service sends out reports of this kind to the newsrooms of 40 papers between the Orrin "
        "Hills and the sea, every day of the year. They are written by a program from the figures of the Ellery "
        "Records Office, which has collected them since 1974, and are looked through by an editor in Harland "
        "before they are sent. Mistakes can be told to the desk under 555 0177; they are corrected within two "
        "hours. What is printed from them has to name the Moorpress Service, and papers that want to print more "
        "than 3 of them a week are asked to talk to Wilma Tarrant at the office in Lower Quay Street."
    ),
    "de": (
        "Meldungen dieser Art verschickt der Moordienst an jedem Tag des Jahres an die Redaktionen von 40 "
        "Zeitungen zwischen den Orrinhügeln und der Küste. Ein Programm schreibt sie nach den Zahlen des Amtes "
        "für Statistik in Kaltmoor, das sie seit 1974 sammelt, und eine Redakteurin liest sie vor dem Versand. "
        "Fehler nimmt die Redaktion unter der Nummer 0555 1177 entgegen, berichtigt wird innerhalb von zwei "
        "Stunden. Wer mehr als 3 Meldungen in der Woche drucken möchte, wendet sich an das Büro in der Unteren "
        "Kaistraße und nennt beim Abdruck die Quelle."
    ),
    "ja": (
        "この種の記事は毎日、沿岸部にある40の新聞社の編集部に配信されている。1974年から集められている統計局の数字をもとに"
        "プログラムが書き、配信の前に編集者が目を通している。誤りがあれば2時間以内に訂正する。記事を掲載する場合は配信元を"
        "明記し、1週間に3本を超えて掲載する場合は事務所に連絡してほしい。"
    ),
}


def _language(kind: str) -> str:
    return "ja" if not kind.isascii() else "de" if kind in ("wetter", "unfall", "traueranzeige") else "en"


def _number(low: int, high: int) -> Callable[[random.Random], str]:
    return lambda chance: str(chance.randint(low, high))


def _padded(low: int, high: int, width: int) -> Callable[[random.Random], str]:
    return lambda chance: f"{chance.randint(low, high):0{width}}"


def _one(of: list[str]) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(of)


VALUES: dict[str, Callable[[random.Random], str]] = {
    "first": _one(FIRST),
    "last": _one(LAST),
    "town": _one(TOWNS),
    "day": _one(DAYS),
    "month": _one(MONTHS),
    "tag": _one(TAGE),
    "monat": _one(MONATE),
    "ort": _one(ORTE),
    "nachname": lambda chance: f"{chance.choice(FIRST)} {chance.choice(NACHNAMEN)}",
    "machi": _one(MACHI),
    "age": _number(19, 98),
    "date": _number(1, 28),
    "year": _number(1921, 1969),
    "years": _number(12, 45),
    "hour": _number(9, 17),
    "hour12": _number(1, 11),
    "evening": _number(13, 23),
    "evening12": _number(4, 7),
    "minute": _padded(0, 59, 2),
    "small": _number(2, 7),
    "digit": _number(0, 9),
    "miles": _number(1, 60),
    "depth": _number(1, 19),
    "price": _number(11, 990),
    "cents": _padded(1, 99, 2),
    "points": _number(1, 99),
    "thousand": _number(1, 9),
    "hundreds": _padded(0, 999, 3),
    "goals": _number(2, 6),
    "crowd": lambda chance: f"{chance.randint(1, 30)},{chance.randint(0, 999):03}",
    "cards": _number(2, 9),
    "games": _number(8, 38),
    "high": _number(11, 34),
    "low": _number(1, 12),
    "percent": _number(5, 95),
    "wind": _number(4, 35),
    "gusts": _number(36, 95),
    "road": _number(2, 480),
    "grams": _number(2, 90),
    "crew": _number(8, 60),
    "hours": _number(2, 6),
}

_BLANK = re.compile(r"{([^}]*)}")


def _blanks(kind: str, chance: random.Random) -> dict[str, str]:
    """What stands in the blanks of a report."""
    names = _BLANK.findall(TEMPLATES[kind])
    return {name: VALUES.get(name, VALUES.get(name[:-1], _number(1, 11)))(chance) for name in names}


def _filled(kind: str, blanks: dict[str, str], below: bool) -> str:
    text = _BLANK.sub(lambda found: blanks[found[1]], TEMPLATES[kind])
    return f"{text}\n\n{BELOW[_language(kind)]}" if below else text


def report(kind: str, number: int, *, below: bool = True) -> str:
    """A report of a kind, with or without what all have below."""
    return _filled(kind, _blanks(kind, random.Random(f"{kind} {number}")), below)


def copies(kind: str, number: int, *, below: bool = True) -> Iterator[tuple[str, str]]:
    """The same report as others have it, and what has been done to it."""
    chance = random.Random(f"copies of {kind} {number}")
    blanks = _blanks(kind, random.Random(f"{kind} {number}"))
    text = _filled(kind, blanks, below)
    figures = [blank for blank, value in blanks.items() if value.isdecimal()]
    for count, name in ((1, "a corrected figure"), (2, "two corrected figures"), (3, "three corrected figures")):
        changed = dict(blanks)
        for blank in chance.sample(figures, count):
            while changed[blank] == blanks[blank]:
                changed[blank] = str(int(blanks[blank]) + chance.randint(-3, 9))
        yield name, _filled(kind, changed, below)
    first, _, rest = text.partition("\n\n")
    yield "another byline", f"By {chance.choice(FIRST)} {chance.choice(LAST)}, Staff Writer\n\n{text}"
    yield (
        "a dateline",
        f"{chance.choice(TOWNS).upper()}, {chance.choice(MONTHS)} {chance.randint(1, 28)} (Moorpress) - {text}",
    )
    yield "a date above and below", f"Published {chance.randint(1, 28)}.03.2025, 14:05\n\n{text}\n\nUpdated 15:31"
    yield "without its first words", text[text.index(" ", 15) + 1 :] if " " in text else text[5:]
    yield "cut", f"{first}\n\n{rest[: rest.rindex(' ' if ' ' in rest else '。', 0, len(rest) * 2 // 3)]}"
    words = text.split(" ")
    if len(words) > 30:
        words[-8] = words[-8] + " also"
        words[20] = words[20] + " later"
    yield "edited", " ".join(words)
