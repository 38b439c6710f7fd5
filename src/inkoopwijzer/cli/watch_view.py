"""What becomes of the outcomes, on a screen: per agreement the shifts in order, then what must be renewed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inkoopwijzer.assess.watched import Consequence, Renewal, Shift, TreatmentShift, Turn, Watch
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.services.watching import Watched
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import VERDICT_TEXT

MOST_TURNS: Final = 4


def show_watch(found: Watched, screen: Screen) -> None:
    """One dossier followed at every insurer."""
    first, last = day_text(found.start), day_text(found.until)
    days = Text(
        f"van {first.nl} tot en met {last.nl}, als er niets gebeurt",
        f"from {first.en} up to and including {last.en}, if nothing is done",
    )
    screen.line((found.name, "bold"), (f"  {found.file}", phrases.DIM))
    screen.line((days, phrases.DIM))
    for watch in found.agreements:
        screen.blank()
        _agreement(watch, screen)
    if not found.agreements:
        none = Text("Geen enkele overeenkomst is voor deze praktijk.", "No agreement is for this practice.")
        screen.line(none)
    _treatments(found.treatments, screen)
    _renewals(found.agreements, screen)


def _agreement(watch: Watch, screen: Screen) -> None:
    title = Text(f"{watch.insurer_name}, {watch.title.nl}", f"{watch.insurer_name}, {watch.title.en}")
    screen.line((title, "bold"))
    now = Text("op de eerste dag: {o}", "on the first day: {o}").format(o=_outcome(watch, watch.first))
    screen.line(now, indent=2)
    for shift in watch.shifts:
        _shift(watch, shift, screen)
    if not watch.shifts:
        screen.line(
            (Text("dat blijft zo zolang er niets gebeurt", "that stays so while nothing is done"), "green"),
            indent=2,
        )
    if watch.term.end is not None and watch.until == watch.term.end:
        end = day_text(watch.term.end)
        over = Text(f"op {end.nl} eindigt de looptijd", f"on {end.en} the term ends")
        screen.line((over, phrases.DIM), indent=2)


def _outcome(watch: Watch, ids: Sequence[str]) -> Text:
    return wording.outcome(ids, watch.titles)


def _shift(watch: Watch, shift: Shift, screen: Screen) -> None:
    style = {True: "bold red", False: "bold green", None: "bold yellow"}[shift.worse]
    day = day_text(shift.day)
    was, now = _outcome(watch, shift.before), _outcome(watch, shift.after)
    told = Text("{was}  →  {now}", "{was}  →  {now}").format(was=was, now=wording.capital(now))
    screen.line((Text(f"{day.nl}: ", f"{day.en}: "), "bold"), (told, style), indent=2)
    for turn in shift.turns[:MOST_TURNS]:
        _turn(turn, screen)
    if more := len(shift.turns) - MOST_TURNS if len(shift.turns) > MOST_TURNS else 0:
        rest = Text(f"en nog {more} voorwaarden", f"and {more} more conditions")
        screen.line((rest, phrases.DIM), indent=4)
    for consequence in shift.consequences:
        _consequence(consequence, screen)


def _turn(turn: Turn, screen: Screen) -> None:
    mark, style = phrases.MARKS[turn.after]
    name = turn.condition.replace("_", " ")
    screen.line((name, "bold"), ": ", turn.reason, indent=4, lead=f"{mark} ", lead_style=style)


def _consequence(consequence: Consequence, screen: Screen) -> None:
    lead = Text("het document: ", "the document: ")
    style = "magenta" if consequence.silent else "cyan"
    screen.line((lead, phrases.DIM), (consequence.says, style), indent=4, lead="§ ", lead_style=style)


# --- treatments ---------------------------------------------------------------------------------------------


def _treatments(shifts: Sequence[TreatmentShift], screen: Screen) -> None:
    """Who may no longer, or only from then on, deliver what."""
    if not shifts:
        return
    screen.blank()
    screen.title(Text("Behandelingen", "Treatments"))
    for shift in shifts:
        day = day_text(shift.day)
        mark, style = phrases.MARKS[shift.after]
        told = Text(
            "{who}: {what}, {insurer}: {was} → {now}", "{who}: {what}, {insurer}: {was} → {now}"
        ).format(
            who=shift.therapist,
            what=shift.title,
            insurer=shift.insurer_name,
            was=VERDICT_TEXT[shift.before],
            now=VERDICT_TEXT[shift.after],
        )
        screen.line(
            (Text(f"{day.nl}: ", f"{day.en}: "), "bold"), told, indent=2, lead=f"{mark} ", lead_style=style
        )


# --- renewals -----------------------------------------------------------------------------------------------


def _renewals(watches: Sequence[Watch], screen: Screen) -> None:
    """Everything that ends, once, with what letting it lapse does to each agreement."""
    together: dict[tuple[str, str], list[tuple[Watch, Renewal]]] = {}
    for watch in watches:
        for renewal in watch.renewals:
            together.setdefault((renewal.until.isoformat(), renewal.says.nl), []).append((watch, renewal))
    if not together:
        return
    screen.blank()
    screen.title(Text("Verlengen", "To renew"))
    for key in sorted(together):
        found = together[key]
        renewal = found[0][1]
        until = day_text(renewal.until)
        by = Text(f"vóór of op {until.nl}: ", f"by {until.en}: ")
        screen.line((by, "bold"), renewal.says, indent=2)
        changed = [(w, r) for w, r in found if r.changes]
        for watch, each in changed:
            loss = Text("{i}, {t}: zonder dit {o}", "{i}, {t}: without this {o}").format(
                i=watch.insurer_name, t=watch.title, o=_outcome(watch, each.without)
            )
            style = "red" if NONE in each.without else "yellow"
            screen.line((loss, style), indent=6, lead="→ ", lead_style=style)
        if not changed:
            same = Text("verandert geen uitkomst", "changes no outcome")
            screen.line((same, phrases.DIM), indent=6)
