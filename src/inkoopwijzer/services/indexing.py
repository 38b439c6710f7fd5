"""The treatment index for its users: compute it from claims, ask why, take percentiles, publish, invent claims."""

from __future__ import annotations

import csv
import json
import platform
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from inkoopwijzer.index.compute import Tally, Totals, compute, count_lines
from inkoopwijzer.index.disclosure import Rule
from inkoopwijzer.index.engine import Engine, Progress, Resources, Tell, open_engine
from inkoopwijzer.index.explain import Distance, Explanation, distance, explain
from inkoopwijzer.index.figures import Source
from inkoopwijzer.index.folder import FORMAT, RECEIPT, Result, read_result, write_tables
from inkoopwijzer.index.method import Method
from inkoopwijzer.index.official import OfficialIndex, read_official
from inkoopwijzer.index.percentiles import (
    Norm,
    PercentileMethod,
    Population,
    Variant,
    norm,
    population,
    variants,
)
from inkoopwijzer.index.publication import CELLS, Publication, publish, read_groups_of_practices
from inkoopwijzer.index.released import FOLDER, remember, remembered
from inkoopwijzer.index.synthetic import Made, Plan, make_claims
from inkoopwijzer.index.synthetic_market import make_market_claims
from inkoopwijzer.index.writing import check_free, making_folder
from inkoopwijzer.services.receipt_file import SEAL, receipt_bytes, seal
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

GROUPS_FILE: Final = "groepen.csv"
NORMS_FILE: Final = "percentielen.csv"
ABOUT_FILE: Final = "publicatie.json"


@dataclass(frozen=True)
class ComputedIndex:
    """A computation that was written: what the folder holds, and what was counted."""

    result: Result
    tally: Tally
    totals: Totals
    lacking: tuple[str, ...]


def compute_index(
    files: Iterable[Path],
    year: int,
    out: Path,
    *,
    made_at: datetime,
    method: Method | None = None,
    official: Path | None = None,
    resources: Resources | None = None,
    tell: Tell | None = None,
) -> ComputedIndex:
    """Compute the approximation from claims, put the official index beside it, write all to the folder `out`.

    All or nothing: a result that was in `out` is replaced when everything is written, and what was published from it
    stays remembered. Raises `Faults` for wrong input and for a folder with something else in it, `OutOfRoom`, and a
    ValueError when `made_at` has no time zone.
    """
    if made_at.utcoffset() is None:
        raise ValueError("made_at has no time zone")
    chosen = method or Method()
    check_free(out, RECEIPT)
    with open_engine(resources, tell) as engine:
        values = None if official is None else read_official(engine, official, year)
        found = compute(engine, files, chosen, year)
        tally = count_lines(engine, chosen, year)
        _check_tally(tally, found.claims.files[0])
        content = {
            "receipt": FORMAT,
            "made_at": made_at.isoformat(),
            "engine": _engine(),
            "year": year,
            "method": chosen.plain(),
            "claims": [_described(path) for path in _told(found.claims.files, tell)],
            "lacking": list(found.claims.lacking),
            "lines": asdict(tally),
            "totals": asdict(found.totals()),
            "official": _about_official(official, values),
        }
        with making_folder(out) as making:
            write_tables(found, values, making)
            tables = {path.name: _sha256(path) for path in sorted(making.glob("*.parquet"))}
            (making / RECEIPT).write_bytes(receipt_bytes(seal({**content, "tables": tables})))
            if (out / FOLDER).is_dir():
                shutil.copytree(out / FOLDER, making / FOLDER)
        return ComputedIndex(read_result(engine, out), tally, found.totals(), found.claims.lacking)


def _engine() -> dict[str, str]:
    import inkoopwijzer

    return {
        "inkoopwijzer": inkoopwijzer.__version__,
        "python": platform.python_version(),
        "duckdb": version("duckdb"),
    }


def _told(files: Sequence[Path], tell: Tell | None) -> Iterator[Path]:
    for number, path in enumerate(files):
        if tell is not None:
            tell(Progress("bewijs", 1, 1, (number + 1) / len(files)))
        yield path


