"""The assessment at a glance: one column per insurer, or one below the other where there is no room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text as Rich

from inkoopwijzer.assess.result import AgreementResult, Assessment
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.documents.agreements import by_care, elsewhere
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import Verdict

LABELS: Final = 11
COLUMN: Final = 28
"""An insurer's column is not set narrower than this."""
WIDEST: Final = 62
SIDE_BY_SIDE: Final = 80
MOST_CAUSES: Final = 3
MOST_STEPS: Final = 2
TOO_MANY_STEPS: Final = 6
MOST_EXPIRIES: Final = 2
RESERVATIONS: Final = Text("voorbehoud", "reservation"), Text("voorbehouden", "reservations")
NOT_ASSESSED: Final = (
    Text("stuk niet beoordeeld", "document not assessed"),
    Text("stukken niet beoordeeld", "documents not assessed"),
)

Cell = list[Rich]
"""What stands in one row for one insurer: one or more paragraphs."""


def show_assessment(assessment: Assessment, screen: Screen) -> None:
    """One dossier at every insurer."""
    screen.line((assessment.name, "bold"), (f"  {assessment.file}", phrases.DIM))
    results = assessment.shown
    if results:
        screen.line((_days([r.on for r in results]), phrases.DIM))
    fit = (screen.width - LABELS - 3) // (COLUMN + 3) if screen.width >= SIDE_BY_SIDE else 1
    for same in by_care(results):
        if min(fit, len(results)) < 2:
            for result in same:
                _stacked(result, screen)
        else:
            for start in range(0, len(same), fit):
                _side_by_side(same[start : start + fit], screen)
    if not results:
        screen.blank()
    for told in elsewhere(assessment):
        screen.line((told, phrases.DIM))
    if results:
        screen.line((_no_promise(results), phrases.DIM))


def _days(days: Sequence[date]) -> Text:
    shown = phrases.join([day_text(day) for day in dict.fromkeys(days)])
    return Text(f"feiten zoals ze gelden op {shown.nl}", f"facts as they stand on {shown.en}")


def _side_by_side(results: Sequence[AgreementResult], screen: Screen) -> None:
    column = min(WIDEST, (screen.width - LABELS - 3) // max(2, len(results)) - 3)
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, padding=(0, 1))
    table.add_column(width=LABELS, no_wrap=True, style="dim")
    for result in results:
        table.add_column(_heading(result, screen), width=column, header_style="")
    rows = [(label, [fill(result, screen) for result in results]) for label, fill in ROWS]
    for label, cells in rows:
        if any(cells):
            if table.row_count:
                table.add_row()
            filled = (Group(*cell) if cell else screen.rich(("-", phrases.DIM)) for cell in cells)
            table.add_row(screen.word(label), *filled)
    screen.show(table)


def _stacked(result: AgreementResult, screen: Screen) -> None:
    screen.blank()
    screen.line(_heading(result, screen))
    for label, fill in ROWS:
        cell = fill(result, screen)
        for row, paragraph in enumerate(cell):
            if screen.width < 2 * COLUMN:
                if not row:
                    screen.line((label, phrases.DIM))
                screen.line(paragraph, indent=2)
            else:
                lead = screen.word(label) if not row else ""
                screen.line(paragraph, lead=lead.ljust(LABELS + 1), lead_style="dim")
    screen.blank()


def _heading(result: AgreementResult, screen: Screen) -> Rich:
    until = Text(f"t/m {result.term[1].year}", f"to {result.term[1].year}")
    term = screen.word(until) if result.term[1].year != result.term[0].year else ""
    title = screen.word(result.title)
    return screen.rich(
        (result.insurer_name, "bold"), (f"\n{title}, {result.term[0].year} {term}".rstrip(), phrases.DIM)
    )


# --- the rows -----------------------------------------------------------------------------------------------


def _outcome(result: AgreementResult, screen: Screen) -> Cell:
    found = phrases.standing(result)
    return [
        screen.rich((wording.capital(phrases.outcomes(result, result.possible)), found.style)),
        screen.rich((found.says, found.style.removeprefix("bold "))),
    ]


def _not_better(result: AgreementResult, screen: Screen) -> Cell:
    group = phrases.next_better(result)
    if group is None:
        return []
    title = result.group_titles[group]
    causes = phrases.failing(result, group)
    if not causes:
        return []
    cell = [screen.rich(Text(f"{title.nl} valt af:", f"{title.en} is out:"))]
    for cause in causes[:MOST_CAUSES]:
        cell.append(screen.rich(("✗ ", "red"), (phrases.name(cause), "bold"), phrases.why(cause)))
    rest = len(causes) - MOST_CAUSES
    if rest > 0:
        cell.append(screen.rich((Text(f"en nog {rest}", f"and {rest} more"), phrases.DIM)))
    return cell


def _unknown(result: AgreementResult, screen: Screen) -> Cell:
    if len(result.possible) == 1:
        return []
    cell = []
    if result.questions:
        one, more = (
            Text("vraag telt nog:", "question counts:"),
            Text("vragen tellen nog, eerst:", "questions count, first:"),
        )
        count = phrases.counted(len(result.questions), one, more)
        cell = [screen.rich((count, "yellow"), " ", result.questions[0].ask)]
    for condition in phrases.weighed(result.conditions)[:2]:
        lead = Text("! de verzekeraar weegt: ", "! the insurer weighs: ")
        cell.append(screen.rich((lead, "magenta"), (phrases.name(condition), "bold")))
    return cell


