"""The Model Context Protocol, spoken by the client of its SDK over both transports, to servers started as people do."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Final, TypeAlias

import mcp.types as types
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from graph.questions import RESERVED, load
from tests.serving import MINPACT, ROOT, Served, environment_of, serving

pytestmark = pytest.mark.server

QUESTIONS = load()
COMMON = {"ask", "search", "describe", "why", "sparql"}
ISSUES = "https://issues.example.org/new?title={title}&body={body}"

Talk: TypeAlias = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def served(world_build: Path) -> Iterator[Served]:
    with serving(build=world_build, issues_url=ISSUES) as server:
        yield server


@pytest.fixture(params=["http", "stdio"])
def talk(request: pytest.FixtureRequest, served: Served, world_build: Path) -> Callable[[Talk], Any]:
    """Has a conversation over one of the transports and gives what came of it."""

    async def converse(what: Talk) -> Any:
        target: str | AbstractAsyncContextManager[Any]
        if request.param == "http":
            target = f"http://127.0.0.1:{served.port}/mcp"
        else:
            environment = environment_of(build=world_build, issues_url=ISSUES)
            program, *arguments = [*MINPACT, "mcp"]
            target = stdio_client(
                StdioServerParameters(command=program, args=arguments, env=environment, cwd=str(ROOT))
            )
        async with Client(target) as client:
            return await what(client)

    return lambda what: asyncio.run(converse(what))


def text_of(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def test_tools_are_those_of_the_catalogue_and_five_more(talk: Callable[[Talk], Any]) -> None:
    listed: types.ListToolsResult = talk(lambda client: client.list_tools())
    tools = {tool.name: tool for tool in listed.tools}
    assert set(tools) == COMMON | {question.id for question in QUESTIONS}
    for tool in tools.values():
        assert re.fullmatch(r"[a-z][a-z0-9-]{0,63}", tool.name)
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.input_schema["type"] == "object"
        assert set(tool.input_schema["required"]) <= set(tool.input_schema["properties"])
    for question in QUESTIONS:
        schema = tools[question.id].input_schema
        assert list(schema["properties"]) == [*(each.name for each in question.parameters), *RESERVED[1:]]
        assert schema["required"] == [each.name for each in question.parameters if each.is_required]
        assert question.summary in (tools[question.id].description or "")


def test_answers_carry_sources_and_links(talk: Callable[[Talk], Any]) -> None:
    async def ask(client: Client) -> types.CallToolResult:
        return await client.call_tool("members-of", {"framework": "lantern-pact"})

    result = talk(ask)
    assert not result.is_error, text_of(result)
    document = result.structured_content
    assert document["rows"]
    assert document["sources"]
    assert {"iri", "title", "publisher", "issued", "url"} == set(document["sources"][0])
    assert document["links"]["self"].endswith("/questions/members-of?framework=lantern-pact")
    assert document["links"]["report"].startswith("https://issues.example.org/new?title=Error%20in%3A%20")
    assert document["sources"][0]["title"] in text_of(result)
    assert document["links"]["report"] in text_of(result)


def test_every_tool_refuses_helpfully(talk: Callable[[Talk], Any]) -> None:
    calls = {
        "members-of": {"framework": "lantrn-pakkt"},
        "search": {"q": "alda", "lang": "fr"},
        "describe": {"thing": "lantern pakt"},
        "why": {"subject": "alda", "predicate": "covered", "object": "alda"},
        "ask": {"q": "What will the weather be tomorrow?"},
        "sparql": {"query": "SELECT * { ?s :coverz ?o }"},
    }

    async def ask(client: Client) -> dict[str, types.CallToolResult]:
        found = {name: await client.call_tool(name, given) for name, given in calls.items()}
        found["missing"] = await client.call_tool("members-of", {})
        found["unwanted"] = await client.call_tool("members-of", {"framework": "x", "colour": "red"})
        found["mistyped"] = await client.call_tool("sparql", {"query": "ASK {}", "check": "perhaps"})
        return found

    results = talk(ask)
    assert all(result.is_error for result in results.values())
    told = {name: text_of(result) for name, result in results.items()}
    assert "Lantern Pact" in told["members-of"]
    assert "en, ja, hi" in told["search"]
    assert "framework:lantern-pact" in told["describe"]
    assert "covers" in told["why"]
    assert "line 1, column 15" in told["sparql"]
    assert ":covers" in told["sparql"]
    assert "framework" in told["missing"]
    assert "colour" in told["unwanted"]
    assert "boolean" in told["mistyped"]


def test_a_small_misspelling_is_mended_and_said(talk: Callable[[Talk], Any]) -> None:
    result = talk(lambda client: client.call_tool("members-of", {"framework": "lantern-pakt"}))
    assert not result.is_error
    understood = result.structured_content["parameters"]["framework"]
    assert understood["corrected"] == {"given": "lantern-pakt", "understood": "Lantern Pact"}
    assert "“lantern-pakt” was read as Lantern Pact." in text_of(result)


def test_a_long_answer_comes_in_pages_and_in_a_language(talk: Callable[[Talk], Any]) -> None:
    async def ask(client: Client) -> list[types.CallToolResult]:
        whole = await client.call_tool("things", {"lang": "ja", "confidence": ""})
        first = await client.call_tool("things", {"lang": "ja", "limit": 2})
        following = {"lang": "ja", "limit": "2", "cursor": first.structured_content["next"]}
        return [whole, first, await client.call_tool("things", following)]

    whole, first, second = talk(ask)
    rows = whole.structured_content["rows"]
    assert len(rows) == whole.structured_content["total"] > 4
    assert [*first.structured_content["rows"], *second.structured_content["rows"]] == rows[:4]
    assert first.structured_content["language"] == "ja"
    assert f"The rows after have the cursor {first.structured_content['next']}." in text_of(first)
    assert "lang=ja" in second.structured_content["links"]["self"]
    assert "limit=2" in second.structured_content["links"]["self"]


WRONG: Final[dict[str, object]] = {
    "control": "\x00\x1b",
    "long": "x" * 5000,
    "object": {"a": 1},
    "boolean": True,
    "digits": "9" * 400,
    "blank": "  ",
}


@pytest.mark.parametrize("talk", ["http"], indirect=True)
def test_wrong_arguments_of_each_kind_are_refused(talk: Callable[[Talk], Any]) -> None:
    """Of each tool that is not of the catalogue, and of one that is: each argument, with each kind of nonsense."""
    good = {
        "ask": {"q": "Who is in the Tern Forum?"},
        "search": {"q": "alda"},
        "describe": {"thing": "Lantern Pact"},
        "why": {"subject": "lantern-pact", "predicate": "covers", "object": "neodymium"},
        "sparql": {"query": "ASK {}"},
        "frameworks-covering": {"material": "neodymium"},
    }

    async def ask(client: Client) -> list[tuple[str, types.CallToolResult]]:
        found = []
        schemas = {tool.name: tool.input_schema for tool in (await client.list_tools()).tools}
        for tool, arguments in good.items():
            right = await client.call_tool(tool, arguments)
            assert not right.is_error, text_of(right)
            for name, schema in schemas[tool]["properties"].items():
                for kind, value in WRONG.items():
                    # A search may be for anything, what is left blank is left out, and `check` is a boolean.
                    may = {"search.q": {"control"}, "sparql.check": {"boolean"}}.get(f"{tool}.{name}", set())
                    may |= set() if name in schemas[tool]["required"] or schema["type"] != "string" else {"blank"}
                    if kind not in may:
                        result = await client.call_tool(tool, arguments | {name: value})
                        found.append((f"{tool} {name} {kind}", result))
        return found

    results = talk(ask)
    assert len(results) > 100
    for case, result in results:
        assert result.is_error, case
        assert len(text_of(result)) < 7000, case
        assert "internal" not in text_of(result).lower(), case


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(talk: Callable[[Talk], Any]) -> None:
    async def ask(client: Client) -> types.CallToolResult:
        return await client.call_tool("conquer", {})

    with pytest.raises((MCPError, ExceptionGroup)) as caught:
        talk(ask)
    assert "conquer" in str(flat(caught.value))


def flat(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [part for each in error.exceptions for part in flat(each)]
    return [error]


def test_queries_are_run_with_the_prefixes_of_the_project(talk: Callable[[Talk], Any]) -> None:
    async def ask(client: Client) -> list[types.CallToolResult]:
        queries = (
            {"query": "SELECT ?f WHERE { ?f a :Framework } ORDER BY ?f"},
            {"query": "PREFIX m: <https://w3id.org/minpact/ontology#> ASK { ?f a m:Framework }"},
            {"query": "CONSTRUCT { ?f a :Anything } WHERE { ?f a :Framework }"},
            {"query": "ASK { ?s :coverz ?o }", "check": False},
            {"query": "DELETE WHERE { ?s ?p ?o }"},
            {"query": "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"},
        )
        return [await client.call_tool("sparql", query) for query in queries]

    frameworks, known, built, unchecked, update, large = talk(ask)
    assert frameworks.structured_content["results"]["bindings"]
    assert frameworks.structured_content["data_version"]
    assert known.structured_content["boolean"] is True
    assert "#Anything>" in built.structured_content["turtle"]
    assert unchecked.structured_content["boolean"] is False
    assert update.is_error
    assert "updates" in text_of(update)
    assert large.is_error


def test_things_and_reasons_are_told(talk: Callable[[Talk], Any]) -> None:
    async def ask(client: Client) -> list[types.CallToolResult]:
        found = await client.call_tool("search", {"q": "lantern pact", "type": "framework"})
        described = await client.call_tool("describe", {"thing": "Lantern Pact"})
        query = "SELECT ?s ?o WHERE { GRAPH graph:derived { ?s :hasMember ?o } } ORDER BY ?s ?o LIMIT 1"
        derived = await client.call_tool("sparql", {"query": query})
        row = derived.structured_content["results"]["bindings"][0]
        asked = {"subject": row["s"]["value"], "predicate": ":hasMember", "object": row["o"]["value"]}
        facts = await client.call_tool("sparql", {"query": "SELECT ?f { ?f :memberOf framework:lantern-pact }"})
        return [found, described, await client.call_tool("why", asked), facts]

    found, described, why, facts = talk(ask)
    told = [described.structured_content["sources"], facts.structured_content["sources"]]
    assert all(set(each) == {"iri", "title", "publisher", "issued", "url"} for sources in told for each in sources)
    assert {each["iri"] for each in told[1]} & {each["iri"] for each in told[0]}
    assert described.structured_content["sources_total"] == len(told[0])
    first = found.structured_content["results"][0]
    assert first["iri"].endswith("/framework/lantern-pact")
    assert described.structured_content["iri"] == first["iri"]
    assert first["label"] in json.dumps(described.structured_content["statements"])
    assert why.structured_content["holds"]
    assert why.structured_content["rule"]
    assert why.structured_content["sources"]


def test_resources_can_be_read(talk: Callable[[Talk], Any]) -> None:
    async def read(client: Client) -> dict[str, str]:
        listed = await client.list_resources()
        assert (await client.list_resource_templates()).resource_templates == []
        texts = {}
        for resource in listed.resources:
            (contents,) = (await client.read_resource(resource.uri)).contents
            assert isinstance(contents, types.TextResourceContents)
            texts[resource.name] = contents.text
        return texts

    texts = talk(read)
    assert set(texts) == {"ontology", "questions", "prefixes", "data"}
    assert "owl:Class" in texts["ontology"]
    assert "sh:select" in texts["questions"]
    assert "PREFIX skos: <" in texts["prefixes"]
    assert json.loads(texts["data"])["cut_off"]


# --- over HTTP alone


LIST = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'


def post(served: Served, body: bytes, **headers: str) -> Any:
    told = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", **headers}
    return served.request("POST", "/mcp", body, **told)


def test_requests_stand_by_themselves(served: Served) -> None:
    reply = post(served, LIST)
    assert reply.status == 200
    assert reply.headers["content-type"].startswith("application/json")
    assert reply.headers["cache-control"] == "no-store"
    assert "mcp-session-id" not in reply.headers
    assert len(json.loads(reply.body)["result"]["tools"]) == len(QUESTIONS) + len(COMMON)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example.org"}, 421),
        ({"Origin": "https://evil.example.org"}, 403),
        ({"Origin": "http://localhost:6274"}, 200),
        ({"Content-Type": "text/plain"}, 400),
        ({"Accept": "text/html"}, 406),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else str(value),
)
def test_who_may_speak(served: Served, headers: dict[str, str], status: int) -> None:
    assert post(served, LIST, **headers).status == status


def test_nonsense_is_refused(served: Served) -> None:
    assert post(served, b"{").status == 400
    assert post(served, b"[]").status == 400
    assert post(served, b" " * (1 << 20)).status == 413
    refused = served.request("GET", "/mcp")
    assert refused.status == 405
    assert "POST" in refused.headers["allow"]


def test_the_sdk_is_not_imported_before_it_is_needed() -> None:
    program = "import sys, api.app, api.cli; print(any(name.split('.')[0] == 'mcp' for name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
