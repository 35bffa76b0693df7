"""Templates to bytes: one environment, autoescape on, nothing from outside, words and dates as readers write them."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import Request

from api.deps import services
from graph import namespaces
from graph.dates import read_day, write_day

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["humanise", "is_web", "render", "render_text", "when"]

FOLDER = Path(__file__).parent.parent / "templates"
STATIC = Path(__file__).parent.parent / "static"


@cache
def _environment() -> Environment:
    # The engine of templates takes a tenth of a second to import, and many a server is never asked for a page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=_is_markup,
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


def _is_markup(template: str | None) -> bool:
    """Whether values are escaped as HTML: in everything but Turtle, which has IRIs only where they are checked."""
    return template is None or not template.endswith(".ttl")


def render_text(template: str, /, **context: object) -> str:
    """A text that is no page."""
    return _environment().get_template(template).render(context)


def render(request: Request, template: str, /, **context: object) -> bytes:
    """A page; ``link`` and ``address`` in a template give this server's addresses, ``here`` is the page's own path."""
    ours = services(request)
    shared = {
        "services": ours,
        "edition": _edition(),
        "release": ours.release,
        "link": ours.link,
        "address": ours.address,
        "here": request.url.path,
    }
    return _environment().get_template(template).render(shared | context).encode()


def _compact(iri: str) -> str:
    """An IRI as short as a reader can follow: a compact name, else without our own namespace."""
    return namespaces.compact(iri).strip("<>").removeprefix(namespaces.BASE)


def humanise(iri: str) -> str:
    """Words for an IRI that has no label: its last segment, taken apart.

    >>> humanise("http://www.w3.org/2004/02/skos/core#altLabel"), humanise("https://example.org/id/actor/india--msp")
    ('alt label', 'india — msp')
    """
    name = re.split(r"[/#]", iri.rstrip("/#"))[-1]
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("--", " — ").replace("-", " ").replace("_", " ")
    return apart.lower() if apart != name else name


def when(text: str, precision: str = "day") -> str:
    """A date no more precise than it is known; what is no date comes back as it is.

    >>> when("2023-06-01", "month"), when("2025-09-30", "quarter"), when("2025-08-29"), when("soon")
    ('June 2023', 'July to September 2025', '29 August 2025', 'soon')
    """
    try:
        return write_day(read_day(text), precision)
    except ValueError:
        return text


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