def _route(result: AgreementResult, screen: Screen) -> Cell:
    route = phrases.route_for(result)
    if route is None:
        group = phrases.next_better(result)
        barriers = [b for b in result.barriers if b.group == group]
        if len(result.possible) > 1 or not barriers:
            return []
        title = result.group_titles[barriers[0].group]
        lead = Text(f"naar {title.nl} leidt geen weg: ", f"no route leads to {title.en}: ")
        return [screen.rich(lead, phrases.because(result, barriers[0]))]
    title = result.group_titles[route.group]
    shown = phrases.steps(route)
    open_ = len(result.possible) > 1
    if open_ and len(shown) > TOO_MANY_STEPS:
        return [screen.rich(Text("beantwoord eerst de vragen", "answer the questions first"))]
    sure = Text(f"{title.nl} staat vast bij:", f"{title.en} is sure with:")
    cell = [screen.rich(sure if open_ else Text(f"naar {title.nl}:", f"to {title.en}:"))]
    cell += [screen.rich(("→ ", "cyan"), step) for step in shown[:MOST_STEPS]]
    if rest := len(shown) - MOST_STEPS if len(shown) > MOST_STEPS else 0:
        more = phrases.counted(rest, Text("stap", "step"), Text("stappen", "steps"))
        cell.append(
            screen.rich(
                (Text(f"en nog {more.nl} (zie route)", f"and {more.en} more (see route)"), phrases.DIM)
            )
        )
    if route.needs_insurer:
        decides = Text("een gunstig besluit van de verzekeraar", "the insurer deciding in favour")
        cell.append(screen.rich(("! ", "magenta"), decides))
    if route.until:
        until = day_text(route.until)
        cell.append(screen.rich(Text(f"helpt tot en met {until.nl}", f"helps until {until.en}")))
    return cell


def _deadlines(result: AgreementResult, screen: Screen) -> Cell:
    route = phrases.route_for(result)
    found = {(by, effect) for _, by, effect in route.moments} if route else set()
    cell = [screen.rich(wording.capital(phrases.deadline(by, effect))) for by, effect in sorted(found)]
    for expiry in result.expiries[:MOST_EXPIRIES]:
        day = day_text(expiry.until)
        cell.append(screen.rich(Text(f"Eindigt op {day.nl}: ", f"Ends on {day.en}: "), expiry.says))
    rest = len(result.expiries) - MOST_EXPIRIES
    if rest > 0:
        cell.append(
            screen.rich((Text(f"en nog {rest} die eindigen", f"and {rest} more that end"), phrases.DIM))
        )
    return cell


def _ways_in(result: AgreementResult, screen: Screen) -> Cell:
    cell = []
    sure = [e for e in result.entry if e.verdict is Verdict.met]
    for entry in sure or result.entry:
        mark = ("→ ", "cyan") if entry.action else ("✓ ", "green")
        doubt = Text("", "") if sure else Text("misschien: ", "perhaps: ")
        cell.append(screen.rich(mark, (doubt, phrases.DIM), entry.says))
    return cell


def _readings(result: AgreementResult, screen: Screen) -> Cell:
    cell = []
    for reading in result.readings:
        others = {o: p for o, p in reading.outcomes.items() if p != result.possible}
        if not others:
            continue
        for option, possible in others.items():
            would = phrases.outcomes(result, possible)
            says = Text(" Bij ‘{option}’: {would}", " If ‘{option}’: {would}")
            told = says.format(option=reading.options[option], would=would)
            cell.append(screen.rich(reading.question, (told, "bold")))
    if not cell and result.readings:
        return [
            screen.rich(
                (Text("een andere lezing verandert dit niet", "no other reading changes this"), phrases.DIM)
            )
        ]
    return cell


ROWS: Final[tuple[tuple[Text, Callable[[AgreementResult, Screen], Cell]], ...]] = (
    (Text("Uitkomst", "Outcome"), _outcome),
    (Text("Niet beter", "Not better"), _not_better),
    (Text("Onbekend", "Unknown"), _unknown),
    (Text("Kortste weg", "Way up"), _route),
    (Text("Toegang", "Way in"), _ways_in),
    (Text("Datums", "Dates"), _deadlines),
    (Text("Lezingen", "Readings"), _readings),
)


def _no_promise(results: Sequence[AgreementResult]) -> Text:
    results = list({r.policy: r for r in results}.values())

    def each(result: AgreementResult) -> Text:
        r = phrases.counted(len(result.reservations), *RESERVATIONS)
        e = phrases.counted(len(result.externals), *NOT_ASSESSED)
        return Text(f"{result.insurer_name} {r.nl}, {e.nl}", f"{result.insurer_name} {r.en}, {e.en}")

    told = phrases.join([each(result) for result in results], "; ")
    return Text(f"Geen toezegging: {told.nl}.", f"No promise: {told.en}.")
