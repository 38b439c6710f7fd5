"""Policy packages on a screen and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import Blocks, Condition, FactCompares, FactIs, NormFact, Ref, walk
from inkoopwijzer.policy.words import Line
from inkoopwijzer.services.checking import Package, PackageCheck, rule_text
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Text, day_text

MOST_BARE: Final = 10
"""How many things that no scenario shows are named."""
RULES, SCENARIOS, READINGS, CITATIONS = (
    (Text("voorwaarde", "condition"), Text("voorwaarden", "conditions")),
    (Text("scenario", "scenario"), Text("scenario's", "scenarios")),
    (Text("lezing", "reading"), Text("lezingen", "readings")),
    (Text("verwijzing", "citation"), Text("verwijzingen", "citations")),
)


# --- check -----------------------------------------------------------------------------------------------


def check_row(check: PackageCheck) -> dict[str, Any]:
    """A check as data."""
    policy = check.policy
    return {
        "package": check.package.name,
        "policy": policy.id if policy else None,
        "hash": policy.hash if policy else None,
        "conditions": len(policy.conditions) if policy else 0,
        "readings": len(policy.readings) if policy else 0,
        "citations": len(policy.cited()) if policy else 0,
        "scenarios": len(check.scenarios),
        "failed": [
            {
                "name": s.name,
                "file": s.file,
                "line": s.line,
                "expected": dict(s.expected),
                "came": dict(s.came),
            }
            for s in check.failed
        ],
        "uncovered": [as_data(fault) for fault in check.uncovered],
        "faults": [as_data(fault) for fault in check.faults],
    }


def show_checks(checks: Sequence[PackageCheck], screen: Screen) -> None:
    """One line for each package, and every scenario that came out otherwise."""
    for check in checks:
        policy = check.policy
        wrong = bool(check.faults or check.failed or check.uncovered)
        mark, style = ("✗ ", "red") if wrong else ("✓ ", "green")
        if policy is None:
            says = Text("niet te lezen", "cannot be read")
            screen.line((check.package.name, "bold"), ": ", (says, "red"), lead=mark, lead_style=style)
            continue
        counts = phrases.join(
            [
                phrases.counted(len(policy.conditions), *RULES),
                phrases.counted(len(policy.cited()), *CITATIONS),
                phrases.counted(len(policy.readings), *READINGS),
                _scenario_count(check),
            ]
        )
        screen.line((policy.id, "bold"), ": ", counts, lead=mark, lead_style=style)
        for failed in check.failed:
            screen.line((failed.name, "bold"), (f"  {failed.file}:{failed.line}", phrases.DIM), indent=2)
            for name, expected in failed.expected.items():
                if failed.came.get(name) != expected:
                    came = failed.came.get(name, "-")
                    told = Text(f"verwacht {expected}, kwam {came}", f"expected {expected}, came {came}")
                    screen.line((name, "bold"), ": ", told, indent=4, lead="✗ ", lead_style="red")
        for bare in check.uncovered[:MOST_BARE]:
            screen.line(bare.show(screen.lang), indent=2, lead="✗ ", lead_style="red")
        if (rest := len(check.uncovered) - MOST_BARE) > 0:
            screen.line(
                Text(f"en nog {rest} die geen scenario toont", f"and {rest} more that no scenario shows"),
                indent=2,
            )


def _scenario_count(check: PackageCheck) -> Text:
    count, failed = phrases.counted(len(check.scenarios), *SCENARIOS), len(check.failed)
    if not check.scenarios:
        return Text("geen scenario's", "no scenarios")
    if failed:
        return Text(
            f"{count.nl} waarvan {failed} anders dan verwacht",
            f"{count.en} of which {failed} not as expected",
        )
    return Text(f"{count.nl} zoals verwacht", f"{count.en} as expected")


# --- show ------------------------------------------------------------------------------------------------


def policy_row(policy: Policy, condition: str | None) -> dict[str, Any]:
    """A policy (or one condition of it) as data: names, sentences, citations, and what uses what."""
    chosen = [c for c in policy.conditions.values() if condition in (None, c.id)]
    conditions = [
        {
            "id": c.id,
            "says": c.says,
            "force": c.force,
            "evidence": c.evidence,
            "cites": c.cites,
            "file": c.file,
            "line": c.line,
            "uses": sorted(facts_of(c)),
            "used_by": used_by(policy, c.id),
        }
        for c in chosen
    ]
    if condition is not None:
        found: dict[str, Any] = as_data(conditions[0])
        return found
    agreements = {
        a.id: {
            "title": a.title,
            "from": a.term.start,
            "until": a.term.end,
            "scope": a.scope,
            "groups": [{"id": g.id, "title": g.title, "requires": g.requires} for g in a.groups],
            "duties": a.duties,
        }
        for a in policy.agreements.values()
    }
    head = {
        "policy": policy.id,
        "insurer": policy.insurer,
        "insurer_name": policy.insurer_name,
        "hash": policy.hash,
    }
    parts = {"document": policy.document, "agreements": agreements, "conditions": conditions}
    rest = {
        "readings": list(policy.readings.values()),
        "reservations": policy.reservations,
        "externals": policy.externals,
    }
    row: dict[str, Any] = as_data(head | parts | rest)
    return row


def facts_of(condition: Condition) -> set[str]:
    """The facts that a condition uses itself."""
    found = set()
    for node in walk(condition.node):
        if isinstance(node, FactIs | FactCompares | Blocks):
            found.add(node.fact)
        if isinstance(node, FactCompares) and isinstance(node.norm.value, NormFact):
            found.add(node.norm.value.fact)
    return found


def used_by(policy: Policy, name: str) -> list[str]:
    """The conditions, groups, scopes, caps and duties that use a condition."""
    found = [
        c.id
        for c in policy.conditions.values()
        if any(isinstance(n, Ref) and n.condition == name for n in walk(c.node))
    ]
    for agreement in policy.agreements.values():
        found += [f"{agreement.id}.{g.id}" for g in agreement.groups if name in g.requires]
        caps = [cap.condition for cap in agreement.caps]
        roles = {"scope": [agreement.scope], "cap": caps, "duty": agreement.duties}
        found += [f"{agreement.id}.{role}" for role, names in roles.items() if name in names]
    return found


def show_policy(policy: Policy, screen: Screen) -> None:
    """The table of contents of a policy."""
    screen.line((policy.insurer_name, "bold"), ": ", policy.title, (f"  {policy.id}", phrases.DIM))
    published = day_text(policy.document.published)
    about = f"{policy.document.title} ({policy.document.version})"
    screen.line(
        (Text(f"Document: {about}, {published.nl}", f"Document: {about}, {published.en}"), phrases.DIM)
    )
    for agreement in policy.agreements.values():
        screen.blank()
        screen.line((wording.capital(agreement.title), "bold"), (f"  {agreement.id}", phrases.DIM))
        for group in agreement.groups:
            screen.line((group.title, "bold"), ": ", ", ".join(group.requires), indent=2, hang=2)
    _section(Text("Voorwaarden", "Conditions"), policy.conditions.values(), screen)
    readings = [(r.id, r.question, r.cites) for r in policy.readings.values()]
    if readings:
        screen.blank()
        screen.title(Text("Lezingen", "Readings"))
        for name, question, cites in readings:
            screen.line((name, "bold"), ": ", question, " ", (_where(cites), phrases.DIM), indent=2, hang=2)
    _section(Text("Voorbehouden", "Reservations"), policy.reservations, screen)
    _section(Text("Niet hier, niet beoordeeld", "Not here, not assessed"), policy.externals, screen)


def _section(title: Text, parts: Iterable[Any], screen: Screen) -> None:
    screen.blank()
    screen.title(title)
    for part in parts:
        screen.line(
            (part.id, "bold"), ": ", part.says, " ", (_where(part.cites), phrases.DIM), indent=2, hang=2
        )


def _where(cites: Sequence[Any]) -> Text:
    told = phrases.join([phrases.lines_of(cite) for cite in cites], "; ")
    return Text(f"({told.nl})", f"({told.en})")


def show_rule(
    package: Package, policy: Policy, condition: Condition, document: Document | None, screen: Screen
) -> None:
    """One rule as it is written, where it is used, and the passage if the document is there."""
    screen.line((condition.id, "bold"), (f"  {package.file(condition.file)}:{condition.line}", phrases.DIM))
    screen.blank()
    for row in rule_text(package, condition.file, condition.line).split("\n"):
        screen.verbatim(row, indent=2)
    screen.blank()
    users = ", ".join(used_by(policy, condition.id)) or "-"
    screen.line(users, lead=screen.word(Text("Gebruikt door: ", "Used by: ")), lead_style="dim")
    if facts := ", ".join(sorted(facts_of(condition))):
        screen.line(facts, lead=screen.word(Text("Feiten: ", "Facts: ")), lead_style="dim")
    for cite in condition.cites:
        screen.line(phrases.lines_of(cite), lead=screen.word(Text("Bron: ", "Source: ")), lead_style="dim")
        if document is not None:
            for row in document.passage(cite.first, cite.last).split("\n"):
                screen.line(row.strip(), indent=2, lead="│ ", lead_style="dim", rail=True)


def show_words(lines: Sequence[Line], screen: Screen) -> None:
    """Sentences, indented as they belong together."""
    for number, line in enumerate(lines):
        if line.depth == 0 and number:
            screen.blank()
        if line.depth == 0:
            screen.line((line.text, "bold"))
        else:
            screen.line(
                line.text, indent=2 * line.depth, lead="- " if line.depth > 1 else "", lead_style="dim"
            )
