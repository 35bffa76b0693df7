"""What a build says of its own quality: the same numbers that the questions give one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.answers import answer
from graph.catalog import LeftOut, Quality, Remark
from graph.errors import Finding
from graph.quality import measure, read_left_out
from graph.wire import AskRequest
from tests.world.loader import DATA, load_world

WARNINGS = (
    Finding("a.ttl", 1, "x:a", "shape:rare", "Rare.", "warning"),
    Finding("a.ttl", 2, "x:b", "shape:rare", "Rare.", "warning"),
    Finding("b.ttl", 1, "x:b", "shape:new", "New.", "info"),
)


@pytest.fixture(scope="module")
def quality() -> Quality:
    return measure(load_world(), WARNINGS, read_left_out(DATA))


@pytest.mark.parametrize(
    ("column", "question"), [("alone", "resting-on-one-source"), ("unread", "unread")], ids=lambda name: name
)
def test_sums_are_the_rows_of_the_question_of_its_own(quality: Quality, column: str, question: str) -> None:
    facts = {row["fact"]["iri"] for row in answer(load_world(), AskRequest(question, {})).rows}  # type: ignore[index,call-overload]
    assert quality.support[column] == len(facts) > 0


def test_disputed_facts_are_those_in_dispute_that_a_source_supports(quality: Quality) -> None:
    supported = {
        row["fact"]["iri"]  # type: ignore[index,call-overload]
        for row in answer(load_world(), AskRequest("in-dispute", {})).rows
        if row["rank"]["token"] != "deprecated"  # type: ignore[index,call-overload]
        and any(piece["stance"] == "supports" for piece in row["fact"]["evidence"])  # type: ignore[index,call-overload,union-attr]
    }
    assert quality.support["disputed"] == len(supported) > 0


def test_every_fact_has_one_grade(quality: Quality) -> None:
    support = quality.support
    assert support["facts"] == support["high"] + support["medium"] + support["low"]


def test_remarks_are_counted_by_constraint(quality: Quality) -> None:
    assert quality.remarks == (
        Remark("shape:rare", "warning", "Rare.", 2),
        Remark("shape:new", "info", "New.", 1),
    )


def test_list_of_what_is_left_out_is_read(quality: Quality, tmp_path: Path) -> None:
    assert quality.left_out[0] == LeftOut("world-0007", "derived: follows from the dated status events of the plant")
    assert read_left_out(tmp_path) == ()
