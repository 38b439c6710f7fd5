"""The fields of a norm: texts, names and numbers in a YAML file, each read strictly."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.market.adequacy_norms import MOST_CHOICE
from inkoopwijzer.market.adequacy_table import Noted
from inkoopwijzer.values.text import Text

FURTHEST: Final = 500
"""A distance in a norm is at most so many kilometres."""
_NUMBER: Final = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,3})?")
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9])?) ?%")
_WHOLE: Final = re.compile(r"[0-9]{1,4}")
AS_KM: Final = Text(
    'Schrijf een afstand in kilometers, zoals "7,5".', 'Write a distance in kilometres, such as "7.5".'
)
AS_SHARE: Final = Text('Schrijf een percentage, zoals "90%".', 'Write a percentage, such as "90%".')
AS_NUMBER: Final = Text(
    'Schrijf een getal boven nul, zoals "0,8".', 'Write a number above zero, such as "0.8".'
)
AS_COUNT: Final = Text("Schrijf een geheel getal boven nul.", "Write a whole number above zero.")
AS_CHOICE: Final = Text(f"Kies 1 tot en met {MOST_CHOICE}.", f"Choose 1 to {MOST_CHOICE}.")


def one_text(node: Mapping, name: str, path: str, noted: Noted, needed: bool = True) -> str:
    """The text of a field; "" with a fault when it is not there though needed, or is no text."""
    where = f"{path}.{name}" if path else name
    value = node.get(name)
    if value is None and not needed:
        return ""
    if isinstance(value, Scalar) and value.text.strip():
        return " ".join(value.text.split())
    message = Text(f"Het veld '{name}' is niet ingevuld.", f"The field '{name}' is not filled in.")
    note(noted, "missing", value or node, where, message, Text("Vul één waarde in.", "Fill in one value."))
    return ""


def several_texts(node: Mapping, name: str, path: str, noted: Noted, needed: bool) -> list[tuple[str, Node]]:
    """The texts of a field that holds one or a list of them."""
    value = node.get(name)
    if value is None and not needed:
        return []
    nodes = value.items if isinstance(value, Sequence) else (value,)
    found = [(each.text.strip(), each) for each in nodes if isinstance(each, Scalar) and each.text.strip()]
    if len(found) < len(nodes) or not nodes:
        message = Text(f"Het veld '{name}' is niet ingevuld.", f"The field '{name}' is not filled in.")
        hint = Text("Vul één naam in, of een lijst van namen.", "Fill in one name, or a list of names.")
        note(noted, "missing", value or node, f"{path}.{name}", message, hint)
    return [(text, each) for text, each in found]


def known_fields(node: Mapping, names: tuple[str, ...], path: str, noted: Noted) -> None:
    """Note every field that is not one of these names."""
    for key, _ in node.entries:
        if key.text not in names:
            name = shown(key.text)
            message = Text(f"Het veld '{name}' is niet bekend.", f"The field '{name}' is not known.")
            where = f"{path}.{name}" if path else name
            note(noted, "field", key, where, message, choose(key.text, names))


def note(noted: Noted, code: str, node: Node, path: str, message: Text, hint: Text | None) -> None:
    """Note what is wrong with a node of the file."""
    noted.note(code, node.line or None, path, message, hint)


def as_positive(text: str) -> Decimal | None:
    """A number above zero, with a point or a comma."""
    found = Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
    return found if found is not None and found > 0 else None


def as_kilometres(text: str) -> Decimal | None:
    """A distance above zero that is not further than the country is long."""
    found = as_positive(text)
    return found if found is not None and found <= FURTHEST else None


def as_share(text: str) -> Fraction | None:
    """A percentage above zero, as a part of one."""
    parts = _SHARE.fullmatch(text)
    found = Fraction(parts[1].replace(",", ".")) / 100 if parts else None
    return found if found is not None and 0 < found <= 1 else None


def as_count(text: str) -> int | None:
    """A whole number above zero."""
    return int(text) if _WHOLE.fullmatch(text) and int(text) > 0 else None


def as_choice(text: str) -> int | None:
    """A number of practices that a norm can ask to be near."""
    found = as_count(text)
    return found if found is not None and found <= MOST_CHOICE else None
