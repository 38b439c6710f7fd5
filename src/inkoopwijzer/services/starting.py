"""Start a policy package from a document: a head to fill in, a place for rules, and a list of all to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from inkoopwijzer.facts.catalogue import CATALOGUE_FILE, shipped_catalogue
from inkoopwijzer.policy.load import MAIN_FILE
from inkoopwijzer.policy.outline import Outline, outline
from inkoopwijzer.policy.package import LINES_FILE
from inkoopwijzer.services.checking import read_document
from inkoopwijzer.services.pdf_text import is_pdf, pdf_lines
from inkoopwijzer.services.starting_files import catalogue_file, lines_file, main_file, rules_file, worklist
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Lang, Text

RULES_FILE: Final = "regels.yaml"
WORKLIST: Final = "todo.md"

_VERSION: Final = re.compile(r"^versie\s+(\d+(?:\.\d+)*)\b", re.IGNORECASE)
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_YEAR: Final = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Head:
    """Whose policy it is and of which document; "" or None is still to be filled in by the author."""

    insurer: str = ""
    name: str = ""
    year: int | None = None
    title: str = ""
    version: str = ""
    published: date | None = None


@dataclass(frozen=True)
class Started:
    """What was written, from which document, and what is still open in the head."""

    directory: Path
    written: tuple[Path, ...]
    document: Path
    outline: Outline
    lines: int
    head: Head


def start_package(directory: Path, document: Path, head: Head, lang: Lang = "nl") -> Started:
    """Write a package for this document, plain text or PDF, in a directory that is made when it is not there.

    The text of a PDF is written beside the package, because rules cite lines of text. What `head` leaves out
    is taken from the name of the directory (`.../<insurer>/<year>`) and from the document where these say it.
    Raises `Faults`, and writes nothing, if the document cannot be read or if a file is there already.
    """
    text, content, read = _read(directory, document)
    found = outline(read)
    head = _completed(head, directory, read)
    known = shipped_catalogue().dimensions["verzekeraar"].options or {}
    files = {
        directory / MAIN_FILE: main_file(head, read),
        directory / RULES_FILE: rules_file(head),
        directory / LINES_FILE: lines_file(found),
        directory / WORKLIST: worklist(found, read, lang),
    }
    if head.insurer not in known:
        files[directory / CATALOGUE_FILE] = catalogue_file(head)
    written = {path: text_.encode() for path, text_ in files.items()}
    if content is not None:
        written = {text: content, **written}
    _write(directory, written)
    return Started(directory, tuple(written), text, found, len(read.lines), head)


def missing(head: Head) -> tuple[str, ...]:
    """The fields of policy.yaml that the author still has to fill in."""
    empty: Mapping[str, object] = {
        "insurer": head.insurer,
        "insurer_name": head.name,
        "year": head.year,
        "title.en": "",
        "document.version": head.version,
        "document.published": head.published,
    }
    return tuple(field for field, value in empty.items() if not value)


def _read(directory: Path, document: Path) -> tuple[Path, bytes | None, Document]:
    """Where the text of the document is (or will be), its content if it has to be written, and the text."""
    try:
        pdf = is_pdf(document)
    except (OSError, ValueError):
        pdf = False
    if not pdf:
        return document, None, read_document(document)
    text = directory.parent / f"{document.stem}.txt"
    content = "\n".join(pdf_lines(document)) + "\n"
    return text, content.encode(), Document.from_text(text.name, content)


def _completed(head: Head, directory: Path, document: Document) -> Head:
    """The head with what the directory and the document say."""
    here = directory.absolute()
    if _YEAR.fullmatch(here.name):
        year = head.year or int(here.name)
        insurer = head.insurer or (here.parent.name if _ID.fullmatch(here.parent.name) else "")
        head = replace(head, year=year, insurer=insurer)
    said = [line for line in document.normalised if line]
    version = next((m[1] for line in said if (m := _VERSION.match(line))), "")
    first = document.lines[document.content[0] - 1].strip("#* \t") if said else ""
    return replace(head, version=head.version or version, title=head.title or first)


def _write(directory: Path, files: Mapping[Path, bytes]) -> None:
    faults = [_there(path) for path in files if path.exists()]
    if faults:
        raise Faults(faults)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            with path.open("xb") as file:
                file.write(content)
    except OSError as error:
        why = error.strerror or str(error)
        message = Text(f"Hier is niet te schrijven ({why}).", f"Writing is not possible here ({why}).")
        hint = Text("Controleer de map en de rechten.", "Check the folder and the permissions.")
        raise Faults([Fault("file.unwritable", message, str(directory), hint=hint)]) from None


def _there(path: Path) -> Fault:
    message = Text("Dit bestand is er al.", "This file is there already.")
    hint = Text(
        "Kies een andere map; er wordt nooit iets overschreven.",
        "Choose another directory; nothing is ever overwritten.",
    )
    return Fault("file.exists", message, str(path), hint=hint)
