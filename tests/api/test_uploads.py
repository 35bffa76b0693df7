"""Bodies as RDF or as forms: what each part is, and what is refused before anything is read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi import Request

from api.problems import Problem
from api.uploads import ACCEPTED, FORM, MOST_PARTS, Part, Upload, read_upload

CAP = 1000
BOUNDARY = "b0undary"


def upload(body: bytes, headers: dict[str, str], *, step: int = 10**9) -> Upload:
    """Read a body that comes in chunks of so many bytes."""
    pieces = [body[start : start + step] for start in range(0, len(body), step)] or [b""]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": raw}, receive)
    return asyncio.run(read_upload(request, CAP))


def form(*parts: tuple[str, bytes], boundary: str = BOUNDARY) -> Upload:
    """Read a form of parts, each given by its headers and its content."""
    body = b"".join(f"--{boundary}\r\n{headers}\r\n\r\n".encode() + content + b"\r\n" for headers, content in parts)
    return upload(body + f"--{boundary}--\r\n".encode(), {"Content-Type": f"{FORM}; boundary={boundary}"}, step=7)


def disposition(name: str, file: str | None = None, kind: str = "") -> str:
    said = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{file}"' if file is not None else "")
    return said + (f"\r\nContent-Type: {kind}" if kind else "")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("text/turtle", "text/turtle"),
        ("Text/Turtle; charset=UTF-8", "text/turtle"),
        ('application/ld+json; profile="urn:x"', "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("application/xml", "application/rdf+xml"),
        ("text/plain", "application/n-triples"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_a_body_is_what_its_type_says(sent: str, read: str) -> None:
    assert upload(b"abc", {"Content-Type": sent}, step=1) == Upload(read, b"abc")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "ttl"},
        {"Content-Type": "text/turtle; charset=latin-1"},
        {"Content-Type": "text/turtle", "Content-Encoding": "gzip"},
    ],
)
def test_other_bodies_are_refused_with_what_is_read(headers: dict[str, str]) -> None:
    with pytest.raises(Problem) as caught:
        upload(b"abc", headers)
    assert caught.value.kind.status == 415
    assert caught.value.headers == {"Accept-Post": ", ".join(ACCEPTED)}


def test_a_body_over_the_cap_is_refused_by_what_it_says_and_by_what_it_is() -> None:
    assert len(upload(b"a" * CAP, {"Content-Type": "text/turtle"}).content) == CAP
    for body, said in ((b"", str(CAP + 1)), (b"a" * (CAP + 1), ""), (b"a" * (CAP + 1), "lies")):
        with pytest.raises(Problem) as caught:
            upload(body, {"Content-Type": "text/turtle", "Content-Length": said}, step=100)
        assert (caught.value.kind.status, caught.value.members) == (413, {"cap_bytes": CAP})


def test_the_parts_of_a_form_are_read_with_name_type_and_file() -> None:
    content = b"\r\n--b0undar\r\n\xff"
    found = form((disposition("data", "dräft.ttl", "text/turtle"), content), (disposition("shapes"), b"")).parts
    assert [(part.name, part.file_name, bytes(part.content)) for part in found] == [
        ("data", "dräft.ttl", content),
        ("shapes", None, b""),
    ]
    assert found[0].headers["content-type"] == "text/turtle"


@pytest.mark.parametrize(
    ("file", "kind", "expected"),
    [
        (None, "", "text/turtle"),
        (None, "text/plain", "text/turtle"),
        (None, "application/ld+json", "application/ld+json"),
        ("a.jsonld", "", "application/ld+json"),
        ("a.jsonld", "application/octet-stream", "application/ld+json"),
        ("a.TRIG", "application/octet-stream", "application/trig"),
        ("a.owl", "", "application/rdf+xml"),
        ("a.nt", "text/turtle; charset=utf-8", "text/turtle"),
    ],
)
def test_a_part_is_what_its_type_says_or_else_its_name(file: str | None, kind: str, expected: str) -> None:
    (part,) = form((disposition("data", file, kind), b"x")).parts
    assert part.media_type == expected


@pytest.mark.parametrize(
    ("file", "kind"), [("a.txt", "text/plain"), ("a", ""), ("", ""), ("a.ttl", "image/png"), (None, "image/png")]
)
def test_a_part_of_which_nothing_is_known_is_refused(file: str | None, kind: str) -> None:
    part = Part({"content-type": kind}, "data", file)
    if file == "":
        assert part.media_type == "text/turtle"
        return
    with pytest.raises(Problem) as caught:
        _ = part.media_type
    assert caught.value.kind.status == 415
    assert "`data`" in caught.value.detail


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"no form", f"{FORM}; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nx", FORM),
        (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\ncut off", f"{FORM}; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\ncut off\r\n--x\r\n", f"{FORM}; boundary=x"),
        (b"--x\r\nNo header\r\n\r\nx\r\n--x--\r\n", f"{FORM}; boundary=x"),
        (b"--x\r\n\r\n\r\n" * (MOST_PARTS + 1) + b"--x--\r\n", f"{FORM}; boundary=x"),
        (b"--x\r\n" + b"a" * 900, f"{FORM}; boundary={'x' * 400}"),
    ],
)
def test_a_broken_form_is_a_bad_request(body: bytes, kind: str) -> None:
    with pytest.raises(Problem) as caught:
        upload(body, {"Content-Type": kind})
    assert caught.value.kind.status == 400
