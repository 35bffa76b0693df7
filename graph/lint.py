"""Checks what was read: terms are declared, references lead somewhere, files hold what their place says.

These are faults of writing, so each finding names the very line. What must hold of facts is said by the shapes; what
must hold of the ontology by the queries of ``queries/lint``, which return what is at fault and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from graph import namespaces as ns
from graph.authored import Authored, Place, Statement
from graph.errors import Finding
from graph.frontmatter import read_front_matter
from graph.scaffold import UNFILLED
from graph.store import Store, word

__all__ = ["lint"]

TYPE = ns.RDF + "type"
BUILT_IN = (ns.RDF, ns.RDFS, ns.OWL)
PROPERTY_KINDS = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")


def lint(authored: Authored, store: Store, queries: Path) -> tuple[Finding, ...]:
    """All findings, by file and line; ``store`` holds the merge of what was authored."""
    said = tuple(authored.statements())
    checks = (
        _check_unfilled(authored, said),
        _check_terms(authored, said),
        _check_references(authored, said),
        _check_sources(authored, said),
        _check_single_home(authored, said),
        _run_queries(authored, store, queries),
    )
    findings = {finding for check in checks for finding in check}
    return tuple(sorted(findings, key=lambda f: (f.file, f.line, f.rule, f.subject, f.message)))


def _finding(place: Place, subject: str, rule: str, message: str) -> Finding:
    return Finding(place.file, place.line, ns.compact(subject), rule, message)


def _declarations(said: Sequence[Statement]) -> dict[str, set[str]]:
    """Declared terms by OWL kind (``Class``, ``ObjectProperty`` …)."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for statement in said:
        if statement.graph == ns.ONTOLOGY_GRAPH and statement.predicate == TYPE and statement.object.startswith(ns.OWL):
            kinds[statement.object.removeprefix(ns.OWL)].add(statement.subject)
    return kinds


def _near(iri: str, known: set[str]) -> str:
    near = get_close_matches(iri, sorted(known), n=1, cutoff=0.8)
    return f" Did you mean {ns.compact(near[0])}?" if near else ""


def _check_unfilled(authored: Authored, said: Sequence[Statement]) -> Iterator[Finding]:
    """Nothing is left of what ``minpact new`` marks to be filled in."""
    for statement in said:
        if statement.is_literal and statement.object.startswith(UNFILLED):
            name = ns.compact(statement.predicate)
            place = authored.locate(statement.subject, graph=statement.graph, needle=name)
            message = f"{name} is still to be filled in: {statement.object.removeprefix(UNFILLED).strip()}."
            yield _finding(place, statement.subject, "unfilled", message)


def _check_terms(authored: Authored, said: Sequence[Statement]) -> Iterator[Finding]:
    """Every property and class is declared, and a property's values are of its kind."""
    kinds = _declarations(said)
    properties = set().union(*(kinds[kind] for kind in PROPERTY_KINDS))
    for statement in said:
        name, known, rule = statement.predicate, properties, "undeclared-property"
        if statement.predicate == TYPE and not statement.is_literal:
            name, known, rule = statement.object, kinds["Class"], "undeclared-class"
        if name.startswith((*BUILT_IN, ns.SH) if statement.graph == ns.SHAPES_GRAPH else BUILT_IN):
            continue
        if name not in known:
            message = (
                f"{ns.compact(name)} is not declared in ontology/; declare it or mend the name.{_near(name, known)}"
            )
        elif rule == "undeclared-property" and name in kinds["ObjectProperty"] and statement.is_literal:
            rule, message = "wrong-kind-of-value", f"{ns.compact(name)} takes an IRI, not {statement.object!r}."
        elif rule == "undeclared-property" and name in kinds["DatatypeProperty"] and not statement.is_literal:
            rule, message = "wrong-kind-of-value", f"{ns.compact(name)} takes a literal, not <{statement.object}>."
        else:
            continue
        place = authored.locate(statement.subject, graph=statement.graph, needle=ns.compact(name))
        yield _finding(place, statement.subject, rule, message)


