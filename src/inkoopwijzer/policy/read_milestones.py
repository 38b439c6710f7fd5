"""Reading the section `calendar`: the days that the document names and those that follow from what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from inkoopwijzer.facts.catalogue import FactType
from inkoopwijzer.policy import milestones as m
from inkoopwijzer.policy.fields import Fields, Spot, day, text, whole
from inkoopwijzer.policy.scope import Body, Scope
from inkoopwijzer.policy.sections import Sections
from inkoopwijzer.policy.tree import Key
from inkoopwijzer.values.text import Text

DAYS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "on": ((), ()),
    "until": ((), ("from",)),
    "before": ((), ("from",)),
    "from": ((), ("until", "before")),
    "after": (("of", "counting"), ("weeks", "days")),
    "first_of": (("day_of", "of"), ("following", "not_before", "event_until")),
    "earliest": ((), ()),
    "latest": ((), ()),
    "same": ((), ()),
    "by_reading": (("options",), ()),
}
"""The forms in which days are written, with the other fields each must and may have."""

NEXT_DAY: Final = "next_day"
SAME_DAY: Final = "same_day"
MOST_WEEKS: Final = 520
MOST_DAYS: Final = 3650
YEARS: Final = (1900, 2199)
"""A milestone lies in one of these years: a term after it then always ends on a day that exists."""


def _day(spot: Spot) -> date:
    """The day here, within reach."""
    found = day(spot)
    if not YEARS[0] <= found.year <= YEARS[1]:
        spot.fault("policy.far_day", name=str(found), first=YEARS[0], last=YEARS[1])
        return date(YEARS[0], 1, 2)
    return found


@dataclass
class Milestones:
    """Reads milestones; `names` are all in the package, `agreements` those of the policy.

    `readings` gathers the readings they use.
    """

    sections: Sections
    names: Collection[str]
    agreements: Collection[str]
    readings: set[str] = field(default_factory=set)

    def milestone(self, name: str, spot: Spot) -> m.Milestone:
        """One milestone."""
        fields = spot.fields(("says", "actor", "days", "cite"), ("agreements", "for", "lapse"))
        agreements = fields["agreements"].words() if "agreements" in fields else ()
        fields["agreements"].check(agreements, self.agreements, "policy.unknown_agreement")
        condition = None
        if "for" in fields:
            condition = self._for(name, fields["for"])
        actor = fields["actor"].choice(tuple(m.Actor))
        return m.Milestone(
            id=name,
            says=text(fields["says"]),
            actor=m.Actor(actor) if actor else m.Actor.both,
            days=self._days(fields["days"]),
            agreements=agreements,
            condition=condition,
            lapse=text(fields["lapse"]) if "lapse" in fields else None,
            cites=self.sections.cites.read(fields["cite"]),
        )

    def _for(self, name: str, spot: Spot) -> str:
        user = Text(f"de datum '{name}'", f"the milestone '{name}'")
        return self.sections.use(spot, user)

    def _days(self, spot: Spot) -> m.DayRule:
        found = dict(spot.entries())
        forms = [name for name in DAYS if name in found]
        nothing = m.Named(None, None)
        if not forms:
            if found:
                spot.fault("policy.days_form", allowed=", ".join(DAYS))
            return nothing
        required, optional = DAYS[forms[0]]
        fields = spot.fields((forms[0], *required), optional)
        match forms[0]:
            case "on":
                at = _day(fields["on"])
                return m.Named(at, at)
            case "until" | "before" | "from":
                return self._named(spot, fields)
            case "after":
                return self._after(fields)
            case "first_of":
                return self._first_of(fields)
            case "earliest":
                return m.Earliest(self._others(fields["earliest"]))
            case "latest":
                return m.Latest(self._others(fields["latest"]))
            case "same":
                return m.Same(self._other(fields["same"]))
            case _:
                return self._by_reading(fields)

    def _named(self, spot: Spot, fields: Fields) -> m.Named:
        first = _day(fields["from"]) if "from" in fields else None
        last = None
        if "until" in fields:
            last = _day(fields["until"])
        if "before" in fields:
            if "until" in fields:
                spot.fault("policy.days_form", allowed="until, before")
            last = _day(fields["before"]) - timedelta(days=1)
        if first is not None and last is not None and last < first:
            spot.fault("policy.period_backwards")
        return m.Named(first, last)

    def _after(self, fields: Fields) -> m.DayRule:
        fact, key = self._date_fact(fields["after"], fields)
        weeks = whole(fields["weeks"], 1, MOST_WEEKS) if "weeks" in fields else 0
        days = whole(fields["days"], 1, MOST_DAYS) if "days" in fields else 0
        if not weeks and not days:
            fields["after"].fault("policy.days_form", allowed="weeks, days")
        same_day = fields["counting"].choice((NEXT_DAY, SAME_DAY)) == SAME_DAY
        return m.After(fact, key, weeks, days, same_day)

    def _first_of(self, fields: Fields) -> m.DayRule:
        unit = fields["first_of"].choice(tuple(m.Unit))
        fact, key = self._date_fact(fields["day_of"], fields)
        following = "following" in fields and fields["following"].choice(("yes", "no")) == "yes"
        earliest = _day(fields["not_before"]) if "not_before" in fields else None
        until = _day(fields["event_until"]) if "event_until" in fields else None
        return m.FirstOf(m.Unit(unit) if unit else m.Unit.month, fact, key, following, earliest, until)

    def _date_fact(self, spot: Spot, fields: Fields) -> tuple[str, Key]:
        fact = self.sections.names.fact(spot)
        if fact is None:
            return "", ()
        if fact.type is not FactType.date:
            spot.fault("policy.not_a_date", fact=fact.id)
        everywhere = Scope(dimensions={"beroep": ()})
        return fact.id, self.sections.names.key_of(fact, fields["of"], spot, everywhere, Body())

    def _others(self, spot: Spot) -> tuple[str, ...]:
        return tuple(self._other(item) for item in spot.items())

    def _other(self, spot: Spot) -> str:
        name = spot.word()
        if name and name not in self.names:
            spot.unknown("policy.unknown_milestone", name, self.names)
        return name

    def _by_reading(self, fields: Fields) -> m.DayRule:
        known = self.sections.names.readings
        reading = fields["by_reading"].word()
        given = dict(fields["options"].entries())
        if reading not in known:
            if reading:
                fields["by_reading"].unknown("policy.unknown_reading", reading, known)
            return m.Named(None, None)
        self.readings.add(reading)
        for option in known[reading]:
            if given and option not in given:
                fields["options"].fault("policy.option_missing", name=option)
        options: dict[str, m.DayRule] = {}
        for option, spot in given.items():
            if option not in known[reading]:
                spot.unknown("policy.unknown_option", option, known[reading])
            else:
                options[option] = self._days(spot)
        return m.DayByReading(reading, options)


def circles(milestones: Mapping[str, m.Milestone]) -> Iterator[tuple[str, ...]]:
    """The milestones that are defined by themselves, each as the way round."""
    for start in milestones:
        ahead: list[tuple[str, ...]] = [(start,)]
        seen: set[str] = set()
        while ahead:
            way = ahead.pop()
            for name in _refers(milestones[way[-1]].days):
                if name == start:
                    yield (*way, start)
                    ahead.clear()
                    break
                if name in milestones and name not in seen:
                    seen.add(name)
                    ahead.append((*way, name))


def _refers(rule: m.DayRule) -> list[str]:
    names: list[str] = []
    for part in m.rules(rule):
        if isinstance(part, (m.Earliest, m.Latest)):
            names += part.of
        elif isinstance(part, m.Same):
            names.append(part.milestone)
    return names
