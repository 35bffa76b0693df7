"""Holds what somebody drafts against the shapes as if it stood in the graph that is served.

A fact about India need not bring India along: what the graph says already counts. So the draft is added to the graph,
and judged are the things that the draft describes. A draft that describes a source document is a new edition of it, and
a draft of named graphs a new edition of these: what the graph has from the old one is left out while the draft is
judged. Of the things around the draft, those that facts in it and facts in the graph both point at, only violations
are told, since they are what the draft would break.

The cost grows with the draft and not with the graph. The engine runs the rules for marked nodes alone; pySHACL sees the
neighbourhood of the draft: all that is said of the nodes judged, what points at them, and what is said of their values.
No constraint of the shapes looks further, which their fixtures prove.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from graph import namespaces as ns
from graph import resources
from graph.constraints import Constraint, find_breaches
from graph.posted import has_focus
from graph.report import Report, ValidationResult
from graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Subject, Term, Triple, parse_file
from graph.terms import slug_of
from graph.validate import Shapes

__all__ = ["Background", "Judgement"]

#: A thing that more than so many others point at, such as a country, a material or a class, binds nothing together.
HUB: Final = 200
#: So many undeclared terms are told by name.
MOST_NOTES: Final = 20
#: The property by which nodes are marked for the engine; no rule asks for it.
MARK: Final = ns.GRAPH + "draft"
TYPE: Final = NamedNode(ns.RDF + "type")
SOURCE: Final = NamedNode(ns.ONTOLOGY + "SourceDocument")
DECLARED: Final = """SELECT DISTINCT ?term {
  ?term a ?kind
  FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty))
  FILTER(isIRI(?term))
}"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A report, and what else the author of a draft should know, in sentences."""

    report: Report
    notes: tuple[str, ...] = ()


