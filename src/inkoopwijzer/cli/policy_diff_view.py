"""The differences between two policies on a screen and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from inkoopwijzer.assess.result import outcome_titles
from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.documents import wording
from inkoopwijzer.policy.diff import Detail, Difference, Status
from inkoopwijzer.policy.diff_parts import Kind
from inkoopwijzer.policy.entries import SECTION_LABELS
from inkoopwijzer.policy.policy import Policy
from inkoopwijzer.policy.sentences import Line
from inkoopwijzer.services.diffing import Because, Comparison, Moved
from inkoopwijzer.values.text import Text
from inkoopwijzer.values.verdict import VERDICT_TEXT, Verdict

SIGNS: Final = {
    Status.added: ("+ ", "green", Text("nieuw", "added")),
    Status.removed: ("- ", "red", Text("vervallen", "removed")),
    Status.changed: ("~ ", "yellow", Text("gewijzigd", "changed")),
    Status.renamed: ("= ", "cyan", Text("andere naam", "renamed")),
    Status.worded: ("= ", "cyan", Text("anders verwoord", "worded otherwise")),
    Status.cited: ("§ ", "dim", Text("andere verwijzing", "cited otherwise")),
}
"""The sign, style and word of what became of a thing."""
LABELS: Final = {
    "policy": Text("Het beleid als geheel", "The policy as a whole"),
    **SECTION_LABELS,
    "groups": Text("Groepen", "Groups"),
    "entries": Text("Manieren om een overeenkomst te krijgen", "Ways to get an agreement"),
}


def comparison_row(found: Comparison) -> dict[str, Any]:
    """A comparison as data."""
    return {
        "old": {"policy": found.diff.old, "hash": found.diff.old_hash},
        "new": {"policy": found.diff.new, "hash": found.diff.new_hash},
        "differences": [_row(difference) for difference in found.diff.differences],
        "assessed": found.assessed,
        "moved": as_data(found.moved),
    }


def _row(difference: Difference) -> dict[str, Any]:
    return {
        "section": difference.section,
        "status": difference.status.value,
        "was": difference.was,
        "now": difference.now,
        "old": as_data(difference.old),
        "new": as_data(difference.new),
        "details": as_data(difference.details),
        "gone": as_data(difference.gone),
        "come": as_data(difference.come),
        "users": sorted(difference.users),
    }


def show_comparison(found: Comparison, screen: Screen) -> None:
    """What differs, by section, and then whose outcome changes."""
    differences = found.diff.differences
    screen.line((f"{found.diff.old} → {found.diff.new}", "bold"), ": ", _counts(differences))
    for section in dict.fromkeys(d.section for d in differences):
        screen.blank()
        screen.title(LABELS[section])
        for difference in found.diff.of(section):
            _show(difference, screen)
    if found.assessed:
        screen.blank()
        _show_moved(found, screen)


def _counts(differences: Sequence[Difference]) -> Text:
    if not differences:
        return Text("geen verschillen", "no differences")
    counted = Counter(d.status for d in differences)
    return phrases.join(
        [
            Text(f"{n} {word.nl}", f"{n} {word.en}")
            for status, (_, _, word) in SIGNS.items()
            if (n := counted[status])
        ]
    )


def _show(difference: Difference, screen: Screen) -> None:
    sign, style, word = SIGNS[difference.status]
    sentence = difference.new or difference.old or Text("", "")
    name = difference.name
    if difference.was and difference.now and difference.was != difference.now:
        name = f"{difference.was} → {difference.now}"
    screen.line(
        (name, "bold"), " (", (word, style), "): ", sentence, indent=2, lead=sign, lead_style=style, hang=0
    )
    for detail in difference.details:
        if difference.status is Status.cited or detail.kind is not Kind.citation:
            _show_detail(detail, screen)
    _show_lines(difference.gone, "- ", "red", screen)
    _show_lines(difference.come, "+ ", "green", screen)
    if difference.users and difference.status is Status.changed:
        used = ", ".join(sorted(difference.users))
        screen.line(Text(f"gebruikt door: {used}", f"used by: {used}"), indent=6, hang=2)


def _show_detail(detail: Detail, screen: Screen) -> None:
    if detail.old is not None and detail.new is not None:
        screen.line((detail.what, "dim"), ": ", detail.old, " → ", detail.new, indent=6, hang=2)
    elif detail.new is not None:
        screen.line((detail.what, "dim"), ": ", detail.new, indent=6, lead="+ ", lead_style="green")
    elif detail.old is not None:
        screen.line((detail.what, "dim"), ": ", detail.old, indent=6, lead="- ", lead_style="red")


def _show_lines(lines: Sequence[Line], lead: str, style: str, screen: Screen) -> None:
    for line in lines:
        screen.line(line.text, indent=6 + 2 * line.depth, lead=lead, lead_style=style)


# --- dossiers --------------------------------------------------------------------------------------------


def _show_moved(found: Comparison, screen: Screen) -> None:
    moved = len({m.file for m in found.moved})
    told = Text(
        f"Andere uitkomst: bij {moved} van de {found.assessed} dossiers",
        f"Another outcome: for {moved} of the {found.assessed} dossiers",
    )
    screen.title(told)
    for move in found.moved:
        old, new = (_outcome(policy, move.agreement, possible) for policy, possible in _sides(found, move))
        screen.line((move.dossier, "bold"), ", ", move.title, ": ", old, " → ", new, indent=2, hang=2)
        for because in move.because:
            screen.line(
                (because.name, "bold"),
                " (",
                _turn(because),
                "): ",
                because.says,
                indent=4,
                lead="· ",
                lead_style="dim",
            )


def _sides(found: Comparison, move: Moved) -> tuple[tuple[Policy, tuple[str, ...] | None], ...]:
    return (found.old, move.old), (found.new, move.new)


def _outcome(policy: Policy, agreement: str, possible: tuple[str, ...] | None) -> Text:
    if possible is None:
        return Text("niet aangeboden", "not offered")
    return wording.outcome(possible, outcome_titles(policy.agreements[agreement].groups))


def _turn(because: Because) -> Text:
    old, new = (_verdict(verdict) for verdict in (because.old, because.new))
    return Text(f"{old.nl} → {new.nl}", f"{old.en} → {new.en}")


def _verdict(verdict: Verdict | None) -> Text:
    return VERDICT_TEXT[verdict] if verdict else Text("niet gevraagd", "not asked")
