"""The ordered list of filters. Order is meaning: a filter sees what the ones before it left.

A filter lives in `cleaner/filters/<name>.py` as a factory of the same name with keyword-only parameters; modules are
imported when a chain needs them.
"""

import importlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from cleaner.document import Document, Filter, Finding
from cleaner.errors import SettingsError, told

Factory = Callable[..., Filter]

#: Filters that repair characters and spacing; they change paragraphs and remove none that has content.
TEXT = ("characters", "typography", "spacing")

#: Filters to whom a paragraph is its text and nothing else: the engine shows them no text twice.
LOCAL = ("characters", "typography")

#: Filters that remove lines.
LINES = (
    "empty-markup",
    "section-label",
    "slug-line",
    "repeated-title",
    "timed-heading",
    "repeated-caption",
    "repeated-story",
    "photo-credit",
    "promo",
    "read-more",
    "advert",
    "share-bar",
    "byline",
    "author-note",
    "tag-list",
    "wire-note",
    "legal",
    "comments",
    "teaser",
    "learned",
    "residue",
    "remnant",
)

CATALOG = TEXT + LINES

#: Filters that are not part of `news`: who contributed is not the story, but many want it kept.
OPTIONAL = ("wire-note",)

PRESETS: dict[str, tuple[str, ...]] = {
    "none": (),
    "text": TEXT,
    "news": tuple(n for n in CATALOG if n not in OPTIONAL),
    "page": CATALOG,
}

#: Options of filters that are other in a preset than the filters' own defaults.
PRESET_OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "page": {"residue": {"sure": 0.56, "outside": 0.06, "sentence": 0.6, "solid": True}, "remnant": {"sure": 0.65}}
}

#: Damage budgets of presets whose documents are mostly residue.
PRESET_LOSS = {"page": 0.95}


class Witness(NamedTuple):
    """How likely residue the classifier must think a line for it to go, 0 to 1; 0 = it is not asked.

    Attributes:
        inside: between the opening and the closing of the story.
        outside: above and below it. There few lines are story's, so that most filters need no witness.
    """

    inside: float = 0.0
    outside: float = 0.0


#: A second witness for filters whose signs are also found in guides and blogs.
WITNESS = {
    "repeated-title": Witness(0.6, 0.6),
    "promo": Witness(0.3),
    "share-bar": Witness(0.3),
    "byline": Witness(0.2),
    "tag-list": Witness(0.3),
    "legal": Witness(0.6, 0.45),
}

#: Filters that wait until no other finds anything more: what stands around a line tells the others what it is, and to
#: take known lines away would hide that; and what is gone tells `remnant`.
WAITING = ("learned", "remnant")

#: Filters that look at what others have left, and find nothing alone; each with a preset that has those others.
AFTER = {"remnant": "page"}

#: Filters that know no kinds of lines: they leave alone what filters that were left out would remove.
CLASSIFIERS = ("residue", "remnant")

#: Group of entry points under which other packages offer filters: name = "package.module:factory".
ENTRY_POINTS = "cleaner.filters"


class Stage(NamedTuple):
    """A filter in its place in a chain.

    Attributes:
        name: its name in ledgers.
        filter: the callable.
        removes_lines: whether what it removes counts against the damage budget.
        witness: how likely the classifier must think a line residue for it to go.
        waits: whether it runs only when the others find nothing more.
        local: whether what it finds on a paragraph depends on the paragraph's text alone, and never on the others.
    """

    name: str
    filter: Filter
    removes_lines: bool
    witness: Witness = Witness()
    waits: bool = False
    local: bool = False

    def needs(self, finding: Finding, document: Document) -> float:
        """How likely residue the classifier must think what was found for it to go; 0 = it is not asked."""
        if finding.sure:
            return 0.0
        outside = finding.index > document.closing >= 0 or finding.index < document.opening - 1
        return max(self.witness.outside if outside else self.witness.inside, finding.doubt)


def factory(name: str) -> Factory:
    """The factory of a filter, built in or offered by another package.

    Raises:
        SettingsError: there is none of this name, or the one of another package is no factory.
    """
    if name in CATALOG:
        attribute = name.replace("-", "_")
        made: Factory = getattr(importlib.import_module(f"cleaner.filters.{attribute}"), attribute)
        return made
    for point in _entry_points():
        if point.name == name:
            return _loaded(point)
    raise SettingsError(f"unknown filter {name!r}{nearest(name, known())}")


def _loaded(point: "importlib.metadata.EntryPoint") -> Factory:
    """The factory of another package.

    Raises:
        SettingsError: it cannot be imported, or is none; the message names filter, package and entry point.
    """
    import inspect
    import typing

    try:
        made: Factory = point.load()
        parameters = inspect.signature(made).parameters
        hints = typing.get_type_hints(made) if parameters else {}
    except (Exception, SystemExit) as error:
        raise _unusable(point, told(error)) from error
    for parameter in parameters.values():
        if parameter.kind is not parameter.KEYWORD_ONLY:
            raise _unusable(point, f"no factory of a filter, for its parameter {parameter.name!r} is not keyword-only")
        if parameter.name not in hints:
            raise _unusable(point, f"the option {parameter.name!r} of its factory has no type hint")
    return made


def _unusable(point: "importlib.metadata.EntryPoint", why: str) -> SettingsError:
    package = f" of the package {point.dist.name}" if point.dist is not None else ""
    return SettingsError(f"filter {point.name!r}{package} cannot be used: {point.value}: {why}: mend or remove it")


def known() -> list[str]:
    """The names of all filters: the catalogue, then those of other packages."""
    return [*CATALOG, *sorted({p.name for p in _entry_points()} - set(CATALOG))]


def _entry_points() -> "Iterable[importlib.metadata.EntryPoint]":
    import importlib.metadata

    return importlib.metadata.entry_points(group=ENTRY_POINTS)


def names(preset: str, select: Iterable[str], ignore: Iterable[str]) -> list[str]:
    """The names of the filters of a chain, in order. `select` and `ignore` may name presets as well as filters.

    Raises:
        SettingsError: a name is not known.
    """
    chosen, of_preset = tuple(select), _preset(preset)
    wanted = _expand(chosen) if chosen else list(of_preset)
    unwanted = set(_expand(ignore))
    ordered = [n for n in CATALOG if n in wanted] + [n for n in wanted if n not in CATALOG]
    return [n for n in dict.fromkeys(ordered) if n not in unwanted]


def _preset(name: str) -> tuple[str, ...]:
    if name not in PRESETS:
        raise SettingsError(f"unknown preset {name!r}{nearest(name, PRESETS)}")
    return PRESETS[name]


def _expand(entries: Iterable[str]) -> list[str]:
    found: list[str] = []
    for entry in entries:
        if entry in PRESETS:
            found += PRESETS[entry]
        elif entry in CATALOG or entry in known():
            found.append(entry)
        else:
            raise SettingsError(f"unknown filter {entry!r}{nearest(entry, [*known(), *PRESETS])}")
    return found


def nearest(name: str, candidates: Iterable[str]) -> str:
    """A hint for a message: the known name that is nearest, or all of them."""
    import difflib

    known_names = list(candidates)
    close = difflib.get_close_matches(name, known_names, 1, 0.5)
    return f": did you mean {close[0]!r}?" if close else f" (known: {', '.join(known_names)})"
