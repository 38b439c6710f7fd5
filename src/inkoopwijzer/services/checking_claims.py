"""Check claims against entitlement: a market, a policy, the claims, and the codes that stand for treatments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from inkoopwijzer.index.engine import Resources, Tell
from inkoopwijzer.index.entitlement import Checked, Code, check_claims
from inkoopwijzer.market.entitlement import ENTITLED, RELATIONS, entitlements, write_entitlements
from inkoopwijzer.market.folder import read_market
from inkoopwijzer.market.records import Records
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.treatments import ORDINARY
from inkoopwijzer.registers.treatment_codes import read_treatment_codes
from inkoopwijzer.values.citation import Citation
from inkoopwijzer.values.text import Text


@dataclass(frozen=True)
class ClaimsChecked:
    """A check of claims: the run, and of every condition that lacked its words and where the document says it."""

    policy: Policy
    start: date
    end: date
    checked: Checked
    conditions: Mapping[str, tuple[Text, tuple[Citation, ...]]]


def check(
    claims: Iterable[Path],
    market: Records | Path,
    policy: Policy,
    codes: Path,
    out: Path,
    *,
    start: date,
    end: date,
    readings: Mapping[str, str] | None = None,
    resources: Resources | None = None,
    tell: Tell | None = None,
) -> ClaimsChecked:
    """Which claimed treatments between `start` and `end` were delivered by someone not entitled on that day.

    The lines found are written to `out` (Parquet). Raises `Faults` for files with faults.
    """
    rows = read_treatment_codes(codes, treatments_of(policy))
    mapped = [_code(row) for row in rows]
    records = market if isinstance(market, Records) else read_market(Path(market))
    asked = list(dict.fromkeys((code.treatment, code.option) for code in mapped))
    found = entitlements(records, policy, asked, start, end, readings)
    with TemporaryDirectory(prefix="inkoopwijzer-") as folder:
        where = Path(folder)
        write_entitlements(records, found, where)
        done = check_claims(
            claims,
            where / ENTITLED,
            where / RELATIONS,
            mapped,
            out,
            start=start,
            end=end,
            resources=resources,
            tell=tell,
        )
    lacked = {name for finding in done.findings for name in finding.lacking}
    known = policy.conditions
    told = {name: (known[name].says, known[name].cites) for name in lacked if name in known}
    return ClaimsChecked(policy, start, end, done, told)


def treatments_of(policy: Policy) -> dict[str, tuple[str, ...]]:
    """The treatments that a policy sets conditions for, each with the options that it answers one by one."""
    found = {}
    for name, treatment in policy.treatments.items():
        if name != ORDINARY:
            options = [o for p in treatment.provisions.values() if p.per for o in p.per.options]
            found[name] = tuple(dict.fromkeys(options))
    return found


def _code(row: Sequence[str | None]) -> Code:
    treatment, option, code_list, performance, *rest = row
    assert treatment is not None
    assert code_list is not None
    assert performance is not None
    return Code(treatment, option, code_list, performance, *rest)
