"""The address at which programs that converse call the tools."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.mcp import Entry

__all__ = ["router"]

router = APIRouter(tags=["questions"])


@router.post(
    "/mcp",
    summary="Call the tools by the Model Context Protocol",
    operation_id="mcp",
    response_class=Response,
    responses={
        200: {"description": "The result, or an error of JSON-RPC", "content": {"application/json": {}}},
        202: {"description": "A notification was taken"},
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"type": "object"},
                    "example": {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}},
                }
            },
        }
    },
)
async def post_mcp(request: Request) -> Response:
    """A message of the Model Context Protocol over streamable HTTP, without sessions: each question of the catalogue
    is a tool, and so are `ask`, `search`, `describe`, `why` and `sparql`. There is no stream to GET. A Host
    or an Origin that is not the server's own is refused (421, 403); so is what is no JSON-RPC (400), what is too long
    (413), and a client that does not accept both `application/json` and `text/event-stream` (406).
    """
    entry: Entry = request.app.state.mcp
    return await entry.answer(request)
