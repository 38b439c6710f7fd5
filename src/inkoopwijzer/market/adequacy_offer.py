"""Who offers care: the practices that are contracted for it, and the therapists who may deliver it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from inkoopwijzer.market.distance import Positions
from inkoopwijzer.market.records import NOBODY, Flags, Records, Rows
from inkoopwijzer.market.stand import Stand, State
from inkoopwijzer.values.verdict import MET, NOT_MET

THERAPIST: Final = "therapeut"
WORKS_AT: Final = ("werkzaam_bij",)
DELIVERS: Final = "levert"


@dataclass(frozen=True)
class Bounds:
    """What surely holds and what possibly holds, row by row. Raises `ValueError` where sure is not possible."""

    sure: Flags
    possible: Flags

    def __post_init__(self) -> None:
        if self.sure.shape != self.possible.shape or bool((self.sure & ~self.possible).any()):
            raise ValueError("what is sure must be possible")

    @classmethod
    def exact(cls, flags: Flags) -> Bounds:
        """What is known of every row."""
        return cls(flags, flags)


@dataclass(frozen=True)
class People:
    """The therapists of a market, row by row: practice, profession and who it is (one number per AGB code).

    `works` tells whether each works at the practice on the day: who is listed does, unless something else is
    stated; that a register does not have the relation is not enough. Per
    practice: `complete`, whether its list of therapists is, and how many of them work there (`working`).
    """

    practice: Rows
    profession: Rows
    person: Rows
    works: Bounds
    complete: Flags
    working: Positions


@dataclass(frozen=True)
class Offer:
    """Of one discipline or treatment: who is contracted for it and who may deliver it.

    `contract` and `has` are over practices (`has`: contracted, and somebody may deliver), `may` over therapists.
    `everywhere` are the practices of which all therapists surely may; `unlisted` those that are contracted and
    list no therapist at all while their list need not be complete.
    """

    contract: Bounds
    may: Bounds
    has: Bounds
    everywhere: Flags
    unlisted: Flags


def people_of(records: Records, on: date) -> People:
    """The therapists of a market as they are on a day."""
    listed = records.listed.get(THERAPIST)
    practices = len(records)
    if listed is None:
        none = np.zeros(0, np.int32)
        nobody = Bounds.exact(np.zeros(0, np.bool_))
        return People(none, none, none, nobody, np.zeros(practices, np.bool_), np.zeros(practices, np.int64))
    numbers: dict[str, int] = {}
    who = (numbers.setdefault(code or f"row {row}", len(numbers)) for row, code in enumerate(listed.agb))
    stand = Stand(records)
    stated = np.isin(stand.state(THERAPIST, WORKS_AT, on), (State.stated, State.unsure))
    works = np.where(stated, stand.yes_no(THERAPIST, WORKS_AT, on), MET)
    possible = works != NOT_MET
    return People(
        listed.practice,
        listed.profession.astype(np.int32),
        np.fromiter(who, np.int32, len(listed)),
        Bounds(works == MET, possible),
        stand.complete(THERAPIST),
        np.bincount(listed.practice[possible], minlength=practices),
    )


def stated_deliveries(records: Records, treatment: str, on: date) -> Bounds:
    """Which therapists deliver a treatment by what is stated of them (the fact `levert`), on a day.

    That is not whether a policy allows it.
    """
    if THERAPIST not in records.listed:
        return Bounds.exact(np.zeros(0, np.bool_))
    code = Stand(records).yes_no(THERAPIST, (DELIVERS, treatment), on)
    return Bounds(code == MET, code != NOT_MET)


def offer_of(people: People, profession: int, contract: Bounds, may: Bounds | None = None) -> Offer:
    """Who offers the care of a profession, or the treatment that `may` says who may deliver."""
    able = people.profession == profession
    perhaps = able | (people.profession == NOBODY)
    if may is not None:
        able, perhaps = able & may.sure, perhaps & may.possible
    sure, possible = able & people.works.sure, perhaps & people.works.possible
    practices = len(people.complete)
    somebody, surely, others = (
        np.bincount(people.practice[rows], minlength=practices) > 0
        for rows in (possible, sure, people.works.possible & ~able)
    )
    unlisted = contract.possible & ~people.complete & (people.working == 0)
    has = Bounds(contract.sure & surely, (contract.possible & somebody) | unlisted)
    return Offer(contract, Bounds(sure, possible), has, people.complete & surely & ~others, unlisted)
