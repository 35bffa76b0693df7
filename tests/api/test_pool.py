"""The pool: answers whole or not at all, by the deadline, whatever becomes of the processes."""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import signal
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvloop

from api.limits import Limits
from api.pool import Pool
from api.readers import Zygote
from graph.errors import (
    InvalidInput,
    QueryRefused,
    QuerySyntax,
    QueryTimeout,
    QueryTooHeavy,
    QueryTooLarge,
    QueryUnacceptable,
    TooManyQueries,
    UnknownEntity,
)
from graph.wire import DescribeRequest, SparqlRequest

pytestmark = [pytest.mark.server, pytest.mark.alone]

MIB = 1 << 20
LIMITS = Limits(
    deadline_seconds=1.0, fast_seconds=0.1, readers=2, fast_readers=2, memory_bytes=128 * MIB, result_bytes=MIB
)
QUADS = 1_000
#: Never done: a thousand to the fourth solutions to count.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

MARKS = itertools.count()

Scenario = Callable[[Pool], Coroutine[Any, Any, None]]


def sparql(query: str) -> SparqlRequest:
    return SparqlRequest(query, "text/csv", "text/turtle")


def endless() -> SparqlRequest:
    """A query that is never done, and is no other: the same one would share a run."""
    return sparql(f"{ENDLESS} # {next(MARKS)}")


COUNT = sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
ALL = f"n\r\n{QUADS}\r\n".encode()


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pool") / "data.nq"
    path.write_text("".join(f'<urn:s{i}> <urn:p> "{i:0100d}" <urn:g> .\n' for i in range(QUADS)))
    return path


@pytest.fixture
def play(nquads: Path) -> Callable[..., None]:
    """Runs a scenario with a started pool, on the server's event loop, and sees to it that no process stays.

    On the standard library's own all tests run that have an application in their own process.
    """

    def run(scenario: Scenario, limits: Limits = LIMITS) -> None:
        async def main() -> None:
            pool = Pool(limits, nquads)
            await pool.start()
            zygote = pids(pool)[0]
            try:
                await scenario(pool)
            finally:
                await pool.stop()
            assert not pool.is_ready
            assert not Path(f"/proc/{zygote}").exists()

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(main())
        gc.collect()  # a future or socket left over warns, and a warning is an error

    return run


def pids(pool: Pool) -> list[int]:
    """The zygote's process id, and those of its readers."""
    zygote = pool._zygote
    assert zygote is not None
    pid = zygote._process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


