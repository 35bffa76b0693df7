"""The barrier that keeps tests on this machine; events are raised by hand, so that nothing is sent if it fails."""

from __future__ import annotations

import socket
import sys

import pytest

OUTSIDE = "192.0.2.1"  # reserved for documentation (RFC 5737)
LOOPBACK = "127.0.0.1"


@pytest.mark.parametrize("host", [OUTSIDE, LOOPBACK, "::1", "localhost", "example.org", "", None])
@pytest.mark.parametrize("event", ["socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"])
def test_nothing_is_reached_without_a_marker(event: str, host: str | None) -> None:
    with pytest.raises(RuntimeError, match="barred"):
        sys.audit(event, None, (host, 9))


@pytest.mark.parametrize("event", ["socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"])
def test_no_name_is_looked_up(event: str) -> None:
    with pytest.raises(RuntimeError, match="barred"):
        sys.audit(event, "example.org")


def test_a_real_socket_is_stopped() -> None:
    with socket.socket() as client, pytest.raises(RuntimeError, match="barred"):
        client.connect((LOOPBACK, 9))


def test_processes_on_this_machine_may_talk() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"here")
        assert right.recv(4) == b"here"


@pytest.mark.server
def test_a_test_that_serves_has_the_loopback_interface() -> None:
    with socket.create_server((LOOPBACK, 0)) as server, socket.create_connection(server.getsockname()) as client:
        accepted, _ = server.accept()
        with accepted:
            client.sendall(b"here")
            assert accepted.recv(4) == b"here"


@pytest.mark.server
@pytest.mark.parametrize("host", [OUTSIDE, "0.0.0.0", "", "example.org", None])
def test_a_test_that_serves_has_nothing_else(host: str | None) -> None:
    with pytest.raises(RuntimeError, match="barred"):
        sys.audit("socket.connect", None, (host, 9))
