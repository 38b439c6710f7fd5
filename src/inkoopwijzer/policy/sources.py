"""Do the citations still hold in this document, and to which package does a document belong?

A citation carries no text, only lines and a hash. So a passage is *found* by its hash where it should be, or
*moved* if it stands elsewhere. A passage that stands nowhere any more is *changed* if the passages around it
remain, and *missing* otherwise. Where one text stands in several places (table headings, cells, paragraphs
repeated for each group) the passages around it tell which of them is meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from inkoopwijzer.values.citation import Citation, Document, Span, normalise

WITNESSES: Final = 3
"""How many passages on each side tell where a passage should be."""
NEAR: Final = 25
"""How many lines away a passage still belongs to the neighbourhood."""
ALIKE: Final = 0.5
"""The ratio of words in common above which a passage is the same one, changed."""
BELONGS: Final = 0.25
"""The share of citations below which a document does not belong to a package."""


class Standing(StrEnum):
    """What has become of a cited passage."""

    found = "found"
    moved = "moved"
    changed = "changed"
    missing = "missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation of one rule, held against a document.

    `now` is where the passage stands: certain if found or moved, the most likely place if changed (None if
    that cannot be told), None if missing. `also` names the other places where a moved passage stands
    literally, because then a person should look which of them is meant.
    """

    rule: str
    citation: Citation
    standing: Standing
    now: Span | None
    also: tuple[Span, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the document still says what the rule rests on."""
        return self.standing in (Standing.found, Standing.moved)


@dataclass(frozen=True, slots=True)
class Match:
    """The package a document belongs to, with the share of its citations that hold."""

    package: str
    share: float


@dataclass(frozen=True, slots=True)
class _Settled:
    """A span of the earlier document whose place in this document is known."""

    was: Span
    now: Span

    @property
    def shift(self) -> int:
        return self.now[0] - self.was[0]


class _Neighbourhood:
    """The settled passages, by their earlier lines."""

    def __init__(self, settled: Iterable[_Settled]) -> None:
        self.settled = sorted(set(settled), key=lambda s: (s.was, s.now))
        self._firsts = [s.was[0] for s in self.settled]

    def before(self, span: Span) -> list[_Settled]:
        """The nearest passages that end before `span`, nearest first."""
        found = []
        for at in range(bisect_left(self._firsts, span[0]) - 1, -1, -1):
            if self.settled[at].was[1] < span[0]:
                found.append(self.settled[at])
                if len(found) == WITNESSES:
                    break
        return found

    def within(self, span: Span) -> list[_Settled]:
        """The passages that are a part of `span`, in order."""
        settled = self.settled[bisect_left(self._firsts, span[0]) : bisect_right(self._firsts, span[1])]
        return [part for part in settled if part.was[1] <= span[1]]

    def after(self, span: Span) -> list[_Settled]:
        """The nearest passages that start after `span`, nearest first."""
        start = bisect_right(self._firsts, span[1])
        return self.settled[start : start + WITNESSES]


def check_citations(
    cited: Iterable[tuple[str, Citation]], document: Document, earlier: Document | None = None
) -> list[Checked]:
    """Each citation with what has become of its passage in `document`, in the order given.

    `cited` pairs a rule with a citation. A citation holds only a hash, so where a changed passage stands now
    follows from the passages around it. With `earlier`, the document that was cited, the words of the
    passage are compared as well.
    """
    pairs = list(cited)
    spots = {(c.first, c.last, c.hash): c for _, c in pairs}
    in_place = {spot for spot, c in spots.items() if document.hash_of(c.first, c.last) == c.hash}
    places: dict[str, list[Span]] = {}
    now: dict[_Spot, Span] = {spot: spot[:2] for spot in in_place}
    likely: dict[_Spot, Span | None] = {}
    if len(in_place) < len(spots):
        longest = max(last - first + 1 for first, last, _ in spots)
        places = document.places({spot[2] for spot in spots}, longest)
        now = _settle(spots, in_place, places)
        likely = _look_for(spots, now, document, earlier)

    def checked(rule: str, citation: Citation) -> Checked:
        spot = (citation.first, citation.last, citation.hash)
        if spot not in now:
            standing = Standing.changed if spot in likely else Standing.missing
            return Checked(rule, citation, standing, likely.get(spot))
        if now[spot] == spot[:2] and spot in in_place:
            return Checked(rule, citation, Standing.found, now[spot])
        others = tuple(place for place in places[citation.hash] if place != now[spot])
        return Checked(rule, citation, Standing.moved, now[spot], others)

    return [checked(rule, citation) for rule, citation in pairs]


def match(packages: Mapping[str, Iterable[tuple[str, Citation]]], document: Document) -> Match | None:
    """The package of which most citations hold in `document`; None if that is under a quarter of them.

    Of two packages with the same share, the one with more passages at their own lines is the better.
    """
    best: tuple[float, float, str] | None = None
    for package in sorted(packages, reverse=True):
        checks = check_citations(dict.fromkeys(("", c) for _, c in packages[package]), document)
        if not checks:
            continue
        share = sum(check.holds for check in checks) / len(checks)
        found = sum(check.standing is Standing.found for check in checks) / len(checks)
        if share >= BELONGS and (best is None or (share, found) >= best[:2]):
            best = (share, found, package)
    return Match(best[2], best[0]) if best else None


_Spot = tuple[int, int, str]
"""A citation without its heading: first line, last line, hash."""


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _settle(
    spots: Iterable[_Spot], in_place: set[_Spot], places: Mapping[str, list[Span]]
) -> dict[_Spot, Span]:
    """The place of every spot whose passage still stands in the document."""
    groups: dict[str, list[_Spot]] = {}
    for spot in spots:
        if spot[2] in places:
            groups.setdefault(spot[2], []).append(spot)
    now: dict[_Spot, Span] = {}
    doubtful: list[list[_Spot]] = []
    for group in groups.values():
        where = places[group[0][2]]
        one_passage = max(first for first, _, _ in group) <= min(last for _, last, _ in group)
        if one_passage and len(where) == 1:
            now |= {spot: spot[:2] if spot in in_place else where[0] for spot in group}
        else:
            doubtful.append(group)
    known = _Neighbourhood(_Settled(spot[:2], place) for spot, place in now.items())
    for group in doubtful:
        now |= _assign(group, in_place, places[group[0][2]], known)
    return now


def _assign(
    group: Sequence[_Spot], in_place: set[_Spot], places: Sequence[Span], known: _Neighbourhood
) -> dict[_Spot, Span]:
    """Each spot of one text to one of the places of that text, two passages never to the same place.

    What keeps its order among its neighbours (the nearest above all) comes first, then what stays where it
    was, then what shifts as its neighbours do. If there are fewer places than passages, the passages that
    fit worst are left without.
    """

    def stands(spot: _Spot, place: Span) -> bool:
        return spot in in_place and spot[0] <= place[0] and place[1] <= spot[1]

    ranked = []
    gaps: dict[tuple[_Settled | None, _Settled | None], list[_Spot]] = {}
    for spot in sorted(group):
        before, after = known.before(spot[:2]), known.after(spot[:2])
        gaps.setdefault((next(iter(before), None), next(iter(after), None)), []).append(spot)
        shifts = [witness.shift for witness in (*before, *after)]
        for place in places:
            shift = 0 if stands(spot, place) else place[0] - spot[0]
            crossed = sum(WITNESSES - at for at, w in enumerate(before) if w.now[1] >= place[0])
            crossed += sum(WITNESSES - at for at, w in enumerate(after) if w.now[0] <= place[1])
            near = min((abs(shift - other) for other in shifts), default=abs(shift))
            rank = (crossed, not stands(spot, place), -shifts.count(shift), near, abs(shift))
            ranked.append((rank, spot, place))
    taken: dict[_Spot, Span] = {}
    holders: dict[Span, list[_Spot]] = {}
    for _, spot, place in sorted(ranked):
        held = holders.setdefault(place, [])
        if spot not in taken and all(_overlap(spot[:2], other[:2]) for other in held):
            taken[spot] = place
            held.append(spot)
    now: dict[_Spot, Span] = {}
    for gap in gaps.values():
        # Nothing stands between these equal passages that could tell that they changed places.
        left = [spot for spot in gap if spot in taken]
        for spot, place in zip(left, sorted(taken[spot] for spot in left), strict=True):
            now[spot] = spot[:2] if stands(spot, place) else place
    return now


def _look_for(
    spots: Mapping[_Spot, Citation],
    now: Mapping[_Spot, Span],
    document: Document,
    earlier: Document | None,
) -> dict[_Spot, Span | None]:
    """For every spot without a place whose neighbourhood remains: where it most likely stands now."""
    known = _Neighbourhood(_Settled(spot[:2], place) for spot, place in now.items())
    headings = set(document.normalised) - {""}
    likely: dict[_Spot, Span | None] = {}
    for spot, citation in spots.items():
        if spot in now:
            continue
        span = spot[:2]
        room = _room(span, known, document)
        if room is None:
            # No cited passage near it remains; the heading it stood under is then the only witness.
            if normalise(citation.section) not in headings:
                continue
            room = (1, len(document.lines), span)
        low, high, target = room
        taken = {
            line
            for other in known.settled
            if _overlap(other.now, (low, high)) and not _overlap(other.was, span)
            for line in range(other.now[0], other.now[1] + 1)
        }
        free = [line for line in document.content_between(low, high) if line not in taken]
        if earlier is not None and earlier.hash_of(*span) == spot[2]:
            found = _most_alike(earlier, span, document, free, target)
        else:
            found = _nearest(free, target)
        if found:
            likely[spot] = found
    return likely


def _room(span: Span, known: _Neighbourhood, document: Document) -> tuple[int, int, Span] | None:
    """The lines between which the passage must stand, and the lines where it should stand.

    None if no passage within the neighbourhood remains.
    """
    before = [w for w in known.before(span) if span[0] - w.was[1] <= NEAR]
    after = [w for w in known.after(span) if w.was[0] - span[1] <= NEAR]
    votes = Counter(w.shift for w in (*before, *after))
    if not votes:
        return None
    # A neighbour that was itself taken elsewhere is no witness: those that stand in order are.
    while before and after and before[0].now[1] >= after[0].now[0]:
        (before if votes[before[0].shift] < votes[after[0].shift] else after).pop(0)
    low = before[0].now[1] + 1 if before else 1
    high = after[0].now[0] - 1 if after else len(document.lines)
    within = [w for w in known.within(span) if low <= w.now[0] and w.now[1] <= high]
    head = min((*before[:1], *within[:1], *after[:1]), key=lambda w: _distance(w.was, span[0])).shift
    tail = min((*after[:1], *within[-1:], *before[:1]), key=lambda w: _distance(w.was, span[1])).shift
    return low, high, (span[0] + head, max(span[0] + head, span[1] + tail))


def _distance(span: Span, line: int) -> int:
    return max(span[0] - line, line - span[1], 0)


def _nearest(free: Sequence[int], target: Span) -> Span | None:
    """The free lines within the target, or else the free line nearest to it in the neighbourhood."""
    inside = [line for line in free if target[0] <= line <= target[1]]
    if inside:
        return inside[0], inside[-1]
    line = min(free, key=lambda line: abs(line - target[0]), default=None)
    return None if line is None or abs(line - target[0]) > NEAR else (line, line)


def _most_alike(
    earlier: Document, span: Span, document: Document, free: Sequence[int], target: Span
) -> Span | None:
    """The free lines near the target with the most words of the earlier passage, if they are alike."""
    passage = [earlier.normalised[line - 1].split() for line in earlier.content_between(*span)]
    words = [word for line in passage for word in line]
    bag = Counter(words)
    near = [line for line in free if target[0] - NEAR <= line <= target[1] + NEAR]
    said = [document.normalised[line - 1].split() for line in near]
    options = []
    for length in {max(1, len(passage) - 1), len(passage), len(passage) + 1}:
        for start in range(len(near) - length + 1):
            option = [word for line in said[start : start + length] for word in line]
            shared = 2 * (bag & Counter(option)).total() / (len(words) + len(option))
            if shared > ALIKE:
                place = (near[start], near[start + length - 1])
                options.append((-shared, abs(place[0] - target[0]), place, option))
    best: tuple[float, Span] | None = None
    for _, _, place, option in sorted(options)[:WITNESSES]:
        ratio = SequenceMatcher(None, words, option, autojunk=False).ratio()
        if ratio > ALIKE and (best is None or ratio > best[0]):
            best = (ratio, place)
    return best[1] if best else None
