"""The graph as files: every dump by its name, in each format, plain and packed, and the digests that tell it whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from graph import namespaces as ns
from graph.catalog import DUMPS, DumpFile
from graph.compression import CODINGS, pack
from graph.rdfc import digest_of_lines, merge
from graph.store import NamedNode, Quad, Triple, serialise, used_prefixes, write

__all__ = ["DATASET_FORMATS", "Dumps", "make_dumps"]

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
            content = contents[f"minpact.{ending}"] = write(items, media_type, prefixes[has_graphs])
            packed |= {f"minpact.{ending}.{coding}": pool.submit(pack, content, coding) for coding in CODINGS}
        for name, graph in PARTS.items():
            contents[f"{name}.ttl"] = serialise(_part(quads, graph), "text/turtle")
        dataset, triples = (digest_of_lines(contents[f"minpact.{ending}"]) for ending in ("nq", "nt"))
        contents |= {name: future.result() for name, future in packed.items()}
        for name, content in sorted(contents.items()):
            _, ending, coding = (*name.split("."), "")[:3]
            files[name] = DumpFile.of(content, DUMPS[ending], coding)
    return Dumps(contents, files, len(merged), dataset, triples)


def _part(quads: Iterable[Quad], graph: str) -> list[Quad]:
    name = NamedNode(graph)
    return [quad for quad in quads if quad.graph_name == name]
