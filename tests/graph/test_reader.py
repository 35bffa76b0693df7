"""The zygote and its readers as a program: hello, frames, confinement, endings."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.errors import QueryTooHeavy, QueryTooLarge, QueryUnacceptable, from_json
from graph.handlers import answer_describe
from graph.questions import Catalogue
from graph.reader import READER
from graph.store import Store, parse_text
from graph.wire import (
    BODY,
    DONE,
    FAIL,
    HEAD,
    LAST,
    LENGTH,
    PREPARED,
    READY,
    DescribeRequest,
    Request,
    SparqlRequest,
    frame,
    write_request,
)
from graph.world import World
from graph.zygote import IDLE_SECONDS, Caps, serve

MIB = 1 << 20
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
DATA = f"""
@prefix : <{ns.ONTOLOGY}> .
@prefix skos: <{ns.SKOS}> .
@prefix owl: <{ns.OWL}> .
<urn:fact> a :Membership ; :memberActor <urn:india> ; :hasEvidence <urn:evidence> .
<urn:evidence> :fromSource <urn:source> ; :sourceWording "joined"@en .
<urn:source> <{ns.DCTERMS}title> "A press release"@en ; :about <urn:other> .
<urn:india> skos:prefLabel "India"@en, "インド"@ja ; :about <urn:japan> .
:Membership <{ns.RDFS}subClassOf> [ a owl:Restriction ; owl:someValuesFrom [ a owl:Class ] ] .
"""


def receive(connection: socket.socket) -> list[tuple[bytes, bytes]]:
    """Frames of one answer, up to the one that ends it; what is missing when the connection closes is missing."""
    found: list[tuple[bytes, bytes]] = []
    stream = connection.makefile("rb")
    while len(header := stream.read(LENGTH.size)) == LENGTH.size:
        tag, length = LENGTH.unpack(header)
        found.append((tag, stream.read(length)))
        if tag in (DONE, FAIL):
            break
    return found


def body(frames: list[tuple[bytes, bytes]]) -> bytes:
    assert [tag for tag, _ in frames if tag != BODY] == [HEAD, DONE], frames
    return b"".join(payload for tag, payload in frames if tag == BODY)


class Zygote:
    """The program, started as a server starts it."""

    def __init__(self, nquads: Path, memory: int = 256 * MIB, cap: int = MIB) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(20)
        command = [sys.executable, "-P", "-m", "graph.reader", "--control", str(theirs.fileno())]
        command += ["--nquads", str(nquads), "--memory", str(memory), "--result-cap", str(cap)]
        # A file, as that of an operator may be: a pipe would take what a limit on files keeps out of one.
        self.log = nquads.with_suffix(".log")
        with theirs, self.log.open("wb") as log:
            self.process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stderr=log)
        self.greeting = self.control.recv(1 << 16)

    def fork(self) -> tuple[socket.socket, int, int]:
        """A connection to a new reader, its process id and its descriptor."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.control, [b"fork"], [theirs.fileno()])
        ours.settimeout(20)
        message, descriptors, _, _ = socket.recv_fds(ours, 8, 1)
        return ours, int.from_bytes(message, "big"), descriptors[0]

    def stop(self) -> bytes:
        """Close the control socket, wait, and give what was logged."""
        self.control.close()
        self.process.wait(timeout=20)
        return self.log.read_bytes()


