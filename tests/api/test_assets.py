"""Files of the pages: packed, validated, and nothing but what the program brings."""

from __future__ import annotations

import gzip

import pytest
from fastapi.testclient import TestClient

from api.routers.assets import FOLDER

STYLE = (FOLDER / "style.css").read_bytes()


def test_file_is_packed_for_who_takes_it(bare: TestClient) -> None:
    with bare.stream("GET", "/static/style.css", headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["content-encoding"] == "gzip"
        packed = b"".join(response.iter_raw())
    assert gzip.decompress(packed) == STYLE
    assert len(packed) < len(STYLE) / 2


def test_who_has_it_is_told_so_and_may_keep_it(bare: TestClient) -> None:
    first = bare.get("/static/style.css", headers={"Accept-Encoding": "identity"})
    assert first.content == STYLE
    assert first.headers["content-type"] == "text/css; charset=utf-8"
    again = bare.get("/static/style.css", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == first.headers["cache-control"] == "public, max-age=86400"


@pytest.mark.parametrize("name", ["nothing.js", "", "../app.py", "%2e%2e/app.py", "app", "style.css/", "//style.css"])
def test_nothing_else_is_a_file(bare: TestClient, name: str) -> None:
    response = bare.get(f"/static/{name}")
    assert response.status_code == 404
    assert "def " not in response.text


def test_picture_is_what_it_says(bare: TestClient) -> None:
    assert bare.get("/static/icon.svg").headers["content-type"] == "image/svg+xml"
