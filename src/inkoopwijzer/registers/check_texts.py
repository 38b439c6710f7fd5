"""What one cell may hold, by column: a text becomes its one spelling, or what is wrong with it is said.

Facts are read by the same functions as those of a dossier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, NamedTuple

from inkoopwijzer.facts import particulars
from inkoopwijzer.facts.catalogue import Dimension, Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import Value
from inkoopwijzer.facts.located import Node, Scalar, Sequence
from inkoopwijzer.facts.place import Place, choose, shown
from inkoopwijzer.facts.typed import CLOSED, UNKNOWN, YES_NO, key, value
from inkoopwijzer.market.folder_tables import written
from inkoopwijzer.registers.cell_names import cell_of, joined
from inkoopwijzer.registers.days import day_of
from inkoopwijzer.registers.layout import Column, Holds, Table
from inkoopwijzer.values.text import Text

NOTE_LENGTH: Final = 200
REFERENCE_LENGTH: Final = 60

_AGB = re.compile(r"[0-9]{8}")
_DIGITS = re.compile(r"[0-9][0-9 .-]*")
_REFERENCE = re.compile(r"[A-Za-z][A-Za-z0-9_.:/-]*")
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})")
_THREE_PLACES = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff]")
_UNSEEN_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


class Wrong(NamedTuple):
    """What is wrong with a text: the kind of fault, the message, and what to do."""

    code: str
    message: Text
    hint: Text | None = None


Check = Callable[[str], str | Wrong]
"""From a text, never empty, to its one spelling, or to what is wrong with it."""


def check_of(column: Column, table: Table, days: str | None) -> Check:
    """What the cells of this column may hold, each by itself. `days` names the one form of a day, if there is one."""
    plain = _plain_check(column, table, days)
    if column.holds is Holds.value and (column.fact is None or column.fact.type is FactType.text):
        return plain

    def check(text: str) -> str | Wrong:
        if text.isascii() and text.isprintable():
            return plain(text)
        return invisible(text) or plain(text)

    return check


def _plain_check(column: Column, table: Table, days: str | None) -> Check:
    match column.holds:
        case Holds.practice:
            return lambda text: _party(text, None)
        case Holds.therapist:
            known = frozenset(p.agb for p in catalogue().professions.values())
            return lambda text: _party(text, known)
        case Holds.agb:
            return _agb
        case Holds.subject | Holds.name:
            return _name
        case Holds.note:
            return lambda text: text if len(text) <= NOTE_LENGTH else _too_long(text, NOTE_LENGTH)
        case Holds.postcode:
            return _postcode
        case Holds.profession:
            return lambda text: one_of(text, catalogue().professions, "profession")
        case Holds.source:
            return lambda text: one_of(text, catalogue().sources, "source")
        case Holds.kind:
            return lambda text: one_of(text, catalogue().subjects, "kind")
        case Holds.yes_no:
            return lambda text: one_of(text, ("ja", "nee"), "yes_no")
        case Holds.day:
            return lambda text: _day(text, days, column.name)
        case Holds.fact if table.facts:
            return lambda text: one_of(text, [f.id for f in table.facts], "fact")
        case Holds.fact:
            return _cell
        case Holds.key if column.dimension is not None:
            dimension = column.dimension
            return lambda text: _key(dimension, text)
        case Holds.value if column.fact is not None:
            fact = column.fact
            return lambda text: value_text(fact, text, days)
    return lambda text: text  # a key or a value whose fact stands in another cell of the row


def invisible(text: str) -> Wrong | None:
    """A sign that nobody sees, such as a hard space: it makes two codes differ that look the same."""
    found = _INVISIBLE.search(text)
    if found is None:
        return None
    sign = f"U+{ord(found.group()):04X}"
    message = Text(
        f"In '{shown(text)}' staat een onzichtbaar teken of een harde spatie ({sign}).",
        f"'{shown(text)}' holds an invisible sign or a hard space ({sign}).",
    )
    return Wrong("invisible", message, Text("Typ de cel opnieuw.", "Type the cell again."))


def one_of(text: str, words: Iterable[str], code: str) -> str | Wrong:
    """One of the words that may stand here."""
    known = list(words)
    if text in known:
        return text
    message = Text(f"'{shown(text)}' kan hier niet.", f"'{shown(text)}' is not possible here.")
    return Wrong(code, message, choose(text, known) or _OTHER_WORDS)


def value_text(fact: Fact, text: str, days: str | None = None) -> str | Wrong:
    """The value of a fact as a market writes it; "onbekend" stays."""
    found = value_of(fact, text, days)
    if isinstance(found, Wrong):
        return found
    return UNKNOWN if found is None else written(found)


def value_of(fact: Fact, text: str, days: str | None = None) -> Value | Wrong | None:
    """The value of a fact, None for "onbekend", or what is wrong."""
    if fact.type is FactType.text and (found := _UNSEEN_IN_TEXT.search(text)):
        return invisible(found.group())
    if fact.type is FactType.decimal and _THREE_PLACES.fullmatch(text):
        return _three_places(text)
    return _value(fact, text, days)


def stored_value(fact: Fact, text: str) -> Value | None:
    """The value that a store holds as this text, None for "onbekend". It was checked when it came in."""
    found = _value(fact, text, None)
    if isinstance(found, Wrong):
        raise ValueError(f"{fact.id}: {text}")
    return found


def _value(fact: Fact, text: str, days: str | None) -> Value | Wrong | None:
    if fact.type is FactType.date and text != UNKNOWN:
        found_day = day_of(text, days)
        if isinstance(found_day, tuple):
            return Wrong("day", *found_day)
        text = found_day.isoformat()
    node: Node = Scalar(text, 0, True)
    if fact.type is FactType.hours and text not in (UNKNOWN, CLOSED):
        node = Sequence(tuple(Scalar(part.strip(), 0, True) for part in re.split("[,;]", text)), 0)
    at = Place("")
    made = value(fact, node, at)
    if at.faults and fact.type is FactType.hours:
        return _wrong(at)._replace(hint=_AS_HOURS)
    return _wrong(at) if at.faults else made


def yes_no(text: str) -> str | Wrong:
    """ja, nee or onbekend."""
    if text == UNKNOWN:
        return text
    if text in YES_NO:
        return "ja" if YES_NO[text] else "nee"
    message = Text(f"'{shown(text)}' is geen ja of nee.", f"'{shown(text)}' is not ja or nee.")
    return Wrong("yes_no", message, Text("Schrijf ja, nee of onbekend.", "Write ja, nee or onbekend."))


def _scalar(node: Node) -> Scalar:
    assert isinstance(node, Scalar)
    return node


def _wrong(at: Place) -> Wrong:
    fault = at.faults[0]
    return Wrong(fault.code.rpartition(".")[2], fault.message, fault.hint)


def _read(text: str, read: Callable[[Node, Place], object]) -> str | Wrong:
    """A text as a reader of dossiers takes it."""
    at = Place("")
    read(Scalar(text, 0, True), at)
    return _wrong(at) if at.faults else text


def _agb(text: str) -> str | Wrong:
    found = _read(text, particulars.agb)
    return found._replace(hint=_AS_AGB) if isinstance(found, Wrong) else found


def _key(dimension: Dimension, text: str) -> str | Wrong:
    found = _read(text, lambda node, at: key(dimension, _scalar(node), at))
    if isinstance(found, Wrong) and dimension.options is None:
        return found._replace(hint=_AS_NUMBER)
    return found


def _party(text: str, prefixes: frozenset[str] | None) -> str | Wrong:
    """An AGB code of eight digits, or a reference of one's own that cannot be taken for a code."""
    if _AGB.fullmatch(text):
        if prefixes is None or text[:2] in prefixes:
            return text
        message = Text(
            f"De AGB-code {text} begint met {text[:2]}; dat hoort bij geen beroep dat bekend is.",
            f"The AGB code {text} starts with {text[:2]}, which belongs to no profession that is known.",
        )
        listed = ", ".join(sorted(prefixes))
        return Wrong("agb_prefix", message, Text(f"Bekend zijn {listed}.", f"Known are {listed}."))
    if _DIGITS.fullmatch(text):
        return _agb(text)
    if len(text) <= REFERENCE_LENGTH and _REFERENCE.fullmatch(text):
        return text
    message = Text(
        f"'{shown(text)}' is geen AGB-code en geen eigen kenmerk.",
        f"'{shown(text)}' is no AGB code and no reference of your own.",
    )
    hint = Text(
        "Schrijf de AGB-code van 8 cijfers, of een kenmerk dat met een letter begint, zonder spaties.",
        "Write the AGB code of 8 digits, or a reference that starts with a letter, without spaces.",
    )
    return Wrong("agb", message, hint)


