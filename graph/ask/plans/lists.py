"""Plans for lists of critical materials: what is on one, which name a material, what two have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.contents import asks_minerals
from graph.ask.findings.contrast import apart
from graph.ask.findings.counterparts import two_lists
from graph.ask.findings.editions import dated, edition_of, has_purpose, list_of, list_of_year, lists_of, of_their_years
from graph.ask.findings.groupings import on_lists
from graph.ask.plans.gaps import asks_for_gaps, unnamed
from graph.ask.plans.listed import listed
from graph.ask.wording.spelling import key_of

__all__ = ["LISTS", "PLANS"]


def listing(desk: Desk) -> Outcome:
    """Whether a material is on a list, on which, since when; what is on a list."""
    materials, countries = desk.slots.all("material"), desk.slots.all("country")
    lists = desk.slots.all("list")
    if len(countries) == 1 and not lists and list_of(desk, countries[0]) is None:
        desk, lists, countries = of_their_years(desk, lists, countries)
    if not materials and len(countries) == 1 and not desk.slots.has("list", "framework") and asks_for_gaps(desk):
        return unnamed(desk, countries)
    if not materials:
        return _whole(desk, countries, lists)
    if asks_minerals(desk) and (chosen := lists[0] if lists else list_of(desk, countries[0]) if countries else None):
        held = _of_groups(desk, chosen, materials)
        if held is not None:
            return held
    framework = desk.slots.first("framework")
    if framework and not countries and not lists and not desk.utterance.is_polar:
        return _of_members(desk, materials[0], framework)
    pair = two_lists(desk, countries[0]) if len(countries) == 1 and not lists and desk.utterance.is_polar else []
    if len(pair) > 1 and SHARING.search(desk.utterance.text):
        # On both of them it has to be.
        outcomes = [listed(desk, materials[0], (), [each]) for each in pair]
        is_so = all(outcome.boolean for outcome in outcomes) or (
            False if any(outcome.boolean is False for outcome in outcomes) else None
        )
        return Outcome(_unjudged(desk, outcomes), [row for each in outcomes for row in each.rows], is_so)
    if desk.utterance.is_polar and len(materials) == 1 and len(countries) > 1 and desk.has("not", "only"):
        return _on_one_only(desk, countries)
    each_apart = _one_by_one(desk, materials, countries, lists)
    if each_apart is not None:
        return each_apart
    outcomes = [listed(desk, material, countries, lists) for material in materials[:3]]
    # What is not so is told first, since it is the answer to whether all of it is.
    outcomes.sort(key=lambda outcome: outcome.boolean is not False)
    booleans = {outcome.boolean for outcome in outcomes}
    return Outcome(
        " ".join(outcome.text for outcome in outcomes),
        [row for outcome in outcomes for row in outcome.rows],
        booleans.pop() if len(booleans) == 1 else False if False in booleans else None,
        all(outcome.is_answered for outcome in outcomes),
    )


def _one_by_one(desk: Desk, materials: Sequence[str], countries: Sequence[str], lists: Sequence[str]) -> Outcome | None:
    """Whether a material is on the list of each of several countries, told one after the other; else nothing."""
    held = {iri for row in lists_of(desk, (), lists) for iri in tokens_of(row["places"])} if lists else set()
    places = [each for each in countries if each not in held]
    if not desk.utterance.is_polar or len(materials) != 1 or len(places) + bool(lists) < 2:
        return None
    found = [listed(desk, materials[0], (), lists)] if lists else []
    found += [listed(desk, materials[0], [each], ()) for each in places]
    so = {each.boolean for each in found}
    rows = [row for each in found for row in each.rows]
    is_any = are_alternatives(desk.utterance.text)
    # Of the one, the other or both there is no yes unless it is the same for all.
    mixed = None if is_any and desk.has("both") else True if is_any and True in so else False if False in so else None
    return Outcome(_unjudged(desk, found), rows, so.pop() if len(so) == 1 else mixed)


def _of_members(desk: Desk, material: str, framework: str) -> Outcome:
    """Which members of a framework have a material on a list in force."""
    members = {iri for row in desk.ask("members-of", framework=framework) for iri in tokens_of(row["member"])}
    rows = [
        row
        for row in desk.ask("lists-naming", material=material)
        if row["in_force"] is True and row["match"] != "member" and tokens_of(row["places"]) & members
    ]
    if not rows:
        return desk.none(desk.speech.listing([desk.label(material), desk.label(framework)]))
    names = desk.names(rows, "places")
    values = {"material": desk.label(material), "framework": desk.label(framework), "count": len(names)}
    listing_of = desk.speech.listing(dated(desk, rows), 20)
    return Outcome(desk.say("listed_by_members", **values, places=desk.speech.listing(names), list=listing_of), rows)


#: Words that ask for what two lists share.
SHARING: Final = re.compile(
    r"\bboth\b|\bshared?\b|\bin common\b|\boverlap|両方|共通|重な|重複|दोनों|साझा", re.IGNORECASE
)
#: Words that measure one list against another.
COMPARATIVE: Final = re.compile(
    r"\b(?:more|fewer|less|longer|shorter|larger|bigger|smaller|wider)\b.*\b(?:than|or)\b|より(?:多|少|長|短)"
    r"|どちら(?:の方)?が(?:多|少|長|短)|से (?:अधिक|ज़्यादा|कम)|(?:किसमें|किसकी)\b.*(?:अधिक|ज़्यादा|ज्यादा|कम|लंबी)",
    re.IGNORECASE,
)
SHORTER: Final = re.compile(r"\b(?:fewer|less|shorter|smaller)\b|少|短|कम", re.IGNORECASE)
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
    if len(countries) == 1 and not lists and len(pair := two_lists(desk, countries[0])) > 1:
        # A year that is named is that of a list, not the day that the answer is about.
        now = replace(desk, on=desk.world.cut_off or desk.on)
        return _compared(now, pair, alone=not SHARING.search(desk.utterance.text))
    chosen = lists[0] if lists else list_of(desk, countries[0]) if countries else None
    if chosen is None and not asks_lists:
        chosen = list_of_year(desk)
    if chosen is None and has_purpose(desk, desk.ask("lists")):
        chosen = edition_of(lists_of(desk, ())[0])
    if chosen is not None and desk.has("only") and not desk.utterance.is_polar and not asks_lists:
        places = {iri for row in lists_of(desk, (), [chosen]) for iri in tokens_of(row["places"])}
        beside = [row for row in desk.ask("lists") if row["in_force"] is True and tokens_of(row["places"]) & places]
        main = next((edition_of(row) for row in beside if edition_of(row) != chosen), None)
        if main is not None and has_purpose(desk, beside):
            # On the list of one issuer alone: not on the other of the same country.
            return _compared(desk, [chosen, main], alone=True)
    is_change = desk.has("added", "leave", "removed") or bool(desk.concept("claim") & {"added", "removed"})
    # Entries that are counted did not all enter now.
    is_change = is_change or (desk.has("join") and not desk.has("how_many"))
    if chosen is not None and is_change:
        changed = _changed(desk, chosen)
        if changed is not None:
            return changed
        if desk.utterance.is_polar:
            # Whether it changed no single edition can tell.
            return Outcome(desk.say("one_edition", lists=desk.label(chosen)), lists_of(desk, countries, [chosen]))
    if chosen is None or asks_lists or desk.has("when"):
        rows = lists_of(desk, countries, lists)
        rows.sort(key=lambda row: edition_of(row) != chosen)
        is_current = bool(desk.concept("claim") & {"alive", "in-force", "running"}) or desk.has("active")
        is_over = bool(desk.concept("claim") & {"over"}) or desk.has("ended", "successor")
        if is_current or is_over:
            rows = [row for row in rows if (row["in_force"] is True) == is_current]
        if not rows:
            return desk.none(desk.speech.listing([desk.label(each) for each in countries or lists]))
        told = dated(desk, rows)
        text = desk.say("list_issued", list=desk.speech.listing(told, 30))
        if desk.has("how_many") or is_current or is_over:
            phrase = "lists_current" if is_current else "lists_over" if is_over else "lists_counted"
            text = desk.say(phrase, count=len(rows), day=desk.today(), list=desk.speech.listing(told, 30))
        return Outcome(text, rows, boolean=True if desk.utterance.is_polar else None, count=len(rows))
    if desk.slots.has("framework"):
        return _covered(desk, chosen, desk.slots.first("framework") or "")
    found = _on_list(desk, chosen)
    if desk.has("added", "removed"):
        # Nothing tells what is new where no earlier edition is held.
        found = replace(found, text=f"{desk.say('no_earlier_edition', lists=desk.label(chosen))} {found.text}")
    mine = lists_of(desk, countries, lists)
    others = [row for row in mine if row["in_force"] and edition_of(row) != chosen] if countries and not lists else []
    more = desk.say("other_editions", list=desk.speech.listing(desk.names(others, "edition"))) if others else ""
    # That there is a list tells nothing of how it compares with others.
    is_asked = desk.utterance.is_polar and not COMPARATIVE.search(desk.utterance.text) and not desk.has("binding")
    boolean = bool(found.rows) or None if is_asked else None
    return replace(found, text=found.text + more, boolean=boolean)


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
    is_removed = desk.has("removed", "leave") or "removed" in desk.concept("claim")
    phrase, standing = ("list_removed", "second-only") if is_removed else ("list_added", "first-only")
    found = [row for row in rows if row["standing"] == standing]
    names = desk.names(found, "material")
    values = {"new": desk.label(new), "old": desk.label(old)}
    text = desk.say(phrase, **values, count=len(names), list=desk.speech.listing(names, 60))
    is_part = any(row["first_complete"] is False or row["second_complete"] is False for row in rows)
    if is_part:
        # What is not known to be on a list may be on it all the same.
        text += " " + desk.say("list_partial")
    boolean = None if is_part and not found else bool(found)
    return Outcome(text, found, boolean=boolean if desk.utterance.is_polar else None)


def _of_groups(desk: Desk, chosen: str, materials: Sequence[str]) -> Outcome | None:
    """What of a list belongs to the groups that are named; nothing where no group is."""
    lookup = desk.world.lookup
    groups = {iri for iri in materials if "MaterialGroup" in lookup.classes.get(iri, frozenset())}
    rows = [
        row
        for row in desk.ask("on-list", list=chosen)
        if any(groups & {iri, *lookup.above.get(iri, ())} for iri in tokens_of(row["material"]))
    ]
    if all(tokens_of(row["material"]) & groups for row in rows):
        return None
    names = desk.names(rows, "material")
    what = desk.speech.listing([desk.label(iri) for iri in (*sorted(groups), chosen)])
    return Outcome(desk.speech.found("material", what, len(names), names, 60), rows)


def _on_list(desk: Desk, chosen: str) -> Outcome:
    rows = desk.ask("on-list", list=chosen)
    if not rows:
        return desk.none(desk.label(chosen))
    is_whole = any(row["complete"] is True for row in rows)
    names = desk.names(rows, "material")
    mine = next(iter(dated(desk, lists_of(desk, (), [chosen]))), desk.label(chosen))
    return Outcome(
        desk.say(
            "on_list_rest" if desk.left_out[1] else "on_list",
            lists=mine,
            count=len(names),
            entries=len(tokens_of_rows(rows)),
            list=desk.speech.listing(names, 60),
        )
        + ("" if is_whole else " " + desk.say("list_partial")),
        rows,
        count=len(tokens_of_rows(rows)),
    )


def tokens_of_rows(rows: Sequence[Row]) -> set[str]:
    """The IRIs of the facts in rows."""
    return {iri for row in rows for iri in tokens_of(row["fact"])}


def crosswalk(desk: Desk) -> Outcome:
    """What two lists share, or one has alone; of countries the main lists first, then whatever others they have."""
    lists, countries = desk.slots.all("list"), desk.slots.all("country")
    if len(countries) > 1 and not lists and asks_for_gaps(desk):
        return unnamed(desk, countries)
    if len(countries) > 1:
        desk, lists, countries = of_their_years(desk, lists, countries)
    alone = desk.has("only", "not")
    if desk.slots.has("material") and len(desk.slots.all("material")) < 3:
        if not alone:
            return listing(desk)
        if desk.utterance.is_polar and len(countries) > 1:
            return _on_one_only(desk, countries)
    if len(countries) > 1 and alone:
        countries = apart(desk, countries)
    chosen = [*lists, *(each for country in countries if (each := list_of(desk, country)) is not None)]
    if len(chosen) < 2:
        return desk.none(desk.speech.listing([desk.label(each) for each in (*lists, *countries)]))
    is_counted = desk.has("how_many") and not SHARING.search(desk.utterance.text)
    if (COMPARATIVE.search(desk.utterance.text) or is_counted) and not alone:
        # How long each of them is.
        each_of = [_on_list(desk, each) for each in chosen]
        rows = [row for found in each_of for row in found.rows]
        sizes = [len(desk.names(found.rows, "material")) for found in each_of]
        is_so = sizes[0] > sizes[1] if desk.utterance.is_polar and not SHORTER.search(desk.utterance.text) else None
        return Outcome(" ".join(found.text for found in each_of), rows, is_so)
    is_compared = _is_compared(desk)
    listed_rows = [row for country in countries for row in lists_of(desk, [country])]
    if len(countries) > 1 and not lists and not alone and desk.has("framework"):
        both = desk.ask("listed-and-covered", actor=countries[0], other=countries[1])
        names = desk.names(both, "material")
        via = desk.speech.listing(desk.names(both, "framework"))
        named = [desk.label(each) for each in countries[:2]]
        text = desk.say(
            "listed_and_covered", one=named[0], other=named[1], via=via, list=desk.speech.listing(names, 40)
        )
        return Outcome(text, both) if both else desk.none(desk.speech.listing(named))
    if len(countries) == 2 and not lists and not alone and not is_compared and not has_purpose(desk, listed_rows):
        return _by_all(desk, countries, chosen)
    return _compared(desk, chosen, alone=alone)


def _is_compared(desk: Desk) -> bool:
    """Whether two lists are set side by side, so that what each has alone is told as well."""
    return bool(COMPARING & {unit.key for unit in desk.utterance.units}) or any(
        word in desk.utterance.text for word in ("違い", "比較", "अंतर", "तुलना")
    )


def _compared(desk: Desk, chosen: Sequence[str], *, alone: bool) -> Outcome:
    """What these lists have in common, or the first of them alone."""
    first, second, *more = chosen
    is_compared = _is_compared(desk)
    rows = desk.ask("crosswalk", first=first, second=second)
    values = {"first": desk.label(first), "second": desk.label(second)}
    shared = [row for row in rows if row["standing"] in ("both", "by-group")]
    found = [row for row in rows if row["standing"] == "first-only"] if alone else shared
    if is_compared:
        found = list(rows)
    is_shared = is_compared or not alone
    for third in more if is_shared else ():
        also = on_lists(desk, [third])
        found = [row for row in found if tokens_of(row["material"]) & also]
        values["second"] = f"{values['second']}{desk.say('and')}{desk.label(third)}"
    told = [row for row in found if row in shared] if is_shared else found
    names = desk.names(told, "material")
    text = desk.say(
        "both_lists" if is_shared else "one_list", **values, count=len(names), list=desk.speech.listing(names, 60)
    )
    if alone and any(row["second_complete"] is False for row in rows):
        text += " " + desk.say("list_partial")
    if is_compared:
        mine = desk.names([row for row in rows if row["standing"] == "first-only"], "material")
        theirs = desk.names([row for row in rows if row["standing"] == "second-only"], "material")
        swapped = {"first": values["second"], "second": values["first"]}
        text += " " + desk.say("one_list", **values, count=len(mine), list=desk.speech.listing(mine, 60))
        text += " " + desk.say("one_list", **swapped, count=len(theirs), list=desk.speech.listing(theirs, 60))
    return Outcome(text, found)


def _unjudged(desk: Desk, outcomes: Sequence[Outcome]) -> str:
    """Several answers in a row without their own yes or no."""
    verdicts = [desk.say(phrase) for phrase in ("answer_yes", "answer_no")]
    told = []
    for each in outcomes:
        own = next((verdict for verdict in verdicts if each.text.startswith(verdict)), "")
        told.append(each.text.removeprefix(own))
    return " ".join(told)


def _on_one_only(desk: Desk, countries: Sequence[str]) -> Outcome:
    """Whether a material is on the list of the one country and not on that of the other."""
    material = desk.slots.all("material")[0]
    one, other = (
        listed(desk, material, [] if (main := list_of(desk, country)) else [country], [main] if main else [])
        for country in apart(desk, countries)
    )
    is_so = False if one.boolean is False or other.boolean is True else True if one.boolean else None
    if other.boolean is None and is_so:
        is_so = None
    return Outcome(_unjudged(desk, (one, other)), [*one.rows, *other.rows], is_so)


#: Words by which two lists are set side by side.
COMPARING: Final = frozenset(key_of("compare comparison difference differ versus vs"))


def _by_all(desk: Desk, countries: Sequence[str], main: Sequence[str]) -> Outcome:
    """What two countries have in common by all their lists in force, and what of it by their main lists alone."""
    rows = desk.ask("listed-by-both", actor=countries[0], other=countries[1])
    named = {"one": desk.label(countries[0]), "other": desk.label(countries[1])}
    if not rows:
        return desk.none(desk.speech.listing([*named.values()]))
    narrow = [
        row for row in rows if tokens_of(row["edition"]) & {main[0]} and tokens_of(row["other_edition"]) & {main[1]}
    ]
    both = desk.names(narrow, "material")
    values = {"first": desk.label(main[0]), "second": desk.label(main[1])}
    text = desk.say("both_main", **values, count=len(both), list=desk.speech.listing(both, 60))
    others = [name for name in desk.names(rows, "material") if name not in both]
    if others:
        # What is only stocked or surveyed is not therefore called critical.
        named |= {"count": str(len(others)), "list": desk.speech.listing(others, 60)}
        text += " " + desk.say("both_countries", **named)
    return Outcome(text, [*narrow, *(row for row in rows if row not in narrow)])


PLANS: Final[Mapping[str, Plan]] = {
    "crosswalk": crosswalk,
    "list_check": listing,
    "listing": listing,
}
