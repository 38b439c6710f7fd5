"""The tutorial, followed to the letter: each file written, each command given, each answer compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import tutorial

ROOT = Path(__file__).parent.parent.parent
ANSWER = ROOT / "examples" / "tutorial"


@pytest.fixture(scope="module")
def page() -> str:
    return tutorial.PAGE.read_text("utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tutorial")


@pytest.fixture(scope="module")
def followed(page: str, folder: Path) -> str:
    return tutorial.followed(page, folder)


def test_every_command_of_the_tutorial_says_what_the_page_shows(page: str, followed: str) -> None:
    assert followed == page, "run `python -m tools.tutorial` and read what changed"


def test_the_tutorial_ends_where_it_promises(followed: str) -> None:
    assert "100%" in followed
    assert "scenario's zoals verwacht" in followed
    assert "--package zorgsaam/2027" in followed


@pytest.mark.usefixtures("followed")
def test_the_finished_package_in_the_examples_is_what_the_tutorial_makes(folder: Path) -> None:
    made = {p.name: p.read_text("utf-8") for p in (folder / "zorgsaam/2027").glob("*.yaml")}
    kept = {p.name: p.read_text("utf-8") for p in (ANSWER / "zorgsaam/2027").iterdir()}
    assert made == kept
    for name in ("zorgsaam-2027.txt", "peer.yaml"):
        assert (folder / name).read_text("utf-8") == (ANSWER / name).read_text("utf-8")


PAGE = """\
# A page
```text a/b.txt
een
```
```console
$ python -c "print(open('a/b.txt').read())"
een
```
```text a/b.txt part
een
```
```bash
rm -rf nothing
```
"""


def test_a_page_that_is_true_comes_back_as_it_was(tmp_path: Path) -> None:
    assert tutorial.followed(PAGE, tmp_path) == PAGE
    assert tutorial.files(PAGE) == {"a/b.txt": "een\n"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("een\n```\n```text a/b.txt part", "twee\n```\n```text a/b.txt part"), ("print(", "print(1, ")],
)
def test_an_answer_that_is_stale_is_found(tmp_path: Path, old: str, new: str) -> None:
    stale = PAGE.replace(old, new)
    assert stale != PAGE
    assert tutorial.followed(stale, tmp_path) != stale


def test_a_part_that_is_not_in_the_file_is_found(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no such part"):
        tutorial.followed(PAGE.replace("part\neen", "part\ntwee"), tmp_path)
