"""Source text to paragraphs and back: line ends, blank lines, hard wraps.

A source is cut at \\n, \\r\\n and \\r only (never at U+2028, \\x0b and the like). Lines of white space separate. What
stands between paragraphs stays with them (`Paragraph.lead`), so that a text can be put back together exactly.

Hard-wrapped text is recognised by how full its lines are: a writer of a poem or a list ends a line early, a program
that wraps ends it only where the next word no longer fits.
"""

import functools
import itertools
import json
import operator
from binascii import crc32
from collections.abc import Iterable, Iterator, Sequence

from cleaner.document import PLAIN, Document, Paragraph, Record
from cleaner.lazy import lazy_pattern
from cleaner.words import ends_sentence

_LINE_END = lazy_pattern(r"(\r\n|\r|\n)")
#: Blanks are looked through from where they begin, and from nowhere else.
_FOLD = lazy_pattern(r"(?<![ \t])[ \t]++(?:\r\n|\r|\n)[ \t]*|(?:\r\n|\r|\n)[ \t]*")
_BULLET = lazy_pattern(r"\s*[-*\u2022\u2013|+>#]\s|\s*\|")
_ITEM = lazy_pattern(r"\s*(?:[-*\u2022\u2013|+>#]|\d{1,3}[.)])(?:\s|$)")

#: What stands before the paragraphs of a plain text.
_PLAIN_LEADS = frozenset(("", "\n", PLAIN))

#: A line that follows another without a blank line is a paragraph of its own when it is at least this long.
LONG_LINE = 100

#: Widths, in characters, between which programs wrap text.
WRAP_WIDTHS = range(40, 121)

#: Lines without room for the next word that a text must have to be taken for wrapped.
_FULL_LINES = 3

#: The share of such line ends that is enough, and the one that is enough without those that may be chance.
_FULL_SHARE = 0.5
_RUNNING_SHARE = 0.35

#: A longer word is a slug or an address, which says nothing of the room there was.
_LONGEST_WORD = 30

#: How much of a line a message shows, in characters.
_SHOWN = 60

#: The filter of a record that says that a document was over its damage budget. It tells nothing of the source.
BUDGET_RECORD = "budget"

#: Paragraphs that a layout without checks has at most.
_MOST_PARAGRAPHS = 10_000_000

#: Below this width a block without company is rather verse.
_VERSE_WIDTH = 60


def parse(
    text: str,
    *,
    id: str = "",
    site: str = "",
    lang: str = "",
    meta: dict[str, object] | None = None,
    field: bool = False,
) -> Document:
    """Cut a source text into a document.

    Args:
        text: the source.
        id, site, lang, meta: what is known of it.
        field: whether it is a field of a record. Cleaned, such a text ends as it came, without a line end if it has
            none; any other ends in one.
    """
    paragraphs, tail = _lines(text)
    end = "" if field and not _LINE_END.search(tail) else "\n"
    return Document(id, unwrap(paragraphs), site, lang, meta or {}, tail, end=end)


def _lines(text: str) -> tuple[list[Paragraph], str]:
    return _even_lines(text) or _any_lines(text)


def _even_lines(text: str) -> tuple[list[Paragraph], str] | None:
    """The paragraphs of a text with one blank line between any two, or none at all: most are so. None for others."""
    body = text.removesuffix("\n")
    lead = PLAIN if PLAIN in body else "\n"
    step = len(lead)
    parts = body.split(lead)
    if body.count("\n") != step * (len(parts) - 1) or "\r" in body or not all(map(str.strip, parts)):
        return None
    paragraphs = [Paragraph(1 + step * i, part, lead=lead if i else "") for i, part in enumerate(parts)]
    return paragraphs, text[len(body) :]


def _any_lines(text: str) -> tuple[list[Paragraph], str]:
    if "\r" in text:
        parts = _LINE_END.split(text)
        pairs = zip(parts[::2], [*parts[1::2], ""], strict=True)
    else:
        lines = text.split("\n")
        pairs = zip(lines, itertools.chain(itertools.repeat("\n", len(lines) - 1), ("",)), strict=True)
    found: list[Paragraph] = []
    lead = ""
    for number, (line, end) in enumerate(pairs, 1):
        if not line or line.isspace():
            lead += line + end
        else:
            found.append(Paragraph(number, line, lead=lead))
            lead = end
    return found, lead


