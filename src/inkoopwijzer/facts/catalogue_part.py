"""One part of a catalogue file while it is read: each value with its place, each fault with its words.

Whoever reads a wrong value gets something harmless back and the fault is kept, so that one pass finds all.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from inkoopwijzer.facts.catalogue_wording import WORDING
from inkoopwijzer.facts.located import MAX_FAULTS, Mapping, Node, Scalar, Sequence
from inkoopwijzer.facts.place import choose, shown
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

LONGEST: Final = 400
"""Most characters of a label or a sentence."""

_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True)
class Part:
    """A value in a catalogue file, under these names. `node` None: the field is absent; it reads as nothing."""

    node: Node | None
    file: str
    line: int
    names: tuple[str, ...]
    faults: list[Fault]

    def fault(self, code: str, hint: Text | None = None, **values: object) -> None:
        """Keep a fault at this place. Raises `Faults` when there are too many to go on."""
        message, advice = WORDING[code]
        told = advice.format(**values)
        if hint is not None:
            told = Text(f"{hint.nl} {told.nl}".strip(), f"{hint.en} {told.en}".strip())
        line = self.line or None
        path = ".".join(map(shown, self.names)).replace(".[", "[")
        found = Fault(f"catalogue.{code}", message.format(**values), self.file, line, path, told)
        if found not in self.faults:
            self.faults.append(found)
        if len(self.faults) >= MAX_FAULTS:
            raise Faults(self.faults)

    def word(self) -> str:
        """The text here; "" after a fault."""
        match self.node:
            case None:
                return ""
            case Scalar(text):
                folded = " ".join(text.split())
                if not folded:
                    self.fault("missing_value")
                elif len(folded) > LONGEST:
                    self.fault("too_long", length=len(folded), most=LONGEST)
                else:
                    return folded
            case Mapping() | Sequence():
                self.fault("expected_word")
        return ""

    def one_of(self, known: Collection[str], what: str) -> str:
        """The word here, one of `known`; "" after a fault."""
        name = self.word()
        if not name or name in known:
            return name
        self.fault(f"unknown_{what}", choose(name, known), name=shown(name))
        return ""

    def words(self) -> list[Part]:
        """The items of the list here, each once."""
        if self.node is None:
            return []
        if not isinstance(self.node, Sequence):
            self.fault("expected_list")
            return []
        seen: set[str] = set()
        found = []
        for at, item in enumerate(self.node.items):
            part = Part(item, self.file, item.line, (*self.names, f"[{at}]"), self.faults)
            if isinstance(item, Scalar) and item.text in seen:
                part.fault("twice", name=shown(item.text))
            elif isinstance(item, Scalar):
                seen.add(item.text)
            found.append(part)
        if not found:
            self.fault("missing_value")
        return found

    def entries(self) -> list[tuple[str, Part]]:
        """The fields here by name, whatever their names."""
        if self.node is None:
            return []
        if not isinstance(self.node, Mapping):
            self.fault("expected_fields")
            return []
        if not self.node.entries:
            self.fault("missing_value")
        return [
            (key.text, Part(node, self.file, key.line, (*self.names, key.text), self.faults))
            for key, node in self.node.entries
        ]

    def named(self) -> list[tuple[str, Part]]:
        """The fields here, each under a proper name."""
        found = []
        for name, part in self.entries():
            if _ID.fullmatch(name):
                found.append((name, part))
            else:
                part.fault("bad_id", name=shown(name))
        return found

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> Fields:
        """The fields here: all of `required`, some of `optional`; others are faults."""
        found = dict(self.entries())
        allowed = [*required, *optional]
        for name, part in found.items():
            if name not in allowed:
                part.fault("unknown_field", choose(name, allowed), name=shown(name))
        if found:
            for name in required:
                if name not in found:
                    self.fault("missing_field", name=name)
        return Fields(self, found)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one mapping; one that is not there can be read and gives nothing, without a fault."""

    whole: Part
    parts: dict[str, Part]

    def __contains__(self, name: object) -> bool:
        return name in self.parts

    def __getitem__(self, name: str) -> Part:
        whole = self.whole
        return self.parts.get(name) or Part(None, whole.file, whole.line, whole.names, whole.faults)

    def text(self) -> Text:
        """What stands here in Dutch (`nl`) and in English (`en`)."""
        return Text(self["nl"].word(), self["en"].word())
