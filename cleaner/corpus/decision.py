"""What becomes of a document."""

from typing import Any, Literal, NamedTuple

Kind = Literal["exact", "near", "part", "original"]


class Decision(NamedTuple):
    """What becomes of one document.

    Attributes:
        document: its id.
        kept: the id of the document that stays in its place; None if it stays itself.
        kind: how it is a copy of that: `exact`, the same words; `near`, nearly the same shingles; `part`, nearly all
            shingles of the shorter of the two are in the longer, a cut or extended copy; `original`, the one that the
            others repeat, which goes only where none is to stay. None if it stays.
        similarity: Jaccard similarity of the shingles of the two, 0 to 1.
        containment: part of the shorter one's shingles that the other has, 0 to 1.
        run: the earlier run whose document it repeats; "" if that is of this run.
        position: its place in the input, from 0.
        copies: how many documents of this run are copies of it.
    """

    document: str
    kept: str | None = None
    kind: Kind | None = None
    similarity: float = 0.0
    containment: float = 0.0
    run: str = ""
    position: int = 0
    copies: int = 0

    @property
    def stays(self) -> bool:
        """Whether it is the one copy that is kept."""
        return self.kind is None

    def line(self) -> dict[str, Any]:
        """Its line in a report."""
        found: dict[str, Any] = {
            "document": self.document,
            "kept": self.kept,
            "similarity": round(self.similarity, 4),
            "kind": self.kind,
            "containment": round(self.containment, 4),
        }
        return found | {"run": self.run} if self.run else found
