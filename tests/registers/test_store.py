"""The store: what was known when, and an import that is there whole or not at all."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inkoopwijzer.registers import store
from inkoopwijzer.registers.bring_in import Wanted, bring_in
from inkoopwijzer.registers.delivery import MANIFEST
from inkoopwijzer.registers.store import as_known_on, deliveries_in, in_force
from inkoopwijzer.registers.take import sha256_of_file
from inkoopwijzer.values.fault import Faults
from tests.registers.register_files import BASIS, PEOPLE, PRACTICES, START, Desk

HEAD = "therapeut;register;tot_en_met\n"


def kp(desk: Desk, *rows: str, source: str = "kp", full: bool = False) -> None:
    """Deliver who is registered until when."""
    lines = (f"{who};kp;{until}\n" for row in rows for who, _, until in (row.partition(";"),))
    desk.bring({"registraties.csv": HEAD + "".join(lines)}, source=source, full=full)


def seen_at(desk: Desk, instant: datetime | None = None) -> list[tuple[Any, ...]]:
    return desk.table("registraties", "therapeut, tot_en_met::VARCHAR", instant)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != ".slot"}


def test_a_delivery_says_where_it_came_from(desk: Desk) -> None:
    found = desk.bring(BASIS, source="vektis_agb", full=True).deliveries
    assert [d.name for d in found] == ["0001-praktijken", "0002-therapeuten", "0003-werkrelaties"]
    for delivery, (name, text) in zip(found, BASIS.items(), strict=True):
        assert delivery.herkomst.bestand == name
        assert delivery.herkomst.sha256 == sha256_of_file(desk.folder / name)
        assert delivery.herkomst.bytes == len(text)
        assert (delivery.bron, delivery.volledig, delivery.vastgelegd) == ("vektis_agb", True, desk.now)
        assert delivery.rijen == text.count("\n") - 1
    assert deliveries_in(desk.store) == found
    manifest = json.loads((desk.store / "leveringen" / "0001-praktijken" / MANIFEST).read_text("utf-8"))
    assert manifest["gevuld"] == {"praktijk": 2, "naam": 2, "postcode": 2, "bron": 2}


def test_the_line_in_the_file_is_kept_with_each_row(desk: Desk) -> None:
    desk.bring({"praktijken.csv": PRACTICES})
    assert desk.table("praktijken", "regel, praktijk") == [(2, "04990011"), (3, "04990021")]


def test_a_delivery_adds_to_what_was_known_and_the_past_stays_what_it_was(desk: Desk) -> None:
    kp(desk, "04990012;2026-12-31")
    before = desk.now
    kp(desk, "04990013;2027-12-31")
    assert seen_at(desk) == [("04990012", "2026-12-31"), ("04990013", "2027-12-31")]
    assert seen_at(desk, before) == [("04990012", "2026-12-31")]
    assert seen_at(desk, before - timedelta(seconds=1)) == []


def test_a_complete_delivery_replaces_what_its_source_said_of_that_table_and_nothing_else(desk: Desk) -> None:
    kp(desk, "04990012;2026-12-31")
    kp(desk, "04990014;2028-12-31", source="irf")
    desk.bring({"therapeuten.csv": PEOPLE}, source="kp")
    before = desk.now
    kp(desk, "04990013;2027-12-31", full=True)
    assert seen_at(desk) == [("04990013", "2027-12-31"), ("04990014", "2028-12-31")]
    assert len(desk.table("therapeuten")) == 3
    assert seen_at(desk, before) == [("04990012", "2026-12-31"), ("04990014", "2028-12-31")]
    kp(desk, "04990015;")
    assert [who for who, _ in seen_at(desk)] == ["04990013", "04990014", "04990015"]


def test_two_complete_files_of_one_import_stand_beside_each_other(desk: Desk) -> None:
    kp(desk, "04990012;")
    files: dict[str, str | bytes] = {f"registraties-{n}.csv": f"{HEAD}0499001{n};kp;\n" for n in (5, 6)}
    desk.bring(files, source="kp", full=True)
    assert [who for who, _ in seen_at(desk)] == ["04990015", "04990016"]


def test_a_complete_delivery_needs_a_source(desk: Desk) -> None:
    assert desk.codes({"praktijken.csv": PRACTICES}, full=True) == [("full", None, "")]


def test_the_source_and_day_of_a_delivery_hold_where_a_row_names_none(desk: Desk) -> None:
    text = (
        "praktijk;naam;bron;gezien\n04990011;A;;\n04990021;B;skf;\n04990031;C;kp;2026-09-01\n"
        "04990041;D;skf;2026-09-01\n"
    )
    desk.bring({"praktijken.csv": text}, source="kp", seen=date(2026, 10, 1))
    assert desk.table("praktijken", "naam, bron, gezien::VARCHAR") == [
        ("A", "kp", "2026-10-01"),
        ("B", "skf", None),
        ("C", "kp", "2026-09-01"),
        ("D", "skf", "2026-09-01"),
    ]


# --- all or nothing ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A store with one delivery, made once, to be copied."""
    desk = Desk(tmp_path_factory.mktemp("first"))
    desk.bring({"praktijken.csv": PRACTICES})
    return desk


