"""The settings of a command: defaults, then the configuration file, then the command line."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from cleaner import catalog, config
from cleaner.config import Settings
from cleaner.errors import SettingsError

COMMAND_LINE = "command line"


class SettingsOptions(NamedTuple):
    """What a command line says about settings; None and nothing leave a setting as it is."""

    preset: str | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    set: Sequence[str] = ()
    config: str | None = None
    isolated: bool = False
    profile: str | None = None


def file(options: SettingsOptions) -> Path | None:
    """The configuration file to read: the one named, else the nearest."""
    if options.isolated:
        if options.config is not None:
            raise SettingsError("--config and --isolated exclude each other")
        return None
    if options.config is not None:
        return Path(options.config)
    try:
        return config.find(Path.cwd())
    except FileNotFoundError:
        # The working directory has been removed: there is nothing to be found in it.
        return None


def resolve(options: SettingsOptions, errors: str | None = None) -> Settings:
    """The settings in force.

    Args:
        options: what the command line says.
        errors: how bytes that are no text are read.

    Raises:
        SettingsError: one of them does not exist or does not fit.
    """
    path = file(options)
    settings = config.load(path) if path else Settings()
    settings = config.with_assignments(config.with_values(settings, _given(options)), options.set)
    catalog.names(settings.preset, settings.select, settings.ignore)
    return reading(settings, errors)


def reading(settings: Settings, errors: str | None) -> Settings:
    """The settings for texts that are read in this way: bytes that come through are left to themselves."""
    if errors != "surrogateescape":
        return settings
    given = {"undecoded": True, **settings.options.get("characters", {})}
    return replace(settings, options={**settings.options, "characters": given})


def checked(settings: Settings) -> Settings:
    """The settings, if the profiles that they name can be read.

    Raises:
        CleanerError: one cannot.
    """
    from cleaner import profile

    for name in (settings.profile, settings.options.get("learned", {}).get("profile")):
        if name and isinstance(name, str):
            profile.load(name)
    return settings


def origins(options: SettingsOptions) -> dict[str, str]:
    """Where each setting that is not the default comes from, by key."""
    path = file(options)
    values = config.table(path) if path else {}
    found = {key.replace("-", "_"): str(path) for key in values if key != "filters"}
    for name, given in values.get("filters", {}).items():
        found |= {f"{name}.{key}": str(path) for key in given}
    keys = [*_given(options), *(assignment.partition("=")[0].strip() for assignment in options.set)]
    return found | dict.fromkeys(keys, COMMAND_LINE)


def _given(options: SettingsOptions) -> dict[str, Any]:
    """The settings that the command line names. A choice of filters replaces the one in the file as a whole."""
    values: dict[str, Any] = {}
    if options.preset is not None:
        values |= {"preset": options.preset, "select": ()}
    if options.select:
        values["select"] = _listed(options.select)
    if options.ignore:
        values["ignore"] = _listed(options.ignore)
    if options.profile is not None:
        values["profile"] = options.profile
    return values


def _listed(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for entry in given for name in entry.split(",") if name.strip())
