"""What a reader does with a request of each kind: ask the graph, and write what it says."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, Final

from graph import answers, cards, portrait, reconciliation, schema, surroundings, why
from graph.ask.engine import Engine
from graph.citation import cite
from graph.describe import describe, named_graph, write_document
from graph.errors import QuerySyntax, QueryUnacceptable
from graph.joins import Joins
from graph.namespaces import NP, PREFIXES
from graph.nanopub import nanopublication
from graph.sinks import Sink
from graph.sparql import is_repeatable
from graph.store import GRAPH_FORMATS, Quad, Triple, serialise
from graph.wire import (
    AskRequest,
    CardRequest,
    CheckRequest,
    CitationRequest,
    DescribeRequest,
    ExtendRequest,
    GraphRequest,
    NanopubRequest,
    PlainRequest,
    PortraitRequest,
    ProposeRequest,
    ReconcileRequest,
    SearchRequest,
    SparqlRequest,
    SuggestRequest,
    SurroundingsRequest,
    WhyRequest,
)
from graph.world import World
from graph.zygote import Handler

__all__ = ["HANDLERS", "answer_describe", "draw_afresh", "joins_of"]

#: What the engine's generator gives from one seed, and what ``RAND`` takes of it.
SEED_BYTES, DRAW_BYTES = 1 << 16, 8


def answer_sparql(world: World, request: SparqlRequest, sink: Sink) -> None:
    """Answer a user's query; see :meth:`graph.store.Store.answer`."""
    if not is_repeatable(request.query):
        world.once(draw_afresh)
    joins = world.made(joins_of)
    if joins is not None and not request.default_graphs and not request.named_graphs:
        query = joins.reorder(request.query)
        if query != request.query:
            # What is wrong with a query is told of the text that was sent, which the engine has to read for that.
            with contextlib.suppress(QuerySyntax):
                world.store.answer(replace(request, query=query), sink)
                return
    world.store.answer(request, sink)


def joins_of(world: World) -> Joins:
    """What the order of joins depends on, counted once."""
    return Joins.of(world.store)


def draw_afresh(world: World) -> None:
    """Part this process's random numbers from those of its siblings.

    All readers are forks of one process and inherit the state of its generator, so that the first UUID of each would be
    the same. The engine's generator takes a new seed from the system after 64 KiB, which are drawn here.
    """
    draws = " ".join(map(str, range(math.isqrt(SEED_BYTES // DRAW_BYTES) + 1)))
    world.store.select(
        f"SELECT (COUNT(?r) AS ?n) {{ VALUES ?a {{ {draws} }} VALUES ?b {{ {draws} }} BIND(RAND() AS ?r) }}"
    )


def answer_describe(world: World, request: DescribeRequest, sink: Sink) -> None:
    """Answer with all that the graph says about one thing; see :func:`graph.describe.describe`."""
    _answer_document(world, describe(world.store, request.iri), request.format, sink)


def answer_graph(world: World, request: GraphRequest, sink: Sink) -> None:
    """Answer with one named graph; raises :class:`UnknownEntity`."""
    _answer_document(world, named_graph(world.store, request.graph), request.format, sink)


def answer_nanopub(world: World, request: NanopubRequest, sink: Sink) -> None:
    """Answer with a fact as a nanopublication; see :func:`graph.nanopub.nanopublication`."""
    quads = nanopublication(world.store, request.fact, request.nanopub, request.version)
    prefixes = PREFIXES | {"np": NP, "this": f"{request.nanopub}#"}
    sink.begin(request.format)
    sink.write(serialise(quads, request.format, prefixes))


def answer_citation(world: World, request: CitationRequest, sink: Sink) -> None:
    """Answer with the works to cite; see :func:`graph.citation.cite`."""
    works = [asdict(work) for work in cite(world.store, request.iri, request.version)]
    sink.begin("application/json")
    sink.write(json.dumps(works, ensure_ascii=False).encode())


def _answer_document(world: World, statements: list[Triple] | list[Quad], media_type: str, sink: Sink) -> None:
    if media_type not in GRAPH_FORMATS:
        raise QueryUnacceptable("DESCRIBE", tuple(GRAPH_FORMATS))
    sink.begin(media_type)
    sink.write(write_document(statements, media_type, world.context))


def answer_ask(world: World, request: AskRequest, sink: Sink) -> None:
    """Answer a question of the catalogue; see :func:`graph.answers.answer`."""
    if request.format != answers.JSON and request.format not in GRAPH_FORMATS:
        raise QueryUnacceptable("SELECT", (answers.JSON, *GRAPH_FORMATS))
    found = answers.answer(world, request)
    document = found.to_json() if request.format == answers.JSON else found.to_envelope(world, request.format)
    sink.begin(answers.JSON)
    sink.write(document)


def answer_plain(world: World, request: PlainRequest, sink: Sink) -> None:
    """Answer a question in plain words; see :meth:`graph.ask.engine.Engine.answer`."""
    document = world.once(Engine.of).answer(world, request).to_json()
    sink.begin("application/json")
    sink.write(document)


def answer_why(world: World, request: WhyRequest, sink: Sink) -> None:
    """Explain a triple; see :func:`graph.why.answer_why`."""
    explanation = why.answer_why(world, request)
    sink.begin("application/json")
    sink.write(json.dumps(asdict(explanation), ensure_ascii=False).encode())


def answering(function: Callable[[World, Any], object]) -> Handler:
    """A handler that answers with what a function returns, as JSON."""

    def answer(world: World, request: Any, sink: Sink) -> None:
        document = json.dumps(function(world, request), ensure_ascii=False).encode()
        sink.begin("application/json")
        sink.write(document)

    return answer


#: What answers which request; a request of a new kind needs an entry here and, if it needs more, a field of the world.
HANDLERS: Final[dict[type[Any], Handler]] = {
    AskRequest: answer_ask,
    CardRequest: answering(reconciliation.show),
    CheckRequest: answering(schema.check),
    CitationRequest: answer_citation,
    DescribeRequest: answer_describe,
    ExtendRequest: answering(reconciliation.extend),
    GraphRequest: answer_graph,
    NanopubRequest: answer_nanopub,
    PlainRequest: answer_plain,
    PortraitRequest: answering(portrait.paint),
    ProposeRequest: answering(reconciliation.propose),
    ReconcileRequest: answering(reconciliation.reconcile),
    SearchRequest: answering(cards.search),
    SparqlRequest: answer_sparql,
    SuggestRequest: answering(reconciliation.suggest),
    SurroundingsRequest: answering(surroundings.survey),
    WhyRequest: answer_why,
}
