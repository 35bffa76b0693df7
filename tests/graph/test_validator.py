"""The validation program: what it answers, and how little a process of it has."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.draft import Background
from graph.errors import InvalidPost, from_json
from graph.validator import NICENESS, PROGRAM, answer_validate, load
from graph.wire import BODY, DONE, FAIL, HEAD, LAST, LENGTH, READY, ValidateRequest, frame, write_request
from graph.zygote import Program

MIB = 1 << 20
REQUEST = ValidateRequest("application/json", "<urn:a> <urn:b> <urn:c> .", "text/turtle")


class Sink:
    """What was answered."""

    def __init__(self) -> None:
        self.media_type = ""
        self.body = b""

    def begin(self, media_type: str) -> None:
        self.media_type = media_type

    def write(self, chunk: bytes, /) -> int:
        self.body += chunk
        return len(chunk)

    def flush(self) -> None:
        """Nothing waits."""


@pytest.fixture(scope="module")
def background(tmp_path_factory: pytest.TempPathFactory) -> Background:
    path = tmp_path_factory.mktemp("validator") / "data.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    return load(path)


def answer(background: Background, request: ValidateRequest) -> Sink:
    sink = Sink()
    answer_validate(background, request, sink)
    return sink


def test_the_answer_is_a_report_or_a_document(background: Background) -> None:
    shapes = f"<urn:s> <{ns.SH}targetNode> <urn:a> ; <{ns.SH}nodeKind> <{ns.SH}Literal> ."
    turtle = answer(background, ValidateRequest("text/turtle", REQUEST.data, "text/turtle", shapes, "text/turtle"))
    assert (turtle.media_type, b"sh:conforms false" in turtle.body) == ("text/turtle", True)
    told = answer(background, ValidateRequest("application/json", REQUEST.data, "text/turtle", shapes, "text/turtle"))
    document = json.loads(told.body)
    assert list(document) == ["conforms", "shapes", "counts", "results", "notes"]
    assert document["results"][0]["sentence"] == "<urn:a> is not of the kind sh:Literal."


def test_functions_rules_targets_and_expressions_of_advanced_shapes_count(background: Background) -> None:
    shapes = f"""
    @prefix sh: <{ns.SH}> .
    @prefix x: <urn:x:> .
    x:S a sh:NodeShape ;
        sh:target [ a sh:SPARQLTarget ; sh:select "SELECT ?this {{ ?this <urn:b> ?c }}" ] ;
        sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate x:made ; sh:object x:thing ] ;
        sh:property [ sh:path x:made ; sh:maxCount 0 ] .
    """
    told = answer(background, ValidateRequest("application/json", REQUEST.data, "text/turtle", shapes, "text/turtle"))
    assert [result["sentence"] for result in json.loads(told.body)["results"]] == [
        "<urn:a> has more than 0 values for <urn:x:made>."
    ]


def test_shapes_may_not_name_what_they_like_and_leave_it_to_python(background: Background) -> None:
    shapes = f"<urn:s> <{ns.SH}targetNode> <urn:a> ; <{ns.SH}property> 7 ."
    with pytest.raises(InvalidPost) as caught:
        answer(background, ValidateRequest("application/json", REQUEST.data, "text/turtle", shapes, "text/turtle"))
    assert caught.value.findings[0].rule == "ill-formed"


def test_a_process_answers_one_request() -> None:
    assert isinstance(PROGRAM, Program)
    assert PROGRAM.max_served == 1


class Zygote:
    """The program, started as a server starts it."""

    def __init__(self, nquads: Path) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(60)
        command = [sys.executable, "-P", "-m", "graph.validator", "--control", str(theirs.fileno())]
        command += ["--nquads", str(nquads), "--memory", str(256 * MIB), "--result-cap", str(MIB)]
        with theirs:
            self.process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stderr=subprocess.PIPE)
        assert self.control.recv(1 << 16) == READY

    def fork(self) -> tuple[socket.socket, int]:
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.control, [b"fork"], [theirs.fileno()])
        ours.settimeout(60)
        message, descriptors, _, _ = socket.recv_fds(ours, 8, 1)
        os.close(descriptors[0])
        return ours, int.from_bytes(message, "big")

    def stop(self) -> bytes:
        self.control.close()
        _, logged = self.process.communicate(timeout=60)
        return logged or b""


@pytest.fixture(scope="module")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    path = tmp_path_factory.mktemp("validator") / "data.nq"
    path.write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    found = Zygote(path)
    yield found
    assert found.stop() == b""


def exchange(connection: socket.socket, request: ValidateRequest) -> list[tuple[bytes, bytes]]:
    connection.sendall(frame(BODY, write_request(request)))
    frames = []
    with connection.makefile("rb") as stream:
        while header := stream.read(LENGTH.size):
            tag, length = LENGTH.unpack(header)
            frames.append((tag, stream.read(length)))
    return frames


def test_a_process_has_its_connection_and_the_log_and_nothing_more(zygote: Zygote) -> None:
    connection, pid = zygote.fork()
    with connection:
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert [line.split()[-3:-1] for line in limits.splitlines() if line.startswith("Max open files")] == [
            ["0", "0"]
        ]
        for _ in range(100):
            if len(list(Path(f"/proc/{pid}/fd").iterdir())) == 2:
                break
            time.sleep(0.05)  # the descriptor by which it says who it is goes as soon as it is said
        else:
            pytest.fail("it has more open than its connection and the log")
        assert os.getpriority(os.PRIO_PROCESS, pid) == NICENESS
        frames = exchange(connection, REQUEST)
    assert [tag for tag, _ in frames] == [HEAD, BODY, DONE]
    assert frames[-1][1], "it says that it ends, and does: the stream came to its end"


def test_a_process_that_fails_says_that_it_ends(zygote: Zygote) -> None:
    connection, _ = zygote.fork()
    with connection:
        frames = exchange(connection, ValidateRequest("application/json", "nothing", "text/turtle"))
    assert [tag for tag, _ in frames] == [LAST, FAIL]
    assert isinstance(from_json(frames[1][1]), InvalidPost)
