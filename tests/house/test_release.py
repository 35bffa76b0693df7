"""What a release says of itself in several places says the same in all of them."""

from __future__ import annotations

import re

import yaml

from tests.house.checkout import ROOT, metadata

SECTIONS = ["Ontology", "Data", "API", "Tooling"]


def test_citation_agrees_with_the_package() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = metadata()["project"]
    assert str(citation["version"]) == project["version"]
    assert " AND ".join(citation["license"]) == project["license"]
    assert citation["authors"] == project["authors"]


def test_changelog_has_its_sections() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", text, flags=re.M)[1:]
    assert releases[0].startswith("[Unreleased]")
    for release in releases:
        found = re.findall(r"^### (.+)$", release, re.M)
        assert found == [section for section in SECTIONS if section in found], release.splitlines()[0]
    assert re.findall(r"^### (.+)$", releases[0], re.M) == SECTIONS


def test_licences_are_the_ones_named() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "CC-BY-4.0" in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
