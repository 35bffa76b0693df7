"""Promises as a ladder, and each from its making to the deed."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.deps import reply
from api.negotiation import PAGE
from api.pages.asking import ask_question, given_of, offers_of
from api.pages.chains import STATIONS, chain_of
from api.pages.labels import unchecked_labels
from api.pages.promises import FILTERS, LADDER, choices_of, choose, ladder_of, promises_of
from api.pages.rendering import render
from graph.errors import UnknownEntity
from graph.namespaces import ID

__all__ = ["router"]

router = APIRouter(tags=["pages"])


@router.get("/promises", summary="See the promises on their ladder", operation_id="promises", response_class=Response)
async def get_promises(request: Request) -> Response:
    """Where each promise stands on a day, how old it is, and which are overdue or silent."""
    given = given_of(request, FILTERS)

    async def make() -> bytes:
        asked = {name: given.get(name, "") for name in ("material", "as_of")}
        ledger, pending, things = await asyncio.gather(
            ask_question(request, "ledger", asked),
            ask_question(request, "pending", asked, is_brief=True),
            ask_question(request, "things"),
        )
        materials = [row for row in things["rows"] if row["kind"]["iri"].endswith("#Material")]
        promises = promises_of(ledger["rows"], pending["rows"])
        shown = choose(promises, given)
        return await asyncio.to_thread(
            render,
            request,
            "promises.html",
            given=dict.fromkeys(FILTERS, "") | given,
            answer=ledger,
            promises=shown,
            total=len(promises),
            ladder=ladder_of(shown),
            rungs=[token for tokens in LADDER.values() for token in tokens],
            choices={**choices_of(promises), "material": offers_of(materials, "thing")},
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make)


@router.get("/promises/{slug}", summary="Follow a promise to its deed", operation_id="promise", response_class=Response)
async def get_promise(
    request: Request,
    slug: Annotated[
        str,
        Path(
            description="Last part of the IRI of the promise", examples=["accelerate-rare-earth-development--2011-10"]
        ),
    ],
) -> Response:
    """The chain of one promise: where it was made, what was promised, and what carries it out."""
    given = given_of(request, ("as_of",))

    async def make() -> bytes:
        iri = f"{ID}commitment/{slug}"
        asked = {"as_of": given.get("as_of", "")}
        chain, history, ledger, pending = await asyncio.gather(
            ask_question(request, "promise-to-deed", {"commitment": iri, **asked}),
            ask_question(request, "history-of", {"commitment": iri}),
            ask_question(request, "ledger", asked),
            ask_question(request, "pending", asked, is_brief=True),
        )
        found = [each for each in promises_of(ledger["rows"], pending["rows"]) if each.row["commitment"]["iri"] == iri]
        if not found:
            raise UnknownEntity(iri)
        return await asyncio.to_thread(
            render,
            request,
            "promise.html",
            given=dict.fromkeys(FILTERS, "") | given,
            answer=ledger,
            promise=found[0],
            stations=STATIONS,
            chain=chain_of(chain["rows"]),
            links=chain["rows"],
            history=history["rows"],
            unchecked=await unchecked_labels(request),
        )

    return await reply(request, PAGE, make)
