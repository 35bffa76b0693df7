"""The lines of the log: one an event, whatever is in it, in either form."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest

from graph import logs

NASTY = 'a\r\nlevel=error message="all is lost" \x1b[31m\x00\x7f\x9b\u2028\u202e "quoted" \\ 鉱'


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def line_of(form: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What one event with a nasty field and a nasty message comes to."""
    logs.configure("info", form)
    logs.event(logging.getLogger("tests.x"), NASTY, {"path": NASTY, "status": 200, "ms": 1.5})
    written = capsys.readouterr().err
    assert written.endswith("\n")
    assert written.count("\n") == 1
    assert written[:-1].isascii()
    assert written[:-1].isprintable()
    return written


def test_line_of_json_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(line_of("json", capsys))
    assert list(document) == ["time", "level", "logger", "message", "path", "status", "ms"]
    assert document["message"] == document["path"] == NASTY
    assert (document["level"], document["logger"], document["status"], document["ms"]) == ("info", "tests.x", 200, 1.5)
    assert document["time"].endswith("Z")


def test_line_of_text_has_what_is_nasty_in_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    line = line_of("text", capsys)
    assert " level=info logger=tests.x message=" in line
    assert f" path={json.dumps(NASTY)} status=200 ms=1.5\n" in line


def test_traceback_is_in_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    try:
        raise ZeroDivisionError("no")
    except ZeroDivisionError:
        logging.getLogger("tests.x").exception("It failed on %s", "this")
    document = json.loads(capsys.readouterr().err)
    assert document["message"] == "It failed on this"
    assert "ZeroDivisionError: no" in document["exception"]


def test_level_is_the_least_that_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("warning", "json")
    logger = logging.getLogger("tests.x")
    logger.info("not this")
    logs.event(logger, "nor this", {})
    logger.warning("this")
    assert json.loads(capsys.readouterr().err)["message"] == "this"


def test_form_is_for_whoever_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert logs.is_json("")
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert not logs.is_json("")
    assert logs.is_json("json")
    assert not logs.is_json("text")


def test_child_does_as_the_operator_set(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("MINPACT_LOG_FORMAT", "TEXT")
    monkeypatch.setenv("MINPACT_LOG_LEVEL", "error")
    logs.configure_child()
    logging.getLogger("tests.x").warning("not this")
    logging.getLogger("tests.x").error("this")
    assert "level=error logger=tests.x message=this" in capsys.readouterr().err
