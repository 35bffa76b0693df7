"""What an operator sets and what is refused."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest

from api.limits import Limits
from api.settings import PREFIX, Settings
from graph.errors import BadParameter

EXAMPLES = {
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": ("9000", 9000),
    "build": ("/tmp/builds", Path("/tmp/builds")),
    "data": ("graph.nq", Path("graph.nq")),
    "base_url": ("https://example.org/graph/", "https://example.org/graph"),
    "allowed_origins": ("https://a.example, https://b.example", ("https://a.example", "https://b.example")),
    "deadline_seconds": ("2.5", 2.5),
    "fast_seconds": ("0.05", 0.05),
    "readers": ("3", 3),
    "fast_readers": ("1", 1),
    "memory_bytes": ("104857600", 104857600),
    "result_bytes": ("1048576", 1048576),
    "query_bytes": ("65536", 65536),
    "upload_bytes": ("65536", 65536),
    "waiting": ("100", 100),
    "waiting_of_address": ("10", 10),
    "cache_bytes": ("0", 0),
}


def test_every_setting_has_an_example_here() -> None:
    assert set(EXAMPLES) == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_is_read_from_the_environment(name: str) -> None:
    text, value = EXAMPLES[name]
    settings = Settings.from_environment({PREFIX + name.upper(): text})
    assert getattr(settings, name) == value
    assert getattr(Settings(), name) != value
    for other in EXAMPLES.keys() - {name}:
        assert getattr(settings, other) == getattr(Settings(), other)


def test_nothing_set_is_the_default() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"MINPACT_PORT": "", "MINPACT_DATA": "  "}) == Settings()


def test_command_line_wins_and_silence_does_not() -> None:
    environment = {"MINPACT_HOST": "::1", "MINPACT_PORT": "9000"}
    settings = Settings.from_environment(environment, host="127.0.0.2", port=None)
    assert (settings.host, settings.port) == ("127.0.0.2", 9000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "eighty"),
        ("port", "65536"),
        ("port", "-1"),
        ("port", "80.5"),
        ("readers", "0"),
        ("deadline_seconds", "0"),
        ("deadline_seconds", "nan"),
        ("deadline_seconds", "inf"),
        ("memory_bytes", "512MB"),
        ("base_url", "example.org"),
        ("base_url", "ftp://example.org"),
        ("base_url", "https://example.org/?a=b"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(BadParameter) as caught:
        Settings.from_environment({PREFIX + name.upper(): value})
    assert caught.value.parameter == PREFIX + name.upper()
    assert caught.value.value == value
    assert caught.value.accepts


def test_only_limits_that_are_set_differ_from_the_defaults() -> None:
    assert Settings().limits == {}
    settings = Settings(deadline_seconds=2.0, readers=4)
    limits = Limits(**settings.limits)
    assert (limits.deadline_seconds, limits.readers) == (2.0, 4)
    assert limits.result_bytes == Limits().result_bytes


def test_every_limit_can_be_set() -> None:
    assert {field.name for field in fields(Limits)} <= {field.name for field in fields(Settings)}
    everything: dict[str, Any] = {field.name: 1 for field in fields(Limits)}
    assert Settings(**everything).limits == everything


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_build_served_is_the_current_one() -> None:
    assert Settings(build=Path("somewhere")).folder == Path("somewhere/current")