async def until(holds: Callable[[], bool], seconds: float = 5) -> None:
    """Wait for something to become true, and fail when it does not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come true"
        await asyncio.sleep(0.01)


def processor_seconds(pid: int) -> float:
    """What a process has used of the processors so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_answers_and_errors_come_back_as_they_are(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        assert pool.is_ready
        answer = await pool.run(COUNT)
        assert (answer.media_type, answer.body) == ("text/csv", ALL)
        described = await pool.run(DescribeRequest("urn:s1", "application/n-triples"))
        assert described.body.startswith(b"<urn:s1> <urn:p> ")
        with pytest.raises(QuerySyntax) as syntax:
            await pool.run(sparql("ASK {\n{ }"))
        assert (syntax.value.line, syntax.value.column) == (1, 5)
        with pytest.raises(QueryUnacceptable):
            await pool.run(SparqlRequest("ASK { }", None, None))
        with pytest.raises(UnknownEntity):
            await pool.run(DescribeRequest("urn:none", "text/turtle"))

    play(scenario)


def test_many_at_once_each_get_their_own(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        queries = [sparql(f"SELECT ?s {{ ?s ?p '{i:0100d}' }}") for i in range(100)]
        answers = await asyncio.gather(*(pool.run(query, deadline=30) for query in queries))
        assert [answer.body for answer in answers] == [f"s\r\nurn:s{i}\r\n".encode() for i in range(100)]

    play(scenario)


def test_a_large_answer_is_whole_and_one_too_large_is_none(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        answer = await pool.run(sparql("SELECT ?s ?o { ?s ?p ?o }"))
        assert 100_000 < len(answer.body) < MIB
        assert len(answer.body.splitlines()) == QUADS + 1
        with pytest.raises(QueryTooLarge) as caught:
            await pool.run(sparql("SELECT ?o ?i { ?s ?p ?o VALUES ?i { 1 2 3 4 5 6 7 8 9 10 11 12 } }"))
        assert caught.value.cap_bytes == MIB

    play(scenario)


def test_a_request_larger_than_the_socket_takes_arrives(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        values = " ".join(f"'{i:0100d}'" for i in range(20_000))
        answer = await pool.run(sparql(f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o VALUES ?o {{ {values} }} }}"), deadline=30)
        assert answer.body == ALL

    play(scenario)


def test_the_deadline_ends_the_work(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        for seconds in (0.3, None):
            begun = time.monotonic()
            with pytest.raises(QueryTimeout) as caught:
                await pool.run(endless(), deadline=seconds)
            wanted = seconds or LIMITS.deadline_seconds
            assert caught.value.seconds == wanted
            # The loop's clock counts whole milliseconds.
            assert wanted - 0.002 <= time.monotonic() - begun < wanted + 2
        assert (await pool.run(COUNT)).body == ALL
        before = sum(map(processor_seconds, pids(pool)[1:]))
        await asyncio.sleep(0.3)
        assert sum(map(processor_seconds, pids(pool)[1:])) - before < 0.1, "a reader still works"

    play(scenario)


def test_cancelling_the_caller_ends_the_work(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        for wait in (0.02, 0.3):  # in the fast lane, and promoted
            busy = asyncio.create_task(pool.run(endless(), deadline=60))
            await asyncio.sleep(wait)
            assert len(pool._lent) == 1
            (reader,) = pool._lent
            busy.cancel()
            with pytest.raises(asyncio.CancelledError):
                await busy
            await until(lambda pid=reader.pid: not Path(f"/proc/{pid}").exists())  # type: ignore[misc]
        assert (await pool.run(COUNT)).body == ALL

    play(scenario)


def test_what_cannot_run_until_the_deadline_is_refused(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.run(endless(), deadline=60)) for _ in range(LIMITS.readers)]
        await until(lambda: pool.slow_taken == LIMITS.readers)
        begun = time.monotonic()
        with pytest.raises(QueryRefused):
            await pool.run(endless(), deadline=0.6)
        assert 0.59 <= time.monotonic() - begun < 2.6
        assert (await pool.run(COUNT)).body == ALL
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)

    play(scenario)


def test_a_slow_query_takes_a_place_when_one_becomes_free(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        slow = [asyncio.create_task(pool.run(endless(), deadline=0.8)) for _ in range(LIMITS.readers)]
        await until(lambda: pool.slow_taken == LIMITS.readers)
        # A million pairs: done in a second or less, past the fast budget at any rate.
        pairs = sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?a)) > 0) }")
        answer = await pool.run(pairs, deadline=60)
        assert answer.body == f"n\r\n{QUADS * QUADS}\r\n".encode()
        outcomes = await asyncio.gather(*slow, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [QueryTimeout] * LIMITS.readers

    play(scenario)


def test_a_reader_killed_at_work_is_a_clean_error(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        busy = asyncio.create_task(pool.run(endless(), deadline=60))
        await until(lambda: bool(pool._lent))
        (reader,) = pool._lent
        os.kill(reader.pid, signal.SIGKILL)
        with pytest.raises(QueryTooHeavy):
            await busy
        assert (await pool.run(COUNT)).body == ALL

    play(scenario)


def test_readers_killed_while_idle_are_not_missed(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        await pool.run(COUNT)
        for _ in range(3):
            for pid in pids(pool)[1:]:
                with suppress(ProcessLookupError):  # exchanged for one that shares more
                    os.kill(pid, signal.SIGKILL)
                while Path(f"/proc/{pid}").exists():
                    time.sleep(0.01)  # the loop stands still meanwhile, so that the pool has not been told
            assert (await pool.run(COUNT, deadline=30)).body == ALL

    play(scenario)


def test_the_death_of_the_zygote_is_noticed_and_mended(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        # Both a request under way and one that comes meanwhile are answered by the next zygote's readers.
        pairs = sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?a)) > 0) }")
        busy = asyncio.create_task(pool.run(pairs, deadline=60))
        await until(lambda: bool(pool._lent))
        first = pids(pool)[0]
        os.kill(first, signal.SIGKILL)
        await until(lambda: not pool.is_ready)
        assert (await pool.run(COUNT, deadline=30)).body == ALL
        assert pool.is_ready
        assert pids(pool)[0] != first
        assert (await busy).body == f"n\r\n{QUADS * QUADS}\r\n".encode()

    play(scenario)


def test_a_reader_that_grew_is_replaced(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        await pool.run(COUNT)
        before = pids(pool)[1:]
        numbers = " ".join(map(str, range(200)))
        distinct = sparql(
            f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?i {{ ?s ?p ?o VALUES ?i {{ {numbers} }} }} }}"
        )
        assert (await pool.run(distinct, deadline=30)).body == b"n\r\n200000\r\n"
        await until(lambda: not set(before) <= set(pids(pool)[1:]))
        assert (await pool.run(COUNT)).body == ALL

    play(scenario)


