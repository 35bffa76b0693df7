"""What crawlers and other readers of whole sites are told: what they may do, and what there is."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Request, Response

from api.deps import reply, services
from api.negotiation import Choice, Format
from api.pages.crawlers import MOST_ADDRESSES, paths_of, write_index, write_map, write_summary
from api.pages.queries import select
from api.problems import NOT_FOUND, Problem

__all__ = ["router"]

router = APIRouter(tags=["operations"])

XML: Final = Choice(Format("xml", "application/xml", "XML"), "application/xml")
MARKDOWN: Final = Choice(Format("md", "text/markdown", "Markdown"), "text/markdown")
ROBOTS: Final = """User-agent: *
Disallow: /sparql
Disallow: /why
Disallow: /search
Disallow: /suggest
Disallow: /reconcile
Disallow: /mcp
Disallow: /questions/*?
Allow: /

Sitemap: {base}/sitemap.xml
"""


@router.get("/robots.txt", include_in_schema=False)
async def get_robots(request: Request) -> Response:
    """Crawlers are welcome to pages and dumps; queries are for those who ask them."""
    headers = {"Cache-Control": "public, max-age=86400"}
    text = ROBOTS.format(base=_base(request))
    return Response(text, media_type="text/plain; charset=utf-8", headers=headers)


@router.get(
    "/llms.txt",
    summary="Read a summary of the site for language models",
    operation_id="llms",
    response_class=Response,
    responses={200: {"description": "What is here and how to ask it", "content": {"text/markdown": {}}}},
)
async def get_summary(request: Request) -> Response:
    """In Markdown: what the graph is, how to ask it, every question with an example."""
    ours = services(request)
    base = _base(request)

    async def make() -> bytes:
        return write_summary(base, ours.release, ours.questions)

    return await reply(request, MARKDOWN, make, base)


@router.get(
    "/sitemap.xml",
    summary="List the maps of the site",
    operation_id="sitemap",
    response_class=Response,
    responses={200: {"description": "The index of the maps", "content": {"application/xml": {}}}},
)
async def get_index(request: Request) -> Response:
    """An index by the protocol of sitemaps; the day of each map is that of the data."""
    ours = services(request)
    base = _base(request)

    async def make() -> bytes:
        count = -(-len(await _paths(request)) // MOST_ADDRESSES)
        return write_index(base, count, ours.release.cut_off)

    return await reply(request, XML, make, base)


@router.get(
    "/sitemap/{page}.xml",
    summary="List pages of the site",
    operation_id="sitemap_page",
    response_class=Response,
    responses={
        200: {"description": "A map of at most 50,000 pages", "content": {"application/xml": {}}},
        404: {"description": "There is no map of this number"},
    },
)
async def get_map(
    request: Request, page: Annotated[str, Path(description="Number of the map", examples=["1"])]
) -> Response:
    """Pages on the questions, on things and facts, and on concepts."""
    ours = services(request)
    base = _base(request)

    async def make() -> bytes:
        paths = await _paths(request)
        start = (int(page) - 1) * MOST_ADDRESSES if page.isascii() and page.isdecimal() and len(page) < 6 else -1
        if not 0 <= start < len(paths):
            raise Problem(NOT_FOUND, f"There is no map {page!r}.", "See /sitemap.xml for those that there are.")
        return write_map(base, paths[start : start + MOST_ADDRESSES], ours.release.cut_off)

    return await reply(request, XML, make, base)


async def _paths(request: Request) -> list[str]:
    ours = services(request)
    things = [row["thing"].value for row in await select(ours.pool, "addresses")]
    return paths_of(ours.release, ours.questions, things)


def _base(request: Request) -> str:
    """Maps name whole addresses: the public one where it is set, else that by which the server was reached."""
    return services(request).settings.base_url or str(request.base_url).rstrip("/")
