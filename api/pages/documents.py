"""Linked-data documents: what each is offered as, the version that it is of, its links, and how it is made."""

from __future__ import annotations

import asyncio
import difflib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from fastapi import Request, Response

from api.deps import Made, negotiate, page_language, query_pairs, reply, run, services
from api.negotiation import GRAPHS, HTML, Choice, Format, split_suffix
from api.pages.labels import unchecked_labels
from api.pages.queries import select
from api.pages.rendering import render
from api.problems import NOT_FOUND, Problem
from graph import namespaces as ns
from graph.bibliography import Work, write_bibtex, write_csl, write_text
from graph.errors import UnknownEntity
from graph.nanopub import nanopub_iri
from graph.questions import Question
from graph.wire import CitationRequest, DescribeRequest, NanopubRequest, PortraitRequest

__all__ = [
    "CITATIONS",
    "FACTS",
    "NANOPUBS",
    "THINGS",
    "WHOLES",
    "check_version",
    "choose_format",
    "citation",
    "citations_of",
    "document",
    "links",
    "operation",
    "responses",
    "suffixes",
]

TRIG: Final = next(each for each in GRAPHS if each.name == "trig")
WRITERS: Final[Mapping[Format, Callable[[Sequence[Work]], str]]] = {
    Format("cite", "text/x-bibliography", "text", (), ("citation",)): write_text,
    Format("bib", "application/x-bibtex", "BibTeX", ("text/x-bibtex",), ("bibtex",)): write_bibtex,
    Format("csl.json", "application/vnd.citationstyles.csl+json", "CSL-JSON", (), ("csl", "csl-json")): write_csl,
}
#: What a citation is offered in; the media types are those by which DOIs are resolved to citations.
CITATIONS: Final = tuple(WRITERS)
#: What the description of a thing is offered in; it has no named graphs, so N-Quads would add nothing.
THINGS: Final = (*GRAPHS[:4], HTML, *CITATIONS)
#: What a fact is offered in; its TriG is a nanopublication.
FACTS: Final = (*GRAPHS[:4], TRIG, HTML, *CITATIONS)
#: What a document that is a named graph is offered in.
WHOLES: Final = (*GRAPHS, HTML)
NANOPUBS: Final = tuple(each for each in GRAPHS if each.name in ("trig", "nq"))


def operation(offered: Iterable[Format]) -> dict[str, Any]:
    """The parameters of a document's address, for the OpenAPI document."""
    described = (
        ("format", "Short name of a format; wins over Accept, and a suffix of the address wins over both."),
        ("version", "Version of the data that the document must be of; any other than the one served is not found."),
    )
    schemas = {"format": {"type": "string", "enum": [each.name for each in offered]}, "version": {"type": "string"}}
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": schemas[name], "description": description}
            for name, description in described
        ]
    }


def responses(offered: Iterable[Format]) -> dict[int | str, dict[str, Any]]:
    """What a document's address answers, for the OpenAPI document."""
    return {
        200: {"description": "The document", "content": {each.media_type: {} for each in offered}},
        304: {"description": "The client has it already (If-None-Match)"},
        404: {"description": "Nothing in the graph has this name, or not in this version; near names are listed"},
        406: {"description": "No acceptable representation"},
        410: {"description": "It was retired; the Link header names its successor where there is one"},
    }


def suffixes(offered: tuple[Format, ...]) -> list[tuple[str, str]]:
    """Suffix and title of each format that a page links to beside itself."""
    titles = {TRIG: "TriG (nanopublication)"} if offered == FACTS else {}
    return [(each.name, titles.get(each, each.title)) for each in offered if each in GRAPHS]


def choose_format(request: Request, name: str, offered: tuple[Format, ...]) -> tuple[str, Choice]:
    """A name without its suffix, and the format: by the suffix, else by the parameter, else by Accept.

    The version that the request names is checked on the way: what is not served has no format.
    """
    check_version(request, dict(query_pairs(request)).get("version"))
    stem, suffixed = split_suffix(name, offered)
    return stem, suffixed or negotiate(request, offered, dict(query_pairs(request)).get("format"))


def check_version(request: Request, version: str | None) -> None:
    """404 when another version of the data is asked for than the one that is served; its own name is in the answer."""
    served = services(request).release.version
    if version not in (None, served):
        raise Problem(
            NOT_FOUND,
            f"This server has no version {version!r} of the data.",
            f"The version served is {served}; see /dumps for the files of others.",
            members={"version": served},
        )


