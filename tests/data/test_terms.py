"""Every term of the ontology is there for something: facts use it, and a question reaches it."""

from __future__ import annotations

from functools import cache

from graph import namespaces as ns
from graph import resources, sparql
from graph.store import NamedNode
from tests.data.record import authored

RDF_TYPE = ns.RDF + "type"
SUBCLASS = ns.RDFS + "subClassOf"
CLASS = ns.OWL + "Class"
PROPERTIES = {f"{ns.OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation")}
DERIVED = "Derived"
ALL_FACTS = "SourcedFact"
ENDS = {ns.RDFS + "domain", ns.RDFS + "range"}

#: Classes without an instance of their own, and why.
INFERRED = {"DesignatedMaterial": "filled by inference only"}
#: Properties that nothing authored uses, and why; those whose definition says that they are derived are not listed.
UNUSED = {"isDesignatedBy": "there for the reasoner, the other way round of designates"}


@cache
def ontology() -> dict[str, set[tuple[str, str]]]:
    """What is said of each term of the ontology."""
    said: dict[str, set[tuple[str, str]]] = {}
    for quad in authored():
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ns.ONTOLOGY):
            said.setdefault(quad.subject.value, set()).add((quad.predicate.value, getattr(quad.object, "value", "")))
    return said


def terms(kinds: set[str]) -> set[str]:
    """Names of the terms of these kinds."""
    found = (term for term, said in ontology().items() if {(RDF_TYPE, kind) for kind in kinds} & said)
    return {term.removeprefix(ns.ONTOLOGY) for term in found}


def used_in_facts() -> tuple[set[str], set[str]]:
    """Names of the classes that have an instance, and of the properties that a statement about a thing has."""
    classes, properties = set(), set()
    for quad in authored():
        if getattr(quad.subject, "value", "").startswith(ns.ONTOLOGY):
            continue
        properties.add(quad.predicate.value.removeprefix(ns.ONTOLOGY))
        if quad.predicate.value == RDF_TYPE and isinstance(quad.object, NamedNode):
            classes.add(quad.object.value.removeprefix(ns.ONTOLOGY))
    return classes, properties


def superclasses(names: set[str]) -> set[str]:
    """These classes and all above them."""
    found = set(names)
    todo = list(names)
    while todo:
        for predicate, above in ontology().get(ns.ONTOLOGY + todo.pop(), ()):
            name = above.removeprefix(ns.ONTOLOGY)
            if predicate == SUBCLASS and name not in found:
                found.add(name)
                todo.append(name)
    return found


def asked_about() -> set[str]:
    """Names of the terms in the text of a question of the catalogue, its front matter included."""
    found = set()
    for path in resources.queries().glob("*/*.rq"):
        if path.parent.name == "lint":
            continue
        text = path.read_text(encoding="utf-8")
        found |= {token.text[1:] for token in sparql.tokens(text) if token.kind == "name" and token.text[0] == ":"}
        for line in text.splitlines():
            if line.startswith("#+") and "class:" in line:
                found |= set(line.partition("class:")[2].strip(" []").replace("]", ",").replace(" ", "").split(","))
    return found


def test_every_class_has_an_instance() -> None:
    classes, _ = used_in_facts()
    empty = terms({CLASS}) - superclasses(classes)
    assert empty == INFERRED.keys()


def test_every_asserted_property_is_used() -> None:
    _, properties = used_in_facts()
    definitions = {
        term.removeprefix(ns.ONTOLOGY): value
        for term, said in ontology().items()
        for predicate, value in said
        if predicate == ns.SKOS + "definition"
    }
    asserted = {name for name in terms(PROPERTIES) if not definitions[name].startswith(DERIVED)}
    assert asserted - properties == UNUSED.keys()


def test_every_class_is_reached_by_a_question() -> None:
    """By its name, by that of a class above it, or by a property that starts or ends at it.

    That a question asks of all facts says nothing of the one kind, so the class of all facts counts for itself only.
    """
    asked = asked_about()
    reached = asked | {
        end.removeprefix(ns.ONTOLOGY)
        for term, said in ontology().items()
        for predicate, end in said
        if predicate in ENDS and term.removeprefix(ns.ONTOLOGY) in asked
    }
    unreached = {name for name in terms({CLASS}) if not (superclasses({name}) - {ALL_FACTS} | {name}) & reached}
    assert unreached == set()