def has_ended(descriptor: int, seconds: float = 5) -> bool:
    """Whether a process ends within so many seconds; its descriptor becomes readable then."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


@pytest.fixture
def nquads(tmp_path: Path) -> Path:
    path = tmp_path / "data.nq"
    lines = (f'<urn:s{i}> <urn:p> "{i:0100d}" <urn:g> .\n' for i in range(20_000))
    path.write_text("".join(lines))
    return path


@pytest.fixture
def zygote(nquads: Path) -> Iterator[Zygote]:
    zygote = Zygote(nquads)
    assert zygote.greeting == READY
    yield zygote
    zygote.stop()


def request(connection: socket.socket, asked: Request) -> list[tuple[bytes, bytes]]:
    connection.sendall(frame(BODY, write_request(asked)))
    return receive(connection)


def sparql(query: str) -> SparqlRequest:
    return SparqlRequest(query, "text/csv", "text/turtle")


# The program


def test_readers_forked_before_all_is_made_that_they_share_answer_too(nquads: Path) -> None:
    zygote = Zygote(nquads)
    asked = DescribeRequest("urn:s1", "application/n-triples")
    for number in range(6):
        connection, _, descriptor = zygote.fork()
        with connection:
            head, body, done = request(connection, asked)
            assert (head, done) == ((HEAD, b"application/n-triples"), (DONE, b""))
            assert body[1].startswith(b"<urn:s1> ")
        os.close(descriptor)
        time.sleep(0.15 * (number == 3))
    zygote.stop()


def test_zygote_says_when_it_has_made_what_readers_share(nquads: Path) -> None:
    """Not before the first reader: a server that takes longer to start must not have to wait for it."""
    zygote = Zygote(nquads)
    assert not select.select([zygote.control], [], [], 10 * IDLE_SECONDS)[0]
    connection, _, descriptor = zygote.fork()
    assert zygote.control.recv(1 << 16) == PREPARED
    with connection:
        assert body(request(connection, sparql("ASK { <urn:s1> ?p ?o }"))) == b"true"
    os.close(descriptor)
    assert zygote.stop() == b""


@pytest.mark.alone
@pytest.mark.server
def test_a_reader_answers_one_request_after_another(zygote: Zygote) -> None:
    connection, pid, descriptor = zygote.fork()
    with connection:
        assert pid != zygote.process.pid
        assert body(request(connection, sparql(COUNT))) == b"n\r\n20000\r\n"
        ((tag, payload),) = request(connection, sparql("SELECT"))
        assert tag == FAIL
        assert json.loads(payload)["error"] == "QuerySyntax"
        assert body(request(connection, sparql("ASK { <urn:s1> ?p ?o }"))) == b"true"
    assert has_ended(descriptor), "a reader ends when its connection closes"
    os.close(descriptor)


@pytest.mark.alone
@pytest.mark.server
def test_a_reader_holds_nothing_but_its_connection_and_the_log(zygote: Zygote) -> None:
    connection, pid, descriptor = zygote.fork()
    with connection:
        assert body(request(connection, sparql("ASK { }"))) == b"true"
        open_files = {path.name: path.readlink() for path in Path(f"/proc/{pid}/fd").iterdir()}
        assert len(open_files) == 2, open_files
        assert "2" in open_files
        status = Path(f"/proc/{pid}/status").read_text()
        assert "NoNewPrivs:\t1" in status
        lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
        limits = {line[:26].strip(): line[26:].split()[:2] for line in lines}
        for name in ("Max open files", "Max core file size"):
            assert limits[name] == ["0", "0"], name
        space = int(limits["Max address space"][0])
        used = int(status.partition("VmSize:")[2].split()[0]) * 1024
        assert used < space <= used + 256 * MIB
    os.close(descriptor)


@pytest.mark.alone
@pytest.mark.server
def test_an_answer_over_the_cap_fails_and_ends_the_reader(zygote: Zygote) -> None:
    connection, _, descriptor = zygote.fork()
    with connection:
        frames = request(connection, sparql("SELECT * { ?s ?p ?o }"))
        assert frames[-1][0] == FAIL
        assert isinstance(from_json(frames[-1][1]), QueryTooLarge)
        assert sum(len(payload) for tag, payload in frames if tag == BODY) <= MIB
        assert has_ended(descriptor)
    os.close(descriptor)


@pytest.mark.alone
@pytest.mark.server
def test_a_fault_is_logged_and_says_no_more(zygote: Zygote) -> None:
    connection, _, descriptor = zygote.fork()
    with connection:
        connection.sendall(frame(BODY, b"no request at all"))
        assert receive(connection) == [(FAIL, b"")]
        assert has_ended(descriptor)
    os.close(descriptor)
    log = zygote.stop()
    assert b"A reader failed" in log
    assert b"no request at all" not in log


@pytest.mark.alone
@pytest.mark.server
@pytest.mark.parametrize("query", ["ASK { FILTER(" + "!" * 100_000 + "?a) }", "ASK {" + "OPTIONAL { } " * 10_000 + "}"])
def test_a_query_that_ends_its_reader_ends_nothing_else(zygote: Zygote, query: str) -> None:
    doomed, _, doomed_descriptor = zygote.fork()
    other, _, descriptor = zygote.fork()
    with doomed, other:
        assert request(doomed, sparql(query)) == []
        assert has_ended(doomed_descriptor)
        assert body(request(other, sparql("ASK { }"))) == b"true"
        again, _, again_descriptor = zygote.fork()
        with again:
            assert body(request(again, sparql("ASK { }"))) == b"true"
    for one in (doomed_descriptor, descriptor, again_descriptor):
        os.close(one)


@pytest.mark.alone
@pytest.mark.server
def test_running_out_of_memory_is_an_error_of_the_graph_and_ends_the_reader(nquads: Path) -> None:
    zygote = Zygote(nquads, memory=24 * MIB)
    connection, _, descriptor = zygote.fork()
    with connection:
        # Its hundred thousand tokens, read for the sake of the word FROM, are more than there is room for.
        ((tag, payload),) = request(connection, sparql("ASK { FROM " + "{ } " * 100_000))
        assert tag == FAIL
        assert isinstance(from_json(payload), QueryTooHeavy)
        assert has_ended(descriptor)
    os.close(descriptor)
    zygote.stop()


@pytest.mark.alone
@pytest.mark.server
def test_a_reader_that_grew_asks_to_be_replaced(nquads: Path) -> None:
    zygote = Zygote(nquads, memory=128 * MIB, cap=64 * MIB)
    connection, _, descriptor = zygote.fork()
    with connection:
        connection.sendall(frame(BODY, write_request(sparql("ASK { }"))))
        assert receive(connection)[-1] == (DONE, b"")
        # Sorting holds all rows at once.
        heavy = "SELECT ?o { ?s ?p ?o . VALUES ?i { 1 2 3 4 5 6 7 8 9 } } ORDER BY ?o ?i"
        connection.sendall(frame(BODY, write_request(sparql(heavy))))
        assert receive(connection)[-1] == (DONE, b"last")
        assert has_ended(descriptor)
    os.close(descriptor)
    zygote.stop()


@pytest.mark.alone
@pytest.mark.server
@pytest.mark.parametrize("how", ["closed", "killed"])
def test_readers_end_with_the_zygote_even_at_work(zygote: Zygote, how: str) -> None:
    forked = [zygote.fork() for _ in range(2)]
    busy = forked[0][0]
    busy.sendall(frame(BODY, write_request(sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))))
    if how == "closed":
        zygote.control.close()
    else:
        zygote.process.send_signal(signal.SIGTERM)
        assert not has_ended(forked[1][2], 0.2), "only the server says when to end"
        zygote.process.kill()
    zygote.process.communicate(timeout=20)
    for connection, _, descriptor in forked:
        assert has_ended(descriptor)
        connection.close()
        os.close(descriptor)


@pytest.mark.alone
@pytest.mark.server
@pytest.mark.parametrize(("text", "line"), [('<urn:a> <urn:b> "c" .\nnonsense\n', 2), (None, 0)])
def test_a_file_that_cannot_be_loaded_is_an_error_of_the_graph(tmp_path: Path, text: str | None, line: int) -> None:
    path = tmp_path / "data.nq"
    if text is not None:
        path.write_text(text)
    zygote = Zygote(path)
    data = json.loads(zygote.greeting)
    assert data["error"] == "InvalidInput"
    assert (data["findings"][0]["file"], data["findings"][0]["line"]) == (str(path), line)
    assert zygote.control.recv(1) == b""
    zygote.stop()
    assert zygote.process.returncode == 1


# Confinement

CONFINED = """
    import os, socket, sys
    from pathlib import Path
    from graph.zygote import confine
    from graph.store import Store
    from graph.wire import SparqlRequest

    report, port = os.fdopen(int(sys.argv[1]), "w"), sys.argv[2]
    store = Store.from_quads([])
    import pyoxigraph
    engine = pyoxigraph.Store()
    confine(64 << 20, (report.fileno(),), os.getppid())

    def attempt(name, act):
        try:
            act()
        except BaseException as error:
            report.write(f"{name}: {type(error).__name__}\\n")
        else:
            report.write(f"{name}: done\\n")

    address = f"<http://127.0.0.1:{port}/>"
    attempt("control", lambda: None)
    attempt("open", lambda: open("/etc/hostname"))
    attempt("write", lambda: open("/tmp/never", "w"))
    attempt("socket", socket.socket)
    attempt("connect", lambda: socket.create_connection(("127.0.0.1", int(port))))
    attempt("unix", lambda: socket.socket(socket.AF_UNIX))
    attempt("pipe", os.pipe)
    attempt("dup", lambda: os.dup(report.fileno()))
    attempt("standard input", lambda: os.read(0, 1))
    attempt("engine file", lambda: engine.load(path="/etc/hostname"))
    attempt("engine service", lambda: list(engine.query(f"SELECT * {{ SERVICE {address} {{ ?s ?p ?o }} }}")))
    silent = f"SELECT * {{ SERVICE SILENT {address} {{ ?s ?p ?o }} }}"
    attempt("engine silent service", lambda: list(engine.query(silent)))
    attempt("engine load", lambda: engine.update(f"LOAD {address}"))
    attempt("memory", lambda: bytearray(128 << 20))
    report.flush()
