"""The page on which people validate: a form, and under it what was found or what is wrong with what was sent."""

from __future__ import annotations

import json
from typing import Final

from fastapi import Request

from api.deps import services
from api.negotiation import GRAPHS
from api.pages.rendering import render
from api.problems import Problem
from api.spool import Answer
from graph import namespaces
from graph.wire import ValidateRequest

__all__ = ["EXAMPLE", "answer_page", "blank_page", "problem_page"]

#: A page shows so many results and says how many there are; no page is made of a document longer than this.
PAGE_RESULTS: Final = 500
PAGE_BYTES: Final = 8 << 20
#: A longer text is not put back into the form.
FORM_CHARACTERS: Final = 100_000
#: A draft that does not conform: no June has a 31st day, and a fact rests on evidence.
EXAMPLE: Final = f"""@prefix : <{namespaces.ONTOLOGY}> .
@prefix actor: <{namespaces.ID}actor/> .
@prefix framework: <{namespaces.ID}framework/> .
@prefix membership: <{namespaces.ID}membership/> .
@prefix xsd: <{namespaces.XSD}> .

membership:india--minerals-security-partnership--draft a :Membership ;
    :memberActor actor:india ;
    :memberOf framework:minerals-security-partnership ;
    :validFrom "2023-06-31"^^xsd:date .
"""


def blank_page(request: Request) -> bytes:
    """The form with an example in it."""
    return _page(request, ValidateRequest("", EXAMPLE, GRAPHS[0].media_type))


def answer_page(request: Request, asked: ValidateRequest, answered: Answer) -> bytes:
    """The form as it was sent, with the verdict, the notes and the sentences; ``answered`` is the JSON document."""
    if answered.size > PAGE_BYTES:
        return _page(request, asked, size=answered.size)
    return _page(request, asked, report=json.loads(answered.body))


def problem_page(request: Request, asked: ValidateRequest, problem: Problem) -> bytes:
    """The form as it was sent and what is wrong with it."""
    return _page(request, asked, problem=problem)


def _page(request: Request, asked: ValidateRequest, **shown: object) -> bytes:
    data, shapes = (text if len(text) <= FORM_CHARACTERS else "" for text in (asked.data, asked.shapes or ""))
    return render(
        request,
        "validation.html",
        data=data,
        data_format=asked.data_format,
        sent_shapes=shapes,
        formats=GRAPHS,
        limits=services(request).limits,
        page_results=PAGE_RESULTS,
        **({"problem": None, "report": None, "size": 0} | shown),
    )
