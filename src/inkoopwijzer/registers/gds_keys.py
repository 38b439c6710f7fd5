"""Pseudonyms: a keyed hash (HMAC-SHA-256) with a key of each insurer, so that nobody without the key can make them.

The same person gets the same pseudonym at one insurer, and another at another insurer. The key stands in a file of
its own, apart from the data:

    uzovi: 3311
    sleutel: 64 or more hexadecimal digits
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from inkoopwijzer.registers.claims_file import unreadable
from inkoopwijzer.values.fault import Fault, Faults
from inkoopwijzer.values.text import Text

KEY_BYTES: Final = 32
"""Fewest bytes of a key."""
_DIFFERENT: Final = 12
"""Fewest different bytes in a key; 32 random bytes have about 30."""
_MOST_BYTES: Final = 10_000
_HEX_KEPT: Final = 32
"""Digits of a pseudonym: 128 bits, enough to tell billions of lines apart."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one insurer, which may have several UZOVI numbers."""

    uzovi: tuple[str, ...]
    secret: bytes = field(repr=False)

    @property
    def mark(self) -> str:
        """Tells keys apart without telling the key."""
        return self.pseudonym("kenmerk", "sleutel")[:8]

    def pseudonym(self, purpose: str, *parts: str) -> str:
        """The pseudonym of a value for one purpose: 32 hexadecimal digits."""
        said = "\0".join((purpose, *parts)).encode()
        return hmac.new(self.secret, said, sha256).hexdigest()[:_HEX_KEPT]


def read_keys(paths: Iterable[Path]) -> Mapping[str, Key]:
    """The keys in these files, by UZOVI. Raises `Faults` for a key that is absent, short, weak or there twice."""
    found: dict[str, Key] = {}
    faults: list[Fault] = []
    for path in paths:
        key = _key(path, faults)
        for uzovi in key.uzovi if key else ():
            if key and found.setdefault(uzovi, key) != key:
                message = Text(
                    f"Voor UZOVI {uzovi} is er al een andere sleutel.",
                    f"There is another key for UZOVI {uzovi}.",
                )
                faults.append(Fault("key.twice", message, str(path), path="uzovi"))
    if faults:
        raise Faults(faults)
    return found


def is_uzovi(number: str) -> bool:
    """Whether this can be the number of an insurer."""
    return re.fullmatch("[0-9]{4}", number) is not None


def key_text(uzovi: Iterable[str], secret: bytes) -> str:
    """The text of a key file."""
    return (
        "# Inkoopwijzer: sleutel voor pseudoniemen van een verzekeraar.\n"
        "# Bewaar dit bestand apart van de gegevens. Wie het heeft, kan nagaan wie achter een pseudoniem zit.\n"
        f"uzovi: {', '.join(uzovi)}\n"
        f"sleutel: {secret.hex()}\n"
    )


def _key(path: Path, faults: list[Fault]) -> Key | None:
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        faults.append(unreadable(path, error))
        return None
    except UnicodeDecodeError:
        faults.append(Fault("key.form", _FORM, str(path), hint=_MAKE))
        return None
    said: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, colon, value = line.partition(":")
            if not colon or name.strip() not in ("uzovi", "sleutel") or name.strip() in said:
                faults.append(Fault("key.form", _FORM, str(path), number, hint=_MAKE))
                return None
            said[name.strip()] = (number, value.strip())
    if set(said) != {"uzovi", "sleutel"}:
        faults.append(Fault("key.form", _FORM, str(path), hint=_MAKE))
        return None
    (at, numbers), (line_, secret) = said["uzovi"], said["sleutel"]
    uzovi = tuple(number.strip() for number in numbers.split(","))
    if not all(is_uzovi(number) for number in uzovi):
        faults.append(Fault("key.uzovi", NO_UZOVI, str(path), at, "uzovi"))
        return None
    weak = not re.fullmatch("([0-9a-fA-F]{2})*", secret) or len(secret) < 2 * KEY_BYTES
    if weak or len(set(bytes.fromhex(secret))) < _DIFFERENT:
        faults.append(Fault("key.weak", _WEAK, str(path), line_, "sleutel", _MAKE))
        return None
    return Key(uzovi, bytes.fromhex(secret))


_FORM = Text(
    "Dit is geen sleutelbestand: daarin staan een regel 'uzovi:' en een regel 'sleutel:'.",
    "This is no key file: that has a line 'uzovi:' and a line 'sleutel:'.",
)
_MAKE = Text("Maak er een met 'inkoopwijzer claims key'.", "Make one with 'inkoopwijzer claims key'.")
NO_UZOVI: Final = Text("Een UZOVI-nummer heeft vier cijfers.", "A UZOVI number has four digits.")
_WEAK = Text(
    f"De sleutel is te kort of niet willekeurig; nodig zijn ten minste {2 * KEY_BYTES} hexadecimale cijfers.",
    f"The key is too short or not random; at least {2 * KEY_BYTES} hexadecimal digits are needed.",
)
