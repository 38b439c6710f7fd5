"""Write the agreements of a policy as SQL, for the engine that holds the data of a market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inkoopwijzer.assess.agreement import OutsideTerm
from inkoopwijzer.market.sql import export
from inkoopwijzer.market.sql_dialect import DialectName, NotExportable
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.services.assessing import chosen_policies
from inkoopwijzer.values.text import Lang

DIALECTS: tuple[str, ...] = tuple(DialectName)
"""The engines that SQL can be written for, by name."""


@dataclass(frozen=True)
class Script:
    """SQL with one query for each of these agreements; `ended` are those whose term is over by the day asked for."""

    text: str
    agreements: tuple[str, ...]
    ended: tuple[str, ...] = ()


def sql_script(
    policy: Policy,
    dialect: str,
    agreement: str | None = None,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    lang: Lang = "nl",
) -> Script:
    """The queries of one agreement, or of all that a policy offers on the day.

    `dialect` is one of `DIALECTS`, `agreement` one of the policy's. Raises `UnknownChoice` for a reading that the
    policy has not, `OutsideTerm` when nothing is offered any more on that day, and `NotExportable` for what cannot
    be written as SQL.
    """
    chosen_policies([policy], None, readings)
    wanted = [agreement] if agreement is not None else list(policy.agreements)
    ended = [name for name in wanted if _ended(policy, name, on)]
    if ended == wanted:
        raise _outside(policy, ended, on)
    offered = [name for name in wanted if name not in ended]
    queries = (
        export(policy, name, DialectName(dialect), on, readings, lang).text.rstrip() for name in offered
    )
    return Script("\n\n".join(f"{query};" for query in queries) + "\n", tuple(offered), tuple(ended))


def _ended(policy: Policy, agreement: str, on: date | None) -> bool:
    end = policy.agreements[agreement].term.end
    return on is not None and end is not None and on > end


def _outside(policy: Policy, ended: list[str], on: date | None) -> OutsideTerm:
    """That all of these have ended, told of the one that ended last."""
    ends = {name: end for name in ended if (end := policy.agreements[name].term.end) is not None}
    last = max(ends, key=lambda name: ends[name])
    assert on is not None  # without a day nothing has ended
    return OutsideTerm(policy.id, last, on, ends[last])


__all__ = ["DIALECTS", "NotExportable", "OutsideTerm", "Script", "sql_script"]
