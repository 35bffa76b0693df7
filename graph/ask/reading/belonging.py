"""Tells that a question asks whether somebody is in a framework where no verb says so: is Peru in the forum?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graph.ask.reading.utterance import Utterance

__all__ = ["add_belonging"]

#: What stands between an actor and the framework that it may be in, and what stands behind a framework in Hindi.
IN: Final = re.compile(
    r"\s*(?:(?:now|already|also|still|currently|even|really|actually|by now)\s+)*(?:in|inside|within|on)\s+(?:the\s+)?",
    re.IGNORECASE,
)
COPULA: Final = re.compile(r"(?:^|\b)(?:is|are|was|were|isn['’]?t|aren['’]?t|be)\s+(?:the\s+)?$", re.IGNORECASE)
#: What stands behind an actor before the frameworks of which it is asked in which it is.
LISTED: Final = re.compile(r"\s+(?:in|part of|a part of|on)\s*[:,\u2013\u2014-]", re.IGNORECASE)
BEHIND: Final = re.compile(r"\s*(?:में|mein|me)\s+(?:है|हैं|था|थे|थी|hai|hain|tha|the)(?=\s*[?।]|\s*$|\s+(?:या|क्या))")


def add_belonging(utterance: Utterance) -> Utterance:
    """Add the cue for members where an actor is said to be in a framework, and asked whether it is."""
    firm = [each for each in utterance.mentions if not each.is_weak]
    actors = [each for each in firm if each.of_kind("actor")]
    frameworks = [each for each in firm if each.of_kind("framework", "pillar")]
    if not actors or not frameworks or utterance.has("member", "join", "leave"):
        return utterance
    text = utterance.text
    if not utterance.is_polar:
        is_listed = any(LISTED.match(text, actor.end) and COPULA.search(text[: actor.start]) for actor in actors)
        return replace(utterance, cues=utterance.cues | {"member"}) if is_listed else utterance
    is_in = any(
        COPULA.search(text[: actor.start]) and IN.fullmatch(text, actor.end, framework.start)
        for actor in actors
        for framework in frameworks
    ) or any(BEHIND.match(text, framework.end) for framework in frameworks if actors[0].start < framework.start)
    return replace(utterance, cues=utterance.cues | {"member"}) if is_in else utterance
