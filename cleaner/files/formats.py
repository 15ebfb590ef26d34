"""What a file is, by its name: text, JSON lines or a table, compressed or not, here or somewhere else."""

import re
from typing import Literal

Kind = Literal["text", "jsonl", "csv", "tsv", "parquet"]

#: The suffixes of each kind; the first is the one that is written when a name has to be made.
SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "text": (".txt", ".text", ".md"),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "tsv": (".tsv",),
    "parquet": (".parquet",),
}

#: Suffixes of compressed files.
GZIP = ".gz"
ZSTD = ".zst"
PACKED = (GZIP, ZSTD)

#: Suffixes of files that are packed in ways that are neither read nor written.
_OTHERS = (".bz2", ".xz", ".lzma", ".lz4", ".br", ".7z", ".zip", ".rar", ".tar", ".tgz")

#: Suffixes of formats that are not written: a program that reads them would not understand what is in the file.
_FOREIGN = frozenset(".xlsx .xls .doc .docx .pdf .html .xml .json .yaml .feather .arrow .orc .avro .db .sqlite".split())

#: Texts of people who write, not of pages: `README.md` and its like lie beside data and are none.
_NOT_LOOKED_FOR = (".md",)

#: What is looked for in a directory, in capitals or not.
GLOBS = (
    *(
        f"*{suffix}{packed}"
        for suffixes in SUFFIXES.values()
        for suffix in suffixes
        if suffix not in (*_NOT_LOOKED_FOR, *SUFFIXES["parquet"])
        for packed in ("", *PACKED)
    ),
    *(f"*{suffix}" for suffix in SUFFIXES["parquet"]),
)

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*(::|://)", re.ASCII)


def packing(name: str) -> str:
    """The suffix that says how a file of this name is compressed; "" if it is not."""
    lower = name.lower()
    if not lower.endswith(PACKED):
        return ""
    return GZIP if lower.endswith(GZIP) else ZSTD


def is_compressed(name: str) -> bool:
    """Whether a file of this name is compressed."""
    return bool(packing(name))


def foreign_packing(name: str) -> str:
    """The suffix that says that a file is packed in a way that is neither read nor written; "" if it does not."""
    lower = name.lower()
    return next((suffix for suffix in _OTHERS if lower.endswith(suffix)), "")


def foreign(name: str) -> str:
    """The suffix that says that a file is of a format that is not written; "" if it does not."""
    plain = name.lower().removesuffix(packing(name))
    suffix = plain[plain.rfind(".") :] if "." in plain else ""
    return suffix if suffix in _FOREIGN else ""


def kind(name: str) -> Kind | None:
    """The format that the suffix of a name tells; None if it tells nothing."""
    plain = name.lower()
    if plain.endswith(PACKED):
        plain = plain.removesuffix(packing(plain))
    for found, suffixes in SUFFIXES.items():
        if plain.endswith(suffixes):
            return found
    return None


def renamed(name: str, wanted: Kind) -> str:
    """The name with the suffix of another format; it stays compressed, unless the format cannot be."""
    return stem(name) + SUFFIXES[wanted][0] + ("" if wanted == "parquet" else packing(name))


def stem(name: str) -> str:
    """A name without the suffixes of its format and its compression."""
    plain = name[: len(name) - len(packing(name))]
    known = next((s for suffixes in SUFFIXES.values() for s in suffixes if plain.lower().endswith(s)), "")
    return plain[: len(plain) - len(known)]


def is_remote(name: str) -> bool:
    """Whether a name is an address, as in `s3://bucket/raw.jsonl`."""
    return ":" in name and _ADDRESS.match(name) is not None and "://" in name
