"""Plans for what happened when, and for trade measures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.announced import announced_of
from graph.ask.findings.claims import claimed, judge, judge_all
from graph.ask.findings.contents import asks_minerals, minerals_in
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.happened_at import at_place
from graph.ask.findings.last_words import asks_words
from graph.ask.findings.measure_words import stations_told, with_terms
from graph.ask.plans.strikes import EASING, measures_named, of_all, struck_by, written
from graph.ask.wording.lexicon import read_pattern

__all__ = ["PLANS"]


def restrictions(desk: Desk) -> Outcome:
    """Trade measures on a material, by or against an actor."""
    if read_pattern("trade_halted").search(desk.utterance.text):
        # Trade that is halted is a measure in force.
        concepts = desk.utterance.concepts - {"claim/halted"}
        desk = replace(desk, utterance=replace(desk.utterance, concepts=concepts))
    if claimed(desk, "measure") and QUERY.search(desk.utterance.text):
        desk = desk.clipped()
    material, actors = desk.slots.first("material"), desk.slots.actors
    actor = actors[0] if actors else None
    struck = struck_by(desk, measures_named(desk, actor)) if desk.utterance.is_polar and material else None
    if struck is not None:
        return struck
    rows = list(desk.ask("trade-measures", material=material, actor=actor))
    for each in [*desk.kin(material), *(desk.below(material) if material else [])]:
        rows += [row for row in desk.ask("trade-measures", material=each, actor=actor) if row not in rows]
    for iri in actors[1:]:
        theirs = {each for row in desk.ask("trade-measures", actor=iri) for each in tokens_of(row["measure"])}
        rows = [row for row in rows if tokens_of(row["measure"]) & theirs]
    cited = {each.iri for each in desk.slots.by_slot.get("text", ()) if not each.is_weak}
    mine = [row for row in rows if tokens_of(row["measure"]) & cited]
    if mine:
        # Whether a measure that is named stands so is told by it alone; when, by what suspends it too.
        held = {iri for row in mine for iri in tokens_of(row["materials"])}
        easing = [row for row in rows if _is_easing(desk, row) and tokens_of(row["materials"]) & held]
        easing = [row for row in easing if row not in mine] if not all(_is_easing(desk, row) for row in mine) else []
        rows = mine if desk.utterance.is_polar else [*mine, *easing]
    dated = desk.within(rows, "since")
    dated += [row for row in rows if row not in dated and _reached_then(desk, row)]
    called = {written(period) for period in desk.utterance.periods} - {""}
    named = [
        row
        for row in rows
        if any(time in desk.world.lookup.label(iri) for time in called for iri in tokens_of(row["measure"]))
    ]
    rows = [row for row in rows if row in dated or row in named]
    own = _imposed(desk, rows)
    if rows and not own:
        # Measures that others aim at who is asked about are none of his.
        what = desk.about("topic_restrictions", "country", "body", "material")
        known = desk.tell(rows, what, [_told(desk, row) for row in rows], 12, "measure")
        return Outcome(desk.say("not_known_so", told=known.text), rows)
    rows = own
    if rows and asks_minerals(desk) and not claimed(desk, "measure"):
        acting = [row for row in rows if not _is_easing(desk, row)] or rows
        return minerals_in(desk, [iri for row in acting for iri in sorted(tokens_of(row["measure"]))])
    if claimed(desk, "measure") and not desk.utterance.is_polar:
        # Asked which or how many stand so, only those count.
        standing = [
            row for row in rows if judge(desk, "measure", tokens_of_slug(row["status"])) and not _is_easing(desk, row)
        ]
        if standing and desk.has("when", "ended") and "halted" in desk.concept("claim"):
            # What put them on hold ends on a day of its own.
            held = {iri for row in standing for iri in tokens_of(row["materials"])}
            standing += [
                row
                for row in rows
                if _is_easing(desk, row) and _ahead(desk, row) and tokens_of(row["materials"]) & held
            ]
        is_held = bool(desk.concept("claim") & {"alive", "in-force", "running"})
        has_turned = any(_ahead(desk, row) or _turned(desk, row) for row in rows)
        if not standing and has_turned and desk.has("when") and not is_held:
            # When it ends, or was put on hold, is told by its stations.
            standing = sorted(rows, key=lambda row: not (_ahead(desk, row) or _turned(desk, row)))
        if rows and not standing:
            # None stands so: how they do stand is worth knowing.
            what = desk.about("topic_restrictions", "country", "body", "material")
            known = desk.tell(rows, what, [_told(desk, row) for row in rows], 12, "measure")
            return Outcome(desk.say("not_known_so", told=known.text), rows, is_answered=False)
        rows = standing
    if claimed(desk, "measure") and desk.utterance.is_polar:
        meant = _meant(desk, rows)
        rows = [*meant, *(row for row in rows if row not in meant)]
    sorted_out = _of_sort(desk, rows)
    if desk.utterance.is_polar and sorted_out is not None and not sorted_out and rows:
        known = desk.tell(
            rows, desk.about("topic_restrictions", "country", "body"), [_told(desk, row) for row in rows], 12
        )
        return Outcome(desk.say("not_known_so", told=known.text), rows)
    if sorted_out:
        # Of the sort that is named alone, or before the others.
        is_enough = desk.has("blacklist") or desk.has("when", "since")
        rows = sorted_out if is_enough else [*sorted_out, *(row for row in rows if row not in sorted_out)]
    easing = [row for row in rows if _is_easing(desk, row)] if desk.has("how_many") else []
    rows = [row for row in rows if row not in easing] or rows
    told = [_told(desk, row) for row in rows]
    what = desk.about("topic_restrictions", "country", "body", "material")
    if not rows and not desk.utterance.is_polar:
        # Who asks which measures there are takes for granted that there are some.
        return replace(desk.none(what), is_answered=False)
    found = desk.tell(rows, what, told, 12, "measure")
    if rows and asks_words(desk):
        found = with_terms(desk, found, [iri for row in rows for iri in sorted(tokens_of(row["measure"]))])
    if not rows or not desk.utterance.is_polar or not claimed(desk, "measure"):
        return found
    is_so = _is_so(desk, rows)
    text = found.text if is_so is not None else desk.say("not_known_so", told=found.text)
    return Outcome(text, found.rows, is_so)


#: How a question ends that may be put in so few words that it has no verb.
QUERY: Final = re.compile(r"[?？]\s*$")


def _reached_then(desk: Desk, row: Row) -> bool:
    """Whether a measure was issued, began or was put on hold in the time that is named."""
    plain = replace(desk, vague=[])
    stations = [each for iri in sorted(tokens_of(row["measure"])) for each in desk.ask("timeline", about=iri)]
    mine = [each for each in stations if each["status"] and tokens_of(each["subject"]) & tokens_of(row["measure"])]
    return bool(desk.utterance.periods) and bool(plain.within(mine, "day"))


#: What stands behind the name of who imposes something.
IMPOSING: Final = re.compile(
    r"^\s+(?:(?:ever|also|itself)\s+)?(?:impos|introduc|slap|restrict|ban(?:s|ned)?\b|curb|tighten|lev(?:y|ied)|put\b|clamp)"
    r"|^\s*(?:ने|ne)(?=\s)|^(?:が|は)[^。]{0,30}(?:課し|導入し|規制し|制限し|禁止し|止め(?!られ)|絞っ|発動し)",
    re.IGNORECASE,
)


def _imposed(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The measures without those that only aim at somebody who is asked about as the one who imposes."""
    text = desk.utterance.text
    imposers = {
        filling.iri for filling in desk.slots.by_slot.get("country", ()) if IMPOSING.search(text[filling.mention.end :])
    }
    return [row for row in rows if not tokens_of(row["aimed_at"]) & imposers or tokens_of(row["imposed_by"]) & imposers]


