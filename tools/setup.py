"""The front door of set-up, for `make`: finds a Python that is new enough, then does the chore asked for.

Written for any Python 3, so that a machine whose `python3` is old gets a sentence and not a SyntaxError:
no annotations but quoted ones, no f-strings, and nothing of the project imported before the version is known.
"""

import subprocess
import sys

OLDEST = (3, 11)
OTHER_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")
TOO_OLD = (
    "Topsheet needs Python 3.11 or later and found only {found}: install one "
    "(Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python; "
    "with uv: uv python install 3.13) and run make again."
)
IS_NEW_ENOUGH = "import sys; sys.exit(sys.version_info < {0!r})".format(OLDEST)


def runs(command: "list[str]") -> bool:
    """Say whether a command exists and ends well; shims that only print an error do not."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def newer_python() -> "str | None":
    """Return the first other Python that is new enough: by its name on PATH, or one that uv manages."""
    for name in OTHER_NAMES:
        if runs([name, "-c", IS_NEW_ENOUGH]):
            return name
    try:
        found = subprocess.check_output(["uv", "python", "find", ">=3.11"], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.decode().strip()


def main(arguments: "list[str]") -> int:
    """Do one chore (run, test, lock, port HOST PORT) under this Python or a newer one; return its code."""
    if sys.version_info < OLDEST:
        other = newer_python()
        if other is None:
            sys.stderr.write(TOO_OLD.format(found="Python " + sys.version.split()[0]) + "\n")
            return 2
        return subprocess.call([other, "-m", "tools.setup"] + arguments)  # noqa: RUF005 (old syntax)
    from tools import lock, port, prepare

    if arguments[0] == "port":
        return port.main(*arguments[1:])
    chores = {"run": prepare.for_running, "test": prepare.for_testing, "lock": lock.main}
    return chores[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
