"""The parts of a test run: what one leaves to another lies in the folders that the other reads."""

from __future__ import annotations

import re

import pytest

from tests.house.checkout import ROOT, files, name_of

FOLDERS = dict(
    re.findall(r"^(WITH_BROWSER|TIMED|ALONE) := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
)


@pytest.mark.parametrize(("mark", "variable"), [("browser", "WITH_BROWSER"), ("timed", "TIMED"), ("alone", "ALONE")])
def test_marked_tests_lie_in_the_folders_of_their_part(mark: str, variable: str) -> None:
    marked = [
        name_of(path)
        for path in files("tests", "api", "graph", "bench")
        if path.suffix == ".py" and re.search(rf"\bmark\.{mark}\b", path.read_text(encoding="utf-8"))
    ]
    assert marked
    assert [
        name for name in marked if not name.startswith(tuple(f"{each}/" for each in FOLDERS[variable].split()))
    ] == []
