"""One sentence that says why a condition has its value."""

from __future__ import annotations

from inkoopwijzer.assess.evaluate import Trace
from inkoopwijzer.assess.leaves import blocks_found
from inkoopwijzer.assess.path import Place, below, elements, place
from inkoopwijzer.assess.result import FactSeen
from inkoopwijzer.policy.phrases import noun
from inkoopwijzer.policy.tree import (
    All,
    Blocks,
    ByReading,
    Condition,
    Judge,
    Node,
    Over,
    Quantifier,
    Ref,
    Silent,
    walk,
)
from inkoopwijzer.values.text import Lang, Text
from inkoopwijzer.values.verdict import MET, NOT_MET, UNKNOWN, Verdict

MOST = 3
"""How many facts a reason names before it says "and so on"."""


def reason(trace: Trace, rule: Condition, at: Place, verdict: Verdict, facts: tuple[FactSeen, ...]) -> Text:
    """Why the condition has its value, in one sentence; the facts below it say the rest."""
    if verdict is Verdict.not_applicable:
        return Text("Deze voorwaarde geldt hier voor niemand.", "This condition binds nobody here.")
    if verdict is Verdict.for_insurer:
        return _said(at.node, Judge) or Text("De verzekeraar weegt dit.", "The insurer weighs this.")
    if verdict is Verdict.silent:
        return _said(at.node, Silent) or Text("Het document zegt dit niet.", "The document does not say.")
    wanted = {Verdict.met: MET, Verdict.not_met: NOT_MET}.get(verdict, UNKNOWN)
    counted = _blocks(trace, at) or _counted(trace, at)
    named = [f for f in facts if f.decisive and _weight(f) == wanted]
    if not named:
        parts = _failing_parts(trace, at, wanted)
        return counted or parts
    listed = _listed(named)
    if counted and isinstance(at.node, Over):
        return Text(f"{counted.nl} {listed.nl}", f"{counted.en} {listed.en}")
    return counted or listed


def _weight(fact: FactSeen) -> int:
    return {Verdict.met: MET, Verdict.not_met: NOT_MET}.get(fact.verdict, UNKNOWN)


def _said(node: Node, sort: type[Judge | Silent]) -> Text | None:
    return next((n.says for n in walk(node) if isinstance(n, sort)), None)


def _listed(facts: list[FactSeen]) -> Text:
    def one(fact: FactSeen, lang: Lang) -> str:
        says = fact.says.to(lang)
        who = f"{fact.subject}: " if fact.subject and fact.subject not in says else ""
        return f"{who}{says}: {fact.value.to(lang)}"

    rest = len(facts) - MOST
    more = Text(f"; en nog {rest}", f"; and {rest} more") if rest > 0 else Text("", "")
    return Text(
        "; ".join(one(f, "nl") for f in facts[:MOST]) + more.nl + ".",
        "; ".join(one(f, "en") for f in facts[:MOST]) + more.en + ".",
    )


def _blocks(trace: Trace, at: Place) -> Text | None:
    """For opening hours: how many blocks there are and how many are needed."""
    node = at.node
    while isinstance(node, ByReading):
        node = trace.program.compiler.chosen(node)
    if not isinstance(node, Blocks):
        return None
    found = blocks_found(node, trace.case)
    hours = node.lasting // 60 if node.lasting % 60 == 0 else node.lasting / 60
    return Text(
        f"{found} {'dagdeel' if found == 1 else 'dagdelen'} van {hours} uur 's avonds of in het weekend; "
        f"nodig {'is' if node.at_least == 1 else 'zijn'} er {node.at_least}.",
        f"{found} {'block' if found == 1 else 'blocks'} of {hours} hours in the evening or weekend; "
        f"{node.at_least} {'is' if node.at_least == 1 else 'are'} needed.",
    )


def _counted(trace: Trace, at: Place) -> Text | None:
    """For a share or a count: how many there are of how many, and how many are needed."""
    node = at.node
    if not isinstance(node, Over):
        return None
    label_nl, label_en = _label(node)
    found = [
        min(w.code if w else MET, place(trace, node.holds, env).code)
        for env, w in elements(trace, node, at.env)
    ]
    sure = found.count(MET)
    perhaps = sum(c != NOT_MET for c in found)
    shown = str(sure) if sure == perhaps else f"{sure}-{perhaps}"
    if node.quantifier is Quantifier.share:
        need = f"{node.at_least * 100:.0f}%"
        return Text(
            f"{shown} van de {len(found)} {label_nl}; nodig is {need}.",
            f"{shown} of the {len(found)} {label_en}; {need} is needed.",
        )
    if node.quantifier is Quantifier.count:
        return Text(
            f"{shown} {label_nl}; nodig zijn er {node.at_least}.",
            f"{shown} {label_en}; {node.at_least} are needed.",
        )
    if not found:
        return Text(f"Er staan geen {label_nl} in het dossier.", f"The dossier lists no {label_en}.")
    if node.holds == All(()):
        return Text(
            f"Aantal {label_nl} in het dossier: {sure}.", f"Number of {label_en} in the dossier: {sure}."
        )
    return None


def _label(node: Over) -> tuple[str, str]:
    more = noun(node.over).more
    return more.nl, more.en


def _failing_parts(trace: Trace, at: Place, wanted: int) -> Text:
    names = [
        trace.program.policy.conditions[p.node.condition].says
        for p in below(trace, at)
        if isinstance(p.node, Ref) and p.code == wanted
    ]
    if not names:
        if wanted == MET:
            return Text("Aan alles is voldaan.", "Everything is met.")
        return Text("Zie de onderdelen hieronder.", "See the parts below.")
    lead = {
        MET: Text("Voldaan", "Met"),
        NOT_MET: Text("Niet voldaan", "Not met"),
        UNKNOWN: Text("Nog niet bekend", "Not yet known"),
    }[wanted]
    count = len(names)
    return Text(
        f"{lead.nl}: {count} {'onderdeel' if count == 1 else 'onderdelen'}.",
        f"{lead.en}: {count} {'part' if count == 1 else 'parts'}.",
    )
