"""Drafts judged as if they stood in the graph: what counts, what is left out, and what is told besides.

That the short way comes to the verdicts of the long one is proven on all fixtures of the shapes, in ``tests/shapes``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.draft import HUB, MOST_NOTES, Background, Judgement
from graph.store import Quad, parse_text, serialise

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in ns.PREFIXES.items())
GRAPH = '''
@prefix x: <urn:x:> .
graph:shapes {
    shapes:member a sh:PropertyShape ;
        sh:targetClass :Membership ;
        sh:path :memberActor ;
        sh:class :Actor ;
        sh:minCount 1 ;
        sh:severity sh:Violation ;
        sh:message "A membership has an actor."@en .
    shapes:used a sh:PropertyShape ;
        sh:targetClass :Actor ;
        sh:path [ sh:inversePath :memberActor ] ;
        sh:maxCount 2 ;
        sh:severity sh:Violation ;
        sh:message "An actor is in two memberships at most."@en .
    shapes:Label a sh:NodeShape ; sh:targetClass :Actor ; sh:sparql shapes:label .
    shapes:label a sh:SPARQLConstraint ;
        sh:prefixes <https://w3id.org/minpact/shapes> ;
        sh:severity sh:Warning ;
        sh:message "An actor has a label."@en ;
        sh:select """SELECT $this WHERE {
            $this a/rdfs:subClassOf* :Actor . FILTER NOT EXISTS { $this skos:prefLabel ?label }
        }""" .
    shapes:Twice a sh:NodeShape ; sh:targetClass :Membership ; sh:sparql shapes:twice .
    shapes:twice a sh:SPARQLConstraint ;
        sh:prefixes <https://w3id.org/minpact/shapes> ;
        sh:severity sh:Violation ;
        sh:message "{?value} says the same."@en ;
        sh:select """SELECT $this ?value WHERE {
            $this :memberOf ?f ; :memberActor ?a . ?value :memberOf ?f ; :memberActor ?a . FILTER($this != ?value)
        }""" .
}
graph:ontology {
    :Actor a owl:Class . :Country a owl:Class ; rdfs:subClassOf :Actor .
    :Membership a owl:Class . :SourceDocument a owl:Class .
    :memberActor a owl:ObjectProperty . :memberOf a owl:ObjectProperty . skos:prefLabel a owl:AnnotationProperty .
}
<https://w3id.org/minpact/graph/registry/actors> {
    actor:india a :Country ; skos:prefLabel "India"@en . actor:quiet a :Actor .
}
<https://w3id.org/minpact/graph/source/one> {
    source:one a :SourceDocument . membership:one a :Membership ; :memberActor actor:india ; :memberOf framework:quad .
    actor:old a :Actor ; skos:prefLabel "Old" .
}
graph:derived { framework:quad :hasMember actor:india . membership:derived a :Membership . }
'''


@pytest.fixture
def background(tmp_path: Path) -> Background:
    path = tmp_path / "graph.nq"
    path.write_bytes(serialise(parse_text(PREFIXES + GRAPH, Path("graph.trig")), "application/n-quads"))
    return Background.load(path)


def quads(draft: str) -> list[Quad]:
    return parse_text(PREFIXES + draft, Path("draft.trig"))


def told(judgement: Judgement) -> list[tuple[str, str]]:
    return [
        (ns.compact(result.focus.value), (result.constraint or result.shape).value.removeprefix(ns.SHAPES))  # type: ignore[union-attr]
        for result in judgement.report.results
    ]


def test_what_the_graph_says_need_not_be_said_again(background: Background) -> None:
    judgement = background.judge(
        quads("membership:two a :Membership ; :memberActor actor:india ; :memberOf framework:msp .")
    )
    assert (told(judgement), judgement.notes) == ([], ())


def test_what_the_draft_describes_is_judged(background: Background) -> None:
    judgement = background.judge(quads("membership:two a :Membership . actor:new a :Country ."))
    assert told(judgement) == [("membership:two", "member"), ("actor:new", "label")]
    component = judgement.report.results[1]
    assert component.component == ns.SH + "SPARQLConstraintComponent"
    assert str(component.shape) == f"<{ns.SHAPES}Label>"
    assert component.value == component.focus


def test_a_link_to_what_is_there_is_held_against_what_it_is(background: Background) -> None:
    judgement = background.judge(quads("membership:two a :Membership ; :memberActor framework:quad, actor:india ."))
    (result,) = judgement.report.results
    assert (told(judgement), str(result.value)) == ([("membership:two", "member")], f"<{ns.ID}framework/quad>")


def test_a_blank_node_is_judged_too(background: Background) -> None:
    judgement = background.judge(quads("_:mine a :Membership ; :memberActor actor:india ; :memberOf framework:quad ."))
    assert {str(result.focus) for result in judgement.report.results} == {"_:mine", f"<{ns.ID}membership/one>"}


def test_a_fact_that_says_the_same_as_one_in_the_graph_breaks_both(background: Background) -> None:
    judgement = background.judge(
        quads("membership:two a :Membership ; :memberActor actor:india ; :memberOf framework:quad .")
    )
    assert told(judgement) == [("membership:one", "twice"), ("membership:two", "twice")]


def test_what_a_draft_breaks_elsewhere_is_told_and_mild_faults_there_are_not(background: Background) -> None:
    """Three memberships are one too many for India; that actor:quiet has no label is no news."""
    draft = "".join(f"membership:m{n} a :Membership ; :memberActor actor:india, actor:quiet ." for n in (1, 2))
    assert told(background.judge(quads(draft))) == [("actor:india", "used")]


def test_what_many_point_at_is_nobodys_neighbour(background: Background) -> None:
    draft = "".join(f"membership:m{n} a :Membership ; :memberActor actor:india ." for n in range(HUB))
    assert told(background.judge(quads(draft))) == []


def test_what_stands_in_the_graph_and_not_in_the_draft_is_not_judged(background: Background) -> None:
    """actor:quiet and what is derived break shapes, but nobody asked about them."""
    assert told(background.judge(quads('actor:india skos:prefLabel "Bharat"@en .'))) == []


@pytest.mark.parametrize(
    "draft", ["source:one a :SourceDocument ; {}", "<https://w3id.org/minpact/graph/source/one> {{ source:one {} }}"]
)
def test_a_new_edition_stands_in_the_place_of_the_old(background: Background, draft: str) -> None:
    changed = (
        "skos:prefLabel 'One' . membership:one a :Membership ; :memberActor actor:old ; :memberOf framework:quad ."
    )
    judgement = background.judge(quads(draft.format(changed)))
    assert told(judgement) == [("membership:one", "member")], "actor:old was in the old edition alone"
    assert judgement.notes == (
        "What was sent is read as the new edition of <https://w3id.org/minpact/graph/source/one>: "
        "6 statements of the old one were left out.",
    )


def test_statements_of_the_old_edition_that_others_make_too_stay(background: Background) -> None:
    judgement = background.judge(
        quads("source:one a :SourceDocument . membership:one a :Membership ; :memberActor actor:india .")
    )
    assert told(judgement) == []


def test_a_source_that_is_new_takes_nothing_away(background: Background) -> None:
    judgement = background.judge(quads("source:two a :SourceDocument . membership:one :memberOf framework:msp ."))
    assert (told(judgement), judgement.notes) == ([], ())


def test_names_that_are_declared_nowhere_are_told_with_near_ones(background: Background) -> None:
    judgement = background.judge(
        quads("membership:two a :Membershp ; :memberActr actor:india ; x:p x:o .".replace("x:", "wd:"))
    )
    assert [note.partition(" is declared")[0] for note in judgement.notes[:3]] == ["wd:p", ":Membershp", ":memberActr"]
    assert judgement.notes[1].endswith("Did you mean :Membership?")
    assert judgement.notes[2].endswith("Did you mean :memberActor?")
    assert "Did you mean" not in judgement.notes[0]
    assert judgement.notes[3].startswith("No shape speaks of anything in what was sent")


def test_many_undeclared_names_are_counted(background: Background) -> None:
    draft = "actor:india " + "; ".join(f"wd:p{n} 1" for n in range(MOST_NOTES + 7)) + " ."
    notes = background.judge(quads(draft)).notes
    assert len(notes) == MOST_NOTES + 1
    assert notes[-1] == "So it is with 7 more properties and classes."


def test_a_class_that_the_draft_declares_is_declared(background: Background) -> None:
    judgement = background.judge(quads(":Bloc a owl:Class ; rdfs:subClassOf :Actor . actor:eu a :Bloc ."))
    assert (told(judgement), judgement.notes) == ([("actor:eu", "label")], ())


def test_a_graph_without_shapes_is_judged_by_those_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "bare.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n")
    background = Background.load(path)
    names = {constraint.iri for constraint in background.shapes.constraints}
    assert ns.SHAPES + "fact-evidence" in names
    assert told(background.judge(quads("evidence:a a :Evidence ; :hasStance stance:supports .")))
