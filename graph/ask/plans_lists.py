"""Plans for lists of critical materials: what is on one, which name a material, what two have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.spelling import key_of
from graph.cells import Cell

__all__ = ["LISTS", "PLANS", "list_of"]


def _text(cell: Cell) -> str:
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


def listing(desk: Desk) -> Outcome:
    """Whether a material is on a list, on which, since when; what is on a list."""
    materials, countries = desk.slots.all("material"), desk.slots.all("country")
    lists = desk.slots.all("list")
    if not materials:
        return _whole(desk, countries, lists)
    outcomes = [_listed(desk, material, countries, lists) for material in materials[:3]]
    booleans = {outcome.boolean for outcome in outcomes}
    return Outcome(
        " ".join(outcome.text for outcome in outcomes),
        [row for outcome in outcomes for row in outcome.rows],
        booleans.pop() if len(booleans) == 1 else False if False in booleans else None,
        all(outcome.is_answered for outcome in outcomes),
    )


#: Words that ask for lists, not for what is on them.
LISTS: Final = re.compile(
    r"\b(?:which|what|how many|all|any|other)\b[^?]{0,40}\blists\b(?!\s+(?:contain|cover|include|name|hold))"
    r"|\blists\s+(?:has|have|does|do|did|of|by|are there|exist)\b"
    r"|(?:どの|いくつの|何種類の)[^？?]{0,12}リスト|リストは?(?:いくつ|何件|何本)"
    r"|(?:कौन\s*[-]?\s*(?:सी|कौन)|कितनी|कौन)[^?]{0,25}सूचिय",
    re.IGNORECASE,
)


def _whole(desk: Desk, countries: Sequence[str], lists: Sequence[str]) -> Outcome:
    """Lists as such: which there are, of when they are, what is on one, what was added to it."""
    asks_lists = LISTS.search(desk.utterance.text) is not None
    if (len(countries) > 1 or len(lists) > 1) and not asks_lists:
        return crosswalk(desk)
    chosen = lists[0] if lists else list_of(desk, countries[0]) if countries else None
    if chosen is not None and desk.has("added", "removed"):
        changed = _changed(desk, chosen)
        if changed is not None:
            return changed
    if chosen is None or asks_lists or desk.has("when"):
        rows = [
            row
            for row in desk.ask("lists")
            if (not countries or tokens_of(row["places"]) & set(countries))
            and (not lists or (tokens_of(row["edition"]) | tokens_of(row["series"])) & set(lists))
        ]
        rows.sort(key=lambda row: not tokens_of(row["edition"]) & {chosen})
        if not rows:
            return desk.none(desk.speech.listing([desk.label(each) for each in countries or lists]))
        told = [f"{desk.label(row['edition'])} ({desk.day(row['issued'])})" for row in rows]
        said = desk.say("list_issued", list=desk.speech.listing(told, 30))
        text = desk.say("counted", what=said.rstrip(".。।"), count=len(rows)) if desk.has("how_many") else said
        return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None)
    if desk.slots.has("framework"):
        return _covered(desk, chosen, desk.slots.first("framework") or "")
    found = _on_list(desk, chosen)
    return Outcome(found.text, found.rows, boolean=bool(found.rows) or None if desk.utterance.is_polar else None)


def _covered(desk: Desk, chosen: str, framework: str) -> Outcome:
    """What of a list a framework covers by name; all of it in general terms, where it names none."""
    rows = desk.ask("on-list", list=chosen)
    scope = desk.ask("materials-covered", framework=framework)
    named = {iri for row in scope for iri in tokens_of(row["material"])}
    above = desk.world.lookup.above
    held = [row for row in rows if any(named & {iri, *above.get(iri, ())} for iri in tokens_of(row["material"]))]
    names = desk.names(held, "material")
    values = {"lists": desk.label(chosen), "framework": desk.label(framework), "count": len(names)}
    if not scope:
        return desk.none(desk.label(framework))
    phrase = "list_covered" if held or named else "list_covered_generally"
    text = desk.say(phrase, **values, list=desk.speech.listing(names, 60))
    return Outcome(text, [*(held or rows), *scope], boolean=bool(held) or None if desk.utterance.is_polar else None)


def _changed(desk: Desk, chosen: str) -> Outcome | None:
    """What an edition has that the one before it had not, and the other way round."""
    editions = desk.ask("lists")
    mine = [row for row in editions if chosen in tokens_of(row["edition"]) | tokens_of(row["series"])]
    series = {iri for row in mine for iri in tokens_of(row["series"])}
    ordered = [row for row in editions if tokens_of(row["series"]) & series]
    place = next((at for at, row in enumerate(ordered) if chosen in tokens_of(row["edition"])), 0)
    if place + 1 >= len(ordered):
        return None
    new, old = (next(iter(tokens_of(row["edition"]))) for row in ordered[place : place + 2])
    rows = desk.ask("crosswalk", first=new, second=old)
    phrase, standing = ("list_removed", "second-only") if desk.has("removed") else ("list_added", "first-only")
    found = [row for row in rows if row["standing"] == standing]
    names = desk.names(found, "material")
    values = {"new": desk.label(new), "old": desk.label(old)}
    return Outcome(desk.say(phrase, **values, count=len(names), list=desk.speech.listing(names, 60)), found)


def _is_of_critical(desk: Desk, row: Row) -> bool:
    """Whether a list is one of critical or strategic minerals, and not of what is stocked or surveyed."""
    labels = " ".join(desk.world.lookup.label(iri) for iri in tokens_of(row["edition"]) | tokens_of(row["series"]))
    return "critical" in labels.lower() or "strategic" in labels.lower()


def list_of(desk: Desk, country: str) -> str | None:
    """The newest list of a country that is complete, critical minerals before others."""
    rows = [row for row in desk.ask("lists") if country in tokens_of(row["places"])]
    ranked = sorted(
        rows,
        key=lambda row: (
            row["in_force"] is not True,
            _oddness(desk.world.lookup.label(next(iter(tokens_of(row["edition"])))), desk.utterance.text),
            _reverse(_text(row["issued"])),
        ),
    )
    return next(iter(tokens_of(ranked[0]["edition"]))) if ranked else None


def _oddness(label: str, asked: str) -> int:
    """How far a list is from being just the list of critical minerals, unless the question names what is odd."""
    said = asked.lower() + (" strategic" if re.search("戦略|रणनीतिक|सामरिक", asked) else "")
    odd = [
        word
        for word in ("strategic", "energy", "ores", "rare metals", "act")
        if (word in label.lower()) != (re.search(rf"\b{word}\b", said) is not None)
    ]
    return 2 * len(odd) + ("critical" not in label.lower())


def _reverse(day: str) -> int:
    return -int(day.replace("-", "") or 0)


def _on_list(desk: Desk, chosen: str) -> Outcome:
    rows = desk.ask("on-list", list=chosen)
    if not rows:
        return desk.none(desk.label(chosen))
    is_whole = any(row["complete"] is True for row in rows)
    names = desk.names(rows, "material")
    issued = next((row["issued"] for row in desk.ask("lists") if chosen in tokens_of(row["edition"])), None)
    return Outcome(
        desk.say(
            "on_list",
            day=desk.day(issued),
            lists=desk.label(chosen),
            count=len(names),
            entries=len(tokens_of_rows(rows)),
            list=desk.speech.listing(names, 60),
        )
        + ("" if is_whole else " " + desk.say("list_partial")),
        rows,
    )


def tokens_of_rows(rows: Sequence[Row]) -> set[str]:
    """The IRIs of the facts in rows."""
    return {iri for row in rows for iri in tokens_of(row["fact"])}


def _listed(desk: Desk, material: str, countries: Sequence[str], lists: Sequence[str]) -> Outcome:
    rows = [row for row in desk.ask("lists-naming", material=material) if row["match"] != "member"]
    rows = [
        row
        for row in rows
        if (not countries or tokens_of(row["places"]) & set(countries))
        and (not lists or (tokens_of(row["edition"]) | tokens_of(row["series"])) & set(lists))
    ]
    rows.sort(key=lambda row: not _is_of_critical(desk, row))
    now = [row for row in rows if row["in_force"] is True]
    label = desk.label(material)
    asks = desk.utterance.is_polar
    told = _dated(desk, now)
    if not countries and not lists:
        if not now:
            return desk.none(label)
        values = {"material": label, "count": len(now), "list": desk.speech.listing(told, 20)}
        if desk.has("country", "who"):
            text = desk.say("listed_by", **values, places=desk.speech.listing(desk.names(now, "places"), 20))
        else:
            text = desk.say("lists_naming", **values)
        return Outcome(desk.say("answer_yes") + text if asks else text, rows, boolean=True if asks else None)
    if now and (countries or lists) and desk.has("removed", "why") and not asks:
        text = desk.say("still_listed", material=label, lists=desk.speech.listing(told))
        return Outcome(text, rows, is_answered=False)
    if desk.has("when", "since") and now and not asks:
        first = min((row for row in rows if _text(row["issued"])), key=lambda row: _text(row["issued"]), default=now[0])
        day, lists_said = desk.day(first["issued"]), desk.speech.listing(told)
        return Outcome(desk.say("listed_since", material=label, day=day, lists=lists_said), rows)
    others = [row for row in now if not _is_of_critical(desk, row)]
    if now == others and not lists and desk.has("critical"):
        main = [each for country in countries if (each := list_of(desk, country)) is not None]
        whole = [each for each in main if any(row["complete"] is True for row in desk.ask("on-list", list=each))]
        if whole and now:
            names = desk.speech.listing([desk.label(each) for each in whole])
            text = desk.say("listed_no", material=label, lists=names)
            text += desk.say("listed_other", lists=desk.speech.listing(_dated(desk, others)))
            return Outcome(text, rows, boolean=False if asks else None)
    wanted = set(countries) - {iri for row in now for iri in tokens_of(row["places"])} if len(countries) > 1 else set()
    if now and not wanted:
        return Outcome(
            desk.say("listed_yes" if asks else "listed_on", material=label, lists=desk.speech.listing(told)),
            rows,
            boolean=True if asks else None,
        )
    if rows and not now:
        ended = [desk.label(row["edition"]) for row in rows]
        return Outcome(
            desk.say("listed_ended", material=label, lists=desk.speech.listing(ended)),
            rows,
            boolean=False if asks else None,
        )
    own = lists or [each for country in (wanted or countries) if (each := list_of(desk, country)) is not None]
    denied = [row for row in desk.ask("denials", about=material) if tokens_of(row["subject"]) & set(own)]
    whole = [each for each in own if any(row["complete"] is True for row in desk.ask("on-list", list=each))]
    if whole or (denied and own):
        names = desk.speech.listing([desk.label(each) for each in whole or own])
        prefix = desk.say("listed_yes", material=label, lists=desk.speech.listing(told)) + " " if now else ""
        return Outcome(
            prefix + desk.say("listed_no" if whole else "listed_denied", material=label, lists=names),
            [*rows, *denied],
            boolean=False if asks else None,
        )
    actor = desk.speech.listing([desk.label(each) for each in countries or lists])
    return Outcome(desk.say("listed_unknown", material=label, actor=actor), rows, boolean=None)


def _dated(desk: Desk, rows: Sequence[Row]) -> list[str]:
    """Editions with their days."""
    return [f"{desk.label(row['edition'])} ({desk.day(row['issued'])})" for row in rows]


def crosswalk(desk: Desk) -> Outcome:
    """What two lists share, or one has alone; of countries the main lists first, then whatever others they have."""
    lists, countries = desk.slots.all("list"), desk.slots.all("country")
    alone = desk.has("only", "not")
    if desk.slots.has("material") and not alone and len(desk.slots.all("material")) < 3:
        return listing(desk)
    if len(countries) > 1 and alone:
        countries = desk.apart(countries)
    chosen = [*lists, *(each for country in countries if (each := list_of(desk, country)) is not None)]
    if len(chosen) < 2:
        return desk.none(desk.speech.listing([desk.label(each) for each in (*lists, *countries)]))
    first, second, *more = chosen
    if len(countries) > 1 and not lists and not alone and desk.has("cover", "framework"):
        both = desk.ask("listed-and-covered", actor=countries[0], other=countries[1])
        names = desk.names(both, "material")
        via = desk.speech.listing(desk.names(both, "framework"))
        named = [desk.label(each) for each in countries[:2]]
        text = desk.say(
            "listed_and_covered", one=named[0], other=named[1], via=via, list=desk.speech.listing(names, 40)
        )
        return Outcome(text, both) if both else desk.none(desk.speech.listing(named))
    rows = desk.ask("crosswalk", first=first, second=second)
    values = {"first": desk.label(first), "second": desk.label(second)}
    shared = [row for row in rows if row["standing"] in ("both", "by-group")]
    found = [row for row in rows if row["standing"] == "first-only"] if alone else shared
    is_compared = bool(COMPARING & {unit.key for unit in desk.utterance.units}) or any(
        word in desk.utterance.text for word in ("違い", "比較", "अंतर", "तुलना")
    )
    if is_compared:
        found = list(rows)
    is_shared = is_compared or not alone
    for third in more if is_shared else ():
        also = set(desk.names(desk.ask("on-list", list=third), "material"))
        found = [row for row in found if set(desk.names([row], "material")) & also]
        values["second"] = f"{values['second']}{desk.say('and')}{desk.label(third)}"
    told = [row for row in found if row in shared] if is_shared else found
    names = desk.names(told, "material")
    text = desk.say(
        "both_lists" if is_shared else "one_list", **values, count=len(names), list=desk.speech.listing(names, 60)
    )
    if is_compared:
        mine = desk.names([row for row in rows if row["standing"] == "first-only"], "material")
        theirs = desk.names([row for row in rows if row["standing"] == "second-only"], "material")
        swapped = {"first": values["second"], "second": values["first"]}
        text += " " + desk.say("one_list", **values, count=len(mine), list=desk.speech.listing(mine, 60))
        text += " " + desk.say("one_list", **swapped, count=len(theirs), list=desk.speech.listing(theirs, 60))
    elif not alone and len(countries) == 2 and not lists:
        others = [row for row in _by_other_lists(desk, countries, chosen[:2]) if row not in found]
        more = [name for name in desk.names(others, "material") if name not in names]
        if more:
            found, text = [*found, *others], text + desk.say("other_lists", list=desk.speech.listing(more, 60))
    return Outcome(text, found)


#: Words by which two lists are set side by side.
COMPARING: Final = frozenset(key_of("compare comparison difference differ versus vs"))


def _by_other_lists(desk: Desk, countries: Sequence[str], chosen: Sequence[str]) -> list[Row]:
    """What two countries share by their lists in force, those that were compared already left out."""
    listed = desk.ask("lists")
    editions = [
        [
            next(iter(tokens_of(row["edition"])))
            for row in listed
            if country in tokens_of(row["places"]) and row["in_force"]
        ]
        for country in countries[:2]
    ]
    pairs = [(one, other) for one in editions[0] for other in editions[1] if [one, other] != list(chosen)]
    rows = [row for one, other in pairs[:6] for row in desk.ask("crosswalk", first=one, second=other)]
    return [row for row in rows if row["standing"] in ("both", "by-group")]


PLANS: Final[Mapping[str, Plan]] = {
    "crosswalk": crosswalk,
    "list_check": listing,
    "listing": listing,
}
