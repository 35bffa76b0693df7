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
        400: {"description": "No JSON-RPC, or of a version of the protocol that is not spoken"},
        403: {"description": "The Origin is not one that may"},
        406: {"description": "The client must accept both application/json and text/event-stream"},
        413: {"description": "The body is too long"},
        421: {"description": "The Host is not this server's"},
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
    is a tool, and so are `ask`, `search`, `describe`, `why` and `sparql`. There is no stream to GET.
    """
    entry: Entry = request.app.state.mcp
    return await entry.answer(request)
