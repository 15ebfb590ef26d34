"""The copy of a photo caption, alt text beside the printed one, and of a sentence: a pull quote. The fuller one stays.

Two lines within three of each other are copies if they have the same words, apart from a credit at the end, a keyword
before it and the style of the date, and the same numbers; or if one is the beginning of the other, with the next
caption or a date glued to it. If they are further apart, one of them must carry a photo credit, or stand beside a
credit or another pair, or have no full stop and stand among other lines that are not running text. A keyword above
several captions with credits is removed except the first time. Captions that count their pictures, `... - 1` and
`... - 2` or `... Photo 1` and `... Photo 2`, are copies of the first, or of the headline if they have its words.
Captions of which every copy is cut off are all removed.

Lines that say that they are about a picture are copies however far apart they stand: `Picture of the pier at noon`,
`Red barge - Image`, `Source: harbour.example`. So are pictures called after the page, `Best kettles for the hut 4` to
`9`, each above the name of a thing. A line that is a sentence of the story without its full stop is one of it too.

Alt text that names what the page names beside it is removed as well: a line whose words stand in the line above, both
alone between paragraphs or over a credit; the shorter of two lines of which one goes on (`Corvane Field Kettle`,
`Corvane Field Kettle - with its lid`); a line of a heading and the heading of its section; the heading of a section
again below its text, or with the number put otherwise (`Tip 2 - Mind the wind` below `2. Mind the wind`); what a
heading names with its price, beside a picture of it; a line in small letters between paragraphs with the words of a
heading or caption; a line over a credit that has in it a heading above of four words or more (`Hand on the lid of the
Corvane Field Kettle`). The heading stays.

A picture of Markdown whose description the caption or heading beside it has too goes: `![Red barge](barge.jpg)`.

Recipes, interviews and poems repeat lines too, but these are short, or questions, or in verse, and stay. So do lines
with another word in the place of one (`Bend the third rail back`, `Bend the second rail back`), lists that come twice,
three lines or more, and lines that are no captions: headings and list items beside lines that are none, calls in code,
lines of logs and chats, lines that announce different lists, and signatures, unless what they sign is there twice as
well. Headings of boxes that stand over text in several sections stay, and the names of a list (`Corvane Field Kettle
XL`).

A pull quote is one or more whole sentences, ten words or more, that a longer paragraph of the story close by contains
word for word, or a whole paragraph put between quotation marks. That paragraph stays, so nothing said is lost.

Options: `captions` = one (default), none (printed captions are removed too), all (every copy stays).
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Literal

from cleaner.credits import is_credit
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._alt_text import alt_texts
from cleaner.filters._captions import bare_words, far_copies, far_copy, keywords, stands_over_credit
from cleaner.filters._counted import counted
from cleaner.filters._no_captions import is_in_list, is_no_caption, is_other_kind, is_signature
from cleaner.filters._pictures import described_in, pictures
from cleaner.filters._pull_quotes import pull_quotes, without_marks, without_stop
from cleaner.filters._told_pictures import told_pictures
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import table
from cleaner.words import COLONS, QUESTION_MARKS, is_data, is_latin, opens_quotation, words, words_of

EXAMPLE = (
    "The ferry leaves Port Ellery harbour on May 5, 2024.\n\n"
    "The ferry leaves Port Ellery harbour on May 5, 2024. REUTERS\n\n"
    "The ferry left at noon, two hours late, with forty people aboard.\n",
    "The ferry leaves Port Ellery harbour on May 5, 2024. REUTERS\n\n"
    "The ferry left at noon, two hours late, with forty people aboard.\n",
)

_NEAR = 3
_FEWEST_WORDS = 6
_FEWEST_UNEQUAL = 9
_FEWEST_INSIDE = 7
_FEWEST_ADJACENT = 4
_FEWEST_CREDITED = 2
_FEWEST_DESCRIBED = 2
_MOST_WORDS = 120
_MOST_EXTRA = 10
_LIKENESS = 90
_BLOCK = 3
_MOST_LISTS = 3
_DATE_WORDS = 3
_DATE_NUMBERS = 3
_DOTS = ("...", "\u2026")

#: Copies share, letter by letter, one of a few pieces: of so many characters from a certain length on.
_SHORT = 60
_PIECE = 12
_FEWEST_CHARACTERS = 10
_AROUND = " .:"
_KICKER = lazy_pattern(r"^[^.:]{3,40}: (?=.{20})")
_SEPARATORS = frozenset("/|©")
#: Written as `\d+` it would be found at half the speed.
_NUMBER = lazy_pattern(r"\d\d*")
#: Written from the first digit on, it is found at three times the speed of one that begins with `\b`.
_DATE = lazy_pattern(r"\d(?<!\w\d)\d?[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b")
#: Which picture of how many it is: `Item 1 of 3`, `[1/3]`.
_COUNTED = lazy_pattern(r"^(?:\[\d+/\d+\]|(?:Item|Image|Photo|Picture) \d+ of \d+)[.:]?\s*")
#: Words of so many letters that are less alike than this are different ones, and not the same in another style.
_LONG_WORD = 4
_SIMILAR = 50

#: What ends the way from the front page to a headline.
_WAY = lazy_pattern(r"(?:[/>|\u00bb\u203a\u2192]|^You are currently viewing)\s*$")
#: The name of the site behind a headline.
_SITE = lazy_pattern(
    r"\s*[|\u00bb>\u203a]\s*[^.!?]{2,40}|\s*[|\u00bb>\u203a\u2013\u2014-]\s*(?:[\w-]+\.){1,3}[a-z]{2,8}", re.IGNORECASE
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep oct nov dec".split())
_CONNECTIVES = frozenset(
    word + end
    for word in "on in via the mon tue tues wed wednes thu thurs fri sat satur sun".split()
    for end in ("", "day")
)


def repeated_caption(*, captions: Literal["one", "none", "all"] = "one") -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        if captions == "all":
            return
        drawn = dict(_of_pictures(document, pictures(document)))
        yield from (Finding(i, why="description of a picture, said beside it", of=of) for i, of in drawn.items())
        named = {i: of for i, of in alt_texts(document).items() if i not in drawn}
        yield from (Finding(i, why="alt text that names what another line names", of=of) for i, of in named.items())
        paired = {*named, *drawn}
        for copy, original in _pairs(document, named):
            if copy in drawn or original in drawn:
                continue
            paired |= {copy, original}
            yield from _findings(document.paragraphs, copy, original)
        for quote, host in dict(chain(pull_quotes(document), without_marks(document), without_stop(document))).items():
            if quote not in paired:
                yield Finding(quote, why="a sentence of the story, printed a second time", of=host)
        if captions == "none":
            for index, paragraph in enumerate(document.paragraphs):
                if index in paired or (index != document.title and paragraph.credited):
                    yield Finding(index, why="caption", sure=True)

    return find


def _of_pictures(document: Document, drawn: Mapping[int, Paragraph]) -> Iterator[tuple[int, int]]:
    """Pictures of Markdown whose description a caption or heading near them has too, each with that one."""
    if not drawn:
        return
    shown = described_in(document, drawn)
    for index in drawn:
        near = [i for i in range(max(0, index - _NEAR), index + _NEAR + 1) if i != index and i not in drawn]
        for i in near:
            if i < len(shown.paragraphs) and _says_as_much(shown, index, i):
                yield index, i
                break


def _says_as_much(document: Document, index: int, other: int) -> bool:
    """Whether a line says what the description of a picture does, so that nothing is lost with that."""
    picture, line = document.paragraphs[index], document.paragraphs[other]
    if picture.key == line.key or (picture.words and _stands_in(picture, line)):
        return True
    first, second = sorted((index, other))
    return len(line.words) >= len(picture.words) and _judged(document, first, second)


def _findings(paragraphs: Sequence[Paragraph], copy: int, original: int) -> Iterator[Finding]:
    if _is_cut_off(paragraphs[original]) and _is_cut_off(paragraphs[copy]):
        yield Finding(original, why="caption cut off, as all its copies are", sure=True)
        yield Finding(copy, why="copy of a caption cut off", sure=True)
    else:
        yield Finding(copy, why="copy of a caption", of=original)


def _pairs(document: Document, named: Container[int]) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of captions, but for alt texts that name something."""
    yield from _of_title(document)
    copies = _copies(document, named)
    yield from copies
    yield from keywords(document)
    known = {copy for copy, _ in copies}
    more = chain(counted(document), told_pictures(document))
    yield from ((copy, original) for copy, original in more if copy not in known and copy not in named)


