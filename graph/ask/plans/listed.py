"""Plan for one material and the lists: on which it is, since when, which it came from, and what denies it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph import namespaces as ns
from graph.ask.desk import Desk, Outcome, Row, span_of, tokens_of
from graph.ask.findings.editions import (
    dated,
    edition_of,
    has_purpose,
    is_ancillary,
    is_critical,
    list_of,
    lists_of,
    own_lists,
    start_of,
)
from graph.ask.findings.entries import change_of
from graph.ask.findings.groupings import listed_by_parts
from graph.ask.findings.timing import fell_then, is_timed, judged
from graph.ask.wording.polarity import is_twofold
from graph.cells import Cell

__all__ = ["listed"]

#: Words for going from one list to another.
MOVED: Final = re.compile(
    r"\bmov(?:e|es|ed|ing)\b|\btransfer|\bshift|\bupgrad|\bpromot|移さ|移っ|移動|移行|格上げ|स्थानांतरित|हटाकर"
    r"|ले जाया|खिसक|बदल",
    re.IGNORECASE,
)
#: An element and the material that most lists name in its place.
KINDRED: Final[Mapping[str, str]] = {f"{ns.ID}material/carbon": f"{ns.ID}material/graphite"}


#: Words that say that a critical mineral is meant, and those for a strategic one.
CRITICAL: Final = re.compile(r"\bcritical|重要鉱物|重要な鉱物|重要原材料|महत्वपूर्ण|क्रिटिकल|mahatvapurn", re.IGNORECASE)
#: Words for any list there is.
ANY: Final = re.compile(r"\bany\b|いずれか|何らか|なんらか|किसी|\bkisi\b", re.IGNORECASE)
STRATEGIC: Final = re.compile(r"\bstrategic|戦略|रणनीतिक|सामरिक", re.IGNORECASE)


def _is_strategic_alone(desk: Desk, row: Row) -> bool:
    """Whether a list is one of strategic materials, which the question did not name."""
    name = desk.world.lookup.label(edition_of(row)).lower()
    return "strategic" in name and "critical" not in name and not STRATEGIC.search(desk.utterance.text)


def _unlisted(desk: Desk, label: str, now: Sequence[Row]) -> Outcome | None:
    """Of which countries no list in force, each held whole, has a material."""
    here = {iri for row in now for iri in tokens_of(row["places"])}
    every = [row for row in desk.ask("lists") if row["in_force"] is True and is_critical(desk, row)]
    partial = {iri for row in every if row["complete"] is not True for iri in tokens_of(row["places"])}
    rows = [row for row in every if not tokens_of(row["places"]) & (here | partial)]
    if not rows:
        return None
    places = desk.speech.listing(desk.names(rows, "places"), 20)
    return Outcome(desk.say("unlisted_by", material=label, places=places, lists=_names_of(desk, rows)), rows)


def _names_of(desk: Desk, rows: Sequence[Row]) -> str:
    return desk.speech.listing(dated(desk, rows), 20)


def listed(desk: Desk, material: str, countries: Sequence[str], lists: Sequence[str]) -> Outcome:
    """Whether a material is on a list, on which, since when."""
    editions = {edition_of(row) for row in lists_of(desk, countries, lists)}
    every = [row for row in desk.ask("lists-naming", material=material) if row["match"] != "member"]
    if countries or lists:
        every = [row for row in every if tokens_of(row["edition"]) & editions]
    rows = sorted(every, key=lambda row: not is_critical(desk, row))
    now = [row for row in rows if row["in_force"] is True]
    if lists and not any(row["in_force"] is True for row in lists_of(desk, (), lists)):
        # What an older edition names stands on it for ever.
        now = rows
    label = desk.label(material)
    asks = desk.utterance.is_polar or is_twofold(desk.utterance.text)
    if MOVED.search(desk.utterance.text) and (moved := _moved(desk, label, material, countries, asks=asks)) is not None:
        return moved
    # That it is on a list does not tell that it came from another.
    asks = asks and not MOVED.search(desk.utterance.text)
    if asks and (countries or lists) and desk.concept("claim") & {"added", "removed"}:
        changed = change_of(desk, material, own_lists(desk, countries, lists))
        if changed is not None:
            return changed
    if not asks and desk.has("when") and "removed" in desk.concept("claim") and not now and (countries or lists):
        changed = change_of(desk, material, own_lists(desk, countries, lists))
        if changed is not None and changed.boolean:
            text = changed.text.removeprefix(desk.say("answer_yes"))
            return Outcome(text, changed.rows)
    if not countries and not lists and not asks and desk.has("not") and desk.has("country", "who"):
        unlisted = _unlisted(desk, label, now)
        if unlisted is not None:
            return unlisted
    if not countries and not lists:
        return _anywhere(desk, label, rows, now, asks=asks)
    is_removed = desk.has("removed", "why") or (desk.has("when") and "removed" in desk.concept("claim"))
    if now and is_removed and not asks and not MOVED.search(desk.utterance.text):
        text = desk.say("still_listed", material=label, lists=desk.speech.listing(dated(desk, now)))
        return Outcome(text, rows, is_answered=False)
    others = [row for row in now if not is_critical(desk, row) or _is_strategic_alone(desk, row)]
    main = [each for country in countries if (each := list_of(desk, country)) is not None]
    # Of a country's list its main one is meant, whatever ores it has looked for elsewhere.
    is_any = ANY.search(desk.utterance.text) is not None
    is_ancillary_alone = (
        asks and not is_any and all(is_ancillary(desk, row) for row in now) and not has_purpose(desk, now)
    )
    if (
        now == others
        and not lists
        and (CRITICAL.search(desk.utterance.text) or is_ancillary_alone)
        and not set(main) & {edition_of(row) for row in now}
    ):
        whole = [each for each in main if _is_whole(desk, each)]
        if whole and now:
            text = desk.say("listed_no", material=label, lists=_names(desk, whole))
            text += desk.say("listed_other", lists=desk.speech.listing(dated(desk, others)))
            return Outcome(text, rows, boolean=False if asks else None)
    wanted = set(countries) - {iri for row in now for iri in tokens_of(row["places"])} if len(countries) > 1 else set()
    if now and not wanted:
        return _on(desk, label, rows, now, asks=asks)
    own = own_lists(desk, sorted(wanted) or countries, lists)
    by_parts = listed_by_parts(desk, material, own, asks=asks)
    if by_parts is not None:
        beside = desk.say("listed_on", material=label, lists=desk.speech.listing(dated(desk, now))) if now else ""
        return replace(by_parts, text=f"{by_parts.text} {beside}".strip(), rows=[*by_parts.rows, *now])
    return _off(desk, material, rows, now, own, asks=asks)


def _anywhere(desk: Desk, label: str, rows: Sequence[Row], now: Sequence[Row], *, asks: bool) -> Outcome:
    """All lists in force that name a material, whosoever they are."""
    if not now:
        return desk.none(label)
    values = {"material": label, "count": len(now), "list": desk.speech.listing(dated(desk, now), 20)}
    if desk.has("country", "who"):
        text = desk.say("listed_by", **values, places=desk.speech.listing(desk.names(now, "places"), 20))
    else:
        text = desk.say("lists_naming", **values)
    return Outcome(desk.say("answer_yes") + text if asks else text, rows, boolean=True if asks else None)


def _on(desk: Desk, label: str, rows: Sequence[Row], now: Sequence[Row], *, asks: bool) -> Outcome:
    """On which lists a material is; since when, where that is asked."""
    if asks and is_timed(desk) and desk.utterance.periods[0].is_open:
        return _since_then(desk, label, rows, now)
    if asks and is_timed(desk) and "added" in desk.concept("claim"):
        added = desk.speech.listing([_from(desk, rows, each) for each in now])
        is_so = fell_then(desk, [_since(rows, each) for each in now])
        return judged(desk, desk.say("listed_since", material=label, list=added), rows, is_so)
    if desk.has("when", "since"):
        told = [_from(desk, rows, row) for row in now]
        text = desk.say("listed_since", material=label, list=desk.speech.listing(told, 6))
        return Outcome(desk.say("answer_yes") + text if asks else text, rows, boolean=True if asks else None)
    phrase = "listed_yes" if asks else "listed_on"
    text = desk.say(phrase, material=label, lists=desk.speech.listing(dated(desk, now)))
    lacking = _lacking(desk, rows, now) if asks and desk.is_dated else []
    if lacking:
        text += desk.say("listed_not_on", lists=_names(desk, lacking))
    return Outcome(text, rows, boolean=True if asks else None)


def _lacking(desk: Desk, rows: Sequence[Row], now: Sequence[Row]) -> list[str]:
    """The main lists of the countries whose other lists have a material, held whole and without it."""
    held = {iri for row in (*rows, *now) for iri in (edition_of(row), *tokens_of(row["series"]))}
    main = [each for country in desk.slots.all("country") if (each := list_of(desk, country)) is not None]
    return [each for each in main if each not in held and _is_whole(desk, each)]


def _since_then(desk: Desk, label: str, rows: Sequence[Row], now: Sequence[Row]) -> Outcome:
    """Whether a material has been listed since a time: no where the whole list of that time lacked it."""
    told = desk.say(
        "listed_since", material=label, list=desk.speech.listing([_from(desk, rows, row) for row in now], 6)
    )
    period = desk.utterance.periods[0]
    spans = [span for row in now if (span := span_of(_since(rows, row)))]
    if any(span[0] <= period.last for span in spans):
        return Outcome(desk.say("answer_yes") + told, rows, boolean=True)
    then = replace(desk, on=period.last, is_dated=True)
    lacking = _lacking(then, (), [row for row in rows if (span := span_of(start_of(row))) and span[0] <= period.last])
    if lacking:
        text = desk.say("answer_no") + told + desk.say("listed_not_on", lists=_names(desk, lacking))
        return Outcome(text, rows, boolean=False)
    return Outcome(desk.say("not_known_so", told=told), rows)


def _from(desk: Desk, rows: Sequence[Row], row: Row) -> str:
    """A list with the day since when it names a material; the row of editions, where an older one began it."""
    start = _since(rows, row)
    is_older = start != start_of(row)
    name = desk.label(row["series"] if is_older else row["edition"])
    if not isinstance(start, Mapping) or not start.get("value"):
        return desk.say("listed_from_unknown", lists=name)
    return desk.say("listed_from", lists=name, day=desk.day(start))


def _since(rows: Sequence[Row], row: Row) -> Cell:
    """Since when a list names a material: by the oldest of its editions that do so."""
    series = tokens_of(row["series"])
    starts = [start_of(each) for each in rows if each is row or (series and tokens_of(each["series"]) & series)]
    known = [start for start in starts if isinstance(start, Mapping) and start.get("value")]
    return min(known, key=lambda start: str(start["value"]), default=start_of(row))


def _moved(desk: Desk, label: str, material: str, countries: Sequence[str], *, asks: bool) -> Outcome | None:
    """From which list to which a material went: from one whose newest edition lacks it to one that names it."""
    rows = [
        row
        for row in desk.ask("lists-naming", material=material)
        if row["match"] != "member" and (not countries or tokens_of(row["places"]) & set(countries))
    ]
    now = [row for row in rows if row["in_force"] is True]
    held = {iri for row in now for iri in tokens_of(row["series"])}
    left = [row for row in rows if row["in_force"] is not True and not tokens_of(row["series"]) & held]
    here = {iri for row in left for iri in tokens_of(row["places"])}
    # From the list of one country to that of another nothing goes.
    now = [row for row in now if tokens_of(row["places"]) & here]
    if not left or not now:
        return None
    text = desk.say(
        "listed_moved",
        material=label,
        old=desk.speech.listing(dated(desk, left)),
        new=desk.speech.listing([_from(desk, rows, row) for row in now]),
    )
    return Outcome(desk.say("answer_yes") + text if asks else text, rows, boolean=True if asks else None)


def _off(
    desk: Desk, material: str, rows: Sequence[Row], now: Sequence[Row], own: Sequence[str], *, asks: bool
) -> Outcome:
    """That a material is not on the lists asked about: they are held whole, a source denies it, or nothing is known."""
    label = desk.label(material)
    series = {iri for row in desk.ask("lists") if edition_of(row) in own for iri in tokens_of(row["series"])}
    denied = [row for row in desk.ask("denials", about=material) if tokens_of(row["subject"]) & {*own, *series}]
    whole = [each for each in own if _is_whole(desk, each)]
    earlier = [row for row in rows if row["in_force"] is not True]
    elsewhere = desk.say("listed_on", material=label, lists=desk.speech.listing(dated(desk, now))) if now else ""
    behind = (f" {elsewhere}" if elsewhere else "") + _kindred(desk, material, own)
    if earlier:
        behind += desk.say("listed_before", lists=desk.speech.listing(dated(desk, earlier)))
    if denied or whole:
        phrase = "listed_denied" if denied else "listed_no"
        named = [each for each in own if any(each in tokens_of(row["subject"]) for row in denied)] if denied else whole
        text = desk.say(phrase, material=label, lists=_names(desk, named or own)) + behind
        return Outcome(text, [*denied, *rows], boolean=False if asks else None)
    if earlier:
        text = desk.say("listed_ended", material=label, lists=desk.speech.listing(dated(desk, earlier)))
        return Outcome(text + (f" {elsewhere}" if elsewhere else ""), rows, boolean=False if asks else None)
    actor = _names(desk, own) if own else desk.about("topic_facts", "country", "list")
    return Outcome(desk.say("listed_unknown", material=label, lists=actor) + behind, rows)


def _kindred(desk: Desk, material: str, own: Sequence[str]) -> str:
    """That a list names the element, the mineral it is won from or the material made of it instead."""
    made = desk.world.lookup.made
    near = {
        *made.get(material, ()),
        *(iri for iri, sources in made.items() if material in sources),
        *(other for pair in KINDRED.items() if material in pair for other in pair if other != material),
    }
    found = [
        (other, each)
        for each in own
        for other in sorted(near)
        if any(other in tokens_of(row["material"]) for row in desk.ask("on-list", list=each))
    ]
    return "".join(desk.say("listed_kin", lists=desk.label(each), other=desk.label(other)) for other, each in found)


def _is_whole(desk: Desk, edition: str) -> bool:
    return any(row["complete"] is True for row in desk.ask("on-list", list=edition))


def _names(desk: Desk, lists: Sequence[str]) -> str:
    return desk.speech.listing([desk.label(each) for each in lists])
