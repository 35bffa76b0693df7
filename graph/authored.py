"""Reads what people wrote: each file into its named graph, each subject with its place.

Which graph a file becomes is said by where it lies:

====================================  =================================
``ontology/*.ttl``                    ``graph/ontology``
``ontology/vocab/*.ttl``              ``graph/vocab``
``ontology/shapes/*.ttl``             ``graph/shapes``
``graph/data/dataset.ttl``            ``graph/dataset``
``graph/data/registry/{name}.ttl``    ``graph/registry/{name}``
``graph/data/sources/Y/{slug}.ttl``   ``graph/source/{slug}``
``graph/data/tables/{slug}.ttl``      the graph of the source that its evidence points into
====================================  =================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph import namespaces as ns
from graph.errors import Finding, InvalidInput
from graph.store import Literal, Quad, parse_file, word
from graph.tables import read_table

__all__ = ["Authored", "Place", "Statement", "graph_of", "read_authored", "turtle_files"]

PREFIX_LINE = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>")
SUBJECT_LINE = re.compile(r"^(<[^>\s]*>|[A-Za-z][\w-]*:[^\s;,]*|:[^\s;,]+)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject's block begins: the file as the reader was given it, and the 1-based line."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement by its words: IRIs, labels of blank nodes and values of literals as plain text."""

    graph: str
    subject: str
    predicate: str
    object: str
    is_literal: bool

    @classmethod
    def of(cls, quad: Quad) -> Statement:
        """Read a quad."""
        return cls(
            word(quad.graph_name),
            word(quad.subject),
            quad.predicate.value,
            word(quad.object),
            isinstance(quad.object, Literal),
        )


@dataclass(frozen=True, slots=True)
class Authored:
    """All that was read.

    ``quads`` in the order of files and lines; ``places`` where each subject's block begins, once for each file that has
    one; ``texts`` the lines of each file, for finding the line of a predicate.
    """

    quads: tuple[Quad, ...]
    places: Mapping[str, tuple[Place, ...]]
    texts: Mapping[str, tuple[str, ...]]

    def statements(self) -> Iterator[Statement]:
        """Every statement, in order."""
        return map(Statement.of, self.quads)

    def locate(self, subject: str, *, graph: str | None = None, needle: str | None = None) -> Place:
        """The place of a subject: in the file of ``graph`` where that is given, at the line of ``needle`` in its block.

        A subject that begins no line of its own is looked for as a word; one that stands nowhere is at line 0 of no
        file.
        """
        places = self.places.get(subject, ())
        if graph is not None:
            places = tuple(place for place in places if self._is_of(place.file, graph)) or places
        if not places:
            return self._search(ns.compact(subject))
        place = places[0]
        if needle is None:
            return place
        lines = self.texts[place.file]
        for number in range(place.line, len(lines) + 1):
            text = lines[number - 1]
            if number > place.line and SUBJECT_LINE.match(text):
                break
            if re.search(rf"(?<![\w:-]){re.escape(needle)}(?![\w-])", text):
                return Place(place.file, number)
        return place

    def _is_of(self, file: str, graph: str) -> bool:
        return graph.rsplit("/", 1)[-1] == Path(file).stem

    def _search(self, name: str) -> Place:
        for file, lines in self.texts.items():
            for number, line in enumerate(lines, start=1):
                if re.search(rf"(?<![\w:-]){re.escape(name)}(?![\w-])", line):
                    return Place(file, number)
        return Place("", 0)


def turtle_files(ontology: Path, data: Path) -> list[Path]:
    """All Turtle files that a graph is made of, in a fixed order."""
    folders = [ontology, ontology / "vocab", ontology / "shapes", data, data / "registry"]
    files = [file for folder in folders for file in sorted(folder.glob("*.ttl"))]
    files += sorted((data / "sources").glob("*/*.ttl"))
    return files + sorted((data / "tables").glob("*.ttl"))


