"""All that requests are answered from, made once: the store, its names, the catalogue, the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from graph import namespaces as ns
from graph import questions, resources
from graph.catalog import read_manifest, version_of
from graph.dates import read_day
from graph.derive import Rule, read_rules
from graph.errors import NoBuild
from graph.jsonld import Context, published_context
from graph.lookup import Lookup
from graph.offspring import Apart, here
from graph.questions import Catalogue
from graph.search import Index
from graph.store import Literal, NamedNode, Store

__all__ = ["World"]

T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """A graph that can be asked.

    ``cut_off`` is ``None`` for data that declares none; questions of a day then need the day. ``version`` is the data
    version, empty for a store that was read from no file. ``rules`` are those that the derived triples can be
    explained by, ``context`` that by which JSON-LD is written.
    """

    store: Store
    catalogue: Catalogue
    cut_off: date | None
    version: str = ""
    rules: tuple[Rule, ...] = ()
    context: Context = field(default_factory=published_context)
    kept: dict[Callable[[World], object], object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[[World], T]) -> T:
        """What is made of this world, made when first asked for: an index that one sort of request needs."""
        if make not in self.kept:
            self.kept[make] = make(self)
        return self.kept[make]  # type: ignore[return-value]  # what was kept is what the same function made

    def made(self, make: Callable[[World], T]) -> T | None:
        """The same where it was asked for before; a reader has no time to make what only makes it faster."""
        return self.kept.get(make)  # type: ignore[return-value]

    @cached_property
    def lookup(self) -> Lookup:
        """Names of everything in the store; read out of it when first needed, 0.1 s for ten thousand things."""
        return Lookup.of(self.store)

    @cached_property
    def index(self) -> Index:
        """Names as they are searched; made when first needed, 0.2 s for ten thousand things."""
        return Index.of(self.store, self.lookup)

    @classmethod
    def of(cls, store: Store, catalogue: Catalogue, version: str = "", rules: tuple[Rule, ...] = ()) -> World:
        """Make ready to answer from a store."""
        declared = store.triples(NamedNode(ns.DATASET), NamedNode(ns.ONTOLOGY + "dataCutOff"))
        days = sorted(triple.object.value for triple in declared if isinstance(triple.object, Literal))
        return cls(store, catalogue, read_day(days[-1]) if days else None, version, rules)

    @classmethod
    def load(cls, nquads: Path, apart: Apart = here) -> World:
        """Read a graph from N-Quads, with the project's own catalogue and rules.

        The version is that of the build whose file it is, else a digest of the file. What takes a look at all of the
        graph is done by ``apart``. Raises :class:`graph.errors.InvalidInput` for a file that is no N-Quads.
        """
        try:
            manifest = read_manifest(nquads.parent)
        except NoBuild:
            manifest = None
        is_built = manifest is not None and nquads.name in manifest.files
        if manifest is None or not is_built:
            version, is_disjoint = version_of(nquads) if nquads.is_file() else "", None
        else:
            version, is_disjoint = manifest.version, manifest.triples == manifest.quads
        store = Store.from_files(nquads, is_disjoint=is_disjoint, is_checked=is_built, apart=apart)
        return cls.of(store, questions.load(), version, read_rules(resources.rules()))