def _stand_apart(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether one blank line stands before every paragraph but the first: a cheap look that tells most texts."""
    leads = [p.lead for p in paragraphs[1:]]
    return leads.count(PLAIN) == len(leads)


def blocks(paragraphs: Sequence[Paragraph]) -> Iterable[tuple[int, int]]:
    """The runs (start, stop) of two or more paragraphs without a blank line between them."""
    if _stand_apart(paragraphs):
        return
    start = 0
    for i in range(1, len(paragraphs) + 1):
        if i == len(paragraphs) or not paragraphs[i].tight:
            if i - start > 1:
                yield start, i
            start = i


def unwrap(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Join the lines of hard-wrapped blocks; the rest stays as it is."""
    while joined := _unwrap_once(paragraphs):
        paragraphs = joined
    return paragraphs


def _unwrap_once(paragraphs: list[Paragraph]) -> list[Paragraph] | None:
    found = wrapped(paragraphs)
    if not found:
        return None
    result: list[Paragraph] = []
    done = 0
    for start, stop in found:
        result += paragraphs[done:start]
        result.append(_join(paragraphs[start:stop]))
        done = stop
    return result + paragraphs[done:]


def wrapped(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """The runs (start, stop) of lines that a program wrapped: the lines of one paragraph or list item each."""
    runs = list(blocks(paragraphs))
    widths = [list(map(_width, paragraphs[start:stop])) for start, stop in runs]
    width = max(map(max, widths), default=0)
    every = [stop - start - 1 for start, stop in runs]
    if width not in WRAP_WIDTHS or not _may_be_wrapped(widths, every):
        return []
    parts = [list(_parts(paragraphs, run, width)) for run in runs]
    share = _FULL_SHARE
    if _breaks(parts) < share * sum(every):
        share = _RUNNING_SHARE
        parts = [[piece for part in run for piece in _sentences(paragraphs, part)] for run in parts]
    breaks = [_breaks([part]) for part in parts]
    long_parts = [[(start, stop) for start, stop in part if stop - start > 1] for part in parts]
    if sum(breaks) >= _FULL_LINES and sum(breaks) >= share * sum(every):
        enough = [full >= share * all_ for full, all_ in zip(breaks, every, strict=True)]
    elif width >= _VERSE_WIDTH:
        enough = [
            full == all_ and _runs_on(paragraphs[start:stop])
            for (start, stop), full, all_ in zip(runs, breaks, every, strict=True)
        ]
    else:
        return []
    return [part for found, ok in zip(long_parts, enough, strict=True) if ok for part in found]


def _may_be_wrapped(widths: list[list[int]], every: list[int]) -> bool:
    """Whether enough lines have a length that a wrapped line can have: a cheap look at what `wrapped` counts."""
    full = [len(run) - 1 - run[:-1].count(0) for run in widths]
    return sum(full) >= max(_FULL_LINES, _RUNNING_SHARE * sum(every)) or any(map(operator.eq, full, every))


def _breaks(runs: Iterable[Iterable[tuple[int, int]]]) -> int:
    """How many line ends lie inside the parts of runs of lines."""
    return sum(stop - start - 1 for parts in runs for start, stop in parts)


def _sentences(paragraphs: Sequence[Paragraph], part: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """A part cut where a line ends with a quotation mark or the like, and the next does not begin small."""
    start = part[0]
    for i in range(part[0] + 1, part[1]):
        last, first = paragraphs[i - 1].text.rstrip()[-1:], paragraphs[i].text.lstrip()[:1]
        if not (last.isalnum() or last in ".,;-\u2013\u2014" or first.islower()):
            yield start, i
            start = i
    yield start, part[1]


def _width(paragraph: Paragraph) -> int:
    """The length of a line, if a program can have wrapped it: it has a space, and it is not too long."""
    length = len(paragraph.text.rstrip())
    return length if length < WRAP_WIDTHS.stop and " " in paragraph.text.strip() else 0


def _parts(paragraphs: Sequence[Paragraph], run: tuple[int, int], width: int) -> Iterable[tuple[int, int]]:
    """A run of lines cut where a line had room for the first word of the next, and before list items."""
    start = run[0]
    is_item = _is_item if sum(_is_item(p.text) for p in paragraphs[run[0] : run[1]]) > 1 else _is_bulleted
    for i in range(run[0] + 1, run[1]):
        after = paragraphs[i].text
        if not _width(paragraphs[i - 1]) or _has_room(paragraphs[i - 1].text, after, width) or is_item(after):
            yield start, i
            start = i
    yield start, run[1]


def _has_room(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line would have had room on a line, or is no word."""
    word = after.split(maxsplit=1)[0]
    return len(line.rstrip()) + 1 + len(word) <= width or (len(word) > _LONGEST_WORD and "](" not in word)


def _is_item(text: str) -> bool:
    """Whether a line begins as an item of a list does, or has the columns of a table."""
    return "\t" in text or "|" in text or _ITEM.match(text) is not None


def _is_bulleted(text: str) -> bool:
    return "\t" in text or _BULLET.match(text) is not None


def _runs_on(lines: Sequence[Paragraph]) -> bool:
    """Whether each line goes on in the next in the middle of a sentence: enough for a block without company."""
    return all(not ends_sentence(a.text) and b.text.strip()[:1].islower() for a, b in itertools.pairwise(lines))


def _join(lines: Sequence[Paragraph]) -> Paragraph:
    sources = [p.text if p.raw is None else p.raw for p in lines]
    raw = sources[0] + "".join(p.lead + source for p, source in zip(lines[1:], sources[1:], strict=True))
    return Paragraph(lines[0].line, _FOLD.sub(" ", raw), sum(p.span for p in lines), lead=lines[0].lead, raw=raw)


def is_plain(document: Document) -> bool:
    """Whether spacing has nothing to do: every paragraph on one line, \\n line ends, single blank lines."""
    paragraphs = document.paragraphs
    leads = [p.lead for p in paragraphs]
    if document.tail != (document.end if paragraphs else "") or [p.raw for p in paragraphs].count(None) < len(
        paragraphs
    ):
        return False
    # Most are so, and it takes long to work out what should stand before each.
    if leads and not leads[0] and leads.count(PLAIN) == len(leads) - 1:
        return True
    return _PLAIN_LEADS.issuperset(leads) and leads == plain_leads(paragraphs)


def plain_leads(paragraphs: Sequence[Paragraph]) -> list[str]:
    """What should stand before each paragraph: a blank line, or in lists, verse and tables a line end."""
    apart = _stand_apart(paragraphs) or _has_tight_paragraph(paragraphs)
    leads = [PLAIN if apart or not p.tight else "\n" for p in paragraphs]
    if leads:
        leads[0] = ""
    return leads


def is_loose(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a single line end separates paragraphs here, not the lines of one: one of them is long."""
    return not _stand_apart(paragraphs) and _has_tight_paragraph(paragraphs)


def _has_tight_paragraph(paragraphs: Sequence[Paragraph]) -> bool:
    return any(b.tight and (_is_paragraph(a) or _is_paragraph(b)) for a, b in itertools.pairwise(paragraphs))


def _is_paragraph(paragraph: Paragraph) -> bool:
    return (paragraph.raw is not None or len(paragraph.text) >= LONG_LINE) and not _is_item(paragraph.text)


def made_plain(document: Document) -> Document:
    """The document in plain layout."""
    leads = plain_leads(document.paragraphs)
    plain = [
        p if p.lead == lead and p.raw is None else p.made_plain(lead)
        for p, lead in zip(document.paragraphs, leads, strict=True)
    ]
    document = document.left_with(plain)
    document.tail = document.end if plain else ""
    return document


def render(document: Document) -> str:
    """The text of a document: what `parse` cut apart, put together."""
    parts = []
    for p in document.paragraphs:
        parts.append(p.lead)
        parts.append(p.text if p.raw is None else p.raw)
    parts.append(document.tail)
    return "".join(parts)


def without(paragraphs: Sequence[Paragraph], gone: Iterable[int]) -> list[Paragraph]:
    """The paragraphs that stay; where one went, the wider of the gaps around it stays too."""
    kept: list[Paragraph] = []
    done = 0
    for start, stop in _runs(sorted(gone)):
        kept += paragraphs[done:start]
        if stop < len(paragraphs):
            lead = functools.reduce(_wider, [p.lead for p in paragraphs[start : stop + 1]])
            kept.append(paragraphs[stop].led_by(lead if kept else paragraphs[0].lead))
        done = stop + 1
    return kept + list(paragraphs[done:])


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The runs (start, stop) of numbers that follow one another, of numbers in order."""
    start = stop = -1
    for number in numbers:
        if number != stop:
            if stop >= 0:
                yield start, stop
            start = number
        stop = number + 1
    if stop >= 0:
        yield start, stop


def _wider(a: str, b: str) -> str:
    return b if a != b and _line_ends(b) > _line_ends(a) else a


def _line_ends(lead: str) -> int:
    return len(_LINE_END.findall(lead))


def describe(document: Document) -> str:
    """The layout of a document as one JSON text: `leads` in runs, `tail`, the `folds` of joined paragraphs, `checks`.

    The checks tell a text that is not the source: four hexadecimal digits for each paragraph and those before it.
    """
    leads = [[lead, len(list(run))] for lead, run in itertools.groupby([p.lead for p in document.paragraphs])]
    folds = {
        str(i): [[m.start(), m.group()] for m in _FOLD.finditer(p.raw)]
        for i, p in enumerate(document.paragraphs)
        if p.raw is not None
    }
    checks = "".join(_checks([p.text for p in document.paragraphs]))
    return json.dumps({"leads": leads, "tail": document.tail, "folds": folds, "checks": checks}, ensure_ascii=True)


def _checks(texts: Sequence[str]) -> list[str]:
    """A check for each text and those before it, so that the first that is wrong tells the first difference."""
    encoded = "\n".join(texts).encode("utf-8", "surrogatepass").split(b"\n")
    if len(encoded) != len(texts):
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    check, found = 0, []
    for line in encoded:
        check = crc32(line, check)
        found.append(check & 0xFFFF)
    # All in one step, which takes half the time.
    return list(map("%04x".__mod__, found))


def restore(text: str, records: Iterable[Record]) -> str:
    """The source of a cleaned text, rebuilt from its ledger.

    Args:
        text: the cleaned text.
        records: the ledger of this one document, in its order.

    Raises:
        ValueError: the ledger does not fit the text; the message names the first line that differs.
    """
    ledger = [record for record in records if record.filter != BUDGET_RECORD]
    if not ledger:
        return text
    form = next((r for r in ledger if r.line == 0), None)
    if form is None:
        raise ValueError("the ledger has no layout record (line 0): it is not whole")
    leads, folds, tail, checks = _described(form.before)
    spans = _spans(leads, folds)
    lines = [line for line, _ in spans]
    texts, differences = _texts(text, ledger, spans, verbatim=form.after is None)
    for record in reversed(ledger):
        if record.line:
            if texts.get(record.line) != record.after:
                differences[record.line] = (
                    f"the ledger has {_quoted(record.after)}, the text {_quoted(texts.get(record.line))}"
                )
            texts[record.line] = record.before
    whole = [texts[line] or "" for line in lines]
    for line, own, check, expected in zip(lines, whole, _checks(whole), checks, strict=False):
        if check != expected:
            differences.setdefault(line, f"the text has {_quoted(own)}, which is not what was cleaned")
            break
    if differences:
        first = min(differences)
        raise ValueError(f"line {first}: the ledger does not fit the text: {differences[first]}")
    parts = []
    for i, own in enumerate(whole):
        parts += [leads[i], _fold_again(own, folds[i]) if i in folds else own]
    return "".join([*parts, tail])


def covered(form: str) -> list[tuple[int, int]]:
    """First source line and number of lines of each paragraph of a layout that `describe` wrote.

    Raises:
        ValueError: it is none.
    """
    leads, folds, *_ = _described(form)
    return _spans(leads, folds)


def is_source(text: str, form: str) -> bool:
    """Whether a text is the one whose layout `describe` wrote."""
    own = json.loads(describe(parse(text)))
    try:
        given = json.loads(form)
        return all(given.get(key) == value for key, value in own.items())
    except (ValueError, AttributeError, RecursionError):
        return False


def _described(form: str) -> tuple[list[str], dict[int, list[tuple[int, str]]], str, list[str]]:
    """Leads, folds, tail and checks of a layout that `describe` wrote."""
    try:
        data = json.loads(form)
        checks, tail = data.get("checks", ""), data["tail"]
        # There is a check for each paragraph, in ledgers that have them: no lead comes more often than that.
        most = len(checks) // 4 if checks else _MOST_PARAGRAPHS
        if any(times < 1 for _, times in data["leads"]) or sum(times for _, times in data["leads"]) > most:
            raise ValueError
        if not all(map(_is_blank, [tail, *(lead for lead, _ in data["leads"])])):
            raise ValueError
        leads = [lead for lead, times in data["leads"] for _ in range(times)]
        folds = {int(k): [(int(at), fold) for at, fold in v] for k, v in data["folds"].items()}
        if not all(_is_blank(fold) for found in folds.values() for _, fold in found):
            raise ValueError
        return leads, folds, tail, [checks[i : i + 4] for i in range(0, len(checks), 4)]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise ValueError("the layout record (line 0) of the ledger is damaged") from None


def _is_blank(text: str) -> bool:
    """Whether a text is of the kind that stands around lines.

    Raises:
        TypeError: it is no text.
    """
    return not str.strip(text)


def _quoted(text: str | None) -> str:
    if text is None:
        return "nothing"
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def _spans(leads: list[str], folds: dict[int, list[tuple[int, str]]]) -> list[tuple[int, int]]:
    """First source line and number of lines of each paragraph."""
    found, line = [], 1
    for i, lead in enumerate(leads):
        line += _line_ends(lead)
        span = 1 + len(folds.get(i, ()))
        found.append((line, span))
        line += span - 1
    return found


def _texts(
    text: str, ledger: list[Record], spans: list[tuple[int, int]], *, verbatim: bool
) -> tuple[dict[int, str | None], dict[int, str]]:
    """The paragraphs of a cleaned text by source line, None for the removed ones; and what does not fit, by line."""
    removed = {r.line for r in ledger if r.line and r.after is None}
    edited = {r.line for r in ledger if r.after is not None}
    lines = iter([p.text for p in _lines(text)[0]])
    texts: dict[int, str | None] = {}
    differences: dict[int, str] = {}
    for line, span in spans:
        if line in removed:
            texts[line] = None
            continue
        own = list(itertools.islice(lines, span if verbatim and line not in edited else 1))
        if not own:
            differences.setdefault(line, "the text ends before it")
        texts[line] = _FOLD.sub(" ", "\n".join(own))
    rest = next(lines, None)
    if rest is not None:
        differences[spans[-1][0] + 1 if spans else 1] = f"the text goes on with {_quoted(rest)}"
    unknown = next((r.line for r in ledger if r.line and r.line not in texts), None)
    if unknown is not None:
        differences[unknown] = "the source has no paragraph that begins there"
    return texts, differences


def _fold_again(text: str, folds: list[tuple[int, str]]) -> str:
    """Put the line ends of hard-wrapped text back. Positions are those in the folded text."""
    parts, done, shift = [], 0, 0
    for position, fold in folds:
        at = position - shift
        parts += [text[done:at], fold]
        done, shift = at + 1, shift + len(fold) - 1
    return "".join([*parts, text[done:]])
