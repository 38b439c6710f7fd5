"""The value of a condition.

Inside the engine a condition is one of three codes, so that *and* is the minimum, *or* the maximum and
*not* is 2 - code. Shown to people it is one of six words, because "no", "not known", "the insurer
decides", "does not concern you" and "the document does not say" are different answers.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from inkoopwijzer.values.text import Text

NOT_MET: Final = 0
UNKNOWN: Final = 1
MET: Final = 2


class Verdict(StrEnum):
    """What an assessment says of one condition."""

    met = "met"
    not_met = "not_met"
    unknown = "unknown"
    for_insurer = "for_insurer"
    not_applicable = "not_applicable"
    silent = "silent"


VERDICT_TEXT: Final[dict[Verdict, Text]] = {
    Verdict.met: Text("voldaan", "met"),
    Verdict.not_met: Text("niet voldaan", "not met"),
    Verdict.unknown: Text("onbekend", "unknown"),
    Verdict.for_insurer: Text("aan de verzekeraar", "for the insurer"),
    Verdict.not_applicable: Text("niet van toepassing", "not applicable"),
    Verdict.silent: Text("het document zwijgt", "the document does not say"),
}
