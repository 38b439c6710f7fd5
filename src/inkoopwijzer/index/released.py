"""What was published before, kept beside a result: needed to keep the next publication from giving anything away.

It names practices, so it is not public.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from inkoopwijzer.index.disclosure import Released, Unit
from inkoopwijzer.index.engine import Engine
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

FOLDER: Final = "gepubliceerd"


def remember(engine: Engine, released: Released, folder: Path, year: int, levels: Sequence[str]) -> Path:
    """Write a publication beside the result in `folder`, with the next free number; the file that was written."""
    into = folder / FOLDER
    into.mkdir(exist_ok=True)
    number = 1 + len(list(into.glob("*.parquet")))
    path = into / f"{number:04d}.parquet"
    head = json.dumps({"jaar": year, "niveaus": list(levels)}, ensure_ascii=False)
    units = sorted(released.units.items())
    table = {
        "kop": np.array([head] * len(units), dtype=object),
        "sleutel": np.array([json.dumps(key, ensure_ascii=False) for key, _ in units], dtype=object),
        "plaats": np.array(
            [json.dumps(unit.place, ensure_ascii=False) for _, (_, unit) in units], dtype=object
        ),
        "rest": np.array([json.dumps(rest, ensure_ascii=False) for _, (rest, _) in units], dtype=object),
        "verzekerden": np.array([unit.persons for _, (_, unit) in units], dtype=np.int64),
        "behandelingen": np.array([unit.treatments for _, (_, unit) in units], dtype=np.int64),
        "verwacht": np.array([unit.expected for _, (_, unit) in units], dtype=np.float64),
    }
    engine.connection.register("uitgegeven", table)
    engine.connection.sql("select * from uitgegeven").write_parquet(str(path), compression="zstd")
    engine.connection.unregister("uitgegeven")
    return path


def remembered(engine: Engine, folders: Iterable[Path], year: int, levels: Sequence[str]) -> list[Released]:
    """The publications of this year beside these results. Raises `Faults` for one by another division.

    Two divisions of the same practices cross: from both together more can be computed than from each, so of one year
    there is one.
    """
    found = []
    for path in [p for folder in folders for p in sorted((folder / FOLDER).glob("*.parquet"))]:
        rows = engine.connection.execute(
            "select kop, sleutel, plaats, rest, verzekerden, behandelingen, verwacht from read_parquet(?)",
            [str(path)],
        ).fetchall()
        heads = [json.loads(head) for head in {row[0] for row in rows}]
        if not heads or heads[0]["jaar"] != year:
            continue
        if tuple(heads[0]["niveaus"]) != tuple(levels):
            said = ", ".join(heads[0]["niveaus"])
            message = Text(
                f"Over {year} is al gepubliceerd met een andere indeling ({said}).",
                f"Of {year} a publication by another division is out already ({said}).",
            )
            hint = Text(
                "Uit twee indelingen samen is meer te berekenen: houd dezelfde indeling aan.",
                "More can be computed from two divisions together: keep to the same one.",
            )
            raise Faults([Fault("publish.other_division", message, str(path), hint=hint)])
        found.append(
            Released(
                {
                    tuple(json.loads(k)): (
                        tuple(json.loads(rest)),
                        Unit(tuple(json.loads(k)), tuple(json.loads(p)), n, o, e),
                    )
                    for _, k, p, rest, n, o, e in rows
                }
            )
        )
    return found
