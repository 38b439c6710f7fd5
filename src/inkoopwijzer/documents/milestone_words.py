"""Milestones in words, for a screen and for an agenda alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from inkoopwijzer.contracting.calendar import Alternative, Candidate, Dated
from inkoopwijzer.contracting.standing import Standing, State
from inkoopwijzer.policy.milestones import Actor
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text, day_text

AND: Final = Text("en", "and")
NO_DAY: Final = Text("nog geen dag", "no day yet")
WHOSE: Final[Mapping[Actor, Text]] = {
    Actor.provider: Text("aan u", "your move"),
    Actor.insurer: Text("aan de verzekeraar", "the insurer's move"),
    Actor.both: Text("voor beide", "for both"),
}
"""Whose move it is."""
_STATE: Final[Mapping[State, Text]] = {
    State.passed: Text("voorbij", "passed"),
    State.today: Text("vandaag", "today"),
    State.running: Text("loopt", "running"),
    State.ahead: Text("nog te gaan", "ahead"),
    State.waiting: Text("wacht", "waiting"),
    State.silent: Text("het document noemt geen dag", "the document gives no day"),
}


def span(first: date | None, last: date | None) -> Text:
    """Days in words: one day, from and until, until, or from."""
    if first is not None and first == last:
        return day_text(first)
    begin, end = (day_text(day) if day else None for day in (first, last))
    if begin and end:
        return Text(f"{begin.nl} tot en met {end.nl}", f"{begin.en} until {end.en}")
    if end:
        return Text(f"tot en met {end.nl}", f"until {end.en}")
    return Text(f"vanaf {begin.nl}", f"from {begin.en}") if begin else NO_DAY


def days(dated: Dated) -> Text:
    """The days of a milestone; while something is waited for, the latest day possible."""
    if dated.waits and dated.last is not None:
        end = day_text(dated.last)
        return Text(f"uiterlijk {end.nl}", f"{end.en} at the latest")
    return span(dated.first, dated.last)


def stands(standing: Standing, dated: Dated) -> Text:
    """How a milestone stands, with the days that are left or until it begins."""
    left, state = standing.days_left, standing.state
    if left is None or state is State.today:
        return _STATE[state]
    told = Text(f"{left} {'dag' if left == 1 else 'dagen'}", f"{left} {'day' if left == 1 else 'days'}")
    if state is State.running:
        return Text(f"loopt nog {told.nl}", f"running for {told.en} more")
    if dated.first is not None and dated.first != dated.last:
        return Text(f"begint over {told.nl}", f"begins in {told.en}")
    return Text(f"nog {told.nl}", f"{told.en} left")


def for_whom(agreements: Sequence[str], titles: Mapping[str, Text]) -> Text | None:
    """The agreements a milestone is for; None when it is for all those in `titles`."""
    if set(agreements) >= titles.keys():
        return None
    told = [titles[name] for name in agreements]
    return Text(_listed([t.nl for t in told], AND.nl), _listed([t.en for t in told], AND.en))


def weighed(candidate: Candidate, final: bool) -> Text:
    """One of the days held against each other, and whether it decides; for now, as long as not `final`."""
    told = span(candidate.first if candidate.last is None else None, candidate.last)
    says = Text(candidate.says.nl.removesuffix("."), candidate.says.en.removesuffix("."))
    if candidate.decides and not final:
        return Text(f"{says.nl}: {told.nl}, voorlopig de grens", f"{says.en}: {told.en}, the limit for now")
    if candidate.decides:
        return Text(f"{says.nl}: {told.nl}, en dat telt", f"{says.en}: {told.en}, and that counts")
    return Text(f"{says.nl}: {told.nl}", f"{says.en}: {told.en}")


def otherwise(alternative: Alternative, dated: Dated) -> Text:
    """What another option of a reading makes of the days."""
    told = span(alternative.first if alternative.last is None else None, alternative.last)
    if alternative.last is not None and alternative.last == dated.last:
        told = Text("dan staat deze dag vast", "then this day is final")
    says = alternative.says
    return Text(f"anders gelezen ({says.nl}): {told.nl}", f"read otherwise ({says.en}): {told.en}")


def where(cites: Sequence[Citation]) -> Text:
    """Where the document says it."""
    nl = (f"{c.section}, {_lines(c, 'regel', 'regels')}" for c in cites)
    en = (f"{c.section}, {_lines(c, 'line', 'lines')}" for c in cites)
    return Text("; ".join(nl), "; ".join(en))


def _lines(cite: Citation, one: str, more: str) -> str:
    return f"{one} {cite.first}" if cite.first == cite.last else f"{more} {cite.first}-{cite.last}"


def _listed(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))
