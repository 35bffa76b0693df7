"""The invented world, read and derived once for all tests that ask it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph import questions, resources
from graph.authored import read_authored
from graph.derive import derive, read_rules
from graph.store import Quad, Store
from graph.world import World

DATA = Path(__file__).parent / "data"


@cache
def load_quads() -> tuple[Quad, ...]:
    """Ontology, vocabularies, the world's facts and what follows from them."""
    authored = read_authored(resources.ontology(), DATA)
    derived = derive(authored.quads, read_rules(resources.rules()))
    return (*authored.quads, *derived.quads)


@cache
def load_store() -> Store:
    """A store of all of it; to be read only."""
    return Store.from_quads(load_quads())


@cache
def load_world() -> World:
    """The world, ready to be asked the catalogue's questions."""
    return World.of(load_store(), questions.load(), "test")
