"""The report as data: what the template lays out, in the order in which a reader needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.assess.result import (
    AgreementResult,
    Assessment,
    ConditionResult,
    ReadingEffect,
    RemarkResult,
    Route,
    Step,
)
from inkoopwijzer.documents import strings, wording
from inkoopwijzer.documents.agreements import by_care
from inkoopwijzer.documents.ladder import GroupView, Link, groups_of
from inkoopwijzer.documents.passages import Passage, given_for, passages_of
from inkoopwijzer.documents.questions import IN_FULL, Asked, by_place, questions_of
from inkoopwijzer.documents.summary import Summary, merged, summarise
from inkoopwijzer.documents.tree import Checklist, Entry, limit_mark
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Text, day_text
from inkoopwijzer.values.verdict import Verdict

STEPS_IN_FULL: Final = 6


@dataclass(frozen=True, slots=True)
class StepView:
    """One thing to do or to find out."""

    step: Step
    needed: Text
    condition: Link


@dataclass(frozen=True, slots=True)
class RouteView:
    """A way to a better group, step by step."""

    title: Text
    route: Route
    steps: tuple[StepView, ...]
    more_steps: tuple[StepView, ...]
    moments: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A place that can be read in another way, with the outcome of each option."""

    reading: ReadingEffect
    chosen: tuple[Text, Text]
    others: tuple[tuple[Text, Text], ...]
    cites: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A reservation or something not assessed, with where it stands."""

    says: Text
    cites: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A way to come to have the agreement: surely this provider's, or perhaps."""

    says: Text
    sure: bool
    action: bool
    cites: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All that the report says of one agreement of one insurer."""

    anchor: str
    result: AgreementResult
    summary: Summary
    groups: tuple[GroupView, ...]
    routes: tuple[RouteView, ...]
    barriers: tuple[tuple[Text, Text, Text], ...]
    questions: tuple[Asked, ...]
    more_questions: tuple[tuple[Text, tuple[Asked, ...]], ...]
    attention: tuple[Entry, ...]
    in_order: tuple[Entry, ...]
    limits: tuple[Entry, ...]
    duties: tuple[Entry, ...]
    readings: tuple[ReadingView, ...]
    same_readings: tuple[ReadingView, ...]
    reservations: tuple[RemarkView, ...]
    externals: tuple[RemarkView, ...]
    entry: tuple[EntryView, ...]
    shortfall: tuple[RemarkView, ...]


def sections(assessment: Assessment, documents: Mapping[str, Document] | None) -> tuple[Section, ...]:
    """One section for each agreement, each with an anchor of its own."""
    anchors: dict[str, int] = {}
    found = []
    for result in (r for same in by_care(assessment.shown) for r in same):
        name = _anchor(f"{result.insurer}-{result.agreement}")
        anchors[name] = anchors.get(name, 0) + 1
        unique = name if anchors[name] == 1 else f"{name}-{anchors[name]}"
        found.append(_section(result, unique, given_for(result.policy, documents)))
    return tuple(found)


def _anchor(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "overeenkomst"


def _section(result: AgreementResult, anchor: str, document: Document | None) -> Section:
    checklist = Checklist(result, anchor, document)
    limits = _limits(result)
    wanted = [c for c in result.conditions if c not in limits]
    conditions = checklist.entries(wanted)
    limited = checklist.entries(limits, limit_mark)
    duties = checklist.entries(result.duties)
    asked = questions_of(result)
    readings = tuple(_reading(result, r, document) for r in result.readings)
    return Section(
        anchor=anchor,
        result=result,
        summary=summarise(result),
        groups=groups_of(result, checklist.anchors),
        routes=_routes(result, checklist),
        barriers=tuple((result.group_titles[b.group], b.says, b.because) for b in result.barriers),
        questions=asked[:IN_FULL],
        more_questions=by_place(asked[IN_FULL:]),
        attention=tuple(e for e in conditions if e.attention),
        in_order=tuple(e for e in conditions if not e.attention),
        limits=limited,
        duties=duties,
        readings=tuple(v for v in readings if v.reading.matters),
        same_readings=tuple(v for v in readings if not v.reading.matters),
        reservations=_remarks(result, result.reservations, document),
        externals=_remarks(result, result.externals, document),
        entry=_ways_in(result, document),
        shortfall=_remarks(result, result.shortfall, document),
    )


def _limits(result: AgreementResult) -> list[ConditionResult]:
    """The conditions that cap a group: those that no group requires, but for the scope, which comes first."""
    required = {c for g in result.groups for c in g.conditions}
    return [c for c in result.conditions[1:] if c.id not in required]


# --- ways, questions, readings, remarks ---------------------------------------------------------------------


def _routes(result: AgreementResult, checklist: Checklist) -> tuple[RouteView, ...]:
    says = _sentences(result)
    return tuple(_route(result, route, says, checklist.anchors) for route in result.routes)


def _route(
    result: AgreementResult, route: Route, says: Mapping[str, Text], anchors: Mapping[str, str]
) -> RouteView:
    same = [r for r in result.routes if r.group == route.group]
    words = strings.ROUTE_N if len(same) > 1 else strings.ROUTE_TO
    steps = [_step(together, says, anchors) for together in merged(route.steps)]
    steps.sort(key=lambda view: not view.step.known)
    shown = max(STEPS_IN_FULL, sum(view.step.known for view in steps))
    return RouteView(
        title=words.format(group=result.group_titles[route.group], n=same.index(route) + 1, all=len(same)),
        route=route,
        steps=tuple(steps[:shown]),
        more_steps=tuple(steps[shown:]),
        moments=tuple(
            (text, strings.MOMENT.format(by=day_text(by), effect=day_text(effect)))
            for text, by, effect in route.moments
        ),
    )


def _step(together: Sequence[Step], says: Mapping[str, Text], anchors: Mapping[str, str]) -> StepView:
    step = together[0]
    needed = wording.listed([s.needed for s in together], strings.AND)
    condition = says.get(step.condition)
    link = (wording.lead(condition), anchors.get(step.condition, "")) if condition else (step.says, "")
    return StepView(step, needed, link)


def _sentences(result: AgreementResult) -> dict[str, Text]:
    """What every condition of an agreement says, its parts included."""
    found: dict[str, Text] = {}
    stack = [*result.conditions, *result.duties]
    while stack:
        condition = stack.pop()
        found[condition.id] = condition.says
        stack += condition.parts
    return found


def _reading(result: AgreementResult, reading: ReadingEffect, document: Document | None) -> ReadingView:
    said = {
        option: (
            wording.capital(text),
            wording.outcome(reading.outcomes.get(option, ()), result.group_titles),
        )
        for option, text in reading.options.items()
    }
    chosen = said.pop(reading.chosen)
    return ReadingView(
        reading, chosen, tuple(said.values()), passages_of(reading.cites, result.document, document)
    )


def _remarks(
    result: AgreementResult, remarks: Sequence[RemarkResult], document: Document | None
) -> tuple[RemarkView, ...]:
    return tuple(RemarkView(r.says, passages_of(r.cites, result.document, document)) for r in remarks)


def _ways_in(result: AgreementResult, document: Document | None) -> tuple[EntryView, ...]:
    """The way in that is surely this provider's, or else each that may be."""
    sure = [e for e in result.entry if e.verdict is Verdict.met]
    return tuple(
        EntryView(e.says, bool(sure), e.action, passages_of(e.cites, result.document, document))
        for e in sure or result.entry
    )