def _told(desk: Desk, row: Row) -> str:
    """A measure with how it stands and since when; asked for a day, with all that it went through before."""
    states = [f"{desk.label(row['status'])}, {desk.day(row['since'])}"]
    if desk.has("when", "since") or asks_words(desk):
        states = stations_told(desk, row) or states
    for day, status in _ahead(desk, row):
        states.append(desk.say("planned", status=desk.label(status), day=desk.day(day)))
    if desk.has("company", "who", "blacklist") and row["aimed_at"]:
        states.append(desk.say("aimed_at", list=desk.label(row["aimed_at"])))
    is_wanted = asks_words(desk) or desk.has("cover", "material") or (desk.has("what") and not desk.utterance.is_polar)
    if is_wanted and row["materials"]:
        states.append(desk.label(row["materials"]))
    return f"{desk.label(row['measure'])} ({'; '.join(dict.fromkeys(states))})"


def _ahead(desk: Desk, row: Row) -> list[tuple[date, str]]:
    """What has been announced of a measure for days to come, where its time is asked for."""
    if not (desk.has("when", "ended", "due") or asks_words(desk)) and not desk.concept("claim") & {"over", "halted"}:
        return []
    return [each for iri in sorted(tokens_of(row["measure"])) for each in announced_of(iri, desk.on, desk.world)]


