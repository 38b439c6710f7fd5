"""The report on the quality of registers, on a screen and as data."""

from __future__ import annotations

from typing import Any, Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.register_view import plural, rows
from inkoopwijzer.cli.screen import Part, Screen
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers.quality import Filled, Kind, Quality
from inkoopwijzer.values.text import Text, day_text

SHOWN: Final = 5
"""Findings of one kind that a page shows; the data and the CSV file hold all that are listed."""


def show_quality(report: Quality, screen: Screen) -> None:
    """The tables with what is empty or old in them, and then every kind of finding."""
    day = day_text(report.day)
    screen.title(Text(f"Kwaliteit van de registers op {day.nl}", f"Quality of the registers on {day.en}"))
    for table in report.tables:
        screen.blank()
        _table(table, report, screen)
    _facts(report, screen)
    found = [kind for kind in report.kinds if kind.count]
    for kind in found:
        screen.blank()
        _kind(kind, screen)
    clear = [kind.title for kind in report.kinds if not kind.count]
    if clear:
        screen.blank()
        screen.line((Text("Niets gevonden:", "Nothing found:"), "green"))
        for title in clear:
            screen.line(title, indent=2, lead="✓ ", lead_style="green")


def _table(table: Filled, report: Quality, screen: Screen) -> None:
    source = catalogue().sources.get(table.source or "")
    by = source.label if source else Text("bron niet genoemd", "source not named")
    screen.line((table.table, "bold"), "  ", rows(table.rows), ", ", by)
    if table.stale:
        oldest = day_text(table.oldest) if table.oldest else Text("", "")
        told = Text(
            f"oud: {rows(table.stale).nl} langer dan {report.days} dagen geleden gezien, de oudste op {oldest.nl}",
            f"old: {rows(table.stale).en} seen more than {report.days} days ago, the oldest on {oldest.en}",
        )
        screen.line((told, "yellow"), indent=2)
    if table.unseen:
        count = rows(table.unseen)
        told = Text(f"zonder dag waarop zij zijn gezien: {count.nl}", f"without a day seen: {count.en}")
        screen.line((told, "yellow"), indent=2)
    if table.empty:
        cells = [
            Text(f"{name} {_share(count, table.rows)}", f"{name} {_share(count, table.rows)}")
            for name, count in table.empty.items()
        ]
        joined = phrases.join(cells)
        screen.line((Text(f"leeg: {joined.nl}", f"empty: {joined.en}"), phrases.DIM), indent=2)


def _share(count: int, whole: int) -> str:
    return f"{count} ({100 * count / whole:.0f}%)"


def _facts(report: Quality, screen: Screen) -> None:
    """The facts that are stated of some and not of others."""
    gaps = [fact for fact in report.facts if fact.without]
    if not gaps:
        return
    screen.blank()
    screen.title(Text("Feiten die niet van iedereen bekend zijn", "Facts that are not known of everybody"))
    rows_: list[list[Part]] = [
        [
            fact.fact,
            Text(
                f"ontbreekt bij {fact.without} van {fact.subjects} {plural(fact.kind).nl}",
                f"missing of {fact.without} of {fact.subjects} {plural(fact.kind).en}",
            ),
        ]
        for fact in gaps
    ]
    screen.columns(rows_, indent=2)


def _kind(kind: Kind, screen: Screen) -> None:
    screen.line((kind.title, "bold"), f" ({kind.count})")
    for finding in kind.findings[:SHOWN]:
        screen.line(finding.says, indent=2, lead="! ", lead_style="yellow")
    if kind.count > SHOWN:
        more = kind.count - SHOWN
        told = Text(
            f"en nog {more}; met --csv staan zij in een bestand",
            f"and {more} more; --csv puts them in a file",
        )
        screen.line((told, phrases.DIM), indent=4)


def quality_row(report: Quality) -> dict[str, Any]:
    """The report as data; of a kind with very many findings not all are listed, `count` says how many there are."""
    row: dict[str, Any] = as_data(report)
    return row
