"""Whatever a user gives: an answer in words, the right exit code, never a traceback."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inkoopwijzer.cli import assess
from tests.cli.conftest import Command

DOSSIERS = {
    "empty": (b"", "leeg"),
    "not utf-8": (b"dossier: \xff\n", "UTF-8"),
    "a list": (b"- a\n", ""),
    "a tag": (b"dossier: !!python/object:os.system {}\n", ""),
    "an anchor": (b"dossier: &a 1\npraktijk: *a\n", ""),
    "a bomb": (b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", ""),
    "twice the same": (b"dossier: '1'\ndossier: '1'\n", ""),
    "brackets": (b"[" * 100_000, ""),
    "a tab": (b"dossier: '1'\n\tpraktijk: {}\n", ""),
    "another version": (b"dossier: '9'\npraktijk: {naam: X, soort_praktijk: vrijgevestigd}\n", "versie"),
    "a wrong field": (b"dossier: '1'\npraktijk: {naam: X, eigen_websit: ja}\n", "eigen_website"),
    "a wrong option": (b"dossier: '1'\npraktijk: {naam: X, soort_praktijk: vrijgevestig}\n", "vrijgevestigd"),
    "no date": (b"dossier: '1'\nbron: {soort: big, gezien: 31-12-2026}\npraktijk: {naam: X}\n", "datum"),
    "a lost zero": (
        b"dossier: '1'\npraktijk: {naam: X}\n"
        b"therapeuten: [{naam: A, beroep: fysiotherapeut, agb: 4123456}]\n",
        "nul",
    ),
    "no practice": (b"dossier: '1'\n", "praktijk"),
    "an escape": (b"dossier: '1'\npraktijk: {naam: \"\\e[31mrood\"}\n", ""),
}


@pytest.mark.parametrize("name", DOSSIERS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_wrong_dossier_is_refused_with_file_and_reason(
    command: Command, tmp_path: Path, name: str, lang: str
) -> None:
    data, told = DOSSIERS[name]
    path = tmp_path / "d.yaml"
    path.write_bytes(data)
    said = command("assess", path, "--lang", lang)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{path}:")
    assert said.err.splitlines()[-1].endswith(
        "daarvan is niets overgenomen." if lang == "nl" else "nothing of it was accepted."
    )
    assert "Traceback" not in said.err
    assert "\x1b" not in said.err
    if lang == "nl":
        assert told in said.err


WRONG = [
    (["asses"], "Bedoelde u 'assess'?"),
    (["assess"], "ontbreekt DOSSIER"),
    (["assess", "nope.yaml"], "niet te lezen"),
    (["assess", "/"], "niet te lezen"),
    (["assess", "BRUG", "--on", "31-12-2027"], "Bedoelde u 2027-12-31?"),
    (["assess", "BRUG", "--on", "2027-02-30"], "bestaat niet"),
    (["assess", "BRUG", "--on", "morgen"], "zoals 2027-03-31"),
    (["assess", "BRUG", "--on", "2031-01-01"], "na het einde"),
    (["assess", "BRUG", "--on"], "ontbreekt een waarde"),
    (["assess", "BRUG", "--insurer", "saland"], "Bedoelde u 'salland'?"),
    (["assess", "BRUG", "--reading", "precies_dertg=wel_index"], "Bedoelde u 'precies_dertig'?"),
    (["assess", "BRUG", "--reading", "precies_dertig=wel_indx"], "Bedoelde u 'wel_index'?"),
    (["assess", "BRUG", "--reading", "precies_dertig"], "ID=OPTIE"),
    (["assess", "BRUG", "--lang", "fr"], "Kies nl of en."),
    (["assess", "BRUG", "--jsn"], "Bedoelde u '--json'?"),
    (["assess", "BRUG", "--json=1"], "hoort geen waarde"),
    (["assess", "BRUG", "--document", "nope.txt"], "niet te lezen"),
    (["assess", "BRUG", "--document", "BRUG"], "geen van deze regels"),
    (["assess", "BRUG", "--html", "no/such/folder/x.html"], "niet te schrijven"),
    (["explain", "BRUG", "passende_zrg"], "Bedoelde u 'passende_zorg'?"),
    (["route", "BRUG", "--to", "Z"], "Bekend: A, B, C."),
    (["replay", "BRUG"], "geen leesbare JSON"),
    (["replay", "nope.json"], "niet te lezen"),
    (["policy", "chek"], "Bedoelde u 'check'?"),
    (["policy", "check", "sallnd"], "Bedoelde u 'salland'?"),
    (["policy", "show", "salland", "passende_zrg"], "Bedoelde u 'passende_zorg'?"),
    (["sources", "check", "nope.txt"], "niet te lezen"),
    (["sources", "stamp", "nope", "BRUG"], "is geen map"),
    (["facts", "behandelindx"], "Bedoelde u 'behandelindex'?"),
    (["facts", "a", "b"], "te veel"),
    (["schema", "dosier"], "Bedoelde u 'dossier'?"),
]


@pytest.mark.parametrize(("given", "told"), WRONG)
def test_wrong_use_gets_what_to_do(command: Command, brug: Path, given: list[str], told: str) -> None:
    said = command(*(str(brug) if word == "BRUG" else word for word in given))
    assert said.code == 2
    assert said.out == ""
    assert told in said.err


@pytest.mark.parametrize(("given", "_"), WRONG)
def test_wrong_use_is_told_in_english_too(command: Command, brug: Path, given: list[str], _: str) -> None:
    if given[-1] == "--on":
        given = [*given[:-1], "--lang", "en", "--on"]
    elif "--lang" not in given:
        given = [*given, "--lang", "en"]
    said = command(*(str(brug) if word == "BRUG" else word for word in given))
    assert said.code == 2
    assert not {"Bedoelde", "Bekend:", "niet", "ontbreekt"} & set(said.err.split()) or "fr" in given


def test_a_fault_of_the_program_is_told_without_a_traceback(
    command: Command, brug: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(assess.Asked, "answer", fail)
    said = command("assess", brug, "--lang", "en")
    assert said.code == 70
    assert "unexpected error (ZeroDivisionError)" in said.err
    assert "please report" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("INKOOPWIJZER_DEBUG", "1")
    assert "Traceback" in command("assess", brug).err


# --- as a process -------------------------------------------------------------------------------------------

START = "import sys; from inkoopwijzer.cli.main import run; sys.exit(run())"


def process(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command as its own process, with these settings."""
    return subprocess.run(
        [sys.executable, "-c", START, *words],
        env={**os.environ, "COLUMNS": "80", **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_and_version_are_there(brug: Path) -> None:
    shown = process("--help")
    assert shown.returncode == 0
    for name in ("assess", "explain", "questions", "route", "replay", "policy", "sources", "facts", "schema"):
        assert name in shown.stdout
    assert process("--version").stdout.startswith("inkoopwijzer 0")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("line", ["inkoopwijzer ", "inkoopwijzer assess --insurer s", "inkoopwijzer facts b"])
def test_completion_does_not_crash(shell: str, line: str) -> None:
    words = line.split(" ")
    done = process(
        _INKOOPWIJZER_COMPLETE=f"complete_{shell}",
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    assert done.stdout.strip()


def test_a_closed_pipe_is_no_error(brug: Path) -> None:
    command = [sys.executable, "-c", START, "facts"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_a_narrow_character_set_is_no_error(brug: Path) -> None:
    done = process("assess", str(brug), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Overeenkomst B" in done.stdout


def test_a_terminal_gets_colour_unless_no_color_is_set(brug: Path) -> None:
    pty = pytest.importorskip("pty")

    def seen(**settings: str) -> str:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-c", START, "assess", str(brug)]
        env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", **settings}
        with subprocess.Popen(command, stdout=theirs, env=env) as running:
            os.close(theirs)
            parts = []
            with contextlib.suppress(OSError):  # the end of a terminal
                while part := os.read(ours, 65536):
                    parts.append(part)
        assert running.returncode == 0
        os.close(ours)
        return b"".join(parts).decode()

    assert "\x1b[" in seen()
    assert "\x1b[" not in seen(NO_COLOR="1")


def test_no_screen_is_loaded_for_data(brug: Path) -> None:
    code = (
        "import sys; from inkoopwijzer.cli.main import run; "
        f"run(['assess', {str(brug)!r}, '--json']); "
        "sys.exit(bool({'rich', 'jinja2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
