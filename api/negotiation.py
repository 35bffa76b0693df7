"""Which representation a client gets: Accept and formats (RFC 9110).

Of the types on offer the client gets the one of the highest quality. Ties go to the type that the client names more
precisely, then to the order of the offer, so ``*/*`` alone brings the first one. Ranges that are malformed are passed
over, and a header in which nothing can be read counts as absent: a client that says nothing sensible is served, one
that says sensibly what it wants is never served something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.datastructures import Headers

__all__ = [
    "ANSWERS",
    "GRAPHS",
    "HTML",
    "PAGE",
    "RESULTS",
    "Choice",
    "Format",
    "MediaRange",
    "choose",
    "choose_language",
    "find_format",
    "offers",
    "parse_accept",
    "read_list",
    "split_suffix",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A representation: its short name (in ``format=`` and as a suffix), its media type, and other names for both.

    A client that accepts an alias gets the same bytes labelled with the alias: SPARQL results in JSON are JSON.
    """

    name: str
    media_type: str
    title: str
    aliases: tuple[str, ...] = ()
    short_aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a header says it."""
        return label(self.media_type)


@dataclass(frozen=True, slots=True)
class Choice:
    """The format chosen and the media type to label it with, which may be one of the format's aliases."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The media type as a header says it."""
        return label(self.media_type)


#: The pages are HTML and no XML, so they are not offered as XHTML: every browser accepts text/html as well.
HTML = Format("html", "text/html", "Web page")
#: What there is to choose where an address has a page and nothing else.
PAGE = Choice(HTML, HTML.media_type)

#: What the solutions of SELECT and the verdict of ASK are offered in.
RESULTS = (
    Format("json", "application/sparql-results+json", "JSON", ("application/json",), ("srj",)),
    Format("xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml"), ("srx",)),
    Format("csv", "text/csv", "CSV"),
    Format("tsv", "text/tab-separated-values", "TSV"),
)

#: What triples are offered in; TriG and N-Quads hold them in their default graph.
GRAPHS = (
    Format("ttl", "text/turtle", "Turtle", ("application/x-turtle",), ("turtle",)),
    Format("nt", "application/n-triples", "N-Triples", ("text/plain",), ("ntriples", "n-triples", "n3")),
    Format("jsonld", "application/ld+json", "JSON-LD", ("application/json",), ("json-ld", "json")),
    Format(
        "rdf", "application/rdf+xml", "RDF/XML", ("application/xml", "text/xml"), ("rdfxml", "rdf+xml", "xml", "owl")
    ),
    Format("trig", "application/trig", "TriG"),
    Format("nq", "application/n-quads", "N-Quads", (), ("nquads", "n-quads")),
)

#: What answers to catalogue questions are offered in.
ANSWERS = (
    Format("json", "application/json", "JSON"),
    Format("csv", "text/csv", "CSV"),
    Format("tsv", "text/tab-separated-values", "TSV"),
    HTML,
    Format("ttl", "text/turtle", "Turtle", ("application/x-turtle",), ("turtle",)),
    Format("jsonld", "application/ld+json", "JSON-LD", (), ("json-ld",)),
)


