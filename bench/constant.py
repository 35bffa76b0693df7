"""The ceiling of a Python web framework: a FastAPI route that answers everybody with the same bytes.

``python -m bench.constant PORT FILE`` serves the bytes of a file, with the event loop, the HTTP parser and the single
process that the service itself uses.
"""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response

__all__ = ["create_app"]


def create_app(body: bytes) -> FastAPI:
    """An application whose ``/sparql`` answers whatever it is asked with ``body``."""
    app = FastAPI(openapi_url=None)

    @app.get("/sparql")
    async def answer() -> Response:
        return Response(body, media_type="application/sparql-results+json")

    return app


if __name__ == "__main__":
    uvicorn.run(
        create_app(Path(sys.argv[2]).read_bytes()),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        log_level="warning",
        access_log=False,
    )
