"""What is said where there is no answer: out of scope, an unknown name, nothing asked, or two things at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from graph.ask.linking.described import DESCRIBED
from graph.ask.naming.names import Names
from graph.ask.reading.intents import Scored
from graph.ask.reading.slots import Slots
from graph.ask.reading.strangers import find_unknown_names, is_bearing, is_noun, is_verb
from graph.ask.reading.utterance import Utterance
from graph.ask.replies.reply import Reply
from graph.ask.replies.suggest import suggest, suggest_for
from graph.ask.replies.unlisted import unlisted_in
from graph.ask.replies.unnamed import examples_of, unnamed_in
from graph.ask.wording.say import Speech
from graph.ask.wording.spelling import stem
from graph.cells import Cell
from graph.world import World

__all__ = ["ENOUGH", "SURE", "ask_back", "decline", "is_close", "reading", "refuse"]

#: What an intent must score to be answered.
ENOUGH: Final = 2.0
#: From which score on one word, and two, may be strange.
SURE: Final = 3.0
VERY_SURE: Final = 5.0
#: How near two readings must lie for the asker to choose, and how weak both must be.
NEAR: Final = 0.05
WEAK: Final = 3.3
#: How many words ask nothing that name nothing and point to no more than this.
BARE: Final = 2
BARE_CUES: Final = frozenset({"active", "country", "critical", "describe", "framework", "listed", "material", "meta"})
#: Intents that ask for what there is: of yes or no and with a strange word, they lack what is asked about.
OPEN: Final = frozenset(
    ["frameworks", "listing", "materials_of", "meetings", "members", "memberships", "projects", "shared", "signed_by"]
)
#: Intents that tell of everything where they lack what is asked about: then a strange word is what it is about.
WHOLESALE: Final = frozenset(["reliance"])
#: Intents whose things are told in sentences: the words of those are no strangers.
TOLD_IN_WORDS: Final = frozenset(
    [
        "assessments",
        "capacities",
        "expectations",
        "money",
        "projects",
        "promises",
        "provisions",
        "timeline",
        "undertaking",
    ]
)
#: More words than these, which sentences on facts hold, say of what a question is.
TELLING: Final = 3
#: For how many words of a question one more may be strange.
WORDY: Final = 14
#: Words that mean what was spoken of before.
POINTING: Final = re.compile(
    r"\b(?:it|its|this|that|these|those|them|they|their|he|she|his|her"
    r"|the (?:other|previous|same|former|latter)(?: one)?)\b"
    r"|それ|これ|あれ|その件|この件|そちら|こちら|彼ら|\b(?:yah|yeh|vah|vo|wo|woh|voh|uska|uski|uske|iska|iski|iske|unka|unki|unke|inka|usne|usko|isko)\b|यह|वह|वो\b|उस|इस|उन|इन|वे\b|ये\b",
    re.IGNORECASE,
)
#: Words that pick from several things that were named before, and need them.
PICKING: Final = re.compile(
    r"\b(?:of|among|between) (?:them|these|those|these two|those two|the two|the others)\b"
    r"(?=\s*(?:[,?.!]|$|is|are|was|were|has|have|did|do|does|can|could|will|joined|belong|cover|came|lie|hold))"
    r"|そのうち|その中で|この中で|それらの|उनमें|इनमें|\b(?:unmein|unme|inmein|inme) se\b",
    re.IGNORECASE,
)
#: Words for advice on money, in Hindi of both scripts: whether to buy or to put money in.
ADVICE: Final = re.compile(
    r"\b(?:pais[ae]|nivesh|invest(?:ment)?|kharid\w*)\s(?:\w+\s){0,2}?"
    r"(?:chahiye|chahie|chaiye|sahi|theek|thik|ach+a|uchit|fay?demand|lagau+n?|karu+n?|karoon|lu|lun|loon)\b"
    r"|\bkharid(?:u|un|oon)\b|(?:निवेश|पैसे|पैसा|ख़?रीद\S*)\s(?:[^।?]{0,12}\s)?"
    r"(?:चाहिए|सही|ठीक|अच्छा|उचित|फायदेमंद|फ़ायदेमंद|लगाऊ\S*|करू\S*|लू\S*)",
    re.IGNORECASE,
)
#: A framework that is told by its parties or field, in Japanese and Hindi.
DESCRIBED_OTHERWISE: Final = re.compile(
    r"(?P<words>[^\s、。はがも]{2,24}(?:イニシアティブ|イニシアチブ|対話|パートナーシップ))の(?:メンバー|加盟国|一員|参加国)(?:です|か)"
)
#: How alike a name must be, of a hundred, to be offered for one that is not known; more so with another first letter.
ALIKE: Final = 65
VERY_ALIKE: Final = 75


def decline(base: Reply, speech: Speech, phrase: str, **values: object) -> Reply:
    """A reply that answers nothing and says why, with questions that can be asked."""
    return replace(
        base,
        text=speech.say(phrase, **values),
        suggestions=suggest("", Slots({}, ()), speech, base.question),
    )


def reading(scored: Scored, slots: Slots, speech: Speech) -> Mapping[str, Cell]:
    """One way to read a question: what it asks for, how well that fits, what it names."""
    names: list[Cell] = [speech.label(mention.senses[0].iri) for mention in slots.mentions if not mention.is_weak]
    return {"intent": scored.intent.name, "score": round(scored.score, 2), "names": names}


def refuse(
    base: Reply,
    speech: Speech,
    utterance: Utterance,
    slots: Slots,
    ranked: Sequence[Scored],
    names: Names,
    world: World,
) -> Reply | None:
    """Why there is no answer, if there is none."""
    base = replace(base, readings=[reading(each, slots, speech) for each in ranked[:3]])
    unknown = utterance.unknown
    firm = [mention for mention in utterance.mentions if not mention.is_weak]
    listed = speech.listing([f"“{word}”" for word in unknown], 4)
    if not firm and not utterance.cues - {"what", "which", "who", "meta", "describe"} and unknown:
        return decline(base, speech, "gibberish" if not utterance.cues else "out_of_scope", unknown=f" ({listed})")
    pointing = POINTING.search(utterance.text)
    if pointing and not utterance.mentions and not utterance.periods and ranked and ranked[0].intent.name == "timeline":
        # When "it" happened is asked of something that was spoken of before.
        return decline(base, speech, "points_back", word=pointing[0])
    described = DESCRIBED.search(utterance.text) or DESCRIBED_OTHERWISE.search(utterance.text)
    is_named = any(mention.of_kind("framework", "pillar", "programme", "event", "instrument") for mention in firm)
    if described and utterance.is_polar and utterance.has("member", "join") and not is_named:
        # Asked of one framework that nobody knows, those that are known say neither yes nor no.
        return decline(base, speech, "unknown_name", names=f"“{described['words']}”", near="")
    if (
        utterance.uncited
        and not is_named
        and utterance.has("active", "binding", "cover", "ended", "join", "launch", "member", "who")
    ):
        return decline(base, speech, "unknown_name", names=f"“{utterance.uncited}”", near="")
    picking = PICKING.search(utterance.text)
    if picking and not _has_antecedent(utterance, picking.start()):
        return decline(base, speech, "points_back", word=picking[0])
    strange = find_unknown_names(utterance, names)
    if not strange and (word := unnamed_in(utterance, firm)):
        examples = speech.listing(examples_of(word, speech, world))
        return decline(base, speech, "which_one", word=word, list=examples)
    priced = [mention for mention in firm if mention.of_kind("material")]
    if strange and priced and utterance.has("price"):
        # Whoever quotes a price, it is not held here.
        what = speech.listing([speech.label(mention.of_kind("material")[0]) for mention in priced])
        return decline(base, speech, "no_prices", what=what)
    if strange:
        near = [each for name in strange for each in _near(name, world)]
        told = speech.say("near", list=speech.listing([speech.label(iri) for iri in near], 4)) if near else ""
        return decline(
            base, speech, "unknown_name", names=speech.listing([f"“{name}”" for name in strange], 4), near=told
        )
    is_bare = not firm and len(utterance.units) <= BARE and utterance.cues <= BARE_CUES
    if is_bare and utterance.cues and not unknown and not utterance.is_polar:
        return decline(base, speech, "nothing_named")
    if utterance.has("outside") or ADVICE.search(base.question) or (is_bare and not utterance.is_polar):
        return decline(base, speech, "out_of_scope", unknown="")
    if not ranked or ranked[0].score < ENOUGH or (ranked[0].intent.name == "describe" and unknown):
        return _unclear(base, speech, utterance, slots, ranked, listed if unknown else "")
    unlisted = unlisted_in(utterance, slots) if ranked[0].intent.name == "listing" else None
    if unlisted is not None:
        # The list itself does not tell whether something is on it that is not said, or that is no material known.
        is_pointing = POINTING.match(unlisted) is not None
        phrase = "points_back" if is_pointing else "unknown_name" if unlisted else "nothing_named"
        return decline(base, speech, phrase, names=f"“{unlisted}”", near="", word=unlisted)
    if utterance.is_polar and ranked[0].intent.name == "listing" and unknown and not slots.has("material"):
        # Whether something is listed is no question of the whole list, though its word stand in other names.
        return decline(base, speech, "unknown_name", names=listed, near="")
    if ranked[0].intent.name in TOLD_IN_WORDS:
        unknown = tuple(word for word in unknown if stem(word) not in names.vocabulary)
    unknown = tuple(word for word in unknown if stem(word) not in names.parts)
    is_amiss = bool(unknown) and utterance.is_polar and ranked[0].intent.name in OPEN
    score = ranked[0].score
    is_amiss = is_amiss or (bool(unknown) and ranked[0].intent.name in WHOLESALE)
    is_amiss = is_amiss or (score < VERY_SURE and is_noun(unknown, utterance.text))
    # What would tell of everything there is must not drop the one word that may say of what.
    is_told = ranked[0].intent.name in TOLD_IN_WORDS and len(names.vocabulary.intersection(utterance.content)) > TELLING
    is_open = not firm and not ranked[0].intent.needs and not is_told and not _is_picked(utterance)
    is_amiss = is_amiss or (is_open and any(not is_verb(word, utterance.text) for word in unknown))
    # Who is long-winded uses more words that say nothing.
    allowed = (0 if score < SURE else 1 if score < VERY_SURE else 2) + len(utterance.units) // WORDY
    if is_amiss or len(unknown) > allowed:
        is_name = any(is_bearing(word, utterance.text) for word in unknown)
        if firm or is_name or (score >= SURE and len(unknown) == 1 and not utterance.has("describe")):
            # It is clear what is asked, and not of what.
            return decline(base, speech, "unknown_name", names=listed, near="")
        return decline(base, speech, "out_of_scope", unknown=f" ({listed})")
    return None


def _is_picked(utterance: Utterance) -> bool:
    """Whether something else than a name says of what a question is."""
    return bool(utterance.told or utterance.outlets or utterance.measured or utterance.ordinal is not None)


#: Cues that name no things.
ASKING: Final = frozenset(
    [
        "what", "which", "who", "when", "where", "why", "how_many", "how_much", "most", "least", "both", "not", "only",
        "else",
    ]
)  # fmt: skip


def _has_antecedent(utterance: Utterance, place: int) -> bool:
    """Whether several things, or a sort of things, are named before a word that picks from them."""
    firm = [mention for mention in utterance.mentions if not mention.is_weak]
    # What is picked from may be listed behind a colon as well.
    listing = utterance.text.find(":", place)
    named = [mention for mention in firm if mention.end <= place or 0 <= listing < mention.start]
    sorts = {cue for at, cue in utterance.cue_places if at < place} - ASKING
    return len(named) > 1 or bool(sorts)


def _unclear(
    base: Reply, speech: Speech, utterance: Utterance, slots: Slots, ranked: Sequence[Scored], listed: str
) -> Reply:
    """What to say where no reading fits: what is named without a question, what points back to nothing, or neither."""
    firm = [mention for mention in utterance.mentions if not mention.is_weak]
    if firm and not listed:
        named = speech.listing([speech.label(mention.senses[0].iri) for mention in firm], 4)
        settling = suggest_for([each.intent.name for each in ranked[:3]], slots, speech, base.question)
        others = [each for each in suggest("describe", slots, speech, base.question) if each not in settling]
        found = decline(base, speech, "incomplete", names=named)
        return replace(found, suggestions=tuple([*settling, *others][:3]))
    pointing = POINTING.search(utterance.text)
    if pointing and not firm:
        return decline(base, speech, "points_back", word=pointing[0])
    if not firm and not listed:
        # Words that are known, and nothing that they are said of; or not one word at all.
        return (
            decline(base, speech, "nothing_named") if utterance.cues else decline(base, speech, "gibberish", unknown="")
        )
    if any(is_bearing(word, utterance.text) for word in utterance.unknown):
        return decline(base, speech, "unknown_name", names=listed, near="")
    return decline(base, speech, "out_of_scope", unknown=f" ({listed})" if listed else "")


def ask_back(
    base: Reply, speech: Speech, slots: Slots, ranked: Sequence[Scored], answers: Collection[frozenset[str]]
) -> Reply | None:
    """A question back, where two readings fit alike, neither well, and what they answer has nothing in common.

    ``answers`` are the things that either answer holds. Nothing is asked where no question settles which is meant.
    """
    one, other = ranked[0], ranked[1]
    settling = suggest_for([one.intent.name, other.intent.name], slots, speech, base.question)
    if len(settling) < 2 or len(set(answers)) < 2 or frozenset.intersection(*answers):
        return None
    text = speech.say("ask_back", list=" / ".join(settling))
    return replace(
        base, text=text, suggestions=tuple(settling), readings=[reading(each, slots, speech) for each in (one, other)]
    )


def is_close(ranked: Sequence[Scored]) -> bool:
    """Whether the two best readings lie so near each other, and so low, that neither is clear."""
    return len(ranked) > 1 and ranked[0].score < WEAK and ranked[0].score - ranked[1].score <= NEAR


def _near(name: str, world: World) -> list[str]:
    """Things with names like one that is not known; none where all are far."""
    from_lookup = world.lookup.near(name, {"Actor", "Framework", "Material", "Instrument", "Project"})
    names = {world.lookup.label(iri): iri for iri in world.lookup.labels}

    def is_like(label: str) -> bool:
        likeness = fuzz.ratio(name.casefold(), label.casefold())
        return likeness >= (ALIKE if label[:1].casefold() == name[:1].casefold() else VERY_ALIKE)

    return [names[label] for label in from_lookup if label in names and is_like(label)][:2]
