"""`inkoopwijzer schema`: the JSON Schemas, for editors and programs."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from inkoopwijzer.cli import options
from inkoopwijzer.cli.trouble import OK, write

KINDS: Final = ("dossier", "policy", "assessment", "treatments")


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            autocompletion=lambda: list(KINDS),
            help="dossier, policy (a rule file), assessment or treatments (what `assess` and `treat --json` print).",
        ),
    ],
    lang: options.LangOption = "nl",
) -> int:
    """Print a JSON Schema: of a dossier, of a rule file, of an assessment or of an answer on treatments."""
    from inkoopwijzer.cli.data import as_json

    options.named("schema", kind, KINDS)
    if kind == "dossier":
        from inkoopwijzer.facts.schema import dossier_schema

        write(as_json(dossier_schema()))
    elif kind == "policy":
        from inkoopwijzer.policy.schema import policy_schema

        write(as_json(policy_schema()))
    elif kind == "treatments":
        from inkoopwijzer.documents.treatments_json import treatments_schema

        write(as_json(treatments_schema()))
    else:
        from inkoopwijzer.documents.assessment_json import assessment_schema

        write(as_json(assessment_schema()))
    return OK
