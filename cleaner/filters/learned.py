"""Lines in the site's learned profile: what came in many different stories of the same site.

`cleaner learn` makes the profile from many documents; name it with `--profile FILE` or the setting `profile`. A line is
removed if it is where the site usually has it, before or after the story, and the classifier does not take it for
story. Elsewhere the classifier must take it for residue; and inside the story, where subheadings and names of speakers
recur too, it must be in many more documents. The headline stays. Numbers do not count: `3 min read` is the same line as
`5 min read`. Sites are compared without case. Without a profile, or if its site is not in the profile, a document stays
as it is; `clean` says how many there were.
Notes on who else wrote the story are left to the filter `wire-note`. This filter waits until the others find nothing
more.

Options: `profile` = the file, if the setting of the same name does not give it; `site` = the site of documents that
name none; `share` = the share of the site's documents that must have a line for it to be removed; `inside` = the same
for a line inside the story; `heading` = the same for one alone between two paragraphs of the story.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cleaner.document import Document, Filter, Finding, Paragraph, Share
from cleaner.errors import SettingsError
from cleaner.filters._phrases import hit
from cleaner.lazy import lazy_pattern

if TYPE_CHECKING:
    from cleaner.profile import Line, Place, Profile

EXAMPLE = (
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n\n"
    "Harbour notes\n\nEverything from the quayside, 12 stories\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n",
)

#: How likely residue the classifier must think a line: one at its usual place outside of the story, one that stands
#: alone between two paragraphs as a subheading does, and any other.
_AT_ITS_PLACE = 0.3
_HEADING = 0.6
_ELSEWHERE = 0.5

#: The share of the documents with a line that makes a place its usual one.
_USUAL = 0.5

#: So many documents and such a share of them count for more than how a line reads, if it stands at the same place in
#: nearly all of them; most of all for a whole sentence, which reads like story to the classifier whatever it says.
_MANY = 20
_COMMON = 0.2
_ALWAYS = 0.9
_CERTAIN = 0.05
_SENTENCE = 0.005

#: Sites that a message names.
_NAMED = 10

_DIGIT = lazy_pattern(r"\d")


def learned(
    *, profile: Any = "", site: str = "", share: Share = 0.1, inside: Share = 0.3, heading: Share = 0.5
) -> Filter:
    if not profile:
        return _nothing
    from cleaner.profile import Profile, load

    known: Profile = load(profile) if isinstance(profile, str) else profile
    found = Learned(known, site, share=share, inside=inside, heading=heading)
    if site and not found.knows(site):
        raise SettingsError(f"learned.site: no site {site!r} in the profile{_nearest(site, known)}")
    return found


class Learned:
    """The filter with a profile.

    Args:
        profile: what was learned.
        site: the site of documents that name none.
        share, inside, heading: in what share of the site's documents a line must be, at which place.
    """

    def __init__(self, profile: "Profile", site: str, *, share: float, inside: float, heading: float) -> None:
        from cleaner.profile import key

        self._key = key
        self._site = site
        self._sites = profile.sites
        self._folded = {name.casefold(): name for name in sorted(profile.sites, reverse=True)}
        self._share, self._inside, self._heading = share, inside, heading

    def knows(self, site: str) -> bool:
        """Whether the profile has the site of a document, case aside; "" if the document names none."""
        return self._name(site) in self._sites

    def _name(self, site: str) -> str:
        """The name in the profile of the site of a document."""
        wanted = site or self._site
        return wanted if wanted in self._sites else self._folded.get(wanted.casefold(), "")

    def __call__(self, document: Document) -> Iterator[Finding]:
        """The lines that are the site's, not the story's."""
        name = self._name(document.site)
        own = self._sites.get(name)
        if own is None or not own.lines:
            return
        found = [(index, own.lines.get(self._key(p.text))) for index, p in enumerate(document.paragraphs)]
        at = _Places(document, {index for index, line in found if line})
        for index, line in found:
            if line is None or line.keep or index == document.title or _is_wire_note(document.paragraphs[index]):
                continue
            place = at.of(index)
            is_heading = place == "inside" and _is_heading_place(document, index)
            least = self._heading if is_heading else {"inside": self._inside}.get(place, self._share)
            if line.documents >= least * own.documents:
                why = f"in {line.documents} of {own.documents} documents of {name}"
                is_prose = document.paragraphs[index].is_prose
                doubt = _HEADING if is_heading else _doubt(line, place, own.documents, is_prose=is_prose)
                yield Finding(index, why=why, doubt=doubt)


def _nearest(site: str, profile: "Profile") -> str:
    """A hint for a message: the site that is nearest, or some of them."""
    from cleaner.catalog import nearest

    names = sorted(profile.sites)
    hint = nearest(site, names)
    if "known:" not in hint or len(names) <= _NAMED:
        return hint
    return f" (known: {', '.join(names[:_NAMED])} and {len(names) - _NAMED} more)"


def _nothing(_document: Document) -> tuple[Finding, ...]:
    return ()


class _Places:
    """Where lines stand: before, inside or after the running text that is not in the profile."""

    def __init__(self, document: Document, known: set[int]) -> None:
        own = [i for i, p in enumerate(document.paragraphs) if i not in known and p.is_prose]
        self._first, self._last = (own[0], own[-1]) if own else (len(document.paragraphs), -1)

    def of(self, index: int) -> "Place":
        """The place of a line. In a text without a story everything is inside."""
        if self._first > self._last:
            return "inside"
        return "before" if index < self._first else "after" if index > self._last else "inside"


def _is_heading_place(document: Document, index: int) -> bool:
    """Whether no line stands beside a line but running text, as none does beside a subheading or a speaker's name."""
    beside = document.paragraphs[max(0, index - 1) : index] + document.paragraphs[index + 1 : index + 2]
    return all(p.is_prose for p in beside)


def _doubt(line: "Line", place: "Place", documents: int, *, is_prose: bool) -> float:
    """How likely residue the classifier must think a line that stands at a place."""
    share = line.at(place) / max(1, line.before + line.inside + line.after)
    if place == "inside" or share < _USUAL:
        return _ELSEWHERE
    if line.documents < max(_MANY, _COMMON * documents) or share < _ALWAYS:
        return _AT_ITS_PLACE
    if is_prose:
        return _SENTENCE
    # Before the story stand headings too, as of a summary; and amounts in a list recur from recipe to recipe.
    return _CERTAIN if place == "after" and not _DIGIT.search(line.text) else _AT_ITS_PLACE


def _is_wire_note(paragraph: Paragraph) -> bool:
    return bool(paragraph.hits) and hit(paragraph, "wire-note") is not None
