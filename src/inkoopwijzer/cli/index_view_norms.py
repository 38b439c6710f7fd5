"""What `inkoopwijzer index` shows of percentiles, of a publication and of invented claims."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from rich.table import Table

from inkoopwijzer.cli.index_view import DIM, OWN, count, norm_row, points
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.index.figures import Source
from inkoopwijzer.index.percentiles import METHOD_TEXT, Variant
from inkoopwijzer.index.publication import Publication, Row
from inkoopwijzer.index.synthetic import CLAIMS_FOLDER, TRUTH_FILE, Made
from inkoopwijzer.services.indexing import Percentiles
from inkoopwijzer.values.text import Text


def percentiles_row(found: Percentiles) -> dict[str, Any]:
    """Percentiles as data, with their population and what other choices give."""
    of = found.population
    return {
        "year": of.year,
        "version": of.version,
        "code_list": of.code_list,
        "least_persons": of.least_persons,
        "practices": len(of),
        "sources": {source.value: n for source, n in of.sources},
        "norms": [
            {**norm_row(n), "variants": [_variant_row(v) for v in each]}
            for n, each in zip(found.norms, found.variants, strict=True)
        ],
    }


def _variant_row(variant: Variant) -> dict[str, Any]:
    value = None if variant.norm is None else str(variant.norm.value)
    return {
        "says": asdict(variant.says),
        "value": value,
        "practices": variant.practices,
        "moved": variant.moved,
    }


def show_percentiles(found: Percentiles, screen: Screen) -> None:
    """The percentiles with their population, and what every other choice would make of them."""
    lang, of = screen.lang, found.population
    screen.title(Text(f"Percentielen over {of.year}", f"Percentiles of {of.year}"))
    sources = ", ".join(f"{count(n, lang)} {_SOURCE[s].to(lang)}" for s, n in of.sources)
    says = Text(
        f"{count(len(of), lang)} praktijken met ten minste {of.least_persons} verzekerden ({sources or 'geen'})",
        f"{count(len(of), lang)} practices with at least {of.least_persons} persons ({sources or 'none'})",
    )
    screen.line((says, DIM))
    screen.line((METHOD_TEXT[found.method], DIM))
    for norm, variants in zip(found.norms, found.variants, strict=True):
        screen.blank()
        ties = (
            Text(f"; {norm.at} precies erop", f"; {norm.at} exactly on it") if norm.at > 1 else Text("", "")
        )
        screen.line(
            (f"P{norm.percent}: {points(norm.value, lang)}", "bold"),
            Text(
                f"  {count(norm.within, lang)} praktijken daaronder of erop{ties.nl}",
                f"  {count(norm.within, lang)} practices at or below it{ties.en}",
            ),
        )
        table = Table(box=None, pad_edge=False, padding=(0, 2), show_header=False)
        for v in variants:
            if v.norm is not None and (v.norm.value != norm.value or v.practices != len(of)):
                table.add_row(
                    "   ", points(v.norm.value, lang), screen.rich(v.says), screen.rich((_moved(v), DIM))
                )
        if table.row_count:
            screen.show(table)
        else:
            same = Text("elke andere keuze geeft hetzelfde", "every other choice gives the same")
            screen.line((same, DIM), indent=4)


_SOURCE: Final = {
    Source.official: Text("officieel", "official"),
    Source.approximation: Text("benadering", "approximation"),
}


def _moved(variant: Variant) -> Text:
    if not variant.moved:
        return Text("geen praktijk gaat over de grens", "no practice crosses")
    if variant.moved == 1:
        return Text("één praktijk gaat over de grens", "one practice crosses")
    return Text(f"{variant.moved} praktijken gaan over de grens", f"{variant.moved} practices cross")


# --- publish, claims ---------------------------------------------------------------------------------------


def published_row(found: Publication) -> dict[str, Any]:
    """A publication as data: only what is public."""
    return {
        "levels": list(found.levels),
        "groups": [{"group": list(r.place), **_counts(r)} for r in found.rows],
        "kept": found.kept,
        "norms": [norm_row(n) for n in found.norms],
        "practices": found.population,
    }


def _counts(row: Row) -> dict[str, Any]:
    mean = None if row.mean is None else str(row.mean)
    return {
        "practices": row.practices,
        "persons": row.persons,
        "treatments": row.treatments,
        "index": row.index,
        "mean": mean,
    }


def show_published(found: Publication, out: Path, screen: Screen) -> None:
    """How much is public, how much is kept back, and why."""
    lang = screen.lang
    if not found.rows and not found.norms:
        screen.line(
            Text(
                "Hiervan kan niets openbaar: er zijn te weinig praktijken of verzekerden, of het verschil met een "
                "eerdere publicatie zou een enkele praktijk verraden.",
                "Nothing of this can be public: there are too few practices or persons, or the difference with an "
                "earlier publication would give away a single practice.",
            )
        )
        return
    screen.title(Text("Openbaar", "Public"))
    screen.line((OWN, DIM))
    groups = Text(
        f"{len(found.rows)} groepen, aantallen afgerond; {found.kept} groepen niet gepubliceerd.",
        f"{len(found.rows)} groups, counts rounded; {found.kept} groups not published.",
    )
    screen.line(groups)
    if found.decision.withheld:
        n = len(found.decision.withheld)
        says = Text(
            f"{n} praktijken tellen niet mee, omdat zij anders uit een eerdere publicatie te berekenen zijn.",
            f"{n} practices are left out, because an earlier publication would give them away.",
        )
        screen.line((says, "yellow"))
    for norm in found.norms:
        screen.line((f"P{norm.percent}: {points(norm.value, lang)}", "bold"))
    if not found.norms:
        screen.line(Text("Geen percentielen: te weinig praktijken.", "No percentiles: too few practices."))
    screen.line((Text("geschreven: ", "written: "), DIM), str(out))


def show_made(made: Made, out: Path, screen: Screen) -> None:
    """What was invented, and where its truth is."""
    lang = screen.lang
    screen.line(
        Text(
            "{rows} verzonnen regels van {persons} verzekerden bij {practices} praktijken.",
            "{rows} invented lines of {persons} persons at {practices} practices.",
        ).format(
            rows=count(made.rows, lang),
            persons=count(made.persons, lang),
            practices=count(made.practices, lang),
        )
    )
    screen.line((Text("declaraties: ", "claims: "), DIM), str(out / CLAIMS_FOLDER))
    screen.line(
        (Text("de ware index van elke praktijk: ", "the true index of each practice: "), DIM),
        str(out / TRUTH_FILE),
    )
