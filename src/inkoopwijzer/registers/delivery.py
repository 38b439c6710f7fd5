"""A delivery: one table as it came in, with what tells where it came from, and when it became known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

VERSION: Final = "1"
MANIFEST: Final = "levering.json"
ROWS: Final = "rijen.parquet"


@dataclass(frozen=True)
class Origin:
    """The file that a delivery came from: its name, hash and size, and the mapping that was used."""

    bestand: str
    sha256: str
    bytes: int
    afbeelding: str | None = None
    afbeelding_sha256: str | None = None
    afbeelding_tekst: str | None = None


@dataclass(frozen=True)
class Delivery:
    """What the manifest of a delivery says. Field names are those of the file.

    `nummer` counts deliveries; those of one import are `eerste` to `eerste + delen - 1`, and count only together.
    `vastgelegd` is the instant (UTC) from which this is known; `volledig` says that it replaces what the same
    source delivered of this table before. `gevuld` counts the filled cells by column, `rijen_sha256` is the hash
    of the rows as they are kept.
    """

    nummer: int
    eerste: int
    delen: int
    tabel: str
    vastgelegd: datetime
    bron: str | None
    gezien: date | None
    volledig: bool
    herkomst: Origin
    rijen: int
    gevuld: Mapping[str, int]
    rijen_sha256: str
    folder: Path | None = None

    @property
    def name(self) -> str:
        """The name of the folder of this delivery."""
        return f"{self.nummer:04d}-{self.tabel}"

    @property
    def rows(self) -> Path:
        """The file with the rows."""
        assert self.folder is not None
        return self.folder / ROWS


def manifest_bytes(delivery: Delivery) -> bytes:
    """The manifest as it is written."""
    data = {"versie": VERSION, **asdict(delivery)}
    data.pop("folder")
    data["vastgelegd"] = delivery.vastgelegd.isoformat()
    data["gezien"] = delivery.gezien and delivery.gezien.isoformat()
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> Delivery:
    """The delivery in a folder. Raises `Faults` when it cannot be read or is not of this form."""
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_bytes())
        if data.pop("versie") != VERSION:
            raise _broken(path, "versie")
        made = _made(data, folder)
    except OSError as error:
        raise _broken(path, error.strerror or "") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _broken(path, str(error)) from None
    if made.name != folder.name:
        raise _broken(path, f"{made.name} != {folder.name}")
    return made


def _made(data: dict[str, Any], folder: Path) -> Delivery:
    recorded = datetime.fromisoformat(data.pop("vastgelegd"))
    if recorded.tzinfo is None:
        raise ValueError("vastgelegd")
    seen = data.pop("gezien")
    origin = Origin(**data.pop("herkomst"))
    return Delivery(
        **data,
        vastgelegd=recorded,
        gezien=date.fromisoformat(seen) if seen else None,
        herkomst=origin,
        folder=folder,
    )


def _broken(path: Path, why: str) -> Faults:
    message = Text(f"Deze levering is niet te lezen ({why}).", f"This delivery cannot be read ({why}).")
    hint = Text(
        "Zet de map terug uit een reservekopie, of lever opnieuw aan een nieuwe map.",
        "Restore the folder from a backup, or deliver again to a new folder.",
    )
    return Faults([Fault("register.store", message, str(path), hint=hint)])
