"""JSON-LD: read back by two independent readers it is the same graph, and a plain JSON tool can use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph import namespaces as ns
from graph.describe import describe, named_graph
from graph.jsonld import published_context, write_jsonld
from graph.rdfc import canonicalise
from graph.store import BlankNode, Literal, NamedNode, Quad, Triple, parse_text, serialise
from tests.world.loader import load_store

#: rdflib's reader uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

CONTEXT = published_context()
DECLARED = json.loads(CONTEXT.content)["@context"]
DATE = NamedNode(ns.XSD + "date")


def same(triples: list[Triple], content: bytes) -> bool:
    """Whether a document says these triples and nothing else, to the engine's reader and to rdflib's."""
    given_ = canonicalise(Quad(t.subject, t.predicate, t.object) for t in triples)
    plain = serialise(given_, "application/n-triples")
    read = rdflib.Graph().parse(data=content, format="json-ld")
    wanted = rdflib.Graph().parse(data=plain, format="nt")
    return canonicalise(parse_text(content, Path("document.jsonld"))) == given_ and canonical(read) == canonical(wanted)


def canonical(graph: rdflib.Graph) -> list[Quad]:
    """What rdflib read, in canonical form; its own comparison takes a minute for the shapes."""
    return canonicalise(parse_text(graph.serialize(format="nt").encode(), Path("read.nt")))


def written(turtle: str) -> tuple[list[Triple], dict[str, Any]]:
    """The triples of a few lines of Turtle, and the document made of them."""
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ns.PREFIXES.items())
    triples = [quad.triple for quad in parse_text(prefixes + turtle, Path("lines.ttl"))]
    content = write_jsonld(triples, CONTEXT)
    assert same(triples, content)
    return triples, json.loads(content)


# --- the graphs of the world


def subjects() -> list[str]:
    names = {triple.subject.value for triple in load_store().triples() if isinstance(triple.subject, NamedNode)}
    return sorted(name for name in names if name.startswith((ns.ID, ns.VOCAB)))


@pytest.mark.parametrize("iri", subjects()[::19])
def test_what_is_said_of_a_thing_survives(iri: str) -> None:
    triples = describe(load_store(), iri)
    content = write_jsonld(triples, CONTEXT)
    assert same(triples, content)
    assert json.loads(content)["@graph"][0]["@id"] == iri


@pytest.mark.parametrize("graph", [ns.ONTOLOGY_GRAPH, ns.SHAPES_GRAPH, ns.VOCAB_GRAPH, ns.DERIVED_GRAPH])
def test_whole_graphs_survive_with_their_blank_nodes_and_lists(graph: str) -> None:
    triples = [quad.triple for quad in named_graph(load_store(), graph)]
    assert same(triples, write_jsonld(triples, CONTEXT))


# --- the shape of a document


def test_names_are_short_and_iris_are_strings() -> None:
    _, document = written(
        "membership:a a :Membership ; :memberActor actor:alda ; :hasEvidence evidence:b ; "
        ':validFrom "2026-03-01"^^xsd:date . '
        'actor:alda skos:prefLabel "Alda"@en, "アルダ"@ja ; skos:altLabel "Old Alda"@en .'
    )
    fact, actor = document["@graph"]
    assert fact == {
        "@id": ns.ID + "membership/a",
        "@type": ["Membership"],
        "memberActor": ns.ID + "actor/alda",
        "hasEvidence": [ns.ID + "evidence/b"],
        "validFrom": "2026-03-01",
    }
    assert actor["skos:prefLabel"] == {"en": "Alda", "ja": "アルダ"}
    assert actor["skos:altLabel"] == {"en": ["Old Alda"]}


def test_a_document_carries_the_part_of_the_context_that_it_uses() -> None:
    _, document = written('actor:alda :dueOn "2026-03-01"^^xsd:date ; skos:prefLabel "Alda"@en .')
    assert document["@context"] == {
        "@version": 1.1,
        "@vocab": ns.ONTOLOGY,
        "skos": ns.SKOS,
        "xsd": ns.XSD,
        "dueOn": {"@type": "xsd:date"},
        "skos:prefLabel": {"@container": "@language"},
    }


def test_what_does_not_fit_the_context_is_written_in_full() -> None:
    _, document = written(
        'actor:alda skos:prefLabel "Alda", 7, "Alda"@en ; :dueOn "soon", "2026-03-01"^^xsd:date, 5 ; '
        ':hasKind "kind", 1.50, true ; a "no class", :Actor ; :value 7, 1.50 .'
    )
    (node,) = document["@graph"]
    assert node["skos:prefLabel"] == {"@none": "Alda", "en": "Alda"}
    assert node[ns.SKOS + "prefLabel"] == [7]
    assert node["dueOn"] == [{"@value": "soon"}, "2026-03-01", {"@value": 5}]
    assert node["hasKind"] == [{"@value": "kind"}, {"@value": "1.50", "@type": "xsd:decimal"}, {"@value": True}]
    assert node["@type"] == ["Actor"]
    assert node[ns.RDF + "type"] == ["no class"]
    assert node["value"] == [{"@value": 7}, "1.50"]


def test_numbers_that_json_would_change_stay_texts() -> None:
    _, document = written('actor:alda :sequence 007, 7, "9007199254740993"^^xsd:integer, "1"^^xsd:boolean .')
    assert document["@graph"][0]["sequence"] == [
        {"@value": "007", "@type": "xsd:integer"},
        7,
        {"@value": "9007199254740993", "@type": "xsd:integer"},
        {"@value": "1", "@type": "xsd:boolean"},
    ]


def test_lists_and_blank_nodes_stand_where_they_belong() -> None:
    _, document = written(':Actor rdfs:subClassOf [ owl:unionOf ( :Country [ a owl:Class ] "x"@en ) ] ; :empty () .')
    (node,) = document["@graph"]
    (union,) = node["rdfs:subClassOf"]
    assert union == {
        "owl:unionOf": {
            "@list": [{"@id": ns.ONTOLOGY + "Country"}, {"@type": ["owl:Class"]}, union["owl:unionOf"]["@list"][2]]
        }
    }
    assert node["empty"] == {"@list": []}


@pytest.mark.parametrize(
    "turtle",
    [
        "_:a :p _:a .",
        "_:a :p _:b . _:b :p _:a .",
        "_:a :p _:b . _:b :p _:c . _:c :p _:a . _:c :q actor:x .",
        "actor:x :p _:a . actor:y :p _:a . _:a :q _:b .",
        "actor:x :p _:a . _:a rdf:first 1 ; rdf:rest _:a .",
        "actor:x :p _:a . _:a rdf:first 1, 2 ; rdf:rest () .",
        "actor:x :p _:a . _:a rdf:first 1 ; rdf:rest () ; :more 3 .",
        'actor:x :p _:a . _:a rdf:first 1 ; rdf:rest "no list" .',
        "_:a rdf:first 1 ; rdf:rest _:c . _:b rdf:first 2 ; rdf:rest _:c . _:c rdf:first 3 ; rdf:rest () .",
        "_:a rdf:first 1 ; rdf:rest () .",
        "actor:x a _:a . _:a a owl:Class .",
    ],
)
def test_circles_and_broken_lists_survive(turtle: str) -> None:
    assert written(turtle)


@pytest.mark.parametrize(
    "iri",
    ["geo:13.4,52.5", "skos:prefLabel", "covers:x", "urn:isbn:1", "mailto:a@example.org", "https://example.org/é"],
)
def test_an_iri_that_looks_like_a_short_name_is_none(iri: str) -> None:
    written(f'<{iri}> a <{iri}> ; <{iri}> <{iri}> ; :covers <{iri}> ; skos:prefLabel "x"@en ; geo:asWKT "y"^^geo:x .')


def test_triple_terms_are_refused() -> None:
    inner = Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))
    with pytest.raises(ValueError, match="triple term"):
        write_jsonld([Triple(NamedNode("urn:d"), NamedNode("urn:e"), inner)], CONTEXT)


NAMES = st.sampled_from(
    [
        "urn:a",
        "geo:1,2",
        "skos:x",
        ns.ID + "actor/alda",
        ns.ONTOLOGY + "Actor",
        ns.ONTOLOGY + "a/b",
        ns.ONTOLOGY + "unit",
    ]
).map(NamedNode)
BLANKS = st.sampled_from("abcd").map(BlankNode)
PROPERTIES = st.sampled_from(
    [entry.iri for entry in CONTEXT.entries.values()]
    + [
        ns.RDF + "type",
        ns.RDF + "first",
        ns.RDF + "rest",
        "urn:p",
        "skos:x",
        ns.ONTOLOGY + "other",
        ns.ONTOLOGY + "skos",
    ]
).map(NamedNode)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "ja", "zh-hant", "hi"])),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(name)),
        st.sampled_from(["7", "007", "-3", "true", "1", "1.50", "2026-03-01", "x", "1e400"]),
        st.sampled_from([*(ns.XSD + name for name in ("integer", "decimal", "boolean", "date", "double")), "urn:type"]),
    ),
)
TRIPLES = st.builds(Triple, NAMES | BLANKS, PROPERTIES, NAMES | BLANKS | LITERALS)


@settings(max_examples=150, deadline=None)
@example([Triple(NamedNode("geo:1,2"), NamedNode(ns.DCAT + "bbox"), Literal(""))])
@given(st.lists(TRIPLES, min_size=1, max_size=12))
def test_any_graph_survives(triples: list[Triple]) -> None:
    """By the engine's reader alone: rdflib reads ``1e400`` as a number and writes it as another."""
    content = write_jsonld(triples, CONTEXT)
    given_ = canonicalise(Quad(t.subject, t.predicate, t.object) for t in triples)
    assert canonicalise(parse_text(content, Path("document.jsonld"))) == given_


