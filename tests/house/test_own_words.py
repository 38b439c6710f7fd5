"""The sentences of the policy documents stand nowhere in the repository: all is said in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.house import guards

RUN: Final = 12
"""So many words of a document in a row are a copy."""
WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of words in the text, in small letters."""
    words = WORD.findall(text.lower())
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def copied(text: str, name: str, said: Iterable[tuple[str, ...]]) -> list[str]:
    """The runs of words in the text that a document says too."""
    known = said if isinstance(said, set) else set(said)
    return [f"{name}: {' '.join(run)}" for run in runs(text) if run in known]


@pytest.fixture(scope="module")
def said(documents: Path) -> set[tuple[str, ...]]:
    """The runs of words within a line of any document."""
    papers = [path.read_text("utf-8") for path in documents.glob("*.txt")]
    return {run for paper in papers for line in paper.split("\n") for run in runs(line)}


@pytest.mark.needs_documents
def test_no_file_of_the_repository_copies_a_document(said: set[tuple[str, ...]]) -> None:
    texts = {guards.short(path): guards.text_of(path) for path in guards.repository_files()}
    classified = [name for name in texts if re.fullmatch(r"src/inkoopwijzer/policies/.*/lines\.yaml", name)]
    assert len(classified) == 2
    faults = [f for name, text in texts.items() if text for f in copied(text, name, said)]
    assert not faults, guards.tell(faults)


@pytest.mark.needs_documents
def test_a_copied_sentence_is_found_wherever_it_stands(documents: Path, said: set[tuple[str, ...]]) -> None:
    paper = next(documents.glob("*.txt")).read_text("utf-8")
    sentence = next(line for line in paper.split("\n") if len(line.split()) > 2 * RUN)
    words = " ".join(sentence.split()[: RUN + 8])
    assert copied(f"- lines: 3\n  says:\n    nl: {words}\n", "lines.yaml", said)
    assert copied(words.upper(), "x.md", said)
    assert copied("Een korte zin in eigen woorden over wat hier de bedoeling van zou zijn.", "x", said) == []
