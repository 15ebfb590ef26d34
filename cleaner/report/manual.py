"""The pages about filters: a list of all, and for each its manual page. Docstrings and signatures are the source."""

import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from cleaner import catalog, config
from cleaner.errors import SettingsError
from cleaner.report import diff


def listing() -> Iterator[str]:
    """The lines of a table of all filters: name, kind, presets and what it finds, in the order in which they run."""
    rows = [("filter", "kind", "presets", "finds")]
    rows += [(name, _kind(name), ", ".join(_presets(name)) or "-", _listed(name)) for name in catalog.known()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)]
        yield "  ".join([*cells, row[3]]).rstrip()


def page(name: str) -> Iterator[str]:
    """The lines of a filter's manual page.

    Raises:
        SettingsError: there is no filter of this name.
    """
    factory = catalog.factory(name)
    module = inspect.getmodule(factory)
    yield f"{name} ({_kind(name)} filter; presets: {', '.join(_presets(name)) or 'none'})"
    yield ""
    yield _manual(module)
    yield ""
    yield "Options:"
    yield from _options(name)
    example = getattr(module, "EXAMPLE", None)
    if isinstance(example, tuple) and len(example) == 2:
        yield ""
        yield f"Example{_of_preset(name)}:"
        yield from _example(*example)


def _of_preset(name: str) -> str:
    """With which preset the example is made, of a filter that finds nothing alone."""
    return f" (preset {catalog.AFTER[name]}, and what its other filters leave)" if name in catalog.AFTER else ""


def _options(name: str) -> Iterator[str]:
    options = config.options_of(name)
    kinds = config.kinds_of(name)
    if not options:
        yield "    none"
    for option in options.values():
        default = "" if option.default is option.empty else f" (default: {_shown(option.default)})"
        yield f"    {option.name}: {config.meaning(kinds[option.name])}{default}"
        yield f"        --set {name}.{option.name}=VALUE"


def _example(before: str, after: str) -> Iterator[str]:
    for line in list(diff.unified("", before, after))[2:]:
        if not line.startswith("@@"):
            yield f"    {line}".rstrip().replace("\n", "\n    ")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def _kind(name: str) -> str:
    return "text" if name in catalog.TEXT else "line"


def _presets(name: str) -> list[str]:
    return [preset for preset, names in catalog.PRESETS.items() if name in names]


def _listed(name: str) -> str:
    """The first line of a filter's manual; of one of another package that cannot be used, why not."""
    try:
        return _manual(inspect.getmodule(catalog.factory(name))).partition("\n")[0]
    except SettingsError as error:
        return str(error)


def _manual(module: ModuleType | None) -> str:
    return (inspect.getdoc(module) if module is not None else None) or "No description."
