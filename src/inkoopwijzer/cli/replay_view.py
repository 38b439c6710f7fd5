"""What a replay found, on a screen and as data."""

from __future__ import annotations

from typing import Any

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.services.receipts import Replay
from inkoopwijzer.values.text import Text, day_text


def as_row(found: Replay) -> dict[str, Any]:
    """The replay as data: whether it is the same, what differs, and what is different around it."""
    return {
        "receipt": found.receipt.file,
        "made_at": found.receipt.made_at.isoformat(),
        "same": found.same,
        "differences": [as_data(d) | {"says": as_data(d.says)} for d in found.differences],
        "notices": [as_data(n) | {"says": as_data(n.says)} for n in found.notices],
    }


def show_replay(found: Replay, screen: Screen) -> None:
    """What was decided, whether it comes out the same, and what differs."""
    made = day_text(found.receipt.made_at.date())
    title = Text(f"Beslisbewijs van {made.nl}", f"Receipt of {made.en}")
    screen.line((title, "bold"), (f"  {found.receipt.file}", phrases.DIM))
    for result in found.results:
        name = f"{result.insurer_name}, "
        screen.line(name, result.title, ": ", phrases.outcomes(result, result.possible), indent=2)
    screen.blank()
    if found.same:
        same = Text(
            "Hetzelfde: elke beslissing komt er weer zo uit.", "The same: every decision comes out as it did."
        )
        screen.line((same, "green"), lead="✓ ", lead_style="green")
    else:
        count = phrases.counted(
            len(found.differences), Text("verschil", "difference"), Text("verschillen", "differences")
        )
        screen.line((Text(f"Anders: {count.nl}.", f"Otherwise: {count.en}."), phrases.BAD))
        for difference in found.differences:
            screen.line(difference.says, indent=2, lead="✗ ", lead_style="red")
    for notice in found.notices:
        screen.line((notice.says, phrases.DIM), indent=2, lead="- ", lead_style="dim")
