"""The days of a milestone in words, made from its rule alone."""

from __future__ import annotations

from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.milestones import (
    After,
    DayByReading,
    DayRule,
    Earliest,
    FirstOf,
    Latest,
    Named,
    Same,
    Unit,
)
from inkoopwijzer.policy.phrases import AND, joined, say, says, within
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text, day_text

_UNITS: Final = {
    Unit.month: Text("de maand", "the month"),
    Unit.quarter: Text("het kwartaal", "the quarter"),
    Unit.year: Text("het jaar", "the year"),
}


def day_words(rule: DayRule) -> Text:
    """Which days a rule names, in words."""
    match rule:
        case Named(first, last):
            return within(Period(first, last))
        case After(fact, key, weeks, days, same_day):
            return say(
                "uiterlijk {weeks} weken en {days} dagen na ‘{fact}’{counting}",
                "at most {weeks} weeks and {days} days after ‘{fact}’{counting}",
                weeks=weeks,
                days=days,
                fact=says(catalogue().facts[fact], key),
                counting=Text(", die dag meegeteld", ", that day included") if same_day else Text("", ""),
            )
        case FirstOf(unit, fact, key, following, not_before, event_until):
            return say(
                "de eerste dag van {unit} {which} ‘{fact}’{limit}{known}",
                "the first day of {unit} {which} ‘{fact}’{limit}{known}",
                unit=_UNITS[unit],
                which=Text("na", "after") if following else Text("van", "of"),
                fact=says(catalogue().facts[fact], key),
                limit=say(", niet voor {d}", ", not before {d}", d=day_text(not_before))
                if not_before
                else Text("", ""),
                known=say(", als dat uiterlijk {d} is", ", if that is by {d}", d=day_text(event_until))
                if event_until
                else Text("", ""),
            )
        case Earliest(of):
            return say("de eerste van {n}", "the earliest of {n}", n=joined((Text(n, n) for n in of), AND))
        case Latest(of):
            return say("de laatste van {n}", "the latest of {n}", n=joined((Text(n, n) for n in of), AND))
        case Same(milestone):
            return say("net als {n}", "as {n}", n=milestone)
        case DayByReading(reading, options):
            told = [
                say("{o}: {d}", "{o}: {d}", o=option, d=day_words(days)) for option, days in options.items()
            ]
            listed_ = joined(told, Text("of", "or"), "; ")
            return say("volgens lezing {r} ({o})", "by reading {r} ({o})", r=reading, o=listed_)