#: Words for a bar and for a licence, in questions and in the names of measures.
SORTS: Final = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(named, re.IGNORECASE))
    for asked, named in (
        (
            r"\bban(?:s|ned)?\b|\bbars?\b|\bembargo|禁輸|輸出禁止|निर्यात प्रतिबंध|निर्यात पर रोक",
            r"\bban\b|\bbar\b|\bhalt\b|\border\b",
        ),
        (r"\blicen[cs]|許可|ライセンス|लाइसेंस", r"\blicensing\b"),
        (r"\btariffs?\b|関税|टैरिफ", r"\btariff|\bcustoms\b"),
        (r"\bquotas?\b|割当|クォータ|कोटा", r"\bquotas?\b"),
        (
            r"(?:compan|firm|entit)[^?]{0,50}\blists?\b|\blisted\b[^?]{0,30}(?:compan|firm|entit)|(?:企業|会社|社)[^。]{0,12}リスト"
            r"|(?:कंपनि|kampani|compan)\S*[^?]{0,30}(?:सूची|suchi|लिस्ट)",
            r"\blist of\b|\blisting of\b",
        ),
        (r"\bwatch ?lists?\b|監視リスト|注視リスト|ウォッチリスト|निगरानी सूची|वॉच ?लिस्ट", r"\bwatch list\b"),
        (r"\bcontrol lists?\b|管理リスト|規制リスト|नियंत्रण सूची", r"\bcontrol list\b"),
    )
)


def _is_easing(desk: Desk, row: Row) -> bool:
    return any(EASING.search(desk.world.lookup.label(iri)) for iri in tokens_of(row["measure"]))


