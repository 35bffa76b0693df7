"""Plans for figures on materials: of places and of the world, who depends on whom, who supplies whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, holds, token_of, tokens_of
from graph.ask.findings.bounds import beyond, has_risen, outdoes
from graph.ask.findings.figure_pairs import asks_both, figure_and_share
from graph.ask.findings.figures import (
    WHOLE,
    figure_of,
    largest_of,
    newest_of,
    size_of,
    tell_figures,
    tell_ranking,
    text_of,
    tokens_of_slug,
)
from graph.ask.findings.indicators import SHARES, THREE, WORLD, few_of, in_unit, is_together, stages_of, wanted_of
from graph.ask.findings.regions import of_region
from graph.ask.naming.names import ALIAS, Sense
from graph.ask.plans.cited_figures import as_cited
from graph.ask.reading.direction import find_taker
from graph.ask.reading.slots import fill
from graph.cells import Cell

__all__ = ["PLANS"]


def figures(desk: Desk) -> Outcome:
    """Figures on a material: of a place, the newest, of a year, the largest."""
    material = desk.slots.first("material") or ""
    areas = desk.slots.all("country", "place")
    label = desk.speech.listing([desk.label(each) for each in (material, *areas)])
    if desk.has("price") and not desk.has("production", "reserves", "import", "reliance", "supply"):
        rises = _fitting(desk, _figures_on(desk, material), areas)
        if not rises:
            return Outcome(desk.say("no_prices", what=label), is_answered=False)
    for known in (_figures_on, _figures_below) if asks_both(desk) else ():
        if (both := figure_and_share(desk, material, known(desk, material))) is not None:
            return both
    is_flow = desk.has("import", "reliance", "supply", "export")
    if len(desk.slots.all("country")) > 1 and is_flow and not desk.has("change"):
        return suppliers(desk)
    fitting = _fitting(desk, _figures_on(desk, material), areas)
    if not fitting:
        # Of graphite as such little is measured, of natural graphite much.
        fitting = _fitting(desk, _figures_below(desk, material), areas)
    fitting = [row for row in fitting if row["value"] is not None] or fitting
    frameworks = desk.slots.all("framework")
    if frameworks and not areas and fitting:
        belonging = belonging_to(desk, frameworks)
        fitting = [row for row in fitting if tokens_of(row["place"]) & belonging]
        if not fitting:
            named = desk.speech.listing([desk.label(each) for each in frameworks])
            return Outcome(desk.say("no_figure_of_members", framework=named, material=desk.label(material)))
    few = few_of(desk)
    if few and not areas and is_together(desk) and (together := _together(desk, material, few)) is not None:
        return together
    if desk.has("reserves") and areas and (share := _share_of_world(desk, material, fitting)) is not None:
        return share
    if not areas and WORLD.search(desk.utterance.text) and not desk.has("most", "least", "share", "who", "country"):
        fitting = [row for row in fitting if tokens_of(row["place"]) & {WHOLE}] or fitting
    if not fitting and is_flow and areas:
        # Who relies on a country is told where that is named alone.
        fitting = [
            row for row in _figures_on(desk, material) if "partner" in row and tokens_of(row["partner"]) & set(areas)
        ]
    if not fitting and is_flow and desk.slots.has("country"):
        return suppliers(desk)
    if not fitting and desk.has("change") and not is_flow:
        return _by_year(desk, material)
    if not fitting:
        return _instead(desk, material) or desk.none(label)
    if desk.utterance.is_polar and areas and desk.has("most", "least"):
        # Whether it is the largest is told by setting it beside the others.
        ranked = largest_of(desk, _fitting(desk, _figures_on(desk, material), []))
        if ranked:
            is_first = bool(tokens_of(ranked[0]["place"]) & set(areas))
            return Outcome(tell_ranking(desk, ranked, material), ranked, boolean=is_first)
    is_ranking = desk.has("most", "least") or (len(areas) > 1 and COMPARED.search(desk.utterance.text))
    if is_ranking or few or (desk.has("who", "which", "where", "country") and not areas):
        # Of graphite as such only the world is measured, of natural graphite each country.
        ranked = largest_of(desk, fitting) or largest_of(desk, _fitting(desk, _figures_below(desk, material), areas))
        ranked = ranked[:few] if few else ranked
        bounded = beyond(desk, ranked)
        if bounded is not None and not bounded:
            return Outcome(desk.say("none_beyond", told=tell_ranking(desk, ranked, material)), ranked)
        ranked = bounded or ranked
        if ranked and ranked[0]["value"] is not None:
            polar = _polar(desk, ranked)
            return Outcome(tell_ranking(desk, ranked, material), ranked, boolean=polar)
    if not desk.utterance.periods:
        fitting = newest_of(fitting)
    if desk.has("import", "export") and desk.has("how_much") and not desk.has("share", "reliance"):
        # How much it is comes before what share of it.
        fitting = sorted(fitting, key=lambda row: "share" in " ".join(tokens_of_slug(row["indicator_measured"])))
    if not areas and len(fitting) > 12:
        fitting = sorted(fitting, key=size_of, reverse=True)
    return Outcome(tell_figures(desk, fitting, material), fitting, boolean=_polar(desk, fitting))


def belonging_to(desk: Desk, frameworks: Sequence[str]) -> set[str]:
    """Who belongs to all of these frameworks on the day that the answer is about, or until each ended."""
    held = []
    for each in frameworks:
        rows = desk.ask("members-of", framework=each)
        now = [row for row in rows if holds(row, desk.on)] or rows
        held.append({iri for row in now for iri in tokens_of(row["member"]) if token_of(row["role"]) != "observer"})
    return set.intersection(*held)


def _by_year(desk: Desk, material: str) -> Outcome:
    """What a figure was at the times that are named, where no source tells by how much it rose or fell."""
    cues = desk.utterance.cues - {"change"}
    cues |= set() if desk.has("reserves", "refinery_production", "consumption", "price") else {"production"}
    found = figures(replace(desk, utterance=replace(desk.utterance, cues=cues)))
    is_up = has_risen(found.rows)
    falls, rises = (word.search(desk.utterance.text) is not None for word in (FALLING, RISING))
    is_so = is_up == rises if desk.utterance.is_polar and is_up is not None and falls != rises else None
    return replace(found, boolean=is_so)


def _instead(desk: Desk, material: str) -> Outcome | None:
    """Resources where no reserves are given, or figures on the group of a material: either is said to be another."""
    if desk.has("reserves") and not desk.has("resources_figure"):
        cues = desk.utterance.cues - {"reserves"} | {"resources_figure"}
        concepts = frozenset(each for each in desk.utterance.concepts if not each.endswith("/reserves"))
        found = figures(replace(desk, utterance=replace(desk.utterance, cues=cues, concepts=concepts)))
        if found.rows:
            text = desk.say("resources_instead", material=desk.label(material), told=found.text)
            return replace(found, text=text, boolean=None)
    if desk.has("refinery_production"):
        # Of some metals production is measured as such, not by where in the chain.
        cues = desk.utterance.cues - {"refinery_production"} | {"production"}
        concepts = frozenset(each for each in desk.utterance.concepts if not each.startswith("indicator/"))
        found = figures(replace(desk, utterance=replace(desk.utterance, cues=cues, concepts=concepts)))
        if found.rows:
            return replace(found, text=desk.say("known_beside", told=found.text), boolean=None)
    for group in desk.world.lookup.above.get(material, ()):
        mentions = tuple(
            replace(each, senses=(Sense(group, ALIAS),)) if material in each.of_kind("material") else each
            for each in desk.slots.mentions
        )
        slots = fill(replace(desk.utterance, mentions=mentions), desk.world.lookup)
        found = figures(replace(desk, slots=slots))
        if found.rows:
            text = desk.say("figures_of_group", material=desk.label(material), told=found.text)
            return replace(found, text=text, boolean=None)
    return None


#: Words that set two places side by side.
COMPARED: Final = re.compile(
    r"\b(?:more|less|larger|bigger|greater|higher|lower|smaller|fewer|compare|versus|vs)\b|どちら|より|比べ|比較|अधिक|ज़्यादा|ज्यादा|zyada|तुलना",
    re.IGNORECASE,
)


def _share_of_world(desk: Desk, material: str, rows: Sequence[Row]) -> Outcome | None:
    """What part of the world's reserves a place has, reckoned from the two figures; nothing where one is lacking."""
    if not desk.has("share") and "%" not in desk.utterance.text and "％" not in desk.utterance.text:
        return None
    every = [row for row in _figures_on(desk, material) if "reserves" in tokens_of_slug(row["indicator_measured"])]
    world = next((row for row in newest_of(every) if tokens_of(row["place"]) & {WHOLE}), None)
    areas = set(desk.slots.all("country", "place"))
    mine = [
        row for row in newest_of(every) if tokens_of(row["place"]) & areas and row["unit"] == (world or row)["unit"]
    ]
    if world is None or size_of(world) <= 0 or not mine:
        return None
    told = [
        desk.say(
            "reserves_share",
            place=desk.label(row["place"]),
            share=f"{100 * size_of(row) / size_of(world):.1f}",
            own=figure_of(desk, row),
            whole=figure_of(desk, world),
            material=desk.label(material),
        )
        for row in mine
    ]
    return Outcome(" ".join(told), [*mine, world])


