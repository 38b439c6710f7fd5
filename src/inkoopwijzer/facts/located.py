"""Text files read as located trees: every scalar is text, every node knows its line.

No value is interpreted: `0722`, `17:00` and `NO` stay as written; the schema gives the type. Nothing in a
file can crash the reader: sizes, depth and counts are bounded and no step is recursive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from inkoopwijzer.facts.strict_json import Step, json_steps
from inkoopwijzer.facts.strict_yaml import yaml_steps
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

MAX_BYTES: Final = 1_000_000
"""Largest file in bytes."""
MAX_DEPTH: Final = 40
"""Most lists and mappings inside each other."""
MAX_NODES: Final = 50_000
"""Most names, values, lists and mappings in one file."""
MAX_FAULTS: Final = 100
"""Reading stops at this many faults; a file with more is of another kind."""


class Scalar(NamedTuple):
    """A text with the line it starts on. A missing value (empty, `~`, `null`) is "" with `quoted` False."""

    text: str
    line: int
    quoted: bool


class Sequence(NamedTuple):
    """A list, with the line it starts on."""

    items: tuple[Node, ...]
    line: int


class Mapping(NamedTuple):
    """Fields in the order of the file, no name twice, with the line it starts on."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        """The value of field `key`, or None if there is no such field."""
        return next((node for name, node in self.entries if name.text == key), None)

    def keys(self) -> tuple[str, ...]:
        """The names of the fields, in the order of the file."""
        return tuple(name.text for name, _ in self.entries)


Node = Scalar | Sequence | Mapping


def read_located(data: bytes, file: str) -> Node:
    """The tree in `data`: JSON if the name `file` ends in .json, else YAML without its special parts.

    Raises `Faults`, and nothing else, with everything that is wrong (up to `MAX_FAULTS`). Codes:
    `file.too_large`, `file.encoding`, `file.control_character`, `file.empty`, `file.too_deep`,
    `file.too_many_nodes`, `yaml.` or `json.` with `syntax` and `duplicate_key`, `json.number`, `yaml.tab`,
    `yaml.alias`, `yaml.tag`, `yaml.merge_key`, `yaml.key_missing`, `yaml.key_not_scalar`,
    `yaml.several_documents`, `yaml.directive`.
    """
    text = _decode(data, file)
    if file.lower().endswith(".json"):
        return _Tree(file, "json").build(json_steps(text, file))
    return _Tree(file, "yaml").build(yaml_steps(text, file))


# C0 and C1 controls, the line breaks that editors do not show, marks that turn the direction of reading,
# a byte-order mark halfway, halves of surrogate pairs, and the two non-characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SAVE_AS = Text(
    "Sla het bestand op als UTF-8: in Kladblok met Opslaan als, Codering UTF-8; in VS Code onderaan op de "
    "naam van de codering klikken, Save with Encoding, UTF-8.",
    "Save the file as UTF-8: in Notepad with Save as, Encoding UTF-8; in VS Code click the name of the "
    "encoding at the bottom, Save with Encoding, UTF-8.",
)


def _decode(data: bytes, file: str) -> str:
    r"""The text with \\n as only line break, or `Faults`."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1_000_000:.1f}"
        message = Text(
            f"Het bestand is {size.replace('.', ',')} MB groot; ten hoogste 1 MB is toegestaan.",
            f"The file is {size} MB; at most 1 MB is allowed.",
        )
        hint = Text(
            "Splits het bestand, of haal weg wat er niet in hoort.", "Split it, or remove what is not needed."
        )
        raise Faults([Fault("file.too_large", message, file, hint=hint)])
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]:
        message = Text("Het bestand is opgeslagen als UTF-16.", "The file was saved as UTF-16.")
        raise Faults([Fault("file.encoding", message, file, hint=_SAVE_AS)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = Text(
            "Op deze regel staat een teken dat geen UTF-8 is; vaak is het bestand opgeslagen als "
            "Windows-1252 (ANSI).",
            "A character on this line is not UTF-8; often the file was saved as Windows-1252 (ANSI).",
        )
        line = _line(error.object[: error.start].decode("latin-1"))
        raise Faults([Fault("file.encoding", message, file, line, hint=_SAVE_AS)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNWANTED.search(text):
        raise Faults(_unwanted_lines(text, file))
    if not text.strip():
        raise Faults([_empty(file)])
    return text


def _line(before: str) -> int:
    return before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _unwanted_lines(text: str, file: str) -> list[Fault]:
    faults: list[Fault] = []
    for number, row in enumerate(text.split("\n"), 1):
        if (found := _UNWANTED.search(row)) and len(faults) < MAX_FAULTS:
            faults.append(_unwanted(found.group(), file, number))
    return faults


def _unwanted(char: str, file: str, line: int) -> Fault:
    name = f"U+{ord(char):04X}"
    return Fault(
        "file.control_character",
        Text(
            f"Hier staat een onzichtbaar stuurteken ({name}).",
            f"There is an invisible control character ({name}).",
        ),
        file,
        line,
        hint=Text("Haal het weg of typ de regel opnieuw.", "Remove it or type the line again."),
    )


def _empty(file: str) -> Fault:
    return Fault(
        "file.empty",
        Text("Het bestand is leeg.", "The file is empty."),
        file,
        hint=Text("Kies het bestand waar de gegevens in staan.", "Choose the file that holds the data."),
    )


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("entries", "items", "key", "line", "seen")

    def __init__(self, line: int, seen: dict[str, int] | None) -> None:
        self.line = line
        self.seen = seen  # of a mapping: the line of each name; of a list None
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None


class _Tree:
    """Builds one tree from the steps of a reader, on a stack of its own."""

    def __init__(self, file: str, kind: str) -> None:
        self._file = file
        self._kind = kind
        self._open: list[_Frame] = []
        self._root: Node | None = None
        self._faults: list[Fault] = []

    def build(self, steps: Iterable[Step | Fault]) -> Node:
        count = 0
        for step in steps:
            if isinstance(step, Fault):
                self._faults.append(replace(step, path=self._path()))
            elif step[0] == "end":
                frame = self._open.pop()
                if frame.seen is None:
                    self._attach(Sequence(tuple(frame.items), frame.line))
                else:
                    self._attach(Mapping(tuple(frame.entries), frame.line))
            else:
                count += 1
                kind, text, quoted, line = step
                if count > MAX_NODES:
                    self._faults.append(self._too_many(line))
                    break
                if kind == "scalar":
                    self._scalar(text, quoted, line)
                elif len(self._open) >= MAX_DEPTH:
                    self._faults.append(self._too_deep(line))
                    break
                else:
                    if self._at_key():
                        self._faults.append(self._key_not_scalar(line))
                    self._open.append(_Frame(line, {} if kind == "mapping" else None))
            if len(self._faults) >= MAX_FAULTS:
                break
        if self._faults:
            raise Faults(self._faults)
        if self._root is None or self._root == Scalar("", self._root.line, False):
            raise Faults([_empty(self._file)])
        return self._root

    def _at_key(self) -> bool:
        return bool(self._open) and self._open[-1].seen is not None and self._open[-1].key is None

    def _scalar(self, text: str, quoted: bool, line: int) -> None:
        if quoted and (found := _UNWANTED.search(text)):
            self._faults.append(replace(_unwanted(found.group(), self._file, line), path=self._path()))
        frame: _Frame | None = self._open[-1] if self._open else None
        if frame is None or frame.seen is None or frame.key is not None:
            missing = not quoted and text in ("~", "null")
            self._attach(Scalar("" if missing else text, line, quoted))
            return
        frame.key = Scalar(text, line, quoted)
        if not text and not quoted:
            self._faults.append(self._key_missing(line))
        elif text in frame.seen:
            self._faults.append(self._duplicate(text, frame.seen[text], line))
        else:
            frame.seen[text] = line
        if text == "<<" and not quoted:
            self._faults.append(self._merge_key(line))

    def _attach(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        frame = self._open[-1]
        if frame.seen is None:
            frame.items.append(node)
        elif frame.key is None:  # a list or mapping as name: a fault already
            frame.key = Scalar("?", node.line, False)
        else:
            frame.entries.append((frame.key, node))
            frame.key = None

    def _path(self) -> str:
        return "".join(self._parts()).removeprefix(".")

    def _parts(self) -> Iterator[str]:
        for frame in self._open:
            if frame.seen is None:
                yield f"[{len(frame.items)}]"
            elif frame.key is not None:
                yield "." + _short(frame.key.text)

    def _fault(self, code: str, message: Text, line: int, hint: Text) -> Fault:
        return Fault(code, message, self._file, line, self._path(), hint)

    def _duplicate(self, name: str, first: int, line: int) -> Fault:
        shown = _short(name)
        return self._fault(
            f"{self._kind}.duplicate_key",
            Text(
                f"Het veld '{shown}' staat er al, op regel {first}.",
                f"The field '{shown}' is already on line {first}.",
            ),
            line,
            Text("Laat er een staan.", "Keep one of them."),
        )

    def _merge_key(self, line: int) -> Fault:
        return self._fault(
            "yaml.merge_key",
            Text("Samenvoegen met << is niet toegestaan.", "Merging with << is not allowed."),
            line,
            Text("Schrijf de velden voluit.", "Write the fields in full."),
        )

    def _key_missing(self, line: int) -> Fault:
        return self._fault(
            "yaml.key_missing",
            Text("Hier ontbreekt een veldnaam.", "The name of a field is missing here."),
            line,
            Text("Schrijf 'naam: waarde'.", "Write 'name: value'."),
        )

    def _key_not_scalar(self, line: int) -> Fault:
        return self._fault(
            "yaml.key_not_scalar",
            Text("Een veldnaam moet een gewone tekst zijn.", "The name of a field must be plain text."),
            line,
            Text(
                "Begint een tekst met [ of {, zet die dan tussen aanhalingstekens.",
                "If a text starts with [ or {, put it in quotes.",
            ),
        )

    def _too_deep(self, line: int) -> Fault:
        return Fault(
            "file.too_deep",
            Text(
                f"Meer dan {MAX_DEPTH} lijsten en velden in elkaar.",
                f"More than {MAX_DEPTH} lists and fields nested.",
            ),
            self._file,
            line,
            hint=Text("Controleer of alle haakjes gesloten zijn.", "Check that all brackets are closed."),
        )

    def _too_many(self, line: int) -> Fault:
        limit = MAX_NODES
        return self._fault(
            "file.too_many_nodes",
            Text(f"Meer dan {limit} namen en waarden.", f"More than {limit} names and values."),
            line,
            Text("Splits het bestand.", "Split the file."),
        )


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= 60 else name[:57] + "..."
