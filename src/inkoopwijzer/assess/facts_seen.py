"""A fact as a person sees it in an explanation: in words, with value, source, date seen and validity."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from inkoopwijzer.assess.case import UNSURE, Case, Standing
from inkoopwijzer.assess.codes import Env
from inkoopwijzer.assess.result import FactSeen
from inkoopwijzer.facts.catalogue import Fact, FactType
from inkoopwijzer.facts.dossier import CellKey, Record, Value, value_during
from inkoopwijzer.policy.blocks import DAYS
from inkoopwijzer.policy.tree import Blocks, FactCompares, FactIs, NormFact
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import MET, NOT_MET, Verdict

YES, NO = Text("ja", "yes"), Text("nee", "no")
NOT_KNOWN = Text("niet bekend", "not known")
LAPSED = Text("verlopen op {day}", "lapsed on {day}")
WORDS = {NOT_MET: Verdict.not_met, MET: Verdict.met}


def value_text(fact: Fact, value: Value | None) -> Text:
    """A value in words."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, (int, Decimal)):
        return number_text(value)
    if isinstance(value, tuple):
        shown = ", ".join(f"{s // 60:02}:{s % 60:02}-{e // 60:02}:{e % 60:02}" for s, e in value)
        return Text(shown, shown) if value else Text("gesloten", "closed")
    if isinstance(value, date):
        return day_text(value)
    option = fact.options.get(value)
    return option.label if option else Text(value, value)


def mixed_text(fact: Fact, values: Collection[Value]) -> Text:
    """The values that a fact has in the course of several days, in words."""
    shown = [value_text(fact, v) for v in sorted(values, key=str, reverse=True)]
    if len(shown) > 1 and fact.type is FactType.yes_no:
        return Text("een deel van de tijd", "part of the time")
    return Text(" en ".join(t.nl for t in shown), " and ".join(t.en for t in shown))


def number_text(value: Decimal | int) -> Text:
    """A number, with a decimal comma in Dutch."""
    return Text(str(value).replace(".", ","), str(value))


def fact_seen(
    case: Case, node: FactIs | FactCompares | NormFact, cell: CellKey, env: Env, code: int, decisive: bool
) -> FactSeen:
    """The fact that a node speaks of, as it stands in the dossier."""
    fact = case.catalogue.facts[cell[0]]
    bound = env.get(fact.about)
    standing = bound if isinstance(bound, Standing) else case.standings[fact.about][0]
    records = standing.subject.cells.get(cell, ())
    value, record = _stated(case, fact, standing, cell, records)
    named = not fact.of_the_one
    says = fact.filled(fact.says, cell[1:], standing.subject.name if named else "")
    if isinstance(node, FactIs) and node.moment.mode == "sometime" and node.moment.period.start:
        year = node.moment.period.start.year
        says = Text(f"{says.nl} (in {year})", f"{says.en} (in {year})")
        touching = [r for r in records if r.period.overlaps(node.moment.period)]
        if touching:
            record, value = touching[0], touching[0].value
    snapshot = None
    absent = False
    if record is None and value is None and case.closed(cell):
        snapshot = case.dossier.settled_by(fact.absent_in(cell[1:]))
        absent = True
        value = False
    elif record is None and value is False:
        absent = True  # it belongs to another profession
    source = record.source if record else snapshot.register if snapshot else None
    shown = value_text(fact, value)
    lapsed = value is False and record is not None and record.value is True
    if lapsed and record is not None and record.period.end and record.period.end < case.on:
        shown = LAPSED.format(day=day_text(record.period.end))
    return FactSeen(
        subject=standing.subject.name if named else "",
        fact=fact.id,
        key=cell[1:],
        says=says,
        value=shown,
        verdict=WORDS.get(code, Verdict.unknown),
        decisive=decisive,
        source=case.catalogue.sources[source].label if source else None,
        seen=record.seen if record else snapshot.seen if snapshot else None,
        valid_from=record.period.start if record else None,
        valid_until=record.period.end if record else None,
        absent=absent,
        line=record.line if record else None,
    )


def _stated(
    case: Case, fact: Fact, standing: Standing, cell: CellKey, records: tuple[Record, ...]
) -> tuple[Value | None, Record | None]:
    value = standing.now.get(cell)
    _, record = value_during(records, case.on, fact.type is not FactType.yes_no)
    return (None if value is UNSURE or value is None else value), record  # type: ignore[return-value]


def hours_seen(case: Case, node: Blocks, code: int, decisive: bool) -> Iterator[FactSeen]:
    """The opening hours of each location, day by day; days without a statement are asked."""
    for standing in case.standings["locatie"]:
        for day in DAYS:
            asked = FactIs(node.fact, (day,), None)
            yield fact_seen(case, asked, (node.fact, day), {"locatie": standing}, code, decisive)
