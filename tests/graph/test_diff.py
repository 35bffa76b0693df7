"""Differences: what came, what went and what is told otherwise, whatever file and label it comes with."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.compression import pack
from graph.diff import Difference, compare, find_dataset, read_dataset
from graph.errors import BadParameter, InvalidInput
from graph.rdfc import canonicalise
from graph.store import Quad, parse_text, serialise
from tests.world.loader import load_quads

PROLOGUE = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in ns.PREFIXES.items())
OLD = """
GRAPH graph:registry/actors { actor:alda a :Country ; skos:prefLabel "Alda"@en, "アルダ"@ja . }
GRAPH graph:source/one {
  source:one a :SourceDocument ; dcterms:title "One"@en .
  membership:alda--pact a :Membership ; :memberActor actor:alda ; :validFrom "2026-03-01"^^xsd:date ;
    :hasEvidence evidence:membership--alda--pact--one .
  evidence:membership--alda--pact--one :fromSource source:one ; :hasConfidence confidence:high .
}
GRAPH graph:derived { framework:pact :hasMember actor:alda . }
GRAPH graph:ontology { :Actor a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :member ] . }
"""


def read(text: str) -> list[Quad]:
    turtle = text.replace("graph:registry/actors", f"<{ns.GRAPH}registry/actors>")
    return parse_text(PROLOGUE + turtle.replace("graph:source/one", f"<{ns.GRAPH}source/one>"), Path("a.trig"))


def differ(old: str, new: str) -> Difference:
    return compare(read(old), read(new), ("old", "new"), ("", ""))


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    return text


def test_the_same_is_no_difference_under_any_labels() -> None:
    difference = compare(read(OLD), canonicalise(read(OLD)), ("a", "b"), ("", ""))
    assert difference.is_empty
    assert (difference.added, difference.removed, difference.changed) == ((), (), ())
    assert (difference.old.triples, difference.old.quads, difference.old.graphs) == (16, 16, 4)


def test_a_changed_fact_tells_both_values() -> None:
    difference = differ(OLD, changed(OLD, ('"2026-03-01"', '"2026-04-01"')))
    (entry,) = difference.changed
    assert (entry.iri, entry.kind, entry.is_fact) == (f"{ns.ID}membership/alda--pact", "membership", True)
    assert entry.label == "alda / pact"
    (change,) = entry.changes
    assert (change.property, change.removed, change.added) == (":validFrom", ('"2026-03-01"',), ('"2026-04-01"',))
    assert (difference.quads_added, difference.quads_removed) == (1, 1)


def test_a_changed_evidence_is_told_under_its_fact() -> None:
    (entry,) = differ(OLD, changed(OLD, ("confidence:high", "confidence:low"))).changed
    assert entry.iri == f"{ns.ID}membership/alda--pact"
    (change,) = entry.changes
    assert change.property == "membership--alda--pact--one :hasConfidence"
    assert (change.removed, change.added) == (("confidence:high",), ("confidence:low",))


def test_a_new_evidence_is_one_line_of_its_fact() -> None:
    more = ":hasEvidence evidence:membership--alda--pact--one, evidence:membership--alda--pact--two ."
    further = (
        "evidence:membership--alda--pact--two :fromSource source:one ; :hasConfidence confidence:low .\n  evidence:m"
    )
    new = changed(OLD, (":hasEvidence evidence:membership--alda--pact--one .", more), ("  evidence:m", f"  {further}"))
    (entry,) = differ(OLD, new).changed
    assert [(change.property, change.added) for change in entry.changes] == [
        (":hasEvidence", ("evidence:membership--alda--pact--two",))
    ]


def test_what_comes_and_goes_has_its_label() -> None:
    new = changed(
        OLD,
        (
            "GRAPH graph:source",
            'GRAPH graph:g { actor:brunn a :Country ; skos:prefLabel "Brunn"@en }\nGRAPH graph:source',
        ),
    )
    (entry,) = differ(OLD, new).added
    assert (entry.label, entry.kind, entry.is_fact, entry.changes) == ("Brunn", "actor", False, ())
    assert differ(new, OLD).removed == (entry,)


def test_what_follows_from_the_rest_is_counted_and_not_told() -> None:
    difference = differ(OLD, changed(OLD, (":hasMember actor:alda", ":hasMember actor:alda, actor:brunn")))
    assert difference.quads_added == 1
    assert (difference.added, difference.changed) == ((), ())
    assert not difference.is_empty


def test_a_statement_in_another_graph_has_moved() -> None:
    difference = differ(OLD, changed(OLD, ("GRAPH graph:registry/actors", "GRAPH graph:elsewhere")))
    assert (difference.quads_added, difference.quads_removed, difference.moved) == (3, 3, 3)
    assert (difference.added, difference.removed, difference.changed) == ((), (), ())


def test_a_restriction_is_told_under_its_class() -> None:
    (entry,) = differ(OLD, changed(OLD, ("owl:onProperty :member", "owl:onProperty :promiser"))).changed
    assert (entry.iri, entry.kind) == (f"{ns.ONTOLOGY}Actor", "term")
    assert [change.property for change in entry.changes] == ["owl:onProperty"]


def test_nodes_that_go_in_circles_do_no_harm() -> None:
    circle = "GRAPH graph:g { _:a <urn:p> _:b . _:b <urn:p> _:a . }"
    assert not differ(OLD + circle, OLD).is_empty


def test_the_english_label_is_told_and_another_where_there_is_none() -> None:
    new = changed(OLD, ('a :Country ; skos:prefLabel "Alda"@en, ', "a :Actor ; skos:prefLabel "))
    (entry,) = differ(OLD, new).changed
    assert entry.label == "アルダ"


def test_the_world_without_one_fact() -> None:
    quads = load_quads()
    fact = f"<{ns.ID}membership/alda--lantern-pact--2026-03>"
    evidence = {
        str(q.object) for q in quads if str(q.subject) == fact and q.predicate.value == ns.ONTOLOGY + "hasEvidence"
    }
    less = [q for q in quads if str(q.subject) not in {fact, *evidence} and str(q.object) != fact]
    difference = compare(quads, less, ("whole", "less"), ("1", "2"))
    assert [f"<{entry.iri}>" for entry in difference.removed] == [fact]
    assert difference.quads_removed == difference.old.quads - difference.new.quads
    assert (difference.old.version, difference.new.name) == ("1", "less")


# --- what a name stands for


def test_files_are_read_packed_or_not(tmp_path: Path) -> None:
    quads = read(OLD)
    for ending, media_type in (("nq", "application/n-quads"), ("trig", "application/trig")):
        content = serialise(quads, media_type)
        for coding in ("", "gz", "zst"):
            path = tmp_path / ".".join(filter(None, ("old", ending, coding)))
            path.write_bytes(pack(content, coding) if coding else content)
            assert find_dataset(str(path), tmp_path) == (path, "")
            assert compare(quads, read_dataset(path), ("a", "b"), ("", "")).is_empty


@pytest.mark.parametrize("name", ["old.nq.gz", "old.nq", "old.txt"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no RDF")
    with pytest.raises(InvalidInput) as caught:
        read_dataset(path)
    assert caught.value.findings[0].file.startswith(str(tmp_path / "old"))


def test_a_name_that_stands_for_nothing_is_told_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="current"):
        find_dataset("nowhere", tmp_path)
    with pytest.raises(BadParameter):
        find_dataset(str(tmp_path), tmp_path)
