"""Makes what follows from the authored facts: named CONSTRUCT rules, run until they add nothing more.

Each rule is one file of ``graph/rules/`` whose template is a single triple with ``?subject`` and ``?object``; its
front matter says in words what it means and which triples of its body are its premises, so that :mod:`graph.why` can
tell for any derived triple which rule made it, of what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph import namespaces as ns
from graph.errors import Finding, InvalidInput
from graph.frontmatter import read_front_matter
from graph.rdfc import canonicalise
from graph.store import NamedNode, Quad, Store

__all__ = ["DERIVED_PREDICATES", "Derivation", "Rule", "derive", "read_rules"]

#: Predicates that rules alone may make.
DERIVED_PREDICATES = frozenset(
    ns.ONTOLOGY + name
    for name in (
        "covers",
        "hasCoverage",
        "hasEntry",
        "hasMember",
        "hasMembership",
        "hasParticipant",
        "hasParticipation",
        "inGroup",
        "includesMaterial",
        "listsMaterial",
        "mayCover",
        "withinGroup",
    )
)
TEMPLATE = re.compile(r"CONSTRUCT\s*\{\s*\?subject\s+(\S+)\s+(\S+)\s*\.\s*\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name (the file's), what it means, its premises as triple patterns, and its CONSTRUCT query.

    ``predicate`` is the IRI of its conclusion; ``object`` is the conclusion's object where the rule fixes it, else
    ``None``.
    """

    name: str
    summary: str
    premises: tuple[tuple[str, str, str], ...]
    query: str
    predicate: str
    object: str | None


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that rules made: quads of the derived graph in a fixed order, and how many each rule was first to make.

    ``store`` holds what was authored and what was derived.
    """

    quads: tuple[Quad, ...]
    counts: Mapping[str, int]
    store: Store


def _name(term: str) -> str:
    iri = ns.expand(term)
    if iri is None:
        raise ValueError(f"{term!r} is no name in the prefix table")
    return iri


def _read_rule(path: Path) -> Rule:
    front, query = read_front_matter(path.read_text(encoding="utf-8"), path)
    match = TEMPLATE.search(query)
    premises = tuple(tuple(str(premise).split()) for premise in front.get("premises", ()))
    if match is None or set(front) != {"summary", "premises"} or any(len(premise) != 3 for premise in premises):
        message = "A rule has a summary, premises of three terms each, and a template of one triple with ?subject."
        raise InvalidInput((Finding(str(path), 1, "", "rule", message),))
    predicate, conclusion = match.groups()
    return Rule(
        path.stem,
        str(front["summary"]),
        tuple((subject, verb, value) for subject, verb, value in premises),
        query,
        _name(predicate),
        None if conclusion == "?object" else _name(conclusion),
    )


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """All rules of a folder, by name. Raises :class:`graph.errors.InvalidInput` for a file that is no rule."""
    return tuple(_read_rule(path) for path in sorted(folder.glob("*.rq")))


def derive(authored: Iterable[Quad], rules: Iterable[Rule]) -> Derivation:
    """Run the rules over the merge of the authored graphs until a round adds nothing.

    A triple that is authored already is not derived again. Rounds are few: chains here are short, and a rule that feeds
    another by chance of the alphabet is caught by the next round.
    """
    rules = tuple(rules)
    store = Store.from_quads(authored)
    graph = NamedNode(ns.DERIVED_GRAPH)
    known = set(store.triples())
    derived: list[Quad] = []
    counts = dict.fromkeys((rule.name for rule in rules), 0)
    while True:
        before = len(derived)
        for rule in rules:
            triples = [triple for triple in store.construct(rule.query) if triple not in known]
            new = [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
            store.add(new)
            known.update(triples)
            derived += new
            counts[rule.name] += len(new)
        if len(derived) == before:
            return Derivation(tuple(canonicalise(derived)), counts, store)
