"""Work that a child does."""

from __future__ import annotations

import os

import pytest

from graph.offspring import in_child


def test_work_is_done_by_another_process() -> None:
    assert in_child(os.getpid) != os.getpid()


def test_child_that_dies_does_no_harm(caplog: pytest.LogCaptureFixture) -> None:
    parent = os.getpid()

    def work() -> bool:
        if os.getpid() != parent:
            os.kill(os.getpid(), 9)
        return True

    assert in_child(work) is True
    assert "came to nothing" in caplog.text
