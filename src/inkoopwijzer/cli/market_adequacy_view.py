"""Supply against norms on a screen: where it falls short most, then a table, then what depends on whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from rich import box
from rich.table import Table

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.market.adequacy_changes import Change, CriticalPractice
from inkoopwijzer.market.adequacy_findings import Finding, Near, Range
from inkoopwijzer.market.adequacy_words import OPEN_WORDS, VERDICT_WORDS, demand_words, number_words
from inkoopwijzer.services.adequacy import NormTold, SupplyReport
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import Verdict

WORST: Final = 8
"""So many cells are told in full."""
DEPENDENTS: Final = 4


def show_supply(report: SupplyReport, screen: Screen, rows: int) -> None:
    """A market held against norms; of each list at most so many rows."""
    day = day_text(report.on)
    screen.title(Text("Genoeg zorg dichtbij?", "Enough care near by?"))
    of = f", {report.insurer}" if report.insurer else ""
    at = Text(f"{report.market}{of}, op {day.nl}", f"{report.market}{of}, on {day.en}")
    whose = Text(
        f"normen: {report.norms_name}, gesteld door {report.whose}",
        f"norms: {report.norms_name}, set by {report.whose}",
    )
    screen.line((at, phrases.DIM))
    screen.line((whose, phrases.DIM))
    _norms(report.norms, screen)
    _worst(report, screen, rows)
    _tables(report, screen, rows)
    _critical(report, screen, rows)
    _otherwise(report, screen, rows)
    screen.blank()
    screen.title(Text("Let op", "Note"))
    for remark in report.remarks:
        screen.line(remark, indent=2, lead="· ")


def _norms(norms: Sequence[NormTold], screen: Screen) -> None:
    screen.blank()
    for norm in norms:
        care = Text(f" ({norm.care.nl})", f" ({norm.care.en})")
        screen.line((norm.name, "bold"), (care, phrases.DIM))
        for says in norm.says:
            screen.line(says, indent=2, lead="· ")
        parts = [(Verdict.met, norm.met), (Verdict.not_met, norm.not_met), (Verdict.unknown, norm.unknown)]
        told = [phrases.join([Text(str(n), str(n)), VERDICT_WORDS[v]], " ") for v, n in parts]
        where = Text("gemeenten: ", "municipalities: ")
        screen.line((where, phrases.DIM), phrases.join(told), indent=2)


def _worst(report: SupplyReport, screen: Screen, rows: int) -> None:
    short = [f for f in report.findings if f.verdict is not Verdict.met]
    screen.blank()
    if not short:
        screen.line((Text("Elke norm wordt overal gehaald.", "Every norm is met everywhere."), phrases.GOOD))
        return
    screen.title(Text("Waar het het meest tekortschiet", "Where it falls short most"))
    for finding in short[: min(WORST, rows)]:
        _finding(report, finding, screen)
    if len(short) > min(WORST, rows):
        more = len(short) - min(WORST, rows)
        screen.line((Text(f"en nog {more}", f"and {more} more"), phrases.DIM), indent=2)


def _finding(report: SupplyReport, finding: Finding, screen: Screen) -> None:
    mark, style = phrases.MARKS[finding.verdict]
    people = Text("", "")
    if finding.insured is not None:
        people = Text(
            f", {_many(finding.insured, '.')} verzekerden", f", {_many(finding.insured, ',')} insured"
        )
    screen.line(
        (finding.municipality_name, "bold"),
        ", ",
        report.norms[finding.norm].title,
        ": ",
        (VERDICT_WORDS[finding.verdict], style),
        (people, phrases.DIM),
        indent=2,
        lead=f"{mark} ",
        lead_style=style,
    )
    for demand in finding.demands:
        if demand.verdict is not Verdict.met:
            why = phrases.join([OPEN_WORDS[reason] for reason in demand.open], "; ")
            lead = phrases.MARKS[demand.verdict][0]
            because = Text(f" ({why.nl})", f" ({why.en})") if why else Text("", "")
            screen.line(demand_words(demand), (because, phrases.DIM), indent=6, lead=f"{lead} ")
    nobody = Text("dichtstbij, zeker: niemand", "nearest, surely: nobody")
    near = Text("dichtstbij, zeker: ", "nearest, surely: ")
    screen.line(*((near, _near(finding.nearest)) if finding.nearest else (nobody,)), indent=6)
    perhaps = [near for near in finding.nearest_possible if near not in finding.nearest]
    if perhaps:
        screen.line(Text("misschien: ", "perhaps: "), (_near(perhaps), phrases.DIM), indent=6)


def _near(found: Sequence[Near]) -> Text:
    return phrases.join([_one(near) for near in found], "; ")


def _one(near: Near) -> Text:
    km = number_words(near.km)
    return Text(f"{near.name} ({near.agb}) {km.nl} km", f"{near.name} ({near.agb}) {km.en} km")


def _tables(report: SupplyReport, screen: Screen, rows: int) -> None:
    """A table for each norm, its worst municipalities first."""
    if not rows:
        return
    screen.blank()
    legend = Text(
        "km: hemelsbreed vanaf het rekenpunt van de gemeente, hoe ver een en een tweede praktijk zeker hoogstens zijn",
        "km: as the crow flies from the point of the municipality, how far one and a second practice are at most",
    )
    screen.line((legend, phrases.DIM))
    for number, norm in enumerate(report.norms):
        found = [finding for finding in report.findings if finding.norm == number]
        if not found:
            continue
        screen.blank()
        screen.title(norm.title)
        screen.show(_table(found[:rows], screen))
        if len(found) > rows:
            left = len(found) - rows
            more = Text(
                f"en nog {left} gemeenten: alle met --csv", f"and {left} more: all of them with --csv"
            )
            screen.line((more, phrases.DIM), indent=1)


def _table(found: Sequence[Finding], screen: Screen) -> Table:
    columns: list[tuple[Text, Callable[[Finding], Text]]] = [
        (Text("praktijken", "practices"), lambda f: _range(f.practices)),
        (Text("locaties", "locations"), lambda f: _range(f.locations)),
        (Text("therapeuten", "therapists"), lambda f: _range(f.therapists)),
        (Text("per 1.000", "per 1,000"), _per_thousand),
        (Text("gebieden", "areas"), _areas),
        (Text("km", "km"), lambda f: _km(f, 0)),
        (Text("2e km", "2nd km"), lambda f: _km(f, 1)),
    ]
    shown = [(name, tell) for name, tell in columns if any(tell(finding) for finding in found)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(screen.word(Text("gemeente", "municipality")), overflow="fold")
    table.add_column(screen.word(Text("oordeel", "verdict")), no_wrap=True)
    for name, _ in shown:
        table.add_column(screen.word(name), justify="right", overflow="fold")
    for finding in found:
        mark, style = phrases.MARKS[finding.verdict]
        table.add_row(
            screen.rich(finding.municipality_name),
            screen.rich((f"{mark} ", style), VERDICT_WORDS[finding.verdict]),
            *(screen.rich(tell(finding)) for _, tell in shown),
        )
    return table


def _per_thousand(finding: Finding) -> Text:
    heads = finding.therapists_per_thousand
    return Text("", "") if heads is None else number_words(heads)


def _areas(finding: Finding) -> Text:
    for demand in finding.demands:
        if demand.points is not None:
            found = _range(demand.found)
            return Text(f"{found.nl} van {demand.points}", f"{found.en} of {demand.points}")
    return Text("", "")


def _km(finding: Finding, rank: int) -> Text:
    return number_words(finding.nearest[rank].km) if len(finding.nearest) > rank else Text("-", "-")


def _range(found: Range) -> Text:
    if found.most is None:
        return Text(f"{found.least} of meer", f"{found.least} or more")
    if found.most == found.least:
        return Text(str(found.least), str(found.least))
    return Text(f"{found.least}–{found.most}", f"{found.least}–{found.most}")


def _critical(report: SupplyReport, screen: Screen, rows: int) -> None:
    titles = (
        Text("Wordt nu gehaald, en zonder deze praktijk niet", "Met now, and not without this practice"),
        Text(
            "Kan nu gehaald worden, en zonder deze praktijk niet",
            "Can be met now, and cannot without this practice",
        ),
    )
    for title, found in zip(titles, (report.critical, report.critical_open), strict=True):
        if found and rows:
            screen.blank()
            screen.title(title)
            for practice in found[: min(WORST, rows)]:
                _practice(report, practice, screen)


def _practice(report: SupplyReport, practice: CriticalPractice, screen: Screen) -> None:
    count = len(practice.cells)
    screen.line(
        (practice.name, "bold"),
        f" ({practice.agb}): ",
        Text(f"{count} keer", f"{count} times") if count > 1 else Text("1 keer", "once"),
        indent=2,
    )
    for cell in practice.cells[:DEPENDENTS]:
        then = Text("", "")
        if cell.next is not None:
            after = _one(cell.next)
            then = Text(f"; dan dichtstbij: {after.nl}", f"; then nearest: {after.en}")
        title = report.norms[cell.norm].title
        screen.line(f"{cell.municipality_name}, ", title, (then, phrases.DIM), indent=6)
    if count > DEPENDENTS:
        more = count - DEPENDENTS
        screen.line((Text(f"en nog {more}", f"and {more} more"), phrases.DIM), indent=6)


def _otherwise(report: SupplyReport, screen: Screen, rows: int) -> None:
    other = report.otherwise
    if other is None:
        return
    screen.blank()
    count = len(other.left)
    title = Text("Met de andere contracten", "With the other contracts")
    if count == 1:
        title = Text(f"Als {other.left[0]} niet tekent", f"If {other.left[0]} does not sign")
    elif count:
        title = Text(f"Als deze {count} praktijken niet tekenen", f"If these {count} practices do not sign")
    screen.title(title)
    for before, after in zip(report.norms, other.norms, strict=True):
        parts = [
            (VERDICT_WORDS[verdict], getattr(before, verdict.value), getattr(after, verdict.value))
            for verdict in (Verdict.met, Verdict.not_met, Verdict.unknown)
        ]
        told = [Text(f"{w.nl} {n} → {m}", f"{w.en} {n} → {m}") for w, n, m in parts if n != m]
        if told:
            screen.line((before.title, "bold"), ": ", phrases.join(told), indent=2)
    turned = [c for c in other.changes if c.before.verdict is not c.after.verdict]
    for change in turned[:rows]:
        _change(report, change, screen)
    if not turned:
        screen.line(Text("Geen enkel oordeel verandert.", "No verdict changes."), indent=2)
    more, quiet = max(len(turned) - rows, 0), len(other.changes) - len(turned)
    if more or quiet:
        rest = Text(
            f"{f'nog {more} andere oordelen; ' if more else ''}in {quiet} gevallen verandert alleen een aantal of wie "
            "het dichtstbij is",
            f"{f'{more} more verdicts; ' if more else ''}in {quiet} cases only a number or who is nearest changes",
        )
        screen.line((rest, phrases.DIM), indent=2)


def _change(report: SupplyReport, change: Change, screen: Screen) -> None:
    before, after = change.before, change.after
    mark, style = phrases.MARKS[after.verdict]
    was, now = VERDICT_WORDS[before.verdict], VERDICT_WORDS[after.verdict]
    screen.line(
        (after.municipality_name, "bold"),
        ", ",
        report.norms[after.norm].title,
        ": ",
        (Text(f"{was.nl} → {now.nl}", f"{was.en} → {now.en}"), style),
        indent=2,
        lead=f"{mark} ",
        lead_style=style,
    )
    if before.nearest[:1] != after.nearest[:1]:
        first = _near(after.nearest[:1]) or Text("niemand", "nobody")
        screen.line(Text("dichtstbij wordt, zeker: ", "nearest becomes, surely: "), first, indent=6)


def _many(number: int, between: str) -> str:
    return f"{number:,}".replace(",", between)
