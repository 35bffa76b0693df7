"""All that requests are answered from, made once: the store, its names, the catalogue, the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph import namespaces as ns
from graph import questions, resources
from graph.catalog import read_manifest
from graph.dates import read_day
from graph.derive import Rule, read_rules
from graph.errors import NoBuild
from graph.lookup import Lookup
from graph.questions import Catalogue
from graph.search import Index
from graph.store import Literal, NamedNode, Store

__all__ = ["World"]


@dataclass(frozen=True, slots=True)
class World:
    """A graph that can be asked.

    ``cut_off`` is ``None`` for data that declares none; questions of a day then need the day. ``version`` is the data
    version, empty where there is none. ``rules`` are those that the derived triples can be explained by.
    """

    store: Store
    catalogue: Catalogue
    lookup: Lookup
    index: Index
    cut_off: date | None
    version: str = ""
    rules: tuple[Rule, ...] = ()

    @classmethod
    def of(cls, store: Store, catalogue: Catalogue, version: str = "", rules: tuple[Rule, ...] = ()) -> World:
        """Make ready to answer from a store; takes a pass over its types and labels."""
        declared = store.triples(NamedNode(ns.DATASET), NamedNode(ns.ONTOLOGY + "dataCutOff"))
        days = sorted(triple.object.value for triple in declared if isinstance(triple.object, Literal))
        lookup = Lookup.of(store)
        cut_off = read_day(days[-1]) if days else None
        return cls(store, catalogue, lookup, Index.of(store, lookup), cut_off, version, rules)

    @classmethod
    def load(cls, nquads: Path) -> World:
        """Read a graph from N-Quads, with the project's own catalogue and rules.

        The version is that of the build whose file it is; a file of its own has none. Raises
        :class:`graph.errors.InvalidInput` for a file that is no N-Quads.
        """
        try:
            manifest = read_manifest(nquads.parent)
            version = manifest.version if nquads.name in manifest.files else ""
        except NoBuild:
            version = ""
        return cls.of(Store.from_files(nquads), questions.load(), version, read_rules(resources.rules()))