# --- the published context


def typed(kind: str) -> set[str]:
    """IRIs of the properties that the ontology declares to be of a kind."""
    found = load_store().select("SELECT ?term { ?term a ?kind }", kind=NamedNode(ns.OWL + kind))
    return {term.value for row in found if isinstance(term := row["term"], NamedNode)}


def test_the_context_names_every_property_of_the_ontology_as_what_it_is() -> None:
    kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty", "FunctionalProperty")
    types = {kind: typed(kind) for kind in kinds}
    for iri in types["ObjectProperty"]:
        assert CONTEXT.entries[iri].type == "@id", iri
    for iri in types["DatatypeProperty"]:
        entry = CONTEXT.entries.get(iri)
        assert entry is None or entry.type != "@id", iri
    ours = {iri for kind in types for iri in types[kind] if iri.startswith(ns.ONTOLOGY)}
    several = ours - types["FunctionalProperty"] - {ns.ONTOLOGY + "deniesRelation"}
    listed = {iri for iri, entry in CONTEXT.entries.items() if entry.is_set or entry.is_map}
    assert several - listed == set(), "may have several values: a list"
    one = ours & types["FunctionalProperty"]
    assert {iri for iri, entry in CONTEXT.entries.items() if entry.is_set} & one == set(), "has one value: no list"
    assert {iri for iri in CONTEXT.entries if iri.startswith(ns.ONTOLOGY)} <= ours


