"""Numbers that identify a person: a BSN must never be in a file of claims.

A BSN has nine digits of which nine times the first, eight times the second, ... twice the eighth, minus the last,
together is a multiple of eleven. Of other numbers of nine digits one in eleven is like it by chance, so whoever
makes pseudonyms must give them another form.
"""

from __future__ import annotations

import re
from typing import Final

REFUSED: Final = "!bsn"
"""In place of a BSN in the working file; it is no value of any column."""
WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)

_DRESSED = "[A-Za-z]*[ .:_/+=-]*([0-9](?:[ .:_/+=-]?[0-9]){8})"
"""Nine digits, with separators between them or letters before them."""
_LOST_ZERO = "[0-9]{8}"


def passes_eleven(digits: str) -> bool:
    """Whether nine digits can be a BSN."""
    total = sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True))
    return total % 11 == 0 and digits != "000000000"


def looks_like_bsn(text: str) -> bool:
    """Whether a text is a number that can be a BSN, also with letters before it or signs in it."""
    found = re.fullmatch(_DRESSED, text)
    return found is not None and passes_eleven(re.sub("[^0-9]", "", found[1]))


def bsn_sql(column: str) -> str:
    """`looks_like_bsn` of a text column, as SQL; false of NULL."""
    digits = f"regexp_replace({column}, '[^0-9]', '', 'g')"
    dressed = _only_where(f"regexp_full_match({column}, '{_DRESSED}')", _eleven_sql(digits))
    return (
        f"CASE WHEN regexp_full_match({column}, '[0-9]{{9}}') THEN {_eleven_sql(column)} ELSE {dressed} END"
    )


def lost_zero_sql(column: str) -> tuple[str, str]:
    """Of a text column: whether it is eight digits, and whether it would be a BSN with a zero before it.

    A spreadsheet that drops leading zeros leaves eight digits. One such number says nothing; when most of them
    pass, they are BSNs.
    """
    eight = f"regexp_full_match({column}, '{_LOST_ZERO}')"
    padded = _eleven_sql(f"('0' || {column})")
    return f"coalesce({eight}, false)", _only_where(eight, padded)


def _only_where(rare: str, costly: str) -> str:
    """Both; the second, which takes a hundred times longer, is worked out only where the first is true."""
    return f"CASE WHEN {rare} THEN coalesce({costly}, false) ELSE false END"


def _eleven_sql(digits: str) -> str:
    total = " + ".join(
        f"{w} * try_cast(substr({digits}, {i}, 1) AS INTEGER)" for i, w in enumerate(WEIGHTS, 1)
    )
    return f"(({total}) % 11 = 0 AND {digits} <> '000000000')"
