"""Takes a small letter or two for a chemical symbol where figures are asked for and no material is named: nb output."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import Names
from graph.ask.reading.utterance import Utterance

__all__ = ["add_lower_symbols"]

#: So many letters a symbol has at most.
LETTERS: Final = 2
#: What is measured or asked of a material: beside it two letters that are no word are its symbol.
OF_MATERIALS: Final = (
    "consumption", "critical", "export", "figures", "how_much", "import", "listed", "most", "price", "production",
    "refinery_production", "reliance", "reserves", "resources_figure", "restriction", "share", "supply",
)  # fmt: skip


def add_lower_symbols(utterance: Utterance, names: Names) -> Utterance:
    """The question with the materials whose symbols it writes small; what is a word or another name is left alone."""
    is_named = any(each.of_kind("material") for each in utterance.mentions)
    if is_named or not utterance.has(*OF_MATERIALS):
        return utterance
    found = []
    for unit in utterance.units:
        if unit.text not in utterance.unknown or len(unit.text) > LETTERS or not unit.text.isascii():
            continue
        senses = tuple(
            sense
            for _, held in names.phrases.at([unit.key], 0)
            for sense in held
            if sense.written == unit.text.capitalize()
        )
        if senses:
            found.append(Mention(unit.start, unit.end, unit.text, senses))
    said = {each.text for each in found}
    mentions = tuple(sorted([*utterance.mentions, *found], key=lambda each: each.start))
    return replace(utterance, mentions=mentions, unknown=tuple(each for each in utterance.unknown if each not in said))
