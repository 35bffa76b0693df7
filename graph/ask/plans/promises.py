"""Plans for what was promised: by whom and to whom, what is open, overdue, silent or delivered, what became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.deadlines import asks_kept, is_due, is_late, is_undone, was_kept
from graph.ask.findings.kept import asks_standing, broken, is_delivered, is_made, is_so, more_precise
from graph.ask.findings.kept_late import asks_kept_late, kept_late
from graph.ask.findings.overtaken import is_overtaken
from graph.ask.findings.passed_aims import passed_aims, tell_aims
from graph.ask.findings.progress import aims_under
from graph.ask.findings.promise_parties import day_of, held_in, named_in, of_material, parties_of
from graph.ask.findings.promise_parts import folded
from graph.ask.findings.promise_states import asks_both, is_overdue, is_running, state_of, unrecorded
from graph.ask.findings.promise_words import tell_begun, tell_deadline, tell_promise
from graph.ask.findings.topics import THINGS, off_topic, on_topic, strange
from graph.ask.plans.sums import PLANS as SUM_PLANS
from graph.ask.plans.sums import names_kinds, of_sums
from graph.ask.wording.lexicon import read_pattern
from graph.ask.wording.spelling import key_of
from graph.cells import Cell
from graph.terms import slug_of

__all__ = ["PLANS"]

#: How many promises a sentence tells; fewer where the others' language is not that of the question.
SHOWN: Final = 5
#: So many promises are told all, the rest in short.
SEVERAL: Final = 12
#: The most promises of which every station is told.
FEW: Final = 3
#: Rungs of a promise that is in doubt.
DOUBTFUL: Final = frozenset({"delayed", "suspended", "suspension-requested"})
#: What stands behind the year in which a promise was made.
MADE: Final = re.compile(
    r"\s*(?:の)?(?:promise|pledge|commitment|約束|公約|コミットメント|(?:के|का|की)\s+(?:वाद|प्रतिबद्ध))", re.IGNORECASE
)


def _slug(cell: Cell) -> str:
    return next((slug_of(iri) for iri in tokens_of(cell)), "") if not isinstance(cell, str) else cell


def promises(desk: Desk) -> Outcome:
    """Promises of actors, materials, texts, projects, periods and sums, by how they stand, or told in words."""
    what = desk.about("topic_promises", "country", "body", *THINGS, "material", "text")
    rows = named_in(desk, of_material(desk))
    places = desk.slots.all("place")
    if places and not desk.slots.has("country", "body", "text", *THINGS):
        # Of a place by itself only what speaks of it.
        what = desk.about("topic_promises", "place")
        rows = [row for row in rows if desk.tells_of(row, places)]
    if places and not rows:
        # What is called by a place, as its government is.
        rows = [row for row in desk.ask("ledger") if desk.tells_of(row, places)]
        what = desk.about("topic_promises", "place") if rows else what
    if asks_kept_late(desk):
        return _kept_late(desk, rows, what)
    if any(MADE.match(desk.utterance.text, period.end) for period in desk.utterance.periods):
        first = desk.slots.actors[:1]
        own = [row for row in desk.ask("ledger") if tokens_of(row["promisors"]) & set(first)]
        rows = desk.within(own, "made") or desk.within(rows, "made") or rows
    if names_kinds(desk.utterance.text) and desk.slots.has("body", "country"):
        # Kinds of money side by side are asked for together, and the promise that holds both is one of them.
        sums = held_in(desk.ask("money"), "fact")
        of_money = [row for row in rows if tokens_of(row["commitment"]) & sums]
        if of_money:
            return (
                _fate(desk, of_money, what)
                if len(of_money) <= FEW
                else Outcome(
                    _summary(desk, of_money, what), of_money, boolean=True if desk.utterance.is_polar else None
                )
            )
    if not desk.slots.has("text") and not _is_of_programme(desk):
        meant = _meant(desk, rows)
        if meant:
            return _fate(desk, meant, _heading(desk, meant, what))
    picked = rows if _is_of_programme(desk) else of_sums(desk, on_topic(desk, rows), "commitment")
    if len(picked) < len(rows) and not picked:
        # A sum that is only hoped for is no promise, and nobody can break it.
        expected = SUM_PLANS["money"](desk) if desk.has("money") else None
        if expected is None or not expected.rows:
            return desk.tell([], what, [])
        return Outcome(desk.say("only_expected", told=expected.text), expected.rows)
    if len(picked) < len(rows) and len(picked) <= FEW:
        return _fate(desk, picked, what)
    if desk.has("money") and desk.slots.by_slot:
        # Money is asked for: of what is promised the sums, where there are any.
        sums = held_in(desk.ask("money"), "fact")
        picked = [row for row in picked if tokens_of(row["commitment"]) & sums] or picked
    if not desk.utterance.is_polar and desk.has("when", "why") and desk.has("broken", "leave") and not broken(picked):
        # Asked when or why a promise was taken back that never was.
        return replace(_broken(desk, picked, what), is_answered=False)
    if desk.has("broken") and not desk.utterance.is_polar:
        return _broken(desk, picked, what)
    if desk.has("broken") and picked:
        # That one is open or late does not say that it was broken.
        return replace(_broken(desk, picked, what), boolean=is_so(desk, picked))
    standing = _standing(desk, picked)
    begun: list[Row] = []
    if read_pattern("unrecorded").search(desk.utterance.text) and not desk.utterance.is_polar:
        standing, begun = unrecorded(standing)
    chosen = _in_time(desk, standing)
    if chosen and desk.has("first", "last") and not desk.utterance.is_polar:
        column = "due" if is_due(desk) else "made"
        days = sorted(day for row in chosen if (day := day_of(row[column])))
        edge = days[-1 if desk.has("last") else 0] if days else ""
        chosen = [row for row in chosen if day_of(row[column]) == edge]
    if desk.utterance.is_polar and desk.has("delivered") and picked and not is_late(desk):
        is_done = is_delivered({_slug(row["rung"]) for row in picked}, for_all=desk.has("all"))
        is_done = was_kept(desk, chosen or picked) if asks_kept(desk) else is_done
        told = _summary(desk, chosen or picked, what)
        return Outcome(told if is_done is not None else desk.say("not_followed", told=told), chosen or picked, is_done)
    if not chosen and picked and is_late(desk) and not desk.utterance.is_polar:
        slipped = _slipped(desk, picked, what)
        if slipped is not None:
            return slipped
    if not chosen and picked:
        # Nothing stands so: then how they do stand is worth knowing.
        known = (_in_time(desk, picked) if desk.utterance.periods else []) or standing or picked
        nothing = desk.say("promises_not_so", what=what, count=len(known), day=desk.today())
        is_open = False if desk.utterance.is_polar and desk.has("pending") else None
        return Outcome(f"{nothing} {_summary(desk, known, what, is_so=False)}", known, is_open)
    if not chosen:
        return desk.none(what)
    unread = strange(desk)
    if unread:
        # A word that picks nothing must not open the whole ledger.
        return Outcome(desk.say("unknown_name", names=unread, near=""), is_answered=False)
    text = off_topic(desk, chosen) + _summary(desk, chosen, what)
    text += _in_part(desk, picked, chosen) + tell_begun(desk, _in_time(desk, begun))
    if desk.has("how_many") and len(chosen) < len(picked):
        text += desk.say("promises_of_all", count=len(picked), rungs=_rungs(desk, picked))
    aims = passed_aims(desk) if is_overdue(desk) and not desk.utterance.is_polar else []
    if not desk.utterance.is_polar:
        text += tell_aims(desk, aims)
        if _is_of_programme(desk) and not aims and (desk.has("pending") or is_undone(desk)):
            told, aims = aims_under(desk, desk.slots.first("programme") or "")
            text += f" {told}" if told else ""
        return Outcome(
            text, [*chosen, *aims], count=len({iri for row in chosen for iri in tokens_of(row["commitment"])})
        )
    stands: bool | None = True
    if desk.concept("claim") and not (desk.has("promise") and is_made(desk)) and not asks_standing(desk):
        stands = is_so(desk, chosen)
    return Outcome(text if stands is not None else desk.say("not_followed", told=text), chosen, stands)


def _broken(desk: Desk, rows: list[Row], what: str) -> Outcome:
    """The promises that were taken back; where none was, those that are overdue, or all with how they stand."""
    found = broken(rows)
    if found:
        return Outcome(_summary(desk, found, what), found)
    late = {iri for row in desk.ask("pending") if row["timing"] == "overdue" for iri in tokens_of(row["commitment"])}
    doubtful = [row for row in rows if tokens_of(row["commitment"]) & late or _slug(row["rung"]) in DOUBTFUL]
    nothing = desk.say("none_broken", what=what, day=desk.today())
    if not rows:
        return desk.none(what)
    told = desk.say("overdue_instead" if doubtful else "standing_instead")
    return Outcome(f"{nothing}{told}{_summary(desk, doubtful or rows, what, is_so=False)}", doubtful or rows)


def _kept_late(desk: Desk, rows: list[Row], what: str) -> Outcome:
    """The promises that were kept after their day; where none was, those that are done, or how all stand."""
    found = desk.within(kept_late(rows), "since")
    if found:
        is_any = True if desk.utterance.is_polar else None
        return Outcome(_summary(desk, found, what), found, is_any, count=len(found))
    if not rows:
        return desk.none(what)
    known = [row for row in rows if _slug(row["rung"]) == "delivered"] or rows
    return Outcome(desk.say("none_kept_late", what=what, told=_summary(desk, known, what, is_so=False)), known)


def _slipped(desk: Desk, rows: list[Row], what: str) -> Outcome | None:
    """What has slipped where nothing is overdue: what was kept after its day, and aims whose day is over."""
    late, aims = kept_late(rows), passed_aims(desk)
    if not late and not aims:
        return None
    text = desk.say("none_late_now", what=what, count=len(rows), day=desk.today())
    if late:
        text += " " + desk.say(
            "promises_found",
            what=what,
            count=len(late),
            state=desk.say("state_kept_late"),
            rungs="",
            list=desk.speech.listing([tell_promise(desk, row) for row in late]),
        )
    return Outcome(f"{text}{tell_aims(desk, aims)}", [*late, *aims])


def _in_part(desk: Desk, rows: Sequence[Row], chosen: Sequence[Row]) -> str:
    """A sentence on what was kept in part only, where what was kept is asked for; nothing where that is none."""
    is_list = (
        desk.has("delivered")
        and not desk.utterance.is_polar
        and state_of(desk) == desk.say("state_delivered", day=desk.today())
    )
    partly = [row for row in rows if _slug(row["rung"]) == "partly-delivered" and row not in chosen]
    partly = desk.within(partly, "since")
    if not is_list or not partly:
        return ""
    return desk.say(
        "kept_in_part", count=len(partly), list=desk.speech.listing([tell_deadline(desk, row) for row in partly])
    )


def _heading(desk: Desk, rows: Sequence[Row], what: str) -> str:
    """What promises are on; their parties, where a framework is named whose own parties are others."""
    parties = {iri for row in rows for iri in parties_of(row)}
    lookup = desk.world.lookup
    strange = [
        iri
        for framework in desk.slots.all("framework")
        for iri, classes in lookup.classes.items()
        if "Country" in classes and iri not in parties and lookup.label(iri) in lookup.label(framework)
    ]
    return desk.speech.listing([desk.label(iri) for iri in sorted(parties)]) if strange else what


def _summary(desk: Desk, rows: Sequence[Row], what: str, *, is_so: bool = True) -> str:
    """How many promises there are, how they stand, and the first of them in words; ``is_so``: as the question says."""
    shown = SHOWN if desk.speech.language == "en" else FEW
    words = [tell_promise(desk, row) for row in rows[:shown]]
    if is_overdue(desk) or len(rows) <= SEVERAL:
        # None of what is overdue, nor of so few, is left out: the rest in short.
        words += [tell_deadline(desk, row) for row in rows[shown:]]
        shown = len(rows)
    told = desk.speech.listing([*words, *(tell_promise(desk, row) for row in rows[len(words) :])], shown)
    count = len({iri for row in rows for iri in tokens_of(row["commitment"])})
    rungs = desk.say("promises_by_rung", rungs=_rungs(desk, rows)) if count > 1 else ""
    rungs += desk.say("all_in_table", count=count) if shown < len(rows) else ""
    return desk.say(
        "promises_all" if what == desk.say("topic_promises") else "promises_found",
        what=what,
        count=count,
        state=state_of(desk) if is_so else "",
        rungs=rungs,
        list=told,
    )


def _rungs(desk: Desk, rows: Sequence[Row]) -> str:
    """How many promises stand on each rung."""
    counts: dict[str, int] = {}
    for row in rows:
        rung = desk.label(row.get("status") or row.get("rung"))
        counts[rung] = counts.get(rung, 0) + 1
    return desk.speech.listing([f"{rung} {count}" for rung, count in sorted(counts.items(), key=lambda each: -each[1])])


def _meant(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The few promises that the question tells in words; of those whom it names, where they have promised anything."""
    told = [row for row in desk.ask("ledger") if tokens_of(row["commitment"]) & set(desk.utterance.told)]
    if desk.utterance.periods and not desk.utterance.is_polar and len(rows) == len(desk.ask("ledger")):
        # Of a time that is named is what was made or is due then.
        plain = replace(desk, vague=[])
        told = [row for row in told if plain.within([row], "made") or plain.within([row], "due")]
    if any(MADE.match(desk.utterance.text, period.end) for period in desk.utterance.periods):
        told = [row for row in told if row in rows]
        if len(rows) == 1:
            # By whom it was made and when tells a promise.
            return list(rows)
    ahead = [row for row in rows if _runs_until(desk, row)]
    if ahead and len(ahead) <= FEW:
        # A time to come is the one until which it runs.
        return [row for row in ahead if row in told] or ahead
    stand = more_precise(desk.concept("commitment-status")) - {"agreed", "announced", "delayed", "under-way"}
    stood = [row for row in rows if _slug(row["rung"]) in stand]
    if stood and len(stood) <= FEW and not (desk.utterance.is_polar and desk.has("delivered")):
        both = [row for row in stood if row in told]
        return both or (stood if desk.utterance.is_polar else [])
    mine = [row for row in told if row in rows]
    if not rows or not desk.slots.has("material"):
        # Where a material is named, no promise on another stands for those on it.
        mine = mine or [row for row in told if parties_of(row) & set(desk.slots.actors)]
    if mine or (told and not desk.slots.actors) or not rows:
        # No promise about something else stands for one about what is named.
        return mine or ([] if _names_one(desk) else told)
    if len(rows) == len(desk.ask("ledger")):
        return []
    words = set(desk.utterance.said)
    scored = [(len(words & set(key_of(desk.label(row["description"])))), row) for row in rows]
    best = max((score for score, _ in scored), default=0)
    found = [row for score, row in scored if score == best]
    return found if best > 1 and 2 * best >= len(words) and len(found) <= FEW else []


