"""The catalogue as a page of Markdown, written from its files."""

from __future__ import annotations

from typing import Final

from graph.questions import COLUMN_TYPES, Catalogue, Question

__all__ = ["document"]


def document(catalogue: Catalogue) -> str:
    """The catalogue as a page of Markdown: every question with what it takes and what its columns mean."""
    parts = [INTRODUCTION]
    parts += [f"| `{name}` | {meaning} |\n" for name, (meaning, _) in COLUMN_TYPES.items()]
    topic = ""
    for question in sorted(catalogue, key=lambda question: (question.topic, question.id)):
        if question.topic != topic:
            topic = question.topic
            parts.append(f"\n## {topic.capitalize()}\n")
        parts.append(_section(question))
    return "".join(parts)


def _section(question: Question) -> str:
    examples = "&".join(f"{p.name}={p.example}" for p in question.parameters if p.is_required)
    address = f"/questions/{question.id}" + (f"?{examples}" if examples else "")
    lines = [f"\n### {question.id}\n", f"**{question.text['en']}**", f"{question.text['ja']} · {question.text['hi']}\n"]
    lines += [f"{question.summary} *Order of rows:* {question.order}\n", f"Example: `{address}`\n"]
    if question.parameters:
        lines += ["| parameter | takes | what it is | when left out |", "|---|---|---|---|"]
    for parameter in question.parameters:
        left_out = "required" if parameter.is_required else parameter.default or "any"
        lines.append(f"| `{parameter.name}` | {parameter.accepts} | {parameter.description} | {left_out} |")
    lines += ["", "| column | type | meaning |", "|---|---|---|"]
    for column in question.columns:
        values = f" ({', '.join(column.values)})" if column.values else ""
        lines.append(f"| `{column.name}` | {column.type}{values} | {column.meaning} |")
    return "\n".join(lines) + "\n"


INTRODUCTION: Final = """# Questions

Each question is one file of `queries/`, one route under `/questions/` and one `minpact query`; this page is written
from the files. Parameters take a slug, an IRI, a label, an alias or a code (ISO 3166, chemical symbol, customs code)
in any language; days are written `YYYY-MM-DD`. Beside its own parameters every question takes `lang`, `limit`,
`cursor`, `confidence` and `format`, of which [http.md](http.md#questions) tells.

An answer holds facts that a source supports, unless sources or disputes are what it is about. Facts of rank deprecated
are left out and counted in `hidden`. Where nothing is found, `empty_means` says whether that is a "no" (with the
source that says so) or only that nothing is known. `sparql` is the query that was run.

Cells of each type of column:

| type | what a cell holds |
|---|---|
"""
