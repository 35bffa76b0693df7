"""Where answers go, and what has to be mended on the way where the engine writes what readers cannot take back.

Measured on pyoxigraph 0.5.13: its CSV leaves an IRI bare that has a comma in it, which is two cells; its XML leaves
carriage returns bare, which every parser turns into line feeds, and characters that no XML document may hold; its
RDF/XML gives a predicate that ends in no name an element that has none. CSV is therefore made of the engine's TSV,
which tells every cell what it is, XML is mended where that is possible, and what a format cannot say is an error.
"""

from __future__ import annotations

import re
from typing import Final, Protocol

from graph.errors import AnswerUnwritable

__all__ = ["CsvSink", "Sink", "XmlSink", "mend_xml"]

#: Bytes that no XML 1.0 document holds, not even as a reference, and the two noncharacters that it does not either.
CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\r"))
NONCHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
#: How the engine opens the element of a predicate of which no end is a name.
NAMELESS: Final = b"<oxprefix: "
#: A cell of TSV that is a quoted triple, an IRI or a literal in quotes; all others are in CSV what they are in TSV.
CELL: Final = re.compile(
    rb"(?P<triple><<\(.*?\)>>)(?=[,\r])|<(?P<iri>[^<>]*)>"
    rb'|"(?P<text>[^"\\]*(?:\\.[^"\\]*)*)"(?:@[A-Za-z0-9-]+|\^\^<[^<>]*>)?'
)
ESCAPE: Final = re.compile(rb"\\(.)")
ESCAPED: Final = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b'"': b'"', b"\\": b"\\"}
QUOTED: Final = re.compile(rb'[,"\r\n]')


class Sink(Protocol):
    """Where an answer goes: its media type first, then its bytes."""

    def begin(self, media_type: str) -> None:
        """Say what the bytes are; called once, before the first of them."""

    def write(self, chunk: bytes, /) -> int:
        """Take the next bytes; raises when they are too many or nobody takes them any more."""

    def flush(self) -> None:
        """Called by the engine when it has written all."""


class CsvSink:
    """Takes SPARQL results in TSV and passes them on as CSV, line by line."""

    __slots__ = ("_is_head", "_rest", "_sink")

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._rest = bytearray()
        self._is_head = True

    def write(self, chunk: bytes, /) -> int:
        """Pass on the lines that are whole."""
        end = chunk.rfind(b"\n") + 1
        if end:
            lines = bytes(self._rest + chunk[:end])
            self._rest.clear()
            if self._is_head:
                head, _, lines = lines.partition(b"\n")
                self._sink.write(head.replace(b"?", b"").replace(b"\t", b",") + b"\r\n")
                self._is_head = False
            if lines:
                self._sink.write(rows_of(lines))
        self._rest += chunk[end:]
        return len(chunk)

    def flush(self) -> None:
        """Pass on a verdict, which has no line."""
        if self._rest:
            self._sink.write(bytes(self._rest))
            self._rest.clear()


def rows_of(lines: bytes) -> bytes:
    r"""Rows of TSV as rows of CSV. Tabs and line feeds are separators: within a cell they are escaped.

    >>> rows_of(b'<urn:a,b>\t"c\\td"@en\t1.5\t\n')
    b'"urn:a,b",c\td,1.5,\r\n'
    """
    return CELL.sub(_cell, lines.replace(b"\t", b",").replace(b"\n", b"\r\n"))


def _cell(found: re.Match[bytes]) -> bytes:
    value = found[found.lastgroup or 0]
    if found.lastgroup == "text" and b"\\" in value:
        value = ESCAPE.sub(lambda escape: ESCAPED[escape[1]], value)
    return b'"' + value.replace(b'"', b'""') + b'"' if QUOTED.search(value) else value


class XmlSink:
    """Passes XML on, with what parsers would lose mended; see :func:`mend_xml`."""

    __slots__ = ("_media_type", "_sink", "_tail")

    def __init__(self, sink: Sink, media_type: str) -> None:
        self._sink = sink
        self._media_type = media_type
        self._tail = b""

    def write(self, chunk: bytes, /) -> int:
        """Pass on the next bytes; what is looked for may have begun in those before."""
        known = len(self._tail)
        part = self._tail + chunk
        self._sink.write(mend_xml(part, self._media_type)[known:])
        # What was mended once is not to be mended again.
        self._tail = part[1 - len(NAMELESS) :].replace(b"\r", b"\n")
        return len(chunk)

    def flush(self) -> None:
        """Nothing: nothing is held back."""


def mend_xml(document: bytes, media_type: str) -> bytes:
    """A document, or a part of one, with its carriage returns as references.

    Raises :class:`graph.errors.AnswerUnwritable` for a character that XML 1.0 has no way to write, and in RDF/XML for a
    predicate that no element can be named after.

    >>> mend_xml(b"<a>b\\rc</a>", "application/xml")
    b'<a>b&#xD;c</a>'
    """
    if len(document.translate(None, CONTROLS)) < len(document) or any(each in document for each in NONCHARACTERS):
        raise AnswerUnwritable(media_type, "a value has a character that XML has no way to write")
    if NAMELESS in document:
        raise AnswerUnwritable(media_type, "a predicate does not end in a name")
    return document.replace(b"\r", b"&#xD;")
