"""The ladder of groups: where each stands among the outcomes, and what decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inkoopwijzer.assess.result import AgreementResult, GroupResult
from inkoopwijzer.documents import strings, wording
from inkoopwijzer.documents.summary import GOOD, blocking, culprits
from inkoopwijzer.documents.tree import Mark
from inkoopwijzer.documents.wording import NO_AGREEMENT
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import Verdict

Link = tuple[Text, str]
"""A short sentence and the anchor it leads to (empty when there is none)."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group on the ladder: where it stands, and the conditions that decide."""

    title: Text
    mark: Mark
    count: Text | None
    notes: tuple[tuple[Text, tuple[Link, ...]], ...]


def groups_of(result: AgreementResult, anchors: Mapping[str, str]) -> tuple[GroupView, ...]:
    """Every group from the best down, and no agreement where that is possible."""
    rungs = [_group(result, g, anchors) for g in result.groups]
    if NO_AGREEMENT in result.possible:
        only = len(result.possible) == 1
        mark = Mark("not_met", strings.GROUP_IS) if only else Mark("unknown", strings.GROUP_OPEN)
        rungs.append(GroupView(wording.capital(result.group_titles[NO_AGREEMENT]), mark, None, ()))
    return tuple(rungs)


def _group(result: AgreementResult, group: GroupResult, anchors: Mapping[str, str]) -> GroupView:
    named = {c.id: c for c in result.conditions}
    asked = [named[c] for c in group.conditions if c in named]
    notes: list[tuple[Text, tuple[Link, ...]]] = []
    failing = [c for c in blocking(result, group) if c.id not in group.capped_by]
    unknown = [
        d for c in asked if c.id in group.unknown for d in culprits(c, [v for v in Verdict if v not in GOOD])
    ]
    caps = [named[c] for c in group.capped_by if c in named]
    for words, found in (
        (strings.GROUP_FAILS, failing),
        (strings.GROUP_UNKNOWN, unknown),
        (strings.GROUP_CAPPED, caps),
    ):
        if found:
            unique = {c.id: c for c in found}.values()
            notes.append((words, tuple((wording.lead(c.says), anchors.get(c.id, "")) for c in unique)))
    met = sum(c.verdict in GOOD for c in asked)
    count = strings.GROUP_COUNT.format(met=met, all=len(asked))
    return GroupView(group.title, _standing(result, group), count, tuple(notes))


def _standing(result: AgreementResult, group: GroupResult) -> Mark:
    """Where a group stands among the outcomes."""
    if group.id in result.possible:
        only = len(result.possible) == 1
        return Mark("met", strings.GROUP_IS) if only else Mark("unknown", strings.GROUP_OPEN)
    order = [g.id for g in result.groups]
    reached = [order.index(p) for p in result.possible if p in order]
    if group.verdict is not Verdict.not_met and reached and order.index(group.id) > min(reached):
        return Mark("not_applicable", strings.GROUP_BELOW)
    return Mark("not_met", strings.GROUP_NOT)
