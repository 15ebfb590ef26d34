"""Boilerplate learned from many documents: which lines come in many different stories of a site.

One pass over the documents fills a `Sample`, and what is in it decides. What is counted is stories, not documents: see
`stories`.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from cleaner import layout, pool
from cleaner.corpus import sample as sampling
from cleaner.corpus.sample import Sample
from cleaner.corpus.stories import Told, stories
from cleaner.document import Document, Paragraph
from cleaner.errors import SettingsError, no_document, require_several
from cleaner.pipeline import Cleaner
from cleaner.profile import PLACES, Line, Place, Profile, Rules, Site, key

#: A sentence of running text must come in this many times as many stories as a label.
_SENTENCE = 2

#: The share of the stories in which a sentence must stand at the same place outside of the story. Background that
#: reporters copy from story to story stands inside.
_OUTSIDE = 0.8


class Text(NamedTuple):
    """A document to learn from.

    Attributes:
        site: its site.
        text: its text.
        number: its digest.
    """

    site: str
    text: str
    number: int


def learn(
    documents: Iterable[str | Document],
    *,
    site: str = "",
    min_documents: int = Rules().min_documents,
    share: float = Rules().share,
    sample: int = Rules().sample,
    jobs: int = 1,
) -> Profile:
    """Learn the boilerplate of sites.

    Args:
        documents: texts or documents; those of no site are passed over.
        site: the site of the documents that name none.
        min_documents: in how many documents with different stories a line must come, at least 2.
        share: in what share of the site's, 0 to 1.
        sample: how many documents of a site are looked at, at most.
        jobs: worker processes; 0 = one for each processor.

    Raises:
        SettingsError: an argument makes no sense.
    """
    rules = checked(Rules(min_documents, share, sample))
    require_several(documents)
    if not isinstance(site, str):
        raise SettingsError(f"site is a text, not {site!r}")
    seen = Sample(rules.sample)
    collect(seen, (_pair(document, site) for document in documents), jobs)
    return made(seen, rules, jobs)


def _pair(document: str | Document, site: str) -> tuple[str, str]:
    if isinstance(document, str):
        return site, document
    if not isinstance(document, Document):
        raise no_document(document, "a text or a cleaner.Document")
    return document.site or site, layout.render(document)


def checked(rules: Rules) -> Rules:
    """The rules.

    Raises:
        SettingsError: they make no sense.
    """
    if not _is_whole(rules.min_documents) or rules.min_documents < 2:
        raise SettingsError(f"min_documents is a whole number from 2, not {rules.min_documents!r}")
    if isinstance(rules.share, bool) or not isinstance(rules.share, int | float) or not 0 <= rules.share <= 1:
        raise SettingsError(f"share is a number from 0 to 1, not {rules.share!r}")
    if not _is_whole(rules.sample) or rules.sample < rules.min_documents:
        raise SettingsError(f"sample is a whole number from min_documents ({rules.min_documents}), not {rules.sample}")
    return rules


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def collect(
    seen: Sample, documents: Iterable[tuple[str, str]], jobs: int, told: Callable[[str], object] = str
) -> Counter[str]:
    """Add documents to a sample.

    Args:
        seen: the sample.
        documents: site and text of each; those without a site are passed over.
        jobs: worker processes; 0 = one for each processor.
        told: is told in one line of a document that cannot be read.

    Returns:
        How many documents each site had; "" for those without one.
    """
    counts: Counter[str] = Counter()

    def counted() -> Iterator[Text]:
        for site, text in documents:
            counts[site] += 1
            if site:
                yield Text(site, text, sampling.digest(text))

    def load(text: Text) -> str | None:
        return text.text if seen.wants(text.site, text.number) else None

    answers = pool.ordered(_lines, counted(), jobs, load=load, weight=lambda text: len(text.text))
    for text, lines in answers:
        if isinstance(lines, pool.Lost):
            told(f"a document of {text.site}: {lines.reason}")
        elif lines is not None:
            seen.add(text.site, text.number, lines)
    return counts


_text_filters: list[Cleaner] = []


def _lines(text: str) -> list[str]:
    """The lines of a text as the filter `learned` will see them: with characters and spacing mended."""
    if not _text_filters:
        _text_filters.append(Cleaner("text", records=False))
    return sampling.lines_of(_text_filters[0](text).text)


def merged(profile: Profile, old: Profile, derived: Profile) -> Profile:
    """A new profile with what was changed by hand in an old one.

    Args:
        profile: the new one.
        old: the old one, as its file has it.
        derived: the old one, as it was learned.
    """
    sites = {name: Site(site.documents, dict(site.lines)) for name, site in profile.sites.items()}
    for name, before in derived.sites.items():
        after = old.sites.get(name, Site(before.documents))
        lines = dict(sites[name].lines)
        for own in before.lines.keys() - after.lines.keys():
            lines[own] = lines.get(own, before.lines[own])._replace(keep=True)
        for own, line in after.lines.items():
            if line.keep:
                lines[own] = lines.get(own, line)._replace(keep=True)
            elif own not in before.lines:
                lines.setdefault(own, line)
        sites[name] = Site(max([sites[name].documents, *(line.documents for line in lines.values())]), lines)
    for name in old.sites.keys() - derived.sites.keys():
        sites.setdefault(name, old.sites[name])
    return Profile(sites, profile.rules)


def made(seen: Sample, rules: Rules, jobs: int = 1) -> Profile:
    """The profile of what is in a sample."""
    work = partial(_site, rules=rules)
    sites = seen.sites()
    answers = pool.ordered(
        work, sites, jobs, load=lambda name: [lines for _, lines in seen.documents(name)], weight=lambda _: pool.CHUNK
    )
    found: dict[str, Site] = {}
    for name, site in answers:
        if isinstance(site, pool.Lost):
            raise SettingsError(f"{name}: {site.reason}")
        if site is not None:
            found[name] = site
    return Profile(found, rules._replace(sample=seen.limit))


def _site(documents: Sequence[Sequence[str]], rules: Rules) -> Site:
    """What is learned from the documents of a site."""
    keys: dict[str, tuple[str, int]] = {}
    told = [_told(lines, keys) for lines in documents]
    groups = stories(told)
    counts = Counter(own for group in groups for own in {own for n in group for own in told[n].lines})
    enough = max(rules.min_documents, math.ceil(rules.share * len(groups)))
    often = {own for own, count in counts.items() if own and count >= enough}
    places = _places([told[group[0]] for group in groups], counts, often)
    prose = {own for text in told for own, words in zip(text.lines, text.prose, strict=True) if words}
    chosen = [
        own for own in often if own not in prose or _is_sure(counts[own], places[own], rules.min_documents)
    ]  # fmt: skip
    spellings = _spellings(documents, keys, set(chosen))
    return Site(len(groups), {own: _line(spellings[own], counts[own], places[own]) for own in chosen})


def _line(text: str, documents: int, at: Mapping[Place, int]) -> Line:
    return Line(text, documents, at["before"], at["inside"], at["after"])


def _told(lines: Iterable[str], keys: dict[str, tuple[str, int]]) -> Told:
    """The keys of lines, each remembered with its words if it is running text."""
    found = []
    for line in lines:
        if line not in keys:
            paragraph = Paragraph(1, line)
            keys[line] = key(line), paragraph.size if paragraph.is_prose else 0
        found.append(keys[line])
    return Told([own for own, _ in found], [words for _, words in found])


def _is_sure(count: int, places: Mapping[Place, int], least: int) -> bool:
    """Whether there is enough evidence for a sentence of running text."""
    outside = max(places["before"], places["after"])
    return count >= _SENTENCE * least and outside >= _OUTSIDE * max(1, sum(places.values()))


def _places(documents: Iterable[Told], counts: Counter[str], often: set[str]) -> dict[str, dict[Place, int]]:
    """Where the lines that come often stand: before, inside or after the running text that only their document has."""
    places: dict[str, dict[Place, int]] = defaultdict(lambda: dict.fromkeys(PLACES, 0))
    for told in documents:
        own = [i for i, (k, words) in enumerate(zip(told.lines, told.prose, strict=True)) if words and counts[k] == 1]
        if own:
            seen = set()
            for index, line in enumerate(told.lines):
                if line in often and line not in seen:
                    seen.add(line)
                    place: Place = "before" if index < own[0] else "after" if index > own[-1] else "inside"
                    places[line][place] += 1
    return places


def _spellings(
    documents: Iterable[Iterable[str]], keys: Mapping[str, tuple[str, int]], chosen: set[str]
) -> dict[str, str]:
    """For each key the spelling that most documents have."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for lines in documents:
        for line in set(lines):
            own, _ = keys[line]
            if own in chosen:
                found[own][line] += 1
    return {own: min(counter, key=lambda text: (-counter[text], text)) for own, counter in found.items()}
