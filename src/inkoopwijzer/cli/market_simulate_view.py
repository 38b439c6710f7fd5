"""What a change does to all practices, on a screen: outcomes before and after, who moves, why, where, at what cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inkoopwijzer.cli.market_simulate_words import (
    WAYS,
    arrow,
    difference,
    euros,
    named,
    practices,
    reasons_said,
    share_said,
)
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.market.moves import Shift
from inkoopwijzer.market.what_if_answer import Answer, MoveReason, PartMoves
from inkoopwijzer.market.what_if_elements import Kind
from inkoopwijzer.market.what_if_joint import Way
from inkoopwijzer.market.what_if_parts import UNKNOWN_PLACE
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.services.simulating import Simulation
from inkoopwijzer.services.simulating_costs import Reckoned
from inkoopwijzer.values.text import LANGUAGES, Text, day_text

DIM: Final = "dim"


def show_simulation(found: Simulation, rows: int, screen: Screen) -> None:
    """A change, and what it does to each agreement that it touches."""
    size = len(found.records)
    screen.line((found.records.name, "bold"), "  ", practices(size))
    if found.old.id != found.new.id:
        screen.line(f"{found.old.id} → {found.new.id}")
    for told in found.told:
        screen.line(told, lead="• ")
    for one in found.answers:
        screen.blank()
        _answer(one, found, rows, screen)
    _beside(found, screen)
    if found.answers:
        screen.blank()
        screen.line((_NO_PROMISE, DIM))


def _answer(one: Answer, found: Simulation, rows: int, screen: Screen) -> None:
    agreement = one.after.planned.agreement
    screen.line((found.new.insurer_name, "bold"), ", ", (agreement.title, "bold"))
    moved = int(one.moves.moved.sum())
    screen.line(
        Text(
            f"Voor {practices(one.meant_for).nl} kan deze overeenkomst bedoeld zijn, {_days(one).nl}; "
            f"{moved} {'krijgt' if moved == 1 else 'krijgen'} een andere uitkomst.",
            f"This agreement may be meant for {practices(one.meant_for).en}, {_days(one).en}; "
            f"{moved} {'gets' if moved == 1 else 'get'} another outcome.",
        )
    )
    shifts = one.moves.shifts()
    screen.blank()
    _standings(one, shifts, screen)
    if moved:
        _moves(shifts, rows, screen)
    _perhaps(one, screen)
    if moved and rows:
        _reasons(one.reasons(), rows, screen)
        _parts(_PROVINCES, one.by_province(), rows, screen)
        _parts(_MUNICIPALITIES, one.by_municipality(), rows, screen)
        _parts(_PROFESSIONS, _professions(one.by_profession(), screen), rows, screen)
    if found.reckoned is not None:
        _costs(found.reckoned, screen)
    if one.open:
        screen.blank()
        more = _PERHAPS if one.inexact == one.open else _PERHAPS_STILL if one.inexact else Text("", "")
        screen.line((_OPEN.format(n=practices(one.open)), DIM), (more.format(m=one.inexact), DIM))


def _days(one: Answer) -> Text:
    before, after = (day_text(day) for day in one.days)
    if before == after:
        return Text(f"op {before.nl}", f"on {before.en}")
    return Text(f"eerst op {before.nl}, dan op {after.nl}", f"first on {before.en}, then on {after.en}")


def _standings(one: Answer, shifts: Sequence[Shift], screen: Screen) -> None:
    """How many practices surely have each outcome before and after, and how many more possibly."""
    rows: list[tuple[str | Text, ...]] = [("", _BEFORE, _AFTER, _CHANGE)]
    for name in (*one.moves.groups, NONE):
        cells = []
        sure = []
        for side in (0, 1):
            sets = [((s.before, s.after)[side], s.practices) for s in shifts]
            alone = sum(n for outcome, n in sets if outcome == (name,))
            more = sum(n for outcome, n in sets if name in outcome and len(outcome) > 1)
            cells.append(f"{alone} (+ {more})")
            sure.append(alone)
        rows.append((named(name).to(screen.lang), *cells, difference(sure[1] - sure[0])))
    screen.columns(rows, indent=2)
    screen.line((_SURE_AND_MORE, DIM), indent=2)


def _moves(shifts: Sequence[Shift], rows: int, screen: Screen) -> None:
    for title, sure in ((_SURE, True), (_POSSIBLE, False)):
        found = [s for s in shifts if s.before != s.after and s.sure is sure]
        if not found:
            continue
        screen.blank()
        total = sum(s.practices for s in found)
        screen.title(title.format(n=total))
        table = [
            (
                str(s.practices),
                arrow(s.before, s.after).to(screen.lang),
                (WAYS[s.way], _STYLES.get(s.way, "yellow")),
            )
            for s in found[:rows]
        ]
        screen.columns(table, indent=2)
        _more(len(found), rows, screen)


def _perhaps(one: Answer, screen: Screen) -> None:
    if one.moves.perhaps:
        screen.blank()
        screen.line(_STAYS_OPEN.format(n=practices(one.moves.perhaps, other=True)))


def _reasons(found: Sequence[MoveReason], rows: int, screen: Screen) -> None:
    screen.blank()
    screen.title(_BECAUSE)
    told: dict[str, Text] = {}
    for reason in found[:rows]:
        told |= {r.name: r.says for r in reason.reasons if r.kind not in (Kind.group_gone, Kind.group_come)}
    table = [
        (str(r.practices), arrow(r.before, r.after).to(screen.lang), reasons_said(r)) for r in found[:rows]
    ]
    screen.columns(table, indent=2)
    _more(len(found), rows, screen)
    for name, says in told.items():
        screen.line((f"{name}: ", "bold"), (says, DIM), indent=2, hang=2)


def _parts(title: Text, found: Sequence[PartMoves], rows: int, screen: Screen) -> None:
    if not found:
        return
    screen.blank()
    screen.title(title)
    table = []
    for part in found[:rows]:
        name = _UNKNOWN.to(screen.lang) if part.part == UNKNOWN_PLACE else part.part
        of = Text(f"{part.moved} van {part.practices}", f"{part.moved} of {part.practices}")
        table.append((name, of, share_said(part.moved, part.practices, screen.lang), _flows(part, screen)))
    screen.columns(table, indent=2)
    _more(len(found), rows, screen)


def _flows(part: PartMoves, screen: Screen) -> str:
    shifts = sorted(part.shifts, key=lambda s: -s.practices)
    said = [f"{arrow(s.before, s.after).to(screen.lang)}: {s.practices}" for s in shifts[:_FLOWS]]
    more = sum(s.practices for s in shifts[_FLOWS:])
    return "; ".join([*said, _OTHERWISE.format(n=more).to(screen.lang)] if more else said)


def _professions(found: Sequence[PartMoves], screen: Screen) -> list[PartMoves]:
    known = catalogue().professions
    return [PartMoves(screen.word(known[p.part].label), p.practices, p.shifts) for p in found]


def _costs(found: Reckoned, screen: Screen) -> None:
    spend, lang = found.spend, screen.lang
    screen.blank()
    screen.title(_SPEND)
    rows: list[tuple[str | Text, str]] = [
        (_BEFORE, euros(spend.before, lang)),
        (_AFTER, euros(spend.after, lang)),
        (_CHANGE, euros(spend.change, lang, signed=True)),
    ]
    screen.columns(rows, indent=2)
    change = Text(*(euros(spend.sure_change, lang, signed=True) for lang in LANGUAGES))
    screen.line(
        _CERTAIN.format(c=change, sure=practices(spend.sure), open=practices(spend.open, other=True)),
        indent=2,
    )
    if spend.without:
        screen.line(_WITHOUT.format(n=practices(spend.without)), indent=2)
    for assumption in found.assumptions:
        screen.line((assumption, DIM), indent=2, lead="• ")


def _beside(found: Simulation, screen: Screen) -> None:
    """The agreements that have nothing to show."""
    lines = []
    if found.untouched and not found.answers:
        lines.append(_NOTHING)
    if found.gone:
        lines.append(
            Text(f"Alleen ervoor: {', '.join(found.gone)}.", f"Only before: {', '.join(found.gone)}.")
        )
    if found.come:
        lines.append(Text(f"Alleen erna: {', '.join(found.come)}.", f"Only after: {', '.join(found.come)}."))
    if found.answers and found.untouched:
        names = ", ".join(found.untouched)
        lines.append(Text(f"Niet geraakt: {names}.", f"Not touched: {names}."))
    if lines:
        screen.blank()
    for line in lines:
        screen.line(line)


def _more(found: int, rows: int, screen: Screen) -> None:
    left = found - rows
    if left > 0 and rows:
        more = Text("regel" if left == 1 else "regels", "row" if left == 1 else "rows")
        said = Text(f"en nog {left} {more.nl} (--rows)", f"and {left} more {more.en} (--rows)")
        screen.line((said, DIM), indent=2)


_FLOWS: Final = 3
_STYLES: Final = {Way.up: "green", Way.perhaps_up: "green", Way.down: "red", Way.perhaps_down: "red"}
_BEFORE = Text("ervoor", "before")
_AFTER = Text("erna", "after")
_CHANGE = Text("verschil", "change")
_SURE_AND_MORE = Text(
    "Zeker, en tussen haakjes bij hoeveel meer het nog mogelijk is; het verschil is dat van de zekere.",
    "Certain, and in brackets at how many more it is possible; the change is that of the certain ones.",
)
_SURE = Text("Zeker verschoven: {n}", "Certainly moved: {n}")
_POSSIBLE = Text("Wat nog mogelijk is verandert: {n}", "What is still possible changes: {n}")
_STAYS_OPEN = Text(
    "Bij {n} blijft gelijk wat mogelijk is, maar kan de uitkomst toch een andere worden.",
    "At {n} what is possible stays the same, but the outcome may yet become another.",
)
_BECAUSE = Text("Door welke voorwaarde", "By which condition")
_PROVINCES = Text("Per provincie", "By province")
_MUNICIPALITIES = Text("Per gemeente (van de eerste locatie)", "By municipality (of the first location)")
_PROFESSIONS = Text(
    "Per beroep (een praktijk telt bij elk beroep dat er werkt)",
    "By profession (a practice counts under each that works there)",
)
_UNKNOWN = Text("onbekend", "unknown")
_OTHERWISE = Text("anders: {n}", "otherwise: {n}")
_SPEND = Text("Kosten per jaar, met uw tarieven en aantallen", "Costs a year, with your tariffs and volumes")
_CERTAIN = Text(
    "Waarvan {c} zeker, bij {sure} met een zekere uitkomst ervoor en erna; bij {open} hangt het af "
    "van wat nog open is.",
    "Of this {c} is certain, at {sure} with a certain outcome before and after; at {open} it depends "
    "on what is still open.",
)
_WITHOUT = Text(
    "Niet meegeteld: {n} waarvan het aantal behandelingen niet bekend is.",
    "Left out: {n} of which the number of treatments is not known.",
)
_NOTHING = Text(
    "Geen enkele overeenkomst rust op wat u wijzigt: er verandert niets.",
    "No agreement rests on what you change: nothing changes.",
)
_OPEN = Text(
    "Bij {n} is ervoor of erna meer dan één uitkomst mogelijk, omdat gegevens ontbreken of de verzekeraar "
    "weegt.",
    "At {n} more than one outcome is possible before or after, because facts are missing or the insurer "
    "decides.",
)
_PERHAPS = Text(
    " Er kan er daar een te veel staan; --exact zoekt dat uit.",
    " There may be one too many there; --exact works that out.",
)
_PERHAPS_STILL = Text(
    " Bij {m} daarvan kan er een te veel staan; dat was niet uit te zoeken.",
    " At {m} of them there may be one too many; that could not be worked out.",
)
_NO_PROMISE = Text(
    "Dit is een doorrekening met de gegevens van deze markt, geen besluit. Lijsten van praktijken zijn voor eigen "
    "gebruik van de verzekeraar.",
    "This is a reckoning with the data of this market, not a decision. Lists of practices are for the insurer's own "
    "use.",
)