def _name(text: str) -> str | Wrong:
    if text.isprintable() and len(text) <= particulars.NAME_LENGTH:
        return text
    return _read(text, particulars.name)


def _too_long(text: str, most: int) -> Wrong:
    message = Text(
        f"Deze tekst heeft {len(text)} tekens; ten hoogste {most} is toegestaan.",
        f"This text has {len(text)} characters; at most {most} are allowed.",
    )
    return Wrong("too_long", message, Text("Kort de tekst in.", "Shorten the text."))


def _postcode(text: str) -> str | Wrong:
    found = _POSTCODE.fullmatch(text)
    if found:
        return found[1] + found[2].upper()
    message = Text(f"'{shown(text)}' is geen postcode.", f"'{shown(text)}' is no postcode.")
    hint = Text(
        "Schrijf vier cijfers en twee letters: 9999 ZZ.", "Write four digits and two letters: 9999 ZZ."
    )
    return Wrong("postcode", message, hint)


def _day(text: str, form: str | None, column: str) -> str | Wrong:
    found = day_of(text, form)
    if not isinstance(found, date):
        return Wrong("day", *found)
    if column == "van" or found.year >= particulars.YEARS[0]:
        return found.isoformat()
    message = Text(
        f"{text} is langer geleden dan {particulars.YEARS[0]}; alleen een begin kan zo lang geleden zijn.",
        f"{text} is before {particulars.YEARS[0]}; only a start can be that long ago.",
    )
    return Wrong("day", message, Text("Laat de regel weg.", "Leave out the row."))


