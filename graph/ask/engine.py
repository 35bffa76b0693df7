"""Answers a question in plain words: takes it apart, weighs what it may mean, asks the catalogue, and says what came.

Nothing is guessed: a question that fits nothing well, or two things equally well, is declined or asked back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from graph.answers import Answer
from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.codes import of_each, tell_codes
from graph.ask.findings.covering_texts import named_in_texts
from graph.ask.findings.progress import asks_progress
from graph.ask.findings.quantities import Quantities
from graph.ask.findings.refused import refusal_of
from graph.ask.findings.regions import region_said
from graph.ask.linking.days_of_texts import days_of_texts
from graph.ask.linking.heard import heard_in_kana, heard_of
from graph.ask.linking.katakana import katakana_of
from graph.ask.linking.native_slips import devanagari_in
from graph.ask.linking.numbered import numbers_of
from graph.ask.linking.quotations import titles_of
from graph.ask.linking.slips import written_in
from graph.ask.linking.spoken import spoken_of
from graph.ask.linking.transliterated import heads_of, sounds_of
from graph.ask.naming.mentions import find_mentions
from graph.ask.naming.names import Names, lowered_names
from graph.ask.plans.aims import aim_reached
from graph.ask.plans.by_intent import PLANS
from graph.ask.plans.due_days import expected_by
from graph.ask.plans.evidence import evidence
from graph.ask.plans.excepted import answer_without, rest_of
from graph.ask.plans.outsiders import outsiders
from graph.ask.plans.remarks import remark
from graph.ask.plans.schedules import on_schedule
from graph.ask.plans.several import answer_each
from graph.ask.plans.throughput import plant_words
from graph.ask.reading.assumptions import assume
from graph.ask.reading.exclusion import find_exclusion
from graph.ask.reading.intents import Scored, rank, read_intents
from graph.ask.reading.outsiders import asks_belonging, find_outsiders
from graph.ask.reading.parts import parts_of
from graph.ask.reading.slots import Slots, fill
from graph.ask.reading.strangers import CODE
from graph.ask.reading.utterance import Utterance
from graph.ask.replies.alternatives import find_alternative
from graph.ask.replies.claimed import judge_count
from graph.ask.replies.denied import VERDICT, as_asked
from graph.ask.replies.joined import joined
from graph.ask.replies.leftovers import own_up
from graph.ask.replies.refusals import ENOUGH, ask_back, decline, is_close, reading, refuse
from graph.ask.replies.reply import Reply, results_of, sources_of
from graph.ask.replies.suggest import suggest
from graph.ask.replies.understood import tell_understood
from graph.ask.replies.untimed import heed_time
from graph.ask.shelf import Shelf
from graph.ask.understanding import understand
from graph.ask.wording.language import LANGUAGES, detect
from graph.ask.wording.lexicon import Lexicon, read_pattern
from graph.ask.wording.say import Phrases, Speech, read_phrases
from graph.ask.wording.spelling import normalise, split, stem
from graph.dates import read_day
from graph.errors import BadParameter, GraphError
from graph.wire import PlainRequest
from graph.world import World

__all__ = ["SHARED", "Engine"]

#: The longest question that is read, in characters.
LONGEST: Final = 1000
#: Of these a name alone is described; of a material or country too much could be meant.
DESCRIBED: Final = ("framework", "body", "text", "event", "project", "programme", "list")
#: Intents beside whose answer a promise that the words fit is told too.
BESIDE_PROMISES: Final = frozenset({"capacities", "meetings", "money", "programmes", "projects", "undertaking"})
#: What is made of a world once, each in less time than all together, beside the engine itself.
SHARED: Final = (
    Quantities.of_world,
    sounds_of,
    spoken_of,
    heads_of,
    heard_of,
    heard_in_kana,
    katakana_of,
    lowered_names,
    titles_of,
    days_of_texts,
    named_in_texts,
    numbers_of,
    plant_words,
    written_in,
    devanagari_in,
)


@dataclass(frozen=True, slots=True)
class Engine:
    """What is needed to answer, made once for a world."""

    lexicon: Lexicon
    names: Names
    phrases: Phrases
    shelf: Shelf = field(default_factory=Shelf)

    @classmethod
    def of(cls, world: World) -> Engine:
        """Read the lexicon and the names of a world; a few tenths of a second."""
        lexicon = Lexicon.load()
        for make in SHARED:
            world.once(make)
        return cls(lexicon, Names.of(world.store, world.lookup, lexicon), read_phrases())

    def answer(self, world: World, request: PlainRequest) -> Reply:
        """Answer a question; of a sentence with two that are read apart both.

        Raises :class:`graph.errors.BadParameter` for a language or a day that is none.
        """
        whole = self._answer(world, request)
        plain = normalise(request.text.strip())
        if not whole.is_answered or len(plain) > LONGEST:
            return whole
        parts = parts_of(plain, find_mentions(plain, split(plain), self.names, self.lexicon))
        if parts is None:
            return whole
        return joined(whole, [self._answer(world, replace(request, text=part)) for part in parts])

    def _answer(self, world: World, request: PlainRequest) -> Reply:
        if request.language is not None and request.language not in LANGUAGES:
            raise BadParameter("lang", request.language, f"one of {', '.join(LANGUAGES)}")
        on = _day(world, request.as_of)
        question = request.text.strip()
        speech = Speech(request.language or detect(question), self.phrases, world.lookup)
        base = Reply(
            question,
            speech.language,
            as_of=on.isoformat(),
            cut_off=world.cut_off.isoformat() if world.cut_off else None,
            data_version=world.version,
        )
        if not re.search(r"\w", question):
            return decline(base, speech, "empty")
        if CODE.search(question) or len(question) > LONGEST:
            return decline(base, speech, "injection")
        today = world.cut_off or on
        utterance, dropped, asides = understand(question, request.language, self.names, self.lexicon, world, today)
        slots = fill(utterance, world.lookup)
        measured = world.once(Quantities.of_world).find(utterance, slots)
        told = frozenset[str]().union(*(each.words for each in measured))
        left = tuple(word for word in utterance.unknown if stem(word) not in told)
        utterance = replace(utterance, measured=tuple(each.fact for each in measured), unknown=left)
        ranked = rank(utterance, slots, world.lookup)
        if (not ranked or ranked[0].score < ENOUGH) and _is_bare_name(utterance, slots):
            # A name alone wants to know what it is.
            ranked = [Scored(intent, ENOUGH) for intent in read_intents() if intent.name == "describe"]
        elif not ranked or ranked[0].score < ENOUGH:
            meant = assume(utterance, slots)
            ranked = [Scored(intent, ENOUGH) for intent in read_intents() if intent.name == meant] or ranked
        rest = rest_of(utterance, slots, ranked, world.lookup)
        if rest is not None:
            utterance, slots, ranked = rest.utterance, rest.slots, rest.ranked
        strangers = find_outsiders(utterance) if rest is None else {}
        if asks_belonging(utterance, slots, strangers):
            utterance = replace(utterance, unknown=())
            ranked = [Scored(intent, ENOUGH) for intent in read_intents() if intent.name == "membership"]
        else:
            strangers = {}
        refusal = refuse(base, speech, utterance, slots, ranked, self.names, world)
        if refusal is not None:
            return refusal
        best = ranked[0]
        day = _day_of(utterance, on, best.intent.name)
        desk = Desk(world, utterance, slots, speech, day or on, is_dated=day is not None, shelf=self.shelf)
        try:
            if rest is not None:
                desk, outcome = answer_without(desk, rest.exclusion, best.intent.name)
            elif strangers:
                outcome = outsiders(desk, strangers)
            else:
                outcome = (
                    refusal_of(desk)
                    or remark(desk)
                    or aim_reached(desk, best.intent.name)
                    or evidence(desk, best, world)
                    or on_schedule(desk)
                    or expected_by(desk, best.intent.name)
                    or answer_each(desk, best.intent.name, lambda said: _day_of(said, on, best.intent.name))
                    or of_each(desk, PLANS[best.intent.name])
                )
            if is_close(ranked) and rest is None:
                other = replace(desk, asked=desk.asked, vague=[])
                held = [_things(found.rows) for found in (outcome, PLANS[ranked[1].intent.name](other))]
                back = ask_back(base, speech, slots, ranked, held)
                if back is not None:
                    return back
            is_empty = not outcome.rows
            # Where something is left out, nothing may be left.
            is_apart = rest is not None or find_exclusion(utterance) is not None
            if is_empty and outcome.is_answered and outcome.boolean is None and not is_apart:
                best, outcome = find_alternative(desk, ranked, outcome, PLANS)
            if _is_unfounded(utterance, best.intent.name, outcome, is_empty=is_empty and best is ranked[0]):
                outcome = _unfounded(desk, outcome)
            is_told = asks_progress(desk) and slots.has("place", "programme", "project")
            if utterance.told and best.intent.name in BESIDE_PROMISES and not is_told:
                promised = PLANS["promises"](desk)
                outcome = replace(outcome, text=f"{outcome.text} {promised.text}", rows=[*outcome.rows, *promised.rows])
        except GraphError as error:
            return replace(base, text=f"{error.describe()} {error.remedy}", intent=best.intent.name)
        outcome = as_asked(desk, heed_time(desk, outcome, best.intent.name))
        outcome = judge_count(desk, outcome, best.intent.name)
        outcome = own_up(desk, outcome, best.intent.name, dropped)
        if asides:
            beside = speech.say("aside", words=speech.listing([f"“{each}”" for each in asides]))
            outcome = replace(outcome, text=f"{outcome.text}{beside}")
        return self._reply(base, desk, best, ranked, outcome)

    def _reply(self, base: Reply, desk: Desk, best: Scored, ranked: Sequence[Scored], outcome: Outcome) -> Reply:
        corrected = "".join(
            desk.say("corrected", said=mention.said or mention.text, meant=desk.label(mention.corrected))
            for mention in desk.utterance.mentions
            if mention.corrected
        )
        return replace(
            base,
            text=(tell_codes(desk) + corrected + _said(desk.speech, outcome) + desk.vaguely(outcome.rows)).strip(),
            is_answered=outcome.is_answered,
            is_understood=True,
            boolean=outcome.boolean,
            intent=best.intent.name,
            understood=tell_understood(best, desk.slots, desk.utterance, desk.speech, region_said(desk)),
            results=results_of(outcome.rows, desk.speech),
            beside=results_of(outcome.beside, desk.speech),
            readings=[reading(each, desk.slots, desk.speech) for each in ranked[:3]],
            answers=_shown(desk),
            sources=sources_of([*outcome.rows, *outcome.beside]),
            suggestions=suggest(best.intent.name, desk.slots, desk.speech, desk.utterance.text),
            as_of=desk.on.isoformat(),
        )


#: Readings that look into a premise themselves.
WARY: Final = frozenset({"life", "listing", "members", "membership", "text", "undertaking"})


def _is_unfounded(utterance: Utterance, intent: str, outcome: Outcome, *, is_empty: bool) -> bool:
    """Whether a question takes for granted that something was left, sold or ended of which nothing is known."""
    if utterance.is_polar or not utterance.has("why", "when") or intent in WARY:
        return False
    if utterance.has("why") and not outcome.rows:
        return True
    return utterance.has("sold") or (
        utterance.has("leave", "ended", "removed") and (utterance.has("why") or is_empty or not outcome.rows)
    )


def _unfounded(desk: Desk, outcome: Outcome) -> Outcome:
    """An answer to a question whose premise nothing bears out: that it is so nobody says, and what is known."""
    said = desk.say("not_known_so", told="")
    is_said = not outcome.rows or outcome.text.startswith(said.split(".")[0].split("。")[0])
    return replace(outcome, is_answered=False, text=outcome.text if is_said else f"{said}{outcome.text}")


def _said(speech: Speech, outcome: Outcome) -> str:
    """The text of an answer, with yes or no in front where it says neither; no spaces between Japanese sentences."""
    text = outcome.text.strip()
    if outcome.boolean is not None and outcome.is_answered and not VERDICT.match(text):
        text = speech.say("answer_yes" if outcome.boolean else "answer_no") + text
    return text.replace("。 ", "。") if speech.language == "ja" else text


def _is_bare_name(utterance: Utterance, slots: Slots) -> bool:
    """Whether a question is nothing but one name, of something that can be described without asking what is meant."""
    places = {mention.start for mention in utterance.mentions if not mention.is_weak}
    is_asking = utterance.is_polar or not utterance.cues <= {
        "describe",
        "what",
        "who",
        "meta",
        "framework",
        "text",
        "both",
    }
    is_code = any(mention.code for mention in utterance.mentions)
    return len(places) == 1 and not is_asking and not utterance.unknown and (is_code or slots.has(*DESCRIBED))


def _things(rows: Sequence[Row]) -> frozenset[str]:
    """All things that rows hold."""
    return frozenset(iri for row in rows for cell in row.values() for iri in tokens_of(cell))


def _day(world: World, said: str | None) -> date:
    if said is None:
        if world.cut_off is None:
            raise BadParameter("as_of", "", "a day as YYYY-MM-DD: this data declares no cut-off")
        return world.cut_off
    try:
        return read_day(said)
    except ValueError:
        raise BadParameter("as_of", said, "a day as YYYY-MM-DD") from None


#: Intents that ask for states, which hold on a day, and cues by which they ask for what happened.
STATES: Final = frozenset(
    [
        "coverage",
        "crosswalk",
        "exclusive",
        "frameworks",
        "list_check",
        "listing",
        "materials_of",
        "members",
        "membership",
        "memberships",
        "officers",
        "shared",
    ]
)
HAPPENINGS: Final = (
    "added",
    "ended",
    "first",
    "happened",
    "join",
    "last",
    "launch",
    "leave",
    "meeting",
    "removed",
    "sign",
    "when",
)


def _day_of(utterance: Utterance, on: date, intent: str) -> date | None:
    """The day that a question is about, if it says one: the end of the period that a question about a state names."""
    if len(utterance.periods) != 1:
        return None
    period = utterance.periods[0]
    becomes = intent == "membership" and read_pattern("becoming").search(utterance.text) is not None
    is_state = intent in STATES and not utterance.has(*HAPPENINGS) and not becomes
    was_open = intent == "promises" and utterance.has("pending", "late") and (period.is_day or utterance.is_past)
    if (is_state and period.relation != "since") or period.relation == "at" or (was_open and period.relation == "in"):
        return min(period.last, on)
    return None


def _shown(desk: Desk) -> list[Answer]:
    seen: dict[str, Answer] = {}
    for answer in desk.asked:
        seen.setdefault(answer.sparql, answer)
    return list(seen.values())