def _runs_until(desk: Desk, row: Row) -> bool:
    """Whether a promise is due in a year to come that a question names beside who made it."""
    years = {str(period.last.year) for period in desk.utterance.periods if period.last > desk.on}
    return day_of(row["due"])[:4] in years and bool(parties_of(row) & set(desk.slots.actors))


def _is_of_programme(desk: Desk) -> bool:
    """Whether it is asked which promises of a programme stand so: the words of its name tell none of them."""
    is_list = asks_standing(desk) and not desk.utterance.is_polar and not desk.has("when", "why")
    return is_list and desk.slots.has("programme")


def _names_one(desk: Desk) -> bool:
    """Whether a project or programme is named in so many words, and not only told by some of its name."""
    fillings = [each for slot in ("project", "programme") for each in desk.slots.by_slot.get(slot, ())]
    return any(each.mention.start < len(desk.utterance.text) for each in fillings)


def _standing(desk: Desk, rows: list[Row]) -> list[Row]:
    """Those that stand where the question says."""
    if asks_both(desk):
        return rows
    will_be = is_due(desk) and not desk.utterance.is_past
    is_over = is_late(desk)
    if is_over or desk.has("pending", "silent") or will_be or is_undone(desk) or is_running(desk):
        known = {iri: row for row in rows for iri in tokens_of(row["commitment"])}
        found = [
            {**known[iri], **row} for row in desk.ask("pending") for iri in tokens_of(row["commitment"]) if iri in known
        ]
        if will_be and not desk.has("pending"):
            found = [row for row in found if row["due"]]
        if is_over:
            found = [row for row in found if row["timing"] == "overdue" or _slug(row["status"]) == "delayed"]
        if desk.has("silent"):
            found = [row for row in found if row["silent"] is True]
        return list(found)
    if desk.has("undated"):
        return [row for row in rows if not row["due"]]
    wanted = more_precise(desk.concept("commitment-status")) or ({"delivered"} if desk.has("delivered") else set())
    if wanted and not (desk.has("launch") and not desk.has("delivered")):
        return folded(desk, [row for row in rows if _slug(row["rung"]) in wanted])
    return [row for row in rows if row["due"]] if desk.has("due") else rows


