"""What is asked: the queries of ``bench/queries``, each as the texts that clients send in turn."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph import sparql

__all__ = ["ENTITIES", "NAMES", "Workload", "hostile", "load"]

QUERIES: Final = Path(__file__).parent / "queries"
#: From the lightest to the heaviest.
NAMES: Final = ("tiny", "medium", "heavy")
#: Asks a server for what the tiny query is to be asked about.
ENTITIES: Final = (QUERIES / "entities.rq").read_text(encoding="utf-8")
#: So many things are asked for in turn: enough that no two requests under way are the same.
VARIANTS: Final = 256


@dataclass(frozen=True, slots=True)
class Workload:
    """One query by name, and its texts: one for each thing that it is asked about."""

    name: str
    texts: tuple[str, ...]


def load(name: str, entities: Sequence[str]) -> Workload:
    """A query of the bench; the tiny one with each of some of these IRIs in place of ``?entity``, always the same.

    What the file says about the query is left out: clients do not send it.
    """
    lines = (QUERIES / f"{name}.rq").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    if name != "tiny":
        return Workload(name, (text,))
    chosen = random.Random(len(entities)).sample(sorted(entities), min(VARIANTS, len(entities)))
    return Workload(name, tuple(sparql.bind(text, {"entity": f"<{iri}>"}) for iri in chosen))


def hostile() -> dict[str, str]:
    """Queries that no server can answer in time, by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((QUERIES / "hostile").glob("*.rq"))}
