"""The words of a rule: what the program will do, said back to whoever wrote it.

The lines are made from the tree and the labels of the catalogue alone, never from what the author wrote
beside the rule (only a reference names the condition it points at by its own sentence). So a purchaser can
hold three things side by side: the document, what the author meant, and what the rule does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.facts.dossier import NOW
from inkoopwijzer.policy.phrases import (
    DENIED,
    blocks_words,
    fact_compares,
    fact_is,
    is_long,
    noun,
    number,
    options_of,
    quoted,
    say,
    where_of,
    within,
)
from inkoopwijzer.policy.policy import Policy, Reading
from inkoopwijzer.policy.tree import (
    All,
    AnyOf,
    AtLeast,
    Blocks,
    ByReading,
    During,
    FactCompares,
    FactIs,
    Judge,
    Node,
    Not,
    Over,
    Quantifier,
    Ref,
    Silent,
    When,
)
from inkoopwijzer.values.text import LANGUAGES, Text

INLINE: Final = 110
"""A short list stays on one line up to this many characters."""
LED: Final = 160
"""A single sentence stays behind what leads it up to this many characters together."""
SHORTENED: Final = 90
"""A reference names its condition in about so many characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an indented list; `depth` 0 stands at the margin."""

    depth: int
    text: Text


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of a node: its first line and what stands below that, one step further in."""

    head: Text
    below: tuple[Line, ...] = ()

    def lines(self, depth: int = 0) -> tuple[Line, ...]:
        return (Line(depth, self.head), *(Line(line.depth + depth, line.text) for line in self.below))


@dataclass(frozen=True, slots=True)
class _List:
    """A list's heading by itself, after something that leads it, and denied."""

    alone: Text
    led: Text
    denied: Text


def words(node: Node, policy: Policy) -> tuple[Line, ...]:
    """What the node asks, as an indented list in plain Dutch and English."""
    return _part(node, policy).lines()


def _part(node: Node, policy: Policy) -> _Part:
    single = _sentence(node, policy)
    if single:
        return _Part(single)
    match node:
        case All() | AnyOf() | AtLeast():
            return _Part(_colon(_heading(node).alone), _items(node, policy))
        case Not(All() | AnyOf() | AtLeast() as item):
            return _Part(_colon(_heading(item).denied), _items(item, policy))
        case Not(item):
            return _Part(_NOT_SO, _part(item, policy).lines(1))
        case When(guard, then):
            return _when(guard, then, policy)
        case Over():
            return _over(node, policy)
        case ByReading():
            return _by_reading(node, policy)
        case Blocks():
            first, *rest = blocks_words(node)
            return _Part(first, tuple(Line(1, text) for text in rest))
        case _:
            raise TypeError(f"no words for {type(node).__name__}")


_NOT_SO: Final = Text(*(DENIED.to(lang).partition(" {")[0] for lang in LANGUAGES))
_NOT_SO_THAT: Final = Text("dit niet zo is", "this is not so")
_SO: Final = Text("dit zo is", "this is so")
_NOTHING: Final = Text("", "")


def _colon(text: Text, then: Text | None = None) -> Text:
    return Text(*(f"{text.to(lang)}: {then.to(lang)}" if then else f"{text.to(lang)}:" for lang in LANGUAGES))


def _fits(text: Text, most: int) -> bool:
    return max(len(text.nl), len(text.en)) <= most


# --- one line ------------------------------------------------------------------------------------------


def _sentence(node: Node, policy: Policy) -> Text | None:
    """The node on one line, if it fits on one."""
    match node:
        case FactIs():
            return fact_is(node)
        case FactCompares():
            return fact_compares(node)
        case During(period):
            days = within(period)
            return say(
                "de dag waarvoor wordt beoordeeld valt {days}", "the day assessed falls {days}", days=days
            )
        case Judge(says):
            return _colon(Text("de verzekeraar weegt", "the insurer weighs"), quoted(says))
        case Silent(says):
            return _colon(Text("dit is niet te bepalen", "this cannot be decided"), quoted(says))
        case Ref(condition):
            return ref_words(condition, policy)
        case Not(FactIs() as fact):
            return fact_is(fact, holds=False)
        case Not(FactCompares() as fact):
            return fact_compares(fact, holds=False)
        case Not(All() | AnyOf() | AtLeast()):
            return None
        case Not(item):
            inner = _sentence(item, policy)
            return DENIED.format(said=inner) if inner else None
        case Over(quantifier=Quantifier.some, over=over, where=None, holds=All(items=())):
            one, where = noun(over).one, where_of(over)
            return say(
                "er is minstens één {one}{where}", "there is at least one {one}{where}", one=one, where=where
            )
        case All(items=()):
            return Text("dit geldt altijd", "this always holds")
        case AnyOf(items=()):
            return Text("dit geldt nooit", "this never holds")
        case All(items) | AnyOf(items) if len(items) > 1 and all(map(_plain, items)):
            return _short_list(items, isinstance(node, All), policy)
        case _:
            return None


