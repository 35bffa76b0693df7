"""Templates to bytes: one environment, autoescape on, nothing from outside, words and dates as readers write them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import Request

from api.deps import services
from graph import namespaces
from graph.dates import when
from graph.terms import humanise

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["is_web", "render"]

FOLDER = Path(__file__).parent.parent / "templates"
STATIC = Path(__file__).parent.parent / "static"


@cache
def _environment() -> Environment:
    # The engine of templates takes a tenth of a second to import, and many a server is never asked for a page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"compact": _compact, "humanise": humanise, "when": when}
    environment.tests["web"] = is_web
    return environment


@cache
def _edition() -> str:
    """A digest of the style, the scripts and the icon, which caches keep by it."""
    digest = hashlib.sha256()
    for file in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def render(request: Request, template: str, reported: tuple[str, str] | None = None, /, **context: object) -> bytes:
    """A page; ``link`` and ``address`` in a template give this server's addresses, ``here`` is the page's own path.

    ``reported`` is what an error that is reported would be in, in words, and the path at which it is read with its
    parameters; without it both are the page's path.
    """
    ours = services(request)
    here = request.scope["path"]
    shared = {
        "services": ours,
        "edition": _edition(),
        "release": ours.release,
        "link": ours.link,
        "address": ours.address,
        "here": here,
        "report": ours.report(*(reported or (here, here))),
    }
    return _environment().get_template(template).render(shared | context).encode()


def _compact(iri: str) -> str:
    """An IRI as short as a reader can follow: a compact name, else without our own namespace."""
    return namespaces.compact(iri).strip("<>").removeprefix(namespaces.BASE)


def is_web(address: str) -> bool:
    """Whether an address may be a link: only http and https, never a scheme that runs something.

    >>> is_web("https://example.org/"), is_web("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
