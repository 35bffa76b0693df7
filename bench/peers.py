"""What the project is measured against, each as a program of its own: ``python -m bench.peers NAME FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

import pyshacl
from rdflib import Graph
from rdflib.namespace import SH


def run_pyshacl(folder: Path) -> None:
    """A plain core run of pySHACL: read a build's merged Turtle and its shapes, leave SPARQL rules out, validate."""
    shapes = Graph().parse(folder / "shapes.ttl")
    for shape in set(shapes.subjects(SH.sparql)):
        shapes.remove((shape, None, None))
    data = Graph().parse(folder / "minpact.ttl")
    pyshacl.validate(data, shacl_graph=shapes, inplace=True)


if __name__ == "__main__":
    {"pyshacl": run_pyshacl}[sys.argv[1]](Path(sys.argv[2]))
