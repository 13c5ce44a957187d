"""The library stands alone: with only its own dependencies there is no Django, and all of it works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NIGHT_FERRY = ROOT / "examples" / "night_ferry"
IMPORT_ALL = """
import importlib, pkgutil, sys
import topsheet
found = pkgutil.walk_packages(topsheet.__path__, "topsheet.")
names = [module.name for module in found if not module.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
print(len(names), "django" in sys.modules, topsheet.__file__)
"""
FOREIGN = ("COV", "DJANGO", "PYTHON", "TOPSHEET", "VIRTUAL_ENV")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with topsheet installed as a user installs it, without extras."""
    venv = tmp_path_factory.mktemp("bare") / "venv"
    source = tmp_path_factory.mktemp("source") / "topsheet"
    source.mkdir()
    # A copy, because building leaves files beside the sources.
    for name in ("pyproject.toml", "LICENSE", "README.md", "src"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, source)
    python = str(venv / "bin" / "python")
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    if uv := shutil.which("uv"):
        run(uv, "venv", "--quiet", "--python", sys.executable, str(venv))
        run(uv, "pip", "install", "--quiet", "--python", python, *constraints, str(source))
    else:
        run(sys.executable, "-m", "venv", str(venv))
        run(python, "-m", "pip", "install", "--quiet", *constraints, str(source))
    return venv / "bin"


def run(*command: str, cwd: Path | None = None) -> str:
    """Run a command far from the project's own environment; return its output, or fail with all it said."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_django_is_not_there(bare: Path, tmp_path: Path) -> None:
    find = "from importlib.util import find_spec; print([n for n in ('django', 'granian') if find_spec(n)])"
    assert run(str(bare / "python"), "-c", find, cwd=tmp_path).strip() == "[]"


def test_every_module_of_the_library_imports(bare: Path, tmp_path: Path) -> None:
    count, django_loaded, place = run(str(bare / "python"), "-c", IMPORT_ALL, cwd=tmp_path).split(maxsplit=2)
    modules = [path for path in (ROOT / "src" / "topsheet").rglob("*.py") if path.stem != "__main__"]
    assert (int(count), django_loaded) == (len(modules) - 1, "False")
    assert Path(place.strip()).is_relative_to(bare.parent)


def test_the_command_says_its_version(bare: Path, tmp_path: Path) -> None:
    import topsheet

    assert topsheet.__version__ in run(str(bare / "topsheet"), "--version", cwd=tmp_path)


def test_the_whole_chain_runs_on_night_ferry(bare: Path, tmp_path: Path) -> None:
    shutil.copytree(NIGHT_FERRY, tmp_path / "night_ferry")
    page = json.loads(run(str(bare / "topsheet"), "film", "night_ferry", "--format", "json", cwd=tmp_path))
    assert page == json.loads(
        run(str(Path(sys.executable).with_name("topsheet")), "film", str(NIGHT_FERRY), "--format", "json")
    )