def _copies(document: Document, named: Container[int]) -> list[tuple[int, int]]:
    """Pairs (copy, original). The original stays, also where a line in between stood for both."""
    paragraphs = document.paragraphs
    candidates = [i for i, p in enumerate(paragraphs) if i not in named and _may_be_caption(document, i, p)]
    eligible = set(candidates)
    original: dict[int, int] = {}
    alike, copies = _alike(document, candidates), document.copies
    # Most lines are like no other.
    for i in candidates if copies else alike:
        for j in alike.get(i, ()):
            # Of lines with the same words, each is a copy of the one before it.
            if j in original or (i in original and paragraphs[i].key != paragraphs[j].key):
                continue
            if _judged(document, i, j) and _may_be_copies(document, i, j):
                copy, kept = (j, i) if _fuller(paragraphs[i], paragraphs[j]) else (i, j)
                original[copy] = kept
        group = copies.get(i)
        if group and i not in original:
            first = _kept(original, next((k for k in group if k in eligible), i))
            far = far_copy(document, first, i) if first != i else None
            if far is not None and _may_be_copies(document, first, i):
                original[far] = first + i - far
    for first, second in far_copies(document, candidates):
        if first not in original and second not in original and _may_be_copies(document, first, second):
            below = first == document.opening or _fuller(paragraphs[first], paragraphs[second])
            copy, kept = (second, first) if below else (first, second)
            original[copy] = kept
    pairs = {copy: _kept(original, copy) for copy in sorted(original)}
    return [(copy, kept) for copy, kept in pairs.items() if not _is_in_block(document, pairs, copy)]