def _plain(node: Node) -> bool:
    """Whether a node can stand in a list on one line without doubt about where it ends."""
    match node:
        case FactIs(values=values, moment=moment):
            return moment == NOW and (values is None or len(values) == 1)
        case FactCompares() | Ref() | During():
            return True
        case _:
            return False


def _short_list(items: tuple[Node, ...], every: bool, policy: Policy) -> Text | None:
    parts = [part for part in (_sentence(item, policy) for item in items) if part]
    between = Text(", en", ", and") if every else Text(", of", ", or")
    line = parts[0]
    for part in parts[1:]:
        line = say("{a}{b} {c}", "{a}{b} {c}", a=line, b=between, c=part)
    if not every:
        line = say("{a} (één is genoeg)", "{a} (one is enough)", a=line)
    return line if _fits(line, INLINE) else None


def ref_words(condition: str, policy: Policy) -> Text:
    """A condition by its own sentence, shortened, and its name."""
    known = policy.conditions.get(condition)
    named = say("(voorwaarde {id})", "(condition {id})", id=condition)
    if known is None:
        return named
    short = Text(*(_shortened(known.says.to(lang)) for lang in LANGUAGES))
    return say("{short} {named}", "{short} {named}", short=quoted(short), named=named)


def _shortened(sentence: str) -> str:
    if len(sentence) <= SHORTENED:
        return sentence
    return sentence[:SHORTENED].rpartition(" ")[0].rstrip(",;:") + " …"


# --- lists, cases and quantifiers ----------------------------------------------------------------------


def _heading(node: All | AnyOf | AtLeast) -> _List:
    match node:
        case All():
            return _List(
                Text("al deze punten gelden", "all of these hold"),
                Text("gelden al deze punten", "all of these hold"),
                Text("niet al deze punten gelden", "not all of these hold"),
            )
        case AnyOf():
            return _List(
                Text("minstens één van deze punten geldt", "at least one of these holds"),
                Text("geldt minstens één van deze punten", "at least one of these holds"),
                Text("geen van deze punten geldt", "none of these holds"),
            )
        case AtLeast(count, items):
            nl, en = f"{count} van deze {len(items)} punten", f"{count} of these {len(items)}"
            return _List(
                Text(f"minstens {nl} gelden", f"at least {en} hold"),
                Text(f"gelden minstens {nl}", f"at least {en} hold"),
                Text(f"minder dan {nl} gelden", f"fewer than {en} hold"),
            )


def _items(node: All | AnyOf | AtLeast, policy: Policy) -> tuple[Line, ...]:
    return tuple(line for item in node.items for line in _part(item, policy).lines(1))


def _led(lead: Text, node: Node, policy: Policy, nested: bool = False) -> _Part:
    """The node after something that leads it: "voor elke fysiotherapeut geldt: ..."."""
    part = _part(node, policy)
    if part.below and isinstance(node, (All, AnyOf, AtLeast)):
        heading = _heading(node).led
        return _Part(say("{lead} {list}:", "{lead} {list}:", lead=lead, list=heading), part.below)
    lead = say("{lead} geldt", "{lead} this holds", lead=lead)
    line = _colon(lead, part.head)
    if not part.below and not nested and _fits(line, LED):
        return _Part(line)
    return _Part(_colon(lead), part.lines(1))


def _case(lead: Text, node: Node, policy: Policy, aside: Text = _NOTHING) -> _Part:
    """The node as the case in which something else is asked: "als al deze punten gelden: ..."."""
    part = _part(node, policy)
    if part.below and isinstance(node, (All, AnyOf, AtLeast)):
        heading = _heading(node).alone
        return _Part(say("{lead} {list}:", "{lead} {list}:", lead=lead, list=heading), part.below)
    denied = _sentence(node.item, policy) if isinstance(node, Not) and _plain(node.item) else None
    so = _NOT_SO_THAT if denied else _SO
    lead = say("{lead} {so}{aside}", "{lead} {so}{aside}", lead=lead, so=so, aside=aside)
    part = _Part(denied) if denied else part
    return _Part(_colon(lead), part.lines(1)) if part.below else _Part(_colon(lead, part.head))


_THEN: Final = Text("dan", "then")


