"""The findings as a CSV file that Dutch spreadsheets open: one row each, and no cell that they would run."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Final

from inkoopwijzer.registers.quality import Quality
from inkoopwijzer.values.text import Lang

COLUMNS: Final = ("soort", "praktijk", "onderwerp", "gegeven", "tabel", "bron", "wat")
BOM: Final = "\ufeff"


def quality_csv(report: Quality, lang: Lang) -> str:
    """All findings that are listed, with a byte-order mark so that a spreadsheet takes it for UTF-8."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for kind in report.kinds:
        for one in kind.findings:
            cells = (
                one.kind,
                one.practice,
                one.subject,
                one.fact,
                one.table,
                one.source,
                one.says.to(lang),
            )
            writer.writerow([harmless(cell or "") for cell in cells])
    return BOM + out.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