def _is_in_block(document: Document, pairs: Mapping[int, int], copy: int) -> bool:
    """Whether a line is one of three or more in a row that stand so elsewhere: a list that is said again.

    Captions that stood over their credits are a gallery.
    """
    shift = copy - pairs[copy]
    blocks = (range(first, first + _BLOCK) for first in range(copy - _BLOCK + 1, copy + 1))
    return any(
        all(pairs.get(i) == i - shift for i in block)
        and not all(stands_over_credit(document, i) or stands_over_credit(document, i - shift) for i in block)
        for block in blocks
    )


def _may_be_copies(document: Document, i: int, j: int) -> bool:
    """Whether two lines are of one kind, and signed posts or signatures of the same words."""
    paragraphs = document.paragraphs
    a, b = paragraphs[i], paragraphs[j]
    if is_signature(a) and is_signature(b):
        return i > 0 and paragraphs[i - 1].key == paragraphs[j - 1].key
    # What announces something is no copy of the heading above it, nor of what announces the next list.
    announce = [p.text.rstrip().endswith(COLONS) for p in (a, b)]
    if any(announce) and (a.key != b.key or not all(announce) or _announces_lists(document, i, j)):
        return False
    return not is_other_kind(a, b) and _signature(document, i) == _signature(document, j)


def _announces_lists(document: Document, i: int, j: int) -> bool:
    """Whether what two equal lines announce stands below each of them. What a page says again and again is no list."""
    paragraphs = document.paragraphs
    if j == i + 1 or len(document.copies.get(i, ())) > _MOST_LISTS:
        return False
    below = [p.key for at in (i, j) for p in paragraphs[at + 1 : at + 2]]
    return len(below) > 1 and below[0] != below[1]


def _signature(document: Document, index: int) -> str:
    """The words of the line below a line, if that signs it; else ""."""
    below = document.paragraphs[index + 1 : index + 2]
    return below[0].key if below and is_signature(below[0]) else ""


