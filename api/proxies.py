"""Life behind a proxy: the path before which the service lies, and what is believed of where a request comes from.

Anybody can send forwarded headers, so they count only when they come from an address that the operator named, and of
the addresses that they list only as far back as such proxies reach: the first that is none of them is the client.
Either family is understood, ``X-Forwarded-For``, ``-Proto`` and ``-Host`` or the ``Forwarded`` of RFC 7239; where both
come, the former, which proxies write, is taken. A proxy must set or remove whatever it does not want clients to say.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, Final, NamedTuple

from api.heads import is_host

__all__ = ["Hop", "Proxied", "read_forwarded", "without_prefix"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PAIR: Final = re.compile(r'\s*([\w!#$%&\'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*))\s*(;|,|$)')


class Hop(NamedTuple):
    """What one proxy says of the request that it was sent: from which address, by which scheme, to which host."""

    address: str
    scheme: str = ""
    host: str = ""


class Proxied:
    """Tells the application of requests as the client sent them; outermost, so that the log has them so too."""

    def __init__(
        self,
        app: Application,
        proxies: Sequence[str] = (),
        prefix: str = "",
        is_known: Callable[[Scope], bool] | None = None,
    ) -> None:
        """``prefix`` is the path that comes before those of the application, without a slash at its end.

        With ``is_known``, which tells whether the application has an address, the prefix is taken away where what is
        left is known, so that it does not matter whether the proxy has done so already; without, wherever it is.
        """
        self.app = app
        self.networks = [ipaddress.ip_network(proxy) for proxy in proxies]
        self.prefix = prefix
        self.is_known = is_known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, put right."""
        if scope["type"] == "http":
            if self.networks:
                self._believe(scope)
            if self.prefix:
                self._shorten(scope)
        await self.app(scope, receive, send)

    def _believe(self, scope: Scope) -> None:
        peer = scope.get("client")
        if not peer or not self._is_proxy(peer[0]):
            return
        headers = scope["headers"]
        hops = read_forwarded(headers)
        if not hops:
            return
        client = hops[-1]
        for hop in reversed(hops):
            if _parsed(hop.address) is None:
                break
            client = hop
            if not self._is_proxy(hop.address):
                break
        if _parsed(client.address) is not None:
            scope["client"] = (client.address, 0)
        if client.scheme in ("http", "https"):
            scope["scheme"] = client.scheme
        if client.host and is_host(client.host.encode("latin-1", "replace")):
            name, colon, port = client.host.rpartition(":")
            is_numbered = bool(colon) and port.isdigit()
            default = 443 if scope.get("scheme") == "https" else 80
            scope["server"] = (name if is_numbered else client.host, int(port) if is_numbered else default)
            scope["headers"] = [(each, value) for each, value in headers if each != b"host"]
            scope["headers"].append((b"host", client.host.encode("latin-1")))

    def _is_proxy(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self.networks)

    def _shorten(self, scope: Scope) -> None:
        path = without_prefix(scope["path"], self.prefix)
        if path is None or (self.is_known is not None and not self.is_known({**scope, "path": path})):
            return
        scope["path"] = path
        raw = scope.get("raw_path")
        if raw is not None:
            scope["raw_path"] = (without_prefix(raw.decode("latin-1"), self.prefix) or path).encode(
                "latin-1", "replace"
            )


def without_prefix(path: str, prefix: str) -> str | None:
    """A path without what comes before the application's; ``None`` when it does not begin so.

    >>> [without_prefix(path, "/graph") for path in ("/graph/sparql", "/graph", "/graphs")]
    ['/sparql', '/', None]
    """
    rest = path.removeprefix(prefix)
    if rest == path or (rest and not rest.startswith("/")):
        return None
    return rest or "/"


def read_forwarded(headers: Sequence[tuple[bytes, bytes]]) -> list[Hop]:
    """What proxies say of a request, the one nearest to the client first.

    >>> read_forwarded([(b"x-forwarded-for", b"192.0.2.1, 10.0.0.1"), (b"x-forwarded-proto", b"https")])
    [Hop(address='192.0.2.1', scheme='https', host=''), Hop(address='10.0.0.1', scheme='https', host='')]
    >>> read_forwarded([(b"forwarded", b'for="[2001:db8::1]:4711";proto=https;host=example.org')])
    [Hop(address='2001:db8::1', scheme='https', host='example.org')]
    """
    said: dict[bytes, list[str]] = {}
    for name, value in headers:
        if name.startswith(b"x-forwarded-") or name == b"forwarded":
            said.setdefault(name, []).append(value.decode("latin-1"))
    addresses = _listed(said.get(b"x-forwarded-for"))
    if addresses:
        schemes, hosts = _listed(said.get(b"x-forwarded-proto")), _listed(said.get(b"x-forwarded-host"))
        return [
            Hop(_address(address), _of(schemes, at, len(addresses)).lower(), _of(hosts, at, len(addresses)))
            for at, address in enumerate(addresses)
        ]
    return _read_elements(",".join(said.get(b"forwarded", ())))


def _listed(lines: list[str] | None) -> list[str]:
    return [part for part in (part.strip() for part in ",".join(lines or ()).split(",")) if part]


def _of(values: Sequence[str], at: int, count: int) -> str:
    """The value that goes with one of several hops: its own where each has one, else the last proxy's."""
    return "" if not values else values[at] if len(values) == count else values[-1]


def _read_elements(text: str) -> list[Hop]:
    hops: list[Hop] = []
    element: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = PAIR.match(text, position)
        if match is None:
            return []  # what cannot be read is not believed in part
        name, quoted, plain, end = match.groups()
        element[name.lower()] = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain
        position = match.end()
        if end != ";" or position == len(text):
            hops.append(
                Hop(_address(element.get("for", "")), element.get("proto", "").lower(), element.get("host", ""))
            )
            element = {}
    return hops


def _address(text: str) -> str:
    """The address of a node, which may be in brackets and have a port."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
