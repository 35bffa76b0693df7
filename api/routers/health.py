"""For those who run the server: is it alive, is it ready, which version is it."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from api.deps import json_bytes, services
from api.negotiation import read_list
from api.pages.operations import schema_of
from graph.errors import GraphError
from graph.wire import SparqlRequest

__all__ = ["router"]

router = APIRouter(tags=["operations"])

#: What metrics come as.
EXPOSITIONS = ("text/plain", "application/openmetrics-text")
#: Readiness is answered within so many seconds, whatever the deadline of queries.
READY_SECONDS = 2.0


@router.get(
    "/health/live",
    summary="Ask whether the process is alive",
    operation_id="live",
    responses={200: {"description": "It is alive", "content": schema_of("Health")}},
    response_class=Response,
)
async def get_live() -> Response:
    """200 as long as the process answers at all; no query is run, so hostile ones cannot make it wait."""
    return answer(200, {"status": "alive"})


@router.get(
    "/health/ready",
    summary="Ask whether queries are answered",
    operation_id="ready",
    responses={
        200: {"description": "It is ready", "content": schema_of("Health")},
        503: {"description": "Not now", "content": schema_of("Health")},
    },
    response_class=Response,
)
async def get_ready(request: Request) -> Response:
    """200 when a reader answers a trivial query within two seconds, else 503."""
    pool = services(request).pool
    try:
        answered = await pool.run(SparqlRequest("ASK {}", "text/csv", None), deadline=READY_SECONDS)
    except GraphError as error:
        return answer(503, {"status": "not ready", "reason": str(error)})
    return answer(200, {"status": "ready"}) if answered.body else answer(503, {"status": "not ready"})


@router.get(
    "/version",
    summary="Ask for the versions of data and program",
    operation_id="version",
    responses={200: {"description": "The versions", "content": schema_of("Version")}},
    response_class=Response,
)
async def get_version(request: Request) -> Response:
    """The data's version and cut-off, the program's version, and how much there is; the latter for a build only."""
    ours = services(request)
    manifest = ours.release.manifest
    counts = (
        {}
        if manifest is None
        else {name: getattr(manifest, name) for name in ("triples", "quads", "graphs", "sources", "facts")}
    )
    cut_off = {"cut_off": ours.release.cut_off} if ours.release.cut_off else {}
    return answer(200, {"data": ours.release.version, "program": ours.program, **cut_off, **counts})


@router.get(
    "/metrics",
    summary="Read the server's counts, for Prometheus",
    operation_id="metrics",
    responses={200: {"description": "The metrics", "content": {kind: {} for kind in EXPOSITIONS}}},
    response_class=Response,
)
async def get_metrics(request: Request) -> Response:
    """Requests, queries, readers, cache and connections, in the text format of Prometheus or in OpenMetrics.

    Nothing in it tells what was asked. Whoever reaches the server can read it; a proxy in front may keep it inside.
    """
    # The library that writes metrics takes a while to import, and many a server is never scraped.
    from api.metrics import scrape

    body, content_type = scrape(services(request), read_list(request.headers, "accept") or "")
    return Response(body, 200, {"Cache-Control": "no-store", "Content-Type": content_type, "Vary": "Accept"})


def answer(status: int, document: Mapping[str, object]) -> Response:
    """A document that no cache keeps."""
    body = json_bytes(document)
    return Response(body, status, {"Cache-Control": "no-store"}, "application/json")