def _check_references(authored: Authored, said: Sequence[Statement]) -> Iterator[Finding]:
    """Whatever of ours is pointed at is described somewhere; a version IRI names what its subject describes."""
    described = {statement.subject for statement in said}
    described |= {statement.object for statement in said if statement.predicate == ns.OWL + "versionIRI"}
    for statement in said:
        target = statement.object
        if statement.is_literal or target in described or not target.startswith((ns.ID, ns.VOCAB, ns.ONTOLOGY)):
            continue
        place = authored.locate(statement.subject, graph=statement.graph, needle=ns.compact(target))
        message = f"{ns.compact(target)} is described nowhere; describe it or mend the name.{_near(target, described)}"
        yield _finding(place, statement.subject, "dangling-reference", message)


def _check_sources(authored: Authored, said: Sequence[Statement]) -> Iterator[Finding]:
    """A file under ``sources/`` describes the one source document it is named after, in the folder of its year."""
    documents: dict[str, set[str]] = defaultdict(set)
    issued: dict[str, str] = {}
    for statement in said:
        if statement.predicate == TYPE and statement.object == ns.ONTOLOGY + "SourceDocument":
            documents[statement.graph].add(statement.subject)
        if statement.predicate == ns.DCTERMS + "issued":
            issued[statement.subject] = statement.object
    homes = {file: Path(file) for file in authored.texts if "sources" in Path(file).parts}
    for file, path in homes.items():
        own = f"{ns.ID}source/{path.stem}"
        described = documents.pop(ns.source_graph(path.stem), set())
        if described != {own}:
            message = f"The file describes {len(described)} source documents; it must describe {ns.compact(own)} alone."
            yield Finding(file, 1, ns.compact(own), "source-place", message)
        year = issued[own][:4] if own in issued else "undated"
        if path.parent.name != year:
            message = f"The source is of {year}; its file belongs into the folder sources/{year}."
            yield _finding(authored.locate(own), own, "source-year", message)
    for graph, subjects in documents.items():
        if not graph.startswith(ns.source_graph("")):
            subject = min(subjects)
            message = "A source document is described in its own file under sources/."
            yield _finding(authored.locate(subject, graph=graph), subject, "source-place", message)


def _check_single_home(authored: Authored, said: Sequence[Statement]) -> Iterator[Finding]:
    """A fact's own triples stand in one graph; other graphs hold its evidence and nothing else of it."""
    evidence = ns.ONTOLOGY + "hasEvidence"
    facts = {statement.subject for statement in said if statement.predicate == evidence}
    homes: dict[str, set[str]] = defaultdict(set)
    for statement in said:
        if statement.subject in facts and statement.predicate not in (evidence, ns.ONTOLOGY + "disagreesWith"):
            homes[statement.subject].add(statement.graph)
    for subject, graphs in homes.items():
        for graph in sorted(graphs)[1:]:
            message = (
                f"The fact's own triples stand in {ns.compact(min(graphs))} too; "
                "keep them in the file of its best source, and only its evidence here."
            )
            yield _finding(authored.locate(subject, graph=graph), subject, "single-home", message)


def _run_queries(authored: Authored, store: Store, queries: Path) -> Iterator[Finding]:
    """Run each ``*-violation.rq``: a SELECT of ``?subject``, perhaps ``?value``; the front matter has the message."""
    for path in sorted(queries.glob("*-violation.rq")):
        front, query = read_front_matter(path.read_text(encoding="utf-8"), path)
        rule = path.stem.removesuffix("-violation")
        for row in store.select(query):
            subject = word(row["subject"])
            value = f" ({word(row['value'])})" if "value" in row else ""
            message = f"{front['message']}{value}"
            yield _finding(authored.locate(subject), subject, rule, message)
