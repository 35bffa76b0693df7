"""Templates to bytes: one environment, autoescape on, nothing from outside, words and dates as readers write them.

What a template is given beside its own values is listed at :func:`render`.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request

from api.deps import has_named_language, page_language, services
from api.pages.marks import mark_of, marks_of
from api.pages.navigation import MAIN, REFERENCE, places_of
from api.pages.wording import Wording, number
from graph import namespaces
from graph.days import write_date
from graph.questions import LANGUAGES
from graph.terms import UNITS, humanise, slug_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from markupsafe import Markup

__all__ = ["is_web", "render", "warm"]

FOLDER = Path(__file__).parent.parent / "templates"
STATIC = Path(__file__).parent.parent / "static"
#: The template that most readers see before any other.
FIRST: Final = "home.html"
#: What each language calls itself.
NAMES: Final = {"en": "English", "ja": "日本語", "hi": "हिन्दी"}


@cache
def _environment() -> Environment:
    # The engine of templates takes a tenth of a second to import, and many a server is never asked for a page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "compact": _compact,
        "humanise": humanise,
        "number": pass_context(_number),
        "unit": lambda iri: UNITS.get(slug_of(iri), ""),
        "when": pass_context(_when),
    }
    environment.tests["web"] = is_web
    # Of the environment and not of a page, so that macros that are imported without a context have them too.
    environment.globals |= {"mark_of": mark_of, "marks_of": marks_of}
    return environment


@cache
def _edition() -> str:
    """A digest of the style, the scripts and the icon, which caches keep by it."""
    digest = hashlib.sha256()
    for file in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def warm() -> None:
    """Begin to compile the templates in the background, so that the first reader of a page need not wait for it.

    Once in a process, however many servers are in it. Between two templates as long is waited as the last one took,
    since requests that come meanwhile are the ones to be served.
    """
    threading.Thread(target=_compile, name="templates", daemon=True).start()


def _compile() -> None:
    environment = _environment()
    for name in (FIRST, *environment.list_templates()):
        begun = time.monotonic()
        environment.get_template(name)
        time.sleep(time.monotonic() - begun)


def render(request: Request, template: str, reported: tuple[str, str] | None = None, /, **context: object) -> bytes:
    """A page in the language of the request.

    A template has ``t("page.key")`` for words, ``language`` and the filters ``when`` and ``number`` for the rest;
    ``at(path, **parameters)`` and ``link(iri)`` for links to pages, which keep a language that the address names;
    ``address(path)`` for what has no language; ``style(name)`` and ``script(name)`` for the page's own assets;
    ``here``, the page's path. ``unchecked`` holds the IRIs whose labels nobody checked, where a page asked for them.

    ``reported`` is what an error that is reported would be in, in words, and the path at which it is read with its
    parameters; without it both are the page's path.
    """
    ours = services(request)
    here = request.scope["path"]
    language = page_language(request)
    kept = {"lang": language} if has_named_language(request) else {}

    def at(path: str, /, **parameters: object) -> str:
        named = {name: value for name, value in parameters.items() if value not in (None, "")} | kept
        return ours.address(path) + (f"?{urlencode(named, doseq=True)}" if named else "")

    def link(iri: str) -> str:
        if not kept or not ours.is_ours(iri):
            return ours.link(iri)
        document, hash_, fragment = ours.link(iri).partition("#")
        return f"{document}?{urlencode(kept)}{hash_}{fragment}"

    shared: dict[str, Any] = {
        "services": ours,
        "edition": _edition(),
        "release": ours.release,
        "language": language,
        "named_language": kept.get("lang", ""),
        "t": Wording(language),
        "at": at,
        "link": link,
        "address": ours.address,
        "style": lambda name: _tag(ours.address, f"pages/{name}.css", '<link rel="stylesheet" href="{}">'),
        "script": lambda name: _tag(ours.address, f"app/{name}.js", '<script type="module" src="{}"></script>'),
        "here": here,
        "tongues": _tongues(request, language),
        "places": places_of(request.app, MAIN),
        "reference_places": places_of(request.app, REFERENCE),
        "unchecked": frozenset(),
        "report_at": ours.report(*(reported or (here, here))),
        "report_text": ours.report_text((reported or (here, here))[1]),
    }
    return _environment().get_template(template).render(shared | context).encode()


def _tag(address: Callable[[str], str], file: str, pattern: str) -> Markup:
    """A tag for an asset of a page, or nothing when there is no such file: pages do without their scripts."""
    from markupsafe import Markup

    return Markup(pattern).format(f"{address('/static/' + file)}?v={_edition()}") if _is_there(file) else Markup()


@cache
def _is_there(file: str) -> bool:
    return (STATIC / file).is_file()


def _tongues(request: Request, language: str) -> list[tuple[str, str, str, bool]]:
    """Each language with its own name, the address of this page in it, and whether the page is in it."""
    asked = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    pairs = [(name, value) for name, value in asked if name != "lang"]
    return [(each, NAMES[each], f"?{urlencode([*pairs, ('lang', each)])}", each == language) for each in LANGUAGES]


def _when(context: Context, text: str, precision: str = "day") -> str:
    return write_date(text, precision, context["language"])


def _number(context: Context, value: float) -> str:
    return number(value, context["language"])


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
