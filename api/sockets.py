"""The sockets that a server listens on, had before anything else is started, so that a taken port is said at once."""

from __future__ import annotations

import errno
import os
import resource
import socket
from typing import Final

__all__ = ["CannotListen", "allow_descriptors", "listen"]

BACKLOG: Final = 512


class CannotListen(Exception):
    """The address cannot be had; the message says why and what to do."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Listen on every address that a host name stands for; port 0 is the same free port on all of them.

    Raises :class:`CannotListen` with a sentence for the operator.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise CannotListen(f"{host!r} is no address or name of this machine; set MINPACT_HOST or --host.") from error
    sockets: list[socket.socket] = []
    try:
        for family, address in dict.fromkeys((family, address) for family, _, _, _, address in found):
            made = socket.socket(family, socket.SOCK_STREAM)
            sockets.append(made)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            made.bind((address[0], port, *address[2:]))
            made.listen(BACKLOG)
            port = made.getsockname()[1]
    except OSError as error:
        for made in sockets:
            made.close()
        raise CannotListen(_sentence(host, port, error)) from error
    return sockets


def _sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken; stop what listens there, or set MINPACT_PORT or --port."
    if error.errno == errno.EACCES:
        return f"Port {port} of {host} may not be used by this user; set MINPACT_PORT or --port to one above 1023."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine; set MINPACT_HOST or --host."
    return f"Port {port} of {host} cannot be listened on: {os.strerror(error.errno or 0)}."


def allow_descriptors(count: int) -> int:
    """Let this process open so many files and sockets, as far as the system allows; returns how many it may open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    return count if soft == resource.RLIM_INFINITY else soft