def _alike(document: Document, candidates: Sequence[int]) -> dict[int, list[int]]:
    """For lines those near below them that have a piece of them, or of which they have one: no others can be copies."""
    # Kept for the next round, in which most lines stand beside the same ones.
    known: dict[tuple[str, ...], list[int]] = document.first.memo.setdefault("captions alike", {})
    lines = [document.paragraphs[i] for i in candidates]
    texts = [line.text for line in lines]
    pieces = None if known else list(map(_pieces, texts))
    found: dict[int, list[int]] = {}
    for at, i in enumerate(candidates):
        # A line of few words can be a copy of the next one alone.
        stop = at + 1 + (_NEAR if lines[at].size >= _FEWEST_WORDS else 1)
        near = tuple(texts[at:stop])
        below = known.get(near)
        if below is None:
            below = known[near] = _sharing(near, pieces[at:stop] if pieces else list(map(_pieces, near)))
        if below:
            found[i] = [j for j in (candidates[at + k] for k in below) if j - i <= _NEAR]
    return found


def _sharing(texts: Sequence[str], pieces: Sequence[tuple[str, str, str, str]]) -> list[int]:
    """Which of some lines have a piece of the first, or the first of them."""
    text, own = texts[0], pieces[0]
    size, found = len(text), []
    for k in range(1, len(texts)):
        longer = texts[k]
        a, b, c, d = own
        if size > len(longer):
            (a, b, c, d), longer = pieces[k], text
        if a in longer or b in longer or c in longer or d in longer:
            found.append(k)
    return found


