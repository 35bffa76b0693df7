"""Questions put to the invented world, and how an answer is written down so that a difference can be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from graph import namespaces as ns
from graph.answers import Answer, answer
from graph.cells import Cell
from graph.wire import AskRequest
from tests.world.loader import load_world

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
STANCES = {"supports": "+", "disputes": "-", "mentions": "~"}


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its parameters; ``never`` are rows, told by some of their cells, that no answer may hold."""

    question: str
    name: str
    ask: Mapping[str, str]
    never: tuple[Mapping[str, str], ...]
    hidden: int

    @property
    def id(self) -> str:
        return f"{self.question}--{self.name}"

    @property
    def golden(self) -> Path:
        return GOLDEN / f"{self.id}.csv"


def read_cases() -> list[Case]:
    """All cases, by question."""
    cases = []
    for path in sorted((HERE / "cases").glob("*.yaml")):
        for said in yaml.safe_load(path.read_text(encoding="utf-8")):
            ask = {name: str(value) for name, value in (said.get("ask") or {}).items()}
            cases.append(Case(path.stem, said["name"], ask, tuple(said.get("never", ())), said.get("hidden", 0)))
    return cases


def run(case: Case) -> Answer:
    return answer(load_world(), AskRequest(case.question, dict(case.ask)))


def rows_of(answered: Answer) -> list[dict[str, str]]:
    """Rows in short: things by their slugs, concepts by their tokens, facts with a mark for each source."""
    return [{name: write(cell) for name, cell in row.items()} for row in answered.rows]


def write(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list):
        return " ".join(write(part) for part in cell)
    if not isinstance(cell, Mapping):
        return str(cell)
    if "evidence" in cell:
        return write_fact(cell)
    if "holds" in cell:
        return f"{write(cell['from']) or '?'} to {write(cell['until']) or '?'}: {cell['holds']} on {cell['on']}"
    if "precision" in cell:
        return str(cell["text"])
    if "language" in cell:
        return f"{cell['value']}" + (f"@{cell['language']}" if cell["language"] else "")
    if "token" in cell:
        return str(cell["token"])
    return ns.compact(str(cell["iri"]))


def write_fact(cell: Mapping[str, Cell]) -> str:
    """A fact as ``kind:slug``, its rank where it is not normal, and each source with a mark for its stance."""
    rank = "" if cell["rank"] == "normal" else f" [{cell['rank']}]"
    marks = []
    for piece in cell["evidence"] if isinstance(cell["evidence"], list) else []:
        assert isinstance(piece, Mapping)
        marks.append(f"{STANCES[str(piece['stance'])]}{str(piece['source']).rsplit('/', 1)[-1]}:{piece['confidence']}")
    return f"{ns.compact(str(cell['iri']))}{rank} ({' '.join(marks)})"


def to_csv(rows: list[dict[str, str]], columns: list[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
