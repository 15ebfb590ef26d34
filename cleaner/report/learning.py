"""What verdicts are good for afterwards: texts to keep in the settings, and labelled rows to score with."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleaner import layout
from cleaner.errors import CleanerError
from cleaner.files.errors import problem, shown
from cleaner.report.review import Case, Verdict

#: A text to keep saves every line that contains it: a shorter one would save too many.
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 12

_LABELS: dict[Verdict, str] = {"right": "residue", "wrong": "keep", "unsure": "ignore"}


class Keepers(NamedTuple):
    """Texts to keep.

    Attributes:
        texts: the lines that should have stayed, without doubles.
        unfit: those that cannot be kept by their words: too short, or no valid text.
    """

    texts: Sequence[str]
    unfit: Sequence[str]


def keepers(judgements: Iterable[tuple[Case, Verdict]]) -> Keepers:
    """The lines that were judged wrong to remove."""
    texts = dict.fromkeys(case.text.strip() for case, verdict in judgements if verdict == "wrong")
    fit = [text for text in texts if _is_fit(text)]
    return Keepers(fit, [text for text in texts if text not in fit])


def _is_fit(text: str) -> bool:
    """Whether a text is long enough to mean its own line only, and can stand in a file."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        return False
    return len(text.split()) >= _FEWEST_WORDS or (len(text) >= _FEWEST_CHARACTERS and not text.isascii())


def with_keep(toml: str, texts: Sequence[str], *, pyproject: bool, place: str) -> tuple[str, int]:
    """A settings file with more texts to keep, its comments and order as they were; and how many are new.

    Args:
        toml: what is in the file; "" for a new one.
        texts: the texts.
        pyproject: whether the settings are in the table `tool.cleaner`.
        place: the file, for messages.

    Raises:
        CleanerError: it is no TOML, or `keep` in it is no list of texts.
    """
    try:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError
    except ImportError:
        raise CleanerError("--keep needs tomlkit: pip install 'presscleaner[review]'") from None
    try:
        document = tomlkit.parse(toml)
        table: Any = document
        if pyproject:
            table = document.setdefault("tool", tomlkit.table()).setdefault("cleaner", tomlkit.table())
    except (TOMLKitError, AttributeError) as error:
        raise CleanerError(f"{shown(place)}: no valid TOML: {error}") from None
    old = table.get("keep", [])
    if not isinstance(old, list) or not all(isinstance(text, str) for text in old):
        raise CleanerError(f"{shown(place)}: keep is a list of texts; write it as one first")
    new = [text for text in texts if text.casefold() not in {str(o).casefold() for o in old}]
    if not new:
        return toml, 0
    if "keep" not in table:
        table["keep"] = tomlkit.array()
    array: Any = table["keep"]
    array.extend(new)
    array.multiline(True)
    return tomlkit.dumps(document), len(new)


def labelled(
    judgements: Sequence[tuple[Case, Verdict]], sources: Mapping[str, tuple[str, str]]
) -> Iterable[dict[str, Any]]:
    """Labelled rows for `cleaner score`: what was judged, and of known sources all other lines as not scored.

    Args:
        judgements: the judged lines.
        sources: site and source text of documents, by where their entries stand in the ledger.
    """
    documents: dict[tuple[str, str], dict[int, tuple[Case, Verdict]]] = {}
    for case, verdict in judgements:
        documents.setdefault((case.document, case.entry), {})[case.line] = (case, verdict)
    for (name, entry), found in documents.items():
        site, text = sources.get(entry, ("", ""))
        row: dict[str, Any] = {"id": name}
        if site:
            row["site"] = site
        if text:
            row["lines"] = [
                {"text": p.text, "label": _LABELS[found[p.line][1]] if p.line in found else "ignore"}
                for p in layout.parse(text).paragraphs
            ]
        else:
            row["lines"] = [{"text": case.text, "label": _LABELS[verdict]} for case, verdict in found.values()]
        yield row


def settings_text(name: str) -> str:
    """What is in a settings file; "" if it is not there.

    Raises:
        CleanerError: it cannot be read.
    """
    try:
        return Path(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise problem(name, error) from None
    except UnicodeDecodeError:
        raise CleanerError(f"{shown(name)}: not valid UTF-8") from None
