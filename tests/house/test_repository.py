"""What may be in the repository, and in its locks."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.house import guards

REQUIREMENTS = guards.ROOT / "requirements"


def test_no_file_names_a_path_of_one_machine_or_a_registry() -> None:
    faults = []
    for path in guards.repository_files():
        text = guards.text_of(path)
        if text is not None:
            faults += guards.machine_paths(text, guards.short(path))
            faults += guards.registries(text, guards.short(path))
    assert not faults, guards.tell(faults)


def test_requirements_name_no_address() -> None:
    files = sorted(REQUIREMENTS.iterdir())
    assert {"core.in", "core.lock", "dev.in", "dev.lock", "bench.in", "bench.lock"} <= {f.name for f in files}
    faults = [f for path in files for f in guards.addresses(path.read_text("utf-8"), path.name)]
    assert not faults, guards.tell(faults)


@pytest.mark.parametrize("name", ["core.lock", "dev.lock", "bench.lock"])
def test_every_locked_package_has_a_version_and_a_hash(name: str) -> None:
    faults = guards.unhashed((REQUIREMENTS / name).read_text("utf-8"), name)
    assert not faults, guards.tell(faults)


def pins(name: str) -> set[str]:
    """The package==version pairs of a lock."""
    return set(re.findall(r"^[a-z0-9._-]+==[^ ;\\]+", (REQUIREMENTS / name).read_text("utf-8"), re.MULTILINE))


def test_the_locks_stack() -> None:
    assert pins("core.lock") <= pins("dev.lock") <= pins("bench.lock")


def test_the_core_lock_holds_the_dependencies_and_what_builds_the_package() -> None:
    project = tomllib.loads((guards.ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {*project["project"]["dependencies"], *project["build-system"]["requires"]}
    lines = (REQUIREMENTS / "core.in").read_text("utf-8").splitlines()
    assert {line for line in lines if not line.startswith("#")} == wanted
    assert {re.split(r"[<>=]", w)[0].lower() for w in wanted} <= {
        pin.split("==")[0] for pin in pins("core.lock")
    }


@pytest.mark.parametrize("folder", ["work", "farm", "root"])
def test_a_path_of_one_machine_is_found(folder: str) -> None:
    assert guards.machine_paths(f"open('/{folder}/main/x')\n", "x.py")
    assert guards.machine_paths(f"docs/net{folder}/x and net{folder}/x\n", "x.py") == []


def test_an_address_is_found() -> None:
    assert guards.addresses("--index-url http" + "s://packages.example/simple\n", "core.lock")
    assert guards.addresses("jinja2==3.1.6\n", "core.lock") == []


@pytest.mark.parametrize("host", ["py" + "pi.org", "files.python" + "hosted.org", "registry" + ".npmjs.org"])
def test_the_address_of_a_registry_is_found(host: str) -> None:
    assert guards.registries(f"see {host}\n", "x.md")


@pytest.mark.parametrize("lock", ["jinja2==3.1.6\n", "jinja2 \\\n    --hash=sha256:00\n", ""])
def test_an_unpinned_package_is_found(lock: str) -> None:
    assert guards.unhashed(lock, "core.lock")
