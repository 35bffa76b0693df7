"""Which frameworks cover rare earths: one answer, in whatever language and by whatever way it is asked.

The ways share code, but not all of it: SPARQL asks the derived shortcut, and reconciliation reads the names and the
columns of a table. So what they agree on was not only computed once and handed around.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from mcp.client import Client

from graph import namespaces as ns
from tests.serving import MINPACT, ROOT, Served, environment_of, serving

pytestmark = [pytest.mark.server, pytest.mark.slow]

WORDS = {
    "en": "Which frameworks cover rare earths?",
    "ja": "レアアースを対象とする枠組みは？",  # noqa: RUF001 - Japanese has a question mark of its own
    "hi": "कौन से ढाँचे दुर्लभ मृदा को कवर करते हैं?",
}
NAMES = {"en": "rare earths", "ja": "レアアース", "hi": "दुर्लभ मृदा तत्व"}
QUESTION = "frameworks-covering"
MATERIAL = "material/rare-earth-elements"
NO = {"no-evidence", "excluded"}
BY_NAME = {"named", "group-named"}
SHORTCUT = f"""
PREFIX : <{ns.ONTOLOGY}>
SELECT DISTINCT ?framework WHERE {{ ?framework a :Framework ; :covers <{ns.ID}{MATERIAL}> . }}
"""


@pytest.fixture(scope="module")
def served(record_build: Path) -> Iterator[Served]:
    with serving(build=record_build) as server:
        yield server


@pytest.fixture(scope="module")
def answer(served: Served) -> dict[str, str]:
    """The answer by which the others are measured: frameworks with their verdicts, those without evidence left out."""
    found = verdicts(get(served, f"/questions/{QUESTION}", material=NAMES["en"])["rows"])
    assert len(found) > 20
    assert BY_NAME & set(found.values())
    assert "generic" in found.values()
    return found


def get(served: Served, path: str, **parameters: str) -> Any:
    reply = served.request("GET", f"{path}?{urlencode(parameters)}", Accept="application/json")
    assert reply.status == 200, reply.body
    return json.loads(reply.body)


def verdicts(rows: list[Mapping[str, Any]]) -> dict[str, str]:
    told = {row["framework"]["iri"]: row["verdict"]["token"] for row in rows}
    return {iri: token for iri, token in told.items() if token not in NO}


def said(document: Mapping[str, Any]) -> dict[str, str]:
    """What a reply to plain words says: it has heads, and nothing but what answers the question."""
    assert document["answered"]
    assert document["sources"]
    return verdicts(document["results"])


@pytest.mark.parametrize("language", WORDS)
def test_command_line(language: str, record_build: Path, answer: dict[str, str]) -> None:
    def run(*arguments: str) -> Any:
        command = [*MINPACT, *arguments, "--json"]
        environment = environment_of(build=record_build) | {"PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
        return json.loads(done.stdout)

    assert said(run("ask", WORDS[language])) == answer
    assert verdicts(run("query", QUESTION, f"material={NAMES[language]}")["rows"]) == answer


@pytest.mark.parametrize("language", WORDS)
def test_plain_words_and_catalogue(language: str, served: Served, answer: dict[str, str]) -> None:
    reply = get(served, "/ask", q=WORDS[language])
    assert reply["language"] == language
    assert said(reply) == answer
    assert verdicts(get(served, f"/questions/{QUESTION}", material=NAMES[language])["rows"]) == answer


def test_sparql(served: Served, answer: dict[str, str]) -> None:
    """The query that the answer shows gives it again; the shortcut without time gives those that name the material."""
    shown = get(served, f"/questions/{QUESTION}", material=NAMES["en"])["sparql"]
    rows = get(served, "/sparql", query=shown)["results"]["bindings"]
    told = {row["framework"]["value"]: row["verdict"]["value"].rsplit("/", 1)[1] for row in rows}
    assert {iri: token for iri, token in told.items() if token not in NO} == answer
    covering = {row["framework"]["value"] for row in get(served, "/sparql", query=SHORTCUT)["results"]["bindings"]}
    assert covering == {iri for iri, token in answer.items() if token in BY_NAME}


def test_model_context_protocol(served: Served, answer: dict[str, str]) -> None:
    async def converse() -> None:
        async with Client(f"http://127.0.0.1:{served.port}/mcp") as client:
            for language, name in NAMES.items():
                asked = await client.call_tool("ask", {"q": WORDS[language]})
                assert said(asked.structured_content) == answer
                found = await client.call_tool(QUESTION, {"material": name})
                assert verdicts(found.structured_content["rows"]) == answer
                assert found.structured_content["sources"]
            ran = await client.call_tool("sparql", {"query": SHORTCUT})
            covering = {row["framework"]["value"] for row in ran.structured_content["results"]["bindings"]}
            assert covering == {iri for iri, token in answer.items() if token in BY_NAME}

    asyncio.run(converse())


def test_reconciliation(served: Served, answer: dict[str, str]) -> None:
    """A table of the material's name and of all frameworks' names, matched, and extended by what they cover."""

    def post(**form: object) -> Any:
        body = urlencode({name: json.dumps(value) for name, value in form.items()}).encode()
        reply = served.request("POST", "/reconcile", body, Content_Type="application/x-www-form-urlencoded")
        assert reply.status == 200, reply.body
        return json.loads(reply.body)

    for name in NAMES.values():
        found = post(queries={"q": {"query": name, "type": "Material"}})["q"]["result"]
        assert [each["id"] for each in found if each["match"]] == [MATERIAL]
    rows = get(served, f"/questions/{QUESTION}", material=NAMES["en"])["rows"]
    labels = {row["framework"]["iri"]: row["framework"]["label"] for row in rows}
    batch = {iri: {"query": label, "type": "Framework", "limit": 3} for iri, label in labels.items()}
    matched = {
        iri: [f"{ns.ID}{each['id']}" for each in found["result"] if each["match"]]
        for iri, found in post(queries=batch).items()
    }
    assert matched == {iri: [iri] for iri in labels}
    ids = [iri.removeprefix(ns.ID) for iri in labels]
    columns = post(extend={"ids": ids, "properties": [{"id": "covers"}]})["rows"]
    covering = {f"{ns.ID}{each}" for each in ids if MATERIAL in {value["id"] for value in columns[each]["covers"]}}
    assert covering == {iri for iri, token in answer.items() if token in BY_NAME}
