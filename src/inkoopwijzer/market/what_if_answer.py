"""One agreement before and after a change, over all practices of a market: who moves, why, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.exact import ExactOutcomes
from inkoopwijzer.market.moves import Moves, Shift, moves
from inkoopwijzer.market.outcome import several
from inkoopwijzer.market.records import PRACTICE, Flags
from inkoopwijzer.market.what_if_because import Causes, causes
from inkoopwijzer.market.what_if_elements import Contrast, Element, Kind
from inkoopwijzer.market.what_if_joint import WAYS, Way
from inkoopwijzer.market.what_if_parts import (
    Parts,
    by_municipality,
    by_profession,
    by_province,
)
from inkoopwijzer.values.text import Text

Exact = Callable[[AssessedAgreement, Flags | None], ExactOutcomes]
"""Makes outcome sets exact, of all practices or of those that are marked."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition (or group) by which practices move: its name, in what way, and its sentence.

    `through` names changed conditions below it that are about one therapist, location or other subject of a list.
    """

    name: str
    kind: Kind
    says: Text
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveReason:
    """Practices that make one move by the same reasons: each by itself, or only `together`."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    reasons: tuple[Reason, ...]
    together: bool
    practices: int


@dataclass(frozen=True, slots=True)
class PartMoves:
    """The moves within a part of the market, and for how many of its practices the agreement may be meant."""

    part: str
    practices: int
    shifts: tuple[Shift, ...]

    @property
    def moved(self) -> int:
        """How many practices move."""
        return sum(shift.practices for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class MovedPractice:
    """One practice that moves: its row, what it is called and where it is, from what to what, and why."""

    row: int
    practice: str
    agb: str
    name: str
    municipality: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    reasons: tuple[Reason, ...]
    together: bool
    way: Way


@dataclass(frozen=True)
class Answer:
    """An agreement held beside itself after a change.

    `open` is the number of practices with more than one outcome before or after, `inexact` of how many of those an
    outcome may be one too many.
    """

    contrast: Contrast
    moves: Moves
    open: int
    inexact: int

    @property
    def before(self) -> AssessedAgreement:
        """The agreement before the change."""
        return self.contrast.before.assessed

    @property
    def after(self) -> AssessedAgreement:
        """The agreement after the change."""
        return self.contrast.after.assessed

    @property
    def days(self) -> tuple[date, date]:
        """The days on which the facts count, before and after."""
        return self.before.planned.frame.on, self.after.planned.frame.on

    @cached_property
    def titles(self) -> Mapping[str, Text]:
        """The title of each group of both sides."""
        was = {self.contrast.before.group(g.id): g.title for g in self.before.planned.agreement.groups}
        return was | {g.id: g.title for g in self.after.planned.agreement.groups}

    @property
    def meant_for(self) -> int:
        """For how many practices the agreement may be meant, before or after."""
        return int(self.moves.meant_for.sum())

    @cached_property
    def causes(self) -> Causes:
        """Why each practice moves."""
        return causes(self.contrast, self.moves)

    @cached_property
    def municipalities(self) -> Parts:
        """The municipality of each practice."""
        return by_municipality(self.after.market.arrays.stand, self.days[1])

    def reasons(self) -> tuple[MoveReason, ...]:
        """The moves by their reasons, most practices first."""
        rows, why = self.causes.rows, self.causes
        was, now = self.moves.before[rows].tolist(), self.moves.after[rows].tolist()
        counted = Counter(zip(was, now, why.which.tolist(), strict=True))
        found = []
        for (before, after, number), practices in counted.most_common():
            cause = why.causes[number]
            told = tuple(self.reason(element) for element in cause.elements)
            names = self.moves.names(before), self.moves.names(after)
            found.append(MoveReason(*names, told, cause.together, practices))
        return tuple(found)

    def reason(self, element: Element) -> Reason:
        """An element with its sentence."""
        if element.kind in (Kind.group_gone, Kind.group_come):
            return Reason(element.name, element.kind, self.titles[element.name])
        after, before = self.contrast.after, self.contrast.before
        side = after if element.name in after.own_names else before
        says = side.assessed.planned.policy.conditions[side.own_names[element.name]].says
        through = self.contrast.through(element.name) if element.kind is Kind.changed else ()
        return Reason(element.name, element.kind, says, through)

    def by_province(self) -> tuple[PartMoves, ...]:
        """The moves in each province, most first."""
        return self._by(by_province(self.municipalities))

    def by_municipality(self) -> tuple[PartMoves, ...]:
        """The moves in each municipality, most first."""
        return self._by(self.municipalities)

    def by_profession(self) -> tuple[PartMoves, ...]:
        """The moves of practices with therapists of each profession; one counts under each that it has."""
        return self._by(by_profession(self.after.market.records))

    def practices(self) -> tuple[MovedPractice, ...]:
        """Every practice that moves, in the order of the market."""
        listed = self.after.market.records.listed[PRACTICE]
        places = self.municipalities.of_each()
        told = [tuple(self.reason(element) for element in cause.elements) for cause in self.causes.causes]
        found = []
        for number, row in enumerate(self.causes.rows.tolist()):
            before, after = self.moves.outcomes(row)
            which = int(self.causes.which[number])
            found.append(
                MovedPractice(
                    row=row,
                    practice=listed.ids[row],
                    agb=listed.agb[row],
                    name=listed.names[row],
                    municipality=places[row],
                    before=before,
                    after=after,
                    reasons=told[which],
                    together=self.causes.causes[which].together,
                    way=WAYS[int(self.moves.ways[row])],
                )
            )
        return tuple(found)

    def _by(self, parts: Parts) -> tuple[PartMoves, ...]:
        shifts: dict[str, list[Shift]] = {}
        for found in self.moves.shifts_by(parts):
            shifts.setdefault(found.part, []).append(found.shift)
        sizes = dict(zip(parts.names, parts.sizes(self.moves.meant_for), strict=True))
        made = [PartMoves(part, sizes[part], tuple(found)) for part, found in shifts.items()]
        return tuple(sorted(made, key=lambda one: (-one.moved, one.part)))


def differ(before: AssessedAgreement, after: AssessedAgreement) -> bool:
    """Whether a change touches an agreement at all: its groups are other steps, or others."""
    return dict(before.planned.groups) != dict(after.planned.groups)


def answer(
    before: AssessedAgreement,
    after: AssessedAgreement,
    *,
    renamed: Mapping[str, str] | None = None,
    exact: Exact | None = None,
) -> Answer:
    """An agreement held beside itself after a change; both stand in one plan.

    `renamed` gives the name after of what had another name before, groups as `agreement.group`. Without `exact` the
    sets are those of three-valued evaluation.
    """
    contrast = Contrast(before, after, renamed)
    if exact is None:
        made = moves(contrast)
        open_ = made.meant_for & (several(made.before) | several(made.after))
        return Answer(contrast, made, int(open_.sum()), int(open_.sum()))
    touched = contrast.touched_at_all
    was, now = exact(before, None), exact(after, touched)
    made = moves(contrast, before_sets=was.sets, after_sets=now.sets)
    open_ = made.meant_for & (several(made.before) | several(made.after))
    sure = was.exact & (now.exact | ~touched)
    return Answer(contrast, made, int(open_.sum()), int((open_ & ~sure).sum()))
