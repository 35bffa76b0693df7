"""What of a question tells one row from another: the words that are neither names nor cues nor fillers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Names
from graph.ask.wording.lexicon import Lexicon
from graph.ask.wording.periods import Period
from graph.ask.wording.polarity import INTERROGATIVES
from graph.ask.wording.spelling import Unit, key_of

__all__ = ["content_of", "glossed", "residue_of", "said_of", "units_of", "within"]

#: Words for a promise itself, which tell none from another.
PROMISE: Final = frozenset(
    key_of(
        "critical mineral promise commitment pledge deadline start begin end supposed happen record due date"
        " overdue keep kept fulfil honour break broken delivered fulfilled kept pending overdue status became"
        " happened still late committed"
    )
)
#: Cues of words that tell no promise from another.
UNTOLD: Final = INTERROGATIVES | {"became", "broken", "delivered", "due", "expect", "late", "pending", "promise"}


def within(unit: Unit, mentions: Sequence[Mention]) -> bool:
    """Whether a unit is a part of one of these names."""
    return any(mention.start <= unit.start < mention.end for mention in mentions)


def content_of(
    units: Sequence[Unit], firm: Sequence[Mention], lexicon: Lexicon, periods: Sequence[Period]
) -> tuple[str, ...]:
    """What is left to tell one sentence by: no names of actors, places and materials, no question words, no fillers."""
    named = [mention for mention in firm if mention.of_kind("actor", "material", "place", "programme")]
    return tuple(
        unit.key
        for unit in units
        if not unit.is_cjk
        and not within(unit, named)
        and not any(period.start <= unit.start < period.end for period in periods)
        and unit.key not in lexicon.fillers
        and unit.key not in PROMISE
        and GENERAL.isdisjoint(lexicon.cues.entries.get((unit.key,), ()))
    )


def units_of(firm: Sequence[Mention], names: Names) -> set[str]:
    """The units of all names of the actors, places and materials that are named."""
    return {
        unit
        for mention in firm
        if mention.of_kind("actor", "material", "place")
        for key in names.words.get(mention.senses[0].iri, ())
        for unit in key
    }


def said_of(
    units: Sequence[Unit],
    firm: Sequence[Mention],
    periods: Sequence[Period],
    lexicon: Lexicon,
    vocabulary: frozenset[str],
    *,
    is_promise: bool,
) -> tuple[str, ...]:
    """What a promise may be told by: all words but names, question words and those for a promise.

    Where nothing else says that a promise is meant, ordinary words tell none.
    """
    named = [mention for mention in firm if mention.of_kind("actor", "material", "place", "programme")]
    idle = lexicon.stops if is_promise else lexicon.fillers
    told = [
        unit.key
        for unit in units
        if not unit.is_cjk
        and len(unit.key) > 1
        and not within(unit, named)
        # Of another name only those words that a promise is told in.
        and not (unit.key not in vocabulary and within(unit, firm))
        and not any(period.start <= unit.start < period.end for period in periods)
        and unit.key not in idle
        and unit.key not in PROMISE
        and UNTOLD.isdisjoint(lexicon.cues.entries.get((unit.key,), ()))
        and not (unit.key in lexicon.fillers and unit.key not in vocabulary)
        and not ("\u0900" <= unit.text[0] <= "\u097f" and unit.key in lexicon.fillers)
    ]
    return tuple(dict.fromkeys([*told, *glossed(units, firm, lexicon, periods)]))


def glossed(
    units: Sequence[Unit], firm: Sequence[Mention], lexicon: Lexicon, periods: Sequence[Period] = ()
) -> list[str]:
    """The words of descriptions that words of the question stand for; those of its periods tell no fact."""
    keys = [unit.key for unit in units]
    named = [mention for mention in firm if mention.of_kind("actor", "material", "place", "programme")]
    return [
        key
        for start in range(len(units))
        if not within(units[start], named)
        and not any(period.start <= units[start].start < period.end for period in periods)
        for _, words in list(lexicon.glossary.at(keys, start))[:1]
        for word in words
        for key in key_of(word)
    ]


#: Cues that tell how a fact stands or of what sort it is, and none from another.
GENERAL: Final = frozenset(
    [
        "active",
        "all",
        "author",
        "became",
        "before",
        "both",
        "broken",
        "challenge",
        "company",
        "country",
        "cover",
        "critical",
        "delivered",
        "describe",
        "due",
        "expect",
        "first",
        "framework",
        "happened",
        "how_many",
        "how_much",
        "judge",
        "last",
        "late",
        "launch",
        "material",
        "meeting",
        "member",
        "money",
        "next",
        "not",
        "only",
        "opportunity",
        "pending",
        "promise",
        "silent",
        "since",
        "source",
        "suspended",
        "text",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
    ]
)


def residue_of(
    units: Sequence[Unit],
    unknown: Sequence[str],
    periods: Sequence[Period],
    mentions: Sequence[Mention],
    ordinal: int | None,
) -> tuple[str, ...]:
    """Unknown words and bare numbers in Latin letters, in which facts are told: what is left to pick a row by."""
    return tuple(
        unit.key
        for unit in units
        if (unit.text in unknown and unit.key.isascii())
        or (
            unit.text.isdigit()
            and ordinal is None
            and not within(unit, mentions)
            and not any(period.start <= unit.start < period.end for period in periods)
        )
    )
