"""The application for a server process that is told where to find one: ``uvicorn api.asgi:app``.

Settings come from the environment. The bounds on connections, the log and the stop that breaks nothing off are those of
``minpact serve``; another server has its own, and must be told to believe no headers (uvicorn: ``--no-proxy-headers``).
Nothing imports this module, since importing it makes the application.
"""

from __future__ import annotations

from api.app import create_app
from api.settings import Settings

__all__ = ["app"]

app = create_app(Settings.from_environment())