def test_values_of_the_world_fit_the_context() -> None:
    """A property that gets dates or texts in languages has an entry that says so."""
    said = [(t.predicate.value, t.object) for t in load_store().triples() if isinstance(t.object, Literal)]
    entries = CONTEXT.entries
    maps = {iri for iri, entry in entries.items() if entry.is_map}
    dates = {iri for iri, entry in entries.items() if entry.type == ns.XSD + "date"}
    assert {iri for iri, value in said if value.language} <= maps
    assert {iri for iri, value in said if value.datatype == DATE} <= dates


def test_the_context_has_no_name_twice() -> None:
    names = [name for name in DECLARED if not name.startswith("@")]
    assert len(names) == len(set(names))
    for name, iri in CONTEXT.prefixes.items():
        assert ns.PREFIXES[name] == iri
        assert name not in {entry.name for entry in CONTEXT.entries.values()}
    for entry in CONTEXT.entries.values():
        assert ns.compact(entry.iri).lstrip(":") == entry.name


def test_others_can_write_in_terms_of_the_context() -> None:
    document = {
        "@context": DECLARED,
        "@id": "urn:a",
        "@type": "Actor",
        "skos:prefLabel": {"en": "A"},
        "unitOf": ["urn:b"],
    }
    read = {str(quad) for quad in parse_text(json.dumps(document), Path("a.jsonld"))}
    assert read == {
        f"<urn:a> <{ns.RDF}type> <{ns.ONTOLOGY}Actor>",
        f'<urn:a> <{ns.SKOS}prefLabel> "A"@en',
        f"<urn:a> <{ns.ONTOLOGY}unitOf> <urn:b>",
    }
