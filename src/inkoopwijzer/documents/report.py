"""An assessment as one self-contained HTML page: no script, no request, printable, in Dutch or English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from inkoopwijzer.assess.result import Assessment
from inkoopwijzer.documents import strings, strings_conditions, wording
from inkoopwijzer.documents.tree import mark_of
from inkoopwijzer.documents.view import sections
from inkoopwijzer.values.citation import Document
from inkoopwijzer.values.text import Lang, Text, day_text
from inkoopwijzer.values.verdict import Verdict

HERE: Final = Path(__file__).parent

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
        _environment()
        .get_template("report.html.j2")
        .render(
            name=assessment.name.strip() or strings.NAMELESS.to(lang),
            lang=lang,
            made_on=made_on,
            days=sorted({r.on for r in assessment.results}),
            sections=sections(assessment, documents),
            legend=[(mark_of(v), means) for v, means in MEANINGS.items()],
        )
    )
    return "\n".join(filter(None, map(str.strip, page.split("\n")))) + "\n"


@pass_context
def _say(context: Context, text: Text, **values: object) -> str:
    """A text in the language of the page."""
    lang: Lang = context["lang"]
    return (text.format(**values) if values else text).to(lang)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates, compiled once for both languages; whatever they print is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["say"] = _say
    environment.filters["day"] = day_text
    environment.filters["capital"] = wording.capital
    environment.globals["t"] = strings
    environment.globals["tc"] = strings_conditions
    environment.globals["style"] = Markup((HERE / "report.css").read_text("utf-8"))  # noqa: S704 our own file
    return environment
