"""The words of the interface: whole in three languages, used, and with the same places for values."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest
from markupsafe import Markup

from api.pages.wording import FOLDER, Wording, number, read_strings
from graph.questions import LANGUAGES, load
from tests.house.checkout import ROOT, files, name_of

KEYS = sorted(read_strings())
TEMPLATES = [path for path in files("api/templates") if path.suffix == ".html"]
USED = re.compile(r"""\bt\(\s*(['"])([a-z_]+(?:\.[a-z0-9_-]+)+)\1\s*([,)])""")
BUILT = re.compile(r"""\bt\(\s*(['"])([a-z_]+(?:\.[a-z0-9_-]+)*\.)\1\s*~""")


def forms(key: str, language: str) -> Iterator[str]:
    told = read_strings()[key][language]
    yield from [told] if isinstance(told, str) else told.values()


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_words() -> None:
    assert KEYS
    assert TEMPLATES
    assert FOLDER.is_dir()


@pytest.mark.parametrize("key", KEYS)
def test_words_are_there_in_every_language(key: str) -> None:
    told = read_strings()[key]
    assert set(told) == set(LANGUAGES)
    for language in LANGUAGES:
        if not isinstance(told[language], str):
            assert set(told[language]) == {"one", "other"}
        assert all(form.strip() == form and form for form in forms(key, language))


@pytest.mark.parametrize("key", KEYS)
def test_values_have_the_same_places_in_every_language(key: str) -> None:
    wanted = set().union(*(places(form) for form in forms(key, "en")))
    for language in LANGUAGES:
        assert set().union(*(places(form) for form in forms(key, language))) == wanted


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_uses_words_that_are_there(path: object) -> None:
    text = (ROOT / str(path)).read_text(encoding="utf-8")
    assert [key for _, key, _ in USED.findall(text) if key not in read_strings()] == []
    assert [key for _, key in BUILT.findall(text) if not any(known.startswith(key) for known in KEYS)] == []


def test_summaries_are_those_of_the_catalogue() -> None:
    told = {key.partition(".")[2]: words["en"] for key, words in read_strings().items() if key.startswith("summaries.")}
    assert told == {question.id: question.summary for question in load()}


def test_words_are_used() -> None:
    """No word is left behind: it stands in a template or a module, whole or by its beginning."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in files("api") if path.suffix in {".html", ".py"})
    built = {beginning for _, beginning, _ in re.findall(r"""(['"])((?:[a-z_]+\.)+)\1()""", sources)} | {"marks."}
    quoted = {key for _, key in re.findall(r"""(?=(['"])([a-z0-9_.-]+)\1)""", sources)}
    assert [key for key in KEYS if key not in quoted and not any(map(key.startswith, built))] == []


def test_values_are_escaped_and_counted() -> None:
    english = Wording("en")
    assert english("site.version", version="<b>") == "Data version &lt;b&gt;"
    assert english("site.licence", licence=Markup("<b>CC</b>")) == "Data and ontology <b>CC</b>"
    with pytest.raises(KeyError):
        english("site.unheard-of")


@pytest.mark.parametrize(("value", "language", "written"), [(100000, "hi", "1,00,000"), (9, "hi", "9"), (0, "ja", "0")])
def test_numbers_are_grouped_as_the_language_does(value: int, language: str, written: str) -> None:
    assert number(value, language) == written


def test_every_column_of_the_catalogue_has_words_and_no_other() -> None:
    named = {f"columns.{column.name}" for question in load() for column in question.columns}
    assert {key for key in KEYS if key.startswith("columns.")} == named


def test_every_token_of_a_column_has_words_and_no_other() -> None:
    columns = [column for question in load() for column in question.columns if column.type == "token"]
    assert all(column.values for column in columns)
    named = {f"tokens.{value}" for column in columns for value in column.values}
    assert {key for key in KEYS if key.startswith("tokens.")} == named
