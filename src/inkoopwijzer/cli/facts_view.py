"""The catalogue of facts on a screen and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.policy_view import facts_of
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.facts.catalogue import Dimension, Fact, FactType, catalogue
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.values.text import Text

Use = tuple[str, str]
"""A policy and a condition of it."""

TYPES: Final = {
    FactType.yes_no: Text("ja of nee", "ja or nee (yes or no)"),
    FactType.whole: Text("een geheel getal", "a whole number"),
    FactType.decimal: Text("een getal", "a number"),
    FactType.choice: Text("een keuze", "a choice"),
    FactType.date: Text("een datum, zoals 2026-09-24", "a date, such as 2026-09-24"),
    FactType.text: Text("een uitleg in eigen woorden", "an explanation in own words"),
    FactType.hours: Text(
        "uren, zoals 08:00-12:30, of gesloten", "hours, such as 08:00-12:30, or gesloten (closed)"
    ),
}
MOST_OPTIONS: Final = 40


def uses(policies: Iterable[Policy]) -> dict[str, list[Use]]:
    """Which conditions of which policies use each fact."""
    found: dict[str, list[Use]] = {}
    for policy in policies:
        for condition in policy.conditions.values():
            for fact in sorted(facts_of(condition)):
                found.setdefault(fact, []).append((policy.id, condition.id))
    return found


def fact_row(fact: Fact, using: Sequence[Use]) -> dict[str, Any]:
    """A fact as data."""
    row: dict[str, Any] = as_data(
        {
            "id": fact.id,
            "about": fact.about,
            "type": fact.type,
            "says": says(fact),
            "ask": ask(fact),
            "keys": [{"id": d.id, "label": d.label, "options": _options(d.options)} for d in fact.per],
            "options": _options(fact.options),
            "supplied_by": fact.sources,
            "absent_in": fact.absent,
            "fixed": fact.fixed,
            "used_by": [{"policy": p, "condition": c} for p, c in using],
        }
    )
    return row


def _options(options: Mapping[str, Any] | None) -> dict[str, Text] | None:
    return {o.id: o.label for o in options.values()} if options else None


def says(fact: Fact) -> Text:
    """What the fact says, with its keys between brackets."""
    return _filled(fact, fact.says)


def ask(fact: Fact) -> Text:
    """The question that asks for it, with its keys between brackets."""
    return _filled(fact, fact.ask)


def _filled(fact: Fact, template: Text) -> Text:
    words: dict[str, object] = {d.id: Text(f"[{d.label.nl}]", f"[{d.label.en}]") for d in fact.per}
    return template.format(subject=fact.about_label, **words)


def show_facts(using: Mapping[str, Sequence[Use]], screen: Screen) -> None:
    """All facts, by what they are about."""
    known = catalogue()
    for kind in known.subjects.values():
        mine = [f for f in known.facts.values() if f.about == kind.id]
        if not mine:
            continue
        screen.line(
            (kind.list_name or kind.id, "bold"),
            (Text(f"  {kind.label.nl}", f"  {kind.label.en}"), phrases.DIM),
        )
        for fact in mine:
            keys = "".join(f".[{d.id}]" for d in fact.per)
            count = len(using.get(fact.id, []))
            used = phrases.counted(count, Text("regel", "rule"), Text("regels", "rules"))
            told = (
                Text(f" ({TYPES[fact.type].nl}; {used.nl})", f" ({TYPES[fact.type].en}; {used.en})"),
                phrases.DIM,
            )
            screen.line((fact.id, "bold"), (keys, "cyan"), ": ", says(fact), told, indent=2, hang=2)
        screen.blank()
    more = Text("Alles over één feit: inkoopwijzer facts FEIT", "All about one fact: inkoopwijzer facts FACT")
    screen.line((more, phrases.DIM))


def show_fact(fact: Fact, using: Sequence[Use], screen: Screen) -> None:
    """Everything about one fact."""
    known = catalogue()
    keys = "".join(f".[{d.id}]" for d in fact.per)
    screen.line((fact.id, "bold"), (keys, "cyan"))
    rows = [
        (Text("Zegt", "Says"), says(fact)),
        (Text("Vraag", "Question"), ask(fact)),
        (Text("Over", "About"), fact.about_label),
        (Text("Waarde", "Value"), TYPES[fact.type]),
    ]
    if fact.options:
        rows.append(
            (Text("Keuzes", "Choices"), _listed([o.label for o in fact.options.values()], list(fact.options)))
        )
    rows += [(Text(f"Per {d.id}", f"Per {d.id}"), _dimension(d)) for d in fact.per]
    rows.append((Text("Van", "From"), phrases.join([known.sources[s].label for s in fact.sources])))
    if fact.absent:
        absent = phrases.join([known.sources[s].label for s in fact.absent])
        rows.append(
            (
                Text("Nee als", "No if"),
                Text(f"het niet staat in (volledig): {absent.nl}", f"not listed in (complete): {absent.en}"),
            )
        )
    if fact.fixed:
        rows.append((Text("Vast", "Fixed"), fact.fixed))
    by: dict[str, list[str]] = {}
    for policy, condition in using:
        by.setdefault(policy, []).append(condition)
    told = "; ".join(f"{policy}: {', '.join(names)}" for policy, names in by.items())
    rows.append((Text("Regels", "Rules"), Text(told or "geen", told or "none")))
    screen.columns([((label, phrases.DIM), value) for label, value in rows], indent=2)


def _dimension(dimension: Dimension) -> Text:
    if not dimension.options:
        return Text(f"{dimension.label.nl}, een getal", f"{dimension.label.en}, a number")
    return _listed([o.label for o in dimension.options.values()], list(dimension.options))


def _listed(labels: Sequence[Text], ids: Sequence[str]) -> Text:
    both = [
        label if label.nl == id_ else Text(f"{id_} ({label.nl})", f"{id_} ({label.en})")
        for label, id_ in zip(labels, ids, strict=True)
    ]
    rest = len(both) - MOST_OPTIONS
    if rest <= 0:
        return phrases.join(both)
    shown = phrases.join(both[:3])
    return Text(f"{shown.nl} en nog {len(both) - 3}", f"{shown.en} and {len(both) - 3} more")
