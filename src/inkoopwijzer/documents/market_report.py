"""A market report as one self-contained HTML page: no script, no request, printable, in Dutch or English."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from inkoopwijzer.documents import market_strings as ms
from inkoopwijzer.documents.market_blocks import LONG, Block
from inkoopwijzer.documents.market_chapters import cards, chapters, closing_tables, left_out
from inkoopwijzer.documents.market_counts import NOTHING
from inkoopwijzer.documents.market_protect import shown
from inkoopwijzer.documents.market_table import Table, csv_name, parquet_name, say_cell
from inkoopwijzer.documents.market_view import MarketReport
from inkoopwijzer.documents.market_words import practices_text
from inkoopwijzer.documents.pages import environment, squeezed, style
from inkoopwijzer.documents.pictures.svg import Frame, clean
from inkoopwijzer.values.text import Lang, Text

WORKBOOK = "tabellen.xlsx"
"""The workbook that holds every table of a report."""

End = tuple[str, Text, Text, tuple[Text, ...], Table | None]
"""A closing chapter: anchor, heading, how to read it, sentences, and a table."""


def render_market_report(
    report: MarketReport, lang: Lang, made_on: date | None = None, tables_at: str = ""
) -> str:
    """The report as one HTML page in `lang`; protected when it is public.

    `made_on` is the day to print on it. `tables_at` is the folder of the tables as `write_twins` writes them,
    relative to the page, to link to; empty when they are not written. The page holds its own style, runs no
    script and asks for nothing from elsewhere. Two sections with one key are a ValueError.
    """
    told = shown(report)

    def drawings(block: Block) -> list[Markup]:
        """The picture of a block in each of its widths."""
        draw = block.draw
        if draw is None:
            return []
        frames = [Frame(width, lang, f"_{n}-{block.anchor}") for n, width in enumerate(block.widths)]
        return [Markup(draw(frame)) for frame in frames]  # noqa: S704 escaped where it is drawn

    ends = _ends(told)
    page = (
        environment()
        .get_template("market_report.html.j2")
        .render(
            lang=lang,
            m=ms,
            market_style=style("market_report.css"),
            report=told,
            practices=practices_text(told.practices),
            made_on=made_on,
            chapters=chapters(report),
            cards=cards(report),
            ends=ends,
            closing=[(anchor, title) for anchor, title, *_ in ends],
            drawings=drawings,
            say_cell=say_cell,
            csv_name=csv_name,
            parquet_name=parquet_name,
            workbook=WORKBOOK,
            tables_at=tables_at,
            long=LONG,
        )
    )
    return squeezed(clean(page))


def _ends(report: MarketReport) -> list[End]:
    """The chapters on the data, the method, the limits and the sources."""
    tables = {table.key: table for table in closing_tables(report)}
    limits = list(report.limits)
    missing = left_out(report)
    if missing:
        names = Text(
            "; ".join(title.nl.lower() for title in missing), "; ".join(title.en.lower() for title in missing)
        )
        limits.append(ms.LEFT_OUT.format(parts=names))
    ends: list[End] = []
    if "kwaliteit" in tables:
        ends.append(("deel-kwaliteit", ms.QUALITY, ms.QUALITY_HOW, (), tables["kwaliteit"]))
    if report.method:
        ends.append(("deel-methode", ms.METHOD, NOTHING, report.method, None))
    ends.append(("deel-beperkingen", ms.LIMITS, NOTHING, (ms.NO_PROMISE, *limits), None))
    ends.append(("deel-beleid", ms.POLICIES, NOTHING, (), tables["beleid"]))
    if "voorwaarden" in tables:
        ends.append(("deel-voorwaarden", ms.CITATIONS, ms.CITATIONS_HOW, (), tables["voorwaarden"]))
    return ends
