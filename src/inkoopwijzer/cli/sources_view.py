"""What became of the citations, on a screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.policy.lines import CLASS_WORDS, LineClass
from inkoopwijzer.policy.sources import Checked, Standing
from inkoopwijzer.services.checking import SourceCheck
from inkoopwijzer.values.citation import Span
from inkoopwijzer.values.text import Text

WORDS: Final = {
    Standing.found: Text("gevonden", "found"),
    Standing.moved: Text("verplaatst", "moved"),
    Standing.changed: Text("gewijzigd", "changed"),
    Standing.missing: Text("weg", "missing"),
}
STYLES: Final = {
    Standing.moved: ("→ ", "yellow"),
    Standing.changed: ("✗ ", "red"),
    Standing.missing: ("✗ ", "red"),
}


def check_row(check: SourceCheck) -> dict[str, Any]:
    """A check of a document as data."""
    return {
        "document": check.document.name,
        "fingerprint": check.document.fingerprint,
        "policy": check.policy.id if check.policy else None,
        "counts": {s.value: len(check.with_standing(s)) for s in Standing},
        "citations": [
            {"rule": c.rule, "section": c.citation.section, **standing_row(c)} for c in check.checked
        ],
        "classified": [{"class": c.rule, **standing_row(c)} for c in check.classified],
    }


def standing_row(checked: Checked) -> dict[str, Any]:
    """What became of a passage, as data."""
    return {
        "lines": [checked.citation.first, checked.citation.last],
        "standing": checked.standing.value,
        "now": list(checked.now) if checked.now else None,
        "also": [list(span) for span in checked.also],
    }


def show_checks(checks: Sequence[SourceCheck], screen: Screen) -> None:
    """Every citation that is not simply found, and a summary of each document."""
    for number, check in enumerate(checks):
        if number:
            screen.blank()
        policy = check.policy
        if policy is None:
            continue
        screen.line((check.document.name, "bold"), f": {policy.insurer_name} ({policy.id})")
        places = {c.id: f"{c.file}:{c.line}" for c in policy.conditions.values() if c.file}
        for standing in (Standing.missing, Standing.changed, Standing.moved):
            for checked in check.with_standing(standing):
                _citation(checked, places.get(checked.rule, ""), screen)
        _summary(check, screen)
        if check.classified:
            show_classified(check.classified, screen)


def show_classified(classified: Sequence[Checked], screen: Screen) -> None:
    """Every classified passage that is not simply found, and a summary."""
    for standing in (Standing.missing, Standing.changed, Standing.moved):
        for checked in classified:
            if checked.standing is standing:
                _classified(checked, screen)
    total, lost = len(classified), sum(not c.holds for c in classified)
    told = Text(
        f"{total - lost} van {total} ingedeelde passages gevonden, {lost} gewijzigd of weg",
        f"{total - lost} of {total} classified passages found, {lost} changed or missing",
    )
    mark, style = ("✗ ", "red") if lost else ("✓ ", "green")
    screen.line((told, style), indent=2, lead=mark, lead_style=style)


def _classified(checked: Checked, screen: Screen) -> None:
    mark, style = STYLES[checked.standing]
    cite, now = checked.citation, _now(checked)
    was = spanned((cite.first, cite.last))
    screen.line(
        (CLASS_WORDS[LineClass(checked.rule)][0], "bold"),
        ": ",
        (WORDS[checked.standing], style),
        Text(f", stond op {was.nl}{now.nl}", f", was on {was.en}{now.en}"),
        indent=2,
        lead=mark,
        lead_style=style,
    )


def _citation(checked: Checked, place: str, screen: Screen) -> None:
    mark, style = STYLES[checked.standing]
    cite = checked.citation
    was = spanned((cite.first, cite.last))
    now = _now(checked)
    screen.line(
        (checked.rule, "bold"),
        (f" {place}" if place else "", phrases.DIM),
        ": ",
        (WORDS[checked.standing], style),
        Text(f", stond op {was.nl} ({cite.section}){now.nl}", f", was on {was.en} ({cite.section}){now.en}"),
        indent=2,
        lead=mark,
        lead_style=style,
    )


def _now(checked: Checked) -> Text:
    if checked.now is None:
        return Text("", "")
    now = spanned(checked.now)
    if checked.standing is Standing.changed:
        return Text(f", nu waarschijnlijk {now.nl}", f", now probably {now.en}")
    also = phrases.join([spanned(span) for span in checked.also])
    more = Text(f" (ook op {also.nl})", f" (also on {also.en})") if checked.also else Text("", "")
    return Text(f", nu {now.nl}{more.nl}", f", now {now.en}{more.en}")


def spanned(span: Span) -> Text:
    """A span of lines in words."""
    if span[0] == span[1]:
        return Text(f"regel {span[0]}", f"line {span[0]}")
    return Text(f"regels {span[0]}-{span[1]}", f"lines {span[0]}-{span[1]}")


def _summary(check: SourceCheck, screen: Screen) -> None:
    total, broken = len(check.checked), len(check.broken)
    moved = len(check.with_standing(Standing.moved))
    aside = Text(f", waarvan {moved} verplaatst", f", of which {moved} moved") if moved else Text("", "")
    if not broken:
        told = Text(
            f"alle {total} verwijzingen gevonden{aside.nl}, 0 gebroken",
            f"all {total} citations found{aside.en}, 0 broken",
        )
        screen.line((told, "green"), indent=2, lead="✓ ", lead_style="green")
        return
    held = total - broken
    told = Text(
        f"{held} van {total} verwijzingen gevonden{aside.nl}, {broken} gebroken",
        f"{held} of {total} citations found{aside.en}, {broken} broken",
    )
    screen.line((told, "red"), indent=2, lead="✗ ", lead_style="red")
