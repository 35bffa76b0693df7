"""The graph as files: every dump by its name, in each format, plain and packed, and the digests that tell it whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from graph import namespaces as ns
from graph.catalog import DUMPS, DumpFile
from graph.compression import CODINGS, pack
from graph.errors import BadParameter, NoBuild
from graph.rdfc import digest_of_lines, merge
from graph.store import NamedNode, Quad, Triple, parse_file, serialise, used_prefixes, word

__all__ = ["DATASET_FORMATS", "Dumps", "make_dumps", "take_dump"]

#: Endings of the formats that hold the named graphs; the others hold the merge.
DATASET_FORMATS = ("nq", "trig")
PARTS = {"ontology": ns.ONTOLOGY_GRAPH, "shapes": ns.SHAPES_GRAPH, "vocab": ns.VOCAB_GRAPH}


@dataclass(frozen=True, slots=True)
class Dumps:
    """All files by name, the description of each, and the canonical digests of the dataset and of its merge."""

    contents: Mapping[str, bytes]
    files: Mapping[str, DumpFile]
    triples: int
    canonical_dataset: str
    canonical_merge: str


def make_dumps(quads: Sequence[Quad]) -> Dumps:
    """Every dump of a dataset in canonical order, and its ontology, shapes and vocabularies each by itself.

    The engine writes one file after the other; packing goes on beside it, since packers work without Python's lock.
    """
    merged = [quad.triple for quad in merge(quads)]
    prefixes = {True: used_prefixes(quads), False: used_prefixes(merged)}
    contents: dict[str, bytes] = {}
    files: dict[str, DumpFile] = {}
    with ThreadPoolExecutor() as pool:
        packed: dict[str, Future[bytes]] = {}
        for ending, media_type in DUMPS.items():
            has_graphs = ending in DATASET_FORMATS
            items: Sequence[Quad] | Sequence[Triple] = quads if has_graphs else merged
            content = contents[f"minpact.{ending}"] = serialise(items, media_type, prefixes[has_graphs], is_ready=True)
            packed |= {f"minpact.{ending}.{coding}": pool.submit(pack, content, coding) for coding in CODINGS}
        for name, graph in PARTS.items():
            contents[f"{name}.ttl"] = serialise(_part(quads, graph), "text/turtle")
        dataset, triples = (digest_of_lines(contents[f"minpact.{ending}"]) for ending in ("nq", "nt"))
        contents |= {name: future.result() for name, future in packed.items()}
        for name, content in sorted(contents.items()):
            _, ending, coding = (*name.split("."), "")[:3]
            files[name] = DumpFile.of(content, DUMPS[ending], coding)
    return Dumps(contents, files, len(merged), dataset, triples)


def take_dump(folder: Path, ending: str, graph: str = "", coding: str = "") -> bytes:
    """A dump of the build in a folder in a format, of all or of one named graph, packed when ``coding`` says how.

    ``graph`` is an IRI, a compact name or what follows ``graph/`` in the IRI. Raises
    :class:`graph.errors.BadParameter` for a format that is none and for a graph that the build does not have, and
    :class:`graph.errors.NoBuild` for a build that is gone.
    """
    if ending not in DUMPS:
        raise BadParameter("format", ending, f"one of {', '.join(DUMPS)}")
    try:
        if not graph:
            return (folder / ".".join(filter(None, ("minpact", ending, coding)))).read_bytes()
        quads = parse_file(folder / "minpact.nq")
    except OSError as error:
        raise NoBuild(str(folder)) from error
    iri = ns.expand(graph) or ns.GRAPH + graph
    part = [quad for quad in quads if word(quad.graph_name) == iri]
    if not part:
        names = sorted({word(quad.graph_name).removeprefix(ns.GRAPH) for quad in quads})
        near = get_close_matches(iri.removeprefix(ns.GRAPH), names, n=5, cutoff=0.5) or names[:5]
        raise BadParameter("graph", graph, f"the name of a named graph, such as {', '.join(near)}")
    content = serialise(part, DUMPS[ending])
    return pack(content, coding) if coding else content


def _part(quads: Iterable[Quad], graph: str) -> list[Quad]:
    name = NamedNode(graph)
    return [quad for quad in quads if quad.graph_name == name]
