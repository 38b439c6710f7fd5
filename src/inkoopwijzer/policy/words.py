"""A whole policy in words: its agreements, conditions, norms, readings and remarks, each with its citation.

Beside each condition stand two things: what its author meant (`says`) and what the rule asks (`words`). A
purchaser reads both against the document; where the two part, the rule is wrong.
"""

from __future__ import annotations

from typing import Final

from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.policy.phrases import AND, OR, joined, norm_words, say, within
from inkoopwijzer.policy.policy import Agreement, Change, Policy, Reading, Remark
from inkoopwijzer.policy.sentences import Line, ref_words, words
from inkoopwijzer.policy.tree import Condition, Force, Norm
from inkoopwijzer.policy.words_beside import agreement_beside, beside_words, kind_words
from inkoopwijzer.policy.words_lines import cited, moved, titled
from inkoopwijzer.values.text import Text, day_text

__all__ = ["Line", "agreement_words", "condition_words", "policy_words", "words"]

FORCES: Final[dict[Force, Text]] = {
    "result": Text("Soort eis: een resultaat; het moet zo zijn.", "Kind: a result; it must be so."),
    "effort": Text(
        "Soort eis: een inspanning; de praktijk moet er haar best voor doen.",
        "Kind: an effort; the practice must do its best for it.",
    ),
}


def condition_words(condition: Condition, policy: Policy) -> tuple[Line, ...]:
    """A condition: what its author meant, what the rule asks, its force, what proves it, where it stands."""
    sources = catalogue().sources
    lines = [
        Line(0, say("{says} [{id}]", "{says} [{id}]", says=condition.says, id=condition.id)),
        Line(1, Text("Wat de regel vraagt:", "What the rule asks:")),
        *moved(words(condition.node, policy), 2),
        Line(1, FORCES[condition.force]),
    ]
    if condition.evidence:
        proof = joined((sources[name].label for name in condition.evidence), AND)
        lines.append(Line(1, say("Wat het aantoont: {proof}.", "What proves it: {proof}.", proof=proof)))
    return (*lines, *cited(condition.cites, policy, 1))


def agreement_words(agreement: Agreement, policy: Policy) -> tuple[Line, ...]:
    """An agreement: its term, for whom it is, its groups best first, its caps, duties and changes."""
    titles = {group.id: group.title for group in agreement.groups}
    scope = ref_words(agreement.scope, policy)
    lines = [
        Line(0, say("Overeenkomst: {t} [{id}]", "Agreement: {t} [{id}]", t=agreement.title, id=agreement.id)),
        Line(1, say("Looptijd: {term}.", "Term: {term}.", term=within(agreement.term))),
        Line(1, say("Voor wie voldoet aan {c}.", "For whoever meets {c}.", c=scope)),
        *cited(agreement.cites, policy, 1),
        Line(1, Text("De groepen, de beste eerst:", "The groups, best first:")),
    ]
    for group in agreement.groups:
        asks = say("{t} [{id}] vraagt dit alles:", "{t} [{id}] asks all of this:", t=group.title, id=group.id)
        lines.append(Line(2, asks))
        lines += [Line(3, ref_words(name, policy)) for name in group.requires]
        lines += cited(group.cites, policy, 3)
    for cap in agreement.caps:
        lines.append(
            Line(
                1,
                say(
                    "Wie voldoet aan {c}, krijgt hoogstens {group} [{id}].",
                    "Whoever meets {c} gets {group} [{id}] at most.",
                    group=titles[cap.at_most],
                    id=cap.at_most,
                    c=ref_words(cap.condition, policy),
                ),
            )
        )
    if agreement.duties:
        says = Text(
            "Dit moet ook, maar het bepaalt geen groep:", "This is asked as well, but decides no group:"
        )
        lines.append(Line(1, says))
        lines += [Line(2, ref_words(name, policy)) for name in agreement.duties]
    for change in agreement.changes:
        lines += _change(change, titles, policy)
    return (*lines, *agreement_beside(agreement, policy))


def policy_words(policy: Policy) -> tuple[Line, ...]:
    """The whole policy: agreements, conditions and all that stands beside them."""
    document = policy.document
    lines = [
        Line(0, say("{a}: {b} ({c})", "{a}: {b} ({c})", a=policy.insurer_name, b=policy.title, c=policy.id)),
        Line(
            0,
            say(
                "Geschreven naar het document: {title} ({version}), {day}.",
                "Written from the document: {title} ({version}), {day}.",
                title=document.title,
                version=document.version,
                day=day_text(document.published),
            ),
        ),
    ]
    for agreement in policy.agreements.values():
        lines += agreement_words(agreement, policy)
    lines += titled(
        Text("Voorwaarden", "Conditions"), (condition_words(c, policy) for c in policy.conditions.values())
    )
    lines += titled(Text("Getallen", "Numbers"), (_norm(norm, policy) for norm in policy.norms.values()))
    lines += titled(Text("Begrippen", "Kinds"), (kind_words(kind, policy) for kind in policy.kinds.values()))
    lines += titled(
        Text("Waar de tekst op meer manieren te lezen is", "Where the text can be read in more than one way"),
        (_reading(reading, policy) for reading in policy.readings.values()),
    )
    lines += titled(
        Text("Wat de verzekeraar zich voorbehoudt", "What the insurer reserves"),
        (_remark(remark, policy) for remark in policy.reservations),
    )
    lines += titled(
        Text("Wat ergens anders staat en niet is beoordeeld", "What stands elsewhere and was not assessed"),
        (_remark(remark, policy) for remark in policy.externals),
    )
    return (*lines, *beside_words(policy))


def _change(change: Change, titles: dict[str, Text], policy: Policy) -> list[Line]:
    to = joined((say("{t} [{id}]", "{t} [{id}]", t=titles[id_], id=id_) for id_ in change.to), OR)
    dates = say(
        "Uiterlijk {by}; het gaat in op {effect}.",
        "By {by} at the latest; it takes effect on {effect}.",
        by=day_text(change.by),
        effect=day_text(change.effect),
    )
    return [
        Line(1, say("Later naar {to}: {says}", "Later to {to}: {says}", to=to, says=change.says)),
        Line(2, dates),
        *cited(change.cites, policy, 2),
    ]


def _norm(norm: Norm, policy: Policy) -> list[Line]:
    return [Line(0, norm_words(norm)), *cited(norm.cites, policy, 1)]


def _reading(reading: Reading, policy: Policy) -> list[Line]:
    lines = [Line(0, say("{q} [{id}]", "{q} [{id}]", q=reading.question, id=reading.id))]
    for option, label in reading.options.items():
        chosen = Text(" (standaard)", " (the default)") if option == reading.default else Text("", "")
        lines.append(Line(1, say("antwoord: {a}{b}", "answer: {a}{b}", a=label, b=chosen)))
    why = say("Waarom die standaard: {why}", "Why that default: {why}", why=reading.because)
    return [*lines, Line(1, why), *cited(reading.cites, policy, 1)]


def _remark(remark: Remark, policy: Policy) -> list[Line]:
    return [
        Line(0, say("{says} [{id}]", "{says} [{id}]", says=remark.says, id=remark.id)),
        *cited(remark.cites, policy, 1),
    ]
