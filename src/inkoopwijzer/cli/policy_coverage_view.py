"""How far a document is accounted for, on a screen and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.cli.sources_view import STYLES, WORDS, spanned, standing_row
from inkoopwijzer.documents.passages import readable
from inkoopwijzer.policy.coverage import Account, Coverage
from inkoopwijzer.policy.lines import CLASS_WORDS, ClassifiedLines
from inkoopwijzer.policy.sources import Checked
from inkoopwijzer.services.checking import PolicyCoverage
from inkoopwijzer.values.text import Text

MOST_OPEN: Final = 20
"""How many open lines are named."""
FIRST_WORDS: Final = 8
"""How many words of an open line are shown."""

OUTSIDE: Final = Text("ligt buiten het document", "lies outside the document")
EMPTY: Final = Text("zegt niets: alleen lege regels", "says nothing: blank lines only")
LINES: Final = (Text("tekstregel", "line"), Text("tekstregels", "lines"))


def coverage_row(found: PolicyCoverage) -> dict[str, Any]:
    """The coverage of a document as data."""
    coverage = found.coverage
    return {
        "policy": found.policy.id,
        "document": found.document.name,
        "fingerprint": found.document.fingerprint,
        "complete": coverage.complete,
        "lines": {account.value: count for account, count in coverage.accounts().items()},
        "classes": {c.value: count for c, count in coverage.classes().items()},
        "open": [line.number for line in coverage.open],
        "accounts": [
            {
                "line": line.number,
                "account": line.account.value,
                "cited_by": line.cited_by,
                "class": line.classified.line_class.value if line.classified else None,
                "says": said(line.classified),
            }
            for line in coverage.lines
            if not line.blank
        ],
        "broken": [{"rule": c.rule, **standing_row(c)} for c in coverage.broken],
        "changed": [{"class": c.checked.rule, **standing_row(c.checked)} for c in coverage.changed],
        "outside": [list(one.span) for one in coverage.outside],
        "empty": [list(one.span) for one in coverage.empty],
    }


def said(classified: ClassifiedLines | None) -> dict[str, str] | None:
    """The paraphrase of a passage as data."""
    if classified is None or classified.says is None:
        return None
    return {"nl": classified.says.nl, "en": classified.says.en}


def show_coverage(found: PolicyCoverage, screen: Screen) -> None:
    """Counts for each class, and everything that is left open."""
    coverage, policy = found.coverage, found.policy
    screen.line((found.document.name, "bold"), f": {policy.insurer_name} ({policy.id})")
    accounts = coverage.accounts()
    screen.columns(
        [
            (
                f"{accounts[Account.cited]}",
                Text(
                    "bron van een voorwaarde of andere bepaling", "source of a condition or another provision"
                ),
            ),
            (f"{accounts[Account.classified]}", Text("ingedeeld:", "classified:")),
        ],
        indent=2,
    )
    classes = [(f"{count}", CLASS_WORDS[c][0]) for c, count in coverage.classes().items() if count]
    screen.columns(classes, indent=6)
    screen.columns([(f"{accounts[Account.blank]}", Text("leeg", "blank"))], indent=2)
    _open(found, screen)
    for checked in coverage.broken:
        _lost(checked, Text(checked.rule, checked.rule), screen)
    for one in coverage.changed:
        _lost(one.checked, CLASS_WORDS[one.lines.line_class][0], screen)
    _misplaced(coverage.outside, OUTSIDE, screen)
    _misplaced(coverage.empty, EMPTY, screen)
    _summary(coverage, screen)


def _open(found: PolicyCoverage, screen: Screen) -> None:
    lines = found.coverage.open
    for line in lines[:MOST_OPEN]:
        words = readable(found.document.lines[line.number - 1]).split()
        start = " ".join(words[:FIRST_WORDS]) + (" ..." if len(words) > FIRST_WORDS else "")
        screen.line(
            (spanned((line.number, line.number)), "bold"),
            f": {start}",
            indent=2,
            lead="✗ ",
            lead_style="red",
        )
    if len(lines) > MOST_OPEN:
        screen.line("...", indent=4)


def _lost(checked: Checked, what: Text, screen: Screen) -> None:
    mark, style = STYLES[checked.standing]
    was = spanned((checked.citation.first, checked.citation.last))
    screen.line(
        (what, "bold"),
        ": ",
        (WORDS[checked.standing], style),
        Text(f", stond op {was.nl}", f", was on {was.en}"),
        indent=2,
        lead=mark,
        lead_style=style,
    )


def _misplaced(passages: Sequence[ClassifiedLines], why: Text, screen: Screen) -> None:
    for one in passages:
        screen.line((spanned(one.span), "bold"), " ", why, indent=2, lead="✗ ", lead_style="red")


def _summary(coverage: Coverage, screen: Screen) -> None:
    done = coverage.said - len(coverage.open)
    share = "100%" if not coverage.open else f"{min(99.9, 100 * coverage.share):.1f}%"
    total = phrases.counted(coverage.said, *LINES)
    told = Text(
        f"{share.replace('.', ',')}: {done} van {total.nl} verantwoord",
        f"{share}: {done} of {total.en} accounted for",
    )
    lost = len(coverage.broken) + len(coverage.changed) + len(coverage.outside) + len(coverage.empty)
    if lost:
        told = Text(
            f"{told.nl}; {lost} passages kloppen niet meer", f"{told.en}; {lost} passages no longer hold"
        )
    mark, style = ("✓ ", "green") if coverage.complete else ("✗ ", "red")
    screen.line((told, style), indent=2, lead=mark, lead_style=style)
