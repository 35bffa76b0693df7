"""The answer to a question in plain words, and its form as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.answers import Answer
from graph.ask.desk import Row
from graph.ask.wording.say import Speech
from graph.cells import Cell

__all__ = ["Reply", "results_of", "sources_of"]

#: The most sources that an answer lists.
SOURCES: Final = 60


@dataclass(frozen=True, slots=True)
class Reply:
    """What was understood and what is answered.

    ``is_understood`` says whether there is an answer at all; ``is_answered`` also whether the premise held;
    ``boolean`` is ``None`` where yes or no was not asked for or there is no evidence; ``beside`` are the rows of what
    the text tells further, as ``results`` are those of what was asked for.
    """

    question: str
    language: str
    text: str = ""
    is_answered: bool = False
    is_understood: bool = False
    boolean: bool | None = None
    intent: str | None = None
    understood: str = ""
    results: Sequence[Mapping[str, Cell]] = ()
    beside: Sequence[Mapping[str, Cell]] = ()
    readings: Sequence[Mapping[str, Cell]] = ()
    answers: Sequence[Answer] = ()
    sources: Sequence[Mapping[str, Cell]] = ()
    suggestions: Sequence[str] = field(default=())
    as_of: str | None = None
    cut_off: str | None = None
    data_version: str = ""

    def to_json(self) -> bytes:
        """The reply document; keys in a fixed order."""
        document = {
            "question": self.question,
            "language": self.language,
            "answered": self.is_answered,
            "boolean": self.boolean,
            "text": self.text,
            "understood": self.understood,
            "intent": self.intent,
            "results": list(self.results),
            "beside": list(self.beside),
            "readings": list(self.readings),
            "sources": list(self.sources),
            "sparql": self.answers[0].sparql if self.answers else None,
            "queries": [
                {
                    "question": answer.question.id,
                    "parameters": answer.parameters,
                    "rows": len(answer.rows),
                    "hidden": answer.hidden,
                    "empty_means": answer.empty_means,
                    "sparql": answer.sparql,
                }
                for answer in self.answers
            ],
            "suggestions": list(self.suggestions),
            "as_of": self.as_of,
            "cut_off": self.cut_off,
            "data_version": self.data_version,
        }
        return json.dumps(document, ensure_ascii=False).encode()


def results_of(rows: Iterable[Row], speech: Speech) -> list[Mapping[str, Cell]]:
    """Rows for the table: the first thing in a row, or the fact it begins with, gives it its IRI and label.

    Facts shrink to their IRIs.
    """
    results: list[Mapping[str, Cell]] = []
    seen: set[str] = set()
    for row in rows:
        key = json.dumps(row, sort_keys=True, ensure_ascii=False)
        if key in seen:
            continue
        seen.add(key)
        main = next(
            (
                cell
                for place, (name, cell) in enumerate(row.items())
                if name not in ("relation", "kind")
                and isinstance(cell, Mapping)
                and "iri" in cell
                and ("evidence" not in cell or not place)
            ),
            None,
        )
        main = main or next((cell for cell in row.values() if isinstance(cell, Mapping) and "iri" in cell), None)
        head: dict[str, Cell] = (
            {"iri": main["iri"], "label": speech.label(main)} if main else {"iri": None, "label": None}
        )
        results.append(head | {name: _shrink(cell) for name, cell in row.items()})
    return results


def _shrink(cell: Cell) -> Cell:
    if isinstance(cell, Mapping) and "evidence" in cell:
        return {"iri": cell["iri"], "label": cell["label"], "newest_evidence": cell.get("newest_evidence")}
    return cell


def sources_of(rows: Iterable[Row]) -> list[Mapping[str, Cell]]:
    """The sources that the facts in these rows rest on, each once, those that support the most first."""
    found: dict[str, Mapping[str, Cell]] = {}
    counts: dict[str, int] = {}
    for row in rows:
        for cell in row.values():
            pieces = cell.get("evidence") if isinstance(cell, Mapping) else None
            for piece in pieces if isinstance(pieces, list) else []:
                if not isinstance(piece, Mapping):
                    continue
                iri = str(piece["source"])
                counts[iri] = counts.get(iri, 0) + 1
                issued = piece["issued"]
                found.setdefault(iri, {
                    "iri": iri,
                    "title": piece["title"],
                    "url": piece["url"],
                    "publisher": piece["publisher"],
                    "issued": issued.get("value") if isinstance(issued, Mapping) else None,
                    "stance": piece["stance"],
                })  # fmt: skip
    return sorted(found.values(), key=lambda source: (-counts[str(source["iri"])], str(source["iri"])))[:SOURCES]
