"""The beginning of a source's file: what its address tells, and marks where somebody who read it must fill in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from graph import namespaces as ns
from graph.canon import format_turtle
from graph.dates import read_day
from graph.errors import BadParameter

__all__ = ["UNFILLED", "new_source", "slug_from"]

#: What a text begins with that is still to be filled in; the lint of authored files refuses it.
UNFILLED: Final = "FILL IN:"
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ADDRESS: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"{}|^`\\]+")
#: Parts of a host that name nobody.
QUIET: Final = frozenset(
    {"www", "www2", "m", "en", "com", "org", "net", "gov", "gob", "go", "co", "ac", "edu", "int", "eu", "in", "jp"}
)
LONGEST: Final = 60


def is_address(text: str) -> bool:
    """Whether a text is an http or https address that names a host.

    >>> is_address("https://example.org/a?b"), is_address("https://[::"), is_address("ftp://example.org/")
    (True, False, False)
    """
    try:
        return bool(ADDRESS.fullmatch(text) and urlsplit(text).hostname)
    except ValueError:
        return False


def slug_from(text: str, url: str) -> str:
    """A slug of a title, or of an address: who publishes it, and the words of its last part.

    >>> slug_from("", "https://www.mea.gov.in/bilateral-documents.htm?dtl/40070/fact_sheet")
    'mea-bilateral-documents'
    >>> slug_from("Fact Sheet: India & Japan", "https://example.org/")
    'fact-sheet-india-japan'
    """
    parts = urlsplit(url)
    if not text:
        host = [part for part in (parts.hostname or "").split(".") if part not in QUIET]
        last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1]).rsplit(".", 1)[0]
        text = " ".join([*host[:1], last])
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug


def new_source(data: Path, url: str, *, title: str = "", issued: str = "", slug: str = "", today: date) -> Path:
    """Write the file of a source that is to be read, and return where it is.

    It lies in the folder of its year, ``undated`` while no day is known. Kind and extent of reading are left out, since
    nobody can guess them; the shapes ask for them. Raises :class:`graph.errors.BadParameter` for an address that is
    none, and where a source of this address or this slug is there already: nothing is ever overwritten.
    """
    if not is_address(url):
        raise BadParameter("URL", url, "an http or https address")
    if issued:
        try:
            issued = read_day(issued).isoformat()
        except ValueError:
            raise BadParameter("--issued", issued, "a day as YYYY-MM-DD") from None
    slug = slug or slug_from(title, url)
    if not SLUG.fullmatch(slug):
        raise BadParameter("--slug", slug, "words of a-z and 0-9 with hyphens between; give one")
    for file in sorted((data / "sources").glob("*/*.ttl")):
        if file.stem == slug:
            raise BadParameter("--slug", slug, f"a slug that is free; {file} is there already")
        if f"<{url}>".encode() in file.read_bytes():
            raise BadParameter("URL", url, f"an address that no source has; {file} has it")
    path = data / "sources" / (issued[:4] or "undated") / f"{slug}.ttl"
    text = format_turtle(_write(slug, url, title, issued, today), path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as written:
        written.write(text)
    return path


def _write(slug: str, url: str, title: str, issued: str, today: date) -> str:
    prefixes = ("", "dc", "dcterms", "schema", "source", "xsd")
    head = "".join(f"@prefix {name}: <{ns.PREFIXES[name]}> .\n" for name in prefixes)
    name = _literal(title or f"{UNFILLED} the title of the document, as it stands")
    day = f'    dcterms:issued "{issued}"^^xsd:date ;\n' if issued else ""
    return (
        f"{head}source:{slug} a :SourceDocument ;\n"
        f"    dcterms:title {name}@en ;\n"
        f"    schema:url <{url}> ;\n"
        f"    dc:publisher {_literal(f'{UNFILLED} who publishes it')} ;\n"
        f"    dc:language {_literal(f'{UNFILLED} its language, such as en')} ;\n"
        f"{day}"
        f'    :retrievedOn "{today.isoformat()}"^^xsd:date .\n'
    )


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{escaped}"'
