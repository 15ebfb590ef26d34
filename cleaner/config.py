"""Settings: what a user can choose, read from code, the command line and TOML files, and checked in one place.

A filter's options are the keyword-only parameters of its factory; there is no second list of them.
"""

import inspect
import os
import re
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal

from cleaner import catalog
from cleaner.document import Filter, Share
from cleaner.errors import CleanerError, SettingsError, told

#: Files looked for in the working directory and above it, in this order.
FILES = ("cleaner.toml", "pyproject.toml")

#: The damage budget where neither the user nor the preset (`catalog.PRESET_LOSS`) has another.
MAX_LOSS = 0.75

#: Where a table `tool.cleaner` may begin that is not written `[tool.cleaner]`.
_SPELLED = (
    rb"""(?m)tool["']?[ \t]*\.[ \t]*["']?cleaner|^[ \t]*\[[ \t]*["']?tool["']?[ \t]*\]|^[ \t]*["']?tool["']?[ \t]*="""
)

Captions = Literal["one", "none", "all"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What to run and how.

    Attributes:
        preset: a named choice of filters, one of `catalog.PRESETS`.
        select: filters (or presets) to run instead of the preset.
        ignore: filters (or presets) to leave out.
        captions: copies of a photo caption that stay: `one`, `none` or `all`.
        max_loss: the damage budget: the share of a document's words, 0 to 1, that may go with removed lines; None is
            that of the preset.
        keep: texts; a line that contains one of them is never removed. Case, and how quotation marks, dashes and
            spaces are set, make no difference.
        options: for each filter, its options.
        filters: filters of the caller, run after the others.
        profile: what `cleaner learn` has written, a file (or a `cleaner.Profile`); "" for none.
    """

    preset: str = "news"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    captions: Captions = "one"
    max_loss: float | None = None
    keep: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()
    # Files of settings have a path; the type of the other would have to be imported to be named.
    profile: Any = ""

    def __post_init__(self) -> None:
        check("preset", self.preset, str)
        for name in ("select", "ignore", "keep"):
            object.__setattr__(self, name, check(name, getattr(self, name), tuple[str, ...]))
        if hasattr(self.profile, "__fspath__"):
            object.__setattr__(self, "profile", os.fspath(self.profile))
        if not isinstance(self.profile, str) and not hasattr(self.profile, "sites"):
            raise SettingsError(f"profile is the name of a file or a cleaner.Profile, not {self.profile!r}")
        object.__setattr__(self, "max_loss", check("max_loss", self.max_loss, float | None))
        if not all(map(str.strip, self.keep)):
            raise SettingsError("keep: an empty text is in every line, so that none would go: leave it out")
        self._check_filters()
        if not 0 <= self.budget <= 1:
            raise SettingsError(f"max_loss is a share from 0 to 1, not {self.max_loss}")
        check("captions", self.captions, Captions)

    def _check_filters(self) -> None:
        for own in self.filters:
            if not callable(own):
                raise SettingsError(f"filters are callables that take a document, not {own!r}")
        if not isinstance(self.options, Mapping):
            raise SettingsError(f"options are a table of tables, one for each filter, not {self.options!r}")
        for name, values in self.options.items():
            if not isinstance(values, Mapping):
                raise SettingsError(f"the options of {name} are a table, not {values!r}")
            for key, value in values.items():
                check_option(name, key, value)

    @property
    def budget(self) -> float:
        """The damage budget in force, 0 to 1."""
        if self.max_loss is not None:
            return self.max_loss
        return MAX_LOSS if self.select else catalog.PRESET_LOSS.get(self.preset, MAX_LOSS)

    def preset_options(self, name: str) -> Mapping[str, Any]:
        """The options of a filter that the preset sets."""
        return {} if self.select else catalog.PRESET_OPTIONS.get(self.preset, {}).get(name, {})

    def chain(self) -> list[catalog.Stage]:
        """The filters to run, made with their options, in order."""
        stages = []
        for name in catalog.names(self.preset, self.select, self.ignore):
            made = self._made(name)
            if name in catalog.CLASSIFIERS and self.ignore:
                from cleaner.filters._spared import spared

                made = spared(made, [self._made(other) for other in self._left_out(name)])
            removes, waits = name not in catalog.TEXT, name in catalog.WAITING
            local, witness = name in catalog.LOCAL, catalog.WITNESS.get(name, catalog.Witness())
            stages.append(catalog.Stage(name, made, removes, witness, waits, local))
        return stages + [catalog.Stage(_name_of(own), own, True) for own in self.filters]

    def _made(self, name: str) -> Filter:
        options = {**self.preset_options(name), **self.options.get(name, {})}
        if name == "repeated-caption":
            options.setdefault("captions", self.captions)
        elif name == "learned":
            options.setdefault("profile", self.profile)
        factory = catalog.factory(name)
        try:
            made = factory(**options)
        except CleanerError:
            raise
        except Exception as error:
            if name in catalog.CATALOG:
                raise
            raise SettingsError(f"filter {name!r} cannot be made: {told(error)}") from error
        if not callable(made):
            raise SettingsError(f"filter {name!r} cannot be made: its factory returns no filter, but {made!r}")
        return made

    def _left_out(self, classifier: str) -> list[str]:
        """The filters before one that take lines and were left out by name."""
        before = catalog.LINES[: catalog.LINES.index(classifier)]
        return [name for name in catalog.names(self.preset, self.ignore, ()) if name in before]


def _name_of(own: Filter) -> str:
    name = getattr(own, "__name__", None) or type(own).__name__
    return str(name).strip("_").replace("_", "-")


def options_of(filter_name: str) -> dict[str, inspect.Parameter]:
    """The options of a filter: its factory's keyword-only parameters."""
    return dict(inspect.signature(catalog.factory(filter_name)).parameters)


def kinds_of(filter_name: str) -> dict[str, Any]:
    """What the options of a filter are: their types."""
    return typing.get_type_hints(catalog.factory(filter_name), include_extras=True)


def check_option(filter_name: str, key: str, value: object) -> object:
    """The value of a filter's option, converted from text where it is text.

    Raises:
        SettingsError: there is no such filter or option, or the value does not fit its type.
    """
    parameters = options_of(filter_name)
    if key not in parameters:
        if not parameters:
            raise SettingsError(f"filter {filter_name!r} has no options")
        raise SettingsError(f"unknown option {filter_name}.{key}{catalog.nearest(key, parameters)}")
    return check(f"{filter_name}.{key}", value, kinds_of(filter_name)[key])


def check(name: str, value: object, kind: Any) -> object:
    """The value as a `kind`; text is converted, anything else that does not fit is an error."""
    convert, meaning = _converter(kind)
    try:
        return convert(value)
    except (ValueError, TypeError):
        raise SettingsError(f"{name} is {meaning}, not {value!r}") from None


def meaning(kind: Any) -> str:
    """What a value of a kind is, as a phrase."""
    return _converter(kind)[1]


def _converter(kind: Any) -> tuple[Callable[[Any], object], str]:
    origin = typing.get_origin(kind)
    if origin is Literal:
        allowed = typing.get_args(kind)
        return lambda v: allowed[allowed.index(v)], "one of " + ", ".join(map(repr, allowed))
    if origin is tuple:
        return _strings, "a list of texts"
    if origin in (UnionType, typing.Union):
        inner = next(a for a in typing.get_args(kind) if a is not NoneType)
        convert, meaning = _converter(inner)
        return lambda v: None if v is None else convert(v), meaning
    if kind == Share:
        return _share, "a share from 0 to 1"
    if kind is bool:
        return _boolean, "true or false"
    if kind in (int, float):
        return lambda v: _number(kind, v), "a whole number" if kind is int else "a number"
    return _string, "a text"


def _boolean(value: object) -> bool:
    return value if isinstance(value, bool) else {"true": True, "false": False}[_lower(value)]


def _lower(value: object) -> str:
    if not isinstance(value, str) or value.lower() not in ("true", "false"):
        raise TypeError
    return value.lower()


def _number(kind: Any, value: object) -> Any:
    if isinstance(value, bool) or (kind is int and isinstance(value, float)):
        raise TypeError
    return kind(value)


def _share(value: object) -> object:
    found = _number(float, value)
    if not 0 <= found <= 1:
        raise ValueError
    return found


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def several(value: str | Sequence[str]) -> tuple[str, ...]:
    """A list of texts, which may be written as one text with commas."""
    if isinstance(value, str):
        return tuple(v.strip() for v in value.split(",") if v.strip())
    if not isinstance(value, Iterable):
        raise SettingsError(f"several texts are given as a list, not as {value!r}")
    return tuple(value)


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return several(value)
    if not isinstance(value, Iterable) or isinstance(value, bytes | Mapping):
        raise TypeError
    return tuple(_string(v) for v in value)


KEYS = tuple(f.name for f in fields(Settings) if f.name not in ("options", "filters"))


def with_values(settings: Settings, values: Mapping[str, object], place: str = "") -> Settings:
    """The settings with the values of a table: top-level keys, and a table `filters` of tables of options.

    Raises:
        SettingsError: a key is not known or a value does not fit; the message names the place.
    """
    hints = typing.get_type_hints(Settings)
    changes: dict[str, Any] = {}
    options = {name: dict(given) for name, given in settings.options.items()}
    try:
        for key, value in values.items():
            name = key.replace("-", "_")
            if key == "filters":
                _merge(options, value)
            elif name in changes:
                raise SettingsError(f"{name} is set twice, with - and with _: leave one out")
            elif name in KEYS:
                changes[name] = check(key, value, hints[name])
            else:
                raise SettingsError(f"unknown key {key!r}{catalog.nearest(name, [*KEYS, 'filters'])}")
        return replace(settings, **changes, options=options)
    except SettingsError as error:
        raise SettingsError(f"{place}: {error}" if place else str(error)) from None


def _merge(options: dict[str, dict[str, object]], given: object) -> None:
    if not isinstance(given, Mapping):
        raise SettingsError("filters is a table of tables, as in [filters.promo]")
    for name, values in given.items():
        if not isinstance(values, Mapping):
            raise SettingsError(f"filters.{name} is a table of options")
        options.setdefault(name, {}).update({k: check_option(name, k, v) for k, v in values.items()})


def with_assignments(settings: Settings, assignments: Sequence[str]) -> Settings:
    """The settings with values as `--set` takes them: `KEY=VALUE` or `FILTER.KEY=VALUE`."""
    for assignment in assignments:
        path, sign, value = assignment.partition("=")
        filter_name, dot, key = path.strip().rpartition(".")
        if not sign or not key:
            raise SettingsError(f"--set {assignment!r}: write FILTER.KEY=VALUE or KEY=VALUE")
        values: dict[str, object] = {"filters": {filter_name: {key: value}}} if dot else {key: value}
        settings = with_values(settings, values, f"--set {assignment}")
    return settings


def find(start: Path) -> Path | None:
    """The nearest configuration file in a folder or above it: `cleaner.toml`, or a pyproject.toml with our table."""
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            if path.is_file() and (name == FILES[0] or _has_own_table(path)):
                return path
    return None


def _has_own_table(path: Path) -> bool:
    """Whether a pyproject.toml has our table, however it is written. Few have to be parsed for that."""
    raw = path.read_bytes()
    if b"[tool.cleaner" in raw:
        return True
    if b"cleaner" not in raw or not re.search(_SPELLED, raw):
        return False
    import tomllib

    try:
        tools = tomllib.loads(raw.decode("utf-8-sig")).get("tool")
    except ValueError:
        # What is no TOML at all is for the tools to tell whose file it is.
        return False
    return isinstance(tools, dict) and "cleaner" in tools


def load(path: Path, settings: Settings | None = None) -> Settings:
    """The settings of a TOML file, in which other files are named as seen from its own folder.

    Raises:
        SettingsError: the file cannot be read, is no TOML, or has a key, a filter or a preset that is not known.
    """
    values = table(path)
    if isinstance(profile := values.get("profile"), str) and profile:
        values = {**values, "profile": str(path.parent / profile)}
    found = with_values(settings or Settings(), values, str(path))
    try:
        catalog.names(found.preset, found.select, found.ignore)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from None
    return found


def table(path: Path) -> dict[str, Any]:
    """The values that a TOML file sets.

    Raises:
        SettingsError: the file cannot be read or is no TOML.
    """
    import tomllib

    try:
        # Some editors begin every file with a byte order mark.
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not valid UTF-8 at byte {error.start}") from None
    except ValueError as error:
        raise SettingsError(f"{path}: no valid TOML: {error}") from None
    return _own(data, path) if path.name == FILES[1] else data


def _own(data: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Our table of a pyproject.toml."""
    tools = data.get("tool")
    found = tools.get("cleaner", {}) if isinstance(tools, dict) else {}
    if not isinstance(found, dict):
        raise SettingsError(f"{path}: tool.cleaner is a table, not {found!r}")
    return found
