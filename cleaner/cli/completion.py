"""What the shell offers when a value is to be completed."""

from collections.abc import Callable, Iterable


def presets(incomplete: str) -> list[str]:
    """Names of presets that go on so."""
    from cleaner import catalog

    return _fitting(catalog.PRESETS, incomplete)


def filters(incomplete: str) -> list[str]:
    """Names of filters that go on so."""
    from cleaner import catalog

    return _fitting(catalog.known(), incomplete)


def listed_filters(incomplete: str) -> list[str]:
    """The same for a list with commas, of which the last name is not whole yet."""
    return _listed(filters, incomplete)


def chains(incomplete: str) -> list[str]:
    """Names of filters and presets, in a list with commas."""
    return _listed(lambda last: [*filters(last), *presets(last)], incomplete)


def settings(incomplete: str) -> list[str]:
    """Settings and options of filters, with the sign that their value follows."""
    from cleaner import catalog, config

    keys = [key for key in config.KEYS if key not in ("preset", "select", "ignore")]
    options = [f"{name}.{option}" for name in catalog.CATALOG for option in config.options_of(name)]
    return [f"{key}=" for key in _fitting([*keys, *options], incomplete)]


def _listed(names: Callable[[str], list[str]], incomplete: str) -> list[str]:
    done, comma, last = incomplete.rpartition(",")
    given = done.split(",")
    return [f"{done}{comma}{name}" for name in names(last) if name not in given]


def _fitting(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
