"""Plans for the life of a framework: how it began, stands and ended, and what came before and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, token_of, tokens_of
from graph.ask.findings.bindings import is_said_binding
from graph.ask.findings.standing import since_of
from graph.ask.findings.timing import fell_then, is_now, is_timed, judged, stood_then
from graph.ask.findings.wholes import whole_of_ended
from graph.ask.plans.launching import was_begun_then, where_begun
from graph.terms import kind_of

__all__ = ["PLANS", "life_of", "lineage_of", "successor_of"]


def life(desk: Desk) -> Outcome:
    """How a framework began, stands, and ended."""
    framework = _undertaken(desk)
    label = desk.label(framework)
    rows = list(life_of(desk, framework))
    status = [row for row in desk.ask("in-force") if framework in tokens_of(row["framework"])]
    over = [row for row in rows if token_of(row["status"]) in ("ended", "superseded")]
    is_presumed = not desk.utterance.is_polar and desk.has("when", "why", "since")
    if desk.has("successor", "predecessor"):
        return _succession(desk, framework, label)
    if desk.has("binding", "kind") and status:
        token = token_of(status[0]["binds"])
        if desk.has("binding") and token in ("", "unknown"):
            return Outcome(desk.say("binds_unknown", framework=label), is_answered=desk.utterance.is_polar)
        is_so = is_said_binding(desk, token)
        text = desk.say(
            "binds", framework=label, binding=desk.label(status[0]["binds"]), kind=desk.label(status[0]["sort"])
        )
        boolean = is_so if desk.utterance.is_polar else None
        return Outcome(text, status, boolean, is_answered=bool(is_so) or not (is_presumed and desk.has("binding")))
    if desk.has("ended") and desk.has("launch") and not desk.utterance.is_polar and over:
        # Both when it began and when it ended.
        return Outcome(" ".join(_course(desk, framework, rows, over)), rows)
    is_of_place = desk.slots.has("place") and desk.has("sign", "founding")
    if desk.has("ended", "active", "suspended") or (
        desk.utterance.is_polar and not desk.has("launch") and not is_of_place
    ):
        is_then = is_timed(desk) and (desk.has("ended") or not is_now(desk))
        if is_then and not desk.has("suspended"):
            return _stood(desk, framework, rows, over)
        if over:
            text = desk.say(
                "is_ended" if desk.has("active") and desk.utterance.is_polar else "ended_on",
                framework=label,
                ended=desk.day(over[0]["day"]),
                successor=successor_of(desk, framework),
            )
            return Outcome(text, rows, boolean=desk.has("ended") if desk.utterance.is_polar else None)
        whole = whole_of_ended(desk, framework)
        if whole:
            return Outcome(
                desk.say("unit_of_ended", framework=label, whole=desk.label(whole)),
                rows,
                is_answered=desk.utterance.is_polar,
            )
        since = since_of(desk, status, rows)
        if status and not desk.has("ended") and status[0]["status"] in ("announced", "unknown"):
            # What is only announced or proposed is not yet at work, and of the rest it is not known.
            phrase = "only_announced" if status[0]["status"] == "announced" else "standing_unknown"
            return Outcome(
                desk.say(phrase, framework=label, rung=desk.label(status[0]["rung"]), since=since), [*status, *rows]
            )
        if desk.has("ended"):
            return Outcome(
                desk.say("not_ended", framework=label, since=since),
                status,
                boolean=None,
                is_answered=desk.utterance.is_polar,
            )
        return Outcome(
            desk.say("in_force", framework=label, since=since),
            status or rows,
            boolean=True if desk.utterance.is_polar else None,
        )
    launches = [row for row in rows if token_of(row["status"]) == "launched"]
    if desk.has("again") and len(launches) > 1:
        text = desk.say(
            "launched_again", framework=label, day=desk.on_day(launches[-1]["day"]), first=desk.day(launches[0]["day"])
        )
        return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None)
    if desk.has("launch", "when", "first", "again") or is_of_place:
        begun = _begun(rows) or rows
        if begun:
            text = desk.say("launched", framework=label, day=desk.on_day(begun[0]["day"]))
            detail = desk.label(begun[0]["detail"])
            place = where_begun(desk, framework, begun) if desk.has("where") or desk.slots.has("place") else None
            if place is not None:
                return Outcome(f"{text} {place.text}", place.rows, place.boolean)
            is_elsewhere = desk.utterance.is_polar and desk.slots.has("place")
            if is_elsewhere:
                return Outcome(desk.say("not_known_so", told=f"{text} {detail}".strip()), rows)
            return Outcome(f"{text} {detail}".strip(), rows, boolean=was_begun_then(desk, begun))
    if not rows:
        return desk.none(label)
    told = [f"{desk.day(row['day'])} {desk.label(row['status']) or desk.label(row['other'])}" for row in rows]
    return Outcome(desk.say("framework_life", framework=label, list=desk.speech.listing(told)), rows)


def _stood(desk: Desk, framework: str, rows: Sequence[Row], over: Sequence[Row]) -> Outcome:
    """Whether a framework stood, or came to its end, at the time that a question names, with its true days."""
    ends = [row["day"] for row in over]
    if desk.has("launch") and desk.has("ended") and len(desk.utterance.periods) > 1:
        # The one time is said of its beginning, the other of its end.
        later = replace(desk, utterance=replace(desk.utterance, periods=desk.utterance.periods[1:]))
        verdicts = [fell_then(desk, [row["day"] for row in _begun(rows)]), fell_then(later, ends)]
        is_so = False if False in verdicts else None if None in verdicts else True
    elif desk.has("ended"):
        is_so = fell_then(desk, ends) if ends else None
    else:
        is_so = stood_then(desk, [row["day"] for row in _begun(rows)], ends)
    return judged(desk, " ".join(_course(desk, framework, rows, over)), rows, is_so)


def _begun(rows: Sequence[Row]) -> list[Row]:
    """The stations at which a framework was launched or at work."""
    return [row for row in rows if token_of(row["status"]) in ("launched", "active")]


def _course(desk: Desk, framework: str, rows: Sequence[Row], over: Sequence[Row]) -> list[str]:
    """When a framework began and when it ended, a sentence each."""
    days = [row["day"] for row in _begun(rows)[:1]]
    told = [desk.say("launched", framework=desk.label(framework), day=desk.on_day(day)) for day in days]
    values = {"framework": desk.label(framework), "successor": successor_of(desk, framework)}
    return told + [desk.say("ended_on", **values, ended=desk.day(row["day"])) for row in over[:1]]


def _undertaken(desk: Desk) -> str:
    """The framework that is asked about: of one and of what it has begun, which bears its name, the latter."""
    named = desk.slots.all("framework")
    owner = desk.world.lookup.label(named[0]) if named else ""
    if len(named) > 1 and desk.has("launch") and owner in desk.world.lookup.label(named[1]):
        return named[1]
    return named[0] if named else ""


def life_of(desk: Desk, framework: str) -> tuple[Row, ...]:
    """The stations of a framework or pillar."""
    return desk.ask("life-of", framework=framework) if kind_of(framework) in ("framework", "pillar") else ()


def lineage_of(desk: Desk, framework: str) -> Sequence[Row]:
    """What came before and after a framework; a part of one has no lineage of its own."""
    return desk.ask("lineage", thing=framework) if kind_of(framework) == "framework" else ()


def successor_of(desk: Desk, framework: str) -> str:
    """Words on what took the place of a framework, for the end of a sentence."""
    others = [row["other"] for row in life_of(desk, framework) if row["succession"] == "was-taken-over-by"]
    return desk.say("as_successor", successor=desk.label(others[0])) if others else ""


def _succession(desk: Desk, framework: str, label: str) -> Outcome:
    rows = lineage_of(desk, framework)
    parts = []
    for row in rows:
        before = framework in tokens_of(row["successor"])
        other = row["predecessor"] if before else row["successor"]
        parts.append(
            desk.say(
                "preceded" if before else "succeeded",
                framework=label,
                other=desk.label(other),
                day=desk.day(row["day"]),
            )
        )
    others = [iri for iri in desk.slots.all("framework") if iri != framework]
    linked = {iri for row in rows for iri in tokens_of(row["predecessor"]) | tokens_of(row["successor"])}
    if not parts or not linked.issuperset(others):
        unknown = " ".join([desk.say("no_successor", framework=label), *parts])
        return Outcome(unknown, rows, is_answered=desk.utterance.is_polar)
    is_so = fell_then(desk, [row["day"] for row in rows]) if is_timed(desk) else True
    text = " ".join(parts) if is_so is not None else desk.say("not_known_so", told=" ".join(parts))
    return Outcome(text, rows, boolean=is_so if desk.utterance.is_polar else None)


PLANS: Final[Mapping[str, Plan]] = {"life": life}
