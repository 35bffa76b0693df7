"""The canonical form of Turtle: stable, faithful, and what the style says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import resources
from graph.authored import turtle_files
from graph.canon import format_turtle
from graph.errors import InvalidInput
from graph.rdfc import canonicalise
from graph.store import parse_text
from tests.graph.folders import PROLOGUE

HERE = Path("text.ttl")
OURS = turtle_files(resources.ontology(), resources.data())


def canonical(text: str) -> str:
    return format_turtle(PROLOGUE + text, HERE)


def test_block_has_type_and_labels_first_and_evidence_last() -> None:
    text = canonical(
        'membership:a :hasEvidence evidence:b; :memberOf framework:c; skos:prefLabel "A"@en; a :Membership.'
    )
    assert text.split("\n\n", 1)[1] == (
        'membership:a a :Membership ;\n    skos:prefLabel "A"@en ;\n'
        "    :memberOf framework:c ;\n    :hasEvidence evidence:b .\n"
    )


def test_only_prefixes_in_use_are_declared() -> None:
    assert canonical("actor:a a :Country .").startswith(
        "@prefix : <https://w3id.org/minpact/ontology#> .\n@prefix actor: <https://w3id.org/minpact/id/actor/> .\n\n"
    )


def test_plain_numbers_and_booleans_stand_bare() -> None:
    assert canonical("status-event:a :sequence 2 ; :isPlanned true .").endswith(
        ":sequence 2 ;\n    :isPlanned true .\n"
    )


def test_many_values_stand_one_a_line() -> None:
    values = ", ".join(f"material:something-with-a-long-name-{n}" for n in range(6))
    lines = canonical(f"coverage:a :namesMaterial {values} .").splitlines()
    assert lines[-1] == "        material:something-with-a-long-name-5 ."
    assert len(lines[-6:]) == 6


def test_lists_and_nested_nodes_stand_inside() -> None:
    text = "[] a owl:AllDisjointClasses ; owl:members ( :Actor :Framework ) ; :x [ a :Y ; :z 1 ] ."
    assert canonical(text).split("\n\n", 1)[1] == (
        "[] a owl:AllDisjointClasses ;\n    owl:members ( :Actor :Framework ) ;\n"
        "    :x [\n        a :Y ;\n        :z 1\n    ] .\n"
    )


def test_malformed_text_is_refused() -> None:
    with pytest.raises(InvalidInput):
        canonical("actor:a a a a")


@pytest.mark.parametrize("file", OURS, ids=lambda path: path.stem)
def test_own_files_keep_their_meaning_and_their_form(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    formatted = format_turtle(text, file)
    assert canonicalise(parse_text(formatted, file)) == canonicalise(parse_text(text, file))
    assert format_turtle(formatted, file) == formatted


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_any_text_survives(value: str) -> None:
    escaped = "".join(
        f"\\u{ord(character):04X}" if ord(character) < 0x10000 else f"\\U{ord(character):08X}" for character in value
    )
    text = f'{PROLOGUE}actor:a skos:prefLabel "{escaped}"@en .'
    formatted = format_turtle(text, HERE)
    assert canonicalise(parse_text(formatted, HERE)) == canonicalise(parse_text(text, HERE))
