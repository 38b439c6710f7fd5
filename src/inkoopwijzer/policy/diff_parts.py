"""What is compared: a thing of a policy, taken apart into points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inkoopwijzer.policy.diff_logic import View
from inkoopwijzer.policy.sentences import Line, ref_words
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text


class Kind(StrEnum):
    """What a difference in a point means: another rule, other words for it, another passage."""

    rule = "rule"
    wording = "wording"
    citation = "citation"


@dataclass(frozen=True, slots=True)
class Part:
    """One point of a thing. Points with the same `what` and `key` are the same.

    `missing` is the kind of difference when the point is on one side only, None: as `kind`. `hash` tells the
    passage of a citation. `many` marks one of several that stand side by side: one gone and another come are
    then not an old and a new value.
    """

    what: Text
    key: str
    said: Text
    kind: Kind = Kind.rule
    missing: Kind | None = None
    hash: str = ""
    many: bool = False

    @property
    def alone(self) -> Kind:
        """The kind of difference when it stands on one side only."""
        return self.missing or self.kind


def _nothing() -> tuple[Line, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a policy: its sentence, its points, and for a condition its logic and the words of that.

    `order` names what stands in it in an order that counts.
    """

    section: str
    name: str
    says: Text
    parts: tuple[Part, ...]
    logic: str = ""
    words: Callable[[], tuple[Line, ...]] = _nothing
    order: tuple[str, ...] = ()
    users: frozenset[str] = frozenset()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its logic in words."""
        return self.words()

    def told(self) -> tuple[Line, ...]:
        """All that it asks or says beside its sentence, in words."""
        listed = [
            Line(0, Text("{what}: {said}", "{what}: {said}").format(what=part.what, said=part.said))
            for part in self.parts
            if part.kind is not Kind.citation and part.said != self.says
        ]
        return (*self.lines, *listed)


SAYS: Final = Text("in onze woorden", "in our words")
SOURCE: Final = Text("passage", "passage")
YES_NO: Final = {True: Text("ja", "yes"), False: Text("nee", "no")}


def wording(said: Text | None, what: Text = SAYS) -> Iterator[Part]:
    """A sentence of our own; none where there is none."""
    if said is not None:
        yield Part(what, f"{said.nl}\n{said.en}", said, Kind.wording)


def cited(cites: Iterable[Citation]) -> Iterator[Part]:
    """The passages that a thing rests on."""
    for cite in cites:
        span = f"{cite.first}" if cite.first == cite.last else f"{cite.first}-{cite.last}"
        said = Text(f"{cite.section}, regel {span}", f"{cite.section}, line {span}")
        yield Part(SOURCE, f"{cite.section} {span} {cite.hash}", said, Kind.citation, hash=cite.hash)


def refers(view: View, what: Text, names: Iterable[str], many: bool = True) -> Iterator[Part]:
    """The conditions that a thing names, by their sentences."""
    for name in names:
        yield Part(what, view.name(name), ref_words(name, view.policy), many=many)


def listed(view: View, what: Text, names: Iterable[str], many: bool = True) -> Iterator[Part]:
    """Other things that a thing names."""
    for name in names:
        yield Part(what, view.name(name), Text(name, name), many=many)