def links(
    request: Request, path: str, offered: Iterable[Format], *, iri: str = "", thing: str = "", related: str = ""
) -> str:
    """The Link header of a document: its formats, the thing that it is on, what to cite, licence and dataset.

    ``iri`` is the document's permanent name where it is one, ``thing`` that of the thing that it describes. Relations
    are those of RFC 8288's registry, used as FAIR Signposting does.
    """
    ours = services(request)
    address = ours.address(path)
    named = []
    for each in offered:
        relation = "describedby" if each in CITATIONS else "alternate"
        profile = f'; profile="{ns.NP.rstrip("#")}"' if thing and each == TRIG else ""
        named.append(f'<{address}.{each.name}>; rel="{relation}"; type="{each.media_type}"{profile}')
    targets = {
        "describes": thing,
        "cite-as": thing or iri,
        "type": ns.SCHEMA + ("AboutPage" if thing else "Dataset"),
        "license": ns.LICENSE if ours.release.manifest is not None else "",
        "collection": ns.DATASET if ours.release.manifest is not None and iri != ns.DATASET else "",
        "related": related,
    }
    named += [f'<{target}>; rel="{relation}"' for relation, target in targets.items() if target]
    named += ours.report_header(ns.compact(thing or iri), path).values()
    return ", ".join(named)


async def document(
    request: Request, iri: str, path: str, choice: Choice, offered: tuple[Format, ...], related: str = ""
) -> Response:
    """The description of a thing in the representation chosen; ``path`` is the document's address without a suffix."""
    ours = services(request)

    async def make() -> bytes | Made:
        try:
            if choice.format in CITATIONS:
                return WRITERS[choice.format](await cited(request, iri)).encode()
            if choice.format == TRIG:
                name = nanopub_iri(iri, ours.release.version)
                asked = NanopubRequest(iri, name, ours.release.version, TRIG.media_type)
                return Made((await run(request, asked)).body, {"Content-Location": ours.link(name)})
            if choice.format != HTML:
                return (await run(request, DescribeRequest(iri, choice.format.media_type))).body
            works = await cited(request, iri)
            painted = await run(request, asked_part(request, iri))
        except UnknownEntity as error:
            raise await _with_near(request, error) from None
        thing = json.loads(painted.body)
        return await asyncio.to_thread(
            render,
            request,
            "thing.html",
            (thing["title"]["label"], path),
            thing=thing,
            unchecked=await unchecked_labels(request),
            path=ours.address(path),
            names=suffixes(offered),
            alternates=[each for each in offered if each in GRAPHS],
            reference=write_text(works[:1]).strip(),
            citations=[(each.name, each.title) for each in CITATIONS],
            has_sources=len(works) > 1,
            related=related,
            further=questions_on(ours.questions, iri, thing["types"], page_language(request)),
        )

    return await reply(
        request, choice, make, headers={"Link": links(request, path, offered, thing=iri, related=related)}
    )


def asked_part(request: Request, iri: str) -> PortraitRequest:
    """What of a thing the page shows: all, or the part, the year and the page that the address names.

    A number that is none counts as left out, as does a part that the thing does not have.
    """
    given = dict(query_pairs(request))
    page = given.get("page", "")
    return PortraitRequest(
        iri,
        page_language(request),
        given.get("part", ""),
        given.get("year", ""),
        int(page) if page.isdecimal() and len(page) < 5 else 1,
    )


def questions_on(
    catalogue: Iterable[Question], iri: str, types: Iterable[str], language: str
) -> list[tuple[str, str, dict[str, str]]]:
    """The questions that can be asked of a thing with nothing else said: path, words, parameters."""
    classes = set(types)
    found = []
    for question in catalogue:
        required = [each for each in question.parameters if each.is_required]
        if len(required) == 1 and required[0].type == "entity" and classes & set(required[0].classes):
            asked = {required[0].name: ns.compact(iri)}
            found.append((f"/questions/{question.id}", question.text[language], asked))
    return found


async def citation(request: Request, iri: str, path: str, choice: Choice, offered: tuple[Format, ...]) -> Response:
    """How to cite what has no description of its own here."""

    async def make() -> bytes:
        return WRITERS[choice.format](await cited(request, iri)).encode()

    return await reply(request, choice, make, headers={"Link": links(request, path, offered, iri=iri)})


async def citations_of(request: Request, iri: str) -> list[tuple[str, str, str]]:
    """Name, title and text of each form in which a thing is cited."""
    works = await cited(request, iri)
    return [(form.name, form.title, write(works)) for form, write in WRITERS.items()]


async def cited(request: Request, iri: str) -> list[Work]:
    """The works to cite for a thing, itself first."""
    answer = await run(request, CitationRequest(iri, services(request).release.version))
    return [Work(**work) for work in json.loads(answer.body)]


async def _with_near(request: Request, error: UnknownEntity) -> UnknownEntity:
    """The error with things of the same kind that are spelled nearly so."""
    others = [row["other"].value for row in await select(services(request).pool, "neighbours", error.iri)]
    near = await asyncio.to_thread(difflib.get_close_matches, error.iri, others, 5, 0.8)
    return UnknownEntity(error.iri, tuple(near))
