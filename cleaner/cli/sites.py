"""What is told of a profile that is of no use: it lacks the sites of documents, or there is none."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleaner.config import Settings
from cleaner.counts import part
from cleaner.files.errors import shown
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from cleaner.filters.learned import Learned


#: The state before any document was counted.
NONE_SEEN: tuple[int, int, int, str] = (0, 0, 0, "")


class Sites:
    """Counts the documents for which the profile has no site.

    Args:
        learned: the filter that has the profile.
    """

    def __init__(self, learned: "Learned") -> None:
        self._learned = learned
        self._documents = self._nameless = self._strange = 0
        self._example = ""

    def add(self, site: str) -> None:
        """Count a document."""
        self._documents += 1
        if self._learned.knows(site):
            return
        if site:
            self._strange += 1
            self._example = self._example or site
        else:
            self._nameless += 1

    @property
    def notice(self) -> str:
        """What is to be told at the end; "" if nothing is."""
        parts, remedy = [], ""
        if self._nameless:
            parts.append(f"{self._nameless} without a site")
            remedy = ": name the field with --site-field, or the site with --set learned.site=SITE"
        if self._strange:
            parts.append(f"{self._strange} of sites that it does not have, {shown(self._example)} for one")
        if not parts:
            return ""
        count = self._nameless + self._strange
        return f"the profile was of no use to {part(count, self._documents)}, {' and '.join(parts)}{remedy}"

    def state(self) -> list[Any]:
        """What was counted."""
        return [self._documents, self._nameless, self._strange, self._example]

    def restore(self, state: Sequence[Any]) -> None:
        """Go on counting."""
        self._documents, self._nameless, self._strange, self._example = state


def counted(cleaner: Cleaner) -> Sites | None:
    """What counts documents without a site of the profile; None if there is no profile."""
    found = next((stage.filter for stage in cleaner.stages if stage.name == "learned"), None)
    if found is None:
        return None
    from cleaner.filters.learned import Learned

    return Sites(found) if isinstance(found, Learned) else None


def missed(chosen: Settings) -> Iterator[str]:
    """What to warn of before a run: the filter was asked for, and has no profile."""
    options = chosen.options.get("learned", {})
    wanted = "learned" in chosen.select or any(option != "profile" for option in options)
    if wanted and not chosen.profile and not options.get("profile"):
        yield "the filter learned has no profile, so it finds nothing: name one with --profile FILE"