def _together(desk: Desk, material: str, few: int) -> Outcome | None:
    """What the largest few hold together: as a source gives it, else the sum of their shares."""
    every = list(_figures_on(desk, material))
    if not any(tokens_of_slug(row["indicator_measured"]) & set(SHARES[:2]) for row in every):
        # Of graphite as such little is measured, of natural graphite much.
        every += _figures_below(desk, material)
    found: list[Row] = []
    told: list[str] = []
    for stage in stages_of(desk.utterance.text):
        given = [
            row
            for row in every
            if few == THREE and f"share-of-three-largest-{stage}ers" in tokens_of_slug(row["indicator_measured"])
        ]
        given = desk.within(given, "period_end") if desk.utterance.periods else newest_of(given)
        shares = [
            row
            for row in every
            if any(
                each.startswith("share-of-world") and (stage in each or (stage == "refin" and "smelter" in each))
                for each in tokens_of_slug(row["indicator_measured"])
            )
        ]
        shares = largest_of(desk, desk.within(shares, "period_end") if desk.utterance.periods else shares)[:few]
        total = sum(size_of(row) for row in shares)
        if given:
            told.append(tell_figures(desk, given, material))
        elif len(shares) == few:
            told.append(
                desk.say(
                    "figure_together",
                    total=f"{total:.1f}",
                    indicator=desk.label(shares[0]["indicator_measured"]),
                    material=desk.label(material),
                    period=text_of(shares[0]["period_end"])[:4],
                    list=desk.speech.listing([f"{desk.label(row['place'])} {row['value']} %" for row in shares]),
                )
            )
        found += [*given, *shares]
    return Outcome(" ".join(told), found) if told else desk.none(desk.label(material))


