"""All that a page on one thing shows: its names, what is said of it, its facts by kind and year, what points to it.

A thing may have a thousand facts, so a portrait counts all and gives the first of each part; a part by itself comes in
pages. What a fact rests on is written as in answers, by :class:`graph.cells.Scribe`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph import namespaces as ns
from graph.cards import types_of
from graph.cells import Scribe
from graph.claims import Claim, Says, claim_of, contradictions, is_fact, name_of, read_says
from graph.dates import when
from graph.describe import FROM_SOURCE, HAS_EVIDENCE, seek
from graph.store import BlankNode, Literal, NamedNode, Store, Term, Triple, word
from graph.terms import humanise, kind_of, slug_of
from graph.titles import title_of
from graph.wire import PortraitRequest
from graph.world import World

__all__ = ["FIRST", "PAGE", "paint"]

#: Of a part, so many are given beside other parts, and so many to a page of the part by itself.
FIRST: Final = 24
PAGE: Final = 100
NEAREST: Final = 24

LABEL: Final = ns.SKOS + "prefLabel"
ALIASES: Final = (ns.SKOS + "altLabel", ns.SKOS + "hiddenLabel")
WORDING: Final = ns.ONTOLOGY + "sourceWording"
DERIVED: Final = NamedNode(ns.DERIVED_GRAPH)
#: Shown elsewhere on the page: names, classes, evidence, and the ways from a thing to the facts on it.
QUIET: Final = frozenset(
    {LABEL, ALIASES[0], ALIASES[1], ns.RDF + "type", HAS_EVIDENCE.value, ns.ONTOLOGY + "disagreesWith"}
    | {f"{ns.ONTOLOGY}{name}" for name in ("hasCoverage", "hasEntry", "hasMembership", "hasParticipation")}
)
DEFINITION: Final = NamedNode(ns.SKOS + "definition")


def paint(world: World, request: PortraitRequest) -> dict[str, Any]:
    """The portrait of a thing; raises :class:`graph.errors.UnknownEntity` and :class:`graph.errors.RetiredEntity`.

    ``part`` (a kind of fact, or a property as a compact name) and ``year`` ask for what they name alone, in pages.
    """
    node = seek(world.store, request.iri)
    language = request.language
    pointing = list(world.store.triples(None, None, node))
    claims = _claims(world, node, pointing, language)
    links = _links(world, pointing, language)
    shown = [each for each in claims if request.year in ("", each.year)]
    by_kind = {kind: [each for each in shown if each.kind == kind] for kind in ns.FACTS}
    wanted = request.part if request.part in by_kind or any(request.part == name for name, _ in links) else ""
    is_whole = not wanted and not request.year
    first = (max(request.page, 1) - 1) * PAGE if wanted else 0
    most = PAGE if wanted or request.year else FIRST
    return {
        "iri": request.iri,
        "title": _title(world, node, language),
        "classes": [
            name_of(world, ns.ONTOLOGY + each.id, language).to_json() for each in types_of(world, request.iri, language)
        ][:1]
        or _other_classes(world, node),
        "types": sorted(world.lookup.classes.get(request.iri, ())),
        "names": _names(world.store, node, LABEL),
        "aliases": [name for each in ALIASES for name in _names(world.store, node, each)],
        "statements": _statements(world, node, language) if is_whole else [],
        "evidence": _evidence(world, request.iri, node, language) if is_whole else None,
        "claim": claim_of(world, request.iri, "", language).to_json(world, language) if is_fact(request.iri) else None,
        "against": [each.to_json(world, language) for each in _against(world, node, language)] if is_whole else [],
        "counts": _counts(claims),
        "kinds": [{"kind": kind, "total": sum(each.kind == kind for each in claims)} for kind in by_kind],
        "years": _years(claims),
        "facts": [
            {
                "kind": kind,
                "total": len(found),
                "rows": [_row(world, node, each, language) for each in found[first:][:most]],
            }
            for kind, found in by_kind.items()
            if found and wanted in ("", kind)
        ],
        "nearest": _nearest(world, request.iri, claims, node, pointing, language) if is_whole else [],
        "links": [
            {
                "part": name,
                "label": label,
                "total": len(found),
                "rows": [each.to_json() for each in found[first:][:most]],
            }
            for (name, label), found in links.items()
            if wanted in ("", name) and not request.year
        ],
        "part": wanted,
        "first": first,
    }


def _claims(world: World, node: NamedNode, pointing: Iterable[Triple], language: str) -> list[Claim]:
    """Every fact that names a thing, or that rests on it when it is a source, the newest first, each once."""
    facts = {triple.subject.value for triple in pointing if isinstance(triple.subject, NamedNode)}
    for piece in world.store.triples(None, FROM_SOURCE, node):
        facts |= {word(triple.subject) for triple in world.store.triples(None, HAS_EVIDENCE, piece.subject)}
    found = [claim_of(world, each, node.value, language) for each in facts if is_fact(each)]
    return sorted(sorted(found, key=lambda each: each.iri), key=lambda each: each.order[0], reverse=True)


def _links(world: World, pointing: Iterable[Triple], language: str) -> dict[tuple[str, str], list[Any]]:
    """What else points to a thing, facts and evidence apart, by property."""
    found: dict[str, list[Any]] = {}
    for triple in pointing:
        other = triple.subject
        if isinstance(other, NamedNode) and not is_fact(other.value) and kind_of(other.value) != "evidence":
            found.setdefault(triple.predicate.value, []).append(name_of(world, other.value, language))
    return {
        (part_of(predicate), name_of(world, predicate, language).label): sorted(
            found[predicate], key=lambda each: (each.label, each.iri)
        )
        for predicate in sorted(found)
    }


def part_of(predicate: str) -> str:
    """The name of a property as a part of a page.

    >>> part_of(ns.ONTOLOGY + "basedIn"), part_of(ns.SKOS + "broader")
    ('basedIn', 'skos:broader')
    """
    return ns.compact(predicate).strip("<>").removeprefix(":")


def _row(world: World, node: NamedNode, claim: Claim, language: str) -> dict[str, Any]:
    """A fact in a list; on the page of a source with what that source says of it."""
    row = claim.to_json(world, language)
    if node.value.startswith(f"{ns.ID}source/"):
        row["said"] = [
            {"stance": _stance(says), "wording": [_text(each) for each in says.get(WORDING, ())]}
            for triple in world.store.triples(NamedNode(claim.iri), HAS_EVIDENCE)
            if isinstance(triple.object, NamedNode) and world.store.holds(Triple(triple.object, FROM_SOURCE, node))
            for says in (read_says(world.store, triple.object),)
        ]
    return row


def _stance(says: Says) -> str:
    return next((slug_of(word(each)) for each in says.get(ns.ONTOLOGY + "hasStance", ())), "")


def _title(world: World, node: NamedNode, language: str) -> dict[str, Any]:
    if node.value in world.lookup.labels:
        return name_of(world, node.value, language).to_json()
    if is_fact(node.value) and language != "en":
        parties = claim_of(world, node.value, "", language).parties
        label = " — ".join(name_of(world, each, language).label for each in parties)
        if label:
            return {"iri": node.value, "label": label, "language": language}
    return {"iri": node.value, "label": title_of(world.store, node.value), "language": ""}


def _other_classes(world: World, node: NamedNode) -> list[dict[str, Any]]:
    """Classes of a thing that has none of the ontology's, such as a term of the ontology itself."""
    classes = (word(triple.object) for triple in world.store.triples(node, NamedNode(ns.RDF + "type")))
    return [{"iri": each, "label": humanise(each), "language": ""} for each in sorted(classes)]


