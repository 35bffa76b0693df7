"""One authored file checked in the context of the others, from the first draft of a source to one that is right."""

from __future__ import annotations

import dataclasses
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from graph.authored import read_authored
from graph.build import Inputs
from graph.canon import format_turtle
from graph.errors import BadParameter, Finding, InvalidInput
from graph.proof import check_file
from graph.scaffold import new_source
from tests.conftest import WORLD

URL = "https://www.ore-institute.example/papers/lithium-outlook.html"
TODAY = date(2030, 6, 1)


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    data = tmp_path / "data"
    shutil.copytree(WORLD, data)
    return dataclasses.replace(Inputs.default(), data=data, base=data)


def rules(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in findings}


def write(path: Path, text: str) -> None:
    path.write_text(format_turtle(text, path), encoding="utf-8")


def test_a_new_source_says_what_it_lacks_and_is_right_once_it_is_filled_in(inputs: Inputs) -> None:
    path = new_source(inputs.data, URL, issued="2030-02-01", today=TODAY)
    assert path == inputs.data / "sources" / "2030" / "ore-institute-lithium-outlook.ttl"
    text = path.read_text(encoding="utf-8")
    assert format_turtle(text, path) == text
    findings = check_file(inputs, path)
    lines = text.splitlines()
    unfilled = {
        finding.message.split()[0]: lines[finding.line - 1] for finding in findings if finding.rule == "unfilled"
    }
    assert set(unfilled) == {"dcterms:title", "dc:publisher", "dc:language"}
    assert all(name in line for name, line in unfilled.items())
    told = " ".join(finding.message for finding in findings)
    assert ":hasSourceKind" in told
    assert ":hasReadExtent" in told
    assert all(
        finding.line > 0 and finding.file == "sources/2030/ore-institute-lithium-outlook.ttl" for finding in findings
    )

    text = re.sub(r'dcterms:title "[^"]*"', 'dcterms:title "Lithium outlook"', text)
    text = re.sub(r'dc:publisher "[^"]*"', 'dc:publisher "Ore Institute"', text)
    text = re.sub(r'dc:language "[^"]*"', 'dc:language "en"', text)
    prefixes = "".join(
        f"@prefix {name}: <https://w3id.org/minpact/vocab/{name}/> .\n" for name in ("source-kind", "read-extent")
    )
    text = text.replace(
        " ;\n", " ;\n    :hasSourceKind source-kind:primary ;\n    :hasReadExtent read-extent:full ;\n", 1
    )
    write(path, prefixes + text)
    assert [str(finding) for finding in check_file(inputs, path)] == []


def test_nothing_is_overwritten(inputs: Inputs) -> None:
    path = new_source(inputs.data, URL, title="Outlook on Lithium", today=TODAY)
    assert path.parent.name == "undated"
    before = path.read_bytes()
    with pytest.raises(BadParameter, match="outlook-on-lithium"):
        new_source(inputs.data, URL, title="Another title", today=TODAY)
    with pytest.raises(BadParameter, match="outlook-on-lithium"):
        new_source(inputs.data, "https://example.org/other", title="Outlook on lithium", today=TODAY)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "further"),
    [
        ("ftp://example.org/a", {}),
        ("https://", {}),
        ('https://example.org/"><', {}),
        ("https://example.org/a", {"issued": "last May"}),
        ("https://example.org/a", {"slug": "../../etc"}),
        ("https://例え.example/資料", {"title": "資料"}),
    ],
)
def test_what_is_no_source_is_refused(inputs: Inputs, url: str, further: dict[str, str]) -> None:
    before = sorted(inputs.data.rglob("*"))
    with pytest.raises(BadParameter):
        new_source(inputs.data, url, **further, today=TODAY)
    assert sorted(inputs.data.rglob("*")) == before


def test_titles_are_written_as_they_are(inputs: Inputs) -> None:
    title = 'On "rare" earths \\ and others'
    new_source(inputs.data, URL, title=title, today=TODAY)
    authored = read_authored(inputs.ontology, inputs.data)
    assert title in {statement.object for statement in authored.statements()}


def test_each_sort_of_fault_is_found_at_its_line(inputs: Inputs) -> None:
    path = sorted((inputs.data / "sources").glob("*/*.ttl"))[0]
    good = path.read_text(encoding="utf-8")
    assert check_file(inputs, path) == ()
    path.write_text(good + "\nthis is no Turtle", encoding="utf-8")
    (finding,) = check_file(inputs, path)
    assert finding.line >= good.count("\n")
    path.write_text(good + "\n\n", encoding="utf-8")
    assert rules(check_file(inputs, path)) == {"form"}
    path.write_text(good.replace(":fromSource source:", ":fromSource source:no-", 1), encoding="utf-8")
    found = check_file(inputs, path)
    place = next(finding for finding in found if finding.rule == "dangling-reference")
    assert "source:no-" in path.read_text(encoding="utf-8").splitlines()[place.line - 1]
    path.write_text(re.sub(r"\n    :hasStance [^;]+;", "", good, count=1), encoding="utf-8")
    assert any("stance" in finding.message.lower() for finding in check_file(inputs, path))


def test_faults_of_other_files_stand_in_the_way_only_where_nothing_can_be_read(inputs: Inputs) -> None:
    path, other = sorted((inputs.data / "sources").glob("*/*.ttl"))[:2]
    other.write_text("nonsense", encoding="utf-8")
    with pytest.raises(InvalidInput, match=other.stem):
        check_file(inputs, path)


def test_only_authored_files_are_checked(inputs: Inputs, tmp_path: Path) -> None:
    stray = tmp_path / "stray.ttl"
    stray.write_text("", encoding="utf-8")
    with pytest.raises(BadParameter):
        check_file(inputs, stray)


@pytest.mark.filterwarnings("ignore:NotImplemented:DeprecationWarning")  # rdflib compares the date with a text
def test_a_wrong_value_is_told_and_a_file_in_another_encoding_refused(inputs: Inputs) -> None:
    path = inputs.data / "sources" / "2026" / "lantern-charter-2026.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r':retrievedOn "[^"]*"', ':retrievedOn "2026-13-01"', text), encoding="utf-8")
    told = [finding.message for finding in check_file(inputs, path) if finding.rule == "shapes:date-form"]
    assert told
    assert all("2026-13-01" in message for message in told)
    path.write_bytes(b"# fine\n# caf\xe9\n")
    assert check_file(inputs, path) == (
        Finding("sources/2026/lantern-charter-2026.ttl", 2, "", "syntax", "This is not UTF-8: save the file as UTF-8."),
    )
