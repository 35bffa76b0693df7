"""What changed between two datasets: facts, things and terms that came, went or are told otherwise, with their labels.

Statements are compared, not files. A blank node is known by what is said of it, so a restriction that stayed the same
is the same under any label. What rules derive follows from the rest and is counted, not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from graph import namespaces as ns
from graph.catalog import find_kept, read_manifest
from graph.compression import unpack
from graph.errors import BadParameter, Finding, InvalidInput, NoBuild
from graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Term, parse_file, parse_text
from graph.terms import kind_of, slug_of, words_of

__all__ = ["Change", "Difference", "Entry", "Side", "compare", "find_dataset", "read_dataset"]

CURRENT: Final = "current"
HAS_EVIDENCE: Final = ns.ONTOLOGY + "hasEvidence"
EVIDENCE: Final = ns.ID + "evidence/"
LABELS: Final = (ns.SKOS + "prefLabel", ns.DCTERMS + "title", ns.RDFS + "label")
#: Graphs that are made from the others.
MADE: Final = frozenset({ns.DERIVED_GRAPH, ns.QUESTIONS_GRAPH})
Said = Mapping[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two datasets: what it was called, its version where it is a build, and its size."""

    name: str
    version: str
    triples: int
    quads: int
    graphs: int


@dataclass(frozen=True, slots=True)
class Change:
    """One property of an entry: the values that went and those that came."""

    property: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact, thing or term: its kind in a word, and what changed of it; nothing when all of it came or went."""

    iri: str
    kind: str
    label: str
    is_fact: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs. ``moved`` statements are in both, but in another named graph."""

    old: Side
    new: Side
    quads_added: int
    quads_removed: int
    moved: int
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Entry, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both hold the same statements in the same graphs."""
        return not self.quads_added and not self.quads_removed


def find_dataset(name: str, builds: Path) -> tuple[Path, str]:
    """The file that a name stands for, and its version: a file, a folder of a build, or a version kept in ``builds``.

    ``current`` is the newest build. Raises :class:`graph.errors.BadParameter` for what is none of these.
    """
    path = Path(name)
    if path.is_file():
        return path, ""
    homes = [path] if path.is_dir() else [builds / CURRENT] if name == CURRENT else []
    homes += [kept.folder for kept in find_kept(builds) if kept.manifest.version == name]
    for home in homes:
        try:
            manifest = read_manifest(home)
        except NoBuild:
            continue
        if (home / "minpact.nq").is_file():
            return home / "minpact.nq", manifest.version
    kept = ", ".join([CURRENT, *(each.manifest.version for each in find_kept(builds))])
    raise BadParameter("dataset", name, f"an RDF file, the folder of a build, or a version kept in {builds} ({kept})")


def read_dataset(path: Path) -> list[Quad]:
    """All statements of a file, packed or not, told apart by its name; raises :class:`graph.errors.InvalidInput`."""
    ending = path.suffix.removeprefix(".")
    if ending not in ("gz", "zst"):
        return parse_file(path)
    try:
        content = unpack(path.read_bytes(), ending)
    except (OSError, ValueError) as error:
        raise InvalidInput((Finding(str(path), 0, "", "readable", str(error)),)) from error
    return parse_text(content, path.with_suffix(""))


def compare(old: Iterable[Quad], new: Iterable[Quad], names: tuple[str, str], versions: tuple[str, str]) -> Difference:
    """Compare two datasets; ``names`` and ``versions`` are what the sides are told by."""
    before, after = _Dataset(old), _Dataset(new)
    gone, come = before.quads - after.quads, after.quads - before.quads
    moved = {quad.triple for quad in gone} & {quad.triple for quad in come}
    owned_before, owned_after = before.owned(gone, after.subjects), after.owned(come, before.subjects)
    added, removed, changed = [], [], []
    for iri in sorted({*owned_before, *owned_after}, key=lambda iri: (kind_of(iri) or "", iri)):
        if iri not in before.subjects:
            added.append(after.entry(iri))
        elif iri not in after.subjects:
            removed.append(before.entry(iri))
        else:
            changes = tuple(_changes(owned_before.get(iri, {}), owned_after.get(iri, {})))
            if changes:
                changed.append(after.entry(iri, changes))
    return Difference(
        before.side(names[0], versions[0]),
        after.side(names[1], versions[1]),
        len(come),
        len(gone),
        len(moved),
        tuple(added),
        tuple(removed),
        tuple(changed),
    )


class _Dataset:
    """One side: its statements with blank nodes named by their content, and to whom each subject belongs."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        raw = frozenset(quads)
        graphs = {quad.graph_name for quad in raw} - {DefaultGraph()}
        self.size = (len({quad.triple for quad in raw}), len(raw), len(graphs))
        self.quads = frozenset(_named_by_content(raw))
        self.subjects: set[str] = set()
        self.labels: dict[str, tuple[int, str, str]] = {}
        self.owners: dict[str, str] = {}
        self.facts: set[str] = set()
        for quad in self.quads:
            subject, predicate = _text(quad.subject), quad.predicate.value
            self.subjects.add(subject)
            if predicate == HAS_EVIDENCE:
                self.facts.add(subject)
            if predicate == HAS_EVIDENCE or isinstance(quad.object, BlankNode):
                # A blank node that two subjects share belongs to the first by name.
                owned = _text(quad.object)
                self.owners[owned] = min(self.owners.get(owned, subject), subject)
            if predicate in LABELS and isinstance(quad.object, Literal):
                language = quad.object.language or ""
                rank = (LABELS.index(predicate) + 3 * (language != "en"), language, quad.object.value)
                self.labels[subject] = min(self.labels.get(subject, rank), rank)

    def side(self, name: str, version: str) -> Side:
        """How large this side is."""
        return Side(name, version, *self.size)

    def entry(self, iri: str, changes: tuple[Change, ...] = ()) -> Entry:
        """A subject as it is told."""
        label = self.labels[iri][2] if iri in self.labels else words_of(slug_of(iri))
        return Entry(iri, _kind(iri), label, iri in self.facts, changes)

    def owned(self, quads: Iterable[Quad], others: set[str]) -> dict[str, Said]:
        """What statements say, by the thing that they belong to; what was made from others is left out.

        Of an evidence that the other side does not have at all, the fact's :hasEvidence says enough.
        """
        said: dict[str, dict[str, set[tuple[str, str]]]] = {}
        for quad in quads:
            if _text(quad.graph_name) in MADE:
                continue
            subject = _text(quad.subject)
            owner = self._owner(subject)
            is_evidence = owner != subject and subject.startswith(EVIDENCE)
            if is_evidence and subject not in others:
                continue
            inside = f"{slug_of(subject)} " if is_evidence else ""
            name = inside + ns.compact(quad.predicate.value)
            value = _shown(quad.object)
            said.setdefault(owner, {}).setdefault(name, set()).add((value, _text(quad.graph_name)))
        return {owner: {name: frozenset(values) for name, values in rows.items()} for owner, rows in said.items()}

    def _owner(self, subject: str) -> str:
        seen = {subject}
        while subject in self.owners and self.owners[subject] not in seen:
            subject = self.owners[subject]
            seen.add(subject)
        return subject


