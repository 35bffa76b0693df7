"""Documents in the body of a request: one by itself, or several as the parts of a form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.bodies import is_coded, read_body
from api.negotiation import GRAPHS, find_format
from api.problems import BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE, Problem

__all__ = ["ACCEPTED", "FORM", "TURTLE", "Part", "Upload", "read_upload", "unsupported"]

FORM: Final = "multipart/form-data"
TURTLE: Final = GRAPHS[0].media_type
#: What a body may be, as ``Accept-Post`` says it.
ACCEPTED: Final = (*(each.media_type for each in GRAPHS), FORM)
#: Types that tell nothing of a part: browsers and curl give them to files that they do not know, and to text fields.
VAGUE: Final = frozenset({"", "application/octet-stream", "text/plain"})
MOST_PARTS: Final = 20


@dataclass(slots=True)
class Part:
    """One part of a form: its name, what is said of its type and file name, its bytes."""

    headers: dict[str, str] = field(default_factory=dict)
    name: str = ""
    file_name: str | None = None
    content: bytearray = field(default_factory=bytearray)

    @property
    def media_type(self) -> str:
        """What RDF the part is: by its type where that tells, else by the ending of its file's name, else Turtle.

        Raises 415 for a type that is not read here, and for a file that nothing is known of.

        >>> Part(file_name="draft.nq").media_type, Part({"content-type": "application/ld+json"}).media_type
        ('application/n-quads', 'application/ld+json')
        """
        said = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        ending = (self.file_name or "").rpartition(".")[2]
        named = find_format(ending if said in VAGUE else said, GRAPHS)
        if named is not None:
            return named.format.media_type
        if said in VAGUE and not self.file_name:
            return TURTLE
        raise unsupported(f"The part `{self.name}` ({said or 'no type'}, file {self.file_name or 'without a name'})")


@dataclass(frozen=True, slots=True)
class Upload:
    """The body of a request: its media type, and its bytes, or its parts where it is a form."""

    media_type: str
    content: bytes = b""
    parts: tuple[Part, ...] = ()


def unsupported(what: str) -> Problem:
    """415, with the types that are read."""
    return Problem(
        UNSUPPORTED_MEDIA_TYPE,
        f"{what} is not of a type that is read here.",
        f"Send one of: {', '.join(ACCEPTED)}; in UTF-8, without content coding.",
        members={"offered": ACCEPTED},
        headers={"Accept-Post": ", ".join(ACCEPTED)},
    )


async def read_upload(request: Request, cap: int) -> Upload:
    """The body of a request as RDF or as a form, of no more than ``cap`` bytes in all.

    Raises 415 for other types, charsets and codings, 413 as soon as the body is over the cap, and 400 for a form that
    is broken.
    """
    sent = request.headers.get("content-type", "")
    kind, options = parse_options_header(sent)
    charset = options.get(b"charset", b"utf-8").lower()
    named = find_format(kind.decode("latin-1"), GRAPHS) if b"/" in kind else None
    if is_coded(request) or charset not in (b"utf-8", b"utf8") or (named is None and kind != FORM.encode()):
        coding = f" and coding {request.headers['content-encoding']}" if is_coded(request) else ""
        raise unsupported(f"A body of type {sent or '(none)'}{coding}")
    content = await read_body(request, cap, "A body", "Send less at a time.")
    if named is not None:
        return Upload(named.format.media_type, content)
    return Upload(FORM, parts=_read_parts(content, options.get(b"boundary", b"")))


def _read_parts(content: bytes, boundary: bytes) -> tuple[Part, ...]:
    parts: list[Part] = []
    name = bytearray()
    value = bytearray()
    is_whole = False

    def begin() -> None:
        if len(parts) == MOST_PARTS:
            raise FormParserError(f"more than {MOST_PARTS} parts")
        parts.append(Part())

    def end_header() -> None:
        parts[-1].headers[name.decode("latin-1").lower()] = value.decode("latin-1")
        name.clear()
        value.clear()

    def end_headers() -> None:
        _, options = parse_options_header(parts[-1].headers.get("content-disposition", ""))
        parts[-1].name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options:
            parts[-1].file_name = options[b"filename"].decode("utf-8", "replace")

    def end() -> None:
        nonlocal is_whole
        is_whole = True

    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": begin,
                "on_header_field": lambda data, start, end: name.extend(data[start:end]),
                "on_header_value": lambda data, start, end: value.extend(data[start:end]),
                "on_header_end": end_header,
                "on_headers_finished": end_headers,
                "on_part_data": lambda data, start, end: parts[-1].content.extend(data[start:end]),
                "on_end": end,
            },
        )
        parser.write(content)
        if not is_whole:
            # What was cut off on its way would be judged as if it were everything.
            raise FormParserError("it ends before its last boundary")
    except FormParserError as error:
        raise Problem(BAD_REQUEST, f"The form cannot be read: {error}.", f"Send {FORM} as RFC 7578 has it.") from error
    return tuple(parts)
