"""The one table from errors to HTTP: whole, plain, and without anything that is not the client's business."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.problems import BAD_REQUEST, KINDS, TABLE, Kind, Problem, from_error
from api.schemas import ProblemDocument
from graph import errors


def subclasses(cls: type[errors.GraphError]) -> list[type[errors.GraphError]]:
    return [cls, *(found for subclass in cls.__subclasses__() for found in subclasses(subclass))]


ALL = subclasses(errors.GraphError)
SAMPLES: dict[str, Any] = {
    "findings": (errors.Finding("a.ttl", 3, "actor:a", "label", "It has no label."),),
    "near": ("rare earths", "neodymium"),
    "candidates": ("urn:a", "urn:b"),
    "offered": ("text/csv",),
    "line": 3,
    "column": 7,
    "seconds": 10.0,
    "cap_bytes": 1024,
    "memory_bytes": 2048,
}


def names_of(cls: type[errors.GraphError]) -> list[str]:
    found: Any = getattr(cls, "__dataclass_fields__", {})
    return list(found)


def sample(cls: type[errors.GraphError]) -> errors.GraphError:
    return cls(**{name: SAMPLES.get(name, f"a {name}") for name in names_of(cls)})


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_no_error_is_missing_from_the_table(cls: type[errors.GraphError]) -> None:
    assert cls in TABLE


def test_the_table_has_nothing_else() -> None:
    assert set(TABLE) == set(ALL)


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__name__)
def test_an_error_brings_its_data(cls: type[errors.GraphError]) -> None:
    error = sample(cls)
    problem = from_error(error)
    document = json.loads(problem.json())
    ProblemDocument.model_validate(document)
    assert document["type"] == TABLE[cls].type
    assert document["status"] == TABLE[cls].status
    if cls is errors.GraphError:
        assert document["detail"] == "The server failed to answer."
        return
    assert document["detail"] == error.describe()
    assert document["remedy"] == error.remedy
    for name in names_of(cls):
        assert name in document
        assert name in problem.text().decode()


def test_findings_come_whole() -> None:
    document = from_error(errors.InvalidInput(SAMPLES["findings"])).document()
    assert document["findings"] == [
        {
            "file": "a.ttl",
            "line": 3,
            "subject": "actor:a",
            "rule": "label",
            "message": "It has no label.",
            "severity": "violation",
        }
    ]


def test_an_error_that_nobody_listed_is_its_base() -> None:
    class Late(errors.QueryError):
        pass

    assert from_error(Late()).kind == TABLE[errors.QueryError]


def test_busy_says_when_to_come_back() -> None:
    assert int(from_error(errors.QueryRefused(2.0)).headers["Retry-After"]) > 0
    assert "Retry-After" not in from_error(errors.QueryTimeout(2.0)).headers


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_each_kind_is_explained(kind: Kind) -> None:
    assert 400 <= kind.status < 600
    assert kind.type.endswith(f"/problem/{kind.slug}")
    assert kind.meaning.endswith(".")
    assert not kind.title.endswith(".")


def test_types_and_titles_are_told_apart() -> None:
    kinds = {*TABLE.values()}  # what was sent and what was authored are one kind of input
    assert len({kind.slug for kind in kinds}) == len(kinds)
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


def test_a_problem_reads_in_a_terminal() -> None:
    problem = Problem(BAD_REQUEST, "There are 2 queries.", "Send one.", members={"offered": ("a", "b")})
    assert problem.text().decode().splitlines() == [
        "400 The request cannot be understood",
        "There are 2 queries.",
        "Send one.",
        "offered: a, b",
    ]
