"""What a file is, by its name: plain text or JSON lines, compressed or not."""

from typing import Literal

Kind = Literal["text", "jsonl"]

TEXT = (".txt", ".text", ".md")
JSONL = (".jsonl", ".ndjson")
GZIP = ".gz"

#: What is looked for in a directory.
GLOBS = ("*.txt", "*.txt.gz", "*.jsonl", "*.jsonl.gz")


def is_compressed(name: str) -> bool:
    """Whether a file of this name is compressed with gzip."""
    return name.lower().endswith(GZIP)


def kind(name: str) -> Kind | None:
    """The format that the suffix of a name tells; None if it tells nothing."""
    plain = name.lower().removesuffix(GZIP)
    if plain.endswith(TEXT):
        return "text"
    return "jsonl" if plain.endswith(JSONL) else None
