"""How the source is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.house import guards

Guard = Callable[[str, str], list[str]]

EVERYWHERE: list[Guard] = [guards.undocumented, guards.unfinished]


@pytest.mark.parametrize("guard", EVERYWHERE)
def test_every_module_keeps_the_rule(guard: Guard) -> None:
    faults = [f for path in guards.modules() for f in guard(path.read_text("utf-8"), guards.short(path))]
    assert not faults, guards.tell(faults)


def test_only_the_command_line_catches_everything() -> None:
    inside = [path for path in guards.modules() if not path.is_relative_to(guards.SRC / "cli")]
    faults = [
        f for path in inside for f in guards.broad_handlers(path.read_text("utf-8"), guards.short(path))
    ]
    assert not faults, guards.tell(faults)


def test_modules_stay_small() -> None:
    lines = {guards.short(p): len(p.read_text("utf-8").splitlines()) for p in guards.modules()}
    faults = guards.oversized(lines)
    assert not faults, guards.tell(faults)


DOCUMENTED = '"""A room."""\n'


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("x = 1\n", "the module"),
        (DOCUMENTED + "def weigh() -> int:\n    return 1\n", "weigh"),
        (DOCUMENTED + "async def weigh() -> int:\n    return 1\n", "weigh"),
        (DOCUMENTED + "class Scale:\n    weight = 1\n", "Scale"),
        (
            DOCUMENTED + 'class Scale:\n    """A scale."""\n    def weigh(self) -> int:\n        return 1\n',
            "Scale.weigh",
        ),
        (DOCUMENTED + "if True:\n    def weigh() -> int:\n        return 1\n", "weigh"),
    ],
)
def test_a_missing_docstring_is_found(source: str, named: str) -> None:
    (fault,) = guards.undocumented(source, "scale.py")
    assert named in fault


@pytest.mark.parametrize(
    "source",
    [
        DOCUMENTED + "def _weigh() -> int:\n    return 1\n",
        DOCUMENTED + 'def weigh() -> int:\n    """Weigh."""\n    def inner() -> int:\n        return 1\n',
        DOCUMENTED + "class _Scale:\n    def weigh(self) -> int:\n        return 1\n",
        DOCUMENTED + "from typing import overload\n@overload\ndef weigh() -> int: ...\n",
    ],
)
def test_what_is_private_or_said_elsewhere_needs_no_docstring(source: str) -> None:
    assert guards.undocumented(source, "scale.py") == []


@pytest.mark.parametrize(
    "handler",
    ["except:", "except Exception:", "except BaseException as e:", "except (ValueError, Exception):"],
)
def test_a_broad_handler_is_found(handler: str) -> None:
    assert guards.broad_handlers(f"try:\n    pass\n{handler}\n    pass\n", "scale.py")


def test_a_broad_suppress_is_found() -> None:
    assert guards.broad_handlers("with contextlib.suppress(Exception):\n    pass\n", "scale.py")


def test_a_narrow_handler_is_left_alone() -> None:
    assert (
        guards.broad_handlers("try:\n    pass\nexcept (ValueError, KeyError):\n    pass\n", "scale.py") == []
    )


@pytest.mark.parametrize("mark", ["TO" + "DO", "FIX" + "ME", "X" * 3])
def test_a_mark_of_unfinished_work_is_found(mark: str) -> None:
    assert guards.unfinished(f"x = 1  # {mark}: later\n", "scale.py")


def test_modules_that_grew_too_long_are_found() -> None:
    assert guards.oversized({"a.py": 401, "b.py": 10, "c.py": 10})
    assert guards.oversized({"a.py": 150, "b.py": 150, "c/__init__.py": 1, "d/__init__.py": 1})
    assert guards.oversized({"a.py": 400, "b.py": 149, "c.py": 10}) == []
