"""The words of simulations: outcomes, ways, reasons and amounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from inkoopwijzer.market.spend import Range
from inkoopwijzer.market.what_if_answer import MoveReason, Reason
from inkoopwijzer.market.what_if_elements import Kind
from inkoopwijzer.market.what_if_joint import Way
from inkoopwijzer.policy.phrases import AND, joined
from inkoopwijzer.policy.policy import NONE
from inkoopwijzer.values.text import Lang, Text

WAYS: Final = {
    Way.up: Text("omhoog", "up"),
    Way.down: Text("omlaag", "down"),
    Way.perhaps_up: Text("misschien omhoog, nooit omlaag", "perhaps up, never down"),
    Way.perhaps_down: Text("misschien omlaag, nooit omhoog", "perhaps down, never up"),
    Way.unclear: Text("omhoog of omlaag", "up or down"),
    Way.same: Text("gelijk", "same"),
}
KINDS: Final = {
    Kind.changed: (
        Text("{n} valt anders uit", "{n} turns out otherwise"),
        Text("{n} vallen anders uit", "{n} turn out otherwise"),
    ),
    Kind.dropped: (
        Text("{n} telt niet meer", "{n} no longer counts"),
        Text("{n} tellen niet meer", "{n} no longer count"),
    ),
    Kind.added: (
        Text("{n} telt nu ook", "{n} counts now too"),
        Text("{n} tellen nu ook", "{n} count now too"),
    ),
    Kind.group_gone: (
        Text("groep {n} is er niet meer", "group {n} is gone"),
        Text("de groepen {n} zijn er niet meer", "groups {n} are gone"),
    ),
    Kind.group_come: (
        Text("groep {n} is nieuw", "group {n} is new"),
        Text("de groepen {n} zijn nieuw", "groups {n} are new"),
    ),
}
"""What is said of one element, and of several."""
_NO_GROUP: Final = Text("geen", "none")
_TOGETHER: Final = Text(
    " (samen: een ervan terugdraaien is niet genoeg)", " (together: undoing one of them is not enough)"
)
_EACH: Final = Text(" (elk nodig)", " (each is needed)")
_THROUGH: Final = Text(" (door {n})", " (through {n})")
_STRUCTURE: Final = Text("de opbouw van de groepen", "the make-up of the groups")


def named(outcome: str) -> Text:
    """One outcome."""
    return _NO_GROUP if outcome == NONE else Text(outcome, outcome)


def outcomes(names: Iterable[str]) -> Text:
    """An outcome set: "A of C"."""
    said = [named(name) for name in names]
    return Text(" of ".join(s.nl for s in said), " or ".join(s.en for s in said))


def arrow(before: Iterable[str], after: Iterable[str]) -> Text:
    """A move."""
    return Text("{a} → {b}", "{a} → {b}").format(a=outcomes(before), b=outcomes(after))


def reasons_said(reason: MoveReason) -> Text:
    """By which conditions practices move."""
    if not reason.reasons:
        return _STRUCTURE
    said = []
    for kind, forms in KINDS.items():
        alike = [one for one in reason.reasons if one.kind is kind]
        if alike:
            said.append(forms[len(alike) > 1].format(n=joined([_named(one) for one in alike], AND)))
    text = joined(said, AND, "; ")
    if len(reason.reasons) == 1:
        return text
    end = _TOGETHER if reason.together else _EACH
    return Text(text.nl + end.nl, text.en + end.en)


def _named(one: Reason) -> Text:
    if not one.through:
        return Text(one.name, one.name)
    return Text("{n}{t}", "{n}{t}").format(n=one.name, t=_THROUGH.format(n=", ".join(one.through)))


def practices(number: int, *, other: bool = False) -> Text:
    """So many practices."""
    more = Text("andere ", "other ") if other else Text("", "")
    word = Text("praktijk", "practice") if number == 1 else Text("praktijken", "practices")
    return Text(f"{number} {more.nl}{word.nl}", f"{number} {more.en}{word.en}")


def difference(number: int) -> str:
    """A difference, with its sign."""
    return "0" if number == 0 else f"{number:+d}".replace("-", "−")


def share_said(part: int, whole: int, lang: Lang) -> str:
    """A part of a whole as a percentage."""
    if whole == 0:
        return ""
    said = f"{100 * part / whole:.1f}%"
    return said.replace(".", ",") if lang == "nl" else said


def euros(amount: Range | int, lang: Lang, *, signed: bool = False) -> str:
    """Whole euros, or from low to high where that is not certain."""
    low, high = (amount, amount) if isinstance(amount, int) else (amount.low, amount.high)
    if low == high:
        return _euro(low, lang, signed=signed)
    to = Text("tot", "to").to(lang)
    return f"{_euro(low, lang, signed=signed)} {to} {_euro(high, lang, signed=signed)}"


def _euro(cents: int, lang: Lang, *, signed: bool) -> str:
    whole = f"{abs(round(cents / 100)):,}"
    said = f"€ {whole.replace(',', '.') if lang == 'nl' else whole}"
    if round(cents / 100) == 0:
        return said
    sign = "−" if cents < 0 else "+" if signed else ""
    return f"{sign}{' ' if sign and signed else ''}{said}"
