"""What programs that converse can call: each question of the catalogue, and search, describe, why, sparql and ask.

A tool takes arguments by name, each a text (or what JSON has for it), and answers with a document and the same in
plain text. Documents carry the sources and the addresses at which the answer can be read and an error be reported.
Nothing here knows by which protocol a tool is called.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlencode

from api.cited import of_answer, of_row, of_solution, of_work, query_for
from api.deps import Services
from api.inputs import DAY, LANGUAGE, MOST_ROWS, TEXT, VIEW, count_of, fits, property_of, schema_of, text_of
from api.line import NOBODY, Client
from api.pages.wording import read_strings
from api.plain import write_answer, write_explanation, write_reply
from graph import namespaces as ns
from graph import sparql
from graph.errors import BadParameter, QueryTooLarge, UnknownQuestion, UnknownTerm
from graph.questions import LANGUAGES, Question
from graph.why import Explanation
from graph.wire import (
    AskRequest,
    CheckRequest,
    CitationRequest,
    DescribeRequest,
    PlainRequest,
    Request,
    SearchRequest,
    SparqlRequest,
    WhyRequest,
)

__all__ = ["MOST_BYTES", "Call", "Told", "Tool", "tools_of"]

#: The longest answer of a tool; what converses cannot take in more, and the endpoint and the dumps give it.
MOST_BYTES: Final = 1 << 20
#: Columns of text, in characters.
WIDTH: Final = 100
RESULTS: Final = "application/sparql-results+json"
TURTLE: Final = "text/turtle"
JSON_LD: Final = "application/ld+json"
#: Sources that are told of a thing.
MOST_SOURCES: Final = 20


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the arguments, who calls, and the public address of this server, without a slash at its end."""

    arguments: Mapping[str, Any]
    base: str
    client: Client = NOBODY


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool answers: a document, and the same as text; ``is_error`` says that it refuses."""

    document: Mapping[str, Any]
    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name, what it does, and the JSON schema of its arguments. :meth:`call` raises graph errors."""

    name: str
    title: str
    description: str
    schema: Mapping[str, Any]
    answer: Callable[[Call], Awaitable[Told]]

    async def call(self, call: Call) -> Told:
        """Answer; raises :class:`graph.errors.BadParameter` for arguments that the schema does not allow."""
        properties = self.schema["properties"]
        for name, value in call.arguments.items():
            if name not in properties:
                known = ", ".join(properties) or "no arguments"
                raise BadParameter(name, str(value), f"nothing here; known are {known}")
            if not fits(value, properties[name]):
                raise BadParameter(name, str(value), f"a value of type {properties[name]['type']}")
        for name in self.schema["required"]:
            if not str(call.arguments.get(name) or "").strip():
                wanted = properties[name]["description"].rstrip(".")
                raise BadParameter(name, str(call.arguments.get(name) or ""), f"a value: {wanted}")
        return await self.answer(call)


def tools_of(services: Services) -> dict[str, Tool]:
    """All tools by name: those that every graph has, then a tool for each question of the catalogue."""
    desk = _Desk(services)
    tools = [*_common(desk), *(_asked(desk, question) for question in services.questions)]
    return {tool.name: tool for tool in tools}


def _common(desk: _Desk) -> Iterator[Tool]:
    yield Tool(
        "ask",
        "Ask in plain words",
        "Answers a question in English, Japanese or Hindi with a sentence, how it was understood, a table and sources. "
        "Where it is not understood it says so and offers readings; it never guesses.",
        schema_of(
            {
                "q": {**TEXT, "maxLength": 1000, "description": "The question"},
                "lang": LANGUAGE,
                "as_of": {**DAY, "description": "Day that the answer is about; the data cut-off when left out"},
            },
            "q",
        ),
        desk.ask,
    )
    yield Tool(
        "search",
        "Find things by name",
        "Finds frameworks, countries, materials, projects, facts and documents by name, alias, code or misspelling in "
        "three scripts, the likeliest first.",
        schema_of(
            {
                "q": {**TEXT, "minLength": 1, "maxLength": 200, "description": "A name or a part of one"},
                "type": {**TEXT, "description": "A kind (framework) or a class (Country) to keep to"},
                "lang": LANGUAGE,
                "limit": {"type": "integer", "minimum": 1, "maximum": 50, "description": "Results; 10 when left out"},
            },
            "q",
        ),
        desk.search,
    )
    yield Tool(
        "describe",
        "Read what the graph says of a thing",
        "All statements of a thing, of a fact its evidence too, with the sources to cite.",
        schema_of(
            {"thing": {**TEXT, "description": "An IRI, a compact name (actor:india), a label or an alias"}}, "thing"
        ),
        desk.describe,
    )
    yield Tool(
        "why",
        "Ask why a statement is in the graph",
        "Who states a triple and on what evidence; of a derived one the rule that made it, and why its premises hold.",
        schema_of(
            {
                "subject": {**TEXT, "description": "A slug, an IRI, a label or an alias"},
                "predicate": {**TEXT, "description": "A property, such as covers"},
                "object": {**TEXT, "description": "A slug, an IRI, a label or an alias"},
            },
            "subject",
            "predicate",
            "object",
        ),
        desk.why,
    )
    yield Tool(
        "sparql",
        "Run a SPARQL query",
        "Runs a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE). Names that the graph does not have are told "
        "first, with what is near them, and the query is not run. Prefixes of the project need no declaration.",
        schema_of(
            {
                "query": {**TEXT, "description": "The query"},
                "check": {
                    "type": "boolean",
                    "default": True,
                    "description": "Whether names are looked up before; false runs the query as it stands",
                },
            },
            "query",
        ),
        desk.sparql,
    )