def _described(path: Path) -> dict[str, Any]:
    return {"file": path.name, "bytes": path.stat().st_size, "sha256": _sha256(path)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _about_official(path: Path | None, values: OfficialIndex | None) -> dict[str, Any] | None:
    if path is None or values is None:
        return None
    inside = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    files = [_described(each) for each in inside]
    return {"files": files, "issue": values.issue, "practices": len(values.values)}


def _check_tally(tally: Tally, path: Path) -> None:
    faults = []
    where = str(path)
    for count, column, nl, en in (
        (tally.odd_age, "leeftijd", "een leeftijd die niet kan", "an impossible age"),
        (tally.odd_sex, "geslacht", "een geslacht anders dan m, v of o", "a sex other than m, v or o"),
    ):
        if count:
            message = Text(f"{count} regels hebben {nl}.", f"{count} lines have {en}.")
            hint = Text("Laat leeg wat niet bekend is.", "Leave empty what is not known.")
            faults.append(Fault("claims.value", message, where, path=column, hint=hint))
    if faults:
        raise Faults(faults)


# --- asking ------------------------------------------------------------------------------------------------


def open_result(engine: Engine, folder: Path) -> Result:
    """The result in a folder, seen to be as it was written. Raises `Faults`."""
    result = read_result(engine, folder)
    content = dict(result.receipt)
    changed = [] if seal(content)[SEAL] == content.get(SEAL) else [RECEIPT]
    for name, hash_ in content["tables"].items():
        if not (folder / name).is_file() or _sha256(folder / name) != hash_:
            changed.append(name)
    if changed:
        names = ", ".join(changed)
        message = Text(
            f"Dit is veranderd na het rekenen: {names}.", f"This was changed after computing: {names}."
        )
        hint = Text(
            "Reken opnieuw met 'inkoopwijzer index compute'.", "Compute again: 'inkoopwijzer index compute'."
        )
        raise Faults([Fault("index.changed", message, str(folder), hint=hint)])
    return result


class NoPractice(ValueError):
    """A result holds no figure of this practice."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        self.code, self.known = code, tuple(known)
        super().__init__(code)


@dataclass(frozen=True)
class Explained:
    """One practice explained: its parts, norms among our approximations (and official figures), how far they are."""

    result: Result
    explanation: Explanation
    norms: tuple[Norm, ...]
    official_norms: tuple[Norm, ...]
    population: int
    distances: tuple[Distance, ...]


def explain_index(
    folder: Path, code: str, *, percents: Sequence[Decimal], bounds: Sequence[Decimal]
) -> Explained:
    """Why this practice's index is what it is, and how many treatments lie between it and each bound.

    Distances are by our approximation: the official figure has no treatments behind it that we can see. Raises
    `Faults` for a folder without a result, `NoPractice`.
    """
    with open_engine() as engine:
        result = open_result(engine, folder)
        figure = next((f for f in result.figures if f.practice == code), None)
        if figure is None:
            raise NoPractice(code, (f.practice for f in result.figures))
        of = _population(result, Source.approximation)
        norms, official = _norms(of, percents), _norms(_population(result, Source.official), percents)
        far: list[Distance] = []
        if figure.own is not None:
            o, e = figure.own.treatments, figure.own.expected
            far = [distance(o, e, n.value, n.percent) for n in norms] + [distance(o, e, b) for b in bounds]
        explained = explain(engine, folder, result.method, figure)
        return Explained(result, explained, norms, official, len(of), tuple(far))


def _population(result: Result, source: Source) -> Population:
    return population([result.values], least_persons=result.method.least_persons, source=source)


def _norms(of: Population, percents: Sequence[Decimal]) -> tuple[Norm, ...]:
    return tuple(norm(of, percent, PercentileMethod.nearest_rank) for percent in percents) if len(of) else ()


@dataclass(frozen=True)
class Percentiles:
    """Percentiles of one population, and of each what another choice would make of it."""

    result: Result
    population: Population
    method: PercentileMethod
    norms: tuple[Norm, ...]
    variants: tuple[tuple[Variant, ...], ...]


def percentiles_of(
    folder: Path,
    percents: Sequence[Decimal],
    *,
    method: PercentileMethod = PercentileMethod.nearest_rank,
    source: Source | None = None,
    least_persons: int | None = None,
    mixed: bool = False,
) -> Percentiles:
    """Percentiles over the practices of a result. Raises `Faults`, `MixedPopulation`; without practices no norms."""
    with open_engine() as engine:
        result = open_result(engine, folder)
    least = result.method.least_persons if least_persons is None else least_persons
    of = population([result.values], least_persons=least, source=source, mixed=mixed)
    if not len(of):
        return Percentiles(result, of, method, (), ())
    return Percentiles(
        result,
        of,
        method,
        tuple(norm(of, percent, method) for percent in percents),
        tuple(variants([result.values], of, percent, method) for percent in percents),
    )


# --- publishing --------------------------------------------------------------------------------------------


def publish_index(
    folder: Path,
    out: Path,
    *,
    made_at: datetime,
    groups: Path | None = None,
    earlier: Sequence[Path] = (),
    percents: Sequence[Decimal] = (),
    rule: Rule | None = None,
) -> Publication:
    """Write to `out` what may be public of a result, and remember beside the result what was published.

    Percentiles are of our approximation. Everything published earlier from this result, and from the results
    in `earlier`, is reckoned with. Raises `Faults`.
    """
    chosen = rule or Rule()
    check_free(out, ABOUT_FILE)
    with open_engine() as engine:
        result = open_result(engine, folder)
        division = None if groups is None else read_groups_of_practices(groups)
        levels = CELLS if division is None else division.levels
        found = publish(
            result,
            engine,
            chosen,
            groups=division,
            earlier=remembered(engine, [folder, *earlier], result.year, levels),
            percents=percents,
            of=_population(result, Source.approximation),
        )
        about = {
            "made_at": made_at.isoformat(),
            "year": result.year,
            "method": result.receipt["method"]["method"],
            "version": result.receipt["method"]["version"],
            "official": False,
            "rule": asdict(chosen),
        }
        with making_folder(out) as making:
            _write_csv(
                making / GROUPS_FILE, (*found.levels, *_columns(found)), map(_group_row, _padded(found))
            )
            norms = (
                [str(n.percent), n.method.value, str(n.value), str(found.population)] for n in found.norms
            )
            _write_csv(making / NORMS_FILE, _NORM_COLUMNS, norms)
            text = json.dumps(about, ensure_ascii=False, indent=1)
            (making / ABOUT_FILE).write_text(f"{text}\n", "utf-8")
        if found.rows:
            remember(engine, found.decision.released, folder, result.year, levels)
        return found


_NORM_COLUMNS: Final = ("percentiel", "methode", "benadering_index", "praktijken")


def _columns(found: Publication) -> tuple[str, ...]:
    """Of the national standard the index is 100 by construction, and what is counted are trajectories."""
    if found.levels == CELLS:
        return ("praktijken", "trajecten", "behandelingen", "behandelingen_per_traject")
    return ("praktijken", "verzekerden", "behandelingen", "behandelingen_per_verzekerde", "benadering_index")


def _padded(found: Publication) -> Iterator[list[str]]:
    """The rows of the file. Groups that are kept back are named too; cells not, for their names tell of people."""
    rows = {row.place: row for row in found.rows}
    columns = len(_columns(found))
    for place in sorted(found.decision.groups):
        names = [*place, *[""] * (len(found.levels) - len(place))]
        row = rows.get(place)
        if row is None:
            if found.levels != CELLS:
                yield [*names, *["niet gepubliceerd"] * columns]
        else:
            counts = (row.practices, row.persons, row.treatments, row.mean, row.index)[:columns]
            yield [*names, *("" if each is None else str(each) for each in counts)]


def _group_row(cells: Sequence[str]) -> list[str]:
    """Cells that no spreadsheet takes for a formula."""
    return [f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in cells]


def _write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])


# --- inventing ---------------------------------------------------------------------------------------------


def invent_claims(
    out: Path,
    plan: Plan,
    *,
    market: Path | None = None,
    resources: Resources | None = None,
    tell: Tell | None = None,
) -> Made:
    """Write invented claims, of invented practices or of those of a market folder, with their true index beside.

    Raises `Faults` for a folder with something else in it or without a market, `OutOfRoom`.
    """
    check_free(out, None)
    with open_engine(resources) as engine, making_folder(out) as making:
        if market is None:
            return make_claims(engine, plan, making, tell)
        return make_market_claims(engine, plan, making, market, tell)
