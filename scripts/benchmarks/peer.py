"""One tool at work on a JSONL file, in one process: `python peer.py TOOL INPUT OUTPUT`.

Runs in the environment of scripts/bench-requirements.txt and imports nothing but the tool and orjson. Each tool reads
and writes the same way, with orjson, and is called as its own documentation calls it.
"""

import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

Tool = Callable[[str], str | None]


def loop() -> Tool:
    """Reading and writing alone."""
    return lambda text: text


def ftfy() -> Tool:
    """`ftfy.fix_text` with its defaults."""
    from ftfy import fix_text

    return fix_text


def clean_text() -> Tool:
    """`cleantext.clean` with its defaults."""
    from cleantext import clean

    return clean  # type: ignore[no-any-return]


def textacy() -> Tool:
    """The functions of textacy's preprocessing that repair text, without those that take its content away."""
    from textacy.preprocessing import make_pipeline, normalize, remove

    return make_pipeline(  # type: ignore[no-any-return]
        normalize.bullet_points,
        normalize.hyphenated_words,
        normalize.quotation_marks,
        normalize.unicode,
        normalize.whitespace,
        remove.html_tags,
    )


def datatrove() -> Tool:
    """The line and page rules of C4, `C4QualityFilter` with its defaults; None drops the document."""
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter

    chosen = C4QualityFilter()

    def filtered(text: str) -> str | None:
        document = Document(text=text, id="")
        return document.text if chosen.filter(document) is True else None

    return filtered


#: What copies_peer.py runs.
FOR_COPIES = ("datasketch", "rensa", "gaoya")

TOOLS: dict[str, Callable[[], Tool]] = {
    "orjson": loop,
    "ftfy": ftfy,
    "clean-text": clean_text,
    "textacy": textacy,
    "datatrove": datatrove,
}


def run(clean: Tool, source: Path, target: Path) -> None:
    from orjson import dumps, loads

    with source.open("rb") as lines, target.open("wb") as output:
        for line in lines:
            record = loads(line)
            text = clean(record["text"])
            if text is not None:
                record["text"] = text
                output.write(dumps(record) + b"\n")


def copy_tree(source: str, target: str) -> None:
    """The bare loop over small files: each is read and written, one after the other."""
    for folder, _, names in os.walk(source):
        out = target + folder[len(source) :]
        os.makedirs(out)  # noqa: PTH103 - pathlib would take part of the time that is compared
        for name in names:
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
                data = file.read()
            with open(f"{out}/{name}", "wb") as file:  # noqa: PTH123
                file.write(data)


def main(name: str, source: str = "", target: str = "") -> None:
    if name == "versions":
        print("\n".join(f"{tool} {version(tool)}" for tool in (*TOOLS, *FOR_COPIES)))
    elif name == "tree":
        copy_tree(source, target)
    else:
        run(TOOLS[name](), Path(source), Path(target))


if __name__ == "__main__":
    main(*sys.argv[1:])