"""


@pytest.mark.alone
@pytest.mark.server
def test_what_is_confined_opens_neither_file_nor_socket() -> None:
    """The program tries it all; the engine's own ways too, past every check of the text of a query."""
    connected: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        port = server.getsockname()[1]

        def accept() -> None:
            while True:
                connection, address = server.accept()
                with connection:
                    if connection.recv(4) == b"last":
                        return
                    connected.append(address)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        readable, writable = os.pipe()
        try:
            script = textwrap.dedent(CONFINED)
            command = [sys.executable, "-c", script, str(writable), str(port)]
            subprocess.run(command, pass_fds=(writable,), timeout=60, check=True)
        finally:
            os.close(writable)
        with os.fdopen(readable) as report:
            outcome = dict(line.strip().split(": ") for line in report)
        with socket.create_connection(("127.0.0.1", port)) as probe:
            probe.sendall(b"last")
        thread.join(20)
        assert not thread.is_alive(), "the listener would not have noticed"
    assert connected == []
    assert outcome == {
        "control": "done",
        "open": "OSError",
        "write": "OSError",
        "socket": "OSError",
        "connect": "OSError",
        "unix": "OSError",
        "pipe": "OSError",
        "dup": "OSError",
        "standard input": "OSError",
        "engine file": "OSError",
        "engine service": "OSError",
        "engine silent service": "done",
        "engine load": "OSError",
        "memory": "MemoryError",
    }


