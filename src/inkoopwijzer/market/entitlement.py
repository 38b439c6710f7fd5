"""Since when until when each therapist may deliver a treatment, by what a policy asks of therapist and practice.

Whether the practice has the agreement under which the treatment is bought is not looked at: that is what both signed,
not a fact of a register.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market import steps as s
from inkoopwijzer.market.execute import Arrays
from inkoopwijzer.market.folder_tables import FIRST_DAY, engine, texts
from inkoopwijzer.market.pieces import THERAPIST, Pieces, pieces_of
from inkoopwijzer.market.plan import Builder, Frame, Plan
from inkoopwijzer.market.records import PRACTICE, Bytes, Flags, Records
from inkoopwijzer.market.spaces import profession_numbers
from inkoopwijzer.market.steps import Chain, Slot
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.treatments import Provision, Treatment
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN

NOT_BOUGHT: Final = "niet_ingekocht_bij_beroep"
"""What lacks where the policy does not buy the treatment from a profession."""
SEPARATOR: Final = "|"
ENTITLED: Final = "recht.parquet"
RELATIONS: Final = "relaties.parquet"


@dataclass(frozen=True)
class Entitlement:
    """One treatment (and option of it) for every stretch of days of every therapist that it asks something of.

    `code` is NOT_MET, UNKNOWN or MET per piece; `checked` tells for which pieces the policy asks something at all.
    `lacking` holds, per piece, an index into `lacks`: the conditions that are not met, joined by "|".
    """

    policy: Policy
    treatment: str
    option: str | None
    pieces: Pieces
    code: Bytes
    checked: Flags
    lacking: NDArray[np.int32]
    lacks: tuple[str, ...]


def entitlements(
    records: Records,
    policy: Policy,
    asked: Sequence[tuple[str, str | None]],
    start: date,
    end: date,
    readings: Mapping[str, str] | None = None,
) -> tuple[Entitlement, ...]:
    """The entitlement to each treatment (with an option, where the policy answers option by option).

    An option of None, where there are options, is met when one of them is. Raises `KeyError` for a treatment that
    the policy does not name.
    """
    chosen = {r.id: (readings or {}).get(r.id, r.default) for r in policy.readings.values()}
    plan = Plan()
    builder = Builder(plan, policy, chosen, Frame(start, start, Period(start, end)))
    written = [_Written.of(builder, policy.treatments[name], option) for name, option in asked]
    cells = {
        (step.leaf.kind, step.leaf.cell)
        for step in plan.steps
        if isinstance(step, s.Asked) and not isinstance(step.leaf, s.Opened)
    }
    pieces = pieces_of(records, cells, start, end)
    arrays = Arrays(pieces.records, plan)
    arrays.fill()
    return tuple(
        _found(policy, pieces, arrays, one, name, option)
        for one, (name, option) in zip(written, asked, strict=True)
    )


@dataclass(frozen=True)
class _Written:
    """A treatment in the plan: by profession the step of the whole, and the steps of its conditions by name."""

    whole: Mapping[str, Slot]
    conditions: Mapping[str, Mapping[str, Slot]]
    not_bought: tuple[str, ...]

    @classmethod
    def of(cls, builder: Builder, treatment: Treatment, option: str | None) -> _Written:
        whole, conditions, not_bought = {}, {}, []
        for profession in catalogue().professions:
            provision = treatment.provision(profession, builder.readings)
            if provision is None:
                if treatment.others == "not_bought":
                    not_bought.append(profession)
                continue
            if provision.per is not None and option is not None and option not in provision.per.options:
                not_bought.append(profession)
                continue
            chain: Chain = ((THERAPIST, profession),)
            named, ways = _provided(builder, provision, option, chain)
            for exemption in treatment.exemptions_for(profession, builder.readings):
                parts = [_step(builder, c, {}, chain) for c in (*exemption.therapist, *exemption.practice)]
                if (
                    exemption.insured is not None
                ):  # it holds for some insured people: claims do not say for whom
                    parts.append(builder.plan.add(s.Constant(UNKNOWN, "silent", exemption.says.nl, chain)))
                ways.append(builder.plan.lowest(parts, chain))
            whole[profession] = builder.plan.highest(ways, chain)
            conditions[profession] = named
        return cls(whole, conditions, tuple(not_bought))


def _provided(
    builder: Builder, provision: Provision, option: str | None, chain: Chain
) -> tuple[dict[str, Slot], list[Slot]]:
    """The step of each condition of a provision (the best option's, where there are options), and the whole."""
    per = provision.per
    options: list[dict[str, str]] = [{}]
    if per is not None:
        assert per.dimension is not None
        options = [{per.dimension: o} for o in per.options if option in (None, o)]
    names = (*provision.therapist, *provision.practice)
    each = [[_step(builder, name, given, chain) for name in names] for given in options]
    wholes = [builder.plan.lowest(parts, chain) for parts in each]
    named = {
        name: builder.plan.highest([parts[place] for parts in each], chain)
        for place, name in enumerate(names)
    }
    return named, wholes


def _step(builder: Builder, condition: str, options: Mapping[str, str], chain: Chain) -> Slot:
    node = builder.policy.conditions[condition].node
    return builder.plan.spread(builder.build(node, chain, options), chain)


def _found(
    policy: Policy, pieces: Pieces, arrays: Arrays, written: _Written, treatment: str, option: str | None
) -> Entitlement:
    size = len(pieces.therapist)
    numbers = profession_numbers()
    profession = pieces.records.listed[THERAPIST].profession
    code = np.full(size, MET, dtype=np.int8)
    checked = np.zeros(size, dtype=np.bool_)
    lacking = np.zeros(size, dtype=np.int32)
    lacks: list[str] = [""]
    for name in written.not_bought:
        rows = profession == numbers[name]
        code[rows], checked[rows] = NOT_MET, True
        lacking[rows] = _place(lacks, NOT_BOUGHT)
    for name, slot in written.whole.items():
        rows = np.flatnonzero(profession == numbers[name])
        if not len(rows):
            continue
        code[rows], checked[rows] = arrays.codes[slot], True
        named = written.conditions[name]
        unmet = (
            np.stack([arrays.codes[part] == NOT_MET for part in named.values()], axis=1) if named else None
        )
        if unmet is not None:
            different, which = np.unique(unmet, axis=0, return_inverse=True)
            joined = [
                SEPARATOR.join(c for c, no in zip(named, row, strict=True) if no)
                for row in different.tolist()
            ]
            lacking[rows] = np.array([_place(lacks, text) for text in joined], dtype=np.int32)[
                which.reshape(-1)
            ]
    return Entitlement(policy, treatment, option, pieces, code, checked, lacking, tuple(lacks))


def _place(texts: list[str], text: str) -> int:
    if text not in texts:
        texts.append(text)
    return texts.index(text)


def write_entitlements(records: Records, found: Sequence[Entitlement], folder: Path) -> int:
    """Write two tables to a folder; returns the number of rows of the first.

    `recht.parquet` holds every stretch of days on which somebody is not, or not surely, entitled: `praktijk` and
    `therapeut` (AGB codes), `beleid`, `behandeling`, `optie` (NULL for any), `van`, `tot_en_met`, `recht` (`nee` or
    `onbekend`) and `ontbreekt` (the conditions that are not met, joined by "|"). `relaties.parquet` holds who works
    where: `praktijk` and `therapeut`.
    """
    practices, therapists = texts(records.listed[PRACTICE].agb), texts(records.listed[THERAPIST].agb)
    rows = 0
    with engine() as con:
        con.execute(
            "CREATE TABLE recht (praktijk VARCHAR, therapeut VARCHAR, beleid VARCHAR, behandeling VARCHAR, "
            "optie VARCHAR, van DATE, tot_en_met DATE, recht VARCHAR, ontbreekt VARCHAR)"
        )
        for one in found:
            kept = np.flatnonzero(one.checked & (one.code != MET))
            rows += len(kept)
            therapist = one.pieces.therapist[kept]
            columns = {
                "praktijk": practices[records.listed[THERAPIST].practice[therapist]],
                "therapeut": therapists[therapist],
                "van": one.pieces.first[kept],
                "tot_en_met": one.pieces.last[kept],
                "recht": np.array(["nee", "onbekend"], dtype=object)[one.code[kept]],
                "ontbreekt": texts(one.lacks)[one.lacking[kept]],
            }
            con.register("deel", columns)
            con.execute(_INSERT, [one.policy.id, one.treatment, one.option])
            con.unregister("deel")
        con.execute("COPY recht TO ? (FORMAT parquet, COMPRESSION zstd)", [str(folder / ENTITLED)])
        con.register(
            "relaties", {"praktijk": practices[records.listed[THERAPIST].practice], "therapeut": therapists}
        )
        con.execute("COPY (FROM relaties) TO ? (FORMAT parquet, COMPRESSION zstd)", [str(folder / RELATIONS)])
    return rows


_INSERT: Final = (
    "INSERT INTO recht SELECT praktijk::VARCHAR, therapeut::VARCHAR, ?, ?, ?, "  # noqa: S608  constants only
    f"({FIRST_DAY} + (van - 1))::DATE, ({FIRST_DAY} + (tot_en_met - 1))::DATE, "
    "recht::VARCHAR, ontbreekt::VARCHAR FROM deel"
)
