"""Commands on pages are meant to be copied: each is sent here as a shell would send it."""

from __future__ import annotations

import html
import re
import shlex
from typing import Any

import pytest
from fastapi.testclient import TestClient

HTML = {"Accept": "text/html"}
BASE = "http://127.0.0.1:8000"
#: Answers that say of a good request that what it names is not in the invented world.
TOLD = {"not-found", "unknown-term", "unknown-entity", "ambiguous-term", "no-successor"}


def commands_of(client: TestClient, path: str) -> list[str]:
    page = client.get(path, headers=HTML).text
    return [html.unescape(found) for found in re.findall(r'<code data-language="sh">(.*?)</code>', page, re.DOTALL)]


def send(client: TestClient, command: str) -> Any:
    """Do what curl would do with the line."""
    words = shlex.split(command)
    assert words.pop(0) == "curl"
    headers, form, body, address, is_followed = {"Host": BASE.removeprefix("http://")}, {}, None, "", False
    while words:
        match words.pop(0):
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            case "--data-urlencode":
                name, _, value = words.pop(0).partition("=")
                form[name] = value
            case "--data-binary":
                body = words.pop(0)
            case "-L":
                is_followed = True
            case "-O":
                pass
            case word:
                assert word.startswith(BASE), command
                address = word.removeprefix(BASE)
    if form or body is not None:
        return client.post(address, headers=headers, data=form or None, content=body)
    return client.get(address, headers=headers, follow_redirects=is_followed)


def test_every_operation_has_a_command_that_works(world: TestClient) -> None:
    commands = commands_of(world, "/docs")
    operations = sum(len(methods) for methods in world.get("/openapi.json").json()["paths"].values())
    assert len(commands) == operations
    refused = []
    for command in commands:
        if command.startswith(f"curl '{BASE}/problem/"):
            continue
        response = send(world, command)
        kind = response.json()["type"].rsplit("/", 1)[-1] if response.status_code == 404 else ""
        if response.status_code >= 300 and kind not in TOLD:
            refused.append((response.status_code, kind, command))
    assert refused == []


def test_ways_to_use_it_work(world: TestClient) -> None:
    """The question asks for a real framework, which the invented world lacks; all else is answered."""
    commands = commands_of(world, "/dumps")
    first, query, check = commands
    assert send(world, first.replace("minerals-security-partnership", "tern-forum")).text.startswith("member,")
    assert "Tern Forum" in send(world, query).text
    download, digest = check.splitlines()
    assert send(world, download).status_code == 200
    name = shlex.split(digest)[1]
    assert name.split()[0] in {file["sha256"] for file in world.get("/dumps").json()["files"]}


@pytest.mark.parametrize("suffix", ["cite", "bib", "csl.json"])
def test_citations_are_those_of_the_dataset(world: TestClient, suffix: str) -> None:
    assert world.get(f"/dataset.{suffix}").text.strip() in html.unescape(world.get("/dumps", headers=HTML).text)


def test_operations_are_searched_without_scripts(world: TestClient) -> None:
    page = world.get("/docs?q=members+FRAMEWORK", headers=HTML).text
    assert "GET /questions/members-of" in page
    assert "GET /metrics" not in page
    assert "0 operations" in world.get("/docs?q=no-such-word-anywhere", headers=HTML).text
    assert '"><b>' not in world.get('/docs?q="><b>', headers=HTML).text
