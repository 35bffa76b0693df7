"""Styles, scripts and pictures of the pages: files that come with the program, packed for whoever takes a coding."""

from __future__ import annotations

import asyncio
import mimetypes
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response

from api.deps import Made, reply
from api.negotiation import Choice, Format
from api.problems import NOT_FOUND, Problem

__all__ = ["router"]

router = APIRouter(tags=["operations"])

FOLDER: Final = Path(__file__).parent.parent / "static"
#: Pages name them with an edition, so a cache may keep them.
KEPT: Final = {"Cache-Control": "public, max-age=86400"}


@router.get("/static/{path:path}", include_in_schema=False)
async def get_asset(request: Request, path: str) -> Response:
    """One file, by its name within the folder of the program's own."""
    file = _files().get(path)
    if file is None:
        raise Problem(NOT_FOUND, f"There is no file /static/{path}.", "See / for what there is.")
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"

    async def make() -> Made:
        return Made(await asyncio.to_thread(file.read_bytes), KEPT)

    return await reply(request, Choice(Format(file.suffix[1:], media_type, "File"), media_type), make)


@cache
def _files() -> dict[str, Path]:
    """Files by name, as they are when the first is asked for; a name out of the folder is none of them."""
    return {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.is_file()}
