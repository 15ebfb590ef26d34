"""What can be said of a line by looking at its characters alone: words, sentence ends, scripts.

Everything here is a pure function of a string and is right for scripts without case (Arabic, Hindi) and without
spaces between words (Japanese, Chinese, Thai).
"""

import re

#: A run of letters, digits and the marks that belong to them (accents, vowel signs of Arabic, Hindi, Thai).
WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e]+")

#: The characters of Latin-1, with spaces for those that are no part of a word and end no line; and what else is common
#: in its texts.
_LATIN = bytes(c if c == 10 or WORD.match(chr(c)) else 32 for c in range(256))
_TYPOGRAPHIC = "\u2019\u2018\u201c\u201d\u201e\u2013\u2014\u2026\u20ac"

#: A link or picture of Markdown; of a link whose words are a picture, the picture.
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(<?[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*>?(?:\s+\"[^\"]*\")?\)")

#: Characters of scripts that are written without spaces between words (kana, Han, Thai, Lao, Khmer, Myanmar).
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")

_DIGIT = re.compile("[0-9]")

#: A run of digits. Written as `\d+` it would be found at a third of the speed.
_NUMBER = re.compile(r"\d\d*")

#: How many characters of an unspaced script make about one word.
CHARACTERS_PER_WORD = 2

#: How many letters tell a word from others, whatever its ending.
BEGINNING = 6

#: Punctuation that ends a sentence: Latin, CJK, Arabic, Urdu, Devanagari, Armenian, Ethiopic.
SENTENCE_END = frozenset(".!?…。！？｡؟۔।॥։።")

#: What questions and announcements end in, for `str.endswith`.
QUESTION_MARKS = ("?", "\uff1f", "\u061f")
COLONS = (":", "\uff1a")

#: What can stand beside a word without a space.
AROUND_WORDS = ".,;:!?\"'()[]\u2019\u2018\u201c\u201d\u201e\u00ab\u00bb\u2026\u2014\u2013-"

OPENING_QUOTES = frozenset("\"'“‘„‚«‹»›「『《〈")
CLOSERS = "\"'”’“‘»›«‹」』》〉)]）】*_ "

# Folding makes lines comparable. A chain of replacements is much faster than str.translate on non-ASCII text.
_FOLDS = (
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u201e", '"'),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u2011", "-"),
)


def may_have_links(text: str) -> bool:
    """Whether a text has the middle of a Markdown link or picture."""
    # To look for one character takes a fiftieth of the time that two take.
    return "]" in text and "](" in text


def beside_links(text: str) -> str:
    """The text without Markdown links and pictures, whose words go too."""
    # Twice, because the words of a link may be a picture.
    return _LINK.sub("", _LINK.sub("", text)) if may_have_links(text) else text


def without_links(text: str) -> str:
    """The text with the words of Markdown links and pictures in place of them."""
    if not may_have_links(text):
        return text
    text = _LINK.sub(r"\1", text)
    # The link that a picture was.
    return _LINK.sub(r"\1", text) if "](" in text else text


def fold(text: str) -> str:
    """The text in a form in which case, quotation marks, dashes and spacing no longer differ."""
    text = without_links(text)
    if not text.isascii():
        for old, new in _FOLDS:
            text = text.replace(old, new)
    text = text.casefold()
    # No space but single ones, and none at an end: most lines are so, and it takes long to cut them for nothing.
    return text if text.isprintable() and "  " not in f" {text} " else " ".join(text.split())


def small(text: str) -> str:
    """The text without case, also where Turkish has four letters i."""
    text = text.casefold()
    if text.isascii():
        return text
    if "\u0307" in text:
        text = text.replace("i\u0307", "i")
    return text.replace("ı", "i")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded. A run of an unspaced script counts as one word."""
    return tuple(words_of(small(without_links(text))))


def words_of(text: str) -> list[str]:
    """The words of a text as they are: what `WORD.findall` finds, at three times its speed in most of Europe."""
    latin = _latin(text)
    return WORD.findall(text) if latin is None else latin.split()


def words_of_lines(text: str) -> list[list[str]]:
    """The words of each line of a text, as they are."""
    latin = _latin(text)
    if latin is None:
        return [words_of(line) for line in text.split("\n")]
    return [line.split() for line in latin.split("\n")]


def is_latin(text: str) -> bool:
    """Whether all letters of a text are in Latin-1."""
    return _latin(text) is not None


def _latin(text: str) -> str | None:
    """A text whose letters are all in Latin-1 with spaces for all that is no word, None for any other."""
    if not text.isascii():
        for sign in _TYPOGRAPHIC:
            text = text.replace(sign, " ")
    try:
        # Nothing is as fast as to let bytes become others.
        return text.encode("latin-1").translate(_LATIN).decode("latin-1")
    except UnicodeEncodeError:
        return None


def beginnings(text: str) -> frozenset[str]:
    """The first letters of each word of four letters or more, without case: `BEGINNING` of them at most."""
    tokens = small(text).split()
    return frozenset([w[:BEGINNING] for t in tokens if len(t) > 3 and len(w := t.strip(AROUND_WORDS)) > 3])


def word_count(text: str) -> int:
    """About how many words a text has; a word of an unspaced script is taken to be two characters long."""
    count = len((without_links(text) if "[" in text else text).split())
    if text.isascii():
        return count
    unspaced = len(UNSPACED.findall(text))
    return count + unspaced // CHARACTERS_PER_WORD if unspaced else count


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, closing quotation marks and brackets left aside."""
    return text[-1:] in SENTENCE_END or text.rstrip(CLOSERS)[-1:] in SENTENCE_END


def is_data(text: str) -> bool:
    """Whether a third of the words have digits, as in a line of dates or scores."""
    numbers = len(_NUMBER.findall(text))
    if not numbers:
        return False
    tokens = text.split()
    return 3 * numbers >= len(tokens) and 3 * sum(any(map(str.isdigit, t)) for t in tokens) >= len(tokens)


def has_digit(text: str) -> bool:
    """Whether a text has a digit of any script."""
    if text.isascii():
        return _DIGIT.search(text) is not None
    return any(map(str.isdigit, text))


def opens_quotation(text: str) -> bool:
    """Whether the text begins with a quotation mark."""
    return text.lstrip()[:1] in OPENING_QUOTES


def is_upper(text: str) -> bool:
    """Whether most letters are capitals, at least two of them, and none is small."""
    if not text.isupper():
        return False
    capitals = sum(map(str.isupper, text))
    return capitals > 1 and 2 * capitals > sum(map(str.isalpha, text))


def without_capitals(word: str) -> bool:
    """Whether a word is of a script from Hebrew to Thai, in which names look like other words."""
    return "\u0590" <= word[0] <= "\u0e7f"


def unspaced(text: str) -> bool:
    """Whether the text is written mostly without spaces between words."""
    return not text.isascii() and 2 * len(UNSPACED.findall(text)) > len(text)
