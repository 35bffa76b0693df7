"""The pipeline: whole, repeatable, and harmless when what it is given is wrong."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.build import Build, Inputs, build, check, current, is_current
from graph.catalog import DUMPS, find_kept, read_manifest
from graph.errors import Finding, InvalidInput, NoBuild
from graph.rdfc import canonical_digest
from graph.store import Store, parse_file
from tests.conftest import WORLD


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    data = tmp_path / "data"
    shutil.copytree(WORLD, data)
    return replace(Inputs.default(), data=data, base=data)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(replace(Inputs.default(), data=WORLD, base=WORLD), tmp_path_factory.mktemp("builds"))


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def edit(file: Path, change: Callable[[str], str]) -> int:
    """Change a file; returns the first line that differs."""
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    file.write_text(after, encoding="utf-8")
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(number for number, (old, new) in enumerate(pairs, start=1) if old != new)


def test_manifest_tells_every_file_as_it_is(built: Build) -> None:
    manifest = read_manifest(built.folder)
    assert manifest == built.manifest
    for name, file in manifest.files.items():
        content = (built.folder / name).read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest()), name


def test_digest_can_be_made_again_with_plain_tools(built: Build) -> None:
    for name, digest in (("nq", built.manifest.canonical_dataset), ("nt", built.manifest.canonical_merge)):
        lines = (built.folder / f"minpact.{name}").read_bytes().splitlines(keepends=True)
        assert hashlib.sha256(b"".join(sorted(lines))).hexdigest() == digest
        assert len(lines) == {"nq": built.manifest.quads, "nt": built.manifest.triples}[name]


def test_numbers_stand_in_the_dumps_as_the_endpoint_says_them(inputs: Inputs, tmp_path: Path) -> None:
    """The engine keeps a number by its value, so a dump with 30.50 would not be what a query finds."""
    file = next(path for path in inputs.data.glob("sources/*/*.ttl") if ":sharePercent 30.0" in path.read_text("utf-8"))
    edit(file, lambda text: text.replace(":sharePercent 30.0", ":sharePercent 30.50", 1))
    built = build(inputs, tmp_path / "builds")
    written = {str(quad.object) for quad in parse_file(built.folder / "minpact.nq")}
    assert f'"30.5"^^<{ns.XSD}decimal>' in written
    assert f'"30.50"^^<{ns.XSD}decimal>' not in written
    assert canonical_digest(Store.from_files(built.folder / "minpact.nq").quads()) == built.manifest.canonical_dataset


def test_every_dump_lies_there_plain_and_packed(built: Build) -> None:
    names = {f"minpact.{ending}{packed}" for ending in DUMPS for packed in ("", ".gz", ".zst")}
    parts = {"ontology.ttl", "shapes.ttl", "vocab.ttl"}
    assert {path.name for path in built.folder.iterdir()} == names | parts | {"catalog.ttl", "manifest.json"}
    assert built.manifest.files.keys() == names | parts


def test_same_inputs_give_the_same_bytes(built: Build, inputs: Inputs, tmp_path: Path) -> None:
    again = build(inputs, tmp_path / "again")
    assert again.manifest.version == built.manifest.version
    assert digests(again.folder) == digests(built.folder)


def test_changed_input_gives_another_version(built: Build, inputs: Inputs) -> None:
    edit(inputs.data / "dataset.ttl", lambda text: text.replace("dcterms:title", "dcterms:description", 1))
    assert inputs.version() != built.manifest.version


def test_no_dump_holds_the_catalogue(built: Build) -> None:
    for quad in parse_file(built.folder / "minpact.nq"):
        assert not quad.predicate.value.startswith((ns.VOID, ns.SPDX, ns.DCAT + "distribution"))


def test_newest_build_is_found_and_known_to_be_current(inputs: Inputs, tmp_path: Path) -> None:
    folder = tmp_path / "builds"
    with pytest.raises(NoBuild):
        current(folder)
    assert not is_current(inputs, folder)
    first = build(inputs, folder)
    assert current(folder) == first.folder
    assert is_current(inputs, folder)
    edit(inputs.data / "dataset.ttl", lambda text: text.replace("dcterms:title", "dcterms:description", 1))
    assert not is_current(inputs, folder)


def test_old_builds_are_let_go_but_the_last(inputs: Inputs, tmp_path: Path) -> None:
    folder = tmp_path / "builds"
    seen = []
    for number in range(3):
        edit(inputs.data / "dataset.ttl", lambda text, n=number: text.replace('"@en', f' {n}"@en', 1))  # type: ignore[misc]
        seen.append(build(inputs, folder).folder)
    kept = {path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()}
    assert kept == set(seen[1:])
    assert current(folder) == seen[2]
    assert [kept.folder for kept in find_kept(folder)] == [seen[2], seen[1]]


def test_as_many_builds_are_kept_as_are_asked_for(inputs: Inputs, tmp_path: Path) -> None:
    folder = tmp_path / "builds"
    versions = []
    for number in range(2):
        edit(inputs.data / "dataset.ttl", lambda text, n=number: text.replace('"@en', f' {n}"@en', 1))  # type: ignore[misc]
        versions.append(build(inputs, folder, kept=3).manifest.version)
    assert [kept.manifest.version for kept in find_kept(folder)] == versions[::-1]
    last = build(inputs, folder, kept=1)
    assert [kept.folder for kept in find_kept(folder)] == [last.folder]


def test_what_a_version_is_made_of_changes_it(inputs: Inputs, tmp_path: Path) -> None:
    """All that the files of a build follow from: data, ontology, catalogue, rules, questions."""
    folders = {"ontology": inputs.ontology, "rules": inputs.rules, "queries": inputs.queries}
    copies = {name: shutil.copytree(folder, tmp_path / name) for name, folder in folders.items()}
    whole = replace(inputs, **copies)
    seen = {inputs.version()}
    assert whole.version() in seen
    for file in (
        whole.ontology / "core.ttl",
        whole.ontology / "catalogue" / "catalog.ttl",
        whole.rules / "covers-by-name.rq",
        whole.queries / "frameworks" / "frameworks-covering.rq",
        whole.data / "tables" / "alda-list-2028.csv",
    ):
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        assert whole.version() not in seen, file.name
        seen.add(whole.version())


def test_disputed_and_deprecated_memberships_make_no_member(built: Build) -> None:
    store = Store.from_files(built.folder / "minpact.nq")
    facts = "?membership :memberOf ?framework ; :memberActor ?actor ."
    deprecated = store.select(f"SELECT * WHERE {{ {facts} ?membership :hasRank rank:deprecated }}")
    disputed = store.select(
        f"SELECT * WHERE {{ {facts} FILTER NOT EXISTS {{ ?membership :hasEvidence/:hasStance stance:supports }} }}"
    )
    assert deprecated
    assert disputed
    for row in [*deprecated, *disputed]:
        assert not store.ask("ASK { ?framework :hasMembership ?membership }", membership=row["membership"])
        other = "ASK { ?other :memberOf ?framework ; :memberActor ?actor . FILTER(?other != ?membership) }"
        if not store.ask(other, **row):
            assert not store.ask("ASK { ?framework :hasMember ?actor }", framework=row["framework"], actor=row["actor"])


def test_triple_stated_in_three_graphs_counts_once(built: Build) -> None:
    store = Store.from_files(built.folder / "minpact.nq")
    rows = store.select(
        "SELECT ?s ?p ?o (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } "
        "GROUP BY ?s ?p ?o HAVING(COUNT(DISTINCT ?g) >= 3) LIMIT 1"
    )
    assert rows
    counted = store.select(
        "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(?s = ?subject && ?p = ?predicate && ?o = ?object) }",
        subject=rows[0]["s"],
        predicate=rows[0]["p"],
        object=rows[0]["o"],
    )
    assert counted[0]["n"].value == "1"  # type: ignore[union-attr]


def break_syntax(text: str) -> str:
    return text.replace(" ;\n", " ;; ,\n", 1)


def break_prefix(text: str) -> str:
    return text.replace("    :memberActor actor:", "    :memberActor actr:", 1)


def break_property(text: str) -> str:
    return text.replace("    :memberActor ", "    :memberActress ", 1)


def break_evidence(text: str) -> str:
    head, _, tail = text.partition("    :hasEvidence ")
    rest = tail.partition("\n")[2]
    return head.rstrip().removesuffix(";").rstrip() + " .\n" + rest


def break_order_of_dates(text: str) -> str:
    return text.replace("    :validFrom ", '    :validUntil "1901-01-01"^^xsd:date ;\n    :validFrom ', 1)


BREAKS = {
    "syntax": break_syntax,
    "prefix": break_prefix,
    "property": break_property,
    "evidence": break_evidence,
    "dates": break_order_of_dates,
}


@pytest.mark.parametrize("way", BREAKS)
def test_wrong_file_is_named_and_the_last_good_build_stays(inputs: Inputs, tmp_path: Path, way: str) -> None:
    folder = tmp_path / "builds"
    good = build(inputs, folder)
    before = digests(good.folder)
    file = next(
        path
        for path in sorted((inputs.data / "sources").glob("*/*.ttl"))
        if "a :Membership ;" in path.read_text(encoding="utf-8")
    )
    text = file.read_text(encoding="utf-8")
    line = edit(file, BREAKS[way])
    with pytest.raises(InvalidInput) as caught:
        build(inputs, folder)
    findings = [finding for finding in caught.value.findings if finding.severity == "violation"]
    assert findings
    first = findings[0]
    assert isinstance(first, Finding)
    assert first.file == str(file.relative_to(inputs.data))
    assert first.message
    if way in ("evidence", "dates"):
        block = max(
            number for number, row in enumerate(text.splitlines(), start=1) if row[:1].isalpha() and number <= line
        )
        assert first.line == block
        assert first.subject
        assert first.rule.startswith("shapes:")
    else:
        assert abs(first.line - line) <= 1
    assert current(folder) == good.folder
    assert digests(good.folder) == before
    assert not list(folder.glob(".draft-*"))


@pytest.mark.java
def test_check_reasons_and_builds_nothing(inputs: Inputs, tmp_path: Path) -> None:
    assert all(finding.severity == "warning" for finding in check(inputs))
    assert not (tmp_path / "builds").exists()
