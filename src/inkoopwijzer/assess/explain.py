"""Why a condition has the value it has: the path through the tree, down to facts with source and date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inkoopwijzer.assess.codes import Env
from inkoopwijzer.assess.evaluate import Trace, binding
from inkoopwijzer.assess.facts_seen import fact_seen, hours_seen
from inkoopwijzer.assess.leaves import cell_of
from inkoopwijzer.assess.path import Place, below, elements, place
from inkoopwijzer.assess.reasons import reason
from inkoopwijzer.assess.result import ConditionResult, FactSeen
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    ByReading,
    Condition,
    FactCompares,
    FactIs,
    Judge,
    Node,
    NormFact,
    Not,
    Over,
    Quantifier,
    Ref,
    Silent,
    When,
)
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN, Verdict


def verdict(trace: Trace, condition: str, env: Env | None = None) -> Verdict:
    """What the assessment says of a condition (of one element, where `env` names it)."""
    return verdict_of(trace, place(trace, Ref(condition), env or {}))


def verdict_of(trace: Trace, at: Place) -> Verdict:
    """The word for a node's value: why it is unknown, or that it does not apply."""
    if at.code == NOT_MET:
        return Verdict.not_met
    if at.code == MET:
        return Verdict.not_applicable if _binds_nobody(trace, at) else Verdict.met
    sorts = set(_open_sorts(trace, at))
    if "missing" in sorts or not sorts:
        return Verdict.unknown
    return Verdict.for_insurer if "judge" in sorts else Verdict.silent


def _binds_nobody(trace: Trace, at: Place) -> bool:
    node = at.node
    match node:
        case When(guard):
            return place(trace, guard, at.env).code == NOT_MET
        case Ref() | ByReading():
            return all(_binds_nobody(trace, p) for p in below(trace, at))
        case All(items):
            return bool(items) and all(_binds_nobody(trace, p) for p in below(trace, at))
        case Over(quantifier=Quantifier.every):
            found = list(elements(trace, node, at.env))
            if node.where is not None:
                return all(w is not None and w.code == NOT_MET for _, w in found)
            return all(_binds_nobody(trace, place(trace, node.holds, env)) for env, _ in found)
        case _:
            return False


def _open_sorts(trace: Trace, at: Place) -> Iterator[str]:
    """Why a node is unknown: `missing` facts, the insurer's `judge`ment, or a `silent` document."""
    match at.node:
        case Judge():
            yield "judge"
        case Silent():
            yield "silent"
        case FactIs() | FactCompares() | Blocks():
            yield "missing"
        case Over() if binding(at.node.over) in trace.case.open_lists:
            yield "missing"
        case _:
            for part in below(trace, at):
                if part.code == UNKNOWN:
                    yield from _open_sorts(trace, part)


def explain(trace: Trace, condition: str, env: Env | None = None) -> ConditionResult:
    """The value of a condition with its reason, its facts and the conditions it is made of."""
    rule = trace.program.policy.conditions[condition]
    at = place(trace, rule.node, env or {})
    found = verdict_of(trace, at)
    facts = tuple(_unique(_facts(trace, at, decisive=True)))
    return ConditionResult(
        id=rule.id,
        says=rule.says,
        verdict=found,
        reason=reason(trace, rule, at, found, facts),
        force=rule.force,
        evidence=tuple(catalogue().sources[s].label for s in rule.evidence),
        cites=rule.cites,
        facts=facts,
        parts=tuple(_parts(trace, at)),
        element=_element(at.env),
    )


def _parts(trace: Trace, at: Place) -> Iterator[ConditionResult]:
    """The conditions referred to below a node, each once per element, without those that cannot count."""
    found: dict[tuple[str, Text], ConditionResult] = {}
    for part, guard in _referred(trace, at):
        assert isinstance(part.node, Ref)
        named = {k: v for k, v in part.env.items() if k in trace.program.compiler.free(part.node)}
        told = explain(trace, part.node.condition, named)
        found.setdefault((told.id, told.element), replace(told, guard=guard))
    yield from found.values()


