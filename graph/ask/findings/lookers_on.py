"""Tells who only stands beside the members of a framework, as an observer, and so is no member of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Row, span_of, token_of, tokens_of
from graph.ask.findings.accession import is_full

__all__ = ["BESIDE", "is_beside", "looked_on", "looking_on"]

#: Roles of those who stand beside the members.
BESIDE: Final = ("observer", "administrator")
#: Words for one who fully belongs.
MEMBER: Final = re.compile(r"\bmembers?\b|\bmembership\b|加盟国|メンバー|正式|सदस्य|\bsadasya", re.IGNORECASE)


def is_beside(desk: Desk, rows: Sequence[Row]) -> bool:
    """Whether a member is asked for in so many words, and who is named only looks on or serves those who are."""
    return MEMBER.search(desk.utterance.text) is not None and all(token_of(row["role"]) in BESIDE for row in rows)


def looked_on(desk: Desk, framework: str, actor: str) -> Row | None:
    """What somebody was who stood beside the members, as an observer, for all of the time that is named.

    Who looked on until a later day had not joined in full yet, though its joining be known to the year only.
    """
    first, last = desk.utterance.periods[0].window()
    if first is None or last is None:
        return None
    for row in desk.ask("members-of", framework=framework, as_of=last.isoformat()):
        validity = row["validity"]
        if actor in tokens_of(row["member"]) and token_of(row["role"]) == "observer" and isinstance(validity, Mapping):
            begun, over = (span_of(validity.get(side)) for side in ("from", "until"))
            if begun and over and begun[0] <= first and last < over[0]:
                return row
    return None


def looking_on(desk: Desk, one: str, there: Sequence[Row]) -> list[Row]:
    """Of the members of one framework those who only stand beside the members of another, with their roles there."""
    held = {iri for row in desk.ask("members-of", framework=one) if is_full(row) for iri in tokens_of(row["member"])}
    belonging = {iri for row in there if token_of(row["role"]) not in BESIDE for iri in tokens_of(row["member"])}
    return [row for row in there if tokens_of(row["member"]) & (held - belonging)]
