"""Routes and barriers on a screen."""

from __future__ import annotations

from inkoopwijzer.assess.result import AgreementResult, Assessment, Route, Step
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.documents.agreements import elsewhere
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.text import Text, day_text


def show_routes(assessment: Assessment, to: str | None, screen: Screen) -> None:
    """For every agreement the routes to each better group, or why there is none."""
    screen.line((assessment.name, "bold"), (f"  {assessment.file}", phrases.DIM))
    for told in () if assessment.shown else elsewhere(assessment):
        screen.blank()
        screen.line(told)
    for result in assessment.shown:
        screen.blank()
        standing = phrases.standing(result)
        title = Text(
            f"{result.insurer_name}, {result.title.nl}: ", f"{result.insurer_name}, {result.title.en}: "
        )
        now = Text("nu ", "now ")
        screen.line((title, "bold"), now, (phrases.outcomes(result, result.possible), standing.style))
        for group in result.groups:
            if to in (None, group.id):
                _group(result, group.id, asked=to is not None, screen=screen)


def _group(result: AgreementResult, group: str, asked: bool, screen: Screen) -> None:
    title = result.group_titles[group]
    order = [g.id for g in result.groups]
    sure = len(order) if result.possible[-1] == NONE else order.index(result.possible[-1])
    if order.index(group) >= sure:
        if asked or (sure == 0 and group == order[0]):
            screen.line(Text(f"{title.nl} is al zeker.", f"{title.en} is sure already."), indent=2)
        return
    routes = [r for r in result.routes if r.group == group]
    for number, route in enumerate(routes, 1):
        _route(title, route, number if len(routes) > 1 else 0, screen)
    barriers = [b for b in result.barriers if b.group == group]
    if not barriers and routes:
        return
    screen.line((Text(f"Naar {title.nl} leidt geen weg:", f"No route leads to {title.en}:"), "red"), indent=2)
    for barrier in barriers:
        name = f"{barrier.condition}: " if barrier.condition else ""
        screen.line((name, "bold"), barrier.says, " ", barrier.because, indent=4, lead="✗ ", lead_style="red")


def _route(title: Text, route: Route, number: int, screen: Screen) -> None:
    which = Text(f" (weg {number})", f" (route {number})") if number else Text("", "")
    screen.line((Text(f"Naar {title.nl}{which.nl}", f"To {title.en}{which.en}"), "bold cyan"), indent=2)
    for same, told in zip(phrases.same_fact(route), phrases.steps(route), strict=True):
        screen.line(told, indent=4, lead="→ ", lead_style="cyan")
        _details(same[0], screen)
    if route.needs_insurer:
        decides = Text("en de verzekeraar moet gunstig beslissen", "and the insurer must decide in favour")
        screen.line(decides, indent=4, lead="! ", lead_style="magenta")
    for says, by, effect in route.moments:
        screen.line(
            (wording.capital(phrases.deadline(by, effect)), "yellow"), ". ", (says, phrases.DIM), indent=4
        )
    if route.until is not None:
        until = day_text(route.until)
        helps = Text(
            f"Helpt tot en met {until.nl}; daarna eindigt een regel.",
            f"Helps until {until.en}; then a rule ends.",
        )
        screen.line((helps, "yellow"), indent=4)


def _details(step: Step, screen: Screen) -> None:
    for detail in step.details:
        screen.line(detail, indent=6, lead="- ", lead_style="dim")
    if not step.known:
        perhaps = Text("nu niet bekend: misschien is het al zo", "not known now: it may be so already")
        screen.line((perhaps, phrases.DIM), indent=6)
