"""A changed copy of a policy: another threshold, reading or cap, a criterion more or less.

Only the tree changes, and every part that a change does not touch stays the same object. A changed copy is for
what-ifs: it has no document, and what a user adds has no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from inkoopwijzer.facts.place import choose
from inkoopwijzer.policy.alter_asks import AskError, own_condition, practice_fact
from inkoopwijzer.policy.alter_changes import (
    Also,
    Change,
    NewCap,
    NewNorm,
    NewThreshold,
    NoCap,
    NoLonger,
    ReadAs,
)
from inkoopwijzer.policy.alter_drop import drop
from inkoopwijzer.policy.alter_nodes import needs, replaced, users, with_nodes
from inkoopwijzer.policy.alter_thresholds import ThresholdError, threshold_of, with_threshold
from inkoopwijzer.policy.alter_words import WORDING
from inkoopwijzer.policy.phrases import norm_words, number
from inkoopwijzer.policy.policy import Agreement, Cap, Group, Policy
from inkoopwijzer.policy.tree import FactCompares, Node, Norm
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Altered:
    """The changed copy, and of each change in one sentence what it did."""

    policy: Policy
    told: tuple[Text, ...]


def alter(policy: Policy, changes: Iterable[Change], agreements: Iterable[str] | None = None) -> Altered:
    """The policy with these changes, one after another.

    A group is named by itself or with its agreement (`fysiotherapie.A`); `agreements` says among which. Raises
    `Faults` with everything that is wrong with any change; nothing is then changed.
    """
    work = _Work(policy, tuple(agreements or policy.agreements))
    for change in changes:
        work.apply(change)
    if work.faults:
        raise Faults(work.faults)
    return Altered(work.policy, tuple(work.told))


class _Wrong(Exception):
    """A change that cannot be made."""


_GROUP = re.compile(r"(?:(\w+)\.)?(\w+)")


@dataclass
class _Work:
    policy: Policy
    agreements: tuple[str, ...]
    told: list[Text] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def apply(self, change: Change) -> None:
        """Make one change; what is wrong with it is kept."""
        try:
            match change:
                case NewNorm():
                    self.new_norm(change)
                case NewThreshold():
                    self.new_threshold(change)
                case NoLonger():
                    self.no_longer(change)
                case Also():
                    self.also(change)
                case ReadAs():
                    self.read_as(change)
                case NewCap():
                    self.new_cap(change)
                case NoCap():
                    self.no_cap(change)
        except _Wrong:
            return
        self.policy = replace(self.policy, hash=f"{self.policy.hash} {change}")

    def wrong(self, code: str, hint: Text | None = None, **values: object) -> _Wrong:
        """Keep a fault of this change."""
        message, advice = WORDING[code]
        told = advice.format(**values)
        hints = [h for h in (hint, told) if h]
        said = Text(" ".join(h.nl for h in hints), " ".join(h.en for h in hints))
        self.faults.append(
            Fault(f"alter.{code}", message.format(**values), self.policy.id, hint=said or None)
        )
        return _Wrong(code)

    def tell(self, nl: str, en: str, **values: object) -> None:
        """Say what was done."""
        self.told.append(Text(nl, en).format(**values))

    def known(self, name: str) -> str:
        """The condition, if there is one."""
        if name not in self.policy.conditions:
            raise self.wrong("unknown_condition", choose(name, self.policy.conditions), name=name)
        return name

    def closed(self, name: str) -> str:
        """The condition, if it is about the practice as a whole."""
        about = needs(self.policy, self.known(name))
        if about:
            above = [n for n in users(self.policy, [name]) if n != name and not needs(self.policy, n)]
            names = ", ".join(n for n in self.policy.conditions if n in above)
            raise self.wrong(
                "open_condition",
                name=name,
                about=", ".join(sorted(about)),
                users=names or Text("geen", "none"),
            )
        return name

    def groups_named(self, name: str) -> list[tuple[Agreement, Group]]:
        """The groups of this name among the agreements."""
        parts = _GROUP.fullmatch(name)
        agreement, group = parts.groups() if parts else (None, name)
        among = [self.policy.agreements[a] for a in self.agreements if agreement in (None, a)]
        found = [(a, g) for a in among for g in a.groups if g.id == group]
        if not found:
            names = [f"{a}.{g.id}" for a in self.agreements for g in self.policy.agreements[a].groups]
            raise self.wrong("unknown_group", choose(name, names), name=name)
        return found

    def group_named(self, name: str) -> tuple[Agreement, Group]:
        """The one group of this name."""
        found = self.groups_named(name)
        if len(found) > 1:
            names = ", ".join(f"{a.id}.{g.id}" for a, g in found)
            raise self.wrong("more_groups", name=name, names=names)
        return found[0]

    def with_agreement(self, agreement: Agreement) -> None:
        self.policy = replace(self.policy, agreements={**self.policy.agreements, agreement.id: agreement})

    def with_group(self, agreement: Agreement, group: Group) -> None:
        groups = tuple(group if g.id == group.id else g for g in agreement.groups)
        self.with_agreement(replace(agreement, groups=groups))

    # --- the changes ----------------------------------------------------------------------------------------

    def new_norm(self, change: NewNorm) -> None:
        """A norm is this number."""
        old = self.policy.norms.get(change.norm)
        if old is None:
            raise self.wrong("unknown_norm", choose(change.norm, self.policy.norms), name=change.norm)
        new = Norm(old.id, change.value)

        def swap(node: Node) -> Node:
            if isinstance(node, FactCompares) and node.norm.id == old.id:
                return replace(node, norm=new)
            return node

        nodes = {name: replaced(c.node, swap) for name, c in self.policy.conditions.items()}
        self.policy = replace(
            self.policy,
            conditions=with_nodes(self.policy, nodes),
            norms={**self.policy.norms, old.id: new},
        )
        was = norm_words(replace(old, id=""))
        self.tell(
            "De norm {n} was {was} en wordt {now}.",
            "The norm {n} was {was} and becomes {now}.",
            n=old.id,
            was=was,
            now=number(change.value),
        )

    def new_threshold(self, change: NewThreshold) -> None:
        """A condition asks another number or share."""
        name = self.known(change.condition)
        try:
            was = threshold_of(self.policy, name)
            made = with_threshold(self.policy, name, change.value, share=change.share)
        except ThresholdError as error:
            raise self.wrong(error.code, None, **error.values) from None
        self.policy = replace(self.policy, conditions=with_nodes(self.policy, {name: made}))
        now = replace(was, value=change.value)
        self.tell(
            "{n} vraagt {now} in plaats van {was}.",
            "{n} asks {now} instead of {was}.",
            n=name,
            was=was.said,
            now=now.said,
        )

    def no_longer(self, change: NoLonger) -> None:
        """A criterion is dropped."""
        name = self.known(change.condition)
        if change.group is not None:
            agreement, group = self.group_named(change.group)
            if name not in group.requires:
                names = ", ".join(group.requires)
                raise self.wrong("not_asked_by", name=name, group=group.id, names=names)
            kept = tuple(n for n in group.requires if n != name)
            self.with_group(agreement, replace(group, requires=kept))
            self.tell(
                "Groep {g} van {a} vraagt {n} niet meer.",
                "Group {g} of {a} no longer asks {n}.",
                g=group.id,
                a=agreement.id,
                n=name,
            )
            return
        done = drop(self.policy, name)
        if done.hindrances:
            for found in done.hindrances:
                wrong = self.wrong(f"drop_{found.why.value}", name=name, where=found.where)
            raise wrong
        self.policy = done.policy
        self.tell("{n} wordt niet meer gevraagd.", "{n} is no longer asked.", n=name)
        if done.stays:
            self.tell(
                "{n} blijft wel staan bij {where}: daar zegt het voor wie iets anders geldt.",
                "{n} does stay in {where}: there it says for whom something else holds.",
                n=name,
                where=", ".join(done.stays),
            )

    def also(self, change: Also) -> None:
        """A group asks a criterion more."""
        agreement, group = self.group_named(change.group)
        name = change.asks
        if name in self.policy.conditions:
            self.closed(name)
            self.tell(
                "Groep {g} van {a} vraagt ook {n}.",
                "Group {g} of {a} also asks {n}.",
                g=group.id,
                a=agreement.id,
                n=name,
            )
        else:
            try:
                made = own_condition(practice_fact(name, self.policy.conditions))
            except AskError as error:
                raise self.wrong(error.code, error.hint, **error.values) from None
            name = made.id
            self.policy = replace(self.policy, conditions={**self.policy.conditions, name: made})
            self.tell(
                "Groep {g} van {a} vraagt ook iets nieuws. {says}",
                "Group {g} of {a} also asks something new. {says}",
                g=group.id,
                a=agreement.id,
                says=made.says,
            )
        if name in group.requires:
            raise self.wrong("already_asked", name=name, group=group.id)
        self.with_group(
            self.policy.agreements[agreement.id], replace(group, requires=(*group.requires, name))
        )

    def read_as(self, change: ReadAs) -> None:
        """Another reading is the default."""
        reading = self.policy.readings.get(change.reading)
        if reading is None:
            raise self.wrong(
                "unknown_reading", choose(change.reading, self.policy.readings), name=change.reading
            )
        if change.option not in reading.options:
            raise self.wrong(
                "unknown_option", choose(change.option, reading.options), name=change.option, of=reading.id
            )
        made = {**self.policy.readings, reading.id: replace(reading, default=change.option)}
        self.policy = replace(self.policy, readings=made)
        self.tell(
            "{q} Gelezen als: {o}.", "{q} Read as: {o}.", q=reading.question, o=reading.options[change.option]
        )

    def new_cap(self, change: NewCap) -> None:
        """A cap moves, or a condition becomes one."""
        name = self.closed(change.condition)
        found = self.groups_named(change.at_most)
        capped = [(a, g) for a, g in found if any(c.condition == name for c in a.caps)]
        if len(capped or found) > 1:
            names = ", ".join(f"{a.id}.{g.id}" for a, g in found)
            raise self.wrong("more_groups", name=change.at_most, names=names)
        agreement, group = (capped or found)[0]
        if group.id == agreement.groups[0].id:
            raise self.wrong("cap_on_best", group=group.id)
        kept = tuple(cap for cap in agreement.caps if cap.condition != name)
        self.with_agreement(replace(agreement, caps=(*kept, Cap(group.id, name))))
        self.tell(
            "Wie voldoet aan {n}, krijgt bij {a} hoogstens groep {g}.",
            "Whoever meets {n} gets group {g} at most in {a}.",
            n=name,
            a=agreement.id,
            g=group.id,
        )

    def no_cap(self, change: NoCap) -> None:
        """A cap goes."""
        name = self.known(change.condition)
        among = [self.policy.agreements[a] for a in self.agreements]
        having = [a for a in among if any(cap.condition == name for cap in a.caps)]
        if not having:
            names = ", ".join(dict.fromkeys(c.condition for a in among for c in a.caps)) or Text(
                "geen", "none"
            )
            raise self.wrong("no_cap", name=name, names=names)
        for agreement in having:
            kept = tuple(cap for cap in agreement.caps if cap.condition != name)
            self.with_agreement(replace(agreement, caps=kept))
            self.tell(
                "{n} is bij {a} geen bovengrens meer.",
                "{n} is no longer a cap in {a}.",
                n=name,
                a=agreement.id,
            )
