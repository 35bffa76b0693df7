"""Takes a question apart and finds all that it means, with and without the words that stand in the midst of a name.

"The Quad's first critical minerals initiative" is the initiative: a word that describes it parts its name in two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from graph.ask.findings.regions import add_region
from graph.ask.linking.amended import add_amending
from graph.ask.linking.bracketed import join_bracketed
from graph.ask.linking.carried import join_carried, join_split
from graph.ask.linking.cited import add_cited
from graph.ask.linking.cited_texts import add_cited_texts
from graph.ask.linking.compared import add_compared
from graph.ask.linking.customs import add_codes
from graph.ask.linking.described import add_described
from graph.ask.linking.katakana import add_katakana
from graph.ask.linking.lower_symbols import add_lower_symbols
from graph.ask.linking.numbered import add_numbered
from graph.ask.linking.persons import add_titled, without_titles
from graph.ask.linking.quotations import add_quoted
from graph.ask.linking.resemblance import add_similar
from graph.ask.linking.seats import add_seats
from graph.ask.linking.sessions import add_sessions
from graph.ask.linking.shortened import add_shortened
from graph.ask.linking.sitting import add_sitting
from graph.ask.linking.slips import mend_slips
from graph.ask.linking.spoken import add_spoken
from graph.ask.linking.transliterated import add_transliterated
from graph.ask.naming.mentions import Mention
from graph.ask.naming.names import ALIAS, Names
from graph.ask.reading.askers import find_asker, without
from graph.ask.reading.belonging import add_belonging
from graph.ask.reading.supplements import without_supplements
from graph.ask.reading.utterance import Utterance, take_apart
from graph.ask.wording.asides import set_aside
from graph.ask.wording.counts import find_claim
from graph.ask.wording.lexicon import Lexicon, read_pattern
from graph.world import World

__all__ = ["understand"]

#: Kinds of things that are called by their owners before their names.
OWNED: Final = ("framework", "pillar", "programme")
#: Texts too, where that is their very name.
TITLED: Final = ("instrument",)


def understand(
    question: str, language: str | None, names: Names, lexicon: Lexicon, world: World, today: date
) -> tuple[Utterance, str, tuple[str, ...]]:
    """What a question means, the word that was left out since it stands in the midst of a name, and what else was.

    That is what only says who asks, and why.
    """

    def take(text: str) -> Utterance:
        return take_apart(text.strip(), names, lexicon, today, language)

    said, asides = set_aside(question)
    # A verb that is a noun as well belongs to no name: did JOGMEC fund the project?
    said = read_pattern("fund_verb").sub(lambda match: f"{match['who']} finance", said)
    plain = take(said)
    if spans := find_asker(plain):
        said, more = without(plain.text, spans)
        asides += more
        plain = take(said)
    if counted := _as_count(plain, take):
        return _link(counted, names, lexicon, world), "", asides
    plain = mend_slips(plain, take, names, lexicon, world)
    found = _link(plain, names, lexicon, world)
    for match in read_pattern("qualifier").finditer(plain.text):
        cut = match.start()
        other = _link(take(f"{plain.text[:cut]} {plain.text[match.end() :]}"), names, lexicon, world)
        whole = next((each for each in other.mentions if each.start < cut < each.end and _is_owned(each)), None)
        parts = [each for each in found.mentions if each.start < match.end() and cut <= each.end and _is_owned(each)]
        if whole is not None and all(len(each.text) < len(whole.text) for each in parts):
            return other, match[0].strip(), asides
    return found, "", asides


def _as_count(utterance: Utterance, take: Callable[[str], Utterance]) -> Utterance | None:
    """A question that asks whether there are so many of something as one that asks how many there are, if it is one."""
    claim = find_claim(utterance.text) if utterance.is_polar and not utterance.has("not") else None
    if claim is None or any(each.start < claim.end and claim.start < each.end for each in utterance.mentions):
        return None
    rest = take(f"{utterance.text[: claim.start]} {utterance.text[claim.end :]}")
    return replace(rest, is_polar=False, cues=rest.cues | {"how_many"}, claim=claim)


def _is_owned(mention: Mention) -> bool:
    is_titled = bool(mention.of_kind(*TITLED)) and mention.senses[0].strength <= ALIAS
    return not mention.is_weak and (is_titled or bool(mention.of_kind(*OWNED)))


def _link(utterance: Utterance, names: Names, lexicon: Lexicon, world: World) -> Utterance:
    """The question with the things that it means without naming them as the graph does."""
    utterance = add_region(add_codes(without_supplements(add_lower_symbols(utterance, names)), world))
    utterance = add_numbered(add_quoted(join_split(utterance, names), world), world)
    utterance = add_spoken(utterance, world)
    utterance = add_sitting(add_shortened(add_described(utterance, names, world), names), names)
    utterance = add_cited(add_compared(utterance, world), names, lexicon, world)
    utterance = add_cited_texts(utterance, names, lexicon, world)
    utterance = add_similar(utterance, names, lexicon, world)
    utterance = add_transliterated(utterance, names, world)
    utterance = add_region(add_katakana(utterance, names, world))
    utterance = join_carried(join_bracketed(without_titles(add_titled(utterance, world))), names)
    return add_sessions(add_belonging(add_seats(add_amending(utterance, world), world)))