def _asked(desk: _Desk, question: Question) -> Tool:
    """A question of the catalogue as a tool; name, description and schema are those of its file."""

    async def answer(call: Call) -> Told:
        return await desk.question(question, call)

    columns = "; ".join(f"{column.name}: {column.meaning}" for column in question.columns)
    parameters = {parameter.name: property_of(parameter) for parameter in question.parameters}
    required = [parameter.name for parameter in question.parameters if parameter.is_required]
    return Tool(
        question.id,
        question.text["en"],
        f"{question.text['en']} {question.summary} Columns: {columns}",
        schema_of({**parameters, **VIEW}, *required),
        answer,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where tools are answered."""

    services: Services

    async def run(self, request: Request, call: Call) -> bytes:
        """What a reader answers, if a conversation can take it in."""
        answer = await self.services.pool.run(request, client=call.client)
        try:
            if answer.size > MOST_BYTES:
                raise QueryTooLarge(MOST_BYTES)
            return answer.body
        finally:
            answer.close()

    async def document(self, request: Request, call: Call) -> Any:
        """The same, where it is JSON."""
        return json.loads(await self.run(request, call))

    def links(self, what: str, path: str, call: Call) -> dict[str, str]:
        """Where an answer can be read, and where an error in it be reported if the server says where."""
        report = self.services.report(what, path)
        return {"self": call.base + path} | ({"report": report} if report else {})

    async def question(self, question: Question, call: Call) -> Told:
        given = {name: text for name, value in call.arguments.items() if (text := text_of(value)) != ""}
        parameters = {name: text for name, text in given.items() if name not in VIEW}
        limit = count_of("limit", given["limit"], MOST_ROWS) if "limit" in given else 0
        language, cursor, least = given.get("lang", LANGUAGES[0]), given.get("cursor", ""), given.get("confidence", "")
        asked = AskRequest(question.id, parameters, language, limit, cursor, least)
        document = await self.document(asked, call)
        path = f"/questions/{question.id}" + (f"?{urlencode(given)}" if given else "")
        document["summary"] = read_strings()[f"summaries.{question.id}"][language]
        document |= {"sources": of_answer(document), "links": self.links(question.text["en"], path, call)}
        return _told(document, write_answer(document, WIDTH))

    async def ask(self, call: Call) -> Told:
        text, language, day = (call.arguments.get(name) or "" for name in ("q", "lang", "as_of"))
        document = await self.document(PlainRequest(text, language or None, day or None), call)
        given = {name: value for name, value in (("q", text), ("lang", language), ("as_of", day)) if value}
        document |= {"links": self.links(text, f"/ask?{urlencode(given)}", call)}
        return _told(document, write_reply(document, WIDTH), is_error=document["intent"] is None)

    async def search(self, call: Call) -> Told:
        text, kind = call.arguments["q"].strip(), call.arguments.get("type")
        language = call.arguments.get("lang") or LANGUAGES[0]
        limit = count_of("limit", text_of(call.arguments.get("limit")) or "10", 50)
        if not 0 < len(text) <= 200:
            raise BadParameter("q", text[:200], "a name or a part of one, of 1 to 200 characters")
        if language not in LANGUAGES:
            raise BadParameter("lang", language, f"one of {', '.join(LANGUAGES)}")
        types = (kind,) if kind else ()
        found = await self.document(SearchRequest(text, types, language, limit), call)
        results = [{**each, "url": _address(call.base, each["iri"])} for each in found["results"]]
        document = {"query": text, "total": found["total"], "results": results}
        links = self.links(f"search for {text}", f"/search?{urlencode({'q': text, 'lang': language})}", call)
        lines = [f"{each['label']} ({ns.compact(each['iri'])}): {each['summary']}".rstrip(": ") for each in results]
        return _told(document | {"links": links}, "\n".join(lines) or f"Nothing is known as {text!r}.")

    async def describe(self, call: Call) -> Told:
        iri = ns.expand(call.arguments["thing"].strip()) or await self._resolve(call)
        described = await self.document(DescribeRequest(iri, JSON_LD), call)
        text = (await self.run(DescribeRequest(iri, TURTLE), call)).decode()
        works = await self.document(CitationRequest(iri, self.services.release.version), call)
        cited = [of_work(work) for work in works[1:]]
        total = len(cited)
        if not cited:
            cited, total = await self._sources_on(iri, call)
        path = "/" + iri.removeprefix(ns.BASE) if self.services.is_ours(iri) else f"/search?{urlencode({'q': iri})}"
        document = {
            "iri": iri,
            "statements": described,
            "sources": cited,
            "sources_total": total,
            "links": self.links(ns.compact(iri), path, call),
        }
        lines = [f"- {each['title']}, {each['publisher']}, {each['url']}" for each in cited]
        head = f"Sources ({len(cited)} of {total}, the first of them support the most facts on it):"
        return _told(document, "\n".join([text, head, *lines]) if lines else text)

    async def _sources_on(self, iri: str, call: Call) -> tuple[list[dict[str, Any]], int]:
        """The sources that support the most facts on a thing, and how many speak of it; none for what is no thing."""
        try:
            found = await self.document(AskRequest("sources-on", {"about": iri}, limit=MOST_SOURCES), call)
        except (UnknownTerm, UnknownQuestion):
            return [], 0
        return [of_row(row) for row in found["rows"]], int(found["total"])

    async def _resolve(self, call: Call) -> str:
        """The thing that a name means: the likeliest of those that are called just so."""
        text = call.arguments["thing"].strip()[:200]
        found = await self.document(SearchRequest(text, (), LANGUAGES[0], 5), call)
        results = found["results"]
        if not results or results[0]["match"] != "exact":
            raise UnknownTerm("thing", text, "thing", tuple(ns.compact(each["iri"]) for each in results))
        return str(results[0]["iri"])

    async def why(self, call: Call) -> Told:
        parts = [str(call.arguments[name]) for name in ("subject", "predicate", "object")]
        document = await self.document(WhyRequest(*parts), call)
        given = urlencode(list(zip(("subject", "predicate", "object"), parts, strict=True)))
        text = write_explanation(_explanation(document), WIDTH)
        sources = [{"iri": iri, "url": _address(call.base, iri)} for iri in sorted(_evidence(document))]
        links = self.links("why " + " ".join(parts), f"/why?{given}", call)
        return _told({**document, "sources": sources, "links": links}, text)

    async def sparql(self, call: Call) -> Told:
        query = call.arguments["query"]
        if len(query.encode()) > self.services.limits.query_bytes:
            raise BadParameter("query", query[:80], f"at most {self.services.limits.query_bytes} bytes")
        if call.arguments.get("check") is not False and not sparql.is_update(query):
            faults = await self.document(CheckRequest(query), call)
            if faults:
                lines = [f"{fault['text']}." for fault in faults]
                text = "\n".join([*lines, "The query was not run; mend it, or set check to false to run it as it is."])
                return Told({"unknown": faults}, text, is_error=True)
        answer = await self.run(SparqlRequest(_declare(query), RESULTS, TURTLE), call)
        links = self.links("a SPARQL query", f"/sparql?{urlencode({'query': _declare(query)})}", call)
        text = answer.decode()
        form = sparql.query_form(query)
        result = {"turtle": text} if form in ("CONSTRUCT", "DESCRIBE") else json.loads(text)
        release = {"data_version": self.services.release.version, "cut_off": self.services.release.cut_off or None}
        cited = await self._sources_of(result, call)
        return Told({**result, **release, "sources": cited, "links": links}, text)

    async def _sources_of(self, result: Mapping[str, Any], call: Call) -> list[dict[str, Any]]:
        """The sources of the facts that a result names, which is none where it names things only."""
        query = query_for(result.get("results", {}).get("bindings", ()))
        if not query:
            return []
        found = await self.document(SparqlRequest(_declare(query), RESULTS, TURTLE), call)
        return [of_solution(row) for row in found["results"]["bindings"]]


def _told(document: Mapping[str, Any], text: str, *, is_error: bool = False) -> Told:
    links = document["links"]
    lines = [text, "", f"Read it at {links['self']}"]
    if "report" in links:
        lines.append(f"Report an error at {links['report']}")
    return Told(document, "\n".join(lines), is_error)


def _address(base: str, iri: str) -> str:
    return f"{base}/{iri.removeprefix(ns.BASE)}" if iri.startswith(ns.BASE) else iri


def _declare(query: str) -> str:
    """A query with those of the project's prefixes declared that it uses and does not declare."""
    found = sparql.tokens(query)
    declared = {after.text.partition(":")[0] for token, after in pairwise(found) if token.keyword == "PREFIX"}
    used = sorted((sparql.prefixes_used(query) & ns.PREFIXES.keys()) - declared)
    return "".join(f"PREFIX {name}: <{ns.PREFIXES[name]}> " for name in used) + query


def _explanation(document: Mapping[str, Any]) -> Explanation:
    proofs = tuple(tuple(_explanation(step) for step in proof) for proof in document["proofs"])
    return Explanation(**{**document, "proofs": proofs})


def _evidence(document: Mapping[str, Any]) -> set[str]:
    found = set(document["evidence"])
    return found.union(*(_evidence(step) for proof in document["proofs"] for step in proof))
