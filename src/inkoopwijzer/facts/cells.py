"""The facts of one subject: for each value its period, its source and the day it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from inkoopwijzer.facts import typed
from inkoopwijzer.facts.catalogue import Dimension, Fact, FactType, catalogue
from inkoopwijzer.facts.dossier import CellKey, Record, Value, one_cell
from inkoopwijzer.facts.located import Mapping, Node, Scalar, Sequence
from inkoopwijzer.facts.particulars import day
from inkoopwijzer.facts.place import Place, choose, shown
from inkoopwijzer.values.period import Period
from inkoopwijzer.values.text import Text

LONG_FORM = ("waarde", "van", "tot_en_met", "bron", "gezien", "toelichting")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who supplied a fact and when that was seen."""

    source: str | None = None
    seen: date | None = None


def read_provenance(node: Node, at: Place) -> Provenance:
    """The provenance of every fact that does not name its own."""
    source, seen = None, None
    for key, value, place in at.fields(node):
        if key.text == "soort":
            source = _source(value, place)
        elif key.text == "gezien":
            seen = day(value, place)
        else:
            _unknown_field(key, ("soort", "gezien"), place)
    if isinstance(node, Mapping) and node.entries and node.get("soort") is None:
        message = Text("Het veld 'soort' ontbreekt.", "The field 'soort' is missing.")
        at.fault(
            "missing_field", node, message, Text("Schrijf wie de feiten opgaf.", "Say who gave the facts.")
        )
    return Provenance(source, seen)


def read_cells(
    fact: Fact, node: Node, default: Provenance, at: Place, cells: dict[CellKey, tuple[Record, ...]]
) -> None:
    """Add every value of `fact` in `node` to `cells`. A default holds where a value names no source."""
    _descend(fact, node, (fact.id,), default, at, cells)
    if fact.rises_with is not None:
        _check_rising(fact, node, at, cells)


def _check_rising(fact: Fact, node: Node, at: Place, cells: dict[CellKey, tuple[Record, ...]]) -> None:
    """A fact that rises with a dimension, such as a percentile, may not fall from one key to the next."""
    position = [d.id for d in fact.per].index(fact.rises_with or "")
    label = fact.per[position].label
    stated: dict[CellKey, list[tuple[int, Value]]] = {}
    for cell, records in cells.items():
        key = cell[1:]
        if cell[0] == fact.id and records and key[position].isdigit() and records[0].value is not None:
            others = key[:position] + key[position + 1 :]
            stated.setdefault(others, []).append((int(key[position]), records[0].value))
    for values in stated.values():
        for (low, below), (high, above) in pairwise(sorted(values)):
            if isinstance(below, (int, Decimal)) and isinstance(above, (int, Decimal)) and below > above:
                message = Text(
                    f"Bij {label.nl} {high} hoort een waarde die niet lager is dan die bij {low}.",
                    f"At {label.en} {high} the value cannot be lower than at {low}.",
                )
                hint = Text("Controleer of ze verwisseld zijn.", "Check whether they were swapped.")
                at.fault("not_rising", node, message, hint)


def _descend(
    fact: Fact,
    node: Node,
    key: CellKey,
    default: Provenance,
    at: Place,
    cells: dict[CellKey, tuple[Record, ...]],
) -> None:
    left = fact.per[len(key) - 1 :]
    if not left:
        cells[one_cell(key)] = _records(fact, node, default, at)
    elif len(left) == 1 and fact.type is FactType.yes_no and isinstance(node, Sequence):
        _all_yes(left[0], node, key, default, at, cells)
    elif isinstance(node, Mapping) and node.entries:
        for name, value, place in at.fields(node):
            word = typed.key(left[0], name, place)
            _descend(fact, value, (*key, word), default, place, cells)
    elif isinstance(node, Scalar) and not node.text.strip():
        at.text(node)
    else:
        label, example = left[0].label, _example(left[0])
        message = Text(
            f"Dit veld vraagt per {label.nl} een antwoord.",
            f"This field asks one answer for each {label.en}.",
        )
        hint = Text(
            f"Schrijf zoiets als '{example}: ' met het antwoord erachter, of haal het veld weg.",
            f"Write for example '{example}: ' and then the answer, or remove the field.",
        )
        at.fault("shape", node, message, hint)


def _example(dimension: Dimension) -> str:
    return next(iter(dimension.options)) if dimension.options else {"jaar": "2026"}.get(dimension.id, "70")


