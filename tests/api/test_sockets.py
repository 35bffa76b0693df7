"""Where a server listens."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.sockets import CannotListen, listen

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]


@pytest.mark.server
def test_a_connection_is_taken_before_anything_serves() -> None:
    (listening,) = listen(HOST, 0)
    with listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        accepted.close()


@pytest.mark.server
def test_name_of_several_addresses_is_one_port() -> None:
    sockets = listen("localhost", 0)
    try:
        assert len({each.getsockname()[1] for each in sockets}) == 1
        assert {each.getsockname()[0] for each in sockets} <= {HOST, "::1"}
        assert not any(each.get_inheritable() for each in sockets)
    finally:
        for each in sockets:
            each.close()


@pytest.mark.server
def test_taken_port_is_named_and_nothing_is_left_open() -> None:
    (first,) = listen(HOST, 0)
    port = first.getsockname()[1]
    with first, pytest.raises(CannotListen, match=f"Port {port} of {HOST} is taken"):
        listen(HOST, port)
    (again,) = listen(HOST, port)
    again.close()


DESCRIPTORS = """
import resource
from api.sockets import allow_descriptors
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 256))
print(allow_descriptors(128), resource.getrlimit(resource.RLIMIT_NOFILE))
print(allow_descriptors(100), allow_descriptors(1000))
"""


def test_descriptors_are_allowed_as_far_as_the_system_does() -> None:
    """In a process of its own, since what is lowered cannot be raised again."""
    run = subprocess.run([sys.executable, "-c", DESCRIPTORS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "128 (128, 256)\n128 256\n"
