#!/usr/bin/env python3
"""Write what the program itself can tell: docs/cli.md, docs/filters.md, docs/cleaner.1, docs/images/still.svg and the
marked parts of README.md.

A marked part stands between `<!-- begin: NAME -->` and `<!-- end: NAME -->`.

    python scripts/docs.py           # write
    python scripts/docs.py --check   # write nothing; exit 1 and name what is out of date
"""

import argparse
import difflib
import importlib
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cleaner
from cleaner import catalog, config

ROOT = Path(__file__).parent.parent

_PART = re.compile(r"(<!-- begin: (?P<name>[\w-]+) -->\n).*?(<!-- end: (?P=name) -->)", re.DOTALL)

#: Rows of docs/quality.md that the README shows: what the pages are, preset, set.
QUALITY = (
    ("news articles as extractors leave them", "news", "big9"),
    ("news articles of other sites, in many languages", "news", "fundus_article"),
    ("whole news pages", "page", "fundus_page"),
    ("no news: guides, blogs, documentation", "news", "wcxb"),
)

GENERATED = "<!-- Written by scripts/docs.py: do not edit. -->\n"


def command_table() -> str:
    """The commands and what they do, as `cleaner --help` lists them."""
    return help_of().partition("Commands:\n")[2].partition("\n\n")[0]


def commands() -> list[str]:
    """The names of the commands."""
    return re.findall(r"^  ([\w-]+)", command_table(), re.MULTILINE)


def help_of(*command: str) -> str:
    """What `cleaner COMMAND --help` prints on a terminal of 80 columns."""
    plain = {**os.environ, "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "cleaner", *command, "--help"],
        env=plain,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip() + "\n"


def cli_page() -> str:
    parts = [GENERATED, "# Command line\n"]
    for name in ("", *commands()):
        parts += [f"## cleaner {name}\n" if name else "## cleaner\n", fenced("text", help_of(*name.split()))]
    return "\n".join(parts)


def filters_page() -> str:
    parts = [
        GENERATED,
        "# Filters\n",
        "They run in this order, again and again until none of them finds anything more. A filter sees what the ones\n"
        "before it left. `cleaner explain FILTER` prints the same pages.\n",
        filter_table(),
    ]
    for name in catalog.CATALOG:
        parts += [f"## {name}\n", manual(name), *options(name), example(name)]
    return "\n".join(parts)


def filter_table(page: str = "") -> str:
    """A Markdown table of all filters; each name links to its section on a page."""
    rows = ["| filter | finds | presets |", "|---|---|---|"]
    for name in catalog.CATALOG:
        presets = ", ".join(preset for preset, names in catalog.PRESETS.items() if name in names)
        summary = manual(name).partition("\n")[0].removesuffix(".").replace("|", "\\|")
        rows.append(f"| [{name}]({page}#{name}) | {summary} | {presets} |")
    return "\n".join(rows) + "\n"


def manual(name: str) -> str:
    """The docstring of a filter's module."""
    module = importlib.import_module(f"cleaner.filters.{name.replace('-', '_')}")
    return (inspect.getdoc(module) or "") + "\n"


def options(name: str) -> Iterator[str]:
    """A Markdown table of a filter's options, if it has any."""
    parameters = config.options_of(name)
    if parameters:
        kinds = config.kinds_of(name)
        rows = [f"| `{p.name}` | {config.meaning(kinds[p.name])} | `{shown(p.default)}` |" for p in parameters.values()]
        yield "\n".join(["| option | is | default |", "|---|---|---|", *rows]) + "\n"


def shown(value: object) -> str:
    """A default as a configuration file would have it."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(shown, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')


def example(name: str) -> str:
    before, after = importlib.import_module(f"cleaner.filters.{name.replace('-', '_')}").EXAMPLE
    return f"Before:\n\n{fenced('text', before)}\nAfter:\n\n{fenced('text', after)}"


def difference(before: str, after: str) -> str:
    """All lines of the two texts: `-` what goes, `+` what comes."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return "\n".join(line.rstrip() for line in lines if not line.startswith("?"))


def fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```\n"


def readme_parts() -> dict[str, str]:
    """The marked parts of README.md."""
    source = (ROOT / "docs" / "example.txt").read_text(encoding="utf-8")
    return {
        "example": fenced("diff", difference(source, cleaner.clean(source))),
        "filters": filter_table("docs/filters.md"),
        "quality": quality_table(),
    }


def quality_table() -> str:
    """The figures of docs/quality.md that tell most: articles, whole pages, and pages that are no news."""
    page = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.split("\n") if line.startswith("|")]
    head = next(row for row in lines if row[:2] == ["preset", "set"])
    figures = {(row[0], row[1]): dict(zip(head, row, strict=True)) for row in lines if len(row) == len(head)}
    rows = [
        "| pages | preset | documents | before | after | story lost | documents that lost a line |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, preset, data in QUALITY:
        of = figures[preset, data]
        figure = [
            of["unseen: documents"],
            of["unseen: doing nothing"],
            f"**{of['unseen: clean']}**",
            f"{of['unseen: lost %']} %",
            f"{of['unseen: harmed %']} %",
        ]
        rows.append(f"| {name} | `{preset}` | {' | '.join(figure)} |")
    return "\n".join(rows) + "\n"


def filled(text: str, parts: dict[str, str]) -> str:
    """The text with its marked parts written anew."""
    names = [match["name"] for match in _PART.finditer(text)]
    if sorted(names) != sorted(parts):
        raise SystemExit(f"README.md marks the parts {sorted(names)}, not {sorted(parts)}")
    return _PART.sub(lambda match: f"{match[1]}\n{parts[match['name']]}\n{match[3]}", text)


def man_page() -> str:
    """The man page, which the script beside this one makes."""
    sys.path.insert(0, str(Path(__file__).parent))
    import manpage

    return manpage.page()


def still_image() -> str:
    """The picture of a run, which the script beside this one makes."""
    sys.path.insert(0, str(Path(__file__).parent))
    import still

    return still.picture()


def pages() -> dict[Path, str]:
    """Every page that is written, by path."""
    readme = ROOT / "README.md"
    return {
        ROOT / "docs" / "cli.md": cli_page(),
        ROOT / "docs" / "filters.md": filters_page(),
        ROOT / "docs" / "cleaner.1": man_page(),
        ROOT / "docs" / "images" / "still.svg": still_image(),
        readme: filled(readme.read_text(encoding="utf-8"), readme_parts()),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    check = parser.parse_args().check
    new = pages()
    old = [path for path in new if not path.exists() or path.read_text(encoding="utf-8") != new[path]]
    for path in old:
        name = path.relative_to(ROOT)
        if check:
            print(f"{name} is out of date: run scripts/docs.py", file=sys.stderr)
        else:
            path.write_text(new[path], encoding="utf-8")
            print(f"wrote {name}")
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.exit(main())
