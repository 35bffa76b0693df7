"""What programs are told that read the whole site: the map of its pages, and a summary for language models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from api.deps import Release
from graph import namespaces as ns
from graph.questions import Catalogue, Question

__all__ = ["MOST_ADDRESSES", "paths_of", "write_index", "write_map", "write_summary"]

#: Addresses of one map, by the protocol of sitemaps.
MOST_ADDRESSES: Final = 50_000
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: Pages that every server has.
PAGES: Final = ("/", "/questions", "/ontology", "/vocab", "/shapes", "/docs", "/sparql", "/validate", "/quality")
#: Pages of a build, which a bare file does not have.
PAGES_OF_BUILDS: Final = ("/dumps", "/catalog")


def paths_of(release: Release, catalogue: Catalogue, things: Iterable[str]) -> list[str]:
    """Paths of all pages: the fixed ones, the questions, the documents on things, the concepts."""
    pages = [*PAGES, *(PAGES_OF_BUILDS if release.manifest else ())]
    questions = [f"/questions/{question.id}" for question in catalogue]
    documents = [path for iri in things if (path := _path(iri))]
    return [*pages, *questions, *documents]


def _path(iri: str) -> str:
    """The path of the document on a thing or a concept; empty for what has none of its own.

    >>> _path(ns.ID + "actor/india"), _path(ns.VOCAB + "rank"), _path(ns.ONTOLOGY + "Actor")
    ('/doc/actor/india', '/vocab/rank', '')
    """
    if iri.startswith(ns.ID) and iri.removeprefix(ns.ID).count("/") == 1:
        return "/doc/" + iri.removeprefix(ns.ID)
    return "/vocab/" + iri.removeprefix(ns.VOCAB) if iri.startswith(ns.VOCAB) else ""


def write_index(base: str, pages: int, day: str) -> bytes:
    """The index of the maps; ``day`` is that of the data, perhaps empty.

    >>> print(write_index("https://example.org", 1, "2026-01-31").decode().splitlines()[2])
    <sitemap><loc>https://example.org/sitemap/1.xml</loc><lastmod>2026-01-31</lastmod></sitemap>
    """
    entries = (_entry("sitemap", f"{base}/sitemap/{number}.xml", day) for number in range(1, pages + 1))
    return _write("sitemapindex", entries)


def write_map(base: str, paths: Sequence[str], day: str) -> bytes:
    """One map."""
    return _write("urlset", (_entry("url", base + path, day) for path in paths))


def _write(root: str, entries: Iterable[str]) -> bytes:
    return "".join([HEAD, f'<{root} xmlns="{ns.SITEMAP}">\n', *entries, f"</{root}>\n"]).encode()


def _entry(name: str, address: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{name}><loc>{escape(address)}</loc>{changed}</{name}>\n"


def write_summary(base: str, release: Release, catalogue: Catalogue) -> bytes:
    """The summary, in Markdown, as the proposal for ``/llms.txt`` wants it: a heading, a summary, lists of links."""
    return ("\n".join(_summary(base, release, catalogue)) + "\n").encode()


def _summary(base: str, release: Release, catalogue: Catalogue) -> Iterator[str]:
    known = f", known up to {release.cut_off}" if release.cut_off else ""
    yield "# MinPact\n"
    yield (
        "> A knowledge graph of critical-minerals cooperation, India and Japan first: who is bound to whom by which "
        "framework, what it covers, what was pledged and what became of it. Every fact has a source.\n"
    )
    yield f"Data version {release.version}{known}. Data and ontology are under CC BY 4.0.\n"
    yield (
        "An empty answer means that nothing is known, which is not to say that there is nothing; `empty_means` tells "
        "which. Say the sources and the day with every answer.\n"
    )
    yield "## Ask\n"
    yield f"- [Ask in plain words]({base}/ask?q=Which+frameworks+cover+rare+earths%3F): English, Japanese, Hindi; `q`"
    yield f"- [Search]({base}/search?q=rare+earths&format=json): things by name; `q`, `type`, `lang`"
    yield f"- [SPARQL]({base}/sparql): SPARQL 1.1 Protocol"
    yield f"- [Why]({base}/why): who states a triple; `subject`, `predicate`, `object`"
    yield f"- [Model Context Protocol]({base}/mcp): the questions below as tools, over streamable HTTP"
    yield f"- [OpenAPI]({base}/openapi.json): every address with its parameters\n"
    yield "## Read\n"
    yield f"- [Ontology]({base}/ontology): classes and properties"
    yield f"- [Vocabularies]({base}/vocab): the concepts that facts use"
    if release.manifest:
        yield f"- [Dumps]({base}/dumps): the whole graph as files"
    yield f"- [Map of the site]({base}/sitemap.xml)\n"
    yield "## Questions\n"
    yield from (f"- [{question.text['en']}]({base}{_example(question)}): {question.summary}" for question in catalogue)


def _example(question: Question) -> str:
    given = {each.name: each.example for each in question.parameters if each.is_required}
    return f"/questions/{question.id}" + (f"?{urlencode(given)}" if given else "")
