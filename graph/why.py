"""Why a triple is in the graph: who states it, or which rule made it, of what, down to the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from graph import namespaces as ns
from graph.derive import Rule
from graph.errors import BadParameter, UnknownTerm
from graph.lookup import LONGEST
from graph.store import Literal, NamedNode, Store, Term, Triple, word
from graph.terms import fold
from graph.wire import WhyRequest
from graph.world import World

__all__ = ["Explanation", "answer_why", "explain"]

#: A proof deeper than this is cut; chains here are a handful of steps long.
MAX_DEPTH = 8
#: So many different proofs of one step are told; a group of seventeen elements would otherwise fill pages.
MAX_PROOFS = 3
HAS_EVIDENCE = NamedNode(ns.ONTOLOGY + "hasEvidence")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One triple and why it holds.

    ``stated_in`` names the authored graphs that say it, and ``evidence`` the evidence of its subject where that is a
    fact. ``rule`` and ``meaning`` tell the rule that made it; each of ``proofs`` is one way in which the rule made
    it, the shortest first: an explanation for every triple that it took. ``holds`` is false for a triple that the
    graph does not hold, which is not to say that it is false.
    """

    subject: str
    predicate: str
    object: str
    holds: bool
    stated_in: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    rule: str = ""
    meaning: str = ""
    proofs: tuple[tuple[Explanation, ...], ...] = ()


Step = tuple[NamedNode, NamedNode, NamedNode | Literal]


def answer_why(world: World, request: WhyRequest) -> Explanation:
    """Explain a triple whose parts are named as people name them: by slug, IRI, label, alias or compact name.

    Raises :class:`graph.errors.UnknownTerm`, :class:`graph.errors.AmbiguousTerm` and, for what is too long for a name,
    :class:`graph.errors.BadParameter`.
    """
    subject = _thing(world, "subject", request.subject)
    value = _thing(world, "object", request.object)
    return explain(world.store, world.rules, (subject, _property(world, request.predicate), value))


def _thing(world: World, parameter: str, value: str) -> NamedNode:
    """Anything that the graph knows; what is spelled as an IRI is taken at its word."""
    iri = ns.expand(value)
    if iri is not None:
        return NamedNode(iri)
    classes = frozenset().union(*world.lookup.classes.values())
    try:
        return NamedNode(world.lookup.resolve(parameter, value, classes))
    except UnknownTerm as error:
        raise UnknownTerm(parameter, value, "thing", error.near) from None


def _property(world: World, value: str) -> NamedNode:
    """A property by its IRI, its compact name, its name in the ontology or its label."""
    iri = ns.expand(value)
    if iri is not None:
        return NamedNode(iri)
    if len(value) > LONGEST:
        raise BadParameter("predicate", value, f"a name of at most {LONGEST} characters")
    names = {iri.removeprefix(ns.ONTOLOGY): iri for iri in world.lookup.labels if iri.startswith(ns.ONTOLOGY)}
    folded = {fold(name): iri for name, iri in names.items()}
    if fold(value) not in folded:
        near = get_close_matches(value, names, n=3, cutoff=0.5)
        raise UnknownTerm("predicate", value, "property", tuple(near))
    return NamedNode(folded[fold(value)])


def explain(store: Store, rules: Iterable[Rule], step: Step) -> Explanation:
    """Explain a triple, given as subject, predicate and object; what it rests on is explained in turn.

    A triple that is both stated and derivable is explained by who states it.
    """
    return _explain(store, tuple(rules), step, frozenset())


def _explain(store: Store, rules: tuple[Rule, ...], step: Step, above: frozenset[Step]) -> Explanation:
    words = (step[0].value, step[1].value, step[2].value)
    if next(store.triples(*step), None) is None:
        return Explanation(*words, holds=False)
    stated_in = tuple(graph.value for graph in store.graphs(Triple(*step)) if graph.value != ns.DERIVED_GRAPH)
    if stated_in:
        evidence = tuple(sorted(word(found.object) for found in store.triples(step[0], HAS_EVIDENCE)))
        return Explanation(*words, holds=True, stated_in=stated_in, evidence=evidence)
    if len(above) < MAX_DEPTH:
        for rule in rules:
            if rule.predicate == words[1] and rule.object in (None, words[2]):
                proofs = [
                    tuple(_explain(store, rules, premise, above | {step}) for premise in proof)
                    for proof in _proofs(store, rule, step, above)
                ]
                if proofs:
                    shortest = tuple(sorted(proofs, key=lambda proof: sum(map(_size, proof)))[:MAX_PROOFS])
                    return Explanation(*words, holds=True, rule=rule.name, meaning=rule.summary, proofs=shortest)
    return Explanation(*words, holds=True)


def _size(explanation: Explanation) -> int:
    """How many steps the shortest proof takes."""
    return 1 + (sum(map(_size, explanation.proofs[0])) if explanation.proofs else 0)


def _proofs(store: Store, rule: Rule, step: Step, above: frozenset[Step]) -> list[tuple[Step, ...]]:
    """What a rule takes for this conclusion, once for each way; a way that rests on what is being explained is none."""
    bound = {"subject": step[0]} | ({"object": step[2]} if rule.object is None else {})
    prologue, _, rest = rule.query.partition("CONSTRUCT")
    rows = store.select(f"{prologue}SELECT DISTINCT *\n{rest[rest.index('WHERE') :]}", **bound)
    proofs = {tuple(_fill(premise, {**row, **bound}) for premise in rule.premises) for row in rows}
    blocked = above | {step}
    return sorted((proof for proof in proofs if not blocked & set(proof)), key=str)


def _fill(premise: tuple[str, str, str], row: Mapping[str, Term]) -> Step:
    subject, predicate, value = (row[part[1:]] if part.startswith("?") else _named(part) for part in premise)
    assert isinstance(subject, NamedNode)
    assert isinstance(predicate, NamedNode)
    assert isinstance(value, NamedNode | Literal)
    return subject, predicate, value


def _named(name: str) -> NamedNode:
    iri = ns.expand(name)
    assert iri is not None, f"{name} is in no namespace"
    return NamedNode(iri)
