"""XML messages as a stream of parts, of which only the elements that were asked for are ever kept.

Nothing else of a message reaches this program: names, addresses and other elements pass by without their text
being gathered. A document type is refused, with it entities and anything from elsewhere; depth, lengths and the
number of elements are bounded, so that no file can use more than a little memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from inkoopwijzer.registers.claims_file import unreadable
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

CHUNK: Final = 1 << 16
MOST_BYTES: Final = 4_000_000_000
MOST_DEPTH: Final = 30
LONGEST_TOKEN: Final = 100_000
"""Most bytes without the end of a tag: bounds attributes, texts, comments."""
LONGEST_TEXT: Final = 200
MOST_PARTS: Final = 200_000
"""Most elements kept of one unit, such as one insured person with all lines."""

MOST_UNKNOWN: Final = 200
ROOT: Final = "Bericht"
_FAMILY: Final = "http://ei.vektis.nl/"

Shape = Mapping[str, "Shape | None"]
"""The elements to keep, by name; None is one with a text, a mapping one with elements."""


@dataclass(slots=True)
class Part:
    """An element that was kept: its name, line, text, and by name the kept elements in it."""

    name: str
    line: int
    text: str = ""
    parts: dict[str, list[Part]] = field(default_factory=dict)

    def all(self, name: str) -> Sequence[Part]:
        """The elements of this name in it."""
        return self.parts.get(name, ())


@dataclass
class Stream:
    """One message of a kind, told by its namespace; `shape` is what is kept of it.

    `unknown` counts, by path, elements that were passed by and are not in `unread` (those that are known and not
    needed).
    """

    path: Path
    namespace: str
    shape: Shape
    unread: frozenset[str]
    unknown: Counter[str] = field(default_factory=Counter)

    def parts(self) -> Iterator[Part]:
        """The kept elements just under the root, in order, each complete. Raises `Faults`, and nothing else."""
        target = _Target(self)
        parser = DefusedXMLParser(target=target, forbid_dtd=True)
        expat = parser.parser
        # Straight from the parser: the layer between takes half of the time.
        expat.StartElementHandler, expat.EndElementHandler = target.start, target.end
        expat.CharacterDataHandler = target.data
        target.line = lambda: int(expat.CurrentLineNumber)
        try:
            with self.path.open("rb") as file:
                run = size = 0
                while chunk := file.read(CHUNK):
                    size += len(chunk)
                    run = _longest(chunk, run, self.path)
                    if size > MOST_BYTES:
                        raise Faults([Fault("gds.too_large", _TOO_LARGE, str(self.path))])
                    parser.feed(chunk)
                    yield from target.take()
            parser.close()
            yield from target.take()
        except OSError as error:
            raise Faults([unreadable(self.path, error)]) from None
        except DefusedXmlException:
            raise Faults(
                [Fault("gds.doctype", _DOCTYPE, str(self.path), target.line(), hint=_PLAIN)]
            ) from None
        except ParseError as error:
            raise Faults([_broken(self.path, error)]) from None
        except (LookupError, ValueError):
            raise Faults([Fault("gds.encoding", _ENCODING, str(self.path), 1, hint=_UTF8)]) from None


_Kept = dict[str, tuple[str, "_Kept | None"]]
"""A shape by tag as the parser gives it: the name, and the shape inside."""


def _by_tag(shape: Shape, namespace: str) -> _Kept:
    return {
        f"{namespace}}}{name}": (name, None if inner is None else _by_tag(inner, namespace))
        for name, inner in shape.items()
    }


class _Target:
    """Receives the events of the parser; keeps what the shape asks."""

    def __init__(self, stream: Stream) -> None:
        self.line: Callable[[], int] = lambda: 0
        self._stream = stream
        self._root = _by_tag({ROOT: stream.shape}, stream.namespace)
        self._open: list[tuple[Part, _Kept | None]] = []
        self._passing = 0
        self._kept = 0
        self._ready: list[Part] = []

    def take(self) -> list[Part]:
        """The units that are complete, which are then forgotten here."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: object) -> None:
        """An element begins."""
        if len(self._open) + self._passing >= MOST_DEPTH:
            self._refuse("gds.too_deep", _TOO_DEEP)
        if self._passing:
            self._passing += 1
            return
        if not self._open:
            self._begin(tag)
            return
        above, inner = self._open[-1]
        found = inner.get(tag) if inner is not None else None
        if found is None:
            self._passing = 1
            self._count(tag)
            return
        self._kept += 1
        if self._kept > MOST_PARTS:
            self._refuse("gds.too_many", _TOO_MANY)
        part = Part(found[0], self.line())
        above.parts.setdefault(found[0], []).append(part)
        self._open.append((part, found[1]))

    def data(self, text: str) -> None:
        """Some text: kept only where a text was asked for."""
        if self._passing or not self._open or self._open[-1][1] is not None:
            return
        part = self._open[-1][0]
        part.text += text
        if len(part.text) > LONGEST_TEXT:
            self._refuse("gds.too_long", _TOO_LONG)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._passing:
            self._passing -= 1
            return
        part, inner = self._open.pop()
        if inner is None:
            part.text = part.text.strip()
        if len(self._open) == 1:
            self._ready.append(part)
            self._open[0][0].parts.clear()
            self._kept = 0

    def close(self) -> None:
        """The document ends."""

    def _begin(self, tag: str) -> None:
        if tag not in self._root:
            namespace, _, name = tag.rpartition("}")
            other = name == ROOT and namespace.startswith(_FAMILY)
            file, line = str(self._stream.path), self.line()
            raise Faults([Fault("gds.kind", _OTHER if other else _KIND, file, line, hint=_WHICH)])
        name, inner = self._root[tag]
        self._open.append((Part(name, 1), inner))

    def _count(self, tag: str) -> None:
        unknown = self._stream.unknown
        namespace, _, name = tag.rpartition("}")
        if namespace == self._stream.namespace and name in self._stream.unread:
            return
        # A name is shown later, so only one that can be a name and nothing else; and not without end.
        tidy = name if re.fullmatch("[A-Za-z]{1,60}[0-9]?", name) else "?"
        at = "/".join([*(part.name for part, _ in self._open[1:]), tidy])
        unknown[at if at in unknown or len(unknown) < MOST_UNKNOWN else "?"] += 1

    def _refuse(self, code: str, message: Text) -> None:
        path = "/".join(part.name for part, _ in self._open[1:])
        raise Faults([Fault(code, message, str(self._stream.path), self.line(), path, _PLAIN)])


