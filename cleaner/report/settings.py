"""The settings in force, as TOML that can be used as a configuration file."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cleaner import catalog, config
from cleaner.config import Settings

#: Where a value comes from when nobody set it.
DEFAULT = "default"


def toml(settings: Settings, origins: Mapping[str, str]) -> Iterator[str]:
    """The lines of a TOML file with every setting, and where it comes from as a comment.

    Args:
        settings: the settings.
        origins: where each value comes from, by key (`preset`, `typography.quotes`).
    """
    for key in config.KEYS:
        if key == "max_loss" and settings.max_loss is None:
            of_preset = settings.budget != config.MAX_LOSS
            yield _line(key, settings.budget, f"preset {settings.preset}" if of_preset else DEFAULT)
        else:
            yield _line(key, getattr(settings, key), origins.get(key, DEFAULT))
    for name in _with_options(settings):
        given = settings.options.get(name, {})
        preset = settings.preset_options(name)
        yield ""
        yield f"[filters.{_key(name)}]"
        for option in config.options_of(name).values():
            if (name, option.name) == ("repeated-caption", "captions") and "captions" not in given:
                # The engine hands the setting of the same name down to this filter.
                yield "# captions is the setting above"
            elif option.name in preset and option.name not in given:
                yield _line(option.name, preset[option.name], f"preset {settings.preset}")
            else:
                value = given.get(option.name, option.default)
                yield _line(option.name, value, origins.get(f"{name}.{option.name}", DEFAULT))


def _with_options(settings: Settings) -> list[str]:
    """The filters that have options: all built-in ones, and others that were given some."""
    names = [*catalog.CATALOG, *(name for name in settings.options if name not in catalog.CATALOG)]
    return [name for name in names if config.options_of(name)]


def _line(key: str, value: Any, origin: str) -> str:
    # TOML has no word for "nothing".
    return f"# {key} is not set  # {origin}" if value is None else f"{key} = {_value(value)}  # {origin}"


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else _string(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)


def _string(text: str) -> str:
    """A basic string; its escapes are those of JSON, with one more character to be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
