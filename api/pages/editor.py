"""The page of the endpoint: a form that works without scripts, and under it the answer or what is wrong.

A script makes an editor of the form's text and pictures of the answer's table; it reads all it needs from this page
and from the endpoint itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from fastapi import Request, Response

from api.deps import services
from api.negotiation import GRAPHS, HTML, RESULTS
from api.pages.queries import select
from api.pages.rendering import render
from api.pages.results import Cell, read_results
from api.pages.turtle import with_prefixes
from api.problems import Problem
from api.spool import Answer
from graph import namespaces
from graph.questions import Question

__all__ = ["answer_page", "blank_page", "examples_of", "problem_page"]

#: A page shows so many rows and says how many there are; a larger answer is offered as a file.
PAGE_ROWS: Final = 1000
PAGE_BYTES: Final = 8 << 20
EXAMPLE: Final = """PREFIX : <{ontology}>
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
Examples = Mapping[str, Sequence[Question]]
#: Graphs that were named beside the query, by the parameter of the protocol that named them.
Graphs = Mapping[str, Sequence[str]]


async def examples_of(request: Request) -> Examples:
    """Questions of the catalogue whose query stands in the graph with an example in it, by topic.

    The graph is asked once, since it stays as it is while the server runs.
    """
    state = request.app.state
    if not hasattr(state, "examples"):
        ours = services(request)
        found = {row["executable"].value.rpartition("#")[2] for row in await select(ours.pool, "executables")}
        known = (question for question in ours.questions if question.id in found)
        state.examples = {topic: tuple(each) for topic, each in groupby(known, key=lambda question: question.topic)}
    examples: Examples = state.examples
    return examples


async def blank_page(request: Request, example: str = "") -> bytes:
    """The form with a query in it: that of the question ``example``, where the graph has it, else a small one."""
    examples = await examples_of(request)
    is_known = any(question.id == example for several in examples.values() for question in several)
    rows: Sequence[Mapping[str, Cell]] = ()
    if is_known:
        rows = await select(services(request).pool, "executable", f"{namespaces.QUESTIONS}#{example}")
    return _page(request, "", examples, draft=rows[0]["query"].value if rows else _small())


def answer_page(request: Request, query: str, answered: Answer, examples: Examples, graphs: Graphs) -> bytes:
    """The form with the answer under it; a large one is offered for download, and said to be."""
    is_table = answered.media_type == RESULTS[0].media_type
    shown: dict[str, object] = {"offered": RESULTS if is_table else GRAPHS, "graphs": graphs}
    if answered.size > PAGE_BYTES:
        return _page(request, query, examples, size=answered.size, **shown)
    if is_table:
        return _page(request, query, examples, table=read_results(answered.body), **shown)
    return _page(request, query, examples, text=with_prefixes(answered.body).decode(), **shown)


def problem_page(request: Request, query: str, problem: Problem, examples: Examples, graphs: Graphs) -> Response:
    """The form with the query as it was sent and what is wrong with it."""
    headers = {
        "Content-Type": HTML.content_type,
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "no-store",
        **problem.headers,
    }
    return Response(_page(request, query, examples, problem=problem, graphs=graphs), problem.kind.status, headers)


def _small() -> str:
    return EXAMPLE.format(ontology=namespaces.ONTOLOGY, skos=namespaces.SKOS)


def _page(request: Request, query: str, examples: Examples, **shown: object) -> bytes:
    nothing: dict[str, object] = {"problem": None, "table": None, "text": None, "size": 0}
    nothing |= {"offered": (), "draft": "", "graphs": {}}
    return render(
        request,
        "sparql.html",
        query=query,
        examples=examples,
        prefixes=sorted(namespaces.PREFIXES.items()),
        formats=(*RESULTS, *GRAPHS),
        limits=services(request).limits,
        page_rows=PAGE_ROWS,
        **(nothing | shown),
    )
