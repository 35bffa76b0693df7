"""The page of the endpoint: a form that works without scripts, and under it the answer or what is wrong."""

from __future__ import annotations

from fastapi import Request, Response

from api.deps import services
from api.negotiation import GRAPHS, HTML, RESULTS
from api.pages.rendering import render
from api.pages.results import read_results
from api.pages.turtle import with_prefixes
from api.problems import Problem
from api.spool import Answer
from graph import namespaces

__all__ = ["answer_page", "blank_page", "problem_page"]

#: A page shows so many rows and says how many there are; a larger answer is offered as a file.
PAGE_ROWS = 1000
PAGE_BYTES = 8 << 20
EXAMPLE = """PREFIX : <{ontology}>
PREFIX skos: <{skos}>

SELECT ?framework ?label
WHERE {{
  ?framework a :Framework .
  ?framework skos:prefLabel ?label .
  FILTER(LANG(?label) = "en")
}}
ORDER BY ?label
LIMIT 20
"""


def answer_page(request: Request, query: str, answered: Answer) -> bytes:
    """The form with the answer under it; a large one is offered for download, and said to be."""
    is_table = answered.media_type == RESULTS[0].media_type
    formats = RESULTS if is_table else GRAPHS
    if answered.size > PAGE_BYTES:
        return _page(request, query, size=answered.size, names=[each.name for each in formats])
    if is_table:
        return _page(request, query, table=read_results(answered.body))
    return _page(request, query, text=with_prefixes(answered.body).decode())


def problem_page(request: Request, query: str, problem: Problem) -> Response:
    """The form with the query as it was sent and what is wrong with it."""
    headers = {
        "Content-Type": HTML.content_type,
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "no-store",
        **problem.headers,
    }
    return Response(_page(request, query, problem=problem), problem.kind.status, headers)


def blank_page(request: Request) -> bytes:
    """The form with an example in it."""
    return _page(request, "")


def _page(request: Request, query: str, **shown: object) -> bytes:
    nothing = {"problem": None, "table": None, "text": None, "size": 0, "names": ()}
    return render(
        request,
        "sparql.html",
        query=query,
        example=EXAMPLE.format(ontology=namespaces.ONTOLOGY, skos=namespaces.SKOS),
        formats=(*RESULTS, *GRAPHS),
        limits=services(request).limits,
        page_rows=PAGE_ROWS,
        **(nothing | shown),
    )
