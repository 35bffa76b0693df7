"""What a question is taken to ask that names two things and says nothing of them: the projects of a firm, and so on."""

from __future__ import annotations

from typing import Final

from graph.ask.reading.slots import Slots
from graph.ask.reading.utterance import Utterance

__all__ = ["assume"]

#: Readings by the slots that are filled, the first that fits; of a country and a material too much could be meant.
ASSUMED: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("project",), "undertaking"),
    (("framework", "material"), "coverage"),
    (("framework", "country"), "membership"),
    (("framework", "body"), "membership"),
    (("body", "material"), "projects"),
    (("body", "country"), "projects"),
    (("body", "place"), "projects"),
    (("country", "place"), "projects"),
    (("material", "place"), "projects"),
)
#: Cues that ask what there is, and nothing else of it.
OPEN: Final = frozenset({"active", "describe", "material", "what", "which"})
#: Cues beside a thing and a place that ask no more than whether it lies there.
PLACING: Final = frozenset({"active", "member", "not", "project", "where"})
#: What is claimed of projects.
CLAIMED: Final = frozenset(f"claim/{each}" for each in ("begun", "built", "construction", "over", "halted", "running"))
#: Words that set two things side by side, by the cues that they point to.
COMPARING: Final = ("both", "only", "else")


def assume(utterance: Utterance, slots: Slots) -> str | None:
    """The reading of a question that names things without asking anything of them; nothing where none is likeliest."""
    if utterance.unknown:
        return None
    if utterance.is_polar:
        # Whether a firm has begun something is a question for its projects.
        is_deed = any(each in CLAIMED or each.startswith("stage/") for each in utterance.concepts)
        is_placed = utterance.cues <= PLACING and any(_is_firm(slots, slot) for slot in ("place", "country"))
        if is_placed and _is_firm(slots, "project"):
            # Where it lies is all that can be asked.
            return "undertaking"
        if is_placed and _is_firm(slots, "body") and not slots.has("framework", "text", "material"):
            return "projects"
        return "projects" if is_deed and any(_is_firm(slots, slot) for slot in ("body", "place")) else None
    if len(slots.all("framework")) > 1 and utterance.has(*COMPARING):
        return "describe"
    if utterance.has("became", "active") and _is_firm(slots, "place"):
        return "projects"
    if utterance.has("export") and _is_firm(slots, "country") and _is_firm(slots, "material"):
        return "restrictions"
    if utterance.has("who") and _is_firm(slots, "country") and _is_firm(slots, "material"):
        return "stages"
    is_open = utterance.has("what", "which", "material") and utterance.cues <= OPEN
    if is_open and _is_firm(slots, "place") and len(slots.by_slot) == 1:
        # What there is in a place: what was found, built or looked for there.
        return "projects"
    if utterance.has("where") and _is_firm(slots, "country") and _is_firm(slots, "material"):
        # Where a mineral is in a country: where somebody looks for it, digs it or works on it.
        return "projects"
    if utterance.has("involved", "what") and len(slots.all("country")) > 1:
        # What one country does in another is told by the projects there.
        return "projects"
    if utterance.has("involved") and _is_firm(slots, "country") and _is_firm(slots, "material"):
        return "projects"
    if utterance.has("where") and any(_is_firm(slots, slot) for slot in ("body", "place", "project")):
        return "describe"
    if len(slots.all("country")) > 1 and _is_firm(slots, "country") and _is_firm(slots, "material"):
        # What two countries have to do with each other in a mineral.
        return "projects"
    return next((name for needed, name in ASSUMED if all(_is_firm(slots, slot) for slot in needed)), None)


def _is_firm(slots: Slots, slot: str) -> bool:
    return any(not filling.is_weak for filling in slots.by_slot.get(slot, ()))
