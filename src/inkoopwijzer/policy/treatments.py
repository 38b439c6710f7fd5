"""Who may deliver which treatment to whom: what a policy asks of the therapist and of the practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class Exemption:
    """A way to deliver a treatment without meeting its own conditions: a bridging recognition, leniency.

    `professions` empty means all that the treatment is for. `insured` says for whom it holds, None for
    everybody the treatment is for. `therapist` and `practice` name the conditions of the exemption.
    """

    id: str
    says: Text
    insured: Text | None
    professions: tuple[str, ...]
    therapist: tuple[str, ...]
    practice: tuple[str, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Provision:
    """What is asked of one profession: under which agreements it delivers the treatment (any of them), and how.

    `therapist` names conditions about one therapist, `practice` conditions of the practice as a whole.
    """

    profession: str
    under: tuple[str, ...]
    therapist: tuple[str, ...]
    practice: tuple[str, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True)
class Treatment:
    """One treatment (an option of the dimension `behandeling`) that a policy buys under conditions of its own.

    A treatment that the policy does not name is ordinary care under the agreement. `insured` says for whom.
    """

    id: str
    says: Text
    insured: Text | None
    provisions: Mapping[str, Provision]
    exemptions: tuple[Exemption, ...]
    cites: tuple[Citation, ...]
