"""The way to report an error: the address of a new issue, filled in with what it is about."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["issue_link"]


def issue_link(template: str, title: str, body: str) -> str:
    """An address out of its template; ``{title}`` and ``{body}`` are put in as a query string takes them.

    >>> issue_link("https://example.org/new?title={title}&body={body}", "A & B", "One\\nTwo")
    'https://example.org/new?title=A%20%26%20B&body=One%0ATwo'
    """
    return template.replace("{title}", quote(title, safe="")).replace("{body}", quote(body, safe=""))
