"""Sets of changes: what must become so, of which fact, and how two such sets go together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product

from inkoopwijzer.facts.dossier import CellKey, Moment
from inkoopwijzer.policy.tree import Compare, Norm


@dataclass(frozen=True, slots=True)
class Held:
    """A number held against a norm; `bound` is the norm's value, None when that is not known."""

    compare: Compare
    norm: Norm
    bound: Decimal | int | None


Test = tuple[str, ...] | Held | None
"""What is asked of a value: yes (None), one of these options, or a comparison with a norm."""

NEW = "nieuw:"
"""Begins the id of a subject that does not exist yet and is to be added."""

MOST_SETS = 48
"""How many alternative sets are kept at each step, smallest first."""


@dataclass(frozen=True, slots=True)
class Literal:
    """One thing that must become so (or not so): a test of one fact of one subject.

    `condition` names where it is asked. `known` is False when the fact is not known now. `cell` ("lijst", kind)
    stands for the completeness of a list; ("oordeel", text) for a decision of the insurer; ("erbij", kind) for a
    new subject being there.
    """

    subject: str
    cell: CellKey
    moment: Moment
    test: Test
    truth: bool
    known: bool
    condition: str

    @property
    def source(self) -> tuple[str, CellKey, Moment]:
        """What is changed: a fact of a subject, or the new subject as a whole."""
        if self.subject.startswith(NEW):
            return (self.subject, (), Moment())
        return (self.subject, self.cell, self.moment)

    @property
    def free(self) -> bool:
        """Whether it costs the provider nothing, because only the insurer can do it."""
        return self.cell[0] == "oordeel"

    def renamed(self, element: str) -> tuple[object, ...]:
        """The literal with one element's name left out, to see which elements are alike."""
        subject = "*" if self.subject == element else self.subject
        cell = tuple("*" if c == element else c for c in self.cell)
        return (subject, cell, self.moment, self.test, self.truth, self.known)


Changes = frozenset[Literal]
NOTHING: Changes = frozenset()


def cost(changes: Changes) -> int:
    """How many facts a set changes."""
    return len({c.source for c in changes if not c.free})


def together(sets: Sequence[list[Changes]]) -> list[Changes]:
    """All ways to do one of each: the sets that make every part hold."""
    found: list[Changes] = [NOTHING]
    for options in sets:
        found = smallest(a | b for a, b in product(found, options) if _agree(a, b))
        if not found:
            break
    return found


def smallest(sets: Iterable[Changes]) -> list[Changes]:
    """The sets without those that contain another, smallest first."""
    kept: list[Changes] = []
    for candidate in sorted(set(sets), key=lambda s: (cost(s), len(s), sorted(map(_name, s)))):
        if not any(other <= candidate for other in kept):
            kept.append(candidate)
            if len(kept) == MOST_SETS:
                break
    return kept


@lru_cache(maxsize=20_000)
def _name(literal: Literal) -> str:
    """A fixed order among literals, so that results do not depend on how sets are laid out in memory."""
    return str(literal)


def choose(options: Sequence[tuple[str, list[Changes]]], count: int) -> list[Changes]:
    """The ways to make `count` of the elements hold; of elements that are alike one stands for all."""
    alike: dict[tuple[object, ...], list[list[Changes]]] = {}
    for element, sets in options:
        if sets:
            signature = tuple(sorted(tuple(sorted(map(str, (c.renamed(element) for c in s)))) for s in sets))
            alike.setdefault(signature, []).append(sets)
    found: list[Changes] = []
    for counts in _counts([len(same) for same in alike.values()], count):
        picked = [sets for same, n in zip(alike.values(), counts, strict=True) for sets in same[:n]]
        found += together(picked)
    return smallest(found)


def _counts(available: Sequence[int], total: int) -> Iterable[tuple[int, ...]]:
    """The ways to take `total` from classes of these sizes."""
    if not available:
        if total == 0:
            yield ()
        return
    for n in range(min(available[0], total) + 1):
        for rest in _counts(available[1:], total - n):
            yield (n, *rest)


def _agree(a: Changes, b: Changes) -> bool:
    """Whether no fact is asked to be two things."""
    if not a or not b:
        return True
    asked = {(c.subject, c.cell, c.moment): c for c in a}
    for c in b:
        other = asked.get((c.subject, c.cell, c.moment))
        if other is not None and not _compatible(other, c):
            return False
    return True


def _compatible(a: Literal, b: Literal) -> bool:
    if a.test == b.test:
        return a.truth == b.truth
    if isinstance(a.test, tuple) and isinstance(b.test, tuple):
        options_a, options_b = set(a.test), set(b.test)
        if a.truth and b.truth:
            return bool(options_a & options_b)
        if a.truth != b.truth:
            positive, negative = (options_a, options_b) if a.truth else (options_b, options_a)
            return not positive <= negative
    return True
