"""The access log: one line a request, beside the events that modules log, in the same form and on standard error.

It does not go by :mod:`logging`, whose records cost several times what a line does, and a small query is answered in a
few hundred microseconds. Lines are gathered for one turn of the event loop and written together.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from json.encoder import encode_basestring_ascii as quote
from typing import Final, NamedTuple

from graph.logs import write_text

__all__ = ["QUERY_CHARACTERS", "AccessLog", "Entry"]

#: What is logged of a query, where queries are logged.
QUERY_CHARACTERS: Final = 2000


class Entry(NamedTuple):
    """A request and what became of it; ``path`` is without the query string, ``sent`` the bytes of the body."""

    method: str
    route: str
    path: str
    status: int
    seconds: float
    sent: int
    client: str
    request_id: str
    query: str = ""


class AccessLog:
    """Writes a line for each request: what was asked, what became of it, how long it took, for whom.

    No query is logged unless ``has_queries``, and then :data:`QUERY_CHARACTERS` of it. Everything that a client can
    choose is escaped.
    """

    def __init__(self, *, is_json: bool, has_queries: bool = False) -> None:
        self.has_queries = has_queries
        self._write = write_json_line if is_json else write_text_line
        self._lines: list[str] = []
        self._second = -1
        self._stamp = ""

    def add(self, entry: Entry) -> None:
        """Log a request; within the event loop, which writes the line when it has done what is due before."""
        now = time.time()
        second = int(now)
        if second != self._second:
            self._second = second
            self._stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        if not self._lines:
            asyncio.get_running_loop().call_soon(self.flush)
        stamp = f"{self._stamp}.{int(1000 * (now - second)):03}Z"
        self._lines.append(self._write(stamp, entry, entry.query[:QUERY_CHARACTERS] if self.has_queries else ""))

    def flush(self) -> None:
        """Write what is gathered; that nobody reads the log any more is no reason to stop answering."""
        lines = "".join(self._lines)
        self._lines.clear()
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(lines)


def write_json_line(stamp: str, entry: Entry, query: str) -> str:
    """The line as JSON, with the members that every line of the log has first; written out, since it is the default."""
    told = f',"query":{quote(query)}' if query else ""
    return (
        f'{{"time":"{stamp}","level":"info","logger":"{__name__}","message":"request","method":{quote(entry.method)},'
        f'"route":{quote(entry.route)},"path":{quote(entry.path)},"status":{entry.status},'
        f'"ms":{1000 * entry.seconds:.3f},"bytes":{entry.sent},"client":{quote(entry.client)},'
        f'"request_id":{quote(entry.request_id)}{told}}}\n'
    )


def write_text_line(stamp: str, entry: Entry, query: str) -> str:
    """The line for people."""
    fields: dict[str, str | int | float] = {"time": stamp, "level": "info", "logger": __name__, "message": "request"}
    fields |= {"method": entry.method, "route": entry.route, "path": entry.path, "status": entry.status}
    fields |= {"ms": round(1000 * entry.seconds, 3), "bytes": entry.sent, "client": entry.client}
    fields |= {"request_id": entry.request_id} | ({"query": query} if query else {})
    return write_text(fields) + "\n"