def _pieces(text: str) -> tuple[str, str, str, str]:
    """Pieces of a line, one of which its copies have too."""
    size = len(text)
    piece = _PIECE if size >= _SHORT else max(3, size // 5)
    middle, quarter = size // 2, size // 4
    return (
        text[2 : 2 + piece],
        text[middle : middle + piece],
        text[-piece - 4 : -4],
        text[quarter : quarter + piece],
    )


def _of_title(document: Document) -> Iterator[tuple[int, int]]:
    """The caption under a headline that is its alt text: the same words and a credit."""
    title, paragraphs = document.title, document.paragraphs
    if title is not None and title + 1 < len(paragraphs):
        caption = paragraphs[title + 1]
        rest = caption.text.removeprefix(paragraphs[title].text)
        glued = caption.credited and rest != caption.text and rest[:1].isupper()
        if glued or (len(caption.text) > len(paragraphs[title].text) and _adds_credit(paragraphs[title], caption)):
            yield title + 1, title


def _kept(original: dict[int, int], index: int) -> int:
    """The line that stays of those of which each is a copy of another; from now on they are copies of it."""
    kept = index
    while kept in original:
        kept = original[kept]
    while index != kept:
        original[index], index = kept, original[index]
    return kept


def _judged(document: Document, i: int, j: int) -> bool:
    """What `_are_copies` says, which is asked once of two lines, not again in every round."""
    paragraphs = document.paragraphs
    known: dict[tuple[str, str, int], bool] = document.first.memo.setdefault("captions judged", {})
    pair = (paragraphs[i].text, paragraphs[j].text, j - i)
    if pair not in known:
        known[pair] = _are_copies(paragraphs, i, j)
    return known[pair]


def _are_copies(paragraphs: Sequence[Paragraph], i: int, j: int) -> bool:
    a, b = _uncounted(paragraphs[i]), _uncounted(paragraphs[j])
    if j == i + 1 and _adds_credit(a, b):
        return True
    if _begins(a, b, beside=j == i + 1) or _begins(b, a, beside=j == i + 1):
        return True
    if min(a.size, b.size) < _FEWEST_WORDS:
        return j == i + 1 and a.key == b.key and a.size >= _FEWEST_ADJACENT
    return _is_cut(a, b) or _is_cut(b, a) or _same(a, b)


def _uncounted(paragraph: Paragraph) -> Paragraph:
    """A caption without the words that say which of the pictures it belongs to."""
    text = paragraph.text
    if text[0] != "[" and " of " not in text:
        return paragraph
    bare = _COUNTED.sub("", text)
    return paragraph.becoming(bare) if bare and bare != text else paragraph


def _adds_credit(a: Paragraph, b: Paragraph) -> bool:
    """Whether the longer of two lines is the other and a credit, with or without a space between."""
    shorter, longer = a.folded.strip(_AROUND), b.folded.strip(_AROUND)
    if len(shorter) > len(longer):
        shorter, longer = longer, shorter
    if not longer.startswith(shorter):
        shorter = _KICKER.sub("", shorter) if ": " in shorter else ""
    if len(shorter) < _FEWEST_CHARACTERS or not longer.startswith(shorter):
        return False
    rest = " ".join(max(a.text, b.text, key=_bare_length).split()).strip(_AROUND)[len(shorter) :].lstrip(" .")
    return is_credit(rest.strip(" .()|/-\u2013\u2014")) or (
        rest[:1] in _SEPARATORS and len(rest.split()) <= _MOST_EXTRA
    )


def _begins(a: Paragraph, b: Paragraph, *, beside: bool) -> bool:
    """Whether the second line is the first with the next caption glued to it or, right beside it, a date."""
    if a.size < _FEWEST_WORDS or not b.text.startswith(a.text):
        return False
    rest = b.text[len(a.text) :]
    return (a.ends_sentence and rest[:1].isupper()) or (beside and _is_dated(rest))


def _is_dated(text: str) -> bool:
    head = " ".join(text.split()[:_DATE_WORDS])
    return is_data(head) and not table("months", "names").isdisjoint(words(head))


def _bare_length(text: str) -> int:
    return len(text.strip(_AROUND))


def _is_cut(a: Paragraph, b: Paragraph) -> bool:
    """Whether the first line is the beginning of the second, cut off with dots."""
    if not a.text.rstrip().endswith(_DOTS):
        return False
    bare = a.folded.rstrip(" .\u2026")
    return len(bare) >= 20 and b.folded.startswith(bare)


def _is_cut_off(paragraph: Paragraph) -> bool:
    """Whether a line breaks off: its last word, or a part of it, is followed by a space and dots."""
    text = paragraph.text.rstrip()
    return text.endswith(_DOTS) and text.rstrip(".\u2026")[-1:] == " "


def _may_be_caption(document: Document, index: int, paragraph: Paragraph) -> bool:
    if not _FEWEST_CREDITED <= paragraph.size <= _MOST_WORDS or index == document.title:
        return False
    text = paragraph.text
    if text.rstrip().endswith(QUESTION_MARKS):
        return False
    # Most lines begin with a letter and have no brackets.
    marked = not text[:1].isalpha()
    if (marked and is_in_list(document.paragraphs, index)) or ((marked or "(" in text) and is_no_caption(paragraph)):
        return False
    return not (len(text) < 80 and _in_verse(document.paragraphs, index))


def _in_verse(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line stands in a block of other lines. A line and its twin alone are no verse."""
    own = paragraphs[index]
    with_before = own.tight and index > 0 and paragraphs[index - 1].key != own.key
    return with_before or (
        index + 1 < len(paragraphs) and paragraphs[index + 1].tight and paragraphs[index + 1].key != own.key
    )


def _fuller(a: Paragraph, b: Paragraph) -> bool:
    """Whether the first of two copies is the one to keep: more words, but not an address, the way to it or the site."""
    if ("://" in a.text) != ("://" in b.text):
        return "://" in b.text
    if len(a.words) != len(b.words):
        shorter, longer = sorted((a.text.strip(), b.text.strip()), key=len)
        if longer.endswith(shorter) and _WAY.search(longer[: -len(shorter)]):
            return a.text.strip() == shorter
        if longer.startswith(shorter) and _SITE.fullmatch(longer[len(shorter) :]):
            return a.text.strip() == shorter
    return len(a.words) >= len(b.words)


def _is_quoted_heading(shorter: Paragraph, longer: Paragraph) -> bool:
    """Whether a line is a quotation that stands over the paragraph in which somebody says it."""
    return opens_quotation(shorter.text) and longer.is_prose and not (shorter.ends_sentence or longer.credited)


def _same(a: Paragraph, b: Paragraph) -> bool:
    if a.key == b.key:
        return True
    if max(a.size, b.size) < _FEWEST_UNEQUAL:
        return False
    if len(a.vocabulary & b.vocabulary) < 0.5 * min(len(a.vocabulary), len(b.vocabulary)):
        return False
    if _contains(a, b):
        return True
    if _numbers(a) != _numbers(b):
        a, b = _without_date(a), _without_date(b)
        if _numbers(a) != _numbers(b):
            return False
    shorter, longer = sorted((_plain(a), _plain(b)), key=len)
    extra = longer[len(shorter) :].count(" ")
    if len(shorter) < 20 or extra > _MOST_EXTRA:
        return False
    first, second = set(shorter.split()), set(longer.split())
    if len(first & second) < 0.75 * len(first):
        return False
    if longer.startswith(shorter):
        return not _is_quoted_heading(*sorted((a, b), key=lambda p: len(p.text)))
    # Imported here: most documents never come this far.
    from rapidfuzz import fuzz

    # A credit at the end of the longer one is no difference.
    alike = max(fuzz.ratio(shorter, longer), fuzz.ratio(shorter, longer[: len(shorter)])) >= _LIKENESS
    return alike and not _have_other_words(shorter.split(), longer.split())


def _have_other_words(shorter: list[str], longer: list[str]) -> bool:
    """Whether one has another word in the place of a word of the other: the first and the second of two things."""
    from rapidfuzz.distance import Levenshtein

    left, right = [], []
    for change in Levenshtein.opcodes(shorter, longer):
        if change.tag != "equal":
            left += shorter[change.src_start : change.src_end]
            right += longer[change.dest_start : change.dest_end]
        elif _are_others(left, right):
            return True
        else:
            left, right = [], []
    # What stands at the end may be a credit.
    return False


def _are_others(left: list[str], right: list[str]) -> bool:
    """Whether of the words that stand in the place of others one is long and like none of these, on both sides."""
    from rapidfuzz import fuzz

    def is_new(word: str, others: list[str]) -> bool:
        return len(word) >= _LONG_WORD and all(fuzz.ratio(word, other) < _SIMILAR for other in others)

    return any(is_new(w, right) for w in left) and any(is_new(w, left) for w in right)


@kept
def _numbers(paragraph: Paragraph) -> list[str]:
    return sorted(_NUMBER.findall(paragraph.text))


def _without_date(paragraph: Paragraph) -> Paragraph:
    """A line without a date in numbers: a film is named with its day and without."""
    if len(_numbers(paragraph)) < _DATE_NUMBERS or not _DATE.search(paragraph.text):
        return paragraph
    return paragraph.becoming(_DATE.sub(" ", paragraph.text))


def _contains(a: Paragraph, b: Paragraph) -> bool:
    """Whether the words of one line stand in the other, and it is no subheading made of words of its paragraph."""
    shorter, longer = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if shorter.size < _FEWEST_INSIDE or opens_quotation(shorter.text):
        return False
    missing = len(shorter.vocabulary - longer.vocabulary)
    own = bare_words(shorter) if 0 < missing <= _MOST_EXTRA else shorter.words
    if missing and not longer.vocabulary.issuperset(own):
        return False
    in_text = longer.is_prose and not longer.credited
    if in_text and not shorter.credited and (not shorter.is_prose or 2 * shorter.size < longer.size):
        return False
    inside, whole = f" {' '.join(own)} ", f" {' '.join(longer.words)} "
    if in_text and not shorter.credited:
        # In the middle of a paragraph stands what it sums up, such as a step of a recipe.
        return whole.startswith(inside) or whole.endswith(inside)
    return inside in whole


def _stands_in(shorter: Paragraph, longer: Paragraph) -> bool:
    """Whether all words of one line stand in a heading, or a line that is no running text, in their order."""
    if len(shorter.words) < _FEWEST_DESCRIBED or longer.is_prose:
        return False
    return f" {' '.join(shorter.words)} " in f" {' '.join(_visible(longer).words)} "


def _visible(paragraph: Paragraph) -> Paragraph:
    return paragraph if paragraph.visible == paragraph.text else paragraph.becoming(paragraph.visible)


@kept
def _plain(paragraph: Paragraph) -> str:
    """The words of a caption without what differs between alt text and print: the style of dates, small words."""
    if not is_latin(paragraph.text):
        return _plain_text(paragraph.folded)
    # The same word by word, in a tenth of the time.
    others = [word for word in paragraph.words if word not in _CONNECTIVES]
    return " ".join([w[:3] if w[:3] in _MONTHS and w.isascii() and w.isalpha() else w for w in others])


def _plain_text(text: str) -> str:
    return " ".join(words_of(_connective().sub(" ", _month().sub(r"\1", text))))


# Compiled when a line has letters that are not in Latin-1.
@cache
def _month() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(sorted(_MONTHS))})[a-z]*\b")


@cache
def _connective() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_CONNECTIVES))})\b")
