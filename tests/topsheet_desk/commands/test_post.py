"""`topsheet desk post`, as a timer calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from email import policy
from email.parser import BytesParser
from pathlib import Path

TOPSHEET = Path(sys.executable).with_name("topsheet")
MAKE = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from django.core.management import call_command
call_command("migrate", verbosity=0)
from topsheet_desk.vault.records import Notice, Person
ann = Person.objects.create(email="ann@ferry.example", name="Ann", time_zone="America/New_York")
week_ago = datetime.now(UTC) - timedelta(days=8)
for at_once in (True, False):
    Notice.objects.create(person=ann, subject=f"Könnte {at_once}", body="", at_once=at_once, made_at=week_ago)
"""


def _run(home: Path, *words: str) -> tuple[int, str]:
    env = {name: told for name, told in os.environ.items() if not name.startswith(("TOPSHEET_", "DJANGO_"))}
    env |= {"TOPSHEET_URL": "https://desk.example/"}
    if words[0] == "-c":
        env |= {"TOPSHEET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "topsheet_desk.site.settings"}
    command = [sys.executable, *words] if words[0] == "-c" else [str(TOPSHEET), *words]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


def test_what_waits_is_sent_once_as_files_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("not-a-secret-" * 5)
    assert _run(tmp_path, "-c", MAKE) == (0, "")
    post = ("desk", "post", "--workspace", str(tmp_path))
    assert [_run(tmp_path, *post) for _ in range(2)] == [
        (0, "Sent: 1 at once, 1 in digests. Refused by the mail: 0."),
        (0, "Sent: 0 at once, 0 in digests. Refused by the mail: 0."),
    ]
    raw = b"".join(path.read_bytes() for path in (tmp_path / "mail").iterdir())
    letters = [
        BytesParser(policy=policy.default).parsebytes(part.strip())
        for part in raw.split(b"-" * 79)
        if part.strip()
    ]
    assert sorted((str(letter["To"]), str(letter["Subject"])) for letter in letters) == [
        ("ann@ferry.example", "Könnte True"),
        ("ann@ferry.example", "Your desk: 1 thing to know"),
    ]
    digest = next(letter for letter in letters if "thing to know" in str(letter["Subject"]))
    assert "What waits for you: https://desk.example/inbox/" in digest.get_content()


def test_without_a_desk_it_says_so(tmp_path: Path) -> None:
    code, words = _run(tmp_path, "desk", "post", "--workspace", str(tmp_path / "none"))
    assert (code, words.startswith("There is no desk in ")) == (2, True)
