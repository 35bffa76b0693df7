"""Finds what a word names: by slug, IRI, label or alias in any language, hyphens, spaces, case and accents aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from graph import namespaces as ns
from graph.errors import AmbiguousTerm, BadParameter, UnknownTerm
from graph.store import Literal, NamedNode, Store
from graph.terms import fold, kind_of, slug_of, words_of

__all__ = ["Lookup"]

#: What a name is taken from, the strongest first: of two things of one name, the one whose label it is is meant.
SLUG, LABEL, ALIAS, MISSPELLING = range(4)
STRENGTHS: Final[Mapping[str, int]] = {
    ns.SKOS + "prefLabel": LABEL,
    ns.DCTERMS + "title": LABEL,
    ns.SKOS + "altLabel": ALIAS,
    ns.SKOS + "notation": ALIAS,
    ns.SKOS + "hiddenLabel": MISSPELLING,
}
#: Of these nobody asks by name, and they are many.
LEFT_OUT: Final = frozenset({"Evidence"})
NEAR: Final = 5


@dataclass(frozen=True, slots=True)
class Lookup:
    """Names of everything in a store; made once, read often.

    ``classes`` maps an IRI to the local names of its classes in the ontology; ``labels`` to its labels by language (the
    first preferred label, else the title); ``names`` maps a folded spelling to the IRIs it may mean, with the strength.
    """

    classes: Mapping[str, frozenset[str]]
    labels: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, store: Store) -> Lookup:
        """Read the names out of a store: two passes over types and labels, 0.1 s for ten thousand things."""
        classes: dict[str, set[str]] = {}
        for triple in store.triples(predicate=NamedNode(ns.RDF + "type")):
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
                name = triple.object.value
                if name.startswith(ns.ONTOLOGY):
                    classes.setdefault(triple.subject.value, set()).add(name.removeprefix(ns.ONTOLOGY))
        labels: dict[str, dict[str, str]] = {}
        names: dict[str, dict[str, int]] = {}
        known = {iri for iri, types in classes.items() if not types & LEFT_OUT}
        for iri in known:
            _add(names, slug_of(iri), iri, SLUG)
        for predicate, strength in STRENGTHS.items():
            for triple in store.triples(predicate=NamedNode(predicate)):
                if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, Literal):
                    continue
                iri, text = triple.subject.value, triple.object.value
                if strength == LABEL:
                    said = labels.setdefault(iri, {})
                    language = triple.object.language or ""
                    # Two labels of one language are a fault that a shape reports; here the order must not matter.
                    said[language] = min(said.get(language, text), text)
                if iri in known:
                    _add(names, text, iri, strength)
        return cls({iri: frozenset(types) for iri, types in classes.items()}, labels, names)

    def resolve(self, parameter: str, value: str, classes: Iterable[str]) -> str:
        """The IRI that a value means among the things of these classes.

        Raises :class:`graph.errors.UnknownTerm` with near labels, and :class:`graph.errors.AmbiguousTerm` when the
        value fits several things equally well.
        """
        wanted = frozenset(classes)
        value = value.strip()
        iri = ns.expand(value)
        if iri is not None and self.classes.get(iri, frozenset()) & wanted:
            return iri
        meant = {
            candidate: SLUG - 1 if slug_of(candidate) == value else strength
            for candidate, strength in self.names.get(fold(value), {}).items()
            if self.classes[candidate] & wanted
        }
        best = [candidate for candidate, strength in meant.items() if strength == min(meant.values())]
        if len(best) == 1:
            return best[0]
        if best:
            raise AmbiguousTerm(parameter, value, tuple(sorted(ns.compact(candidate) for candidate in best)))
        raise UnknownTerm(parameter, value, " or ".join(sorted(wanted)), self.near(value, wanted))

    def near(self, value: str, classes: Iterable[str]) -> tuple[str, ...]:
        """Labels of the things of these classes whose names are spelled most like a value, the nearest first."""
        wanted = frozenset(classes)
        owners: dict[str, str] = {}
        for name, meant in self.names.items():
            fitting = [iri for iri in meant if self.classes[iri] & wanted]
            if fitting:
                owners[name] = min(fitting)
        folded = fold(value)
        beginning = sorted(name for name in owners if len(folded) > 2 and name.startswith(folded))
        alike = get_close_matches(folded, owners, n=2 * NEAR, cutoff=0.6)
        found = dict.fromkeys(self.label(owners[name]) for name in [*beginning, *alike])
        return tuple(found)[:NEAR]

    def token(self, parameter: str, value: str, scheme: str) -> str:
        """The concept that a token or a label names in a vocabulary; raises :class:`graph.errors.BadParameter`."""
        prefix = f"{ns.VOCAB}{scheme}/"
        folded = fold(value)
        concepts = sorted(iri for iri in self.labels if iri.startswith(prefix))
        for iri in concepts:
            if folded in {fold(slug_of(iri)), *map(fold, self.labels[iri].values())}:
                return iri
        raise BadParameter(parameter, value, "one of " + ", ".join(map(slug_of, concepts)))

    def label(self, iri: str) -> str:
        """The English label, else any, else the words of the slug."""
        said = self.labels.get(iri, {})
        if "en" in said:
            return said["en"]
        if said:
            return said[min(said)]
        return words_of(slug_of(iri)) if kind_of(iri) else slug_of(iri)


def _add(names: dict[str, dict[str, int]], text: str, iri: str, strength: int) -> None:
    meant = names.setdefault(fold(text), {})
    meant[iri] = min(strength, meant.get(iri, strength))
