"""What the pages of the documentation show: files, commands and their output. CONTRIBUTING.md has the convention."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent

#: The pages that are for users; what is for those who change the project has its own tests.
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]

_TOKEN = re.compile(
    r"^<!-- run\n(?P<hidden>.*?)^-->$|^```(?P<language>\w+)[^\n]*\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"`([\w./-]+\.\w+)`:$")

#: Commands that are shown and not run: they need a package index or an object store, or are the tests themselves.
_NOT_RUN = re.compile(r"pip install\b|pytest\b|cleaner .*\bs3://")

#: A block of commands, whatever it is called.
_COMMANDS = re.compile(r"(?:cleaner .*\n)+")


class Block(NamedTuple):
    """A fenced block, or a comment with commands.

    Attributes:
        language: of a fence, such as `sh`; "run" for a comment.
        code: what is in it.
        line: the line of the page on which `code` begins, from 1.
        before: what stands between it and the block before, without blanks at its ends.
    """

    language: str
    code: str
    line: int
    before: str

    @property
    def file(self) -> str | None:
        """The name of the file that the block shows: the words before it end with the name and a colon."""
        found = _FILE.search(self.before)
        return found[1] if found else None


class Step(NamedTuple):
    """Something that a reader of a page does, in order.

    Attributes:
        line: the line of the page, from 1, for messages.
        code: commands for a shell, or the content of a file.
        file: the file to write; None for commands.
        shown: what the page says that the commands print; None if it does not say.
    """

    line: int
    code: str
    file: str | None = None
    shown: str | None = None


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    found, end = [], 0
    for match in _TOKEN.finditer(page):
        group = "code" if match["language"] else "hidden"
        line = page.count("\n", 0, match.start(group)) + 1
        found.append(Block(match["language"] or "run", match[group], line, page[end : match.start()].strip()))
        end = match.end()
    return found


def steps(page: str) -> list[Step]:
    """What a page says is done, in order: files written, commands run."""
    done: list[Step] = []
    all_blocks = blocks(page)
    for block, following in zip(all_blocks, [*all_blocks[1:], None], strict=False):
        if block.file:
            done.append(Step(block.line, block.code, file=block.file))
        elif block.language == "console":
            done += _transcript(block)
        elif block.language in ("sh", "run") or (block.language == "text" and _COMMANDS.fullmatch(block.code)):
            shown = following and following.language == "text" and not following.before
            done.append(Step(block.line, _run(block.code), shown=following.code if following and shown else None))
    return done


def _run(code: str) -> str:
    """Commands without those that are not run; lines keep their places."""
    return "".join("\n" if _NOT_RUN.match(line) else f"{line}\n" for line in code.rstrip("\n").split("\n"))


def _transcript(block: Block) -> Iterator[Step]:
    """The commands of a transcript, after `$`, each with the lines under it."""
    for match in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.code, re.MULTILINE):
        line = block.line + block.code.count("\n", 0, match.start())
        yield Step(line, _run(match[1]), shown=match[2] or None)


def fits(shown: str, printed: str) -> bool:
    """Whether a command printed what a page shows. `...` stands for anything: alone on a line for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r"[ \t]*\n"
        for line in shown.rstrip("\n").split("\n")
    )
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None
