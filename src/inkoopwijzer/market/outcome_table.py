"""The assessment of a market as a table: one row per practice and agreement, with what stands in the way.

Columns: `praktijk` (row in the market), `agb`, `naam`, `gemeente` (of the first location), `beleid`, `overeenkomst`,
`mogelijk` (the groups still possible, best first, joined by "|"), `exact`, `bedoeld_voor` (ja, nee or onbekend: whether
the agreement is meant for this practice), and four lists of conditions joined by "|": `niet_voldaan`, `onbekend`,
`aan_verzekeraar` and `document_zwijgt`, of those that a group asks for directly.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from inkoopwijzer.market.assessed import AssessedAgreement
from inkoopwijzer.market.exact import ExactOutcomes
from inkoopwijzer.market.folder_tables import Arrays, engine, texts
from inkoopwijzer.market.outcome import Sets, names_of
from inkoopwijzer.market.reasons import VERDICTS
from inkoopwijzer.market.records import PRACTICE
from inkoopwijzer.market.what_if_parts import UNKNOWN_PLACE, by_municipality
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN, Verdict

Strings = NDArray[np.object_]
SEPARATOR: Final = "|"
LISTS: Final = {
    "niet_voldaan": Verdict.not_met,
    "onbekend": Verdict.unknown,
    "aan_verzekeraar": Verdict.for_insurer,
    "document_zwijgt": Verdict.silent,
}
"""By column the verdict of the conditions that it lists."""
_MEANT: Final = {NOT_MET: "nee", UNKNOWN: "onbekend", MET: "ja"}


def write_outcomes(outcomes: Iterable[ExactOutcomes], file: Path, *, everyone: bool = False) -> int:
    """Write the table to a Parquet file; returns the number of rows.

    Agreements that are surely not meant for a practice are left out unless `everyone` is asked for. Raises
    `OSError` when the file cannot be written.
    """
    parts = [(one, np.flatnonzero(everyone | ~one.assessed.for_others)) for one in outcomes]
    making = file.with_name(f".{file.name}.nieuw")
    try:
        with engine() as con:
            for number, (one, rows) in enumerate(parts):
                con.register(f"deel_{number}", _columns(one, rows))
            selects = [f"SELECT * FROM deel_{number}" for number in range(len(parts))]  # noqa: S608  names made here
            con.execute(
                f"COPY ({' UNION ALL '.join(selects)}) TO ? (FORMAT parquet, COMPRESSION zstd)", [str(making)]
            )
        making.replace(file)
    except duckdb.IOException as error:
        raise OSError(str(error)) from error
    finally:
        making.unlink(missing_ok=True)
    return sum(len(rows) for _, rows in parts)


def write_nodes(one: AssessedAgreement, file: Path) -> None:
    """Write the verdict of every closed condition of an agreement at every practice: a column per condition."""
    names = [verdict.value for verdict in VERDICTS]
    columns: Arrays = {"praktijk": np.arange(len(one.market.records), dtype=np.int32)}
    columns |= {name: one.verdicts(name) for name in one.planned.conditions}
    selects = ["praktijk"]
    selects += [f'list_extract(?::VARCHAR[], "{name}" + 1) AS "{name}"' for name in one.planned.conditions]
    try:
        with engine() as con:
            con.register("knopen", columns)
            con.execute(
                f"COPY (SELECT {', '.join(selects)} FROM knopen) TO ? (FORMAT parquet, COMPRESSION zstd)",  # noqa: S608  names of conditions
                [*([names] * len(one.planned.conditions)), str(file)],
            )
    except duckdb.IOException as error:
        raise OSError(str(error)) from error


def _columns(one: ExactOutcomes, rows: NDArray[np.int64]) -> Arrays:
    assessed = one.assessed
    records = assessed.market.records
    practices = records.listed[PRACTICE]
    policy, agreement = assessed.name
    found: Arrays = {
        "praktijk": rows.astype(np.int32),
        "agb": texts([practices.agb[row] for row in rows.tolist()]),
        "naam": texts([practices.names[row] for row in rows.tolist()]),
        "gemeente": _places(assessed)[rows],
        "beleid": np.full(len(rows), policy, dtype=object),
        "overeenkomst": np.full(len(rows), agreement, dtype=object),
        "mogelijk": _named(one.sets[rows], assessed.groups),
        "exact": one.exact[rows],
        "bedoeld_voor": _meant(assessed, rows),
    }
    names = asked(assessed)
    verdicts = np.stack([assessed.verdicts(name)[rows] for name in names], axis=1)
    different, which = np.unique(verdicts, axis=0, return_inverse=True)
    for column, verdict in LISTS.items():
        wanted = VERDICTS.index(verdict)
        listed = [
            SEPARATOR.join(name for name, v in zip(names, each, strict=True) if v == wanted)
            for each in different.tolist()
        ]
        found[column] = texts(listed)[which.reshape(-1)]
    return found


def asked(assessed: AssessedAgreement) -> tuple[str, ...]:
    """The conditions that the groups of an agreement ask for directly, and its scope."""
    agreement = assessed.planned.agreement
    found = [agreement.scope]
    for group in agreement.groups:
        found += [*group.requires, *agreement.caps_on(group.id)]
    return tuple(dict.fromkeys(found))


def _places(assessed: AssessedAgreement) -> Strings:
    """Per practice the municipality of its first location, None where that is not known."""
    names = by_municipality(assessed.market.arrays.stand, assessed.planned.frame.on).of_each()
    return texts([None if name == UNKNOWN_PLACE else name for name in names])


def _named(sets: Sets, groups: tuple[str, ...]) -> Strings:
    different, which = np.unique(sets, return_inverse=True)
    return texts([SEPARATOR.join(names_of(int(each), groups)) for each in different])[which]


def _meant(assessed: AssessedAgreement, rows: NDArray[np.int64]) -> Strings:
    codes = assessed.market.arrays.codes[assessed.planned.scope][rows]
    return texts([_MEANT[code] for code in sorted(_MEANT)])[codes]