def _figures_on(desk: Desk, material: str) -> tuple[Row, ...]:
    return desk.ask("figures-on", material=material)


def _figures_below(desk: Desk, material: str) -> list[Row]:
    """The figures on what is a part or a sort of a material."""
    return [{**row, "material": each} for each in desk.below(material) for row in _figures_on(desk, each)]


def _fitting(desk: Desk, rows: Sequence[Row], areas: Sequence[str]) -> list[Row]:
    """Figures of the places, measures and periods that are asked about."""
    here = [
        row
        for row in in_unit(desk, rows)
        if not areas or tokens_of(row["place"]) & set(areas) or tokens_of(row["partner"]) & set(areas)
    ]
    # What flows between two who are named is asked for, not what either has with the rest of the world.
    here = [
        row for row in here if tokens_of(row["place"]) & set(areas) and tokens_of(row["partner"]) & set(areas)
    ] or here
    # A part of the world that is named picks the countries in it.
    here = here if areas else of_region(desk, here, "place")
    wanted = wanted_of(desk)
    if desk.has("refinery_production") and wanted & {*SHARES}:
        # Of the world's refining, not of its mining.
        wanted = {token for token in wanted if "refiner" in token or "smelter" in token}
    fitting = [row for row in here if not wanted or tokens_of_slug(row["indicator_measured"]) & wanted]
    return desk.within(fitting, "period_end") if desk.utterance.periods else fitting


#: Words for figures that went down, and up.
FALLING: Final = re.compile(
    r"\b(?:fall|fell|drop|declin|decreas|shr[aiu]nk|plung|plummet|collaps|slump)\w*|減|落ち|下が|घट|गिर|कम हु",
    re.IGNORECASE,
)
RISING: Final = re.compile(r"\b(?:ris[ei]|rose|gr[eo]w|increas|climb|jump)\w*|増|上が|伸び|बढ़|बढ", re.IGNORECASE)


def _polar(desk: Desk, rows: Sequence[Row]) -> bool | None:
    """Whether there is such a figure; of what rose or fell, whether all changes go that way."""
    if not desk.utterance.is_polar:
        return None
    areas = desk.slots.all("country", "place")
    if len(areas) > 1 and COMPARED.search(desk.utterance.text) and not desk.has("change"):
        return outdoes(desk, rows)
    if FALLING.search(desk.utterance.text) or RISING.search(desk.utterance.text):
        changes = [row for row in rows if any("change" in slug for slug in tokens_of_slug(row["indicator_measured"]))]
        if desk.has("share") or not changes:
            return None
        is_down = {isinstance(row["value"], int | float) and row["value"] < 0 for row in changes}
        return is_down == {FALLING.search(desk.utterance.text) is not None} if len(is_down) == 1 else None
    return any(isinstance(row["value"], int | float) and row["value"] > 0 for row in rows)


