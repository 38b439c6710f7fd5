"""The text of a PDF, as lines that can be cited: what a package counts its line numbers in."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

PDF: Final = b"%PDF-"
"""What a PDF begins with."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def is_pdf(path: Path) -> bool:
    """Whether the file says that it is a PDF."""
    with path.open("rb") as file:
        return PDF in file.read(1024)


def pdf_lines(path: Path) -> tuple[str, ...]:
    """The lines of a PDF, page by page with a blank line between. Raises `Faults` if it cannot be read.

    How a PDF falls apart in lines depends on the program that reads it, so the text is kept in a file: that
    file is the document that a package cites.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise Faults([_fault(path, "Deze PDF is vergrendeld.", "This PDF is locked.")])
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        nl, en = f"Deze PDF is niet te lezen ({error}).", f"This PDF cannot be read ({error})."
        raise Faults([_fault(path, nl, en)]) from None
    lines = text_lines(pages)
    if not any(lines):
        nl = "Deze PDF bevat geen tekst, alleen beelden."
        raise Faults([_fault(path, nl, "This PDF holds no text, only images.")])
    return lines


def text_lines(pages: Iterable[str]) -> tuple[str, ...]:
    """The lines of pages of text: no spaces at the end, no two blank lines together, one way to write é."""
    found: list[str] = []
    for page in pages:
        for line in ["", *page.splitlines()]:
            said = _CONTROL.sub("", unicodedata.normalize("NFC", line)).rstrip()
            if said or (found and found[-1]):
                found.append(said)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _fault(path: Path, nl: str, en: str) -> Fault:
    hint = Text(
        "Bewaar de tekst van het document als .txt (UTF-8) en geef dat bestand.",
        "Save the text of the document as .txt (UTF-8) and give that file.",
    )
    return Fault("document.unreadable", Text(nl, en), str(path), hint=hint)
