"""`inkoopwijzer questions`: what is unknown and still counts."""

from __future__ import annotations

from inkoopwijzer.cli import options


def questions(
    dossier: options.DossierArgument,
    insurer: options.InsurersOption = None,
    on: options.OnOption = None,
    reading: options.ReadingsOption = None,
    package: options.PackagesOption = None,
    json: options.JsonOption = False,
    lang: options.LangOption = "nl",
) -> int:
    """The unknown facts that can still change an outcome, the most telling first; each is asked once."""
    from inkoopwijzer.cli.assess import Asked
    from inkoopwijzer.cli.questions_view import as_rows, show_questions
    from inkoopwijzer.cli.screen import Screen
    from inkoopwijzer.cli.trouble import write

    policies = options.policies(package, insurer)
    assessment = Asked(insurer, options.day(on), options.readings(reading), policies).answer(dossier)
    if json:
        from inkoopwijzer.cli.data import as_data, as_json

        write(as_json(as_data(as_rows(assessment))))
        return 0
    screen = Screen(options.spoken(lang))
    show_questions(assessment, screen)
    screen.print()
    return 0
