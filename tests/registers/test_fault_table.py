"""The table of wrong input in the documentation is what the import says."""

from __future__ import annotations

import re
from pathlib import Path

from inkoopwijzer.registers import check_texts
from tests.registers.fault_table import CASES, PAGE, with_table


def test_the_page_says_what_the_import_says() -> None:
    page = PAGE.read_text("utf-8")
    assert with_table(page) == page, "run `python -m tests.registers.fault_table`"
    assert len(re.findall(r"^\| .* \| `register\.", page, re.MULTILINE)) == len(CASES)


def test_every_kind_of_fault_of_a_cell_has_a_row_or_says_the_same_as_one() -> None:
    page = PAGE.read_text("utf-8")
    source = Path(str(check_texts.__file__)).read_text("utf-8")
    kinds = set(re.findall(r'Wrong\("([a-z_]+)"', source))
    assert {kind for kind in kinds if f"`register.{kind}`" not in page} == {"too_long", "yes_no", "postcode"}
