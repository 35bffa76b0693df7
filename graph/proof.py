"""Checks one authored file in the context of the whole record: form, terms, references, shapes; line by line.

The whole record is read, since a file's references lead everywhere, but only what stands near the file's subjects is
held against the shapes: that is what makes the difference between seconds and a build.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graph import namespaces as ns
from graph.authored import Authored, read_authored, turtle_files
from graph.build import Inputs, Progress, Silence
from graph.canon import format_turtle
from graph.errors import BadParameter, Finding, InvalidInput
from graph.lint import lint
from graph.store import NamedNode, Quad, Store
from graph.validate import validate

__all__ = ["check_file"]

#: Steps from a subject of the file to what its shapes may look at; the longest path of a shape has three.
STEPS: Final = 3
#: Graphs that every validation needs whole.
WHOLE: Final = (ns.VOCAB_GRAPH,)


def check_file(inputs: Inputs, file: Path, progress: Progress | None = None) -> tuple[Finding, ...]:
    """What is wrong with one file, by line; empty when nothing is.

    Raises :class:`graph.errors.BadParameter` for what is no authored file of these inputs, and
    :class:`graph.errors.InvalidInput` for faults of other files that stand in the way.
    """
    progress = progress or Silence()
    home = file.resolve()
    known = {path.resolve(): path for path in turtle_files(inputs.ontology, inputs.data)}
    if home not in known:
        raise BadParameter("FILE", str(file), f"an authored Turtle file below {inputs.data} or {inputs.ontology}")
    name = str(home.relative_to(inputs.base.resolve())) if inputs.base else str(known[home])
    with progress.stage("form"):
        sent = home.read_bytes()
        try:
            text = sent.decode()
        except UnicodeDecodeError as error:
            line = sent.count(b"\n", 0, error.start) + 1
            return (Finding(name, line, "", "syntax", "This is not UTF-8: save the file as UTF-8."),)
        try:
            is_canonical = format_turtle(text, Path(name)) == text
        except InvalidInput as error:
            return error.findings
    form = Finding(name, 1, "", "form", "The file is not in its canonical form; run minpact fmt on it.")
    findings = [] if is_canonical else [form]
    with progress.stage("read"):
        try:
            authored = read_authored(inputs.ontology, inputs.data, base=inputs.base)
        except InvalidInput as error:
            own = tuple(finding for finding in error.findings if finding.file == name)
            if own:
                return (*findings, *own)
            raise
    with progress.stage("lint"):
        store = Store.from_quads(authored.quads)
        findings += [finding for finding in lint(authored, store, inputs.queries / "lint") if finding.file == name]
    with progress.stage("validate"):
        findings += _validate(authored, name)
    return tuple(sorted(set(findings), key=lambda finding: (finding.line, finding.rule, finding.message)))


def _validate(authored: Authored, name: str) -> list[Finding]:
    """Results of the shapes on the subjects that the file has a block of."""
    own = {subject for subject, places in authored.places.items() if any(place.file == name for place in places)}
    shapes, ontology = (_part(authored.quads, graph) for graph in (ns.SHAPES_GRAPH, ns.ONTOLOGY_GRAPH))
    findings = []
    for result in validate(_near(authored.quads, own), shapes, ontology):
        if result.focus in own:
            place = next(place for place in authored.places[result.focus] if place.file == name)
            subject, rule = ns.compact(result.focus), ns.compact(result.constraint)
            findings.append(Finding(name, place.line, subject, rule, result.sentence, result.severity))
    return findings


def _part(quads: Iterable[Quad], graph: str) -> list[Quad]:
    return [quad for quad in quads if quad.graph_name == NamedNode(graph)]


def _near(quads: Iterable[Quad], own: set[str]) -> list[Quad]:
    """The statements of these subjects, of what points at them, and of what is a few steps away; vocabularies whole."""
    aside = {NamedNode(ns.SHAPES_GRAPH), NamedNode(ns.ONTOLOGY_GRAPH)}
    whole = {NamedNode(graph) for graph in WHOLE}
    by_subject: dict[object, list[Quad]] = {}
    pointing: dict[object, list[object]] = {}
    kept: dict[Quad, None] = {}
    for quad in quads:
        if quad.graph_name in aside:
            continue
        if quad.graph_name in whole:
            kept[quad] = None
        by_subject.setdefault(quad.subject, []).append(quad)
        pointing.setdefault(quad.object, []).append(quad.subject)
    edge: set[object] = {NamedNode(iri) for iri in own}
    edge |= {subject for node in tuple(edge) for subject in pointing.get(node, ())}
    seen: set[object] = set()
    for _ in range(STEPS + 1):
        seen |= edge
        reached: set[object] = set()
        for node in edge:
            for quad in by_subject.get(node, ()):
                kept[quad] = None
                reached.add(quad.object)
        edge = reached - seen
    return list(kept)
