"""One form for one dataset: what RDFC-1.0 says of simple cases is worked out here from its text, engine aside."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path

import pytest

from graph.rdfc import canonical_digest, canonicalise, digest_of_lines, merge
from graph.store import Quad, parse_text, serialise

HERE = Path("a.trig")


def read(text: str) -> list[Quad]:
    return parse_text(text, HERE)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_without_blank_nodes_the_digest_is_that_of_the_sorted_lines() -> None:
    text = '<urn:b> <urn:p> "é\\t\\"" .\nGRAPH <urn:g> { <urn:a> <urn:p> 1, "鉱物"@ja, "x" }'
    lines = [
        '<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .\n',
        '<urn:a> <urn:p> "x" <urn:g> .\n',
        '<urn:a> <urn:p> "鉱物"@ja <urn:g> .\n',
        '<urn:b> <urn:p> "é\\t\\"" .\n',
    ]
    assert lines == sorted(lines)
    assert canonical_digest(read(text)) == digest("".join(lines))


def test_labels_follow_the_order_of_first_degree_hashes() -> None:
    """RDFC-1.0, 4.6: a node is hashed by its quads with itself as _:a and every other node as _:z."""
    quads = {"x": '_:a <urn:p> "x" .\n', "y": '_:a <urn:p> "y" .\n', "z": '_:a <urn:p> "z" .\n'}
    order = sorted(quads, key=lambda name: digest(quads[name]))
    lines = sorted(f'_:c14n{place} <urn:p> "{name}" .\n' for place, name in enumerate(order))
    assert canonical_digest(read('[] <urn:p> "z" . [] <urn:p> "x" . [] <urn:p> "y" .')) == digest("".join(lines))


def test_the_digest_depends_on_neither_order_nor_labels_and_on_every_term() -> None:
    lines = ["_:l <urn:p> [ <urn:q> _:m ] .", "_:m <urn:q> 2 .", "GRAPH <urn:g> { _:m <urn:r> _:l . }", "<urn:a> a 1 ."]
    same = set()
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        same.add(canonical_digest(read("\n".join(lines).replace("_:m", f"_:n{seed}"))))
    assert len(same) == 1
    for old, new in (("2", "3"), ("urn:g", "urn:h"), ("_:m <urn:r> _:l", "_:l <urn:r> _:m")):
        assert canonical_digest(read("\n".join(lines).replace(old, new))) not in same


def test_a_digest_of_lines_is_that_of_what_they_say_when_labels_are_canonical() -> None:
    quads = canonicalise(read("GRAPH <urn:g> { [] <urn:p> [ <urn:q> 1 ], [ <urn:q> 2 ] }"))
    assert digest_of_lines(serialise(quads, "application/n-quads")) == canonical_digest(quads)


def test_the_merge_holds_a_triple_once_and_is_canonical_by_itself() -> None:
    quads = read(
        "GRAPH <urn:g> { <urn:a> <urn:p> 1 . _:x <urn:q> 1 } GRAPH <urn:h> { <urn:a> <urn:p> 1 . _:x <urn:r> 2 }"
    )
    merged = merge(quads)
    assert len(merged) == 3
    assert {str(quad.graph_name) for quad in merged} == {"DEFAULT"}
    assert merged == canonicalise(merged)
    assert canonical_digest(merged) == canonical_digest(read("<urn:a> <urn:p> 1 . _:b <urn:q> 1 ; <urn:r> 2 ."))


@pytest.mark.parametrize("count", [1, 2, 40])
def test_nodes_that_cannot_be_told_apart_keep_their_number(count: int) -> None:
    quads = read("<urn:a> <urn:p> " + ", ".join("[]" for _ in range(count)) + " .")
    assert len(canonicalise(quads)) == count
