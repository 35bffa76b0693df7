"""The validation processes: started late, one a request, stopped at every limit, and with nothing in their reach."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from api.limits import Limits
from api.validators import Validators
from graph import namespaces as ns
from graph.errors import GraphError, InvalidInput, InvalidPost, QueryRefused, QueryTimeout, QueryTooHeavy, QueryTooLarge
from graph.wire import ValidateRequest

pytestmark = [pytest.mark.server, pytest.mark.timed]

MIB = 1 << 20
#: Long enough for a process to be had on a busy machine, and no longer than a test can wait for what never ends.
LIMITS = Limits(deadline_seconds=4.0, readers=2, memory_bytes=192 * MIB, result_bytes=MIB // 4)
GRACE = 2.0
PREFIXES = "".join(f"@prefix {name}: <{ns.PREFIXES[name]}> .\n" for name in ("owl", "rdfs", "sh", "xsd"))
PREFIXES += "@prefix x: <urn:x:> .\n"
DATA = "@prefix x: <urn:x:> . x:a a x:Thing ; x:p 1 ; x:q 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' ."
THING = "x:s a sh:NodeShape ; sh:targetClass x:Thing ; "

T = TypeVar("T")


class Court:
    """Started validators and the event loop that they live in."""

    def __init__(self, runner: asyncio.Runner, validators: Validators) -> None:
        self.runner = runner
        self.validators = validators

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def judge(self, data: str, shapes: str | None = None, kind: str = "text/turtle") -> dict[str, Any]:
        text = None if shapes is None else PREFIXES + shapes
        request = ValidateRequest("application/json", data, kind, text, "text/turtle")
        found: dict[str, Any] = json.loads(self.run(self.validators.run(request)).body)
        return found

    def assert_usable(self) -> None:
        assert self.judge(DATA, THING + "sh:nodeKind sh:IRI .")["conforms"]

    def pids(self) -> list[int]:
        """The zygote and what it has forked."""
        start = self.validators._start
        assert start is not None
        zygote = start.result()._zygote
        assert zygote is not None
        pid = zygote._process.pid
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("validators") / "data.nq"
    path.write_text(f"<urn:x:a> <{ns.RDF}type> <urn:x:Thing> <urn:x:g> .\n")
    return path


@pytest.fixture(scope="module")
def court(nquads: Path) -> Iterator[Court]:
    with asyncio.Runner() as runner:
        validators = Validators(LIMITS, nquads)
        found = Court(runner, validators)
        request = ValidateRequest("application/json", DATA, "text/turtle")
        runner.run(validators.run(request, deadline=60))
        yield found
        runner.run(validators.stop())


def test_nothing_is_started_before_anybody_asks(nquads: Path) -> None:
    validators = Validators(LIMITS, nquads)
    assert not validators.is_started
    asyncio.run(validators.stop())


def test_who_comes_before_the_start_is_over_is_refused_and_the_next_is_served(nquads: Path) -> None:
    request = ValidateRequest("application/json", DATA, "text/turtle")

    async def scenario() -> None:
        validators = Validators(LIMITS, nquads)
        begun = time.monotonic()
        with pytest.raises(QueryRefused):
            await validators.run(request, deadline=0.05)
        assert time.monotonic() - begun < 2
        assert (await validators.run(request, deadline=60)).body
        await validators.stop()
        with pytest.raises(QueryRefused):
            await validators.run(request)

    asyncio.run(scenario())


def test_a_start_that_failed_is_told_and_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "data.nq"
    request = ValidateRequest("application/json", DATA, "text/turtle")

    async def scenario() -> None:
        validators = Validators(LIMITS, path)
        with pytest.raises(InvalidInput):
            await validators.run(request, deadline=60)
        path.write_text("")
        assert (await validators.run(request, deadline=60)).body
        await validators.stop()

    asyncio.run(scenario())


def test_each_process_answers_once(court: Court) -> None:
    first = court.pids()
    for shapes in (THING + "sh:nodeKind sh:IRI .", "no shapes", THING + "sh:nodeKind sh:Literal ."):
        with contextlib.suppress(InvalidPost):
            court.judge(DATA, shapes)
        seen = court.pids()
        assert seen[0] == first[0]
    assert set(seen[1:]).isdisjoint(first[1:])


def test_what_one_request_leaves_behind_no_other_meets(court: Court) -> None:
    """A SPARQL function is registered with rdflib for the whole process."""
    function = """x:twice a sh:SPARQLFunction ; sh:parameter [ sh:path <urn:x/n> ] ; sh:returnType xsd:integer ;
        sh:select "SELECT ($n * 2 AS ?r) { }" . """
    use = THING + "sh:sparql [ sh:select 'SELECT $this { $this <urn:x:p> ?n FILTER(<urn:x:twice>(?n) = 2) }' ] ."
    assert len(court.judge(DATA, function + use)["results"]) == 1
    assert court.judge(DATA, use)["results"] == [], "a function that is not known is an error, and so no solution"


HOSTILE: dict[str, tuple[str, str | None, str, tuple[type[GraphError], ...]]] = {
    "regular expression": (DATA, THING + "sh:property [ sh:path x:q ; sh:pattern '(a+)+$' ] .", "", (QueryTimeout,)),
    "endless query": (
        DATA + "".join(f"x:t{n} a x:Other ." for n in range(300)),
        THING + "sh:sparql [ sh:select 'SELECT $this { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . $this ?p ?o }' ] .",
        "",
        (QueryTimeout, QueryTooHeavy),
    ),
    "rules without end": (
        DATA + "".join(f"x:t{n} a x:Other ." for n in range(300)),
        THING + "sh:rule [ a sh:SPARQLRule ; sh:construct "
        "'CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?q ?r ?s }' ] .",
        "",
        (QueryTimeout, QueryTooHeavy, InvalidPost),
    ),
    "entities": (
        "<!DOCTYPE x [<!ENTITY a0 'lolololololol'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9)).replace("'", '"')
        + f"]><r:RDF xmlns:r='{ns.RDF}'><r:Description r:about='urn:x:a'><r:value>&a8;</r:value></r:Description>"
        "</r:RDF>",
        None,
        "application/rdf+xml",
        (QueryTooHeavy, InvalidPost),
    ),
    "nested query": (
        DATA,
        THING + f"sh:sparql [ sh:select 'SELECT $this {{ $this ?p ?o FILTER({'(' * 3000}1{')' * 3000}) }}' ] .",
        "",
        (QueryTooHeavy, InvalidPost),
    ),
    "nested shapes": (DATA, THING + "sh:not [ " * 3000 + "sh:nodeKind sh:IRI" + " ]" * 3000 + " .", "", (InvalidPost,)),
    "huge report": (
        "@prefix x: <urn:x:> ." + "".join(f"x:t{n} a x:Thing ." for n in range(1500)),
        THING + "sh:nodeKind sh:Literal .",
        "",
        (QueryTooLarge,),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_post_is_an_error_by_the_deadline_and_leaves_nothing(court: Court, name: str) -> None:
    data, shapes, kind, errors = HOSTILE[name]
    court.assert_usable()
    before = set(court.pids())
    begun = time.monotonic()
    with pytest.raises(errors):
        court.judge(data, shapes, kind or "text/turtle")
    assert time.monotonic() - begun < LIMITS.deadline_seconds + GRACE
    time.sleep(0.3)
    after = set(court.pids())
    assert len(after) <= 3, "the zygote, and one or two that stand by"
    assert before & after, "the zygote itself is as it was"
    court.assert_usable()


SERVICE = "SERVICE <http://127.0.0.1:{0}/> {{ ?s ?p ?o }}"
REACHING = {
    "import in data": ("<urn:x:o> owl:imports <http://127.0.0.1:{0}/> . x:a a x:Thing .", None),
    "import in shapes": (DATA, THING + "sh:nodeKind sh:IRI . <> owl:imports <http://127.0.0.1:{0}/shapes.ttl> ."),
    "import of a file": (DATA, THING + "sh:nodeKind sh:IRI . <> a owl:Ontology ; owl:imports <file:///etc/passwd> ."),
    "shapes graph": ("<> sh:shapesGraph <http://127.0.0.1:{0}/shapes.ttl> . x:a a x:Thing .", None),
    "suggested shapes graph": ("<> sh:suggestedShapesGraph <http://127.0.0.1:{0}/> . x:a a x:Thing .", None),
    "service": (DATA, THING + "sh:sparql [ sh:select 'SELECT $this {{ $this ?a ?b " + SERVICE + " }}' ] ."),
    "silent service": (
        DATA,
        THING
        + "sh:sparql [ sh:select 'SELECT $this {{ $this ?a ?b SERVICE SILENT <http://127.0.0.1:{0}/> {{ }} }}' ] .",
    ),
    "service after a comment": (
        DATA,
        THING
        + "sh:sparql [ sh:select '''SELECT $this {{ $this ?a ?b SERVICE#\n<http://127.0.0.1:{0}/> {{ }} }}''' ] .",
    ),
    "from": (DATA, THING + "sh:sparql [ sh:select 'SELECT $this FROM <http://127.0.0.1:{0}/> {{ $this ?a ?b }}' ] ."),
    "from a file": (
        DATA,
        THING + "sh:sparql [ sh:select 'SELECT $this FROM <file:///etc/passwd> {{ $this ?a ?b }}' ] .",
    ),
    "target": (
        DATA,
        "x:s a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this {{ "
        + SERVICE
        + " }}' ] .",
    ),
    "rule": (
        DATA,
        THING
        + "sh:rule [ a sh:SPARQLRule ; sh:construct 'CONSTRUCT {{ $this ?p ?o }} WHERE {{ "
        + SERVICE
        + " }}' ] .",
    ),
    "function": (
        DATA,
        "x:f a sh:SPARQLFunction ; sh:ask 'ASK {{ "
        + SERVICE
        + " }}' . "
        + THING
        + "sh:sparql [ sh:select 'SELECT $this {{ $this ?a ?b FILTER(<urn:x:f>()) }}' ] .",
    ),
    "script": (
        DATA,
        THING
        + "sh:js [ sh:jsLibrary [ sh:jsLibraryURL 'http://127.0.0.1:{0}/'^^xsd:anyURI ] ; sh:jsFunctionName 'f' ] .",
    ),
}


@pytest.mark.parametrize("name", REACHING)
def test_nothing_that_is_posted_reaches_anything(
    court: Court, listener: tuple[int, Callable[[], int]], name: str
) -> None:
    port, connections = listener
    data, shapes = REACHING[name]
    text = None if shapes is None else shapes.format(port)
    if "import" in name or "graph" in name:
        # Passed over, which is right: SHACL leaves it to whoever asks for a validation to bring the graphs.
        document = court.judge((PREFIXES + data.format(port)) if text is None else data, text)
        assert "root:" not in str(document)
    else:
        with pytest.raises(InvalidPost) as caught:
            court.judge(data, text)
        assert caught.value.findings[0].rule in {"service", "dataset", "javascript"}
    assert connections() == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{{"@context": "http://127.0.0.1:{0}/context.jsonld", "@id": "urn:x:a", "p": 1}}', "application/ld+json"),
        ('{{"@context": {{"@import": "http://127.0.0.1:{0}/"}}, "@id": "urn:x:a", "p": 1}}', "application/ld+json"),
        (
            '<!DOCTYPE r SYSTEM "http://127.0.0.1:{0}/r.dtd"><r:RDF xmlns:r="' + ns.RDF + '"><r:Description '
            'r:about="urn:x:a"><r:value>1</r:value></r:Description></r:RDF>',
            "application/rdf+xml",
        ),
        (
            '<!DOCTYPE r [<!ENTITY e SYSTEM "http://127.0.0.1:{0}/e"> <!ENTITY f SYSTEM "file:///etc/passwd">]>'
            '<r:RDF xmlns:r="' + ns.RDF + '"><r:Description r:about="urn:x:a"><r:value>&e;&f;</r:value></r:Description>'
            "</r:RDF>",
            "application/rdf+xml",
        ),
        (
            f'<urn:x:a> <urn:x:p> "<!DOCTYPE r [<!ENTITY e SYSTEM \\"http://127.0.0.1:{{0}}/e\\">]><r>&e;</r>"'
            f"^^<{ns.RDF}XMLLiteral> .",
            "text/turtle",
        ),
    ],
)
def test_no_format_reaches_anything(
    court: Court, listener: tuple[int, Callable[[], int]], content: str, kind: str
) -> None:
    port, connections = listener
    for shapes in (None, THING + "sh:property [ sh:path x:p ; sh:pattern 'root' ] ."):
        with contextlib.suppress(InvalidPost):
            assert "root:" not in str(court.judge(content.format(port), shapes, kind))
    assert connections() == 0
