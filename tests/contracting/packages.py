"""A fictional policy with a calendar of its own, to reckon with."""

from __future__ import annotations

from datetime import date
from functools import cache

from inkoopwijzer.contracting.reckon import Events
from inkoopwijzer.policy.load import parse_policy
from inkoopwijzer.policy.policy import Policy
from tests.policy.packages import package

TEXTS = """\
    says: {nl: Er gebeurt iets., en: Something happens.}
    actor: provider
    cite: {section: Kalender, lines: 40}
"""

LOGOPEDIE = """\
  logopedie:
    title: {nl: Logopedie, en: Speech therapy}
    term: {from: 2030-01-01, until: 2032-12-31}
    cite: {section: Aanbod, lines: 34}
    scope: vrij
    groups:
      A:
        title: {nl: Groep A, en: Group A}
        cite: {section: Aanbod, lines: 35}
        requires: [basis]
"""

RECEIVED = "of: {verzekeraar: salland, beroep: beroep}"


def reading(name: str, *options: str) -> str:
    """A reading with these options, the first the default."""
    listed = "".join(f"      {o}: {{nl: {o}, en: {o}}}\n" for o in options)
    return (
        f"  {name}:\n    question: {{nl: Hoe?, en: How?}}\n    cite: {{section: Kalender, lines: 41}}\n"
        f"    options:\n{listed}    default: {options[0]}\n    because: {{nl: Daarom., en: Therefore.}}\n"
    )


def calendar_file(readings: str = "", extra: str = "", **days: str) -> str:
    """A rule file with a milestone for each name; `extra` are more fields of every milestone."""
    rows = "".join(f"  {name}:\n{TEXTS}{extra}    days: {{{rule}}}\n" for name, rule in days.items())
    return f"calendar:\n{rows}" + (f"readings:\n{readings}" if readings else "")


@cache
def policy_with(readings: str = "", extra: str = "", **days: str) -> Policy:
    """The fictional policy, with two agreements and these milestones."""
    return parse_policy(files_with(readings, extra, **days), stamped=False)


def files_with(readings: str = "", extra: str = "", **days: str) -> dict[str, bytes]:
    """The files of that policy."""
    files = package()
    files["aanbod.yaml"] += LOGOPEDIE.encode()
    files["kalender.yaml"] = calendar_file(readings, extra, **days).encode()
    return files


def received(day: date, agreement: str = "fysiotherapie") -> Events:
    """The proposal for an agreement came on this day."""
    return {("voorstel_ontvangen", "salland", agreement): day}
