"""Questions of the catalogue as pages ask them: the answer document, with labels in the page's language."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request

from api.deps import page_language, run
from graph.wire import AskRequest

__all__ = ["asked"]

JSON = "application/json"


async def asked(request: Request, question: str, /, **parameters: str) -> dict[str, Any]:
    """The answer to a question; parameters that are empty count as left out.

    Raises what the question raises, such as :class:`graph.errors.UnknownTerm`.
    """
    given = {name: value for name, value in parameters.items() if value}
    answered = await run(request, AskRequest(question, given, page_language(request), 0, "", "", JSON))
    document: dict[str, Any] = json.loads(answered.body)
    return document
