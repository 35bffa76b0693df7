"""The visual language of the pages: a page that shows it, and the colours of its marks as a style sheet."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.deps import reply
from api.negotiation import PAGE, Choice, Format
from api.pages.marks import stylesheet
from api.pages.rendering import render

__all__ = ["router"]

router = APIRouter(tags=["operations"])

CSS = Format("css", "text/css", "CSS")


@router.get("/design", summary="See the visual language", operation_id="design", response_class=Response)
async def get_design(request: Request) -> Response:
    """Every mark with its words, the scale of type, and the parts that pages are made of."""

    async def make() -> bytes:
        return render(request, "design.html")

    return await reply(request, PAGE, make)


@router.get("/marks.css", summary="Read the colours of the marks", operation_id="marks", response_class=Response)
async def get_marks(request: Request) -> Response:
    """A custom property for each verdict, grade, rung and flag, in both schemes."""

    async def make() -> bytes:
        return stylesheet()

    return await reply(request, Choice(CSS, "text/css"), make)
