"""The rules of the house, as functions over a source text: each returns what is wrong, in words.

A guard that never fires proves nothing, so each has a test with a planted fault beside its real use.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "inkoopwijzer"

MEDIAN_LINES = 150
MOST_LINES = 400

CACHES = {
    ".git",
    ".venv",
    ".venv-lock",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
}

Def = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def modules(src: Path = SRC) -> list[Path]:
    """Every Python module of the product; never none."""
    found = sorted(src.rglob("*.py"))
    assert found, f"no modules under {src}"
    return found


def undocumented(source: str, name: str) -> list[str]:
    """Public modules, classes, functions and methods without a docstring."""
    tree = ast.parse(source)
    module = name.removesuffix(".py").rsplit("/", 1)[-1]
    faults = []
    if not _private(module) and not ast.get_docstring(tree):
        faults.append(f"{name}: the module has no docstring")
    for path, node in _public_definitions(tree, ""):
        if not ast.get_docstring(node):
            faults.append(f"{name}:{node.lineno}: {path} has no docstring")
    return faults


def _private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def _public_definitions(parent: ast.AST, prefix: str) -> Iterator[tuple[str, Def]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.If | ast.Try):
            yield from _public_definitions(node, prefix)
        if not isinstance(node, Def) or node.name.startswith("_") or _inherits_docstring(node):
            continue
        yield f"{prefix}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from _public_definitions(node, f"{prefix}{node.name}.")


def _inherits_docstring(node: Def) -> bool:
    """An overload, an override or a property's setter is described where it is first defined."""
    names = {ast.unparse(d).rsplit(".", 1)[-1] for d in node.decorator_list}
    return bool(names & {"overload", "override", "setter", "deleter"})


def broad_handlers(source: str, name: str) -> list[str]:
    """Handlers that swallow everything: `except:`, `except Exception`, `suppress(Exception)`."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _is_broad(node.type)):
            faults.append(f"{name}:{node.lineno}: catches everything")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            faults += [f"{name}:{node.lineno}: suppresses everything" for a in node.args if _is_broad(a)]
    return faults


def _is_broad(kind: ast.expr) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(ast.unparse(k).rsplit(".", 1)[-1] in {"Exception", "BaseException"} for k in kinds)


UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")


def unfinished(source: str, name: str) -> list[str]:
    """Marks of work left undone: those belong in an issue."""
    return [f"{name}:{n}: {m[0]}" for n, m in _matches(UNFINISHED, source)]


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        for match in pattern.finditer(line):
            yield number, match


def oversized(lines: dict[str, int]) -> list[str]:
    """Modules that grew too long, one by one and in the middle."""
    faults = [
        f"{name}: {count} lines, over {MOST_LINES}" for name, count in lines.items() if count > MOST_LINES
    ]
    rooms = [count for name, count in lines.items() if not name.endswith("__init__.py")] or [0]
    if median(rooms) >= MEDIAN_LINES:
        faults.append(f"the median module has {median(rooms)} lines, not under {MEDIAN_LINES}")
    return faults


# Built from parts, so that this file does not trip over itself.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:" + "|".join(("work", "farm", "root")) + r")/")
REGISTRY = re.compile(
    "|".join(("py" + r"pi\.org", "python" + "hosted", "registry" + r"\.npm", "deb" + r"\.debian"))
)
ADDRESS = re.compile(r"\w+://|\bhttps?\b")


def machine_paths(text: str, name: str) -> list[str]:
    """Paths that exist only on the machine where a file was written."""
    return [f"{name}:{n}: the path of one machine, {m[0]}" for n, m in _matches(MACHINE_PATH, text)]


def registries(text: str, name: str) -> list[str]:
    """Addresses of package registries: where packages come from is each machine's own setting."""
    return [f"{name}:{n}: the address of a registry, {m[0]}" for n, m in _matches(REGISTRY, text)]


def addresses(text: str, name: str) -> list[str]:
    """Any address at all."""
    return [f"{name}:{n}: an address, {m[0]}" for n, m in _matches(ADDRESS, text)]


def unhashed(lock: str, name: str) -> list[str]:
    """Packages in a lock that are not pinned to a version with a hash."""
    faults = []
    for block in re.split(r"\n(?=\S)", lock.strip()):
        if not re.match(r"[a-z0-9._-]+==\S+", block) or "--hash=sha256:" not in block:
            faults.append(f"{name}: not pinned with a hash: {block.splitlines()[0] if block else 'nothing'}")
    return faults


def repository_files(root: Path = ROOT) -> list[Path]:
    """The files git tracks or would track; in an unpacked archive all but caches. Never none."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if listed.returncode == 0:
        paths = [root / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [p for p in root.rglob("*") if not CACHES & set(p.relative_to(root).parts)]
    found = sorted(path for path in paths if path.is_file())
    assert found, f"no files in {root}"
    return found


def text_of(path: Path) -> str | None:
    """The text of a file, or None where it holds something else."""
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


def short(path: Path, root: Path = ROOT) -> str:
    """The name of a file as people say it."""
    return path.relative_to(root).as_posix()


def tell(faults: Iterable[str]) -> str:
    """All faults, one a line."""
    return "\n" + "\n".join(faults)
