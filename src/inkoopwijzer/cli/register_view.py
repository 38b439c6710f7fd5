"""Registers on a screen and as data: what was brought in, what came in before, and the market that was made."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any, Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.data import as_data
from inkoopwijzer.cli.screen import Part, Screen
from inkoopwijzer.contracting.amsterdam import day_of
from inkoopwijzer.facts.catalogue import catalogue
from inkoopwijzer.registers.bring_in import BroughtIn
from inkoopwijzer.registers.delivery import Delivery
from inkoopwijzer.services.registering import MarketMade, StoreShown
from inkoopwijzer.values.text import Text, day_text

_ROWS: Final = Text("{n} rijen", "{n} rows")
_ROW: Final = Text("1 rij", "1 row")
MOST_NAMES: Final = 5


def show_import(store: Path, found: BroughtIn, screen: Screen) -> None:
    """What was recorded, one line for each delivery."""
    screen.title(Text(f"Opgenomen in {store}", f"Recorded in {store}"))
    screen.columns([_line(delivery) for delivery in found.deliveries], indent=2)
    for delivery, loose in zip(found.deliveries, found.loose, strict=True):
        if loose:
            told = Text(
                f"{delivery.name}: {rows(loose).nl} over een therapeut die niet in 'therapeuten' staat.",
                f"{delivery.name}: {rows(loose).en} on a therapist who is not in 'therapeuten'.",
            )
            screen.line((told, "yellow"))
    unseen = [d.name for d in found.deliveries if d.rijen > d.gevuld.get("gezien", 0)]
    if unseen:
        told = Text(
            f"Niet bekend is wanneer dit is gezien: {', '.join(unseen)}. Noem de dag een volgende keer met --seen.",
            f"Not known is when this was seen: {', '.join(unseen)}. Name the day next time with --seen.",
        )
        screen.line((told, "yellow"))


def rows(count: int) -> Text:
    """How many rows, in words."""
    return _ROW if count == 1 else _ROWS.format(n=count)


def plural(kind: str) -> Text:
    """What several subjects of a kind are called."""
    known = catalogue().subjects[kind]
    return Text(known.list_name or "praktijken", f"{known.label.en.removeprefix('the ')}s")


def _line(delivery: Delivery) -> list[Part]:
    source = catalogue().sources.get(delivery.bron or "")
    said = [Text(delivery.herkomst.bestand, delivery.herkomst.bestand)]
    if source is not None:
        said.append(source.label)
    if delivery.gezien is not None:
        day = day_text(delivery.gezien)
        said.append(Text(f"gezien {day.nl}", f"seen {day.en}"))
    if delivery.volledig:
        said.append(Text("volledig", "complete"))
    if delivery.herkomst.afbeelding:
        name = delivery.herkomst.afbeelding
        said.append(Text(f"met {name}", f"with {name}"))
    return [(delivery.name, "bold"), rows(delivery.rijen), (phrases.join(said), phrases.DIM)]


def show_deliveries(found: StoreShown, screen: Screen) -> None:
    """Everything that came in, by the instant from which it is known."""
    screen.title(Text(f"Leveringen in {found.store}", f"Deliveries in {found.store}"))
    if not found.deliveries:
        screen.line(Text("Er is nog niets binnengekomen.", "Nothing came in yet."), indent=2)
    for recorded, together in groupby(found.deliveries, lambda delivery: delivery.vastgelegd):
        day, at = day_text(day_of(recorded)), recorded.isoformat(timespec="seconds")
        screen.blank()
        screen.line(
            (Text(f"Bekend vanaf {day.nl}", f"Known from {day.en}"), "bold"), (f"  {at}", phrases.DIM)
        )
        screen.columns([_shown(delivery, found, screen) for delivery in together], indent=2)


def _shown(delivery: Delivery, found: StoreShown, screen: Screen) -> list[Part]:
    name, count, said = _line(delivery)
    if delivery.nummer in found.replaced:
        said = screen.rich(said, ", ", (Text("later vervangen", "replaced later"), "yellow"))
    return [name, count, said]


def show_market(found: MarketMade, screen: Screen) -> None:
    """What a market holds, and what it could not hold."""
    day = day_text(found.day)
    screen.title(Text(f"Markt geschreven in {found.out}", f"Market written in {found.out}"))
    screen.line(Text(f"zoals zij is op {day.nl}", f"as it stands on {day.en}"), indent=2)
    counts: list[list[Part]] = [
        [str(count), plural(kind)] for kind, count in found.counts.items() if count and kind != "markt"
    ]
    counts.append([str(found.facts), Text("gegevens", "records of facts")])
    screen.columns(counts, indent=4)
    if found.not_there:
        told = Text(
            f"Niet meegenomen: {found.not_there} werkrelaties die op die dag niet gelden.",
            f"Left out: {found.not_there} work relations that do not hold on that day.",
        )
        screen.line((told, phrases.DIM), indent=2)
    if found.other_profession:
        named = ", ".join(found.other_profession[:MOST_NAMES])
        more = "" if len(found.other_profession) <= MOST_NAMES else ", ..."
        told = Text(
            f"Zonder AGB-code, omdat die bij een ander beroep hoort: {named}{more}",
            f"Without AGB code, because it belongs to another profession: {named}{more}",
        )
        screen.line((told, "yellow"), indent=2)


# --- data ----------------------------------------------------------------------------------------------------


def _delivery_row(delivery: Delivery) -> dict[str, Any]:
    row: dict[str, Any] = as_data(delivery)
    row.pop("folder")
    row["naam"] = delivery.name
    return row


def import_row(found: BroughtIn) -> list[dict[str, Any]]:
    """The deliveries as data, with the rows on people who are not known."""
    return [
        {**_delivery_row(delivery), "onbekende_therapeuten": loose}
        for delivery, loose in zip(found.deliveries, found.loose, strict=True)
    ]


def store_row(found: StoreShown) -> dict[str, Any]:
    """A store as data."""
    deliveries = [
        {**_delivery_row(delivery), "vervangen": delivery.nummer in found.replaced}
        for delivery in found.deliveries
    ]
    return {"store": str(found.store), "deliveries": deliveries}


def market_row(found: MarketMade) -> dict[str, Any]:
    """A market that was made, as data."""
    row: dict[str, Any] = as_data({name: getattr(found, name) for name in _MARKET_FIELDS})
    return {"out": str(found.out), **row}


_MARKET_FIELDS: Final = ("day", "known_on", "counts", "facts", "not_there", "other_profession")