def _when(guard: Node, then: Node, policy: Policy) -> _Part:
    case = _case(Text("alleen als", "only if"), guard, policy)
    result = _led(_THEN, then, policy).lines(1)
    if not case.below:
        return _Part(case.head, result)
    case = _case(Text("als", "if"), guard, policy)
    head = Text("deze eis geldt alleen in dit geval:", "this is asked in this case only:")
    return _Part(head, case.lines(1) + result)


QUANTIFIED: Final[Mapping[Quantifier, Text]] = {
    Quantifier.every: Text("voor {each} {one}{where}", "for every {one}{where}"),
    Quantifier.some: Text("voor minstens één {one}{where}", "for at least one {one}{where}"),
    Quantifier.share: Text(
        "voor minstens {percent} procent van de {more}{where}",
        "for at least {percent} per cent of the {more}{where}",
    ),
    Quantifier.count: Text(
        "voor minstens {count} verschillende {more}{where}", "for at least {count} different {more}{where}"
    ),
}


def _lead(node: Over) -> Text:
    """How many of what: "voor elke fysiotherapeut in de praktijk"."""
    called = noun(node.over)
    single = node.quantifier is Quantifier.count and node.at_least == 1
    return QUANTIFIED[node.quantifier].format(
        each="elk" if called.het else "elke",
        one=called.one,
        more=called.one if single else called.more,
        where=where_of(node.over),
        percent=number(node.at_least * 100),
        count=number(node.at_least),
    )


def _over(node: Over, policy: Policy) -> _Part:
    options = options_of(node.over)
    if options is None or not is_long(options):
        return _ranged(node, policy, nested=False)
    part = _ranged(node, policy, nested=True)
    which = say("de lijst: {options}", "the list: {options}", options=options)
    return _Part(part.head, (Line(1, which), *part.below))


def _ranged(node: Over, policy: Policy, nested: bool) -> _Part:
    lead, none = _lead(node), _when_none(node)
    if node.where is None:
        holds = node.holds
        while not nested and isinstance(holds, Over) and _runs_on(node, holds):
            inner = Text(*(_lead(holds).to(lang).partition(" ")[2] for lang in LANGUAGES))
            lead = say("{lead} en daarbij {inner}", "{lead} and {inner}", lead=lead, inner=inner)
            holds = holds.holds
        return _led(say("{lead}{none}", "{lead}{none}", lead=lead, none=none), holds, policy, nested)
    called = noun(node.over)
    whom = Text("voor wie", "for whom") if called.person else Text("waarvoor", "for which")
    result = _THEN if node.quantifier is Quantifier.every else Text("en daarbij", "and for these")
    holds_lines = _led(result, node.holds, policy).lines(1)
    case = _case(say("{lead} {whom}", "{lead} {whom}", lead=lead, whom=whom), node.where, policy, none)
    if not case.below:
        return _Part(case.head, holds_lines)
    head = say("{lead} uit deze groep{none}:", "{lead} in this group{none}:", lead=lead, none=none)
    which = say("de groep: {more} {whom}", "the group: {more} {whom}", more=called.more, whom=whom)
    return _Part(head, _case(which, node.where, policy).lines(1) + holds_lines)


def _runs_on(node: Over, holds: Over) -> bool:
    """Whether "at least one" follows "at least one", so that both can be said in one go."""
    return (
        node.quantifier is Quantifier.some
        and holds.quantifier is Quantifier.some
        and holds.where is None
        and holds.holds != All(())
        and options_of(holds.over) is None
    )


def _when_none(node: Over) -> Text:
    """What the quantifier asks when there is nothing to range over."""
    if node.quantifier is Quantifier.share:
        return Text(" (en voor minstens één)", " (and for at least one)")
    if node.quantifier is not Quantifier.every:
        return Text("", "")
    if node.where is not None:
        return Text(" (is er geen, dan vervalt de eis)", " (if there is none, this is not asked)")
    if node.over.dimension is not None:
        return Text("", "")
    return Text(" (er moet er minstens één zijn)", " (there must be at least one)")


def _by_reading(node: ByReading, policy: Policy) -> _Part:
    reading = policy.readings.get(node.reading)
    question = reading.question if reading else Text("", "")
    head = say(
        "de tekst is op meer manieren te lezen (lezing {id}): {question}",
        "the text can be read in more than one way (reading {id}): {question}",
        id=node.reading,
        question=question,
    )
    below: tuple[Line, ...] = ()
    for option, item in node.options.items():
        below += _led(_answer(option, reading), item, policy).lines(1)
    return _Part(head, below)


def _answer(option: str, reading: Reading | None) -> Text:
    label = quoted(reading.options[option] if reading else Text(option, option))
    chosen = Text("", "")
    if reading and option == reading.default:
        chosen = Text(" (standaard)", " (the default)")
    return say("bij het antwoord {a}{b}", "with the answer {a}{b}", a=label, b=chosen)
