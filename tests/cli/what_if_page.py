"""The examples in docs/what-if.md: each command with what it answers.

`python -m tests.cli.what_if_page` runs them and writes the page again.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from pathlib import Path

from inkoopwijzer.cli.main import run
from inkoopwijzer.services.making_market import make_market_folder

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-if.md"
MAKE = re.compile(
    r"^inkoopwijzer market make (\w+) --practices (\d+) --seed (\d+) --region (\w+)$", re.MULTILINE
)
EXAMPLE = re.compile(r"```console\n\$ inkoopwijzer ([^\n]+)\n(.*?)```\n", re.DOTALL)
SETTINGS = {"COLUMNS": "100", "NO_COLOR": "1", "INKOOPWIJZER_LANG": "nl"}


@contextmanager
def plainly() -> Iterator[None]:
    """A terminal of a fixed width without colour, whatever this one is."""
    kept = {name: os.environ.get(name) for name in SETTINGS}
    os.environ.update(SETTINGS)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def answered(page: str, folder: Path) -> str:
    """The page with what each command answers now, run in this folder."""
    made = MAKE.search(page)
    assert made, "the page does not say which market it is about"
    name, practices, seed, region = made.groups()
    folder.mkdir(exist_ok=True)
    make_market_folder(folder / name, practices=int(practices), seed=int(seed), region=region)

    def answer(example: re.Match[str]) -> str:
        out = io.StringIO()
        with redirect_stdout(out), chdir(folder), plainly():
            code = run(shlex.split(example[1]))
        assert code == 0, example[1]
        return f"```console\n$ inkoopwijzer {example[1]}\n{out.getvalue()}```\n"

    return EXAMPLE.sub(answer, page)


def main() -> None:
    """Write the page again."""
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(answered(PAGE.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