def _meant(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The measures of the sort that a question names, those that only ease others left out; all where none is."""
    barring = [row for row in rows if not _is_easing(desk, row)] or list(rows)
    for asked, named in SORTS:
        if asked.search(desk.utterance.text):
            fitting = [
                row
                for row in barring
                if any(named.search(desk.world.lookup.label(iri)) for iri in tokens_of(row["measure"]))
            ]
            return fitting or barring
    return barring


def _of_sort(desk: Desk, rows: Sequence[Row]) -> list[Row] | None:
    """The measures of the sort that a question names; nothing where it names none."""
    wanted = [named for asked, named in SORTS if asked.search(desk.utterance.text)]
    if not wanted:
        return None
    return [
        row
        for row in rows
        if (not _is_easing(desk, row) or (desk.has("suspended") and desk.has("when")))
        and any(named.search(desk.world.lookup.label(iri)) for named in wanted for iri in tokens_of(row["measure"]))
    ]


def _turned(desk: Desk, row: Row) -> bool:
    """Whether a measure has ended or is on hold."""
    return bool(tokens_of_slug(row["status"]) & {"ended", "superseded", "suspended", "withdrawn"})


def _is_so(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether measures stand as the question says: those of the sort that it names, one of them where it names none."""
    named = [row for row in rows if tokens_of(row["measure"]) & set(desk.slots.all("text"))]
    if "halted" in desk.concept("claim") and any(_is_easing(desk, row) and _stands(row) for row in named):
        return True
    verdicts = [judge(desk, "measure", tokens_of_slug(row["status"])) for row in _of_name(desk, _meant(desk, rows))]
    if "over" in desk.concept("claim") and "halted" not in desk.concept("claim") and False in verdicts:
        # Of several measures that were lifted none may stand.
        return False if True not in verdicts else None
    # Of several measures one that holds is enough to say that there is one, but not that all were lifted.
    return judge_all(verdicts, any_will_do=not desk.concept("claim") & {"halted", "over"})


def _of_name(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The measures that are called by the material asked about, before those that hit it with others."""
    names = [desk.world.lookup.label(iri).casefold() for iri in desk.slots.all("material")]
    called = [
        row
        for row in rows
        if any(name in desk.world.lookup.label(iri).casefold() for name in names for iri in tokens_of(row["measure"]))
    ]
    return called or list(rows)


def _stands(row: Row) -> bool:
    return bool(tokens_of_slug(row["status"]) & {"in-force", "issued"})


def timeline(desk: Desk) -> Outcome:
    """What happened, in a period, to a thing or with an actor."""
    first, last = desk.utterance.periods[0].window() if desk.utterance.periods else (None, None)
    actors = desk.slots.actors
    about = desk.slots.first("framework", "project", "programme", "text", "event")
    span = {
        "from": first.isoformat() if first else None,
        "until": (min(last, desk.on) if last else desk.on).isoformat(),
    }
    rows = desk.ask("timeline", **span, actor=actors[0] if actors else None, about=about)
    for other in actors[1:]:
        # Between two: that in which both had a part.
        theirs = {_key(row) for row in desk.ask("timeline", **span, actor=other, about=about)}
        rows = tuple(row for row in rows if _key(row) in theirs)
    rows, beside = at_place(desk, rows)
    # That a promise was made is told by the promise, not once more by its first status.
    promised = [(row["day"], row["detail"]) for row in rows if row["what"] == "promise"]
    rows = tuple(row for row in rows if row["what"] != "status" or (row["day"], row["detail"]) not in promised)
    if desk.has("launch") and not desk.has("happened"):
        # What was launched is asked for, and not all that came about.
        rows = tuple(row for row in rows if tokens_of_slug(row["status"]) & {"launched"}) or rows
    told = [f"{desk.day(row['day'])}: {_happening(desk, row)}" for row in rows]
    ordered = told if about or desk.utterance.periods else list(reversed(told))
    found = desk.tell(rows, desk.about("topic_timeline", *desk.slots.by_slot), ordered, 10, "happening")
    if not rows or not beside:
        return found
    listed = [f"{desk.day(row['day'])}: {_happening(desk, row)}" for row in beside]
    said = desk.say("happened_same_day", list=desk.speech.listing(listed, 10))
    return replace(found, text=f"{found.text} {said}", rows=[*found.rows, *beside])


def _key(row: Row) -> tuple[object, ...]:
    """By what one happening is known in two answers."""
    things = (tuple(sorted(tokens_of(row[column]))) for column in ("subject", "other", "status"))
    return str(row["day"]), str(row["what"]), str(row["detail"]), *things


def _happening(desk: Desk, row: Row) -> str:
    """What happened, in a sentence with a verb: who joined, left, promised or replaced what, or what was reached."""
    what, detail = str(row["what"]), desk.label(row["detail"]).rstrip(".")
    values = {
        "subject": desk.label(row["subject"]),
        "other": desk.label(row["other"]),
        "status": desk.label(row["status"]),
    }
    if what == "status":
        is_told = values["other"] and values["other"] != values["subject"]
        return desk.say("h_status_of" if is_told else "h_status", **values)
    phrase = f"h_{what.replace('-', '_')}"
    if what in ("promise", "expectation"):
        return desk.say(phrase, **values, detail=detail or values["other"])
    return desk.say(phrase, **values) if values["other"] else f"{values['subject']}{desk.say('colon')}{detail}"


PLANS: Final[Mapping[str, Plan]] = {
    "restrictions": of_all(restrictions),
    "timeline": timeline,
}
