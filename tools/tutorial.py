"""Follow the tutorial and the pages on the market to the letter, and write down what each command really says.

In the page a block ```` ```yaml NAME ```` is a file to write, ```` ```markdown NAME part ```` shows a part of
a file that a command wrote, and in a ```` ```console ```` block each line after `$ ` is a command, with its
output below it. `make docs` renews the output; a test follows the page and compares.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "tutorial-policy.md"
WITH_EXAMPLES = (ROOT / "docs" / "market.md", ROOT / "docs" / "entitlement.md")
"""Pages that are followed in a folder with the examples of this repository in it."""

BLOCK = re.compile(r"^```(?P<kind>\w+)(?P<rest>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of the page: what kind, which file (if it is one), and what stands in it."""

    kind: str
    name: str
    part: bool
    body: str
    start: int
    end: int


def blocks(page: str) -> Iterator[Block]:
    """The blocks of the page, in order."""
    for found in BLOCK.finditer(page):
        name, _, mark = found["rest"].strip().partition(" ")
        yield Block(
            found["kind"], name, mark == "part", found["body"], found.start("body"), found.end("body")
        )


def files(page: str) -> dict[str, str]:
    """The files that the page has its reader write, each as it is in the end."""
    return {b.name: b.body for b in blocks(page) if b.name and not b.part}


def followed(page: str, folder: Path) -> str:
    """The page as it would be if it showed what its commands say in this folder, which must be empty.

    An AssertionError when a part that the page shows is not in the file it names.
    """
    pieces, at = [], 0
    for block in blocks(page):
        if block.kind == "console":
            pieces += [page[at : block.start], _answered(block.body, folder)]
            at = block.end
        elif block.part:
            assert block.body in (folder / block.name).read_text("utf-8"), f"{block.name} has no such part"
        elif block.name:
            path = folder / block.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, "utf-8")
    return "".join([*pieces, page[at:]])


def _answered(body: str, folder: Path) -> str:
    commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_output(command, folder)}" for command in commands)


def _output(command: str, folder: Path) -> str:
    """What a command says on both streams, without the spaces and blank lines at the ends."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {name: value for name, value in os.environ.items() if not name.startswith("INKOOPWIJZER_")}
    env |= {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    ran = subprocess.run(
        shlex.split(command),
        cwd=folder,
        env=env,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = "\n".join(line.rstrip() for line in ran.stdout.decode().splitlines()).strip("\n")
    return f"{said}\n" if said else ""


def main() -> None:
    """Renew what the commands of every page say."""
    for page in (PAGE, *WITH_EXAMPLES):
        with tempfile.TemporaryDirectory() as folder:
            if page in WITH_EXAMPLES:
                (Path(folder) / "examples").symlink_to(ROOT / "examples")
            page.write_text(followed(page.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main()
