"""curl: the three ways of the protocol as people type them, and what a shell sees of an error."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.clients.conftest import LABEL, SELECT

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on the path of this machine"),
]


def curl(*arguments: str, body: str = "") -> subprocess.CompletedProcess[str]:
    command = ["curl", "--silent", "--show-error", "--max-time", "30", "--noproxy", "*", *arguments]
    return subprocess.run(command, input=body, capture_output=True, encoding="utf-8", check=False)


def lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


CSV = ["thing,label", 'http://example.org/a,"Rare earths, ""heavy"""', "http://example.org/b,レアアース"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--get", "--data-urlencode", f"query={SELECT}"],
        ["--data-urlencode", f"query={SELECT}"],
        ["--header", "Content-Type: application/sparql-query", "--data", SELECT],
        ["--header", "Content-Type: application/sparql-query; charset=utf-8", "--data-binary", "@-"],
        ["--http1.0", "--get", "--data-urlencode", f"query={SELECT}"],
        ["--compressed", "--data-urlencode", f"query={SELECT}"],
    ],
    ids=["get", "form", "direct", "direct-from-a-file", "http-1.0", "compressed"],
)
def test_a_query(endpoint: str, arguments: list[str]) -> None:
    done = curl("--header", "Accept: text/csv", *arguments, endpoint, body=SELECT)
    assert lines(done)[:3] == CSV


def test_an_answer_into_a_file_of_its_format(endpoint: str) -> None:
    done = curl(
        "--get", "--data", "format=nt", "--data-urlencode", f"query=CONSTRUCT WHERE {{ ?s {LABEL} ?o }}", endpoint
    )
    assert len(lines(done)) == 3
    assert all(line.endswith(" .") for line in lines(done))


def test_the_description_of_the_service(endpoint: str) -> None:
    done = curl("--header", "Accept: text/turtle", endpoint)
    assert f"<{endpoint}>" in done.stdout


def test_an_error_is_an_exit_code(endpoint: str) -> None:
    done = curl("--fail-with-body", "--get", "--data-urlencode", "query=SELECT * {", endpoint)
    assert done.returncode == 22
    assert "never closed" in done.stdout


def test_head_shows_headers_alone(endpoint: str) -> None:
    done = curl("--head", "--get", "--data-urlencode", f"query={SELECT}", endpoint)
    assert lines(done)[0].startswith("HTTP/1.1 200")
    assert any(line.lower().startswith("content-type: application/sparql-results+json") for line in lines(done))
    assert lines(done)[-1] == ""
