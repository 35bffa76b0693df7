"""Tells which of two things a question wants and which it leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk
from graph.ask.reading.exclusion import find_exclusion

__all__ = ["apart"]

#: A name of which the verb behind it denies something: Japan does not, India isn't.
NEGATED: Final = re.compile(r"^\s*(?:does|do|did|is|are|has|have|was)\s?(?:n['’ʼ]t|not)\b", re.IGNORECASE)
#: Verbs of somebody who lacks what another has.
LACKING: Final = re.compile(r"\b(?:leaves? out|left out|omits?|omitted|lacks?)\b", re.IGNORECASE)
#: What stands between an owner of a list and such a verb.
OWN: Final = re.compile(
    r"^(?:['’]s?)?\s*(?:(?:own|main|current|critical|minerals?|lists?|also|itself)\s*)*$", re.IGNORECASE
)


def apart(desk: Desk, things: Sequence[str]) -> list[str]:
    """Two things in the order "the one, and not the other": which is which, the words that leave one out say.

    Where none does, the place of the "not": in English it stands before what it denies, in Japanese and Hindi behind.
    "Missing from" denies what follows.
    """
    one, other = things[:2]
    text = desk.utterance.text
    fillings = [filling for some in desk.slots.by_slot.values() for filling in some if filling.iri in (one, other)]
    lacking = LACKING.search(text)
    if lacking:
        # Who leaves something out stands right before the verb.
        before = [(filling.mention.end, filling.iri) for filling in fillings if filling.mention.end <= lacking.start()]
        if before and OWN.search(text[max(before)[0] : lacking.start()]):
            return [one, other] if max(before)[1] == other else [other, one]
    exclusion = find_exclusion(desk.utterance)
    out = exclusion.named() & {one, other} if exclusion else set()
    if len(out) == 1:
        return [one, other] if other in out else [other, one]
    if lacking:
        return [other, one]
    cuts = [place for place, cue in desk.utterance.cue_places if cue == "not"]
    missing = text.lower().find("missing from")
    if missing >= 0:
        cuts = [missing]
    places = {filling.iri: filling.mention.start for filling in fillings}
    if not cuts or one not in places or other not in places:
        return [one, other]
    is_english = desk.utterance.language == "en"
    ends = {filling.iri: filling.mention.end for filling in fillings}
    if is_english and NEGATED.match(text[ends[one] :]):
        return [other, one]
    denies_first = cuts[-1] < places[one] if is_english else places[one] < cuts[-1] < places[other]
    return [other, one] if denies_first else [one, other]
