"""The questions of the catalogue inside the graph: each with its example bound, as a query that runs as it stands.

Editors and programs that know an endpoint by its RDF look for instances of ``sh:SPARQLExecutable``: what a query is
for in ``rdfs:comment``, its text in ``sh:select``, words in ``schema:keywords``, where it runs in ``schema:target``.
The prefixes that they may use are declared on the ontology (``sh:declare``), out of the one table of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from graph import namespaces as ns
from graph.answers import DEPRECATED, Understood, World, understand
from graph.errors import GraphError
from graph.questions import HIDDEN_RANK, NOTHING, Question
from graph.store import Literal, NamedNode, Quad

__all__ = ["declare_prefixes", "make_examples"]


def make_examples(world: World) -> list[Quad]:
    """The graph of example questions: those whose example means something in this data.

    A graph of other facts than the project's own may lack the thing that an example names; its question is then left
    out, since an example that cannot be asked is none.
    """
    quads: list[Quad] = []
    for question in world.catalogue:
        given = {parameter.name: parameter.example for parameter in question.parameters if parameter.is_required}
        try:
            understood = understand(world, question, given)
        except GraphError:
            continue
        quads += _executable(world, question, understood)
    return quads


def _executable(world: World, question: Question, understood: dict[str, Understood]) -> Iterator[Quad]:
    node = NamedNode(f"{ns.QUESTIONS}#{question.id}")
    graph = NamedNode(ns.QUESTIONS_GRAPH)
    given = {name: known.given for name, known in understood.items() if known.given is not None}
    address = f"{ns.QUESTIONS}/{question.id}" + (f"?{urlencode(given)}" if given else "")
    values = {name: known.term for name, known in understood.items()}
    said: list[tuple[str, NamedNode | Literal]] = [
        (ns.RDF + "type", NamedNode(ns.SH + "SPARQLExecutable")),
        (ns.RDF + "type", NamedNode(ns.SH + "SPARQLSelectExecutable")),
        *((ns.RDFS + "label", Literal(text, language=language)) for language, text in question.text.items()),
        (ns.RDFS + "comment", Literal(_comment(world, question, understood), language="en")),
        (ns.DCTERMS + "description", Literal(question.summary, language="en")),
        (ns.RDFS + "seeAlso", NamedNode(address)),
        *((ns.SCHEMA + "keywords", Literal(tag)) for tag in question.tags),
        (ns.SCHEMA + "target", NamedNode(ns.SPARQL)),
        (ns.SH + "prefixes", NamedNode(ns.ONTOLOGY_IRI)),
        (ns.SH + "select", Literal(question.bind({**values, HIDDEN_RANK: DEPRECATED}))),
    ]
    return (Quad(node, NamedNode(predicate), value, graph) for predicate, value in said)


def _comment(world: World, question: Question, understood: dict[str, Understood]) -> str:
    """The question in English, and what it is asked of here: programs match the words with the query below them."""
    told = [
        f"{name.replace('_', ' ')}: {world.lookup.label(known.term.value)}"
        if isinstance(known.term, NamedNode)
        else f"{name.replace('_', ' ')}: {known.term.value}"
        for name, known in understood.items()
        if known.term != NOTHING
    ]
    return question.text["en"] + (f" ({'; '.join(told)})" if told else "")


def declare_prefixes() -> list[Quad]:
    """Every prefix of the project's table as a declaration on the ontology, in the ontology's graph."""
    ontology, graph = NamedNode(ns.ONTOLOGY_IRI), NamedNode(ns.ONTOLOGY_GRAPH)
    quads = []
    for prefix, namespace in ns.PREFIXES.items():
        node = NamedNode(f"{ns.ONTOLOGY}prefix-{prefix}")
        quads += [
            Quad(ontology, NamedNode(ns.SH + "declare"), node, graph),
            Quad(node, NamedNode(ns.RDF + "type"), NamedNode(ns.SH + "PrefixDeclaration"), graph),
            Quad(node, NamedNode(ns.SH + "prefix"), Literal(prefix), graph),
            Quad(
                node,
                NamedNode(ns.SH + "namespace"),
                Literal(namespace, datatype=NamedNode(ns.XSD + "anyURI")),
                graph,
            ),
        ]
    return quads
