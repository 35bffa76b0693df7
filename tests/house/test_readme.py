"""What the README shows is what happens: its commands are run, and its lines come in the answers, in order."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", README)
ASKED = [(command, shown) for command, shown in BLOCKS if command.startswith("minpact ")]
MINPACT = Path(sys.executable).with_name("minpact")


@pytest.fixture
def environment(record_build: Path) -> dict[str, str]:
    return {"MINPACT_BUILD": str(record_build), "COLUMNS": "100", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


@pytest.mark.slow
@pytest.mark.parametrize(("command", "shown"), ASKED, ids=[command for command, _ in ASKED])
def test_command_answers_as_shown(command: str, shown: str, environment: dict[str, str]) -> None:
    run = subprocess.run(
        [MINPACT, *shlex.split(command)[1:]], env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    answered = iter(run.stdout.splitlines())
    missing = [line for line in shown.splitlines() if line != "…" and line not in answered]
    assert not missing, "these lines are not in the answer, or not in this order"


def test_readme_asks_three_questions() -> None:
    assert sum(command.startswith("minpact query") for command, _ in ASKED) == 3


def test_make_targets_named_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ )make ([a-z]+)", README)) <= targets


def test_files_linked_are_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