@pytest.fixture
def started(desk: Desk, first: Desk) -> Desk:
    shutil.copytree(first.store, desk.store)
    desk.now = first.now
    return desk


def broken_at(step: int, monkeypatch: pytest.MonkeyPatch, how: Callable[[], None]) -> None:
    """Have the import break at the n-th time that it makes something durable or renames."""
    count = iter(range(1_000))
    real_sync, real_rename = os.fsync, Path.rename

    def sync(handle: int) -> None:
        if next(count) == step:
            how()
        real_sync(handle)

    def rename(path: Path, target: Path) -> Path:
        if next(count) == step:
            how()
        return real_rename(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "rename", rename)


STEPS = 14
"""Three tables: rows, manifest and folder of each, the folder of all, three renames, and the folder again."""


def disk_full() -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", range(STEPS))
def test_a_disk_that_fails_at_any_step_leaves_nothing(
    started: Desk, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    desk = started
    with monkeypatch.context() as broken:
        broken_at(step, broken, disk_full)
        assert desk.codes(BASIS) == [("unwritable", None, "")]
    assert names(desk.store / "leveringen") == {"0001-praktijken"}


def test_the_steps_are_all_there_are(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken_at(STEPS, broken, disk_full)
        desk.bring(BASIS)


class Died(BaseException):
    """The process is gone: nothing after it is done, no cleaning up either."""


def killed() -> None:
    raise Died


@pytest.mark.parametrize("step", range(STEPS))
def test_a_process_that_dies_at_any_step_leaves_nothing_that_counts(
    started: Desk, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    desk = started
    with monkeypatch.context() as broken:
        broken_at(step, broken, killed)
        broken.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Died):
            desk.bring(BASIS)
    whole = step == STEPS - 1  # all three are in place: only the last sync of the folder was to come
    assert len(deliveries_in(desk.store)) == (4 if whole else 1)
    desk.bring({"therapeuten.csv": PEOPLE.replace("A. Bakker", "A. de Bakker")})
    left = {"0001-praktijken", "0002-praktijken", "0003-therapeuten", "0004-werkrelaties", "0005-therapeuten"}
    assert names(desk.store / "leveringen") == (left if whole else {"0001-praktijken", "0002-therapeuten"})


def dying(store_: Path, paths: list[Path], now: datetime) -> None:
    broken_at(STEPS - 3, pytest.MonkeyPatch(), lambda: os._exit(9))
    bring_in(store_, paths, Wanted(), now)


def test_so_does_a_real_process_that_is_killed_between_two_renames(desk: Desk) -> None:
    paths = [desk.write(name, text) for name, text in BASIS.items()]
    process = multiprocessing.get_context("spawn").Process(target=dying, args=(desk.store, paths, desk.now))
    process.start()
    process.join()
    assert process.exitcode == 9
    assert "0001-praktijken" in names(desk.store / "leveringen")
    assert deliveries_in(desk.store) == ()
    desk.bring(BASIS)
    assert len(deliveries_in(desk.store)) == 3


def test_an_import_of_which_a_part_is_missing_does_not_count(desk: Desk) -> None:
    desk.bring(BASIS)
    shutil.rmtree(desk.store / "leveringen" / "0003-werkrelaties")
    assert deliveries_in(desk.store) == ()


def test_the_guard_against_half_imports_is_what_leaves_them_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.bring(BASIS)
    folder = desk.store / "leveringen" / "0001-praktijken" / MANIFEST
    folder.write_text(folder.read_text("utf-8").replace('"delen": 3', '"delen": 1'), encoding="utf-8")
    shutil.rmtree(desk.store / "leveringen" / "0003-werkrelaties")
    assert [d.name for d in deliveries_in(desk.store)] == ["0001-praktijken"]


def test_while_one_import_runs_another_is_refused(desk: Desk) -> None:
    desk.bring({"praktijken.csv": PRACTICES})
    with (desk.store / ".slot").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert desk.codes(BASIS) == [("busy", None, "")]
    desk.bring(BASIS)


def test_a_clock_that_went_back_is_noticed(desk: Desk) -> None:
    desk.bring({"praktijken.csv": PRACTICES})
    desk.now = START - timedelta(days=1)
    assert desk.codes({"therapeuten.csv": PEOPLE}) == [("clock", None, "")]


def test_an_instant_without_a_time_zone_is_not_accepted(desk: Desk) -> None:
    desk.now = desk.now.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        desk.bring({"praktijken.csv": PRACTICES})


def test_rows_that_were_changed_afterwards_are_not_read(desk: Desk) -> None:
    (delivery,) = desk.bring({"praktijken.csv": PRACTICES}).deliveries
    data = bytearray(delivery.rows.read_bytes())
    data[len(data) // 2] ^= 1
    delivery.rows.write_bytes(data)
    with pytest.raises(Faults) as refused:
        as_known_on(desk.store)
    assert [fault.code for fault in refused.value.faults] == ["register.store"]


def test_without_the_hash_a_change_would_go_unnoticed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (delivery,) = desk.bring({"praktijken.csv": PRACTICES}).deliveries
    monkeypatch.setattr(store, "sha256_of_file", lambda path: delivery.rijen_sha256)
    delivery.rows.write_bytes(b"iets anders")
    assert as_known_on(desk.store) == (delivery,)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"versie": "1"', '"versie": "2"'),
        ("{", "["),
        ('"nummer": 1', '"nummer": 2'),
        ("+00:00", ""),
        ("bron", "b"),
    ],
)
def test_a_manifest_that_cannot_be_so_is_refused(desk: Desk, old: str, new: str) -> None:
    desk.bring({"praktijken.csv": PRACTICES})
    path = desk.store / "leveringen" / "0001-praktijken" / MANIFEST
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Faults) as refused:
        deliveries_in(desk.store)
    assert refused.value.faults[0].code == "register.store"


def test_a_folder_with_something_else_is_left_alone(desk: Desk) -> None:
    desk.store.mkdir()
    (desk.store / "belangrijk.txt").write_text("x")
    assert desk.codes(BASIS) == [("in_the_way", None, "")]
    assert names(desk.store) == {"belangrijk.txt"}


def test_where_there_is_no_store_that_is_said(desk: Desk) -> None:
    with pytest.raises(Faults) as refused:
        deliveries_in(desk.store)
    assert refused.value.faults[0].code == "register.no_store"


def test_a_file_that_changes_while_it_is_read_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = iter(["een", "twee"])
    monkeypatch.setattr("inkoopwijzer.registers.bring_in.sha256_of_file", lambda path: next(hashes))
    assert desk.codes({"praktijken.csv": PRACTICES}) == [("unreadable", None, "")]


def test_nothing_replaces_what_came_later(desk: Desk) -> None:
    kp(desk, "04990012;", full=True)
    kp(desk, "04990013;")
    found = deliveries_in(desk.store)
    assert in_force(found) == found
