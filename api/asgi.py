"""The application for a server process that is told where to find one: ``uvicorn api.asgi:app``.

Settings come from the environment. Nothing imports this module, since importing it makes the application.
"""

from __future__ import annotations

from api.app import create_app
from api.settings import Settings

__all__ = ["app"]

app = create_app(Settings.from_environment())
