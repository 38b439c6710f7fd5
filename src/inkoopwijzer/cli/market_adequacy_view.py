"""Supply against norms on a screen: where it falls short most, then a table, then what depends on whom."""

from __future__ import annotations

from collections.abc import Sequence
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
    at = Text(f"{report.market}, op {day.nl}", f"{report.market}, on {day.en}")
    whose = Text(
        f"normen: {report.norms_name}, gesteld door {report.whose}",
        f"norms: {report.norms_name}, set by {report.whose}",
    )
    screen.line((at, phrases.DIM))
    screen.line((whose, phrases.DIM))
    _norms(report.norms, screen)
    _worst(report, screen, rows)
    _table(report, screen, rows)
    _critical(report, screen, rows)
    _otherwise(report, screen, rows)
    screen.blank()
    screen.title(Text("Let op", "Note"))
    for remark in report.remarks:
        screen.line(remark, indent=2, lead="· ")


def _norms(norms: Sequence[NormTold], screen: Screen) -> None:
    screen.blank()
    for norm in norms:
        screen.line((norm.name, "bold"), (Text(f" ({norm.care.nl})", f" ({norm.care.en})"), phrases.DIM))
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
        f", {report.norms[finding.norm].name}: ",
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
    nobody = Text("zeker dichtstbij: niemand", "surely nearest: nobody")
    near = Text("zeker dichtstbij: ", "surely nearest: ")
    screen.line(*((near, _near(finding.nearest)) if finding.nearest else (nobody,)), indent=6)
    if finding.nearest_possible != finding.nearest and finding.nearest_possible:
        screen.line(
            Text("misschien: ", "perhaps: "), (_near(finding.nearest_possible), phrases.DIM), indent=6
        )


def _near(found: Sequence[Near]) -> Text:
    return phrases.join([_one(near) for near in found], "; ")


def _one(near: Near) -> Text:
    km = number_words(near.km)
    return Text(f"{near.name} ({near.agb}) {km.nl} km", f"{near.name} ({near.agb}) {km.en} km")


def _table(report: SupplyReport, screen: Screen, rows: int) -> None:
    if not rows:
        return
    screen.blank()
    names = (
        Text("gemeente", "municipality"),
        Text("norm", "norm"),
        Text("oordeel", "verdict"),
        Text("praktijken", "practices"),
        Text("locaties", "locations"),
        Text("therapeuten", "therapists"),
        Text("per 1.000", "per 1,000"),
        Text("km", "km"),
        Text("2e km", "2nd km"),
    )
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for number, name in enumerate(names):
        table.add_column(screen.word(name), justify="left" if number < 3 else "right", overflow="fold")
    for finding in report.findings[:rows]:
        mark, style = phrases.MARKS[finding.verdict]
        heads = finding.therapists_per_thousand
        table.add_row(
            screen.rich(finding.municipality_name),
            screen.rich(report.norms[finding.norm].name),
            screen.rich((f"{mark} ", style), VERDICT_WORDS[finding.verdict]),
            *(screen.rich(_range(r)) for r in (finding.practices, finding.locations, finding.therapists)),
            screen.rich(number_words(heads) if heads is not None else ""),
            *(
                screen.rich(number_words(finding.nearest[at].km) if len(finding.nearest) > at else "-")
                for at in (0, 1)
            ),
        )
    screen.show(table)
    left = len(report.findings) - rows
    if left > 0:
        more = Text(f"en nog {left} regels: alle met --csv", f"and {left} more rows: all of them with --csv")
        screen.line((more, phrases.DIM))


def _range(found: Range) -> Text:
    if found.most is None:
        return Text(f"{found.least} of meer", f"{found.least} or more")
    if found.most == found.least:
        return Text(str(found.least), str(found.least))
    return Text(f"{found.least} tot {found.most}", f"{found.least} to {found.most}")


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
        name = report.norms[cell.norm].name
        screen.line(f"{cell.municipality_name}, {name}", (then, phrases.DIM), indent=6)
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
        if (before.met, before.not_met) != (after.met, after.not_met):
            told = Text(
                f": gehaald {before.met} → {after.met}, niet gehaald {before.not_met} → {after.not_met}, "
                f"onbekend {before.unknown} → {after.unknown}",
                f": met {before.met} → {after.met}, not met {before.not_met} → {after.not_met}, "
                f"unknown {before.unknown} → {after.unknown}",
            )
            screen.line((before.name, "bold"), told, indent=2)
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
        f", {report.norms[after.norm].name}: ",
        (Text(f"{was.nl} → {now.nl}", f"{was.en} → {now.en}"), style),
        indent=2,
        lead=f"{mark} ",
        lead_style=style,
    )
    if before.nearest[:1] != after.nearest[:1]:
        first = _near(after.nearest[:1]) or Text("niemand", "nobody")
        screen.line(Text("zeker dichtstbij wordt ", "surely nearest becomes "), first, indent=6)


def _many(number: int, between: str) -> str:
    return f"{number:,}".replace(",", between)
