"""Plan for what a text lays down: its terms, how long it runs, how it ends, whether it speaks of a thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, span_of, tokens_of
from graph.ask.findings.contents import asks_minerals, minerals_in
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.plans.standings import tell_history
from graph.ask.wording.lengths import Length, later_by, say_exactly
from graph.ask.wording.spelling import key_of

__all__ = ["HOW_LONG", "PLANS", "asks_of_content", "speaks_of", "terms_of"]

#: Words for how long a text runs.
HOW_LONG: Final = re.compile(
    r"\bexpir|\bruns? out\b|\buntil when|\bhow long\b|\bhow many years\b|\bvalid(?:ity)?\b|\bduration\b|\blapses?\b"
    r"|有効期間|有効期限|期間|期限|何年間|いつまで|失効|満了|अवधि|कब तक|कितने साल|वैधता|kab tak|kitne saal|avadhi",
    re.IGNORECASE,
)
#: The sorts of terms that tell how long a text runs.
RUNNING: Final = {"term", "renewal"}
#: Words for what else of a text is asked, and the sorts of its terms that tell it.
ASKED: Final = (
    (
        re.compile(r"\bnotice\b|\bterminat|\bget out of\b|通告|通知|予告|終了させ|सूचना|नोटिस|notice", re.IGNORECASE),
        {"termination"},
    ),
    (re.compile(r"\brenew|\bextend|\bprolong|更新|延長|नवीनी|नवीकर|बढ़ा", re.IGNORECASE), {"renewal"}),
    (HOW_LONG, RUNNING),
)
#: A length as it is held, in years and months; and the steps from which a term runs, the surest first.
TERM: Final = re.compile(r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?")
BEGUN: Final = ({"in-force"}, {"signed"})
#: Words for a term that begins with what is delivered, and not with the text.
SUPPLY: Final = re.compile(r"\bsuppl|\bdeliver", re.IGNORECASE)
#: What joins two things that are asked of a text.
BOTH: Final = re.compile(
    r"\band\b|\bas well as\b|(?:間|限|長|新|告|知)(?:と|や|及び|および|・)|और|तथा|\baur\b|\bplus\b", re.IGNORECASE
)
#: Stands of a text after which it runs no more.
OVER: Final = frozenset({"ended", "expired", "lapsed", "repealed", "superseded", "terminated", "withdrawn"})


def asks_of_content(desk: Desk) -> bool:
    """Whether it is asked, of yes or no, what a text speaks of, and not how anybody stands to it."""
    return desk.utterance.is_polar and desk.has("cover", "provision") and not desk.has("sign", "member", "join")


def provisions(desk: Desk) -> Outcome:
    """What a text lays down; of yes or no, whether it speaks of what the question says."""
    instrument = desk.slots.first("text") or ""
    if desk.utterance.is_polar:
        return speaks_of(desk, instrument)
    if asks_minerals(desk):
        return minerals_in(desk, [instrument])
    return terms_of(desk, instrument)


def terms_of(desk: Desk, instrument: str) -> Outcome:
    """The terms of a text; where a time or notice is asked for, those on that, or what else ended it."""
    label = desk.label(instrument)
    rows = desk.ask("terms-of", instrument=instrument)
    sought = [kinds for said, kinds in ASKED if said.search(desk.utterance.text)]
    sought = sought or ([RUNNING] if desk.has("runs") else [])
    # How long before its end is a matter of notice, and of the term only where that is named too.
    wanted = set().union(*sought if BOTH.search(desk.utterance.text) else sought[:1])
    if not wanted:
        return Outcome(_told(desk, label, rows), rows) if rows else desk.none(label)
    chosen = [row for row in rows if tokens_of_slug(row["kind"]) & wanted]
    if chosen:
        end, from_rows = _reckoned(desk, instrument, chosen)
        return Outcome(_told(desk, label, chosen) + end, [*chosen, *from_rows])
    lineage = [row for row in desk.ask("lineage", thing=instrument) if instrument in tokens_of(row["predecessor"])]
    over = [
        row
        for row in desk.ask("timeline", about=instrument)
        if tokens_of_slug(row["status"]) & OVER and instrument in tokens_of(row["subject"])
    ]
    ended = [
        f"{desk.label(row['predecessor'])} → {desk.label(row['successor'])} {desk.day(row['day'])}" for row in lineage
    ]
    ended = ended or [f"{desk.label(row['status'])} {desk.day(row['day'])}" for row in over]
    told = desk.say("signed_when", text=label, list=desk.speech.listing(ended)) if ended else ""
    told = told or (_told(desk, label, rows) if rows else "")
    if not told:
        history = tell_history(desk, instrument, label)
        return replace(history, text=desk.say("known_beside", told=history.text)) if history.rows else history
    return Outcome(desk.say("known_beside", told=told), lineage or over or rows)


def _reckoned(desk: Desk, instrument: str, rows: Sequence[Row]) -> tuple[str, Sequence[Row]]:
    """The day up to which a term runs, from the day when the text came into force, else was signed; none is given."""
    terms = [row for row in rows if "term" in tokens_of_slug(row["kind"])]
    months = next((n for row in terms if (n := _months(row)) and not SUPPLY.search(desk.label(row["says"]))), 0)
    stood = [row for row in desk.ask("timeline", about=instrument) if row["what"] == "status"]
    stood = [row for row in stood if instrument in tokens_of(row["subject"]) | tokens_of(row["other"])]
    known = [(span[0], row) for row in stood if (span := span_of(row["day"])) and span[0] == span[1]]
    steps = [[each for each in known if tokens_of_slug(each[1]["status"]) & step] for step in BEGUN]
    begun = next((step for step in steps if step), [])
    if not months or not begun:
        return "", []
    day, row = min(begun, key=lambda each: each[0])
    told = desk.say(
        "reckoned_end",
        length=say_exactly(desk.speech, Length(*divmod(months, 12), 0, None)),
        begun=desk.day(row["day"]),
        status=desk.label(row["status"]),
        end=desk.day(later_by(day, months)),
    )
    return told, [row]


def _months(row: Row) -> int:
    """How many months a term runs; none where its length is not in years and months."""
    held = row["duration"]
    found = TERM.fullmatch(str(held["value"])) if isinstance(held, Mapping) else None
    return 12 * int(found["years"] or 0) + int(found["months"] or 0) if found else 0


def speaks_of(desk: Desk, instrument: str) -> Outcome:
    """Whether a term of a text holds the words that the question says of it: yes, or no evidence."""
    label = desk.label(instrument)
    rows = desk.ask("terms-of", instrument=instrument)
    words = {*desk.utterance.content, *desk.utterance.residue} - set(key_of(desk.world.lookup.label(instrument)))
    held = [row for row in rows if words & set(key_of(f"{_english(desk, row)} {desk.label(row['says'])}"))]
    if held:
        return Outcome(_told(desk, label, held), held, boolean=True if desk.utterance.is_polar else None)
    told = _told(desk, label, rows) if rows else desk.none(label).text
    return Outcome(desk.say("not_known_so", told=told), rows)


def _english(desk: Desk, row: Row) -> str:
    cells = (row[column] for column in ("says", "sector", "establishes", "kind"))
    return " ".join(desk.world.lookup.label(iri) for cell in cells for iri in tokens_of(cell))


def _told(desk: Desk, label: str, rows: Sequence[Row]) -> str:
    told = [(desk.label(row["says"]) or desk.label(row["sector"])).rstrip(".") for row in rows]
    return desk.say("signed_when", text=label, list=desk.speech.listing(told, 8))


PLANS: Final[Mapping[str, Plan]] = {"provisions": provisions}
