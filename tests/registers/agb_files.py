"""Invented answers of the AGB consultation service, made to be changed by a test."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from inkoopwijzer.registers.agb_read import AgbRead, read_agb

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "agb"
SEEN = date(2026, 11, 1)

ENTERPRISE = "onderneming-04990010.json"
STRUCTURE = "onderneming-04990010-organisatie.json"
FIRST, FIRST_RELATIONS = "vestiging-71990011.json", "vestiging-71990011-relaties.json"
SECOND_RELATIONS = "vestiging-71990012-relaties.json"
OWNER, EMPLOYEE = "zorgverlener-04990013.json", "zorgverlener-04990014.json"

Files = dict[str, Any]


def example() -> Files:
    """The answers of the example, by file name, to be changed freely."""
    return {path.name: json.loads(path.read_text("utf-8")) for path in EXAMPLES.glob("*.json")}


def coded(label: str, code: str = "?") -> dict[str, str]:
    """A code with its description."""
    return {"Code": code, "Omschrijving": label}


def page(number: int, parties: list[dict[str, Any]], pages: int = 1, records: int | None = None) -> Files:
    """One page of the list of active parties."""
    return {
        "Paginanummer": number,
        "Paginagrootte": 100,
        "Totaalpaginas": pages,
        "Totaalrecords": len(parties) if records is None else records,
        "Succeeded": True,
        "Errors": None,
        "Message": None,
        "Data": parties,
    }


def listed(agb: str, kind: str) -> dict[str, Any]:
    """A party on such a page."""
    span = {"Aanvang": "2014-05-01T00:00:00"}
    return {"AGBCode": agb, **span, "Zorgsoort": coded("Fysiotherapeuten", "04"), "Type": coded(kind)}


def write(folder: Path, files: Mapping[str, Any]) -> Path:
    """The answers as files; a text is written as it is."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for name, answer in files.items():
        text = answer if isinstance(answer, str) else json.dumps(answer, indent=1)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, files: Mapping[str, Any]) -> AgbRead:
    """What these answers say."""
    return read_agb([write(folder, files)], SEEN)


def whole(found: AgbRead) -> dict[str | None, str | None]:
    """By practice whether the register was seen whole."""
    return {row["praktijk"]: row["volledig"] for row in found.tables["volledigheid"]}


def changed(files: Files, name: str, **fields: Any) -> Files:
    """The answers with some fields of one changed; None removes a field."""
    made = deepcopy(files)
    for field, value in fields.items():
        if value is None:
            del made[name][field]
        else:
            made[name][field] = value
    return made