def label(media_type: str) -> str:
    """A media type as a Content-Type header says it; text is UTF-8 and says so.

    >>> label("text/csv"), label("application/json")
    ('text/csv; charset=utf-8', 'application/json')
    """
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an Accept header; ``has_parameters`` says that it narrows the type further than we tell apart."""

    type: str
    subtype: str
    quality: float
    has_parameters: bool = False

    def precision(self, media_type: str) -> int:
        """How precisely the range names a media type: 0 not at all, 1 ``*/*``, 2 ``type/*``, 3 and 4 the type.

        A range with parameters of its own (``application/ld+json;profile=…``) ranks below the bare type (RFC 9110,
        12.5.1: it is another, narrower type) but is served when it stands alone: the client can read the type.
        """
        type_, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (type_, subtype):
            return 3 if self.has_parameters else 4
        if self.subtype == "*":
            return {type_: 2, "*": 1}.get(self.type, 0)
        return 0


TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
QUALITY = re.compile(r"[01]?(?:\.[0-9]{0,3})?")
PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[^,;"]+|[,;]|"')


@lru_cache(maxsize=512)
def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Read an Accept header; malformed elements are left out, quoted commas and semicolons are not separators.

    ``*`` alone stands for ``*/*`` and ``.2`` for ``0.2``, since old Java clients send them.

    >>> parse_accept("text/turtle;q=0.5, */*;q=.1")
    (MediaRange(type='text', subtype='turtle', quality=0.5, has_parameters=False), \
MediaRange(type='*', subtype='*', quality=0.1, has_parameters=False))
    >>> parse_accept("turtle, text/turtle;q=2, */turtle")
    ()
    """
    elements: list[list[str]] = [[""]]
    for piece in PIECE.findall(header):
        if piece == ",":
            elements.append([""])
        elif piece == ";":
            elements[-1].append("")
        else:
            elements[-1][-1] += piece
    ranges = (_parse_range([part.strip() for part in element]) for element in elements)
    return tuple(found for found in ranges if found is not None)


def _parse_range(parts: list[str]) -> MediaRange | None:
    name, *parameters = parts
    type_, slash, subtype = ("*/*" if name == "*" else name).lower().partition("/")
    if not (slash and TOKEN.fullmatch(type_) and TOKEN.fullmatch(subtype)) or (type_ == "*" and subtype != "*"):
        return None
    quality, has_parameters = 1.0, False
    for parameter in parameters:
        key, equals, value = (text.strip() for text in parameter.partition("="))
        if key.lower() == "q":
            if not QUALITY.fullmatch(value) or value in ("", ".") or float(value) > 1:
                return None
            quality = float(value)
        elif equals and key.lower() != "charset":
            has_parameters = True
    return MediaRange(type_, subtype, quality, has_parameters)


@lru_cache(maxsize=2048)
def choose(accept: str | None, formats: tuple[Format, ...]) -> Choice | None:
    """The representation to send, or ``None`` when the client accepts none of them (406).

    >>> choose("application/json", GRAPHS)
    Choice(format=Format(name='jsonld', media_type='application/ld+json', title='JSON-LD', \
aliases=('application/json',), short_aliases=('json-ld', 'json')), media_type='application/json')
    >>> choose("text/html;q=0, text/*", ANSWERS).format.name
    'csv'
    >>> choose("image/png", ANSWERS) is None
    True
    """
    offered = [Choice(each, each.media_type) for each in formats]
    ranges = parse_accept(accept or "")
    if not ranges:
        return offered[0]
    offered += [Choice(each, alias) for each in formats for alias in each.aliases]
    best, best_rank = None, (0.0, 0)
    for candidate in offered:
        precision, quality = max((range_.precision(candidate.media_type), range_.quality) for range_ in ranges)
        if precision and quality and (quality, precision) > best_rank:
            best, best_rank = candidate, (quality, precision)
    return best


def read_list(headers: Headers, name: str) -> str | None:
    """The value of a header that holds a list, its lines together (RFC 9110, 5.3); ``None`` where there is none.

    >>> read_list(Headers(raw=[(b"accept", b"text/csv;q=0.5"), (b"accept", b"*/*;q=0.1")]), "accept")
    'text/csv;q=0.5, */*;q=0.1'
    """
    return ", ".join(headers.getlist(name)) if name in headers else None


def find_format(name: str, formats: Sequence[Format]) -> Choice | None:
    """The format that a short name or a media type names, as in ``format=ttl`` or ``format=text/turtle``.

    No name has a space: one that stands where a plus was typed into an address is the plus.

    >>> find_format("turtle", GRAPHS).format.name
    'ttl'
    >>> find_format("application/rdf xml", GRAPHS).format.name
    'rdf'
    """
    wanted = name.strip().lower().replace(" ", "+")
    for format_ in formats:
        if wanted in (format_.name, format_.media_type, *format_.short_aliases):
            return Choice(format_, format_.media_type)
        if wanted in format_.aliases:
            return Choice(format_, wanted)
    return None


def choose_language(accept_language: str | None, languages: Sequence[str]) -> str:
    """The language that an Accept-Language header likes best, by its first subtag; else the first of the offer.

    >>> choose_language("de, ja-JP;q=0.9, en;q=0.8", ("en", "ja", "hi")), choose_language("*;q=x", ("en", "ja"))
    ('ja', 'en')
    """
    best, best_quality = languages[0], 0.0
    for element in (accept_language or "").split(","):
        name, _, parameter = element.strip().partition(";")
        quality = parameter.strip().removeprefix("q=") if parameter else "1"
        subtag = name.strip().lower().partition("-")[0]
        value = float(quality) if QUALITY.fullmatch(quality) and quality not in ("", ".") else 0.0
        if subtag in languages and value > best_quality:
            best, best_quality = subtag, value
    return best


def offers(formats: Sequence[Format]) -> tuple[str, ...]:
    """The media types on offer, for a 406.

    >>> offers(ANSWERS[:3])
    ('application/json', 'text/csv', 'text/tab-separated-values')
    """
    return tuple(each.media_type for each in formats)


def split_suffix(path: str, formats: Sequence[Format]) -> tuple[str, Choice | None]:
    """Split ``india.ttl`` into the name and the format that its suffix names; slugs have no dots of their own.

    >>> split_suffix("india.ttl", GRAPHS)[0], split_suffix("india", GRAPHS)
    ('india', ('india', None))
    """
    for format_ in formats:
        stem = path.removesuffix(f".{format_.name}")
        if stem != path:
            return stem, Choice(format_, format_.media_type)
    return path, None