def graph_of(file: Path) -> str:
    """Name of the graph that a file's triples belong to; for a table's header a stand-in until its source is read.

    >>> graph_of(Path("graph/data/sources/2025/mea-fact-sheet-2025.ttl"))
    'https://w3id.org/minpact/graph/source/mea-fact-sheet-2025'
    >>> graph_of(Path("ontology/core.ttl"))
    'https://w3id.org/minpact/graph/ontology'
    """
    folder = file.parent.name
    if file.parent.parent.name == "sources":
        return ns.source_graph(file.stem)
    if folder == "registry":
        return ns.registry_graph(file.stem)
    if folder == "tables":
        return ns.source_graph(file.stem)
    return {
        "ontology": ns.ONTOLOGY_GRAPH,
        "vocab": ns.VOCAB_GRAPH,
        "shapes": ns.SHAPES_GRAPH,
    }.get(folder, ns.GRAPH + file.stem)


def read_authored(ontology: Path, data: Path, *, base: Path | None = None) -> Authored:
    """Read every file, and name every file that cannot be read before giving up.

    File names in places and findings are relative to ``base`` where they lie under it. Raises
    :class:`graph.errors.InvalidInput` with one finding for each syntax error, unknown prefix, misplaced file or bad
    table row.
    """
    quads: list[Quad] = []
    places: dict[str, list[Place]] = {}
    texts: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    for file in turtle_files(ontology, data):
        name = _shown(file, base)
        try:
            read = parse_file(file, graph_of(file))
        except InvalidInput as error:
            findings += [_renamed(finding, name) for finding in error.findings]
            continue
        lines = tuple(file.read_text(encoding="utf-8").splitlines())
        texts[name] = lines
        findings += _check_prefixes(name, lines)
        for subject, line in _subjects(lines):
            places.setdefault(subject, []).append(Place(name, line))
        if file.parent.name == "tables":
            known = None if findings else places.keys()
            table = read_table(file, read, known)
            findings += [_renamed(finding, _shown(file.with_suffix(".csv"), base)) for finding in table.findings]
            read = list(table.quads)
            for iri, line in table.lines.items():
                places.setdefault(iri, []).append(Place(_shown(file.with_suffix(".csv"), base), line))
        quads += read
    if findings:
        raise InvalidInput(tuple(findings))
    return Authored(tuple(quads), {subject: tuple(found) for subject, found in places.items()}, texts)


def _shown(file: Path, base: Path | None) -> str:
    if base is not None and file.is_relative_to(base):
        return str(file.relative_to(base))
    return str(file)


def _renamed(finding: Finding, file: str) -> Finding:
    return Finding(file, finding.line, finding.subject, finding.rule, finding.message, finding.severity)


def _declared(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, start=1):
        match = PREFIX_LINE.match(line)
        if match:
            yield number, match[1], match[2]


def _check_prefixes(file: str, lines: Iterable[str]) -> Iterator[Finding]:
    """One prefix means one namespace in all files, or a reader who knows one file misreads the next."""
    for number, prefix, namespace in _declared(lines):
        if ns.PREFIXES.get(prefix) != namespace:
            known = ns.PREFIXES.get(prefix)
            should = f"stands for <{known}>" if known else "is not in the table of graph/namespaces.py"
            yield Finding(file, number, "", "prefix", f"The prefix '{prefix}:' {should}; declare it so or use another.")


def _subjects(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Subjects with the lines that their blocks begin on: house style puts a subject at the start of its line."""
    lines = tuple(lines)
    prefixes = {prefix: namespace for _, prefix, namespace in _declared(lines)}
    inside_long_string = False
    for number, line in enumerate(lines, start=1):
        if not inside_long_string:
            match = SUBJECT_LINE.match(line)
            if match:
                name = match[1]
                prefix, _, local = name.partition(":")
                if name.startswith("<"):
                    yield name[1:-1], number
                elif prefix in prefixes:
                    yield prefixes[prefix] + local, number
        if line.count('"""') % 2:
            inside_long_string = not inside_long_string