def _in_time(desk: Desk, rows: list[Row]) -> list[Row]:
    """Those of a period: by the day when they are due, were delivered, or were made, as the question says."""
    column = "due" if is_due(desk) or is_late(desk) else "since" if desk.has("delivered") else "made"
    ahead = [period for period in desk.utterance.periods if period.last > desk.on]
    if column == "made" and ahead:
        # Nothing was made in time to come: until then it runs.
        first, last = ahead[0].first.isoformat(), ahead[0].last.isoformat()
        return [row for row in rows if first <= day_of(row["due"]) <= last]
    dated = desk.within(rows, column)
    if column == "since" and not dated:
        # The time may be that of the promise.
        dated = desk.within(rows, "made")
    is_since = desk.has("pending") and desk.utterance.periods[:1] and desk.utterance.periods[0].is_open
    if column == "made" and is_since and read_pattern("made_since").search(desk.utterance.text) is None:
        # Pending since a day: since it was made, or since it has stood where it stands.
        dated += [row for row in desk.within(rows, "since") if row not in dated]
    rows = dated
    if is_late(desk):
        # What fell due of late comes first; what was overtaken long ago is overdue for good.
        rows = sorted(rows, key=lambda row: day_of(row["due"]), reverse=True)
        return sorted(rows, key=lambda row: is_overtaken(desk, row))
    return sorted(rows, key=lambda row: day_of(row["due"])) if is_due(desk) else rows


def _fate(desk: Desk, rows: Sequence[Row], what: str) -> Outcome:
    """What became of promises: every station of each."""
    found: list[Row] = list(rows)
    told = []
    for row in rows[:FEW]:
        iri = next(iter(tokens_of(row["commitment"])))
        stations = desk.ask("history-of", commitment=iri)
        deeds = desk.ask("promise-to-deed", commitment=iri)
        found += [*stations, *deeds]
        steps = [f"{desk.label(step['status'])} {desk.day(step['day'])}".strip() for step in stations if step["status"]]
        said = [tell_promise(desk, row), desk.label(row["text"]) if row["text"] else "", desk.speech.listing(steps)]
        told.append("; ".join(part for part in said if part))
    answer = desk.tell(found, what, told, kind="promise")
    if not desk.utterance.is_polar:
        return Outcome(answer.text, found)
    stands = is_so(desk, rows)
    return Outcome(answer.text if stands is not None else desk.say("not_followed", told=answer.text), found, stands)


PLANS: Final[Mapping[str, Plan]] = {"promises": promises}