def _all_yes(
    dimension: Dimension,
    node: Sequence,
    key: CellKey,
    default: Provenance,
    at: Place,
    cells: dict[CellKey, tuple[Record, ...]],
) -> None:
    if not node.items:
        message = Text(
            "Een lege lijst zegt niet of het antwoord nee is of onbekend.",
            "An empty list does not say whether the answer is no or unknown.",
        )
        hint = Text(
            f"Schrijf per {dimension.label.nl} ja of nee, of haal het veld weg.",
            f"Write ja or nee for each {dimension.label.en}, or remove the field.",
        )
        at.fault("empty_list", node, message, hint)
    for item, place in at.items(node):
        text = place.text(item)
        if text is None or not isinstance(item, Scalar):
            continue
        found = (*key, typed.key(dimension, item, place))
        if found in cells:
            message = Text(f"'{shown(text)}' staat er twee keer.", f"'{shown(text)}' is there twice.")
            place.fault("duplicate_item", item, message, Text("Laat er één staan.", "Keep one of them."))
        cells[one_cell(found)] = (Record(True, Period(), default.source, default.seen, item.line),)


def _records(fact: Fact, node: Node, default: Provenance, at: Place) -> tuple[Record, ...]:
    """The values of one cell: one, or a history in order of time."""
    hours = fact.type is FactType.hours
    if not isinstance(node, Sequence) or (hours and not any(isinstance(i, Mapping) for i in node.items)):
        return (_record(fact, node, default, at),)
    if not node.items:
        at.fault("empty_list", node, Text("De lijst is leeg.", "The list is empty."), _FILL_OR_REMOVE)
    found: list[tuple[Record, Node, Place]] = []
    for item, place in at.items(node):
        if isinstance(item, Mapping):
            found.append((_record(fact, item, default, place), item, place))
        else:
            message = Text(
                "In een lijst met het verloop heeft elke waarde een periode.",
                "In a list of values over time each value has a period.",
            )
            hint = Text(
                "Schrijf zoiets als {waarde: ja, van: 2025-01-01, tot_en_met: 2026-06-30}. "
                "Is er maar één waarde, laat de lijst dan weg.",
                "Write something like {waarde: ja, van: 2025-01-01, tot_en_met: 2026-06-30}. "
                "If there is only one value, leave out the list.",
            )
            place.fault("shape", item, message, hint)
    found.sort(key=lambda entry: entry[0].period.start or date.min)
    for (before, first, _), (record, item, place) in pairwise(found):
        if before.period.overlaps(record.period):
            message = Text(
                f"Deze periode overlapt met die op regel {first.line}.",
                f"This period overlaps with the one on line {first.line}.",
            )
            hint = Text(
                "Op elke dag geldt één waarde. Laat de ene periode eindigen voordat de andere begint.",
                "Each day has one value. End one period before the other starts.",
            )
            place.fault("overlap", item, message, hint)
    return tuple(record for record, _, _ in found)


def _record(fact: Fact, node: Node, default: Provenance, at: Place) -> Record:
    if not isinstance(node, Mapping):
        return Record(typed.value(fact, node, at), Period(), default.source, default.seen, node.line)
    value: Value | None = None
    start = end = seen = source = None
    for key, entry, place in at.fields(node):
        match key.text:
            case "waarde":
                value = typed.value(fact, entry, place)
            case "van":
                start = day(entry, place)
            case "tot_en_met":
                end = day(entry, place)
            case "bron":
                source = _source(entry, place)
            case "gezien":
                seen = day(entry, place)
            case "toelichting":
                if not isinstance(entry, Scalar):
                    place.text(entry)
            case _:
                _unknown_field(key, LONG_FORM, place)
    if node.entries and node.get("waarde") is None:
        message = Text("Het veld 'waarde' ontbreekt.", "The field 'waarde' is missing.")
        at.fault("missing_field", node, message, Text("Voeg het toe.", "Add it."))
    if start is not None and end is not None and end < start:
        message = Text(
            f"De periode eindigt ({end}) voordat zij begint ({start}).",
            f"The period ends ({end}) before it starts ({start}).",
        )
        hint = Text("Controleer 'van' en 'tot_en_met'.", "Check 'van' and 'tot_en_met'.")
        at.fault("period", node, message, hint)
        start = end = None
    if (start or end) and any(d.id == "jaar" for d in fact.per):
        message = Text(
            "Dit feit hoort bij een jaar en heeft geen periode daarnaast.",
            "This fact belongs to a year and has no period besides.",
        )
        hint = Text("Haal 'van' en 'tot_en_met' weg.", "Remove 'van' and 'tot_en_met'.")
        at.fault("period_of_year", node, message, hint)
        start = end = None
    if source in (None, default.source):
        source, seen = default.source, seen or default.seen
    return Record(value, Period(start, end), source, seen, node.line)


def _source(node: Node, at: Place) -> str | None:
    text = at.text(node)
    return None if text is None else typed.word(text, catalogue().sources, node, at, "source")


def _unknown_field(key: Scalar, allowed: tuple[str, ...], at: Place) -> None:
    name = shown(key.text)
    message = Text(f"Het veld '{name}' is hier niet bekend.", f"The field '{name}' is not known here.")
    at.fault("unknown_field", key, message, choose(key.text, allowed))


_FILL_OR_REMOVE = Text("Vul de lijst, of haal het veld weg.", "Fill the list, or remove the field.")
