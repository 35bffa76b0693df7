"""Plans for what a thing is: a sentence on its sort and ties, then what things of that sort are known by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.plans.firms import PLANS as FIRM_PLANS
from graph.ask.plans.frameworks import PLANS as FRAMEWORK_PLANS
from graph.ask.plans.life import life_of, lineage_of, successor_of
from graph.ask.plans.meetings import PLANS as MEETING_PLANS
from graph.ask.plans.members import PLANS as MEMBER_PLANS
from graph.ask.plans.membership import PLANS as MEMBERSHIP_PLANS
from graph.ask.plans.officers import officers
from graph.ask.plans.projects import PLANS as PROJECT_PLANS
from graph.ask.plans.texts import PLANS as TEXT_PLANS
from graph.ask.reading.slots import Slots
from graph.cells import Cell
from graph.namespaces import BASE
from graph.terms import kind_of, slug_of

__all__ = ["PLANS"]

#: The order in which the slots of a question are looked through for the thing it means.
WANTED: Final = (
    "framework", "project", "programme", "event", "text", "list", "material", "body", "country", "place", "source"
)  # fmt: skip
#: Classes that say nothing that a narrower one does not.
BROAD: Final = frozenset(
    [
        "Actor",
        "DesignatedMaterial",
        "GeographicalFeature",
        "Instrument",
        "Material",
        "Place",
        "SourcedFact",
        "Undertaking",
    ]
)
#: Relations that tie a thing to others, each with its sentence.
TIES: Final = (
    ("basedIn", "d_based"),
    ("unitOf", "d_unit"),
    ("partOfPlace", "d_lies"),
    ("pillarOf", "d_pillar"),
    ("establishedBy", "d_founded"),
    ("inGroup", "d_group"),
    ("madeFrom", "d_made_from"),
    ("adoptedAt", "d_adopted_at"),
    ("issuedBy", "d_issued"),
)
#: Letters by which a name is of the language of an answer.
SCRIPTS: Final = {
    "en": re.compile(r"^[\x00-\u024f\u2010-\u201f]+$"),
    "ja": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|^[A-Z][A-Z0-9-]+$"),
    "hi": re.compile(r"[\u0900-\u097f]|^[A-Z][A-Z0-9-]+$"),
}
VOWEL: Final = re.compile(r"(?!uni|use|eu)[aeiou]", re.IGNORECASE)
#: How many other names, ties and counts of facts a sentence names.
NAMES: Final = 4
COUNTS: Final = 8


def _slugs(cell: Cell) -> set[str]:
    return {slug_of(iri) for iri in tokens_of(cell)}


def describe(desk: Desk) -> Outcome:
    """What a thing is: its sort, other names and ties, then what its sort is known by; of two each, to be compared."""
    several = desk.slots.all("framework", "body", "project", "programme", "list")
    if len(several) > 1 and desk.has("both", "only", "else"):
        found = [_describe(desk, thing) for thing in several[:3]]
        return Outcome(" ".join(each.text for each in found), [row for each in found for row in each.rows])
    # A country beside what is asked about only says whose it is.
    thing = (
        _called_in_full(desk)
        or desk.slots.first(*(slot for slot in WANTED if slot != "country"))
        or desk.slots.first("country")
        or ""
    )
    return _describe(desk, thing)


def _called_in_full(desk: Desk) -> str:
    """The text, project or meeting whose name a shorter name begins: the JOGMEC Act revision is not JOGMEC."""
    fillings = [each for slot in ("body", "framework") for each in desk.slots.by_slot.get(slot, ())]
    starts = [f"{each.mention.text} {word}" for each in fillings if (word := _next_word(desk, each.mention.end))]
    longer = desk.slots.all("text", "list", "event", "project", "programme")
    return next((iri for iri in longer for name in starts if name in desk.world.lookup.label(iri)), "")


def _next_word(desk: Desk, end: int) -> str:
    rest = desk.utterance.text[end:]
    return rest.split()[0].strip(".?,") if rest.startswith(" ") and rest.split() else ""


def _describe(desk: Desk, thing: str) -> Outcome:
    rows = [row for row in desk.ask("profile", about=thing) if _is_telling(row)]
    if not rows:
        return desk.none(desk.label(thing))
    own = {
        slot: mine
        for slot, fillings in desk.slots.by_slot.items()
        if (mine := tuple(each for each in fillings if each.iri == thing))
    }
    # Of what somebody undertakes more than its status is told.
    cues = frozenset({"describe"} if kind_of(thing) in ("project", "programme") else ())
    quiet = replace(
        desk,
        utterance=replace(desk.utterance, cues=cues, is_polar=False, periods=(), ordinal=None),
        slots=Slots(own, desk.slots.mentions),
    )
    quiet.asked, quiet.known = desk.asked, desk.known
    more = [found for tell in _tellers(quiet, thing) if (found := tell(quiet)).rows]
    sentences = [_sort(desk, thing, rows), *_ties(desk, rows), *_identifiers(desk, rows), *_made_from_it(desk, thing)]
    sentences += [found.text for found in more]
    between = "" if desk.speech.language == "ja" else " "
    told = [sentence.strip() for sentence in sentences if sentence]
    text = between.join([*told[:1], *(_shorten(desk, thing, sentence) for sentence in told[1:])])
    return Outcome(text, [*rows, *(row for found in more for row in found.rows)])


def _sort(desk: Desk, thing: str, rows: Sequence[Row]) -> str:
    """The sentence that says of what sort a thing is and how else it is called."""
    kinds = [desk.label(row["thing"]) for row in rows if "hasKind" in _slugs(row["relation"])]
    classes = [
        desk.label(row["relation"]) for row in rows if row["what"] == "class" and not _slugs(row["relation"]) & BROAD
    ]
    binds = [
        desk.label(row["thing"])
        for row in rows
        if "hasBindingness" in _slugs(row["relation"]) and "unknown" not in _slugs(row["thing"])
    ]
    kind = desk.speech.listing(
        kinds or classes or [desk.label(row["relation"]) for row in rows if row["what"] == "class"]
    )
    if desk.speech.language == "en":
        kind = f"{'an' if VOWEL.match(kind) else 'a'} {kind[:1].lower() + kind[1:]}"
    if binds:
        kind = desk.say("d_binds", kind=kind, binds=desk.speech.listing(binds))
    others = [desk.label(row["value"]) for row in rows if _slugs(row["relation"]) & {"altLabel", "notation"}]
    script = SCRIPTS[desk.speech.language]
    known = [name for name in others if script.search(name) and name != desk.label(thing)]
    aka = desk.say("d_aka", names=desk.speech.listing(known, NAMES)) if known else ""
    return desk.say("d_is", thing=desk.label(thing), aka=aka, kind=kind)


def _ties(desk: Desk, rows: Sequence[Row]) -> Iterable[str]:
    for relation, phrase in TIES:
        held = [desk.label(row["thing"]) for row in rows if relation in _slugs(row["relation"]) and row["thing"]]
        if held:
            yield desk.say(phrase, list=desk.speech.listing(held, NAMES))
    codes = [desk.label(row["value"]) for row in rows if "harmonisedSystemCode" in _slugs(row["relation"])]
    if codes:
        yield desk.say("d_codes", list=desk.speech.listing(codes, NAMES))


def _identifiers(desk: Desk, rows: Sequence[Row]) -> Iterable[str]:
    """Outside identifiers, where they are asked for."""
    held = [desk.label(row["value"]) for row in rows if _slugs(row["relation"]) & {"exactMatch", "sameAs", "homepage"}]
    if desk.has("wikidata") and held:
        yield desk.say("d_identifiers", list=desk.speech.listing(held, NAMES))


def _made_from_it(desk: Desk, thing: str) -> Iterable[str]:
    """What a material is made into, and what a group holds."""
    lookup = desk.world.lookup
    goods = sorted(desk.label(iri) for iri, parts in lookup.made.items() if thing in parts)
    if goods:
        yield desk.say("d_made_into", list=desk.speech.listing(goods, 2 * NAMES))
    if "MaterialGroup" in lookup.classes.get(thing, frozenset()):
        held = desk.names(desk.ask("materials-in", group=thing), "material")
        if held:
            yield desk.say("d_holds", count=len(held), list=desk.speech.listing(held, 2 * COUNTS))


def _tellers(desk: Desk, thing: str) -> Sequence[Callable[[Desk], Outcome]]:
    """What else is told of a thing of its sort."""
    kind = kind_of(thing)
    if kind in ("framework", "pillar"):
        return (_beginning, MEMBER_PLANS["members"], _scope)
    if kind == "event":
        return (MEETING_PLANS["event"],)
    if kind == "instrument":
        is_measure = "TradeMeasure" in desk.world.lookup.classes.get(thing, frozenset())
        return (TEXT_PLANS["text"], *((_scope,) if is_measure else ())) if desk.slots.has("text") else ()
    if kind in ("project", "facility", "programme", "deposit"):
        return (PROJECT_PLANS["undertaking"],)
    if kind == "actor" and "Person" in desk.world.lookup.classes.get(thing, ()):
        return (officers, _deeds)
    if kind == "actor" and desk.slots.has("body"):
        return (FIRM_PLANS["involvement"],)
    if kind == "material":
        return (_lists,)
    if kind == "place":
        return (PROJECT_PLANS["projects"],)
    if kind == "actor":
        return (MEMBERSHIP_PLANS["memberships"],)
    return ()


def _deeds(desk: Desk) -> Outcome:
    """What a person has signed, written or taken part in."""
    person = desk.slots.actors[0]
    rows = desk.ask("parts-of", actor=person)
    parts = [f"{desk.label(row['thing'])} ({desk.label(row['role'])})" for row in rows]
    return Outcome(desk.speech.found("part", desk.label(person), len(parts), parts) if parts else "", rows)


def _beginning(desk: Desk) -> Outcome:
    """When a framework began, and when it ended."""
    framework = desk.slots.first("framework") or ""
    rows = life_of(desk, framework)
    begun = [row for row in rows if _slugs(row["status"]) & {"launched", "active"}] or list(rows)
    over = [row for row in rows if _slugs(row["status"]) & {"ended", "superseded"}]
    parts = [desk.say("launched", framework=desk.label(framework), day=desk.on_day(begun[0]["day"]))] if begun else []
    if over:
        ended = desk.day(over[0]["day"])
        successor = successor_of(desk, framework)
        parts.append(desk.say("ended_on", framework=desk.label(framework), ended=ended, successor=successor))
    before = [row for row in lineage_of(desk, framework) if framework in tokens_of(row["successor"])]
    if before:
        told = [f"{desk.label(row['predecessor'])} ({desk.day(row['day'])})" for row in before]
        parts.append(desk.say("d_succeeded", list=desk.speech.listing(told, NAMES)))
    return Outcome(" ".join(parts), [*rows, *before])


def _scope(desk: Desk) -> Outcome:
    found = FRAMEWORK_PLANS["materials_of"](desk)
    return found if found.rows else Outcome("")


def _lists(desk: Desk) -> Outcome:
    """Which lists in force name a material."""
    material = desk.slots.first("material") or ""
    rows = [row for row in desk.ask("lists-naming", material=material) if row["match"] != "member" and row["in_force"]]
    places = desk.names([row for row in rows if row["places"]], "places")
    said = desk.speech.listing(places, COUNTS)
    return Outcome(desk.say("d_listed", count=len(rows), list=said) if rows else "", rows)


def _shorten(desk: Desk, thing: str, sentence: str) -> str:
    """A further sentence on a thing, without its name over again."""
    label = desk.label(thing)
    if desk.speech.language == "en" and sentence.startswith(f"{label} "):
        return f"It {sentence.removeprefix(label).strip()}"
    return sentence.removeprefix(f"{label}は") if desk.speech.language == "ja" else sentence


def _is_telling(row: Row) -> bool:
    return not any(iri.startswith(BASE) and slug_of(iri) == "hasDefaultGeometry" for iri in tokens_of(row["relation"]))


PLANS: Final[Mapping[str, Plan]] = {"describe": describe, "who_is": describe}
