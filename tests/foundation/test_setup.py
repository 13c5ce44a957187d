"""Set-up speaks in sentences: a busy port, an old Python, a missing compiler, an index out of reach."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chromium, environment, port, setup, steps, suite

ROOT = Path(__file__).resolve().parents[2]
MAKE_LINE = "  make "


def test_make_alone_lists_every_target_in_a_line() -> None:
    listed = make()
    names = [line.split()[1] for line in listed.stdout.splitlines() if line.startswith(MAKE_LINE)]
    assert names == ["help", "run", "test", "coverage", "check", "format", "bench", "setup", "lock", "clean"]
    assert all(len(line) <= 120 for line in listed.stdout.splitlines())


def test_a_free_port_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert (port.main("127.0.0.1", str(free)), *capsys.readouterr()) == (0, "", "")


def test_a_busy_port_stops_make_run_with_one_sentence() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        number = busy.getsockname()[1]
        done = make("run", f"PORT={number}", f"PYTHON={sys.executable}")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == (
        f"Port {number} on 127.0.0.1 is in use by another program: "
        f"stop that one, or serve elsewhere with make run PORT={number % 65535 + 1}."
    )


@pytest.mark.parametrize(
    ("host", "number", "sentence"),
    [
        ("127.0.0.1", "eighty", "PORT=eighty is not a port"),
        ("127.0.0.1", "0", "PORT=0 is not a port"),
        ("127.0.0.1", "65536", "PORT=65536 is not a port"),
        ("192.0.2.1", "8000", "HOST=192.0.2.1 is not an address of this machine"),
    ],
)
def test_a_bad_address_is_named(
    capsys: pytest.CaptureFixture[str], host: str, number: str, sentence: str
) -> None:
    assert port.main(host, number) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "OLDEST", (99, 0))
    monkeypatch.setattr(setup, "newer_python", lambda: "/bin/echo")
    assert setup.main(["run"]) == 0


def test_an_old_python_alone_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "OLDEST", (99, 0))
    monkeypatch.setenv("PATH", "/nowhere")
    assert setup.main(["run"]) == 2
    assert capsys.readouterr().err.startswith("Topsheet needs Python 3.11 or later and found only Python 3.")


def test_the_front_door_is_readable_by_an_old_python() -> None:
    source = (ROOT / "tools" / "setup.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign)]


def test_a_python_without_venv_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "set-up.json")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "/nowhere")
    assert steps.report(lambda: int(environment.prepare(environment.FOR_RUNNING))) == 2
    assert "cannot make environments: install its venv module" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("error: command 'gcc' failed: No such file or directory", environment.NO_COMPILER),
        ("error: command '/usr/bin/x86_64-linux-gnu-gcc' failed with exit code 1", environment.NO_COMPILER),
        ("fatal error: Python.h: No such file or directory", environment.NO_COMPILER),
        ("xcrun: error: invalid active developer path", environment.NO_COMPILER),
        ("OSError: [Errno 28] No space left on device", "The disk is full: make room and run make again."),
        ("ssl.SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED", environment.NO_TRUST),
        ("NewConnectionError: Temporary failure in name resolution", environment.NO_INDEX),
        ("npm error code ECONNREFUSED", environment.NO_INDEX),
        ("ERROR: No matching distribution found for typst==9", environment.NO_VERSION),
        ("something nobody has seen", environment.NO_REMEDY),
    ],
)
def test_what_an_installer_prints_is_answered(printed: str, sentence: str) -> None:
    assert environment.remedy(f"line\n{printed}\nline") == sentence


def test_a_failing_step_shows_the_end_of_its_log_and_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(steps, "LOG", tmp_path / "set-up.log")
    script = "print(*range(40), sep='\\n'); raise SystemExit(3)"
    with pytest.raises(steps.Stop) as stopped:
        steps.run_step("test", "counting", [sys.executable, "-c", script], remedy=lambda _: "Count better.")
    lines = str(stopped.value).splitlines()
    assert lines[0] == "  | 25"
    assert lines[-2:] == [f"counting failed (the whole log: {tmp_path / 'set-up.log'}).", "Count better."]


def test_a_second_set_up_has_nothing_to_do() -> None:
    command = [sys.executable, "-m", "tools.setup", "test"]
    subprocess.run(command, cwd=ROOT, check=True)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_chromium_that_does_not_start_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPSHEET_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(steps.Stop, match="does not start: name a Chromium"):
        chromium.find()


def test_the_summary_shouts_what_could_not_run_and_closes_with_pytest() -> None:
    closing = "================ 12 passed, 1 skipped in 3.21s ================"
    outcomes = [suite.Outcome("static checks", 1, 9.4, ""), suite.Outcome("every test", 0, 3.3, closing)]
    lines = suite.summary(outcomes, ["The browser tests: no Chromium"], in_ci=True).splitlines()
    assert lines[2:] == [
        "FAILED  static checks                                9 s",
        "passed  every test                                   3 s",
        "",
        "#" * 78,
        "#  COULD NOT RUN",
        "#  The browser tests: no Chromium",
        "#  In CI this is a failure.",
        "#" * 78,
        "",
        closing,
    ]
    assert suite.CLOSING.match(closing)


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as a person does, without what a running make leaves in the environment for those it calls."""
    left_by_make = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "HOST", "PORT"}
    env = {name: value for name, value in os.environ.items() if name not in left_by_make}
    command = ["make", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
