"""What `inkoopwijzer index` shows: figures with what they rest on, and never as the official index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from statistics import median
from typing import Any, Final

from rich.table import Table

from inkoopwijzer.cli.screen import Part, Screen
from inkoopwijzer.index.explain import Distance
from inkoopwijzer.index.explain import Part as IndexPart
from inkoopwijzer.index.figures import Figure, Source
from inkoopwijzer.index.percentiles import Norm
from inkoopwijzer.services.indexing import ComputedIndex, Explained
from inkoopwijzer.values.text import Lang, Text

OWN: Final = Text(
    "Dit is onze eigen benadering, niet de landelijke behandelindex: de formule daarvan is niet openbaar.",
    "This is our own approximation, not the national treatment index: its formula is not public.",
)
MOST_PARTS: Final = 8
"""So many parts of a trait are shown; the rest is in --json."""
MOST_SHARE: Final = 0.2
"""From this share of the country on a practice is told that it is compared with itself."""
DIM: Final = "dim"
_TRAITS: Final = {
    "diagnose": Text("Naar diagnose", "By diagnosis"),
    "leeftijd": Text("Naar leeftijd", "By age"),
    "geslacht": Text("Naar geslacht", "By sex"),
    "ses": Text("Naar sociaaleconomische klasse", "By socio-economic class"),
}
_LACKING: Final = {
    "diagnose": Text("de diagnose", "the diagnosis"),
    "leeftijd": Text("de leeftijd", "the age"),
    "geslacht": Text("het geslacht", "the sex"),
    "ses": Text("de sociaaleconomische klasse", "the socio-economic class"),
}


def count(number: float, lang: Lang) -> str:
    """A whole number as people write it: 1.234.567 in Dutch."""
    text = f"{round(number):,}"
    return text.replace(",", ".") if lang == "nl" else text


def points(number: float | Decimal, lang: Lang, places: int = 2) -> str:
    """A number with decimals as people write it: 105,35 in Dutch."""
    text = f"{number:.{places}f}"
    return text.replace(".", ",") if lang == "nl" else text


def _signed(number: float, lang: Lang, places: int = 1) -> str:
    return ("+" if round(number, places) > 0 else "") + points(number, lang, places)


# --- compute -----------------------------------------------------------------------------------------------


def computed_row(found: ComputedIndex) -> dict[str, Any]:
    """A computation as data: the receipt, and the practices."""
    return {"receipt": dict(found.result.receipt), "practices": [figure_row(f) for f in found.result.figures]}


def figure_row(figure: Figure) -> dict[str, Any]:
    """One practice as data."""
    index = figure.index()
    return {
        "practice": figure.practice,
        "index": None if index is None else str(index),
        "source": figure.source.value,
        "approximation": None if figure.own is None else asdict(figure.own),
        "official": None if figure.official is None else str(figure.official.index),
        "official_persons": None if figure.official is None else figure.official.persons,
    }


def show_computed(found: ComputedIndex, screen: Screen) -> None:
    """What was counted, how the approximation lies, and how it compares with the official index."""
    lang, result = screen.lang, found.result
    screen.title(
        Text(
            f"Benadering van de behandelindex over {result.year}",
            f"Approximation of the treatment index of {result.year}",
        )
    )
    screen.line((OWN, DIM))
    screen.blank()
    t, totals = found.tally, found.totals
    rows: list[Sequence[Part]] = [
        (Text("regels gelezen", "lines read"), count(t.lines, lang)),
        (Text("daarvan geteld", "of which counted"), count(t.counted, lang)),
    ]
    for number, says in (
        (t.other_list, Text("een andere codelijst", "another code list")),
        (t.other_performance, Text("een prestatie die niet meetelt", "a performance that does not count")),
        (t.other_year, Text("een ander jaar", "another year")),
        (
            t.incomplete,
            Text("praktijk, persoon, dag of aantal ontbreekt", "practice, person, day or count is missing"),
        ),
    ):
        if number:
            rows.append((Text("niet geteld", "not counted"), count(number, lang), says))
    rows += [
        (Text("trajecten", "trajectories"), count(totals.trajectories, lang)),
        (Text("behandelingen", "treatments"), count(totals.treatments, lang)),
        (Text("praktijken", "practices"), count(totals.practices, lang)),
    ]
    screen.columns([(a, b, rest[0] if rest else "") for a, b, *rest in rows], indent=2)
    if found.lacking:
        names = ", ".join(_LACKING[name].to(lang) for name in found.lacking)
        says = Text(
            f"Niet in de bestanden: {names}. Daarmee is niet gecorrigeerd.",
            f"Not in the files: {names}. That was not corrected for.",
        )
        screen.line((says, "yellow"), indent=2)
    if totals.rest_trajectories:
        some = count(totals.rest_trajectories, lang)
        says = Text(
            f"{some} trajecten staan in cellen die ook samengevoegd klein zijn: zij vormen één restcel.",
            f"{some} trajectories are in cells that stay small when pooled: they form one cell of what is left.",
        )
        screen.line((says, DIM), indent=2)
    screen.blank()
    _spread_of_figures(result.figures, result.method.least_persons, screen)
    _beside_official(result.figures, screen)
    screen.blank()
    folder = str(result.folder)
    screen.line((Text("geschreven: ", "written: "), DIM), folder)
    screen.line(
        (Text("vraag verder: ", "ask on: "), DIM),
        f"inkoopwijzer index explain {folder} {result.figures[0].practice}",
    )


def _spread_of_figures(figures: Iterable[Figure], least: int, screen: Screen) -> None:
    lang = screen.lang
    own = [f.own for f in figures if f.own is not None]
    large = sorted(o.index for o in own if o.persons >= least)
    few = len(own) - len(large)
    if few:
        says = Text(
            f"{few} praktijken hebben minder dan {least} verzekerden: hun cijfer zegt weinig.",
            f"{few} practices have fewer than {least} persons: their figure says little.",
        )
        screen.line(says, indent=2)
    if large:
        low, mid, high = large[0], median(large), large[-1]
        wide = median(o.upper - o.lower for o in own if o.persons >= least)
        says = Text(
            "De andere {n} lopen van {low} tot {high}, met {mid} in het midden; "
            "een interval is meestal {wide} punten breed.",
            "The other {n} run from {low} to {high}, with {mid} in the middle; "
            "an interval is mostly {wide} points wide.",
        ).format(
            n=count(len(large), lang),
            low=points(low, lang),
            high=points(high, lang),
            mid=points(mid, lang),
            wide=points(wide, lang, 0),
        )
        screen.line(says, indent=2)


def _beside_official(figures: Iterable[Figure], screen: Screen) -> None:
    given = [f for f in figures if f.official is not None]
    if not given:
        return
    lang = screen.lang
    says = Text(
        "Van {n} praktijken is er een officieel cijfer: dat telt, onze benadering staat ernaast.",
        "Of {n} practices there is an official figure: that counts, ours stands beside it.",
    )
    screen.line(says.format(n=count(len(given), lang)), indent=2)
    apart = sorted(abs(f.own.index - float(f.official.index)) for f in given if f.own and f.official)
    if apart:
        says = Text(
            "Zij verschillen in het midden {mid} punten, bij een op de tien meer dan {worst}.",
            "They differ {mid} points in the middle, for one in ten more than {worst}.",
        ).format(
            mid=points(median(apart), lang, 1), worst=points(apart[int(0.9 * (len(apart) - 1))], lang, 1)
        )
        screen.line(says, indent=2)


# --- explain -----------------------------------------------------------------------------------------------


def explained_row(found: Explained) -> dict[str, Any]:
    """An explanation as data, with every part."""
    parts = {
        trait: [{**asdict(part), "name": asdict(part.name), "difference": part.difference} for part in each]
        for trait, each in found.explanation.parts.items()
    }
    return {
        "year": found.result.year,
        "method": found.result.receipt["method"],
        **figure_row(found.explanation.figure),
        "parts": parts,
        "norms": [norm_row(n) for n in found.norms],
        "official_norms": [norm_row(n) for n in found.official_norms],
        "population": found.population,
        "distances": [{"bound": str(d.bound), "room": d.room} for d in found.distances],
    }


def show_explained(found: Explained, screen: Screen) -> None:
    """One practice: its figure, what it is made of, and how far the bounds are. To itself it is shown however small."""
    lang, figure, result = screen.lang, found.explanation.figure, found.result
    screen.title(
        Text(f"Praktijk {figure.practice}, {result.year}", f"Practice {figure.practice}, {result.year}")
    )
    if figure.official is not None:
        of = figure.persons(Source.official)
        persons = "" if of is None else Text(f", {of} verzekerden", f", {of} persons").to(lang)
        screen.line(
            Text("Officiële behandelindex: ", "Official treatment index: "),
            (points(figure.official.index, lang), "bold"),
            persons,
        )
    if figure.own is None:
        screen.line(
            Text("In de declaraties komt deze praktijk niet voor.", "This practice is not in the claims.")
        )
        return
    own = figure.own
    screen.line(
        Text("Onze benadering: ", "Our approximation: "),
        (points(own.index, lang), "bold"),
        Text(", waarschijnlijk tussen {low} en {high}", ", probably between {low} and {high}").format(
            low=points(own.lower, lang), high=points(own.upper, lang)
        ),
    )
    corrected = Text(
        "De ondergrens, {low}, is ook de voor toeval gecorrigeerde index.",
        "The lower bound, {low}, is also the index corrected for chance.",
    )
    screen.line(corrected.format(low=points(own.lower, lang)))
    screen.line((OWN, DIM))
    screen.blank()
    screen.line(
        Text(
            "{n} verzekerden, {t} trajecten, {o} behandelingen; landelijk verwacht {e}.",
            "{n} persons, {t} trajectories, {o} treatments; expected nationally {e}.",
        ).format(
            n=count(own.persons, lang),
            t=count(own.trajectories, lang),
            o=count(own.treatments, lang),
            e=points(own.expected, lang, 1),
        )
    )
    if own.persons < result.method.least_persons:
        says = Text(
            f"Met minder dan {result.method.least_persons} verzekerden zegt dit cijfer weinig; het telt nergens mee.",
            f"With fewer than {result.method.least_persons} persons this figure says little; it counts nowhere.",
        )
        screen.line((says, "yellow"))
    for trait, parts in found.explanation.parts.items():
        if len(parts) > 1:
            screen.blank()
            _show_parts(trait, parts, screen)
    if found.distances:
        screen.blank()
        _show_distances(found, screen)


def _show_parts(trait: str, parts: Sequence[IndexPart], screen: Screen) -> None:
    lang = screen.lang
    table = Table(box=None, pad_edge=False, padding=(0, 2), header_style=DIM)
    table.add_column(screen.rich((_TRAITS[trait], "bold")))
    for head in _HEADS:
        table.add_column(screen.word(head), justify="right")
    for part in parts[:MOST_PARTS]:
        table.add_row(
            screen.rich(part.name),
            count(part.trajectories, lang),
            points(part.mean, lang, 1),
            points(part.national, lang, 1),
            _signed(part.difference, lang),
            _signed(part.points, lang),
        )
    screen.show(table)
    if rest := parts[MOST_PARTS:]:
        says = Text(
            f"en nog {len(rest)}, samen {_signed(sum(p.points for p in rest), lang)} punten (alle met --json)",
            f"and {len(rest)} more, together {_signed(sum(p.points for p in rest), lang)} points (all with --json)",
        )
        screen.line((says, DIM))
    if own := [part for part in parts[:MOST_PARTS] if part.share >= MOST_SHARE]:
        named = ", ".join(f"{screen.word(part.name)} {round(100 * part.share)}%" for part in own)
        says = Text(
            f"Van alle trajecten van een soort zijn er veel van deze praktijk zelf ({named}): wat landelijk verwacht "
            "wordt, rust dan deels op haar eigen cijfers.",
            f"Of all trajectories of a kind many are this practice's own ({named}): what is expected nationally then "
            "rests partly on its own figures.",
        )
        screen.line((says, DIM))


_HEADS: Final = (
    Text("trajecten", "trajectories"),
    Text("per traject", "for each"),
    Text("verwacht", "expected"),
    Text("verschil", "difference"),
    Text("indexpunten", "index points"),
)


def _show_distances(found: Explained, screen: Screen) -> None:
    screen.title(Text("Hoe ver de grenzen zijn", "How far the bounds are"))
    index = found.explanation.figure.index(Source.official)
    for norm in found.official_norms if index is not None else ():
        _bound(_named(norm, screen.lang), index is not None and index <= norm.value, _OFFICIAL, screen)
    for each in found.distances:
        named = [_named(n, screen.lang) for n in found.norms if n.percent == each.percent]
        name = named[0] if named else points(each.bound, screen.lang)
        _bound(name, each.within, _distance(each), screen)
    n = count(found.population, screen.lang)
    says = Text(
        f"In behandelingen: bij gelijke verwachting, en met percentielen van onze benadering over {n} praktijken.",
        f"In treatments: with the expectation as it is, and percentiles of our approximation over {n} practices.",
    )
    screen.line((says, DIM), indent=2)


def _named(norm: Norm, lang: Lang) -> str:
    return f"P{norm.percent} ({points(norm.value, lang)})"


_OFFICIAL: Final = Text(
    "de officiële index tegen de officiële cijfers", "the official index among official figures"
)


def _bound(name: str, within: bool, says: Text, screen: Screen) -> None:
    mark, style = ("✓", "green") if within else ("✗", "red")
    word = Text("daaronder of erop", "at or below it") if within else Text("daarboven", "above it")
    screen.line(name, ": ", word, "; ", says, indent=2, lead=f"{mark} ", lead_style=style)


def _distance(each: Distance) -> Text:
    n = abs(each.room)
    if each.within and n == 1:
        return Text("er past nog 1 behandeling bij", "1 more treatment still fits")
    if each.within:
        return Text(f"er passen nog {n} behandelingen bij", f"{n} more treatments still fit")
    if n == 1:
        return Text("het is 1 behandeling te veel", "1 treatment too many")
    return Text(f"het zijn {n} behandelingen te veel", f"{n} treatments too many")


def norm_row(norm: Norm) -> dict[str, Any]:
    """A percentile as data."""
    return {
        "percentile": str(norm.percent),
        "method": norm.method.value,
        "value": str(norm.value),
        "within": norm.within,
        "at": norm.at,
    }
