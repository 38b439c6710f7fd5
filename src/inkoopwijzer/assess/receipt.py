"""What a receipt holds of a decision, and what differs when the decision is made again.

Pure: which policy, engine and dossier are at hand is for `services.receipts` to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final, Literal

from inkoopwijzer.assess.agreement import assess_agreement
from inkoopwijzer.assess.result import AgreementResult, ConditionResult
from inkoopwijzer.facts.dossier import Dossier
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import VERDICT_TEXT, Verdict

Kind = Literal[
    "dossier",
    "policy",
    "agreement",
    "reading",
    "term",
    "scope",
    "outcome",
    "exactness",
    "group",
    "condition",
    "duty",
]
Said = tuple[str, str, str]
"""A condition's id, the element it is about ("" for none), and its verdict."""


@dataclass(frozen=True)
class Decision:
    """One agreement as it was decided: on which day, under which readings, with what outcome and why."""

    policy: str
    policy_hash: str
    agreement: str
    on: date
    term: tuple[date, date]
    readings: Mapping[str, str]
    applies: str
    possible: tuple[str, ...]
    exact: bool
    groups: Mapping[str, str]
    conditions: tuple[Said, ...]
    duties: tuple[Said, ...]

    @classmethod
    def of(cls, result: AgreementResult) -> Decision:
        """What was decided in a result."""
        return cls(
            policy=result.policy,
            policy_hash=result.policy_hash,
            agreement=result.agreement,
            on=result.on,
            term=result.term,
            readings={r.id: r.chosen for r in result.readings},
            applies=result.applies.value,
            possible=result.possible,
            exact=result.exact,
            groups={g.id: g.verdict.value for g in result.groups},
            conditions=_said(result.conditions),
            duties=_said(result.duties),
        )

    def plain(self) -> dict[str, Any]:
        """The decision as plain data, ready for JSON."""
        return {
            "policy": self.policy,
            "policy_hash": self.policy_hash,
            "agreement": self.agreement,
            "on": self.on.isoformat(),
            "term": [day.isoformat() for day in self.term],
            "readings": dict(self.readings),
            "applies": self.applies,
            "possible": list(self.possible),
            "exact": self.exact,
            "groups": dict(self.groups),
            "conditions": [_named(said) for said in self.conditions],
            "duties": [_named(said) for said in self.duties],
        }

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Decision:
        """The decision in plain data of the right shape; a ValueError if a day does not exist."""
        start, end = (date.fromisoformat(day) for day in data["term"])
        return cls(
            **{
                k: data[k]
                for k in ("policy", "policy_hash", "agreement", "readings", "applies", "exact", "groups")
            },
            on=date.fromisoformat(data["on"]),
            term=(start, end),
            possible=tuple(data["possible"]),
            conditions=tuple((c["id"], c["element"], c["verdict"]) for c in data["conditions"]),
            duties=tuple((c["id"], c["element"], c["verdict"]) for c in data["duties"]),
        )

    def values(self) -> dict[tuple[Kind, str, str], str]:
        """Everything that must be the same when the decision is made again."""
        found: dict[tuple[Kind, str, str], str] = {
            ("term", "", ""): " - ".join(day.isoformat() for day in self.term),
            ("scope", "", ""): self.applies,
            ("outcome", "", ""): ", ".join(self.possible),
            ("exactness", "", ""): "exact" if self.exact else "sound",
        }
        found |= {("group", name, ""): value for name, value in self.groups.items()}
        for kind, said in _both(self.conditions, self.duties):
            name, element, value = said
            before = found.get((kind, name, element))
            found[kind, name, element] = value if before is None else f"{before}, {value}"
        return found


def _both(conditions: tuple[Said, ...], duties: tuple[Said, ...]) -> Iterator[tuple[Kind, Said]]:
    yield from (("condition", said) for said in conditions)
    yield from (("duty", said) for said in duties)


def _said(conditions: tuple[ConditionResult, ...]) -> tuple[Said, ...]:
    """Each condition with the conditions it is made of, each once, in the order of the explanation."""

    def down(condition: ConditionResult) -> Iterator[Said]:
        yield (condition.id, condition.element.nl, condition.verdict.value)
        for part in condition.parts:
            yield from down(part)

    return tuple(dict.fromkeys(chain.from_iterable(map(down, conditions))))


