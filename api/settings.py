"""What an operator can set, from ``MINPACT_…`` environment variables or from the command line; never a global."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Final, Self, get_type_hints
from urllib.parse import urlsplit

from api.bounds import Bounds
from api.limits import Limits
from graph import resources
from graph.errors import BadParameter

__all__ = ["PREFIX", "Settings", "listing"]

PREFIX: Final = "MINPACT_"


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a value: what is accepted, in words, and how it is read; ``read`` raises ``ValueError``."""

    accepts: str
    read: Callable[[str], Any]


def whole(low: int, high: int) -> Form:
    """A whole number."""
    return _number(int, low, high, f"a whole number from {low:,} to {high:,}")


def seconds(low: float, high: float) -> Form:
    """A number of seconds."""
    return _number(float, low, high, f"a number of seconds from {low:g} to {high:g}")


def choice(*names: str) -> Form:
    """One of some words, in any case."""

    def read(text: str) -> str:
        return names[names.index(text.lower())]

    return Form(f"one of: {', '.join(names)}", read)


def _number(kind: Callable[[str], float], low: float, high: float, accepts: str) -> Form:
    def read(text: str) -> float:
        number = kind(text)
        if not low <= number <= high:
            raise ValueError
        return number

    return Form(accepts, read)


def _read_switch(text: str) -> bool:
    return ("0", "no", "false", "1", "yes", "true").index(text.lower()) > 2


def _read_address(text: str) -> str:
    parts = urlsplit(text)
    if not re.fullmatch(r"https?://[^\s?#\\\"<>@]+", text) or not parts.hostname or parts.port == 0:
        raise ValueError
    return text.rstrip("/")


def _read_issues(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s\\\"<>@/]+/[^\s\\\"<>]*", text) or not urlsplit(text).hostname:
        raise ValueError
    return text


def _read_origins(text: str) -> tuple[str, ...]:
    origins = tuple(text.replace(",", " ").split())
    if not origins or not all(
        origin == "*" or re.fullmatch(r"[a-z][a-z0-9+.-]*://[^\s/?#@]+", origin) for origin in origins
    ):
        raise ValueError
    return origins


def _read_networks(text: str) -> tuple[str, ...]:
    return tuple(str(ipaddress.ip_network(part)) for part in text.replace(",", " ").split())


TEXT: Final = Form("a text", str)
PATH: Final = Form("a path", lambda text: Path(text).expanduser())
SWITCH: Final = Form("1 or 0", _read_switch)
ADDRESS: Final = Form("an http or https address without user, query or fragment", _read_address)
ISSUES: Final = Form("an http or https address, with {title} and {body} where they belong", _read_issues)
ORIGINS: Final = Form("* or origins such as https://example.org, without a path", _read_origins)
NETWORKS: Final = Form("IP addresses or networks such as 10.0.0.0/8", _read_networks)


