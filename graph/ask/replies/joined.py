"""Joins the replies to the two questions of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.ask.replies.reply import Reply

__all__ = ["joined"]

#: Readings that tell what a thing is, which is no second question.
BARE = frozenset({"describe", "who_is"})


def joined(whole: Reply, parts: Sequence[Reply]) -> Reply:
    """The reply to both questions, where they are read otherwise than the sentence as a whole was."""
    first, second = parts
    bare = next((each for each in parts if each.intent in BARE), None)
    other_part = second if bare is first else first
    is_held = bare is not None and bool(other_part.results) and all(row in bare.results for row in other_part.results)
    if bare is not None and is_held and whole.intent not in BARE:
        # What a thing is holds what else is asked of it.
        return bare
    # A description is no second question, unless what is asked beside it is not told in it.
    is_apart = first.intent != second.intent and (
        bare is None or any(row not in bare.results for row in other_part.results)
    )
    # Read alike, one of them may still be all that the sentence as a whole was answered with.
    for one, other in ((first, second), (second, first)):
        is_apart |= one.text == whole.text and any(row not in whole.results for row in other.results)
    if not is_apart or not all(each.is_answered and each.results for each in parts):
        return whole
    return replace(
        whole,
        text=f"{first.text} {second.text}" if whole.language != "ja" else f"{first.text}{second.text}",
        boolean=None,
        understood="; ".join(each.understood for each in parts),
        results=[*first.results, *(row for row in second.results if row not in first.results)],
        beside=[*first.beside, *(row for row in second.beside if row not in first.beside)],
        answers=[*first.answers, *second.answers],
        sources=[*first.sources, *(row for row in second.sources if row not in first.sources)],
    )
