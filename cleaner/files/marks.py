"""What quotation marks around a whole cell of .tsv mean.

Half of all .tsv (IANA's, those of Google Sheets, most corpora) know no quoting: `"Yes"` is a word between marks. The
others are .csv with tabs. Nothing in a file says which it is, but who quotes does so for a reason: every cell, the
header too, or those that have a mark, a tab or a line end in them, and Excel those with a comma as well.
"""

from collections.abc import Iterable
from typing import NamedTuple

#: What a cell cannot have in it without being quoted.
_NEED = ('"', "\t", "\n", "\r")


class Marks(NamedTuple):
    """What speaks for one or the other, in the header and in the lines around the first cell that begins with a mark.

    Attributes:
        all: whether the header is quoted.
        quoting: whether marks are doubled within cells that are quoted, and no cell has others.
        commas: whether no cell with a comma stands without marks, and no cell has marks that stand for themselves.
    """

    all: bool
    quoting: bool
    commas: bool

    def quote(self, content: str) -> bool:
        """Whether marks around a cell are none of its text.

        Args:
            content: what is between them, in which marks are still doubled.
        """
        if self.all or not content or any(sign in content for sign in _NEED):
            return True
        return self.commas and "," in content


#: Of a file that nothing is known of.
UNKNOWN = Marks(all=False, quoting=False, commas=True)


def look(lines: Iterable[str], width: int, *, quotes_all: bool) -> Marks:
    """What marks mean in a file.

    Args:
        lines: some of its lines.
        width: how many cells the header has.
        quotes_all: whether the header is quoted.
    """
    stray = doubled = bare_comma = False
    for line in lines:
        if line.count("\t") != width - 1:
            continue
        for cell in line.rstrip("\r\n").split("\t"):
            rest = cell.replace('""', "")
            quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
            doubled |= quoted and rest != cell
            # One at either end may be of a cell that goes on in another line.
            stray |= '"' in rest[1:-1]
            bare_comma |= "," in cell and not cell.startswith('"') and not cell.endswith('"')
    return Marks(quotes_all, doubled and not stray, not (stray or bare_comma))
