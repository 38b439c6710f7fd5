"""Exported SQL held against the interpreter, practice by practice, on whatever engine runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from inkoopwijzer.assess.case import Case
from inkoopwijzer.assess.evaluate import Trace, compile_agreement, run
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.market.folder import write_market
from inkoopwijzer.market.of_dossiers import records_of
from inkoopwijzer.market.sql import export
from inkoopwijzer.market.sql_dialect import DialectName
from inkoopwijzer.policy.policy import Policy

Row = Mapping[str, Any]


class Engine(Protocol):
    """An engine with the three tables of one market."""

    dialect: DialectName

    def load(self, folder: Path) -> None:
        """Have the tables of this market folder, and no others."""

    def rows(self, query: str) -> list[Row]:
        """What a query gives."""


@dataclass(frozen=True)
class Asked:
    """What is assessed: an agreement under readings on a day."""

    policy: Policy
    agreement: str = "fysiotherapie"
    readings: tuple[tuple[str, str], ...] = ()
    on: date = date(2027, 1, 1)

    def __str__(self) -> str:
        readings = " ".join(f"{r}={o}" for r, o in self.readings)
        return f"{self.policy.hash[:40]} {self.agreement} {self.on} {readings}"


def alike(dossiers: Iterable[Dossier]) -> list[Dossier]:
    """The dossiers as one market: the facts of the market are those that most is stated of, and names differ."""
    given = list(dossiers)
    markt = max((dossier.subjects["markt"] for dossier in given), key=lambda found: len(found[0].cells))
    return [
        replace(dossier, file=f"{number}-{dossier.file}", subjects={**dossier.subjects, "markt": markt})
        for number, dossier in enumerate(given)
    ]


def market_in(folder: Path, dossiers: Sequence[Dossier]) -> Path:
    """A market folder of these dossiers, which state the same of the market."""
    write_market(records_of(dossiers), folder)
    return folder


def traced(asked: Asked, dossier: Dossier) -> Trace:
    """What the interpreter says."""
    program = compile_agreement(asked.policy, asked.agreement, asked.readings)
    return run(program, Case(dossier, asked.on, asked.policy.days_of(program.agreement)))


def differences(
    engine: Engine, asked: Asked, dossiers: Sequence[Dossier], only: Iterable[int] | None = None
) -> Iterator[str]:
    """Where the engine, which holds these dossiers, says something else than the interpreter.

    `only` names the practices to look at, by their number.
    """
    exported = export(asked.policy, asked.agreement, engine.dialect, asked.on, dict(asked.readings))
    rows = {row["praktijk"]: row for row in engine.rows(exported.text)}
    if sorted(rows) != list(range(len(dossiers))):
        yield f"{asked}: practices {sorted(rows)}"
        return
    for number in range(len(dossiers)) if only is None else only:
        trace, row = traced(asked, dossiers[number]), rows[number]
        if exported.conditions.keys() != trace.program.slots.keys():
            yield f"{asked}: {sorted(exported.conditions.keys() ^ trace.program.slots.keys())}"
            return
        expected: dict[str, Any] = {column: trace.code(name) for name, column in exported.conditions.items()}
        expected |= {column: trace.group_code(name) for name, column in exported.groups.items()}
        expected |= {exported.outcome: ",".join(trace.possible()), "id": dossiers[number].file}
        for column, value in expected.items():
            if row[column] != value:
                yield f"{asked}: {dossiers[number].file} {column}: {row[column]}, not {value}"
