"""A citation of a document, and the document that a user supplies to hold it against.

Rules never copy the text of a policy. They name a section, a span of lines and a hash of the passage; given
the document, the passage can be shown, and a change of it can be noticed. What the hash sees is the passage
as a reader sees it: spacing, blank lines, list bullets, list numbers and markup are not content.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

Span = tuple[int, int]
"""First and last line of a passage, counted from 1, both included."""

HASH_DIGITS: Final = 16
WRAPPED_AT_MOST: Final = 40

_SIGNS: Final = (
    dict.fromkeys(range(0x2018, 0x2020), "'")
    | dict.fromkeys((0x22, 0x60, 0xAB, 0xB4, 0xBB, 0x2BC, *range(0x2032, 0x2038), 0x2039, 0x203A), "'")
    | dict.fromkeys((*range(0x2010, 0x2016), 0x2043, 0x2212), "-")
    | dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF), "")  # soft hyphen, zero-width signs
)
_LIST_TAG: Final = re.compile(r"</?(?:ul|ol|li)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
# A number above 29 at the start of a line is rather a threshold than the number of a list item.
_MARKER: Final = re.compile(r"(?:[-*+•·▪◦](?:\s+|$)|[12]?\d[.)]\s+|#{1,6}(?:\s+|$))")


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of a document: the heading it stands under, its lines, and a hash of what it says.

    `hash` is the first 16 hex digits of the sha256 of the passage's non-empty normalised lines, joined with
    a newline. A span that does not count from 1, or that ends before it starts, is a ValueError.
    """

    section: str
    first: int
    last: int
    hash: str

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"lines {self.first}-{self.last} are not a span")


def normalise(line: str) -> str:
    """What a line says, apart from how it is set.

    Unicode NFKC; quotes and dashes unified; list markers (`-`, `*`, `1.` up to `29.`), heading signs, `**`,
    html list tags, and the brackets and address of a link dropped; white space folded; case kept. A line
    that says nothing is empty. Normalising twice changes nothing.
    """
    before = None
    while before != line:
        before = line
        line = unicodedata.normalize("NFKC", line.translate(_SIGNS)).translate(_SIGNS)
        line = _LINK.sub(r"\1", _LIST_TAG.sub(" ", line)).replace("**", "")
        line = " ".join(line.split())
        while marker := _MARKER.match(line):
            line = line[marker.end() :]
    return line


def _hash(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:HASH_DIGITS]


@dataclass(frozen=True)
class Document:
    """A document as the user supplies it: its name and its lines, exactly as in the file.

    Only a newline ends a line: a form feed or another separator does not, so that line numbers are those
    of an editor. The last line may lack a newline.
    """

    name: str
    lines: tuple[str, ...]

    @classmethod
    def read(cls, path: Path | str) -> Document:
        """The document in a file (UTF-8), named after the file."""
        path = Path(path)
        return cls.from_text(path.name, path.read_bytes().decode("utf-8-sig"))

    @classmethod
    def from_text(cls, name: str, text: str) -> Document:
        """The document with this text."""
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        return cls(name, tuple(lines))

    @cached_property
    def normalised(self) -> tuple[str, ...]:
        """Every line normalised; an empty string where a line says nothing."""
        return tuple(normalise(line) for line in self.lines)

    @cached_property
    def content(self) -> tuple[int, ...]:
        """The numbers of the lines that say something, counted from 1."""
        return tuple(number for number, line in enumerate(self.normalised, start=1) if line)

    @cached_property
    def fingerprint(self) -> str:
        """The sha256, in hex, of everything the document says; the same however it is spaced."""
        return sha256("\n".join(filter(None, self.normalised)).encode()).hexdigest()

    def holds(self, first: int, last: int) -> bool:
        """Whether the span lies in the document."""
        return 1 <= first <= last <= len(self.lines)

    def passage(self, first: int, last: int) -> str:
        """The original text of the span; empty if it lies (partly) outside the document."""
        return "\n".join(self.lines[first - 1 : last]) if self.holds(first, last) else ""

    def hash_of(self, first: int, last: int) -> str | None:
        """The hash of the span, or None if it says nothing or lies (partly) outside the document."""
        if not self.holds(first, last):
            return None
        said = [line for line in self.normalised[first - 1 : last] if line]
        return _hash(said) if said else None

    def content_between(self, first: int, last: int) -> tuple[int, ...]:
        """The numbers of the lines from `first` up to and including `last` that say something."""
        return self.content[bisect_left(self.content, first) : bisect_right(self.content, last)]

    def cite(self, section: str, first: int, last: int) -> Citation:
        """A citation of the span as it stands; a ValueError if it says nothing."""
        found = self.hash_of(first, last)
        if found is None:
            raise ValueError(f"{self.name}: lines {first}-{last} say nothing")
        return Citation(section, first, last, found)

    def places(self, hashes: Set[str], longest: int) -> dict[str, list[Span]]:
        """Where passages with these hashes stand: all windows of up to `longest` lines that say something.

        A passage of one line that now runs over several lines is found too, if it stands nowhere else.
        """
        found = self._windows(hashes, longest, b"\n")
        wrapped = hashes - found.keys()
        return found | self._windows(wrapped, WRAPPED_AT_MOST, b" ") if wrapped else found

    def _windows(self, hashes: Set[str], longest: int, between: bytes) -> dict[str, list[Span]]:
        """The windows with these hashes; each window extends the hash of the one before it by one line."""
        said = [self.normalised[number - 1].encode() for number in self.content]
        further = [between + line for line in said]
        found: dict[str, list[Span]] = {}
        for start, line in enumerate(said):
            running = sha256(line)
            end, stop = start, min(start + longest, len(said))
            while True:
                seen = running.hexdigest()[:HASH_DIGITS]
                if seen in hashes:
                    found.setdefault(seen, []).append((self.content[start], self.content[end]))
                end += 1
                if end >= stop:
                    break
                running.update(further[end])
        return found
