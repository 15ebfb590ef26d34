#!/usr/bin/env python3
"""Write the man page docs/cleaner.1 from the commands, their options and their help texts.

python scripts/manpage.py           # write
python scripts/manpage.py --check   # write nothing; exit 1 if it is out of date
"""

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

import cleaner
from cleaner import catalog
from cleaner.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "cleaner.1"

_STATUS = {
    "0": "Done.",
    "1": "Something would change (clean --check and --diff).",
    "2": "An error, one bad document included; all else is done.",
    "130": "Interrupted.",
}

_ENVIRONMENT = {
    "CLEANER_TRACEBACK": "If it is set and not empty, an unexpected error shows where it comes from.",
    "NO_COLOR": "If it is set and not empty, differences are shown without colours.",
    "FORCE_COLOR": "If it is set and not empty, they are shown in colour in a pipe too.",
}

_FILES = {
    "cleaner.toml, pyproject.toml": "Settings: the nearest of these in the working directory or above it, of "
    "pyproject.toml the table tool.cleaner.",
}

_EXAMPLES = {
    "cleaner < raw.txt > clean.txt": "Clean a text in a pipe.",
    "cleaner clean raw/ -o clean/ --report ledger.jsonl": "Clean a folder, and write every change down.",
    "cleaner report ledger.jsonl --texts raw/ -o report.html": "See what was done.",
    "cleaner restore clean/ ledger.jsonl -o raw2/": "Take it back.",
    "cleaner explain --line 23 raw/1.txt": "Ask why a line goes or stays.",
}


def page() -> str:
    """The page."""
    root: Any = typer.main.get_command(app)
    lines = [
        '.\\" Written by scripts/manpage.py: do not edit.',
        f'.TH CLEANER 1 "" "cleaner {cleaner.__version__}" "User Commands"',
        ".SH NAME",
        f"cleaner \\- {roff(first_line(root.help)[0].lower() + first_line(root.help)[1:])}",
        ".SH SYNOPSIS",
        ".B cleaner",
        r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        roff(root.help),
        ".PP",
        roff(root.epilog.replace("`", "")),
        *options(root),
        ".SH COMMANDS",
    ]
    for name, command in root.commands.items():
        lines += section(name, command)
    lines += [".SH FILTERS", "In the order in which they run:"]
    for name in catalog.CATALOG:
        lines += tagged(rf"\fB{roff(name)}\fR", summary(name))
    for head, entries in (("EXIT STATUS", _STATUS), ("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        lines.append(f".SH {head}")
        for tag, text in entries.items():
            lines += tagged(rf"\fB{roff(tag)}\fR", text)
    lines.append(".SH EXAMPLES")
    for tag, text in _EXAMPLES.items():
        lines += tagged(rf"\fB{roff(tag)}\fR", text)
    return "\n".join(lines) + "\n"


def section(name: str, command: Any) -> Iterator[str]:
    """A command: how it is called, what it does, its arguments and options."""
    yield f".SS cleaner {roff(name)}"
    arguments = [p.metavar or p.human_readable_name for p in command.params if p.param_type_name == "argument"]
    yield rf"\fBcleaner {roff(name)}\fR [\fIOPTIONS\fR] " + " ".join(rf"\fI{roff(a)}\fR" for a in arguments)
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield ".PP"
        yield roff(" ".join(paragraph.split("\n")))
    yield from options(command)


def options(command: Any) -> Iterator[str]:
    """The arguments and options of a command."""
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        text = parameter.help or ""
        default = shown(parameter)
        if parameter.param_type_name == "argument":
            tag = rf"\fI{roff(parameter.metavar or parameter.human_readable_name)}\fR"
        else:
            names = ", ".join(rf"\fB{roff(name)}\fR" for name in sorted(parameter.opts, key=len))
            value = "" if parameter.is_flag else rf" \fI{roff(value_of(parameter))}\fR"
            tag = names + value
        yield from tagged(tag, f"{text} {default}".strip())


def value_of(parameter: Any) -> str:
    """How the value of an option is called."""
    choices = getattr(parameter.type, "choices", None)
    return parameter.metavar or ("|".join(map(str, choices)) if choices else parameter.type.name.upper())


def shown(parameter: Any) -> str:
    """The default, as the help has it."""
    default = parameter.default
    if parameter.param_type_name == "argument" or parameter.is_flag or default in (None, "", ()):
        return ""
    return f"[default: {default}]"


def tagged(tag: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield tag
    yield roff(text)


def first_line(text: str) -> str:
    return text.partition("\n")[0].removesuffix(".")


def summary(name: str) -> str:
    """The first line of a filter's manual page."""
    module = inspect.getmodule(catalog.factory(name))
    return first_line(inspect.getdoc(module) or "").replace("`", "") + "."


def roff(text: str) -> str:
    """A text that roff takes as it is."""
    text = (
        text.replace("\\", r"\e").replace("-", r"\-").replace("`", r"\(ga").replace("'", r"\(aq").replace('"', r"\(dq")
    )
    text = "".join(c if ord(c) < 128 else rf"\[u{ord(c):04X}]" for c in text)
    return re.sub(r"^\.", r"\\&.", text)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    check = parser.parse_args().check
    new = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == new:
        return 0
    if check:
        print("docs/cleaner.1 is out of date: run scripts/manpage.py", file=sys.stderr)
        return 1
    PAGE.write_text(new, encoding="utf-8")
    print("wrote docs/cleaner.1")
    return 0


if __name__ == "__main__":
    sys.exit(main())
