"""The conditions, agreements, numbers and readings of a policy as things to compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy import entries
from inkoopwijzer.policy.diff_beside import beside
from inkoopwijzer.policy.diff_logic import View
from inkoopwijzer.policy.diff_parts import SOURCE, YES_NO, Kind, Part, Thing, cited, listed, refers, wording
from inkoopwijzer.policy.matters import Entry, Shortfall
from inkoopwijzer.policy.phrases import norm_words, noun, within
from inkoopwijzer.policy.policy import Agreement, Change, Group, Policy, Reading
from inkoopwijzer.policy.sentences import words
from inkoopwijzer.policy.tree import Condition, Norm, Selection
from inkoopwijzer.values.text import Text, day_text

Things = dict[str, dict[str, Thing]]
"""Things by section and name."""


def things(policy: Policy, names: Mapping[str, str]) -> Things:
    """Everything in a policy; references in it under the names of the other side, where `names` gives them."""
    view = View(policy, names)
    users = entries.uses(policy)
    found: Things = {"policy": {"policy": _head(policy)}, "agreements": {}, "groups": {}, "entries": {}}
    for agreement in policy.agreements.values():
        found["agreements"][agreement.id] = _agreement(agreement, view)
        found["groups"] |= {f"{agreement.id}.{g.id}": _group(agreement, g, view) for g in agreement.groups}
        found["entries"] |= {e.id: _entry(agreement, e, view) for e in agreement.entry}
    found["conditions"] = {c.id: _condition(c, view) for c in policy.conditions.values()}
    found["norms"] = {n.id: _norm(n, users) for n in policy.norms.values()}
    found["kinds"] = {k.name: _kind(k, users) for k in policy.kinds.values()}
    found["readings"] = {r.id: _reading(r, users) for r in policy.readings.values()}
    return found | beside(view)


NAME: Final = Text("naam", "name")
TITLE: Final = Text("titel", "title")


def _head(policy: Policy) -> Thing:
    document = policy.document
    source = f"{document.title} ({document.version}), {document.published}"
    parts = [
        Part(Text("verzekeraar", "insurer"), policy.insurer, Text(policy.insurer_name, policy.insurer_name)),
        Part(Text("jaar", "year"), str(policy.year), Text(str(policy.year), str(policy.year))),
        *wording(policy.title, TITLE),
        Part(Text("document", "document"), source, Text(source, source), Kind.wording),
        Part(
            SOURCE,
            f"{document.lines} {document.fingerprint}",
            Text(f"{document.lines} regels", f"{document.lines} lines"),
            Kind.citation,
        ),
    ]
    return Thing("policy", "policy", Text(policy.insurer_name, policy.insurer_name), tuple(parts))


# --- conditions and what they use ------------------------------------------------------------------------


def _condition(condition: Condition, view: View) -> Thing:
    sources = catalogue().sources
    force = (
        Text("een inspanning", "an effort")
        if condition.force == "effort"
        else Text("een resultaat", "a result")
    )
    parts = [
        *wording(condition.says),
        Part(Text("soort eis", "kind"), condition.force, force),
        *(
            Part(Text("wat het aantoont", "what proves it"), name, sources[name].label, many=True)
            for name in condition.evidence
        ),
        *cited(condition.cites),
    ]
    return Thing(
        "conditions",
        condition.id,
        condition.says,
        tuple(parts),
        logic=view.logic(condition.node),
        words=partial(words, condition.node, view.policy),
    )


def _norm(norm: Norm, users: Mapping[str, frozenset[str]]) -> Thing:
    bare = Norm("", norm.value)
    value = Part(Text("waarde", "value"), repr(norm.value), norm_words(bare))
    says = norm.says or Text(norm.id, norm.id)
    parts = (value, *wording(norm.says), *cited(norm.cites))
    return Thing("norms", norm.id, says, parts, users=users.get(norm.id, frozenset()))


def _kind(kind: Selection, users: Mapping[str, frozenset[str]]) -> Thing:
    dimension = catalogue().dimensions[kind.dimension or ""]
    parts = [Part(Text("van", "of"), dimension.id, noun(kind).more)]
    parts += [
        Part(Text("telt mee", "counts"), option, dimension.label_of(option), many=True)
        for option in kind.options
    ]
    says = Text(kind.name, kind.name)
    shown = users.get(kind.name, frozenset())
    return Thing("kinds", kind.name, says, (*parts, *cited(kind.cites)), users=shown)


def _reading(reading: Reading, users: Mapping[str, frozenset[str]]) -> Thing:
    parts = [*wording(reading.question, Text("vraag", "question"))]
    for option, label in reading.options.items():
        what = Text(f"antwoord '{option}'", f"answer '{option}'")
        parts.append(Part(what, f"{label.nl}\n{label.en}", label, Kind.wording, missing=Kind.rule))
    default = Part(Text("standaard", "default"), reading.default, reading.options[reading.default])
    because = wording(reading.because, Text("waarom die standaard", "why that default"))
    parts += [default, *because, *cited(reading.cites)]
    shown = users.get(reading.id, frozenset())
    return Thing("readings", reading.id, reading.question, tuple(parts), users=shown)


# --- agreements ------------------------------------------------------------------------------------------


def _agreement(agreement: Agreement, view: View) -> Thing:
    parts = [
        *wording(agreement.title, TITLE),
        Part(Text("looptijd", "term"), repr(agreement.term), within(agreement.term)),
        *refers(view, Text("voor wie", "for whom"), [agreement.scope], many=False),
        *listed(
            view, Text("aanvulling op", "adds to"), [agreement.addendum_to] if agreement.addendum_to else []
        ),
        *refers(view, Text("plicht", "duty"), agreement.duties),
    ]
    for cap in agreement.caps:
        group = _group_name(agreement, cap.at_most, view)
        parts += refers(
            view, Text(f"hoogstens groep {group}, als", f"group {group} at most, if"), [cap.condition]
        )
    for change in agreement.changes:
        parts += _change(change, ", ".join(_group_name(agreement, to, view) for to in change.to))
    for shortfall in agreement.shortfall:
        parts += _shortfall(shortfall)
    parts += cited(agreement.cites)
    order = tuple(_group_name(agreement, group.id, view) for group in agreement.groups)
    return Thing("agreements", agreement.id, agreement.title, tuple(parts), order=order)


def _group_name(agreement: Agreement, group: str, view: View) -> str:
    return view.name(f"{agreement.id}.{group}").rpartition(".")[2]


def _change(change: Change, to: str) -> Iterator[Part]:
    lead = Text("later naar {to}, {what}", "later to {to}, {what}")
    by = lead.format(to=to, what=Text("uiterlijk", "by"))
    effect = lead.format(to=to, what=Text("met ingang van", "with effect from"))
    yield Part(by, change.by.isoformat(), day_text(change.by))
    yield Part(effect, change.effect.isoformat(), day_text(change.effect))
    yield from wording(change.says, lead.format(to=to, what=Text("in onze woorden", "in our words")))
    yield from cited(change.cites)


def _shortfall(shortfall: Shortfall) -> Iterator[Part]:
    lead = Text("als niet meer wordt voldaan, {what}", "when no longer met, {what}")
    silent = lead.format(what=Text("zegt het document wat volgt", "the document says what follows"))
    yield Part(silent, str(shortfall.silent), YES_NO[not shortfall.silent])
    if shortfall.notice:
        what = lead.format(what=Text("bericht uiterlijk", "notice by"))
        yield Part(what, shortfall.notice.isoformat(), day_text(shortfall.notice))
    if shortfall.effect:
        what = lead.format(what=Text("telt vanaf", "counts from"))
        yield Part(what, shortfall.effect.isoformat(), day_text(shortfall.effect))
    yield from wording(shortfall.says, lead.format(what=Text("in onze woorden", "in our words")))
    yield from cited(shortfall.cites)


def _group(agreement: Agreement, group: Group, view: View) -> Thing:
    parts = [*wording(group.title, TITLE), *refers(view, Text("vraagt", "asks"), group.requires)]
    name = f"{agreement.id}.{group.id}"
    return Thing("groups", name, group.title, (*parts, *cited(group.cites)))


def _entry(agreement: Agreement, entry: Entry, view: View) -> Thing:
    parts = [
        *wording(entry.says),
        *listed(view, Text("overeenkomst", "agreement"), [agreement.id]),
        *refers(view, Text("voor wie", "for whom"), [entry.condition], many=False),
        Part(Text("vraagt een handeling", "asks for action"), str(entry.action), YES_NO[entry.action]),
        *listed(view, Text("datum", "date"), entry.milestones),
        *cited(entry.cites),
    ]
    return Thing("entries", entry.id, entry.says, tuple(parts))
