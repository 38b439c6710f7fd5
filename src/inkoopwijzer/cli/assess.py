"""`inkoopwijzer assess`: every dossier at every insurer, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, WRONG, Refusal, say, tell_faults
from inkoopwijzer.values.fault import Faults
from inkoopwijzer.values.text import Lang, Text

if TYPE_CHECKING:
    from inkoopwijzer.assess.result import Assessment
    from inkoopwijzer.facts.dossier import Dossier
    from inkoopwijzer.policy.policy import Policy
    from inkoopwijzer.services.receipts import Files
    from inkoopwijzer.values.citation import Document


def assess(
    dossiers: options.DossiersArgument,
    insurer: options.InsurersOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    document: options.DocumentsOption = None,
    package: options.PackagesOption = None,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Also write a report; for several dossiers a directory."),
    ] = None,
    receipt: Annotated[
        Path | None,
        typer.Option(
            "--receipt", metavar="FILE", help="Also write a receipt for `replay`; for several a directory."
        ),
    ] = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """Which agreement is possible at every insurer, why not a better one, and what is unknown."""
    asked = Asked(insurer, options.day(on), options.readings(reading), options.policies(package, insurer))
    papers = options.papers(document, asked.policies)
    run = _Run(asked, papers, options.spoken(lang), html, receipt, len(dossiers), tuple(package or ()))
    found: list[Assessment] = []
    code = OK
    for path in dossiers:
        try:
            found.append(run.one(path))
        except Faults as faults:
            tell_faults(faults.faults, run.lang)
            code = WRONG
    if json:
        _print_json(found)
    elif found:
        _print(found, run.lang)
    for line in run.written:
        say(line.to(run.lang))
    return code


@dataclass(frozen=True)
class Asked:
    """What is asked of each dossier: of whom, on which day, with which readings, by which policies.

    Without `policies` the shipped ones are asked.
    """

    insurers: list[str] | None
    on: date | None
    readings: Mapping[str, str]
    policies: tuple[Policy, ...] | None = None

    def answer(self, dossier: Dossier | Path) -> Assessment:
        """The assessment of a dossier; a `Refusal` when the day lies after the term."""
        from inkoopwijzer.assess.agreement import OutsideTerm
        from inkoopwijzer.services.assessing import assess as assess_dossier

        try:
            return assess_dossier(
                dossier,
                insurers=self.insurers,
                on=self.on,
                readings=self.readings,
                policies=self.policies,
            )
        except OutsideTerm as error:
            message = Text(
                "{day} ligt na het einde van de overeenkomst {agreement} van {policy} ({end}).",
                "{day} is after the end of the agreement {agreement} of {policy} ({end}).",
            ).format(**vars(error))
            hint = Text(f"Kies een dag tot en met {error.end}.", f"Choose a day until {error.end}.")
            raise Refusal(message, hint) from None


@dataclass
class _Run:
    asked: Asked
    papers: Mapping[str, Document]
    lang: Lang
    html: Path | None
    receipt: Path | None
    count: int
    packages: tuple[Path, ...] = ()
    written: list[Text] = field(default_factory=list)
    taken: set[Path] = field(default_factory=set)

    def one(self, path: Path) -> Assessment:
        """Assess one dossier and write what was asked for beside it."""
        from inkoopwijzer.facts.read import read_dossier

        dossier = read_dossier(path)
        assessment = self.asked.answer(dossier)
        now = datetime.now(UTC).astimezone()
        if self.html is not None:
            from inkoopwijzer.documents.report import render_report

            page = render_report(assessment, self.lang, documents=self.papers or None, made_on=now.date())
            self._save(self.html, path, ".html", page.encode(), Text("Rapport", "Report"))
        if self.receipt is not None:
            from inkoopwijzer.services.receipt_file import receipt_bytes
            from inkoopwijzer.services.receipts import make_receipt

            content = receipt_bytes(make_receipt(assessment, dossier, self.files(), made_at=now))
            self._save(self.receipt, path, ".receipt.json", content, Text("Beslisbewijs", "Receipt"))
        return assessment

    def files(self) -> tuple[Files, ...] | None:
        """What a receipt may have to keep of the rules; None is what was shipped."""
        if not self.packages:
            return None
        from inkoopwijzer.services.packages import files_with

        return files_with(self.packages)

    def _save(self, given: Path, dossier: Path, suffix: str, content: bytes, what: Text) -> None:
        from inkoopwijzer.cli.data import destination, save

        path = destination(given, self.count, dossier.stem, suffix, self.taken)
        save(path, content)
        self.written.append(Text(f"{what.nl}: {path}", f"{what.en}: {path}"))


def _print_json(found: list[Assessment]) -> None:
    from inkoopwijzer.cli.data import as_json
    from inkoopwijzer.cli.trouble import write
    from inkoopwijzer.documents.assessment_json import assessment_json

    write("".join(as_json(assessment_json(assessment)) for assessment in found))


def _print(found: list[Assessment], lang: Lang) -> None:
    from inkoopwijzer.cli.assess_view import show_assessment
    from inkoopwijzer.cli.screen import Screen

    screen = Screen(lang)
    for number, assessment in enumerate(found):
        if number:
            screen.blank()
        show_assessment(assessment, screen)
    if len(found) > 1:
        from inkoopwijzer.cli.overview import show_overview

        screen.blank()
        show_overview(found, screen)
    screen.print()
