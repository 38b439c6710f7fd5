"""Who may deliver which treatment to whom: what a policy asks of the therapist and of the practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inkoopwijzer.policy.tree import Selection
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text

Others = Literal["ordinary", "not_bought"]
"""What the treatment is for professions that it does not name: ordinary care, or not bought from them."""

ChosenReading = tuple[str, str]
"""A reading and the option of it under which something stands in the document."""

ORDINARY: str = "gewone_zorg"
"""The treatment that says under which agreements each profession delivers care without conditions of its own."""


@dataclass(frozen=True)
class Exemption:
    """A way to deliver a treatment without meeting its own conditions: a bridging recognition, leniency.

    `professions` empty means all that the treatment is for. `insured` says for whom it holds, None for
    everybody the treatment is for. `therapist` and `practice` name the conditions of the exemption. With
    `reading` it exists only where the text is read so.
    """

    id: str
    says: Text
    insured: Text | None
    professions: tuple[str, ...]
    therapist: tuple[str, ...]
    practice: tuple[str, ...]
    cites: tuple[Citation, ...]
    reading: ChosenReading | None = None


@dataclass(frozen=True)
class Provision:
    """What is asked of one profession: under which agreements it delivers the treatment (any of them), and how.

    `therapist` names conditions about one therapist, `practice` conditions of the practice as a whole. `per`
    says that each option of a dimension is answered by itself (an intervention, a specialisation); the
    conditions may speak of the option at hand. With `reading` it stands only where the text is read so.
    """

    profession: str
    under: tuple[str, ...]
    therapist: tuple[str, ...]
    practice: tuple[str, ...]
    cites: tuple[Citation, ...]
    per: Selection | None = None
    reading: ChosenReading | None = None


@dataclass(frozen=True)
class Treatment:
    """One treatment (an option of the dimension `behandeling`) that a policy buys under conditions of its own.

    A treatment that the policy does not name is ordinary care under the agreement. `insured` says for whom.
    Without provisions nobody may deliver it.
    """

    id: str
    says: Text
    insured: Text | None
    provisions: Mapping[str, Provision]
    exemptions: tuple[Exemption, ...]
    cites: tuple[Citation, ...]
    others: Others = "not_bought"

    def provision(self, profession: str, readings: Mapping[str, str]) -> Provision | None:
        """What is asked of a profession under these readings; None when the treatment does not name it."""
        found = self.provisions.get(profession)
        return found if found is not None and stands(found.reading, readings) else None

    def exemptions_for(self, profession: str, readings: Mapping[str, str]) -> tuple[Exemption, ...]:
        """The exemptions that a profession may use under these readings."""
        return tuple(
            e
            for e in self.exemptions
            if profession in (e.professions or self.provisions) and stands(e.reading, readings)
        )


def stands(reading: ChosenReading | None, readings: Mapping[str, str]) -> bool:
    """Whether what stands under one option of a reading is in the document as it is read."""
    return reading is None or readings[reading[0]] == reading[1]