def _longest(chunk: bytes, run: int, path: Path) -> int:
    """How many bytes came after the last end of a tag; `Faults` when too many."""
    last = chunk.rfind(b">")
    before = run + (chunk.find(b">") if last >= 0 else len(chunk))
    if before > LONGEST_TOKEN:
        raise Faults([Fault("gds.too_long", _TOO_LONG, str(path), hint=_PLAIN)])
    return before if last < 0 else len(chunk) - last - 1


def _broken(path: Path, error: ParseError) -> Fault:
    line, _ = error.position
    ended = "no element found" in str(error) or "unclosed token" in str(error)
    return Fault(
        "gds.truncated" if ended else "gds.xml", _ENDS if ended else _XML, str(path), line, hint=_AGAIN
    )


_TOO_LARGE = Text("Het bericht is te groot.", "The message is too large.")
_TOO_DEEP = Text("Te veel elementen in elkaar.", "Too many elements inside each other.")
_TOO_MANY = Text("Te veel elementen bij één verzekerde.", "Too many elements of one insured person.")
_TOO_LONG = Text("Een tekst of attribuut is veel te lang.", "A text or attribute is much too long.")
_DOCTYPE = Text(
    "Het bericht heeft een DOCTYPE, met entiteiten of verwijzingen naar elders. Dat wordt niet gelezen.",
    "The message has a DOCTYPE, with entities or references elsewhere. That is not read.",
)
_ENCODING = Text(
    "De codering van dit bericht is niet te lezen.", "The encoding of this message cannot be read."
)
_UTF8 = Text("Bewaar het bericht als UTF-8.", "Save the message as UTF-8.")
_KIND = Text("Dit is geen GDS-bericht.", "This is not a GDS message.")
_OTHER = Text("Dit is een ander soort GDS-bericht dan hier hoort.", "This is another kind of GDS message.")
_WHICH = Text(
    "Declaraties (bericht 573) zijn de bestanden zelf; retourberichten (574) noemt u met --returns.",
    "Claims (message 573) are the files themselves; name return messages (574) with --returns.",
)
_XML = Text("Dit is geen goed gevormde XML.", "This is not well-formed XML.")
_ENDS = Text("Het bericht houdt te vroeg op.", "The message ends too early.")
_AGAIN = Text("Haal het bericht opnieuw op.", "Fetch the message again.")
_PLAIN = Text(
    "Zo ziet een GDS-bericht er niet uit: controleer de bron.",
    "No GDS message is like this: check the source.",
)
