"""What an operator sets and what is refused."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest

from api.bounds import Bounds
from api.limits import Limits
from api.settings import PREFIX, Settings, listing
from graph.errors import BadParameter

EXAMPLES = {
    "host": ("0.0.0.0", "0.0.0.0"),
    "port": ("9000", 9000),
    "build": ("/tmp/builds", Path("/tmp/builds")),
    "data": ("graph.nq", Path("graph.nq")),
    "base_url": ("https://example.org/graph/", "https://example.org/graph"),
    "allowed_origins": ("https://a.example, https://b.example", ("https://a.example", "https://b.example")),
    "deadline_seconds": ("2.5", 2.5),
    "fast_seconds": ("0.1", 0.1),
    "readers": ("3", 3),
    "fast_readers": ("1", 1),
    "memory_bytes": ("104857600", 104857600),
    "result_bytes": ("1048576", 1048576),
    "query_bytes": ("65536", 65536),
    "upload_bytes": ("65536", 65536),
    "waiting": ("100", 100),
    "waiting_of_address": ("10", 10),
    "spool_bytes": ("134217728", 134217728),
    "cache_bytes": ("0", 0),
    "issues_url": ("https://issues.example.org/new?title={title}&body={body}",) * 2,
    "prefix": ("Stripped", "stripped"),
    "forwarded_from": ("10.0.0.0/8, 2001:db8::1", ("10.0.0.0/8", "2001:db8::1/128")),
    "log_level": ("WARNING", "warning"),
    "log_format": ("json", "json"),
    "log_queries": ("1", True),
    "url_bytes": ("8192", 8192),
    "header_bytes": ("8192", 8192),
    "body_bytes": ("1048576", 1048576),
    "bodies_bytes": ("33554432", 33554432),
    "header_seconds": ("5", 5.0),
    "body_seconds": ("5", 5.0),
    "rate_bytes": ("100", 100),
    "keep_alive_seconds": ("75", 75.0),
    "write_seconds": ("30", 30.0),
    "connections": ("100", 100),
    "connections_of_address": ("10", 10),
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
        ("base_url", "https://user:word@example.org"),
        ("base_url", "https://example.org:port"),
        ("base_url", 'https://example.org/"><script>'),
        ("base_url", "https:///graph"),
        ("prefix", "gone"),
        ("forwarded_from", "proxy.example"),
        ("forwarded_from", "10.0.0.1/8"),
        ("forwarded_from", "*"),
        ("allowed_origins", "https://example.org/"),
        ("allowed_origins", "example.org"),
        ("log_level", "loud"),
        ("log_queries", "maybe"),
        ("url_bytes", "1e6"),
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


@pytest.mark.parametrize(
    ("environment", "named", "other"),
    [
        ({"FAST_SECONDS": "20"}, "FAST_SECONDS", "DEADLINE_SECONDS"),
        ({"FAST_SECONDS": "2", "DEADLINE_SECONDS": "2"}, "FAST_SECONDS", "DEADLINE_SECONDS"),
        ({"BODY_BYTES": "1000"}, "BODY_BYTES", "QUERY_BYTES"),
        ({"QUERY_BYTES": "20000000"}, "QUERY_BYTES", "BODY_BYTES"),
    ],
)
def test_limits_that_do_not_go_together_are_named(environment: dict[str, str], named: str, other: str) -> None:
    with pytest.raises(BadParameter) as caught:
        Settings.from_environment({PREFIX + name: value for name, value in environment.items()})
    assert caught.value.parameter == PREFIX + named
    assert PREFIX + other in caught.value.accepts


def test_limits_that_go_together_are_taken() -> None:
    settings = Settings.from_environment({"MINPACT_QUERY_BYTES": "20000000", "MINPACT_BODY_BYTES": "20000000"})
    assert settings.query_bytes == settings.body_bytes == 20_000_000


def test_what_is_chosen_is_read_as_strictly_and_named_as_an_option() -> None:
    with pytest.raises(BadParameter) as caught:
        Settings.from_environment({"MINPACT_PORT": "9000"}, port="99999")
    assert (caught.value.parameter, caught.value.value) == ("--port", "99999")


def test_variables_that_are_no_settings_are_told_with_a_near_one() -> None:
    environment = {"MINPACT_PORT": "1", "MINPACT_READER": "3", "MINPACT_ZZZZZZZ": "", "PATH": "x", "MINPACTX": "1"}
    assert Settings.unknown(environment) == [
        "MINPACT_READER is no setting; did you mean MINPACT_READERS?",
        "MINPACT_ZZZZZZZ is no setting; it has no effect.",
    ]


def test_every_setting_is_described_with_its_default() -> None:
    lines = listing()
    assert [line.split()[0] for line in lines] == [PREFIX + field.name.upper() for field in fields(Settings)]
    assert any(line.startswith("MINPACT_DEADLINE_SECONDS ") and line.endswith(" (10)") for line in lines)
    assert any(line.startswith("MINPACT_HEADER_BYTES ") and line.endswith(" (32768)") for line in lines)


def test_bounds_that_are_set_are_those_of_connections() -> None:
    settings = Settings(header_seconds=2.0, connections=4)
    assert settings.limits == {}
    assert Bounds(**settings.bounds) == Bounds(header_seconds=2.0, connections=4)
    assert {field.name for field in fields(Bounds)} <= {field.name for field in fields(Settings)}


def test_every_limit_can_be_set() -> None:
    assert {field.name for field in fields(Limits)} <= {field.name for field in fields(Settings)}
    everything: dict[str, Any] = {field.name: 1 for field in fields(Limits)}
    assert Settings(**everything).limits == everything


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_build_served_is_the_current_one() -> None:
    assert Settings(build=Path("somewhere")).folder == Path("somewhere/current")
