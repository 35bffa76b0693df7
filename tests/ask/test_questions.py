"""The engine for plain words against the sets of questions kept here: at least 95 in 100 right, by every measure."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import resources
from graph.build import current
from graph.errors import NoBuild
from graph.world import World
from tests.ask.scoring import read_questions, score, table

SETS = ("development.yaml", "questions.yaml")
ENOUGH = 0.95


@pytest.fixture(scope="module")
def world() -> World:
    try:
        return World.load(current(resources.build_folder()) / "minpact.nq")
    except NoBuild:
        pytest.skip("There is no build; run `minpact build`.")


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_set_is_answered_well(name: str, world: World) -> None:
    found = score(world, read_questions(Path(__file__).parent / name))
    report = table(found)
    assert min(found.precision, found.recall, found.refusals) >= ENOUGH, report
