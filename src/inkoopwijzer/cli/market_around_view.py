"""Who is near, what to ask and what it would take, on a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from inkoopwijzer.cli.market_assess_view import practices, said
from inkoopwijzer.cli.phrases import counted, join
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.facts.catalogue import FactType, catalogue
from inkoopwijzer.market.costs import NEVER
from inkoopwijzer.market.routes import Step
from inkoopwijzer.services.looking_around import GroupRoutes, MissingFact, NearNorm
from inkoopwijzer.values.text import Lang, Text

_ESTIMATE = Text(
    "Een ondergrens: wat onbekend is, is hier gunstig gerekend, en een verandering bij therapeuten of locaties geldt "
    "voor allen bij wie het ontbreekt. De precieze weg van één praktijk geeft 'inkoopwijzer route' met haar dossier.",
    "A lower bound: what is unknown is taken to turn out well, and a change at therapists or locations is made at all "
    "of them where it lacks. 'inkoopwijzer route' gives the exact way of one practice from its dossier.",
)
_OWN_USE = Text(
    "Deze lijst noemt praktijken: alleen voor eigen gebruik door de verzekeraar.",
    "This list names practices: for the insurer's own use only.",
)
_ACROSS = Text(
    "Bij elke praktijk haar getal, en haar uitkomst: nu → aan de andere kant van de norm.",
    "Of each practice its number, and its outcome: now → on the other side of the norm.",
)
_WHICH = Text(
    "Welk ontbrekend feit beslist de meeste open uitkomsten, als het voor alle praktijken bekend wordt? Een uitkomst "
    "is die van één overeenkomst bij één praktijk.",
    "Which missing fact decides most open outcomes, once it is known of all practices? An outcome is that of one "
    "agreement at one practice.",
)
_DECIDES = Text(
    "Onbekend bij {unknown}. {decides} daarvan beslist het bij elk antwoord, {may} bij minstens één antwoord.",
    "Unknown at {unknown}. It decides {decides} of them whatever the answer, {may} for at least one answer.",
)
_FEW = 5
"""Distances told one by one; those further away are told together."""


def show_near(found: Sequence[NearNorm], within: float, top: int, screen: Screen) -> None:
    """Each norm with the practices near it, nearest first."""
    margin = Text(number(within, "nl"), number(within, "en"))
    if not found:
        none = Text(
            "Geen praktijk staat binnen {n} van een norm die over haar beslist.",
            "No practice is within {n} of a norm that decides about it.",
        )
        screen.line(none.format(n=margin))
        return
    screen.line(_ACROSS)
    for (policy, agreement), norms in groupby(found, lambda norm: (norm.policy, norm.agreement)):
        screen.blank()
        screen.title(f"{policy} {agreement}")
        for norm in norms:
            _show_norm(norm, margin, top, screen)
    screen.blank()
    screen.line(_OWN_USE)


def _show_norm(norm: NearNorm, margin: Text, top: int, screen: Screen) -> None:
    count = len(norm.practices)
    told = Text("{fact}, norm {norm}: {n} binnen {margin}.", "{fact}, norm {norm}: {n} within {margin}.")
    screen.line(
        told.format(
            fact=_capital(norm.fact),
            norm=Text(number(norm.norm, "nl"), number(norm.norm, "en")),
            n=practices(count),
            margin=margin,
        ),
        indent=2,
    )
    shown = norm.practices[:top]
    values = [number(p.value, screen.lang) for p in shown]
    wide = max(map(len, values))
    rows = [
        (p.agb, value.rjust(wide), join((said(p.now), said(p.across)), " → "), p.name)
        for p, value in zip(shown, values, strict=True)
    ]
    screen.columns(rows, indent=4)
    _tell_rest(count - top, 4, screen)


def show_missing(found: Sequence[MissingFact], top: int, screen: Screen) -> None:
    """The missing facts, the one that decides most outcomes first."""
    if not found:
        screen.line(Text("Er ontbreekt niets dat iets uitmaakt.", "Nothing is missing that matters."))
        return
    screen.line(_WHICH)
    screen.blank()
    wide = len(f"{min(top, len(found))}. ")
    for place, fact in enumerate(found[:top], 1):
        counts = fact.counts
        screen.line((_capital(fact.fact), "bold"), lead=f"{place}. ".rjust(wide))
        unknown = counted(
            counts.unknown,
            Text("open uitkomst", "open outcome"),
            Text("open uitkomsten", "open outcomes"),
        )
        told = _DECIDES.format(unknown=unknown, decides=counts.decides, may=counts.may_decide)
        screen.line(told, indent=wide)
        screen.line(Text("Te vinden: ", "To be found: "), join(fact.sources), indent=wide)
    _tell_rest(len(found) - top, 0, screen)


def show_routes(found: Sequence[GroupRoutes], top: int, screen: Screen) -> None:
    """For each group how far the practices are, and the single changes that would lift most of them."""
    for way in found:
        screen.line((f"{way.policy} {way.agreement}: ", "bold"), (way.found.group, "bold"))
        rows = [(str(count), words) for words, count in _distances(way.found.distances) if count]
        _counted_rows(rows, screen)
        if way.steps:
            only = Text(
                "Met deze ene verandering, bij zoveel praktijken:",
                "By this one change, at so many practices:",
            )
            screen.line(only, indent=2)
            steps = list(zip(way.found.steps, way.steps, strict=True))
            _counted_rows(
                [(str(alone), _change(step, says)) for step, (says, alone, _) in steps[:top]], screen
            )
            _tell_rest(len(steps) - top, 4, screen)
        screen.blank()
    screen.line(_ESTIMATE)


def number(value: float, lang: Lang) -> str:
    """A number as people of the language write it."""
    text = f"{value:.10g}"
    return text.replace(".", ",") if lang == "nl" else text


def _change(step: Step, says: Text) -> Text:
    """What has to become so; of what is no yes or no, that it has to be another."""
    if catalogue().facts[step.cell[0]].type is FactType.yes_no:
        return says
    return Text(f"een ander antwoord bij: {says.nl}", f"another answer to: {says.en}")


def _distances(distances: Mapping[int, int]) -> list[tuple[Text, int]]:
    """How many practices are how far."""
    rows = [(_far(n), distances.get(n, 0)) for n in range(_FEW + 1)]
    further = {n: count for n, count in distances.items() if _FEW < n < NEVER}
    if further:
        most = Text(f"{min(further)} of meer veranderingen", f"{min(further)} or more changes")
        rows.append((most, sum(further.values())))
    rows.append((_NEVER, sum(count for n, count in distances.items() if n >= NEVER)))
    return rows


_NEVER = Text(
    f"geen weg die de praktijk zelf kan gaan (of {NEVER} of meer veranderingen)",
    f"no way that the practice itself can go (or {NEVER} or more changes)",
)


def _far(changes: int) -> Text:
    if changes == 0:
        return Text("nu al mogelijk, zeker of nog open", "possible already, surely or still open")
    return counted(changes, Text("verandering", "change"), Text("veranderingen", "changes"))


def _counted_rows(rows: Sequence[tuple[str, Text]], screen: Screen) -> None:
    wide = max((len(count) for count, _ in rows), default=0)
    screen.columns([(count.rjust(wide), words) for count, words in rows], indent=4)


def _tell_rest(count: int, indent: int, screen: Screen) -> None:
    if count > 0:
        screen.line(Text(f"en nog {count} (--top)", f"and {count} more (--top)"), indent=indent)


def _capital(text: Text) -> Text:
    return Text(text.nl[:1].upper() + text.nl[1:], text.en[:1].upper() + text.en[1:])
