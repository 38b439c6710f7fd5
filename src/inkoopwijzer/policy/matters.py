"""What a policy says beside its conditions: expectations, changes since last year, gaps, ways in, shortfalls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text

AmendmentKind = Literal["added", "removed", "changed", "moved", "worded"]


@dataclass(frozen=True)
class Expectation:
    """Something the insurer expects or asks about that decides no group.

    `ask` is the question to the provider; `fact` is where a dossier may answer it, as (fact, key), or None.
    `weighed` says that the insurer takes the answer into account in its decision.
    """

    id: str
    theme: Text
    says: Text
    ask: Text
    weighed: bool
    answer: str | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Amendment:
    """One change that the document itself reports against the year before, as data.

    `old` and `new` hold what changed where the document gives both or one; `about` names what in this package
    (conditions, treatments, milestones, agreements) came from it.
    """

    id: str
    kind: AmendmentKind
    says: Text
    old: Text | None
    new: Text | None
    about: tuple[str, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Gap:
    """A question that the document leaves open and that no reading of its words can settle."""

    id: str
    question: Text
    matters: Text
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Entry:
    """One way in which a provider comes to have the agreement: who, what to do, and when.

    `condition` names whose way this is; `milestones` are the days that go with it; `action` is False when
    nothing needs to be done.
    """

    id: str
    condition: str
    says: Text
    action: bool
    milestones: tuple[str, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Shortfall:
    """What the document says happens when a provider no longer meets its conditions during the term.

    `silent` is True when it names no consequence; `says` then says so. `notice` is the last day on which the
    insurer tells, `effect` the day from which it counts, each None where the document gives no day.
    """

    says: Text
    silent: bool
    notice: date | None
    effect: date | None
    cites: tuple[Citation, ...]
