"""What was read of claims, on a screen: what is in the file, what was left out and why, what to be careful about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from inkoopwijzer.cli import phrases
from inkoopwijzer.cli.screen import Screen
from inkoopwijzer.registers.claims_manifest import Gds, Manifest
from inkoopwijzer.registers.gds_keys import Key
from inkoopwijzer.services.reading_claims import ClaimsRead
from inkoopwijzer.values.text import Text, day_text

LEFT_OUT: Final[Mapping[str, Text]] = {
    "specificatie": Text(
        "alleen een specificatie van een andere regel", "only a specification of another line"
    ),
    "informatie": Text("alleen informatie bij een andere regel", "only information with another line"),
    "afgewezen": Text("afgewezen in een retourbericht", "rejected in a return message"),
    "gecrediteerd": Text("door een later bericht ingetrokken", "credited by a later message"),
}

COUNTED: Final[Mapping[str, Text]] = {
    "proefberichten": Text(
        "Testberichten: {n}. Gebruik dit bestand niet voor een besluit.",
        "Test messages: {n}. Do not use this file for a decision.",
    ),
    "retourberichten_zonder_bericht": Text(
        "Retourberichten waarvan het declaratiebericht niet is gelezen: {n}.",
        "Return messages of which the claim message was not read: {n}.",
    ),
    "creditregels_zonder_regel": Text(
        "Creditregels waarvan de ingetrokken regel niet is gelezen: {n}. Lees alle berichten van de periode samen.",
        "Credits of which the line that they cancel was not read: {n}. Read all messages of the period together.",
    ),
    "regels_zonder_therapeut": Text(
        "Regels zonder behandelend therapeut: {n}.", "Lines without a treating therapist: {n}."
    ),
    "regels_deels_toegekend": Text(
        "Deels toegekende regels: {n}. Het bedrag is wat is toegekend.",
        "Lines awarded in part: {n}. The amount is what was awarded.",
    ),
    "herdeclaraties": Text(
        "Opnieuw gedeclareerde regels: {n}. Zonder het retourbericht van de eerste keer tellen zij dubbel.",
        "Lines claimed again: {n}. Without the return message of the first time they count twice.",
    ),
}
"""What was counted while reading messages that asks for care."""


def show_claims(made: ClaimsRead, screen: Screen) -> None:
    """The file that was made."""
    manifest = made.manifest
    screen.line((made.out.name, "bold"), (f"  {made.out}", phrases.DIM))
    screen.columns(
        [(label, (value, "bold")) for label, value in _figures(manifest)],
        indent=2,
    )
    if manifest.left_out:
        screen.blank()
        screen.title(Text("Niet overgenomen", "Left out"))
        rows = [(number(count), LEFT_OUT[name]) for name, count in manifest.left_out.items()]
        screen.columns(rows, indent=2)
    cautions = list(_cautions(manifest))
    if cautions:
        screen.blank()
        screen.title(Text("Let op", "Note"))
        for caution in cautions:
            screen.line(caution, indent=2, lead="! ", lead_style="yellow")
    screen.blank()
    where = Text("Verantwoording: {path}", "Account: {path}").format(path=made.manifest_path)
    screen.line((where, phrases.DIM))


def show_key(made: Key, file: Path, screen: Screen) -> None:
    """The key that was made, without telling it."""
    told = Text(
        "Sleutel {mark} gemaakt voor UZOVI {uzovi}: {file}", "Made key {mark} for UZOVI {uzovi}: {file}"
    ).format(mark=made.mark, uzovi=", ".join(made.uzovi), file=file)
    screen.line((told, "bold"))
    screen.line(
        Text(
            "Bewaar dit bestand apart van de gegevens. Zonder deze sleutel zijn nieuwe declaraties niet met oude "
            "te verbinden; wie de sleutel heeft, kan nagaan wie achter een pseudoniem zit.",
            "Keep this file apart from the data. Without this key new claims cannot be joined with old ones; whoever "
            "has the key can find out who is behind a pseudonym.",
        )
    )


def number(count: int) -> Text:
    """A number with its thousands apart, as each language writes it."""
    return Text(f"{count:,}".replace(",", "."), f"{count:,}")


def _figures(manifest: Manifest) -> Iterator[tuple[Text, Text]]:
    yield Text("regels", "lines"), number(manifest.rows)
    yield Text("verzekerden", "insured persons"), number(manifest.persons)
    yield Text("praktijken", "practices"), number(manifest.practices)
    if manifest.first and manifest.last:
        first, last = day_text(manifest.first), day_text(manifest.last)
        yield (
            Text("behandeld", "treated"),
            Text(f"{first.nl} tot en met {last.nl}", f"{first.en} up to and including {last.en}"),
        )
    if manifest.amount is not None:
        yield Text("bedrag", "amount"), _euros(manifest.amount)
    yield Text("gelezen", "read"), _read(manifest)


def _euros(amount: Decimal) -> Text:
    english = f"{amount:,.2f}"
    return Text("€ " + english.translate(str.maketrans(",.", ".,")), f"€{english}")


def _read(manifest: Manifest) -> Text:
    files, lines = len(manifest.inputs), number(manifest.lines_read)
    word = Text("bestand" if files == 1 else "bestanden", "file" if files == 1 else "files")
    return Text(f"{lines.nl} regels uit {files} {word.nl}", f"{lines.en} lines from {files} {word.en}")


def _cautions(manifest: Manifest) -> Iterator[Text]:
    if manifest.rows == 0:
        yield Text("Er is geen enkele regel overgebleven.", "Not one line is left.")
    gds = manifest.gds
    if gds is None:
        return
    yield from _of_messages(gds)
    for name, caution in COUNTED.items():
        if count := gds.counts.get(name):
            yield caution.format(n=number(count))
    if gds.unknown:
        names = ", ".join(list(gds.unknown)[:5])
        yield Text(
            f"Onbekende elementen zijn overgeslagen: {names}.", f"Unknown elements were passed by: {names}."
        )


def _of_messages(gds: Gds) -> Iterator[Text]:
    if gds.without_return:
        yield Text(
            f"Van {gds.without_return} van {gds.messages} berichten is geen retourbericht gelezen: hun regels tellen "
            "mee alsof zij zijn goedgekeurd.",
            f"Of {gds.without_return} of {gds.messages} messages no return message was read: their lines count as if "
            "they were approved.",
        )
    yield Text(
        f"De prestatiecode is gelezen uit het element {gds.performance}; die naam is niet bevestigd door een "
        "specificatie.",
        f"The performance code was read from the element {gds.performance}; that name is not confirmed by a "
        "specification.",
    )
