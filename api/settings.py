"""What an operator can set, from ``MINPACT_…`` environment variables or from the command line; never a global."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from graph import resources
from graph.errors import BadParameter

__all__ = ["PREFIX", "Settings"]

PREFIX = "MINPACT_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to serve, what to serve, and the limits that differ from the defaults of ``api.limits``.

    ``build`` is the folder that builds are written to; the one served is ``build/current``. ``data``, when given, is an
    N-Quads file that is served instead, without dumps and catalogue. ``base_url`` is the public address without a
    slash at its end; links are relative to the host without it. ``allowed_origins`` are web origins that may read from
    scripts, ``*`` for all. A limit that is ``None`` keeps its default.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    build: Path | None = None
    data: Path | None = None
    base_url: str = ""
    allowed_origins: tuple[str, ...] = ("*",)
    deadline_seconds: float | None = None
    fast_seconds: float | None = None
    readers: int | None = None
    fast_readers: int | None = None
    memory_bytes: int | None = None
    result_bytes: int | None = None
    query_bytes: int | None = None
    upload_bytes: int | None = None
    waiting: int | None = None
    waiting_of_address: int | None = None
    cache_bytes: int = 64 << 20

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
        """The limits that are set, by name."""
        names = (
            "deadline_seconds",
            "fast_seconds",
            "readers",
            "fast_readers",
            "memory_bytes",
            "result_bytes",
            "query_bytes",
            "upload_bytes",
            "waiting",
            "waiting_of_address",
        )
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **chosen: Any) -> Self:
        """Read ``MINPACT_HOST``, ``MINPACT_PORT`` and so on; what is ``chosen`` and not ``None`` wins.

        An empty variable counts as not set. Raises :class:`graph.errors.BadParameter` for a value that cannot be read.

        >>> Settings.from_environment({"MINPACT_PORT": "9000"}, host="0.0.0.0").port
        9000
        """
        source = os.environ if environment is None else environment
        values: dict[str, Any] = {}
        for name in (field.name for field in fields(cls)):
            text = source.get(PREFIX + name.upper(), "").strip()
            if text:
                values[name] = _read(name, text)
        values |= {name: value for name, value in chosen.items() if value is not None}
        return cls(**values)


#: Smallest and largest value of each number.
RANGES: dict[str, tuple[float, float]] = {
    "port": (0, 65535),
    "deadline_seconds": (0.1, 3600),
    "fast_seconds": (0.001, 60),
    "readers": (1, 256),
    "fast_readers": (1, 256),
    "memory_bytes": (16 << 20, 1 << 40),
    "result_bytes": (1 << 10, 1 << 34),
    "query_bytes": (1 << 8, 1 << 28),
    "upload_bytes": (1 << 10, 1 << 28),
    "waiting": (1, 1 << 20),
    "waiting_of_address": (1, 1 << 20),
    "cache_bytes": (0, 1 << 36),
}


def _read(name: str, text: str) -> Any:
    """Read one value; how follows from the field's name."""
    if name in ("build", "data"):
        return Path(text).expanduser()
    if name == "allowed_origins":
        return tuple(text.replace(",", " ").split())
    if name == "base_url":
        if not re.fullmatch(r"https?://[^\s?#]+", text):
            raise BadParameter(PREFIX + name.upper(), text, "an http or https address without query or fragment")
        return text.rstrip("/")
    if name not in RANGES:
        return text
    low, high = RANGES[name]
    is_whole = not name.endswith("_seconds")
    try:
        number = int(text) if is_whole else float(text)
    except ValueError:
        number = None
    if number is None or not low <= number <= high:
        kind = "a whole number" if is_whole else "a number"
        raise BadParameter(PREFIX + name.upper(), text, f"{kind} from {low:g} to {high:g}")
    return number