class Background:
    """A graph with its shapes, ready to judge one draft; the draft stays in it, so each needs a fresh copy (a fork)."""

    __slots__ = ("_store", "shapes", "shapes_quads")

    def __init__(self, store: Store, shapes_quads: list[Quad], shapes: Shapes) -> None:
        """A background of a store that holds facts and ontology; ``shapes`` are the quads made ready."""
        self._store = store
        self.shapes_quads = shapes_quads
        self.shapes = shapes

    @classmethod
    def load(cls, nquads: Path) -> Background:
        """The graph in an N-Quads file; one that holds no shapes or no ontology gets the program's own.

        What is derived is left out: rules make it from facts, and shapes judge facts. Raises
        :class:`graph.errors.InvalidInput` for a file that is no N-Quads.
        """
        # Merged now: the first draft would have to wait for it, and so would each one after, in a copy of its own.
        store = Store.from_files(nquads, is_disjoint=False)
        shapes, ontology, vocabulary = (
            _graph(store, name) for name in (ns.SHAPES_GRAPH, ns.ONTOLOGY_GRAPH, ns.VOCAB_GRAPH)
        )
        store.drop(ns.DERIVED_GRAPH)
        store.drop(ns.SHAPES_GRAPH)
        folder = resources.ontology()
        shapes = shapes or _read(folder / "shapes")
        if not ontology:
            ontology, vocabulary = _read(folder), _read(folder / "vocab")
            store.add([*ontology, *vocabulary])
        return cls(store, shapes, Shapes(shapes, [*ontology, *vocabulary]))

    def judge(self, draft: Iterable[Quad]) -> Judgement:
        """Judge a draft; see the module."""
        quads = list(draft)
        triples = list(dict.fromkeys(Triple(quad.subject, quad.predicate, quad.object) for quad in quads))
        notes, removed = self._replace(quads)
        self._store.add(triples)
        own = dict.fromkeys(triple.subject for triple in triples)
        near = [node for node in self._near([*triples, *removed]) if node not in own]
        judged = dict.fromkeys([*own, *near])
        core = Report.read(self.shapes.report_core(self._neighbourhood(judged), judged))
        mark = NamedNode(MARK)
        self._store.add(Triple(node, mark, Literal("judged")) for node in judged)
        rules = [constraint for constraint in self.shapes.constraints if constraint.query]
        breaches = [result for rule in rules for result in _run(self._store, rule)]

        def counts(result: ValidationResult) -> bool:
            is_own = result.focus in own
            return is_own or (result.focus in judged and result.severity == ns.SH + "Violation")

        report = core.keep(counts, filter(counts, breaches))
        notes += self._undeclared(triples)
        if not self._is_aimed_at(triples):
            notes.append("No shape speaks of anything in what was sent, so that it conforms says nothing.")
        return Judgement(report, tuple(notes))

    def _replace(self, draft: list[Quad]) -> tuple[list[str], list[Triple]]:
        """Take out of the graph what the draft is a new edition of; what was taken out, with notes on it."""
        names = {quad.graph_name.value for quad in draft if isinstance(quad.graph_name, NamedNode)}
        names |= {
            ns.source_graph(slug_of(quad.subject.value))
            for quad in draft
            if isinstance(quad.graph_name, DefaultGraph)
            and (quad.predicate, quad.object) == (TYPE, SOURCE)
            and isinstance(quad.subject, NamedNode)
            and quad.subject.value.startswith(ns.PREFIXES["source"])
        }
        notes, removed = [], []
        for name in sorted(names):
            old = list(self._store.quads(NamedNode(name)))
            if old:
                self._store.drop(name)
                removed += [quad.triple for quad in old]
                notes.append(
                    f"What was sent is read as the new edition of {ns.compact(name)}: "
                    f"{len(old)} statement{'s' * (len(old) != 1)} of the old one were left out."
                )
        return notes, removed

    def _near(self, changed: Iterable[Triple]) -> list[Subject]:
        """The things that changed statements are about or point at, hubs left out, and whatever points at these."""
        things = {
            term
            for triple in changed
            for term in (triple.subject, triple.object)
            if isinstance(term, NamedNode) and term.value.startswith(ns.ID)
        }
        found: list[Subject] = []
        for thing in sorted(things, key=str):
            pointing = {triple.subject for triple in self._store.triples(value=thing)}
            if len(pointing) <= HUB:
                found += [thing, *pointing]
        return found

    def _neighbourhood(self, nodes: Iterable[Subject]) -> list[Quad]:
        found: dict[Triple, None] = {}
        values: set[Subject] = set()
        for node in nodes:
            outward = list(self._store.triples(node))
            found.update(dict.fromkeys(outward))
            values.update(triple.object for triple in outward if isinstance(triple.object, NamedNode | BlankNode))
            found.update(dict.fromkeys(self._store.triples(value=node)))
        for value in values:
            found.update(dict.fromkeys(self._store.triples(value)))
        return [Quad(triple.subject, triple.predicate, triple.object) for triple in found]

    def _undeclared(self, draft: list[Triple]) -> list[str]:
        """Sentences on properties and classes that the ontology does not declare: no shape knows them."""
        used = {triple.predicate for triple in draft}
        used |= {triple.object for triple in draft if triple.predicate == TYPE and isinstance(triple.object, NamedNode)}
        own = {triple.subject for triple in draft if triple.predicate == TYPE}
        unknown = sorted(
            term.value
            for term in used - own
            if not term.value.startswith((ns.RDF, ns.RDFS, ns.OWL)) and not any(self._store.triples(term, TYPE))
        )
        if not unknown:
            return []
        declared = sorted(
            {row["term"].value for row in self._store.select(DECLARED) if isinstance(row["term"], NamedNode)}
        )
        notes = []
        for iri in unknown[:MOST_NOTES]:
            close = get_close_matches(iri, declared, n=1, cutoff=0.8)
            hint = f" Did you mean {ns.compact(close[0])}?" if close else ""
            notes.append(f"{ns.compact(iri)} is declared nowhere in the ontology, so no shape knows it.{hint}")
        if len(unknown) > MOST_NOTES:
            notes.append(f"So it is with {len(unknown) - MOST_NOTES} more properties and classes.")
        return notes

    def _is_aimed_at(self, draft: list[Triple]) -> bool:
        classes = self._store.construct("CONSTRUCT WHERE { ?class rdfs:subClassOf ?parent }")
        subjects = {triple.subject for triple in draft}
        types = [triple for node in subjects for triple in self._store.triples(node, TYPE)]
        aims = [quad for quad in self.shapes_quads if quad.predicate.value != ns.SH + "targetNode"]
        seen = Store()
        seen.add([*draft, *types, *classes])
        return has_focus(seen, aims)


def _run(store: Store, rule: Constraint) -> list[ValidationResult]:
    """The results of a rule for the nodes that are marked, as SHACL words them (section 5.3.2)."""
    shape: Term = NamedNode(rule.holders[0]) if rule.holders else NamedNode(rule.iri)
    return [
        ValidationResult(
            node=BlankNode(),
            focus=breach.focus,
            severity=ns.SH + rule.severity.capitalize(),
            component=ns.SH + "SPARQLConstraintComponent",
            shape=shape,
            constraint=NamedNode(rule.iri),
            path=breach.path if isinstance(breach.path, NamedNode) else None,
            value=breach.focus if breach.value is None else breach.value,
            messages=(Literal(breach.message, language="en"),),
        )
        for breach in find_breaches(store, rule, MARK)
    ]


def _graph(store: Store, name: str) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in store.quads(NamedNode(name))]


def _read(folder: Path) -> list[Quad]:
    return [quad for file in sorted(folder.glob("*.ttl")) for quad in parse_file(file)]
