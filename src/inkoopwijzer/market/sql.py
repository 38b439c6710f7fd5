"""A policy's agreement as SQL: the same assessment, where the data is.

The query reads the three tables of a market folder and gives a row for each practice: the code of every closed
condition that the agreement reaches, of each group, and the outcomes still possible. It is written from the plan that
arrays run too, and means what `assess.evaluate` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inkoopwijzer.market.plan import Plan
from inkoopwijzer.market.sql_codes import Codes
from inkoopwijzer.market.sql_dialect import DIALECTS, Dialect, DialectName
from inkoopwijzer.market.sql_layers import KEYS, Layers
from inkoopwijzer.market.sql_leaves import Leaves
from inkoopwijzer.market.sql_notes import about, condition_notes, group_notes, header
from inkoopwijzer.market.sql_sources import Part
from inkoopwijzer.market.sql_text import PROFESSION, Column, Expression, Names, said
from inkoopwijzer.policy.policy import NONE, Policy
from inkoopwijzer.values.text import Lang

TABLES = ("onderwerpen", "gegevens", "registers")
"""The tables that a query reads."""


@dataclass(frozen=True)
class Exported:
    """A query: its text, and the column of each condition, of each group and of the outcome.

    Codes are smallint 0, 1 or 2; the outcome is text, such as `A,C,geen`. Beside these a row holds `praktijk` (its
    number), `id`, `naam` and `agb`.
    """

    text: str
    conditions: Mapping[str, str]
    groups: Mapping[str, str]
    outcome: str


def export(
    policy: Policy,
    agreement: str,
    dialect: DialectName,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
    lang: Lang = "nl",
) -> Exported:
    """The query of an agreement under these readings, for facts on a day (by default the first of its term).

    Raises `NotExportable` for what cannot be written as SQL.
    """
    plan = Plan()
    planned = plan.agreement(policy, agreement, readings, on)
    names = Names(*TABLES, *KEYS, PROFESSION, "nr", "uitkomst")
    leaves = Leaves(DIALECTS[dialect], names, planned.frame.on)
    codes = Codes(plan, planned, leaves, names)
    for name, column in codes.conditions.items():
        column.notes = condition_notes(policy.conditions[name], policy.id, lang)
    for group in planned.agreement.groups:
        codes.groups[group.id].notes = group_notes(group.title, group.cites, policy.id, lang)
    layers = Layers(DIALECTS[dialect], names, leaves.sources)
    layers.place(codes.conditions.values())
    layers.place(codes.groups.values())
    columns = [*codes.conditions.values(), *codes.groups.values()]
    final = layers.final(columns, _outcome(list(codes.groups.items()), DIALECTS[dialect]), "uitkomst")
    parts = [*leaves.sources.parts(), *leaves.periods.parts(), *leaves.hours.parts(), *layers.parts]
    return Exported(
        text="\n".join(
            [*header(planned, DIALECTS[dialect], lang), _with(parts, DIALECTS[dialect], lang), final]
        )
        + "\n",
        conditions={name: column.name for name, column in codes.conditions.items()},
        groups={name: column.name for name, column in codes.groups.items()},
        outcome="uitkomst",
    )


def _outcome(groups: Sequence[tuple[str, Column]], dialect: Dialect) -> Expression:
    """The names of the groups still possible, up to the first that is certain."""
    rest: Expression = dialect.text(NONE)
    for name, column in reversed(groups):
        sure, maybe = dialect.text(name), dialect.text(f"{name},")
        rest = said(
            *("case when ", column, f" = 2 then {sure}\n    else "),
            *("case when ", column, f" = 1 then {maybe} else '' end || ", rest, " end"),
        )
    return rest


def _with(parts: Sequence[Part], dialect: Dialect, lang: Lang) -> str:
    """The parts of the query, each with a name and a line on what it is for."""
    texts = []
    for part in parts:
        inner = part.text.replace("\n", "\n  ")
        texts.append(
            f"{about(part.about, lang)}\n{dialect.named(part.name)} {dialect.part_of_query} (\n  {inner}\n)"
        )
    return "with\n" + ",\n\n".join(texts) + "\n"
