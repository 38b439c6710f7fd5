"""A place in a file that is being read, where faults are noted until all of it has been seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from inkoopwijzer.facts.located import MAX_FAULTS, Mapping, Node, Scalar, Sequence
from inkoopwijzer.values.fault import Fault, Faults, near
from inkoopwijzer.values.text import Text

LISTED_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a file. Reading goes on after a fault; `finish` raises everything noted, at any place."""

    file: str
    path: str = ""
    faults: list[Fault] = field(default_factory=list)

    def at(self, name: str) -> Place:
        """The place of the field `name` in this one."""
        name = shown(name)
        return Place(self.file, f"{self.path}.{name}" if self.path else name, self.faults)

    def item(self, index: int) -> Place:
        """The place of an item of this list; like everywhere in paths, the first is [0]."""
        return Place(self.file, f"{self.path}[{index}]", self.faults)

    def fault(self, code: str, node: Node, message: Text, hint: Text | None = None) -> None:
        """Note a fault. Raises `Faults` when there are so many that the file is of another kind."""
        line = node.line or None
        self.faults.append(Fault(f"dossier.{code}", message, self.file, line, self.path, hint))
        if len(self.faults) >= MAX_FAULTS:
            raise Faults(self.faults)

    def finish(self) -> None:
        """Raise `Faults` if anything was noted."""
        if self.faults:
            raise Faults(self.faults)

    def text(self, node: Node) -> str | None:
        """The text of a value; a list, a mapping or nothing at all is a fault and gives None."""
        if not isinstance(node, Scalar):
            message = Text(
                f"Hier hoort één losse waarde; er staat {_KIND[type(node)].nl}.",
                f"Expected a single value; found {_KIND[type(node)].en}.",
            )
            self.fault("shape", node, message, Text("Schrijf één waarde.", "Write one value."))
            return None
        if not node.text.strip():
            self.fault(
                "missing_value",
                node,
                Text("Hier staat geen waarde.", "There is no value here."),
                Text(
                    "Vul de waarde in, of haal het veld weg. Weet u het antwoord op een vraag niet, schrijf "
                    "dan onbekend.",
                    "Fill in the value, or remove the field. If you do not know the answer to a question, "
                    "write onbekend.",
                ),
            )
            return None
        return node.text

    def fields(self, node: Node) -> Iterator[tuple[Scalar, Node, Place]]:
        """The fields of a mapping; anything else, or no fields, is a fault and gives none."""
        if isinstance(node, Mapping) and node.entries:
            return ((key, value, self.at(key.text)) for key, value in node.entries)
        self._expected(_FIELDS, node, _AS_FIELDS)
        return iter(())

    def items(self, node: Node) -> Iterator[tuple[Node, Place]]:
        """The items of a list, which may be empty; anything else is a fault and gives none."""
        if isinstance(node, Sequence):
            return ((item, self.item(index)) for index, item in enumerate(node.items))
        self._expected(_LIST, node, _AS_LIST)
        return iter(())

    def _expected(self, expected: Text, node: Node, hint: Text) -> None:
        if isinstance(node, Scalar) and not node.text.strip():
            self.text(node)
            return
        kind = _NOTHING if isinstance(node, Mapping) and not node.entries else _KIND[type(node)]
        message = Text(
            f"Hier hoort {expected.nl}; er staat {kind.nl}.", f"Expected {expected.en}; found {kind.en}."
        )
        self.fault("shape", node, message, hint)


_FIELDS = Text("een groep velden", "a group of fields")
_LIST = Text("een lijst", "a list")
_NOTHING = Text("niets", "nothing")
_KIND = {Scalar: Text("één losse waarde", "a single value"), Sequence: _LIST, Mapping: _FIELDS}
_AS_LIST = Text(
    "Zet elk onderdeel op een eigen regel die begint met een streepje en een spatie.",
    "Put each item on its own line that starts with a hyphen and a space.",
)
_AS_FIELDS = Text(
    "Schrijf de velden als 'naam: waarde', elk op een eigen regel, of haal dit weg.",
    "Write the fields as 'name: value', each on its own line, or remove this.",
)


def shown(text: str) -> str:
    """A text from a file, short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."


def choose(name: str, names: Iterable[str]) -> Text | None:
    """What to write instead of `name`: the nearest of `names`, or all of them if they are few."""
    known = list(names)
    plain = _plain(name)
    found = next((k for k in known if _plain(k) == plain), None)
    if found is not None:
        quote = '"' if "'" in found else "'"
        return Text(f"Bedoelde u {quote}{found}{quote}?", f"Did you mean {quote}{found}{quote}?")
    hint = near(name, known) if len(name) <= 60 else None
    if hint is None and 0 < len(known) <= LISTED_AT_MOST:
        words = ", ".join(known)
        return Text(f"Kies uit: {words}.", f"Choose from: {words}.")
    return hint


def _plain(name: str) -> str:
    return name[:60].strip(" '").casefold().replace(" ", "_").replace("-", "_")
