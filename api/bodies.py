"""Reads the body of a request up to a cap."""

from __future__ import annotations

from fastapi import Request

from api.problems import TOO_LARGE, Problem

__all__ = ["is_coded", "read_body", "too_large"]


def too_large(what: str, cap: int, remedy: str) -> Problem:
    """413: ``what`` is over its cap in bytes."""
    return Problem(TOO_LARGE, f"{what} may have {cap} bytes.", remedy, members={"cap_bytes": cap})


def is_coded(request: Request) -> bool:
    """Whether the body is in a content coding, which no body is taken in."""
    return request.headers.get("content-encoding", "identity").strip().lower() != "identity"


async def read_body(request: Request, cap: int, what: str, remedy: str) -> bytes:
    """The body, or 413 as soon as it is over the cap, announced or come; the rest is not read."""
    problem = too_large(what, cap, remedy)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > cap:
        raise problem
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > cap:
            raise problem
    return bytes(body)
