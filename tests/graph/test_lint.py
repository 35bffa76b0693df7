"""Lint: each fault of writing is found at its very line, and sound files give nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import resources
from graph.authored import read_authored
from graph.errors import Finding
from graph.lint import lint
from graph.store import Store
from tests.graph.folders import PROLOGUE, write_folder

BEFORE = PROLOGUE.count("\n")
SOURCE = "sources/2025/note-2025.ttl"
SOUND = """
source:note-2025 a :SourceDocument ;
    dcterms:issued "2025-03-01"^^xsd:date .

membership:alpha--league a :Membership ;
    :memberActor actor:alpha ;
    :memberOf framework:league ;
    :hasEvidence evidence:membership--alpha--league--note-2025 .

evidence:membership--alpha--league--note-2025 a :Evidence ;
    :fromSource source:note-2025 ;
    :hasStance stance:supports .
"""
REGISTRY = "actor:alpha a :Country .\nframework:league a :Framework .\n"


def found(folder: Path, files: dict[str, str]) -> tuple[Finding, ...]:
    data = write_folder(folder, {"registry/things.ttl": REGISTRY, SOURCE: SOUND} | files)
    authored = read_authored(resources.ontology(), data, base=data)
    return lint(authored, Store.from_quads(authored.quads), resources.queries() / "lint")


def test_sound_files_give_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == ()


@pytest.mark.parametrize(
    ("line", "written", "rule", "message"),
    [
        (7, "    :memberOff framework:league ;", "undeclared-property", "Did you mean :memberOf?"),
        (5, "membership:alpha--league a :Memberships ;", "undeclared-class", "Did you mean :Membership?"),
        (7, "    :memberOf framework:leage ;", "dangling-reference", "Did you mean framework:league?"),
        (6, '    :memberActor "alpha" ;', "wrong-kind-of-value", "takes an IRI"),
        (6, "    :memberActor actor:alpha ; :validFrom actor:alpha ;", "wrong-kind-of-value", "takes a literal"),
        (12, "    :hasStance stance:suports .", "dangling-reference", "Did you mean stance:supports?"),
        (2, "source:other-2025 a :SourceDocument ;", "source-place", "must describe source:note-2025"),
    ],
)
def test_fault_is_found_at_its_line(tmp_path: Path, line: int, written: str, rule: str, message: str) -> None:
    lines = SOUND.splitlines()
    lines[line - 1] = written
    findings = [finding for finding in found(tmp_path, {SOURCE: "\n".join(lines)}) if finding.rule == rule]
    assert len(findings) == 1
    assert message in findings[0].message
    assert findings[0].file == SOURCE
    assert findings[0].line == (1 if rule == "source-place" else BEFORE + line)


def test_source_in_the_folder_of_another_year_is_found(tmp_path: Path) -> None:
    text = SOUND.replace("note-2025", "note-2024")
    findings = found(tmp_path, {"sources/2024/note-2024.ttl": text.split("\n\n")[0]})
    assert [(finding.rule, finding.line) for finding in findings] == [("source-year", BEFORE + 2)]
    assert "sources/2025" in findings[0].message


def test_source_without_a_date_belongs_to_undated(tmp_path: Path) -> None:
    assert found(tmp_path, {"sources/undated/page.ttl": "source:page a :SourceDocument .\n"}) == ()


def test_source_in_a_registry_is_found(tmp_path: Path) -> None:
    findings = found(tmp_path, {"registry/more.ttl": "source:page a :SourceDocument .\n"})
    assert [finding.rule for finding in findings] == ["source-place"]


def test_fact_told_in_two_files_is_found_in_the_second(tmp_path: Path) -> None:
    again = "source:page a :SourceDocument .\n\nmembership:alpha--league :memberActor actor:alpha .\n"
    findings = found(tmp_path, {"sources/undated/page.ttl": again})
    assert [(finding.rule, finding.file, finding.line) for finding in findings] == [
        ("single-home", "sources/undated/page.ttl", BEFORE + 3)
    ]


def test_evidence_of_a_fact_may_stand_in_many_files(tmp_path: Path) -> None:
    more = (
        "source:page a :SourceDocument .\n\n"
        "membership:alpha--league :hasEvidence evidence:membership--alpha--league--page .\n\n"
        "evidence:membership--alpha--league--page a :Evidence ;\n    :fromSource source:page .\n"
    )
    assert found(tmp_path, {"sources/undated/page.ttl": more}) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (':Thing a owl:Class ; skos:definition "A thing."@en ; rdfs:isDefinedBy <O> .', "term-without-label"),
        (':Thing a owl:Class ; skos:prefLabel "Thing"@en ; rdfs:isDefinedBy <O> .', "term-without-definition"),
        (
            ':Thing a owl:Class ; skos:prefLabel "T"@en ; skos:definition "a thing"@en ; rdfs:isDefinedBy <O> .',
            "definition-not-a-sentence",
        ),
        (
            ':thing a owl:Class ; skos:prefLabel "T"@en ; skos:definition "A thing."@en ; rdfs:isDefinedBy <O> .',
            "class-name",
        ),
        (
            ':Is_thing a owl:ObjectProperty ; skos:prefLabel "T"@en ; skos:definition "A."@en ; rdfs:isDefinedBy <O> .',
            "property-name",
        ),
        (':Thing a owl:Class ; skos:prefLabel "T"@en ; skos:definition "A thing."@en .', "term-of-no-module"),
        ("foaf:Agent rdfs:subClassOf :Actor .", "term-not-ours"),
        (":Country owl:deprecated true .", "deprecated-term-in-use"),
        (
            ':One skos:definition "Same."@en ; skos:prefLabel "O"@en ; a owl:Class ; rdfs:isDefinedBy <O> .\n'
            ':Two skos:definition "Same."@en ; skos:prefLabel "T"@en ; a owl:Class ; rdfs:isDefinedBy <O> .',
            "definition-twice",
        ),
        (
            ':Thing a owl:Class ; skos:prefLabel "Thing"@en, "物"@ja ; skos:definition "A thing."@en ;\n'
            "    rdfs:isDefinedBy <O> .",
            "term-without-label",
        ),
        (
            'stance:odd a :EvidenceStance ; skos:prefLabel "odd"@en, "अजीब"@hi ; skos:definition "Odd."@en ;\n'
            '    skos:notation "odd" ; skos:inScheme <https://w3id.org/minpact/vocab/stance> .',
            "concept-without-label",
        ),
        (
            "stance:odd a :EvidenceStance ; skos:inScheme <https://w3id.org/minpact/vocab/stance> .",
            "concept-without-label",
        ),
    ],
)
def test_query_finds_what_breaks_the_style(tmp_path: Path, text: str, rule: str) -> None:
    ontology = tmp_path / "ontology"
    for file in [*resources.ontology().glob("*.ttl"), *resources.ontology().glob("vocab/*.ttl")]:
        target = ontology / file.relative_to(resources.ontology())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    write_folder(ontology, {"more.ttl": text.replace("<O>", "<https://w3id.org/minpact/ontology>")})
    data = write_folder(tmp_path / "data", {"registry/things.ttl": REGISTRY})
    authored = read_authored(ontology, data, base=tmp_path)
    findings = lint(authored, Store.from_quads(authored.quads), resources.queries() / "lint")
    assert rule in {finding.rule for finding in findings}


def test_every_lint_query_has_a_case_here() -> None:
    cases = Path(__file__).read_text(encoding="utf-8")
    rules = {path.stem.removesuffix("-violation") for path in (resources.queries() / "lint").glob("*.rq")}
    assert {rule for rule in rules if f'"{rule}"' not in cases} == set()