@dataclass(frozen=True, slots=True)
class Setting:
    """What one setting means, in a line, and the form of its value."""

    meaning: str
    form: Form


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to serve, what to serve, and the limits that differ from the defaults of ``api.limits`` and ``api.bounds``.

    ``build`` is the folder that builds are written to; the one served is ``build/current``. ``data``, when given, is an
    N-Quads file that is served instead, without dumps and catalogue. ``base_url`` is the public address without a
    slash at its end; links are relative to the host without it. ``prefix`` says whether a proxy leaves the path of the
    base URL before the paths that it asks for; when empty, both are understood. Forwarded headers are believed of the
    networks in ``forwarded_from`` and of nobody else. ``issues_url`` is the address of a new issue, a template with
    ``{title}`` and ``{body}``; without it no page and no answer says where to report an error. ``allowed_origins`` are
    web origins that may read from scripts, ``*`` for all. ``log_format`` is text on a terminal and JSON elsewhere when
    empty. A limit that is ``None`` keeps its default.
    """

    host: Annotated[str, Setting("address to listen on", TEXT)] = "127.0.0.1"
    port: Annotated[int, Setting("port to listen on; 0 for any that is free", whole(0, 65535))] = 8000
    build: Annotated[Path | None, Setting("folder of builds; the one served is `current` in it", PATH)] = None
    data: Annotated[Path | None, Setting("N-Quads file to serve instead", PATH)] = None
    base_url: Annotated[str, Setting("public address; stands before links", ADDRESS)] = ""
    prefix: Annotated[str, Setting("whether the proxy keeps the path of the base URL", choice("kept", "stripped"))] = ""
    forwarded_from: Annotated[tuple[str, ...], Setting("proxies whose forwarded headers are believed", NETWORKS)] = ()
    issues_url: Annotated[str, Setting("where errors are reported; {title} and {body} are filled in", ISSUES)] = ""
    allowed_origins: Annotated[tuple[str, ...], Setting("origins whose scripts may read answers", ORIGINS)] = ("*",)
    log_level: Annotated[str, Setting("least that is logged", choice("debug", "info", "warning", "error"))] = "info"
    log_format: Annotated[str, Setting("form of the log's lines", choice("json", "text"))] = ""
    log_queries: Annotated[bool, Setting("whether queries are logged", SWITCH)] = False
    deadline_seconds: Annotated[float | None, Setting("seconds until a query is stopped", seconds(0.1, 3600))] = None
    fast_seconds: Annotated[float | None, Setting("seconds after which a query is slow", seconds(0.001, 60))] = None
    readers: Annotated[int | None, Setting("slow queries at a time", whole(1, 256))] = None
    fast_readers: Annotated[int | None, Setting("places kept for queries that have just come", whole(1, 256))] = None
    memory_bytes: Annotated[int | None, Setting("memory of a reader beyond the graph", whole(16 << 20, 1 << 40))] = None
    result_bytes: Annotated[int | None, Setting("longest answer", whole(1 << 10, 1 << 34))] = None
    query_bytes: Annotated[int | None, Setting("longest query", whole(1 << 8, 1 << 28))] = None
    upload_bytes: Annotated[int | None, Setting("longest RDF to be validated", whole(1 << 10, 1 << 28))] = None
    waiting: Annotated[int | None, Setting("queries that may wait for a reader", whole(1, 1 << 20))] = None
    waiting_of_address: Annotated[int | None, Setting("the same, of one address", whole(1, 1 << 20))] = None
    spool_bytes: Annotated[int | None, Setting("disk for answers that are being taken", whole(1 << 10, 1 << 44))] = None
    cache_bytes: Annotated[int, Setting("memory for answers that are kept", whole(0, 1 << 36))] = 64 << 20
    url_bytes: Annotated[int | None, Setting("longest address", whole(1 << 10, 1 << 20))] = None
    header_bytes: Annotated[int | None, Setting("longest header section", whole(1 << 10, 1 << 20))] = None
    body_bytes: Annotated[int | None, Setting("longest body of any request", whole(1 << 8, 1 << 32))] = None
    bodies_bytes: Annotated[int | None, Setting("bodies that are held at a time", whole(1 << 8, 1 << 40))] = None
    header_seconds: Annotated[float | None, Setting("seconds for the head of a request", seconds(0.1, 600))] = None
    body_seconds: Annotated[
        float | None, Setting("seconds for a body, beyond its length by the rate", seconds(0.1, 600))
    ] = None
    rate_bytes: Annotated[int | None, Setting("bytes a second that a client must send and take", whole(1, 1 << 30))] = (
        None
    )
    keep_alive_seconds: Annotated[
        float | None, Setting("seconds that an idle connection is kept", seconds(0.1, 3600))
    ] = None
    write_seconds: Annotated[
        float | None, Setting("seconds after which a client that takes too little is cut off", seconds(0.1, 3600))
    ] = None
    connections: Annotated[int | None, Setting("connections at a time", whole(1, 1 << 16))] = None
    connections_of_address: Annotated[int | None, Setting("the same, of one address", whole(1, 1 << 16))] = None

    @property
    def folder(self) -> Path:
        """The folder of the build that is served."""
        return (self.build or resources.build_folder()) / "current"

    @property
    def quads_file(self) -> Path:
        """The N-Quads file that is served: the one chosen, else the build's own."""
        return self.data.resolve() if self.data else self.folder.resolve() / "minpact.nq"

    @property
    def limits(self) -> dict[str, Any]:
        """The limits of queries that are set, by name."""
        return self._chosen(Limits)

    @property
    def bounds(self) -> dict[str, Any]:
        """The bounds of connections that are set, by name."""
        return self._chosen(Bounds)

    def _chosen(self, group: type[Limits] | type[Bounds]) -> dict[str, Any]:
        names = (each.name for each in fields(group))
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **chosen: Any) -> Self:
        """Read ``MINPACT_HOST``, ``MINPACT_PORT`` and so on; what is ``chosen`` on the command line wins.

        An empty variable and a choice of ``None`` count as not set. Raises :class:`graph.errors.BadParameter` for a
        value that cannot be read or does not go with another.

        >>> Settings.from_environment({"MINPACT_PORT": "9000"}, host="0.0.0.0").port
        9000
        """
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for field, setting in cls.described().items():
            name, text = PREFIX + field.upper(), source.get(PREFIX + field.upper(), "").strip()
            if chosen.get(field) is not None:
                name, text = f"--{field.replace('_', '-')}", str(chosen[field])
            if text:
                try:
                    values[field] = setting.form.read(text)
                except ValueError:
                    raise BadParameter(name, text, setting.form.accepts) from None
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Raise :class:`graph.errors.BadParameter` when a limit does not go with another; the message names both."""
        effective = {
            name: value
            for group in (Limits(**self.limits), Bounds(**self.bounds))
            for name, value in ((each.name, getattr(group, each.name)) for each in fields(group))
        }
        for less, more, is_strict in ORDER:
            low, high = effective[less], effective[more]
            if low < high or (low == high and not is_strict):
                continue
            # The one that is set is at fault; what was left alone follows it.
            named, other = (less, more) if getattr(self, less) is not None else (more, less)
            side = (
                ("less than" if is_strict else "at most")
                if named == less
                else ("more than" if is_strict else "at least")
            )
            accepts = f"{side} {PREFIX}{other.upper()}, which is {effective[other]:g}"
            raise BadParameter(PREFIX + named.upper(), f"{effective[named]:g}", accepts)

    @classmethod
    def unknown(cls, environment: Mapping[str, str]) -> list[str]:
        """A sentence for each variable that looks like a setting and is none.

        >>> Settings.unknown({"MINPACT_PROT": "9000"})
        ['MINPACT_PROT is no setting; did you mean MINPACT_PORT?']
        """
        names = [PREFIX + each.name.upper() for each in fields(cls)]
        strange = sorted(name for name in environment if name.startswith(PREFIX) and name not in names)
        if not strange:
            return []
        import difflib  # takes longer to import than all else here, and is hardly ever needed

        sentences = []
        for name in strange:
            near = difflib.get_close_matches(name, names, 1)
            sentences.append(
                f"{name} is no setting" + (f"; did you mean {near[0]}?" if near else "; it has no effect.")
            )
        return sentences

    @classmethod
    def described(cls) -> dict[str, Setting]:
        """Each field with what is said of it."""
        hints = get_type_hints(cls, include_extras=True)
        return {each.name: hints[each.name].__metadata__[0] for each in fields(cls)}


#: Limits that must stand in this order: the lesser, the greater, and whether they may not be equal either.
ORDER: Final = (
    ("fast_seconds", "deadline_seconds", True),
    ("query_bytes", "body_bytes", False),
    ("result_bytes", "spool_bytes", False),
    ("body_bytes", "bodies_bytes", False),
)


def listing() -> list[str]:
    """All variables, a line each: name, meaning, and default where there is one."""
    limits = {each.name: getattr(group, each.name) for group in (Limits(), Bounds()) for each in fields(group)}
    defaults = {each.name: each.default for each in fields(Settings)} | limits
    lines = []
    for name, setting in Settings.described().items():
        default = defaults[name]
        parts = default if isinstance(default, tuple) else (default,)
        shown = " ".join(f"{part:g}" if isinstance(part, float) else str(part or "") for part in parts)
        lines.append(f"{PREFIX + name.upper():<28} {setting.meaning}" + (f" ({shown})" if shown else ""))
    return lines