def _cell(text: str) -> str | Wrong:
    at = Place("")
    cell = cell_of(text, None, at)
    return _wrong(at) if cell is None else joined(cell)


def _three_places(text: str) -> Wrong:
    whole = re.sub("[.,]", "", text)
    message = Text(
        f"Van '{text}' is niet zeker of het {whole} is, of een getal met drie cijfers achter de komma.",
        f"It is not certain whether '{text}' is {whole}, or a number with three decimals.",
    )
    hint = Text(
        f"Is het {whole}, laat het teken dan weg; zijn het drie decimalen, schrijf dan {text}0.",
        f"If it is {whole}, leave the sign out; if there are three decimals, write {text}0.",
    )
    return Wrong("decimal", message, hint)


_AS_AGB = Text(
    "Neem de code over uit de bron, met acht cijfers; een spreadsheet laat de nul weg als de kolom geen Tekst is.",
    "Copy the code from the source, with eight digits; a spreadsheet drops the zero unless the column is Text.",
)
_AS_NUMBER = Text("Schrijf het getal voluit, zonder tekens.", "Write the number in full, without signs.")
_AS_HOURS = Text(
    "Schrijf bijvoorbeeld 08:00-12:00,13:00-17:30, of gesloten.",
    "Write for example 08:00-12:00,13:00-17:30, or gesloten.",
)
_OTHER_WORDS = Text(
    "Vertaal de woorden van het bestand met 'waarden' in een afbeelding.",
    "Translate the words of the file with 'waarden' in a mapping.",
)
