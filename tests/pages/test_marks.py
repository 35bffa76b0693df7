"""Marks: one for every token of the vocabularies, told apart without colour, and readable in both schemes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

from api.pages.marks import MARKS, Mark, mark_of, marks_of
from api.pages.wording import read_strings
from tests.house.checkout import ROOT

VOCAB = ROOT / "ontology" / "vocab"
LADDERS = sorted(path.stem for path in VOCAB.glob("*-status.ttl") if ":Status" in path.read_text(encoding="utf-8"))
KINDS = {"verdict": "verdict", "confidence": "confidence", **dict.fromkeys(LADDERS, "rung")}
STYLE = (ROOT / "api" / "static" / "style.css").read_text(encoding="utf-8")
ALL = [mark for kind in ("verdict", "confidence", "rung", "flag") for mark in marks_of(kind)]


def concepts(scheme: str) -> dict[str, dict[str, str]]:
    """Token of each concept of a vocabulary and its labels by language."""
    graph = rdflib.Graph().parse(VOCAB / f"{scheme}.ttl")
    top = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    found = set(graph.subjects(SKOS.inScheme)) - top
    labels: dict[str, dict[str, str]] = {str(graph.value(one, SKOS.notation)): {} for one in found}
    for one in found:
        for label in graph.objects(one, SKOS.prefLabel):
            assert isinstance(label, rdflib.Literal)
            labels[str(graph.value(one, SKOS.notation))][label.language or ""] = str(label)
    return labels


def definitions(scheme: str) -> dict[str, str]:
    """Token of each concept of a vocabulary and what it means."""
    graph = rdflib.Graph().parse(VOCAB / f"{scheme}.ttl")
    return {str(token): str(graph.value(one, SKOS.definition)) for one, token in graph.subject_objects(SKOS.notation)}


def meanings(stem: str) -> list[tuple[str, Mapping[str, object]]]:
    """The words of the interface whose keys begin so, by the rest of the key."""
    return [(key.removeprefix(stem), told) for key, told in read_strings().items() if key.startswith(stem)]


def colours(name: str) -> tuple[str, str]:
    """A token of the style sheet in the light and the dark scheme."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", STYLE)
    assert found
    return found[1], found[2]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", KINDS)
def test_every_token_has_its_mark_and_words(scheme: str) -> None:
    told = concepts(scheme)
    assert told
    for token, labels in told.items():
        assert mark_of(KINDS[scheme], token).token == token
        assert read_strings()[f"marks.{KINDS[scheme]}.{token}"] == labels


def test_meanings_are_the_definitions_of_the_vocabulary() -> None:
    assert {token: told["en"] for token, told in meanings("marks.meaning.verdict.")} == definitions("verdict")


@pytest.mark.parametrize("scheme", ["read-extent", "source-kind"])
def test_the_page_on_quality_explains_each_extent_and_kind(scheme: str) -> None:
    assert {token: told["en"] for token, told in meanings(f"quality.means.{scheme}.")} == definitions(scheme)


@pytest.mark.parametrize("scheme", sorted(path.stem for path in VOCAB.glob("*.ttl") if path.stem != "vocab"))
def test_labels_of_one_vocabulary_differ_in_every_language(scheme: str) -> None:
    told = concepts(scheme).values()
    for language in ("en", "ja", "hi"):
        assert len({labels[language] for labels in told}) == len(told)


@pytest.mark.parametrize("scheme", KINDS)
def test_marks_of_one_vocabulary_differ_without_colour(scheme: str) -> None:
    drawn = {(mark_of(KINDS[scheme], token).fill, mark_of(KINDS[scheme], token).line) for token in concepts(scheme)}
    assert len(drawn) == len(concepts(scheme))


def test_every_rung_is_of_a_ladder() -> None:
    assert {mark.token for mark in marks_of("rung")} == {token for ladder in LADDERS for token in concepts(ladder)}


def test_verdicts_differ_in_colour_too() -> None:
    for one, other in combinations(marks_of("verdict"), 2):
        assert one.light != other.light
        assert one.dark != other.dark


@pytest.mark.parametrize("mark", ALL, ids=lambda mark: f"{mark.kind}-{mark.token}")
def test_mark_is_readable_on_paper_and_on_what_is_raised(mark: Mark) -> None:
    for ground in ("paper", "raised"):
        light, dark = colours(ground)
        assert contrast(mark.light, light) >= 4.5
        assert contrast(mark.dark, dark) >= 4.5


@pytest.mark.parametrize("name", ["ink", "quiet", "link", "visited", "mark-ink", "bad", "good"])
def test_text_is_readable(name: str) -> None:
    for ground in ("paper", "raised"):
        for text, below in zip(colours(name), colours(ground), strict=True):
            assert contrast(text, below) >= 4.5


def test_colours_of_marks_are_spelled_in_one_place() -> None:
    for path in (ROOT / "api").rglob("*"):
        if path.suffix in {".css", ".html", ".svg", ".ts", ".py"} and "app" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert "--verdict-named:" not in text or path.name == "marks.py", path
    assert '"named": ["teal", "disc"]' in MARKS.read_text(encoding="utf-8")
