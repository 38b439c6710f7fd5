"""Catalogues side by side: whether two entries mean the same, and all that is known put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

from inkoopwijzer.facts.catalogue_wording import WORDING
from inkoopwijzer.facts.entries import Catalogue, Dimension, Fact, Option
from inkoopwijzer.facts.located import Mapping as MappingNode
from inkoopwijzer.facts.located import Node
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

EMPTY: Final = Catalogue({}, {}, {}, {}, {})
"""What the shipped catalogue is read on top of."""

Origin = Mapping[tuple[str, str], str]
"""Whose addition an entry is: by section and name."""

_SECTIONS: Final = ("subjects", "professions", "sources", "facts")


def with_dimensions(fact: Fact, dimensions: Mapping[str, Dimension]) -> Fact:
    """The fact with the dimensions as they are now: they may have got more options."""
    if all(dimensions[d.id] is d for d in fact.per):
        return fact
    return replace(fact, per=tuple(dimensions[d.id] for d in fact.per))


def differs(one: object, other: object, words: bool = True) -> str:
    """The first field in which two entries of the same name differ; "" when they mean the same.

    Without `words` two entries that only put it in other words mean the same.
    """
    for field in fields(one):  # type: ignore[arg-type]  # every entry is a dataclass
        here, there = (_plain(getattr(entry, field.name), words) for entry in (one, other))
        if here != there:
            return field.name
    return ""


def _plain(value: Any, words: bool) -> Any:
    match value:
        case Text():
            return value if words else None
        case Option():
            return (value.id, _plain(value.label, words), value.absent, value.professions)
        case tuple():
            return tuple(item.id if isinstance(item, Dimension) else item for item in value)
        case Mapping():
            return {key: _plain(item, words) for key, item in value.items()}
    return value


def union(
    known: Catalogue, own: Catalogue, shipped: Catalogue, root: Node, owner: str, origin: Origin
) -> tuple[Catalogue, Origin]:
    """All that is known with the additions of one package, and whose each addition is.

    Raises `Faults` when a name means something else in a package that was read before.
    """
    faults: list[Fault] = []
    whose = dict(origin)

    def clash(section: str, name: str, field: str, option: str = "") -> None:
        path = f"{section}.{name}" + (f".options.{option}" if option else "")
        message, hint = WORDING["other_meaning"]
        told = message.format(
            name=option or name, owner=whose.get((section, option or name), "?"), field=field
        )
        faults.append(
            Fault("catalogue.other_meaning", told, "catalogue.yaml", _line(root, section, name), path, hint)
        )

    found: dict[str, dict[str, Any]] = {section: dict(getattr(known, section)) for section in _SECTIONS}
    for section, entries in found.items():
        for name, entry in getattr(own, section).items():
            if name in getattr(shipped, section):
                continue
            if name in entries and (field := differs(entries[name], entry, words=False)):
                clash(section, name, field)
            entries.setdefault(name, entry)
            whose.setdefault((section, name), owner)
    dimensions = dict(known.dimensions)
    for name, dimension in own.dimensions.items():
        there = dimensions.setdefault(name, dimension)
        whose.setdefault(("dimensions", name), owner)
        if (there.options is None) != (dimension.options is None):
            clash("dimensions", name, "options")
        options = dict(there.options or {})
        for option, entry in (dimension.options or {}).items():
            if option in options and (field := differs(options[option], entry, words=False)):
                clash("dimensions", name, field, option)
            options.setdefault(option, entry)
            whose.setdefault(("dimensions", option), owner)
        dimensions[name] = replace(there, options=options or None)
    if faults:
        raise Faults(faults)
    facts = {name: with_dimensions(fact, dimensions) for name, fact in found["facts"].items()}
    return replace(known, **{**found, "facts": facts, "dimensions": dimensions}), whose


def _line(root: Node, section: str, name: str) -> int | None:
    inside = root.get(section) if isinstance(root, MappingNode) else None
    if not isinstance(inside, MappingNode):
        return None
    return next((key.line for key, _ in inside.entries if key.text == name), None)
