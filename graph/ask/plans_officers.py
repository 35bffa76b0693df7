"""Plans for offices: who holds which post of a body, and what office a person holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, tokens_of
from graph.ask.figures import tokens_of_slug
from graph.ask.spelling import key_of

__all__ = ["PLANS", "officers"]


def officers(desk: Desk) -> Outcome:
    """Who holds or held an office of a body or country; what office a person holds."""
    rows: list[Row] = []
    for iri in desk.slots.actors:
        is_person = "Person" in desk.world.lookup.classes.get(iri, frozenset())
        found = (
            desk.ask("affiliations-of", actor=iri)
            if is_person
            else [{**row, "body": row["body_held"]} for row in desk.ask("officers", body=iri)]
        )
        rows += [row for row in found if holds(row, desk.on)]
    if not desk.utterance.is_past and not desk.utterance.periods:
        rows = _newest_holders(rows)
    roles = desk.concept("role") & {"minister", "head-of-government"}
    words = {unit.key for unit in desk.utterance.units}
    if roles:
        rows = _closest(desk, [row for row in rows if tokens_of_slug(row["role"]) & roles] or rows, words)
    elif "ambassador" in words or desk.has("office"):
        rows = _closest(desk, rows, words)
    what = desk.about("topic_projects", "country", "body", "place", "material", "project", "programme", "framework")
    if not rows:
        return desk.none(what)
    told = [f"{desk.label(row['person'])}, {desk.label(row['post'])} ({desk.label(row['body'])})" for row in rows]
    return Outcome(
        desk.speech.found("office", what, len(rows), told),
        rows,
        boolean=True if desk.utterance.is_polar else None,
    )


def _closest(desk: Desk, rows: Sequence[Row], words: set[str]) -> list[Row]:
    """The offices whose titles and bodies share the most words with the question."""
    scores = [
        len(words & {key for text in (desk.label(row["post"]), desk.label(row["body"])) for key in key_of(text)})
        for row in rows
    ]
    best = max(scores, default=0)
    return [row for row, score in zip(rows, scores, strict=True) if score == best]


def _newest_holders(rows: Sequence[Row]) -> list[Row]:
    """Of several holders of one post, none of whom is known to have left it, the one who came last."""
    last: dict[tuple[str, ...], str] = {}
    for row in rows:
        last[_post(row)] = max(last.get(_post(row), ""), _since(row))
    return [row for row in rows if _since(row) == last[_post(row)]]


def _post(row: Row) -> tuple[str, ...]:
    return (*sorted(tokens_of(row["body"])), str(row["post"]))


def _since(row: Row) -> str:
    validity = row["validity"]
    start = validity.get("from") if isinstance(validity, Mapping) else None
    return str(start["value"] or "") if isinstance(start, Mapping) else ""


PLANS: Final[Mapping[str, Plan]] = {"officers": officers}
