"""The question set for testing is well-formed and speaks only of things that the graph holds.

Whether the answers are right is another test's matter; this one keeps the set itself from rotting when a slug changes.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph import namespaces as ns
from graph.store import Literal, NamedNode
from tests.data.record import authored

SET: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))
BY_ID = {entry["id"]: entry for entry in SET}
LANGUAGES = {"en", "ja", "hi"}
REQUIRED = {"id", "q", "lang", "kind", "answered"}
OPTIONAL = {"boolean", "expect", "any", "tells", "forbid"}
#: Kinds of questions that nobody can answer from the graph; the reply says so and does not guess.
REFUSED = {"out-of-scope", "unknown-name", "false-premise", "injection", "nonsense", "vague"}
SLUG = re.compile(r"(?:vocab/)?[a-z-]+/[a-z0-9-]+")
DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
KANA_OR_HAN = re.compile(r"[\u3040-\u30ff\u3001-\u3002\u4e00-\u9fff]")


def contents(entry: dict[str, Any]) -> list[str]:
    """Every item that the entry wants or forbids."""
    return [item for name in ("expect", "any", "tells", "forbid") for item in entry.get(name, [])]


def mentioned() -> set[str]:
    """The paths of all things that the authored data speaks of, under the base address and without ``id/``."""
    terms = (term for quad in authored() for term in (quad.subject, quad.object) if isinstance(term, NamedNode))
    return {term.value.removeprefix(ns.BASE).removeprefix("id/") for term in terms if term.value.startswith(ns.BASE)}


def test_set_is_large_and_ids_are_unique() -> None:
    assert len(SET) >= 300
    assert [name for name, count in Counter(entry["id"] for entry in SET).items() if count > 1] == []


@pytest.mark.parametrize("name", BY_ID)
def test_entry_is_well_formed(name: str) -> None:
    entry = BY_ID[name]
    assert REQUIRED <= entry.keys() <= REQUIRED | OPTIONAL
    assert isinstance(entry["q"], str)
    assert entry["lang"] in LANGUAGES
    assert re.fullmatch(rf"{entry['kind']}-{entry['lang']}-\d{{2}}", name)
    assert isinstance(entry["answered"], bool)
    assert entry.get("boolean") in (True, False, None)
    for field in ("expect", "any", "tells", "forbid"):
        items = entry.get(field, [])
        assert isinstance(items, list)
        assert all(isinstance(item, str) and item.strip() for item in items)
        assert len(items) == len(set(items))
        assert field not in entry or items
    assert entry["answered"] is (entry["kind"] not in REFUSED)


@pytest.mark.parametrize("name", [name for name, entry in BY_ID.items() if entry["answered"]])
def test_answered_entry_says_what_is_to_be_found(name: str) -> None:
    entry = BY_ID[name]
    wanted = {item for field in ("expect", "any", "tells") for item in entry.get(field, [])}
    assert wanted
    assert not wanted & set(entry.get("forbid", []))


def test_refused_entry_has_no_truth() -> None:
    assert [name for name, entry in BY_ID.items() if not entry["answered"] and "boolean" in entry] == []


def test_no_question_stands_twice() -> None:
    asked = Counter((entry["q"] if entry["kind"] == "nonsense" else entry["q"].strip().casefold()) for entry in SET)
    assert [question for question, count in asked.items() if count > 1] == []


def test_languages_and_kinds_are_spread() -> None:
    by_kind = Counter(entry["kind"] for entry in SET)
    assert min(by_kind.values()) >= 8
    for kind in by_kind:
        assert {entry["lang"] for entry in SET if entry["kind"] == kind} == LANGUAGES, kind
    by_language = Counter(entry["lang"] for entry in SET)
    assert by_language["en"] >= 150
    assert by_language["ja"] >= 90
    assert by_language["hi"] >= 90


def test_script_is_that_of_the_language() -> None:
    """Hindi may stand in Latin letters and Japanese may hold acronyms, but neither script strays into another set."""
    for entry in SET:
        if entry["lang"] != "ja":
            assert not KANA_OR_HAN.search(entry["q"]), entry["id"]
        if entry["lang"] == "ja":
            assert KANA_OR_HAN.search(entry["q"]), entry["id"]
        if entry["lang"] != "hi" and entry["kind"] != "injection":
            assert not DEVANAGARI.search(entry["q"]), entry["id"]
    in_devanagari = [entry for entry in SET if entry["lang"] == "hi" and DEVANAGARI.search(entry["q"])]
    in_latin = [entry for entry in SET if entry["lang"] == "hi" and not DEVANAGARI.search(entry["q"])]
    assert len(in_devanagari) >= 70
    assert len(in_latin) >= 10


def test_every_kind_of_truth_is_asked_for() -> None:
    truths = Counter(str(entry["boolean"]) for entry in SET if "boolean" in entry)
    assert min(truths[truth] for truth in ("True", "False", "None")) >= 5


def test_every_slug_is_in_the_authored_data() -> None:
    known = mentioned()
    items = {item for entry in SET for item in contents(entry) if SLUG.fullmatch(item)}
    assert len(items) > 100
    assert sorted(items - known) == []


def test_every_day_is_in_the_authored_data() -> None:
    known = {quad.object.value for quad in authored() if isinstance(quad.object, Literal)}
    days = {item for entry in SET for item in contents(entry) if DAY.fullmatch(item)}
    assert days
    assert sorted(day for day in days if not any(value.startswith(day) for value in known)) == []