def _names(store: Store, node: NamedNode, predicate: str) -> list[dict[str, Any]]:
    found = {_key(triple.object): triple.object for triple in store.triples(node, NamedNode(predicate))}
    return [_text(found[each]) for each in sorted(found)]


def _key(term: Term) -> tuple[bool, str, str]:
    language = term.language or "" if isinstance(term, Literal) else ""
    return language != "en", language, word(term)


def _text(term: Term) -> dict[str, Any]:
    return {"value": word(term), "language": (term.language or "") if isinstance(term, Literal) else ""}


def _statements(world: World, node: NamedNode, language: str) -> list[dict[str, Any]]:
    """What is said of a thing, property by property; a date with the precision that is told beside it."""
    says = read_says(world.store, node)
    beside = {_beside(predicate) for predicate in says if _beside(predicate) in says}
    groups = []
    for predicate in sorted(says.keys() - QUIET - beside):
        precision = next((word(each) for each in says.get(_beside(predicate), ())), "day")
        values = [_value(world, node, predicate, each, precision, language) for each in says[predicate]]
        values.sort(key=lambda each: (each["label"], each["value"]))
        name = name_of(world, predicate, language)
        meanings = [t.object for t in world.store.triples(NamedNode(predicate), DEFINITION)]
        groups.append(
            {
                "iri": predicate,
                "part": part_of(predicate),
                "label": name.label,
                "language": name.language,
                "meaning": next((word(each) for each in sorted(meanings, key=_key)), ""),
                "values": values,
            }
        )
    return sorted(groups, key=lambda group: all(value["is_derived"] for value in group["values"]))


