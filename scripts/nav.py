"""A hook of mkdocs: pages of the menu that are not written yet are left out of it."""

from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:
    """Called by mkdocs with its settings."""
    config["nav"] = written(config["nav"], Path(config["docs_dir"]))
    return config


def written(menu: list[Any], folder: Path) -> list[Any]:
    """A menu without the pages that are not in the folder."""
    kept: list[Any] = []
    for entry in menu:
        title, below = next(iter(entry.items())) if isinstance(entry, dict) else ("", entry)
        if isinstance(below, list):
            kept.append({title: written(below, folder)})
        elif (folder / below).exists():
            kept.append(entry)
    return kept
