"""The logic of a rule as one text, such that rules that ask the same have the same text.

The order in which parts of an `all` or the values of a fact stand makes no difference; a norm, a kind, a
reading or a condition counts by its name, since a change of that is told by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Final

from inkoopwijzer.policy.milestones import DayByReading, Earliest, Latest, Same
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.tree import All, AnyOf, AtLeast, Blocks, ByReading, FactIs, Norm, Ref, Selection

UNORDERED: Final[Mapping[type, frozenset[str]]] = {
    All: frozenset({"items"}),
    AnyOf: frozenset({"items"}),
    AtLeast: frozenset({"items"}),
    FactIs: frozenset({"values"}),
    Blocks: frozenset({"free_days"}),
    Selection: frozenset({"options"}),
    Earliest: frozenset({"of"}),
    Latest: frozenset({"of"}),
}
"""The fields whose order means nothing."""
REFERS: Final[Mapping[type, frozenset[str]]] = {
    Ref: frozenset({"condition"}),
    ByReading: frozenset({"reading"}),
    DayByReading: frozenset({"reading"}),
    Same: frozenset({"milestone"}),
    Earliest: frozenset({"of"}),
    Latest: frozenset({"of"}),
}
"""The fields that hold names of other things of the policy."""


@dataclass(frozen=True, slots=True)
class View:
    """A policy, and the names under which its things are known on the other side."""

    policy: Policy
    names: Mapping[str, str]

    def name(self, name: str) -> str:
        """The name on the other side."""
        return self.names.get(name, name)

    def logic(self, value: object) -> str:
        """A node, a day rule or a part of one, as text."""
        if isinstance(value, Norm) and value.id in self.policy.norms:
            return f"norm {self.name(value.id)}"
        if isinstance(value, Norm):
            return f"norm {self.logic(value.value)}"
        if isinstance(value, Selection) and value.name in self.policy.kinds:
            return f"kind {self.name(value.name)}"
        if is_dataclass(value) and not isinstance(value, type):
            return self._dataclass(value)
        if isinstance(value, Mapping):
            return "{" + ", ".join(sorted(f"{key}: {self.logic(item)}" for key, item in value.items())) + "}"
        if isinstance(value, tuple | list):
            return "[" + ", ".join(map(self.logic, value)) + "]"
        return value.value if isinstance(value, Enum) else repr(value)

    def _dataclass(self, value: object) -> str:
        kind = type(value)
        told = []
        for field in fields(value):  # type: ignore[arg-type]  # a dataclass: the caller looked
            if not field.compare:
                continue
            item = getattr(value, field.name)
            if field.name in REFERS.get(kind, ()):
                item = self.name(item) if isinstance(item, str) else tuple(map(self.name, item))
            if field.name in UNORDERED.get(kind, ()) and item is not None:
                told.append(f"{field.name}={sorted(map(self.logic, item))}")
            else:
                told.append(f"{field.name}={self.logic(item)}")
        return f"{kind.__name__}({', '.join(told)})"