# In this process


def world_of(store: Store) -> World:
    """A world without questions."""
    return World.of(store, Catalogue({}))


def served(world: World, asked: bytes) -> list[tuple[bytes, bytes]]:
    """Frames that a reader in a thread of this process answers with."""
    ours, theirs = socket.socketpair()
    ours.settimeout(20)
    thread = threading.Thread(target=serve, args=(world, theirs, Caps(64 * MIB, MIB), READER))
    thread.start()
    with ours, theirs:
        ours.sendall(frame(BODY, asked))
        frames = receive(ours)
        ours.shutdown(socket.SHUT_RDWR)
        thread.join(20)
    assert not thread.is_alive()
    return frames


def test_a_request_cut_short_is_no_request() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(frame(BODY, b"x" * 10)[:-1])
        ours.shutdown(socket.SHUT_WR)
        serve(world_of(Store()), theirs, Caps(MIB, MIB), READER)
        theirs.shutdown(socket.SHUT_WR)
        assert ours.recv(1) == b""


def test_a_reader_that_ends_with_a_failure_says_so_before() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        unknown = frame(BODY, write_request(DescribeRequest("urn:nothing", "text/turtle")))
        ours.sendall(unknown + unknown)
        serve(world_of(Store()), theirs, Caps(MIB, MIB), READER, most=2)
        theirs.shutdown(socket.SHUT_WR)
        tags = []
        with ours.makefile("rb") as stream:
            while header := stream.read(LENGTH.size):
                tag, length = LENGTH.unpack(header)
                stream.read(length)
                tags.append(tag)
        assert tags == [FAIL, LAST, FAIL]


# Describing


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.from_quads(parse_text(DATA, Path("world.ttl"), "urn:g"))


@pytest.mark.parametrize(("form", "start"), [("text/turtle", b"@prefix"), ("application/n-quads", b"<urn:fact>")])
def test_a_description_is_the_same_bytes_each_time(store: Store, form: str, start: bytes) -> None:
    frames = [served(world_of(store), write_request(DescribeRequest("urn:fact", form))) for _ in range(2)]
    assert frames[0] == frames[1]
    assert body(frames[0]).startswith(start)
    assert frames[0][0] == (HEAD, form.encode())


def test_a_description_in_no_format_of_ours_is_refused(store: Store) -> None:
    with pytest.raises(QueryUnacceptable):
        answer_describe(world_of(store), DescribeRequest("urn:fact", "text/csv"), None)  # type: ignore[arg-type]