def _named(said: Said) -> dict[str, str]:
    return {"id": said[0], "element": said[1], "verdict": said[2]}


_WHAT: Final[Mapping[Kind, Text]] = {
    "dossier": Text("Het dossier", "The dossier"),
    "policy": Text("De regels", "The rules"),
    "agreement": Text("De overeenkomst", "The agreement"),
    "reading": Text("De lezing {name}", "The reading {name}"),
    "term": Text("De looptijd", "The term"),
    "scope": Text("Of de overeenkomst de praktijk betreft", "Whether the agreement concerns the practice"),
    "outcome": Text("De uitkomst", "The outcome"),
    "exactness": Text("De nauwkeurigheid", "The exactness"),
    "group": Text("Groep {name}", "Group {name}"),
    "condition": Text("De voorwaarde {name}", "The condition {name}"),
    "duty": Text("De plicht {name}", "The duty {name}"),
}
_ABSENT: Final = Text("er niet", "absent")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was decided then and is decided otherwise now.

    `name` is the id of the condition, duty, group or reading; `element` whom or what the condition is about.
    `was` or `now` None: it was not there, or is not there any more.
    """

    policy: str
    agreement: str
    kind: Kind
    name: str
    element: str
    was: str | None
    now: str | None

    @property
    def says(self) -> Text:
        """The difference in a sentence."""
        element = f" ({self.element})" if self.element else ""
        where = " ".join(filter(None, (self.policy, self.agreement)))
        return Text(
            "{where}: {what}{element} was {was}, en is nu {now}.",
            "{where}: {what}{element} was {was}, now {now}.",
        ).format(
            where=where or "-",
            what=_WHAT[self.kind].format(name=self.name),
            element=element,
            was=_value(self.was),
            now=_value(self.now),
        )


def _value(value: str | None) -> Text:
    if value is None:
        return _ABSENT
    return VERDICT_TEXT[Verdict(value)] if value in Verdict.__members__ else Text(value, value)


def differences(was: Decision, now: Decision) -> tuple[Difference, ...]:
    """What was decided otherwise, in the order of the explanation."""
    before, after = was.values(), now.values()
    return tuple(
        Difference(was.policy, was.agreement, *key, before.get(key), after.get(key))
        for key in before | after
        if before.get(key) != after.get(key)
    )


def decide_again(
    decision: Decision, policy: Policy, dossier: Dossier
) -> tuple[AgreementResult | None, tuple[Difference, ...]]:
    """The same question put to this policy, for the same day and readings: the answer, and what differs."""

    def other(kind: Kind, name: str, was: str | None, now: str | None) -> Difference:
        return Difference(decision.policy, decision.agreement, kind, name, "", was, now)

    offered = policy.agreements.get(decision.agreement)
    if offered is None:
        return None, (other("agreement", "", decision.agreement, None),)
    if offered.term.end is not None and decision.on > offered.term.end:
        term = f"{offered.term.start} - {offered.term.end}"
        return None, (other("term", "", " - ".join(map(str, decision.term)), term),)
    known = {r.id: r.options for r in policy.readings.values()}
    readings = {r: o for r, o in decision.readings.items() if o in known.get(r, ())}
    gone = tuple(other("reading", r, o, None) for r, o in decision.readings.items() if r not in readings)
    result = assess_agreement(policy, decision.agreement, dossier, decision.on, readings)
    return result, gone + differences(decision, Decision.of(result))


def rules_that_differ(was: Policy, now: Policy) -> tuple[str, ...]:
    """The names of the rules that were added, removed or changed between two versions of a policy."""
    before, after = _rules(was), _rules(now)
    return tuple(sorted(name for name in before | after if before.get(name) != after.get(name)))


def _rules(policy: Policy) -> dict[str, object]:
    """Every named part; the document and the policy's particulars count as one, under the policy's id."""
    remarks: Iterable[Any] = chain(policy.reservations, policy.externals)
    parts: dict[str, object] = {policy.id: (policy.insurer_name, policy.title, policy.document)}
    parts |= policy.conditions | policy.readings | policy.norms | policy.agreements  # type: ignore[operator]
    return parts | {remark.id: remark for remark in remarks}
