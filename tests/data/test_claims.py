"""No claim that was collected is lost: each is on the evidence that carries it, or left out with a reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph import namespaces as ns
from graph import resources
from graph.quality import read_left_out
from graph.store import Literal
from tests.data.record import authored
from tests.house.checkout import ROOT

CLAIMS = (Path(__file__).parent / "claim-ids.txt").read_text(encoding="utf-8").split()
LEFT_OUT = {each.claim: each.reason for each in read_left_out(resources.data())}


@cache
def carried() -> set[str]:
    """Every identifier of a claim in the graph."""
    identifier = ns.DCTERMS + "identifier"
    return {
        quad.object.value
        for quad in authored()
        if quad.predicate.value == identifier and isinstance(quad.object, Literal)
    }


def test_every_claim_is_carried_or_left_out_with_a_reason() -> None:
    assert [claim for claim in CLAIMS if claim not in carried() | LEFT_OUT.keys()] == []


def test_no_claim_is_both_carried_and_left_out() -> None:
    assert sorted(carried() & LEFT_OUT.keys()) == []


def test_at_most_a_tenth_is_left_out() -> None:
    left_out = [claim for claim in CLAIMS if claim in LEFT_OUT]
    assert len(left_out) <= len(CLAIMS) / 10


def test_what_is_left_out_was_collected() -> None:
    assert sorted(LEFT_OUT.keys() - set(CLAIMS)) == []


def test_documentation_counts_them() -> None:
    told = (ROOT / "docs" / "data" / "left-out.md").read_text(encoding="utf-8")
    assert f"{len(LEFT_OUT)} of {len(CLAIMS)} claims" in told