def test_a_reader_that_copied_much_is_replaced_when_nothing_is_asked(
    play: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pool.REST_SECONDS", 0.1)

    async def scenario(pool: Pool) -> None:
        await pool.run(COUNT)
        await asyncio.sleep(0.3)
        first = {reader.pid: reader.copied_bytes for reader in pool._idle}
        assert all(0 < copied < MIB * 32 for copied in first.values())
        monkeypatch.setattr("api.pool.MOST_COPIED", min(first.values()) - 1)
        await pool.run(COUNT)
        await until(lambda: bool(pool._idle) and first.keys().isdisjoint(reader.pid for reader in pool._idle))
        assert (await pool.run(COUNT)).body == ALL

    play(scenario)


def test_requests_under_way_are_refused_when_the_pool_stops(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        busy = asyncio.create_task(pool.run(endless(), deadline=60))
        await until(lambda: bool(pool._lent))
        begun = time.monotonic()
        await pool.stop()
        with pytest.raises(QueryRefused):
            await busy
        with pytest.raises(QueryRefused):
            await pool.run(COUNT)
        assert time.monotonic() - begun < 5

    play(scenario)


@pytest.mark.parametrize("text", ["no N-Quads\n", None])
def test_what_cannot_be_loaded_is_said_at_the_start(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "data.nq"
    if text is not None:
        path.write_text(text)

    async def main() -> None:
        pool = Pool(LIMITS, path)
        with pytest.raises(InvalidInput) as caught:
            await pool.start()
        assert caught.value.findings[0].file == str(path)
        assert not pool.is_ready
        await pool.stop()

    asyncio.run(main())


def test_the_loop_is_never_held_up(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        longest = 0.0

        async def tick() -> None:
            nonlocal longest
            while True:
                before = time.thread_time()
                await asyncio.sleep(0.001)
                # Time of this thread alone: what another process takes from it is no fault of the pool.
                longest = max(longest, time.thread_time() - before)

        ticker = asyncio.create_task(tick())
        tasks = [pool.run(endless()) for _ in range(4)]
        tasks += [pool.run(sparql("SELECT ?s ?o { ?s ?p ?o }")) for _ in range(10)]
        await asyncio.gather(*tasks, return_exceptions=True)
        ticker.cancel()
        assert longest < 0.1

    play(scenario)


def test_what_is_asked_by_many_at_once_is_answered_once(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        query = sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?p ?o }")
        answers = await asyncio.gather(*(pool.run(query, deadline=30) for _ in range(20)))
        assert {answer.body for answer in answers} == {ALL}
        assert pool.counts.shared == 19
        assert pool.counts.outcomes["answered"] == 20

    play(scenario)


@pytest.mark.parametrize("function", ["RAND()", "STRUUID()", "UUID()"])
def test_what_changes_is_not_shared_and_never_the_same(play: Callable[..., None], function: str) -> None:
    """Readers are forks of one process, whose random numbers they would all give."""

    async def scenario(pool: Pool) -> None:
        changing = sparql(f"SELECT (STR({function}) AS ?n) {{ }}")
        answers = await asyncio.gather(*(pool.run(changing, deadline=30) for _ in range(8)))
        assert pool.counts.forks > 1
        assert pool.counts.shared == 0
        assert len({answer.body for answer in answers}) == 8

    play(scenario)


def test_long_answer_is_shared_whole(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        query = sparql("SELECT ?s ?o ?i { ?s ?p ?o VALUES ?i { 1 2 3 4 5 6 7 8 9 10 11 12 } }")
        answers = await asyncio.gather(*(pool.run(query, deadline=30) for _ in range(3)))
        assert pool.counts.shared == 2
        assert all(answer.is_spooled for answer in answers)
        bodies = set()
        for answer in answers:
            bodies.add(answer.body)
            answer.close()
        assert [len(body.splitlines()) for body in bodies] == [12 * QUADS + 1]

    play(scenario, replace(LIMITS, result_bytes=8 * MIB, fast_seconds=5.0))


def test_each_who_shares_a_run_has_a_deadline_and_may_leave(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        query = endless()
        first = asyncio.create_task(pool.run(query, deadline=60))
        hasty = asyncio.create_task(pool.run(query, deadline=0.3))
        patient = asyncio.create_task(pool.run(query, deadline=60))
        with pytest.raises(QueryTimeout) as caught:
            await hasty
        assert caught.value.seconds == 0.3
        first.cancel()
        await until(first.done)
        assert not patient.done()
        assert len(pool._lent) == 1
        patient.cancel()
        await until(lambda: not pool._lent)
        assert pool.counts.shared == 2
        assert not pool._shared
        assert not pool._sharing

    play(scenario)


def test_who_shares_a_run_counts_among_those_that_wait(play: Callable[..., None]) -> None:
    async def scenario(pool: Pool) -> None:
        query = endless()
        tasks = [asyncio.create_task(pool.run(query, deadline=60)) for _ in range(4)]
        await asyncio.sleep(0)
        with pytest.raises(TooManyQueries):
            await pool.run(query)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    play(scenario, replace(LIMITS, waiting_of_address=3))


def test_a_start_that_is_given_up_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Zygote] = []
    spawn = Zygote.spawn

    def note(*arguments: Any) -> Zygote:
        started.append(spawn(*arguments))
        return started[0]

    async def give_up() -> None:
        start = asyncio.create_task(Zygote.start(tmp_path / "none.nq", LIMITS))
        await asyncio.sleep(0)
        start.cancel()
        with pytest.raises(asyncio.CancelledError):
            await start

    monkeypatch.setattr(Zygote, "spawn", note)
    asyncio.run(give_up())
    assert [zygote._process.poll() for zygote in started] != [None]
    assert len(started) == 1
