"""The documents from which is learned: of each site those whose texts have the smallest hashes, and so many at most.

That is a random sample of the distinct documents, and yet the same one for any order of the input. Memory does not
grow with the corpus, an exact copy counts once, most documents of a large corpus cost a hash and nothing else, and the
sample of two corpora is made of their samples.
"""

import heapq
import json
import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from cleaner import layout
from cleaner.errors import CleanerError
from cleaner.files import streams
from cleaner.files.errors import problem, shown

#: The format of memories that this version reads and writes.
FORMAT = 1

_LEVEL = 1


def digest(text: str) -> int:
    """A 64-bit hash of a text, the same everywhere."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Sample:
    """Documents of sites: the lines of those that are in the sample.

    Args:
        limit: how many documents of a site.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._sites: dict[str, dict[int, bytes]] = {}
        self._largest: dict[str, list[int]] = {}

    def wants(self, site: str, number: int) -> bool:
        """Whether a document with this digest would be in the sample now."""
        own = self._sites.get(site)
        return own is None or (number not in own and (len(own) < self.limit or number < -self._largest[site][0]))

    def add(self, site: str, number: int, lines: Sequence[str]) -> None:
        """Add a document, if it belongs in the sample."""
        if not self.wants(site, number):
            return
        own = self._sites.setdefault(site, {})
        largest = self._largest.setdefault(site, [])
        own[number] = zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), _LEVEL)
        if len(own) <= self.limit:
            heapq.heappush(largest, -number)
        else:
            del own[-heapq.heappushpop(largest, -number)]

    def update(self, other: "Sample") -> None:
        """Add what is in another sample; of two limits the smaller counts."""
        self._shrink(min(self.limit, other.limit))
        for site in other.sites():
            for number, lines in other.documents(site):
                self.add(site, number, lines)

    def _shrink(self, limit: int) -> None:
        self.limit = limit
        for site, own in self._sites.items():
            while len(own) > limit:
                del own[-heapq.heappop(self._largest[site])]

    def sites(self) -> list[str]:
        """The sites, in order."""
        return sorted(self._sites)

    def documents(self, site: str) -> Iterator[tuple[int, list[str]]]:
        """Digest and lines of each document of a site, in an order that depends on the documents alone."""
        for number, packed in sorted(self._sites[site].items()):
            text = zlib.decompress(packed).decode("utf-8", "surrogatepass")
            yield number, text.split("\n") if text else []

    def rows(self) -> Iterator[str]:
        """The lines of its file."""
        yield json.dumps({"memory": FORMAT, "sample": self.limit})
        for site in self.sites():
            for number, lines in self.documents(site):
                yield json.dumps({"site": site, "document": f"{number:016x}", "lines": lines})


def lines_of(text: str) -> list[str]:
    """The paragraphs of a text, none of which has a line end in it."""
    return [" ".join(p.text.split("\n")) for p in layout.parse(text).paragraphs]


def load(path: str) -> Sample:
    """The sample in a file that was written from `Sample.rows`.

    Raises:
        CleanerError: there is none.
    """
    try:
        text = streams.read_file(path).decode("utf-8")
    except FileNotFoundError:
        raise CleanerError(
            f"{shown(path)}: not there, and without it nothing can be added to the profile: "
            "learn from all documents again"
        ) from None
    except ValueError:
        raise _damaged(path) from None
    except (OSError, EOFError, zlib.error) as error:
        raise problem(path, error) from None
    rows = enumerate((row for row in text.split("\n") if row), 1)
    try:
        head = json.loads(next(rows, (1, "{}"))[1])
        version, sample = head["memory"], Sample(int(head["sample"]))
    except (ValueError, KeyError, TypeError):
        raise _damaged(path) from None
    if version != FORMAT:
        raise CleanerError(
            f"{shown(path)}: a memory of format {version!r}, and this version reads {FORMAT}: "
            "learn from all documents again"
        )
    for number, row in rows:
        try:
            record = json.loads(row)
            lines = record["lines"]
            if not all(isinstance(line, str) for line in lines):
                raise TypeError
            sample.add(str(record["site"]), int(record["document"], 16), lines)
        except (ValueError, KeyError, TypeError):
            raise _damaged(f"{path}:{number}") from None
    return sample


def _damaged(place: str) -> CleanerError:
    return CleanerError(f"{shown(place)}: damaged: learn from all documents again")
