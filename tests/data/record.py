"""The project's own facts, read and derived once for all tests that ask them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from graph import namespaces as ns
from graph import questions, resources
from graph.answers import answer
from graph.authored import read_authored
from graph.derive import derive, read_rules
from graph.store import Quad, Store
from graph.terms import slug_of
from graph.wire import AskRequest
from graph.world import World

__all__ = ["ask", "authored", "by", "make_world", "record", "without_source"]


@cache
def authored() -> tuple[Quad, ...]:
    """Every authored statement of the project."""
    return read_authored(resources.ontology(), resources.data()).quads


def make_world(quads: Iterable[Quad]) -> World:
    """A world of these statements and what follows from them."""
    quads = tuple(quads)
    derived = derive(quads, read_rules(resources.rules())).quads
    return World.of(Store.from_quads([*quads, *derived]), questions.load(), "test")


@cache
def record() -> World:
    """The project's facts, ready to be asked."""
    return make_world(authored())


def without_source(*slugs: str) -> World:
    """The project's facts as if these sources had never been read."""
    graphs = {ns.source_graph(slug) for slug in slugs}
    return make_world(quad for quad in authored() if getattr(quad.graph_name, "value", "") not in graphs)


def ask(world: World, question: str, **parameters: str) -> dict[str, Any]:
    """An answer document."""
    document: dict[str, Any] = json.loads(answer(world, AskRequest(question, parameters)).to_json())
    return document


def by(rows: Iterable[dict[str, Any]], column: str) -> dict[str, dict[str, Any]]:
    """Rows by the slug of the thing in a column, each cell told by its token, slug or value."""
    return {slug_of(row[column]["iri"]): {name: _tell(cell) for name, cell in row.items()} for row in rows}


def _tell(cell: Any) -> Any:
    tellers: list[Callable[[], Any]] = [
        lambda: cell["token"],
        lambda: slug_of(cell["iri"]) if "evidence" not in cell else cell,
        lambda: cell["value"],
    ]
    if not isinstance(cell, dict):
        return cell
    for teller in tellers:
        try:
            return teller()
        except KeyError:
            continue
    return cell
