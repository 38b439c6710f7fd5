"""The calendar on a screen: per insurer what has passed, what comes and what still waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.contracting.calendar import by_themselves
from inkoopwijzer.contracting.standing import State
from inkoopwijzer.documents import milestone_words as words
from inkoopwijzer.policy.milestones import Actor
from inkoopwijzer.services.calendars import Calendar, InsurerCalendar, Placed
from inkoopwijzer.values.text import Text, day_text

SOON: Final = 30
"""With so many days left or fewer a deadline of the provider stands out."""
_PASSED: Final = Text("Voorbij", "Passed")
_COMING: Final = Text("Nu en straks", "Now and next")
_WAITING: Final = Text("Wacht op iets", "Waiting for something")
_NOTHING: Final = Text(
    "Geen overeenkomst van deze verzekeraar is voor deze praktijk.",
    "No agreement of this insurer is for this practice.",
)


def show_calendar(found: Calendar, screen: Screen) -> None:
    """The calendar of every insurer, seen from one day."""
    day = day_text(found.on)
    seen = Text(f"Kalender, gezien op {day.nl}", f"Calendar, seen on {day.en}")
    if found.name:
        screen.line((found.name, "bold"), (f"  {found.file}", phrases.DIM))
        screen.line((seen, phrases.DIM))
    else:
        screen.line((seen, "bold"))
    for insurer in found.insurers:
        screen.blank()
        _insurer(insurer, screen)


def _insurer(insurer: InsurerCalendar, screen: Screen) -> None:
    screen.title(insurer.insurer_name)
    if not insurer.agreements:
        screen.line(_NOTHING, indent=2)
        return
    screen.line((phrases.join(list(insurer.agreements.values())), phrases.DIM), indent=2)
    rows = _own(insurer.milestones)
    passed = [row for row in rows if row.standing.state is State.passed]
    waiting = [row for row in rows if row.standing.state in (State.waiting, State.silent)]
    coming = [row for row in rows if row not in passed and row not in waiting]
    following = next((row for row in coming if row.milestone.actor is not Actor.insurer), None)
    for title, part in ((_PASSED, passed), (_COMING, coming), (_WAITING, waiting)):
        if part:
            screen.blank()
            screen.line((title, "bold"), indent=2)
        for row in part:
            _row(row, insurer, row is following, screen)


def _own(rows: Sequence[Placed]) -> list[Placed]:
    """The rows that are not told of under another one."""
    shown = {id(dated) for dated in by_themselves(row.milestone for row in rows)}
    return [row for row in rows if id(row.milestone) in shown]


def _row(row: Placed, insurer: InsurerCalendar, following: bool, screen: Screen) -> None:
    dated, over = row.milestone, row.standing.state is State.passed
    left = row.standing.days_left
    soon = left is not None and left <= SOON and dated.actor is not Actor.insurer
    style = phrases.DIM if over else "bold yellow" if soon else "bold"
    lead, lead_style = ("→ ", "yellow") if following else ("  ", "")
    about = words.for_whom(dated.agreements, insurer.agreements)
    parts = [words.stands(row.standing, dated), words.WHOSE[dated.actor], *([about] if about else [])]
    screen.line(
        (words.days(dated), style),
        (Text(" · ", " · "), phrases.DIM),
        (phrases.join(parts, " · "), phrases.DIM),
        indent=2,
        lead=lead,
        lead_style=lead_style,
    )
    screen.line((dated.says, phrases.DIM if over else ""), indent=6)
    for detail in _details(row, over):
        screen.line((detail, phrases.DIM), indent=6, lead="- ", lead_style="dim")
    screen.line((words.where(dated.cites), phrases.DIM), indent=6, lead="§ ", lead_style="dim")


def _details(row: Placed, over: bool) -> Iterable[Text]:
    dated = row.milestone
    if row.condition is not None:
        yield Text(f"als dit zo is: {row.condition.nl}", f"if this is so: {row.condition.en}")
    if dated.collides or (dated.compared and dated.waits):
        yield from (words.weighed(candidate, not dated.waits) for candidate in dated.compared)
    for wait in dated.waits:
        yield Text(f"hangt af van: {wait.ask.nl}", f"depends on: {wait.ask.en}")
    for alternative in dated.alternatives:
        asked = f" --reading {alternative.reading}={alternative.option}"
        told = words.otherwise(alternative, dated)
        yield Text(f"{told.nl};{asked}", f"{told.en};{asked}")
    if dated.lapse is not None:
        lead = Text("en nu: ", "and now: ") if over else Text("daarna: ", "after that: ")
        yield Text(lead.nl + dated.lapse.nl, lead.en + dated.lapse.en)