def _referred(trace: Trace, at: Place, guard: bool = False) -> Iterator[tuple[Place, bool]]:
    """The conditions referred to, each with whether it only says for whom or when the rest binds."""
    node = at.node
    if isinstance(node, Ref):
        yield at, guard
        return
    guards: tuple[Node | None, ...] = ()
    if isinstance(node, When):
        guards = (node.guard,)
    elif isinstance(node, Over):
        guards = (node.where,)
    for part in below(trace, at):
        says_whom = any(part.node is g for g in guards)
        if says_whom and isinstance(node, Over) and part.code == NOT_MET:
            continue
        one_suffices = isinstance(node, AnyOf) or (
            isinstance(node, Over) and node.quantifier is not Quantifier.every
        )
        if one_suffices and at.code != NOT_MET and part.code < min(at.code, MET):
            continue
        if isinstance(node, Over) and node.over.dimension and _nothing_said(trace, node.over.dimension, part):
            continue
        yield from _referred(trace, part, guard or says_whom)


def _nothing_said(trace: Trace, dimension: str, part: Place) -> bool:
    """Whether the dossier says nothing of this option, so that showing it would only be noise."""
    option = part.env.get(dimension)
    return part.code == NOT_MET and all(
        f.absent for f in _facts(trace, part, decisive=False, follow=True) if option in f.key
    )


def _facts(trace: Trace, at: Place, decisive: bool, follow: bool = False) -> Iterator[FactSeen]:
    """The facts below a node, not those of conditions with a name of their own (unless `follow`)."""
    node = at.node
    match node:
        case FactIs():
            yield fact_seen(trace.case, node, cell_of(node.fact, node.key, at.env), at.env, at.code, decisive)
        case FactCompares():
            yield fact_seen(trace.case, node, cell_of(node.fact, node.key, at.env), at.env, at.code, decisive)
            norm = node.norm.value
            if isinstance(norm, NormFact):
                yield fact_seen(trace.case, norm, (norm.fact, *norm.key), at.env, at.code, decisive)
        case Blocks():
            yield from hours_seen(trace.case, node, at.code, decisive)
        case Ref() if not follow:
            return
        case _:
            dimension = isinstance(node, Over) and node.over.dimension is not None
            for part in below(trace, at):
                found = list(_facts(trace, part, decisive and _decides(trace, at, part), follow))
                if dimension and part.code == NOT_MET and all(f.absent for f in found):
                    continue
                yield from found


def _decides(trace: Trace, at: Place, part: Place) -> bool:
    """Whether the part's value is one that the whole's value rests on."""
    match at.node:
        case All() | AtLeast() if at.code != MET:
            return part.code == at.code
        case AnyOf() if at.code != NOT_MET:
            return part.code == at.code
        case Over(quantifier=Quantifier.every, where=where, holds=holds) if at.code != MET:
            bound = MET if where is None else place(trace, where, part.env).code
            return max(2 - bound, place(trace, holds, part.env).code) <= at.code
        case Over(quantifier=Quantifier.some | Quantifier.count, where=where, holds=holds) if (
            at.code != NOT_MET
        ):
            counted = MET if where is None else place(trace, where, part.env).code
            return min(counted, place(trace, holds, part.env).code) >= at.code
        case When() | Not() | ByReading() | Ref():
            return True
        case _:
            return True


def _unique(facts: Iterator[FactSeen]) -> Iterator[FactSeen]:
    seen: dict[tuple[str, str, tuple[str, ...], str], FactSeen] = {}
    for fact in facts:
        key = (fact.subject, fact.fact, fact.key, fact.says.nl)
        if key not in seen or (fact.decisive and not seen[key].decisive):
            seen[key] = fact
    yield from seen.values()


def _element(env: Env) -> Text:
    named = [
        catalogue().dimensions[name].label_of(e)
        if isinstance(e, str)
        else Text(e.subject.name, e.subject.name)
        for name, e in env.items()
    ]
    return Text(" / ".join(t.nl for t in named), " / ".join(t.en for t in named))


def conditions_of(trace: Trace) -> list[Condition]:
    """The conditions that groups, caps and scope name directly, in the order of the policy."""
    agreement = trace.program.agreement
    names = [agreement.scope]
    names += [c for g in reversed(agreement.groups) for c in g.requires]
    names += [cap.condition for cap in agreement.caps]
    return [trace.program.policy.conditions[n] for n in dict.fromkeys(names)]