def reliance(desk: Desk) -> Outcome:
    """On imports of what a country depends."""
    country = desk.slots.first("country") or ""
    rows = list(desk.ask("figures-of-place", area=country, indicator="import-reliance"))
    rows = newest_of(desk.within(rows, "period_end"))
    if not rows:
        measured = desk.ask("figures-of-place", area=country)
        shares = [row for row in measured if "import-share" in tokens_of_slug(row["indicator_measured"])]
        rows = newest_of(desk.within(shares, "period_end"))
    if not rows:
        return desk.none(desk.label(country))
    ordered = sorted(rows, key=size_of, reverse=True)
    told = [f"{desk.label(row['material'])} {row['value']} %" for row in ordered]
    text = desk.say(
        "relies_on",
        country=desk.label(country),
        indicator=desk.label(rows[0]["indicator_measured"]),
        count=len(told),
        list=desk.speech.listing(told, 30),
    )
    return Outcome(text, ordered)


def suppliers(desk: Desk) -> Outcome:
    """Who supplies a country with a material; of two countries the other one where the first takes nothing in.

    Figures on the material itself go before those on a group that holds it; those are told where there are no others.
    """
    material = desk.slots.first("material") or ""
    countries = desk.slots.all("country")
    taker = find_taker(desk.utterance, desk.slots)
    rows: list[Row] = []
    area, of = taker, material
    for of, area in (
        (each, area)
        for each in [material, *_wider(desk, material), *desk.below(material)]
        for area in [taker, *(each for each in countries if each != taker)]
    ):
        rows = _supplies(desk, of, area, {each for each in countries if each != area})
        if rows:
            break
    if not rows and desk.left_out[1]:
        return desk.none(desk.speech.listing([desk.label(each) for each in (material, *countries)]))
    if not rows:
        # How much a country takes in may be known, and not from whom.
        whole = newest_of(_fitting(desk, _figures_on(desk, material), [taker])) if len(countries) == 1 else []
        if whole:
            return Outcome(tell_figures(desk, whole, material), whole, boolean=_polar(desk, whole))
        return desk.none(desk.speech.listing([desk.label(each) for each in (material, *countries)]))
    ordered = sorted(rows, key=size_of, reverse=True)
    ordered.sort(key=lambda row: text_of(row["period_end"]), reverse=True)
    told = tell_figures(desk, [_as_figure(desk, row, area) for row in ordered], of)
    if of in desk.below(material):
        told = desk.say("figures_narrower", material=desk.label(material)) + told
    elif of != material or all(row["match"] != "itself" for row in rows):
        told = desk.say("figures_wider", material=desk.label(material)) + told
    return Outcome(told, ordered, boolean=True if desk.utterance.is_polar else None)


def _supplies(desk: Desk, material: str, area: str, others: set[str]) -> list[Row]:
    """What is known of the supply of a country by others; as it is measured in the question and in its period."""
    rows = [row for each in desk.kin(material) for row in desk.ask("suppliers-of", material=each, area=area)]
    rows = in_unit(desk, [row for row in rows if not others or tokens_of(row["supplier"]) & others])
    rows = [row for row in rows if row["match"] == "itself"] or rows
    if desk.has("reliance", "share"):
        rows = [row for row in rows if tokens_of_slug(row["measure"]) & {"import-share", "import-reliance"}] or rows
    return desk.within(rows, "period_end") or rows if desk.utterance.periods else rows


def _wider(desk: Desk, material: str) -> list[str]:
    """The groups that hold a material, and goods of its sort as a whole: permanent magnets, of those with neodymium."""
    lookup = desk.world.lookup
    above = sorted(lookup.above.get(material, ()))
    head = lookup.label(material).lower().split(" ")[-1]
    goods = [
        iri
        for iri, names in sorted(lookup.classes.items())
        if "ManufacturedGood" in names
        and "ManufacturedGood" in lookup.classes.get(material, ())
        and iri != material
        and lookup.label(iri).lower().endswith(f" {head}")
    ]
    return [*sorted(goods, key=lambda iri: len(lookup.label(iri)))[:1], *above]


def _as_figure(desk: Desk, row: Row, area: str) -> Row:
    """A row on supply as a figure: of whoever counts it, with the other side as its partner."""
    taker: Cell = {"iri": area, "label": desk.world.lookup.label(area)}
    place, partner = (row["supplier"], taker) if row["counted_by"] == "supplier" else (taker, row["supplier"])
    return {
        **row,
        "indicator_measured": row["measure"],
        "place": place,
        "partner": partner,
        "material": row["supplied"],
    }


PLANS: Final[Mapping[str, Plan]] = {
    "figures": as_cited(figures),
    "reliance": reliance,
    "suppliers": suppliers,
}
