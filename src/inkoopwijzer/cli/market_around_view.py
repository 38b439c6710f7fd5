"""Who is near, what to ask and what it would take, on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.market.costs import NEVER
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.services.looking_around import GroupRoutes, MissingFact, NearNorm, NearPractice
from inkoopwijzer.values.text import Text

_ESTIMATE = Text(
    "Een ondergrens: wat onbekend is, is hier gunstig gerekend. De precieze routes van één praktijk geeft "
    "'inkoopwijzer route' met haar dossier.",
    "A lower bound: what is unknown is taken to turn out well. 'inkoopwijzer route' gives the exact routes of one "
    "practice from its dossier.",
)
_OWN_USE = Text(
    "Deze lijst noemt praktijken: alleen voor eigen gebruik door de verzekeraar.",
    "This list names practices: for the insurer's own use only.",
)


def show_near(found: Sequence[NearNorm], within: float, top: int, screen: Screen) -> None:
    """Each norm with the practices near it, nearest first."""
    if not found:
        screen.line(
            Text(
                f"Geen praktijk staat binnen {within:g} van een norm die over haar beslist.",
                f"No practice is within {within:g} of a norm that decides about it.",
            )
        )
        return
    for norm in found:
        count = len(norm.practices)
        screen.line((f"{norm.policy} {norm.agreement}", "bold"))
        screen.line(
            Text(
                f"{norm.fact.nl} tegenover {number(norm.norm, 'nl')}: {count} binnen {within:g}.",
                f"{norm.fact.en} against {number(norm.norm, 'en')}: {count} within {within:g}.",
            )
        )
        rows = [
            (p.agb, number(p.value, screen.lang), _from_to(p, screen), p.name) for p in norm.practices[:top]
        ]
        screen.columns([tuple(_word(cell, screen) for cell in row) for row in rows], indent=2)
        if count > top:
            screen.line(Text(f"  en {count - top} meer (--top)", f"  and {count - top} more (--top)"))
        screen.blank()
    screen.line(_OWN_USE)


def show_missing(found: Sequence[MissingFact], top: int, screen: Screen) -> None:
    """The missing facts, the one that decides most outcomes first."""
    if not found:
        screen.line(Text("Er ontbreekt niets dat iets uitmaakt.", "Nothing is missing that matters."))
        return
    screen.line(
        Text(
            "Welk feit beslist de meeste open uitkomsten, als het voor alle praktijken bekend zou zijn?",
            "Which fact would decide most open outcomes, if it were known of all practices?",
        ),
    )
    screen.blank()
    for place, fact in enumerate(found[:top], 1):
        c = fact.counts
        screen.line((f"{place}. ", "bold"), (fact.fact, "bold"))
        screen.line(
            Text(
                f"   beslist {c.decides} uitkomsten zeker en {c.may_decide} misschien; onbekend bij {c.unknown}. "
                f"Te vinden bij: {', '.join(s.nl for s in fact.sources)}.",
                f"   decides {c.decides} outcomes for sure and {c.may_decide} perhaps; unknown at {c.unknown}. "
                f"To be found at: {', '.join(s.en for s in fact.sources)}.",
            )
        )
    if len(found) > top:
        screen.line(Text(f"en {len(found) - top} meer (--top)", f"and {len(found) - top} more (--top)"))


def show_routes(found: Sequence[GroupRoutes], top: int, screen: Screen) -> None:
    """For each group how far the practices are, and the single changes that would lift most of them."""
    for way in found:
        screen.line((f"{way.policy} {way.agreement}: ", "bold"), (way.found.group, "bold"))
        rows = [(_far(n), str(count)) for n, count in way.found.distances.items()]
        screen.columns([tuple(_word(cell, screen) for cell in row) for row in _gathered(rows)], indent=2)
        for says, alone, _ in way.steps[:top]:
            screen.line(
                Text(
                    f"  {alone} praktijken hebben alleen dit nodig: {says.nl}",
                    f"  {alone} practices need only this: {says.en}",
                )
            )
        screen.blank()
    screen.line(_ESTIMATE)


def number(value: float, lang: str) -> str:
    """A number as people of the language write it."""
    text = f"{value:.10g}"
    return text.replace(".", ",") if lang == "nl" else text


def _far(changes: int) -> Text:
    if changes == 0:
        return Text("al mogelijk of nog open", "possible already or still open")
    if changes >= NEVER:
        return Text(
            f"niet te bereiken, of {NEVER} of meer veranderingen", f"out of reach, or {NEVER} or more changes"
        )
    if changes == 1:
        return Text("1 verandering", "1 change")
    return Text(f"{changes} veranderingen", f"{changes} changes")


def _gathered(rows: list[tuple[Text, str]]) -> list[tuple[Text, str]]:
    return rows if len(rows) <= 8 else [*rows[:6], (_MORE, str(sum(int(n) for _, n in rows[6:-1]))), rows[-1]]


_MORE = Text("meer veranderingen", "more changes")


def _sets(names: tuple[str, ...]) -> Text:
    nl = [("geen" if n == NONE else n) for n in names]
    en = [("none" if n == NONE else n) for n in names]
    return Text(" of ".join(nl), " or ".join(en))


def _from_to(practice: NearPractice, screen: Screen) -> str:
    return f"{screen.word(_sets(practice.now))} → {screen.word(_sets(practice.across))}"


def _word(cell: Text | str, screen: Screen) -> str:
    return screen.word(cell)