def _value(world: World, node: NamedNode, predicate: str, term: Term, precision: str, language: str) -> dict[str, Any]:
    triple = Triple(node, NamedNode(predicate), term)
    told: dict[str, Any] = {
        "value": word(term),
        "label": word(term),
        "language": "",
        "is_iri": isinstance(term, NamedNode),
        "is_derived": world.store.graphs(triple) == [DERIVED],
        "day": "",
        "scheme": "",
    }
    if isinstance(term, NamedNode):
        name = name_of(world, term.value, language)
        is_named = term.value.startswith(ns.BASE) or term.value in world.lookup.labels
        told |= {"label": name.label if is_named else ns.compact(term.value).strip("<>"), "language": name.language}
        scheme, slash, _ = term.value.removeprefix(ns.VOCAB).partition("/")
        told["scheme"] = scheme if slash and term.value.startswith(ns.VOCAB) else ""
    elif isinstance(term, Literal):
        told["language"] = term.language or ""
        if term.datatype.value == ns.XSD + "date":
            told |= {"day": precision, "label": when(term.value, precision)}
    elif isinstance(term, BlankNode):
        told["label"] = "…"
    return told


def _beside(predicate: str) -> str:
    """The property that tells the precision of a date, whoever's property the date has.

    >>> _beside(ns.DCTERMS + "issued") == ns.ONTOLOGY + "issuedPrecision"
    True
    """
    name = slug_of(predicate)
    return f"{ns.ONTOLOGY}{'period' if name in ('periodStart', 'periodEnd') else name}Precision"


def _evidence(world: World, iri: str, node: NamedNode, language: str) -> Mapping[str, Any] | None:
    """What a fact rests on; of an evidence by itself, the fact's one piece that it is."""
    facts = [iri] if is_fact(iri) else [word(t.subject) for t in world.store.triples(None, HAS_EVIDENCE, node)][:1]
    if not facts:
        return None
    scribe = Scribe.of(world.store, world.lookup, facts, None, language)
    said = scribe.facts.get(facts[0])
    if said is None or is_fact(iri):
        return said
    pieces: Any = said["evidence"]
    return {**said, "evidence": [piece for piece in pieces if piece["iri"] == iri]}


def _against(world: World, node: NamedNode, language: str) -> list[Claim]:
    """The facts that cannot hold beside a fact."""
    if not is_fact(node.value):
        return []
    others = contradictions(world.store, node.value, read_says(world.store, node))
    return [claim_of(world, each, "", language) for each in others]


def _counts(claims: Sequence[Claim]) -> dict[str, Any]:
    years = sorted(each.year for each in claims if each.year)
    return {
        "facts": len(claims),
        "disagreeing": sum(each.disagrees > 0 for each in claims),
        "single": sum(each.sources == 1 and each.rank != "deprecated" for each in claims),
        "confidence": dict(Counter(each.confidence for each in claims if each.confidence)),
        "first": years[0] if years else "",
        "last": years[-1] if years else "",
    }


def _years(claims: Iterable[Claim]) -> dict[str, dict[str, int]]:
    """How many facts of each kind began or happened in each year."""
    found: dict[str, Counter[str]] = {}
    for each in claims:
        if each.year:
            found.setdefault(each.kind, Counter())[each.year] += 1
    return {kind: dict(sorted(found[kind].items())) for kind in ns.FACTS if kind in found}


def _nearest(
    world: World, iri: str, claims: Iterable[Claim], node: NamedNode, pointing: Iterable[Triple], language: str
) -> list[dict[str, Any]]:
    """The things that share the most facts and statements with a thing; denials tie nobody."""
    shared: Counter[str] = Counter()
    for claim in claims:
        if claim.kind != "denial" and claim.rank != "deprecated":
            shared.update(claim.parties)
    around: list[tuple[Triple, Term]] = [(triple, triple.subject) for triple in pointing]
    around += [(triple, triple.object) for triple in world.store.triples(node)]
    for triple, other in around:
        if isinstance(other, NamedNode) and other.value.startswith(ns.ID) and not is_fact(other.value):
            kind = other.value.removeprefix(ns.ID).partition("/")[0]
            if kind not in ("evidence", "geometry", "source", "dataset") and world.store.graphs(triple) != [DERIVED]:
                shared[other.value] += 1
    shared.pop(iri, None)
    ordered = sorted(shared, key=lambda each: (-shared[each], each))[:NEAREST]
    return [name_of(world, each, language).to_json() | {"shared": shared[each]} for each in ordered]