def _changes(before: Said, after: Said) -> Iterator[Change]:
    """Values that went and came, property by property; one that only changed its graph is in neither."""
    for name in sorted({*before, *after}):
        gone = {value for value, _ in before.get(name, ())}
        come = {value for value, _ in after.get(name, ())}
        if gone != come:
            yield Change(name, tuple(sorted(gone - come)), tuple(sorted(come - gone)))


def _kind(iri: str) -> str:
    """What something is, in a word.

    >>> [_kind(iri) for iri in (ns.ID + "actor/india", ns.ONTOLOGY + "covers", ns.VOCAB + "role/member", "urn:x")]
    ['actor', 'term', 'concept', 'other']
    """
    kind = kind_of(iri)
    if kind:
        return kind
    places = ((ns.ONTOLOGY_IRI, "term"), (ns.VOCAB, "concept"), (ns.SHAPES, "shape"), (ns.DATASET, "dataset"))
    return next((word for start, word in places if iri.startswith(start)), "other")


def _text(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _shown(term: Term) -> str:
    """A term as people read it: names short, literals with what marks them."""
    if isinstance(term, NamedNode):
        return ns.compact(term.value)
    if isinstance(term, Literal):
        mark = f"@{term.language}" if term.language else ""
        return f'"{term.value}"{mark}'
    return "[…]" if isinstance(term, BlankNode) else str(term)


def _named_by_content(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with each blank node named by a digest of what is said of it; those that go in circles keep labels."""
    quads = list(quads)
    inside: dict[BlankNode, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.subject, BlankNode):
            inside.setdefault(quad.subject, []).append(quad)
    names: dict[BlankNode, BlankNode] = {}

    def name(term: Term, above: frozenset[BlankNode]) -> Term:
        if not isinstance(term, BlankNode) or term in above:
            return term
        if term not in names:
            said, path = inside.get(term, ()), above | {term}
            rows = sorted(f"{quad.predicate} {name(quad.object, path)} {quad.graph_name}" for quad in said)
            names[term] = BlankNode("b" + sha256("\n".join(rows).encode()).hexdigest()[:32])
        return names[term]

    for quad in quads:
        subject, value = name(quad.subject, frozenset()), name(quad.object, frozenset())
        assert not isinstance(subject, Literal)
        yield Quad(subject, quad.predicate, value, quad.graph_name)
