"""References: what reference managers read is whole, valid and says what was put in, in any script."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import namespaces as ns
from graph.bibliography import ESCAPES, Work, write_bibtex, write_csl, write_text

SOURCE = Work(
    ns.ID + "source/one",
    "article-newspaper",
    "重要鉱物 & {rare} 100 % खनिज_#1",
    "https://example.org/a_b?c=1%20d#e",
    author="Abigail Hunter, Erasto Almeida",
    container="Daily Ore",
    issued="2023-06-01",
    issued_precision="month",
    accessed="2026-11-22",
    language="ja",
    note="disputes, confidence low",
)
FACT = Work(
    ns.ID + "membership/alda--pact--2026-03",
    "dataset",
    "Alda joined the pact.",
    ns.ID + "membership/alda--pact--2026-03",
    author="The MinPact contributors",
    container="MinPact",
    version="4e7490c78e0e",
    issued="2030-06-30",
    period="since March 2026",
)

#: Types and fields of CSL-JSON 1.0.2 that are used here, with what each holds.
CSL_TYPES = {"article-newspaper", "dataset", "webpage"}
CSL_TEXTS = {"container-title", "language", "note", "publisher", "title", "type", "URL", "version"}
CSL_DATES = {"accessed", "issued"}


def check_csl(item: dict[str, Any]) -> None:
    """What the schema of CSL-JSON demands of an item: known fields, each of its type."""
    assert {"id", "type"} <= item.keys() <= {"id", "author"} | CSL_TEXTS | CSL_DATES
    assert item["type"] in CSL_TYPES
    assert all(isinstance(item[name], str) and item[name] for name in item.keys() & ({"id"} | CSL_TEXTS))
    for author in item.get("author", ()):
        assert author.keys() == {"literal"}
    for name in item.keys() & CSL_DATES:
        assert item[name].keys() == {"date-parts"}
        (parts,) = item[name]["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Read entries as BibTeX does: braces are counted, whatever stands before them."""
    entries = []
    position = 0
    while (start := text.find("@", position)) >= 0:
        match = re.compile(r"@misc\{([A-Za-z0-9:-]+),\n").match(text, start)
        assert match, text[start : start + 60]
        fields = {"": match[1]}
        position = match.end()
        while text[position] != "}":
            name = re.compile(r"  ([a-z]+) = ").match(text, position)
            assert name, text[position : position + 60]
            end = name.end()
            depth = 0
            while depth or text[end] != ",":
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                assert depth >= 0
                end += 1
            value = text[name.end() : end]
            fields[name[1]] = value[1:-1] if value.startswith("{") else value
            position = end + 2
        entries.append(fields)
        position += 1
    return entries


def unescape(text: str) -> str:
    """What TeX prints for an escaped text."""
    names = sorted(ESCAPES.items(), key=lambda pair: -len(pair[1]))
    pattern = re.compile("|".join(re.escape(written) for _, written in names))
    meaning = {written: character for character, written in names}
    assert not re.search(r"[\\{}$&%#_^~]", pattern.sub("", text)), "something is left that TeX would read as a command"
    return pattern.sub(lambda match: meaning[match[0]], text)


def test_text_says_who_what_where_and_when() -> None:
    assert write_text([FACT, SOURCE]).splitlines() == [
        "The MinPact contributors. Alda joined the pact (since March 2026). In: MinPact. Data version 4e7490c78e0e. "
        f"30 June 2030. {FACT.iri}",
        f"Abigail Hunter, Erasto Almeida. {SOURCE.title}. In: Daily Ore. June 2023. {SOURCE.url} "
        "(read 22 November 2026) [disputes, confidence low]",
    ]


def test_bibtex_says_the_same() -> None:
    fact, source = read_bibtex(write_bibtex([FACT, SOURCE]))
    assert fact[""] == "minpact:membership:alda--pact--2026-03"
    assert fact["title"] == "{Alda joined the pact (since March 2026)}"
    assert fact["author"] == "{The MinPact contributors}"
    assert fact["howpublished"] == "In: MinPact"
    assert (fact["version"], fact["url"]) == (FACT.version, FACT.iri)
    assert (fact["year"], fact["month"], fact["day"]) == ("2030", "jun", "30")
    assert unescape(source["title"][1:-1]) == SOURCE.title
    assert source["url"] == SOURCE.url
    assert (source["year"], source["month"], source["urldate"]) == ("2023", "jun", "2026-11-22")
    assert "day" not in source
    assert (source["language"], source["note"]) == ("ja", SOURCE.note)


def test_csl_is_valid_and_says_the_same() -> None:
    fact, source = json.loads(write_csl([FACT, SOURCE]))
    for item in (fact, source):
        check_csl(item)
    assert fact["title"] == "Alda joined the pact (since March 2026)"
    assert fact["container-title"] == "MinPact"
    assert fact["issued"] == {"date-parts": [[2030, 6, 30]]}
    assert source["title"] == SOURCE.title, "no markup, no escapes"
    assert source["issued"] == {"date-parts": [[2023, 6]]}
    assert source["accessed"] == {"date-parts": [[2026, 11, 22]]}


@pytest.mark.parametrize(("day", "precision"), [("", "day"), ("2023-06-01", "unknown"), ("soon", "day")])
def test_a_date_that_is_not_known_is_left_out(day: str, precision: str) -> None:
    work = Work("urn:a", "webpage", "A page", "https://example.org/", issued=day, issued_precision=precision)
    (item,) = json.loads(write_csl([work]))
    assert "issued" not in item
    assert "year" not in read_bibtex(write_bibtex([work]))[0]
    assert "unknown" not in write_text([work])


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_any_text_survives(title: str, author: str, note: str) -> None:
    work = Work("urn:a", "webpage", title, "https://example.org/", author=author, note=note)
    (entry,) = read_bibtex(write_bibtex([work]))
    folded = [" ".join(text.split()) for text in (title, author, note)]
    written = [entry.get("title", "{}")[1:-1], entry.get("author", "{}")[1:-1], entry.get("note", "")]
    assert [unescape(text) for text in written] == folded
