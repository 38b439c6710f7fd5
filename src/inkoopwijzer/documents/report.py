"""An assessment as one self-contained HTML page: no script, no request, printable, in Dutch or English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from inkoopwijzer.assess.result import Assessment
from inkoopwijzer.documents import strings
from inkoopwijzer.documents.agreements import elsewhere
from inkoopwijzer.documents.pages import environment, squeezed
from inkoopwijzer.documents.tree import mark_of
from inkoopwijzer.documents.view import sections
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Lang
from inkoopwijzer.values.verdict import Verdict

MEANINGS: Final = {
    Verdict.met: strings.MET_MEANS,
    Verdict.not_met: strings.NOT_MET_MEANS,
    Verdict.unknown: strings.UNKNOWN_MEANS,
    Verdict.for_insurer: strings.FOR_INSURER_MEANS,
    Verdict.not_applicable: strings.NOT_APPLICABLE_MEANS,
    Verdict.silent: strings.SILENT_MEANS,
}


def render_report(
    assessment: Assessment,
    lang: Lang,
    documents: Mapping[str, Document] | None = None,
    made_on: date | None = None,
) -> str:
    """The report of an assessment as one HTML page in `lang`.

    `documents` maps the id of a policy (`salland-2027`) to its document; the passages of a policy without
    one are named, not shown. `made_on` is the day to print on it. The page holds its own style, runs no
    script and asks for nothing from elsewhere.
    """
    page = (
        environment()
        .get_template("report.html.j2")
        .render(
            name=assessment.name.strip() or strings.NAMELESS.to(lang),
            lang=lang,
            made_on=made_on,
            days=sorted({r.on for r in assessment.shown}),
            elsewhere=elsewhere(assessment),
            sections=sections(assessment, documents),
            legend=[(mark_of(v), means) for v, means in MEANINGS.items()],
        )
    )
    return squeezed(page)
