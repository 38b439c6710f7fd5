"""Registers in: two hundred thousand therapists with their relations and three registrations each, as CSV.

`python -m bench.importing [THERAPISTS]`. The import runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bench.shipped import Measured
from bench.timing import peak

THERAPISTS = 200_000
EACH = 4
"""So many therapists work at one practice."""


def measure(therapists: int = THERAPISTS) -> list[Measured]:
    """The import, beside reading the same files with Python's own reader of CSV."""
    with TemporaryDirectory(prefix="inkoopwijzer-bench-") as folder:
        where = Path(folder)
        files, rows = _write(where, therapists)
        begin = process_time()
        for file in files:
            with file.open(encoding="utf-8", newline="") as lines:
                for _ in csv.reader(lines, delimiter=";"):
                    pass
        floor = process_time() - begin
        command = [sys.executable, "-m", "bench.importing", "--child", str(where / "store"), *map(str, files)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    cost = json.loads(done.stdout)
    note = f"{rows:,} rows of four tables; {cost['wall']:.0f} s wall, peak {cost['peak'] / 1e6:,.0f} MB; "
    note += f"{cost['cpu'] / floor:.0f} × reading the lines"
    return [
        Measured("floor: read the same files, line by line", floor),
        Measured(f"import {therapists:,} therapists, checked, all or nothing", cost["cpu"], note=note),
    ]


def _write(where: Path, therapists: int) -> tuple[list[Path], int]:
    practices = -(-therapists // EACH)

    def people() -> Iterator[tuple[int, str]]:
        return ((n, f"P{n:07}") for n in range(therapists))

    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[str]]]] = {
        "praktijken": (("praktijk", "naam"), ((f"Q{n:06}", f"Praktijk {n}") for n in range(practices))),
        "therapeuten": (
            ("therapeut", "naam", "beroep"),
            ((who, f"T. {n}", "fysiotherapeut") for n, who in people()),
        ),
        "werkrelaties": (
            ("praktijk", "therapeut", "van", "tot_en_met"),
            ((f"Q{n // EACH:06}", who, f"{2000 + n % 24}-03-01", "") for n, who in people()),
        ),
        "registraties": (
            ("therapeut", "register", "van", "tot_en_met"),
            chain.from_iterable(
                (
                    (who, "big_artikel_3", "2001-02-03", ""),
                    (who, "irf", f"{2015 + n % 8}-01-01", f"{2026 + n % 4}-12-31"),
                    (who, "kfir", f"01-02-{2015 + n % 8}", f"31-12-{2026 + n % 4}"),
                )
                for n, who in people()
            ),
        ),
    }
    files, count = [], 0
    for name, (header, rows) in tables.items():
        file = where / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter=";")
            writer.writerow(header)
            for row in rows:
                writer.writerow(row)
                count += 1
        files.append(file)
    return files, count


def _child(store: Path, files: list[Path]) -> None:
    from inkoopwijzer.services.registering import import_files

    began, cpu = perf_counter(), process_time()
    import_files(store, files, source="vektis_agb")
    print(json.dumps({"cpu": process_time() - cpu, "wall": perf_counter() - began, "peak": peak()}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(Path(sys.argv[2]), [Path(given) for given in sys.argv[3:]])
    else:
        from bench.report import shipped_table

        print(shipped_table(measure(*map(int, sys.argv[1:])), "registers in"))
