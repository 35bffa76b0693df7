"""Plans for figures on materials: of places and of the world, who depends on whom, who supplies whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.amounts import write_figure
from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.direction import find_taker
from graph.cells import Cell
from graph.namespaces import ID
from graph.terms import slug_of

__all__ = ["PLANS", "tokens_of_slug"]


def _text(cell: Cell) -> str:
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


SHARES: Final = (
    "share-of-three-largest-miners",
    "share-of-three-largest-refiners",
    "share-of-world-mine-production",
    "share-of-world-production",
    "share-of-world-refinery-production",
    "share-of-world-smelter-production",
)
#: What cues ask to be measured, the most telling first.
INDICATORS: Final = (
    ("refinery_production", ("refinery-production", "smelter-production")),
    ("reliance", ("import-reliance", "count-of-imported-minerals")),
    ("reserves", ("reserves",)),
    ("resources_figure", ("resources",)),
    ("consumption", ("consumption",)),
    ("price", ("price-rise",)),
    ("production", ("mine-production", "production", "refinery-production", "smelter-production")),
    ("import", ("imports", "import-value", "import-share", "import-reliance")),
    ("capacity", ("capacity", "planned-output")),
    ("share", ("import-share", *SHARES)),
)  # fmt: skip


#: Words for digging and for refining, by which a share or an amount is told to be of the one or the other.
DUG: Final = re.compile(
    r"\bmin(?:e|es|ed|ing|ers?)\b|\bdug\b|\bextract|採掘|採鉱|鉱山|掘|खनन|खान|खदान|निकाल", re.IGNORECASE
)
REFINED: Final = re.compile(r"\brefin|\bsmelt|\bprocess|精錬|精製|製錬|加工|शोधन|परिष्क|रिफाइन|प्रगल", re.IGNORECASE)
#: The largest few taken together, and how many they are.
TOGETHER: Final = re.compile(
    r"\b(?:top|largest|biggest|leading)[\s-]+(?P<a>\d+|two|three|four|five)\b|\b(?P<b>\d+|two|three|four"
    r"|five)\s+(?:largest|biggest|top|leading|main)\b"
    r"|\b(?:sabse bad[ei]|top)\s+(?P<f>\d|do|teen|char|chaar|paanch)\b"
    r"|\b(?P<g>do|teen|char|chaar|paanch|\d)\s+sabse bad"
    r"|(?:上位|トップ|主要)\s*(?P<c>[2-5二三四五])|(?:शीर्ष|सबसे बड़े|बड़े|प्रमुख)\s+(?P<d>दो|तीन|चार|पाँच|पांच|[2-5])"
    r"|(?P<e>दो|तीन|चार|पाँच|पांच|[2-5])\s+सबसे बड़े",
    re.IGNORECASE,
)
COMBINED: Final = re.compile(
    r"\bhow much of\b|\bcombined\b|\btogether\b|\bjointly\b|\bin total\b|\btotal\b|\bcollective|\bshare\b"
    r"|\bconcentrat|\b(?:part|portion|proportion|fraction) of\b|\bper\s?cent|%|合計|合わせ"
    r"|シェア|割合|比率|何%|何％|何パーセント|占め|集中|कुल|मिलाकर|मिलकर|हिस्स|भाग|प्रतिशत|फ़ीसदी|फीसदी"
    r"|\bhiss|\bpratishat|\bmila ?kar",
    re.IGNORECASE,
)
NUMBERS: Final[Mapping[str, int]] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "二": 2, "三": 3, "四": 4, "五": 5,
    "दो": 2, "तीन": 3, "चार": 4, "पाँच": 5, "पांच": 5,
    "do": 2, "teen": 3, "char": 4, "chaar": 4, "paanch": 5,
}  # fmt: skip
WORLD: Final = re.compile(
    r"\bworld(?:wide|['’]s)?\b|\bglobal(?:ly)?\b|世界|全球|विश्व|दुनिया|वैश्विक|duniya|vishv", re.IGNORECASE
)
THREE: Final = 3
#: Words for an amount by weight, and for a share of a whole; what such figures are in.
TONNES: Final = re.compile(
    r"\btonn?es?\b|\btons?\b|\btonnage|\bkilo(?:gram)?s?\b|トン|キロ|数量|टन|किलो", re.IGNORECASE
)
SHARE: Final = re.compile(
    r"\b(?:share|per\s?cent(?:age)?|proportion|fraction)\b|シェア|割合|比率|何[%％]|パーセント|हिस्स|प्रतिशत|फ़ीसदी"
    r"|फीसदी|\bhiss[ae]|\bpratishat",
    re.IGNORECASE,
)
WEIGHTS: Final = frozenset({"KiloGM", "KiloTONNE", "MegaTONNE", "TONNE"})


def _few(desk: Desk) -> int | None:
    """How many of the largest are taken together, where the question asks for what they have together."""
    found = TOGETHER.search(desk.utterance.text)
    if found is None or not COMBINED.search(desk.utterance.text):
        return None
    word = next(each for each in found.groups() if each)
    return NUMBERS.get(word.lower()) or int(word)


def _wanted(desk: Desk) -> set[str]:
    text = desk.utterance.text
    is_share = (desk.has("share") or "%" in text) and not TONNES.search(text)
    is_of_world = is_share and (
        desk.has("production", "refinery_production", "most")
        or DUG.search(text)
        or REFINED.search(text)
        or WORLD.search(text)
    )
    if is_of_world and not desk.has("import", "reliance", "supply"):
        of = "refine" if REFINED.search(text) or desk.has("refinery_production") else "mine" if DUG.search(text) else ""
        fitting = {
            "refine": {"share-of-world-refinery-production", "share-of-world-smelter-production"},
            "mine": {"share-of-world-mine-production"},
            "": {each for each in SHARES if "three" not in each},
        }
        return fitting[of]
    named = desk.concept("indicator")
    if not desk.has(*(cue for cue, _ in INDICATORS)) and not named and desk.has("how_much"):
        if REFINED.search(text):
            return {"refinery-production", "smelter-production"}
        if DUG.search(text):
            return {"mine-production", "production"}
    for cue, tokens in INDICATORS:
        if desk.has(cue):
            return {*tokens, *(named if cue not in ("production",) else ())}
    return named


def figures(desk: Desk) -> Outcome:
    """Figures on a material: of a place, the newest, of a year, the largest."""
    material = desk.slots.first("material") or ""
    areas = desk.slots.all("country", "place")
    if len(desk.slots.all("country")) > 1 and desk.has("import", "reliance", "supply", "export"):
        return suppliers(desk)
    fitting = _fitting(desk, desk.ask("figures-on", material=material), areas)
    if not fitting:
        # Of graphite as such little is measured, of natural graphite much.
        below = [{**row, "material": each} for each in desk.below(material) for row in _figures_on(desk, each)]
        fitting = _fitting(desk, below, areas)
    label = desk.speech.listing([desk.label(each) for each in (material, *areas)])
    fitting = [row for row in fitting if row["value"] is not None] or fitting
    few = _few(desk)
    if few and not areas and (together := _together(desk, material, few)) is not None:
        return together
    if not areas and WORLD.search(desk.utterance.text) and not desk.has("most", "least", "share", "who", "country"):
        fitting = [row for row in fitting if tokens_of(row["place"]) & {f"{ID}place/world"}] or fitting
    if not fitting:
        return Outcome(desk.say("no_prices", what=label)) if desk.has("price") else desk.none(label)
    if desk.has("most", "least") or (desk.has("who", "which", "where", "country") and not areas):
        whole = _largest(desk, fitting)
        # Of graphite as such only the world is measured, of natural graphite each country.
        parts = [{**row, "material": each} for each in desk.below(material) for row in _figures_on(desk, each)]
        fitting = whole or _largest(desk, _fitting(desk, parts, areas)) or fitting
    elif not desk.utterance.periods:
        fitting = _newest(fitting)
    if not areas and len(fitting) > 12 and not desk.has("most", "least"):
        fitting = sorted(fitting, key=_size, reverse=True)
    told = [_tell_figure(desk, row, material) for row in fitting]
    boolean = _polar(desk, fitting)
    if desk.utterance.is_polar and areas and desk.has("most", "least"):
        # Whether it is the largest is told by setting it beside the others.
        ranked = _largest(desk, _fitting(desk, desk.ask("figures-on", material=material), []))
        boolean = bool(tokens_of(ranked[0]["place"]) & set(areas)) if ranked else None
        told = [_tell_figure(desk, row, material) for row in ranked]
        fitting = ranked or fitting
    return Outcome(desk.say("figures", list=desk.speech.listing(told, 8)), fitting, boolean=boolean)


def _together(desk: Desk, material: str, few: int) -> Outcome | None:
    """What the largest few hold together: as a source gives it, else the sum of their shares."""
    text = desk.utterance.text
    stages = [name for name, words in (("refin", REFINED), ("min", DUG)) if words.search(text)] or ["min", "refin"]
    every = list(desk.ask("figures-on", material=material))
    if not any(tokens_of_slug(row["indicator_measured"]) & set(SHARES[:2]) for row in every):
        # Of graphite as such little is measured, of natural graphite much.
        every += [{**row, "material": each} for each in desk.below(material) for row in _figures_on(desk, each)]
    found: list[Row] = []
    told: list[str] = []
    for stage in stages:
        given = [
            row
            for row in every
            if few == THREE and f"share-of-three-largest-{stage}ers" in tokens_of_slug(row["indicator_measured"])
        ]
        given = desk.within(given, "period_end") if desk.utterance.periods else _newest(given)
        shares = [
            row
            for row in every
            if any(
                each.startswith("share-of-world") and (stage in each or (stage == "refin" and "smelter" in each))
                for each in tokens_of_slug(row["indicator_measured"])
            )
        ]
        shares = _largest(desk, desk.within(shares, "period_end") if desk.utterance.periods else shares)[:few]
        total = sum(_size(row) for row in shares)
        if given:
            told += [_tell_figure(desk, row, material) for row in given]
        elif len(shares) == few:
            told.append(
                desk.say(
                    "figure_together",
                    total=f"{total:.1f}",
                    indicator=desk.label(shares[0]["indicator_measured"]),
                    material=desk.label(material),
                    period=_text(shares[0]["period_end"])[:4],
                    list=desk.speech.listing([f"{desk.label(row['place'])} {row['value']} %" for row in shares]),
                )
            )
        found += [*given, *shares]
    return (
        Outcome(desk.say("figures", list=desk.speech.listing(told, 8)), found)
        if told
        else desk.none(desk.label(material))
    )


def _figures_on(desk: Desk, material: str) -> tuple[Row, ...]:
    return desk.ask("figures-on", material=material)


def _fitting(desk: Desk, rows: Sequence[Row], areas: Sequence[str]) -> list[Row]:
    """Figures of the places, measures and periods that are asked about."""
    here = [
        row
        for row in in_unit(desk, rows)
        if not areas or tokens_of(row["place"]) & set(areas) or tokens_of(row["partner"]) & set(areas)
    ]
    wanted = _wanted(desk)
    if desk.has("refinery_production") and wanted & {*SHARES}:
        # Of the world's refining, not of its mining.
        wanted = {token for token in wanted if "refiner" in token or "smelter" in token}
    fitting = [row for row in here if not wanted or tokens_of_slug(row["indicator_measured"]) & wanted]
    return desk.within(fitting, "period_end") if desk.utterance.periods else fitting


def in_unit(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The figures in the unit that the question asks for: tonnes are no answer in per cent, nor the reverse."""
    text = desk.utterance.text
    is_share = SHARE.search(text) is not None
    if TONNES.search(text) and not is_share:
        return [row for row in rows if tokens_of_slug(row["unit"]) & WEIGHTS]
    return [row for row in rows if "PERCENT" in tokens_of_slug(row["unit"])] if is_share else list(rows)


def _polar(desk: Desk, rows: Sequence[Row]) -> bool | None:
    if not desk.utterance.is_polar:
        return None
    return any(isinstance(row["value"], int | float) and row["value"] > 0 for row in rows)


def _size(row: Row) -> float:
    return float(row["value"]) if isinstance(row["value"], int | float) else -1.0


def _newest(rows: Sequence[Row]) -> list[Row]:
    """For each measure and place the figures of the newest period."""
    last: dict[tuple[str, ...], str] = {}
    for row in rows:
        key = _series(row)
        last[key] = max(last.get(key, ""), _text(row["period_end"]))
    return [row for row in rows if _text(row["period_end"]) == last[_series(row)]]


def _series(row: Row) -> tuple[str, ...]:
    return tuple(
        sorted(
            iri
            for column in ("indicator_measured", "place", "partner", "thing", "material")
            if column in row
            for iri in tokens_of(row[column])
        )
    )


def _largest(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """The rows of the newest period, by size, the world as a whole left out."""
    newest = [
        row for row in _newest(rows) if not tokens_of(row["place"]) & {f"{ID}place/world"} and tokens_of(row["place"])
    ]
    units: dict[str, int] = {}
    for row in newest:
        units[desk.label(row["indicator_measured"])] = units.get(desk.label(row["indicator_measured"]), 0) + 1
    main = max(units, key=lambda each: units[each], default="")
    return sorted(
        (row for row in newest if desk.label(row["indicator_measured"]) == main),
        key=_size,
        reverse=not desk.has("least"),
    )


def _tell_figure(desk: Desk, row: Row, material: str) -> str:
    start, end = _text(row["period_start"]), _text(row["period_end"])
    period = start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}" if start else desk.say("unknown_day")
    unit = slug_of(next(iter(tokens_of(row["unit"])), "")) or desk.label(row["unit"])
    known = row["value"] if isinstance(row["value"], int | float) else None
    bound = desk.label(row["qualifier"])
    value = write_figure(known, unit, bound, desk.speech.language) if known is not None else ""
    return desk.say(
        "figure",
        indicator=desk.label(row["indicator_measured"]),
        material=desk.label(row.get("material") or material),
        place=_place(desk, row),
        partner=f" ← {desk.label(row['partner'])}" if row["partner"] else "",
        period=period,
        value=value or desk.say("not_available"),
    )


def _place(desk: Desk, row: Row) -> str:
    cell = row.get("place") or row.get("thing") or ""
    return desk.say("the_world") if tokens_of(cell) & {f"{ID}place/world"} else desk.label(cell)


UNITS: Final = {"PERCENT": "%", "TONNE": "t", "KiloGM": "kg"}


def tokens_of_slug(cell: Cell) -> set[str]:
    """The last parts of the IRIs in a cell."""
    return {slug_of(iri) for iri in tokens_of(cell)}


def reliance(desk: Desk) -> Outcome:
    """On imports of what a country depends."""
    country = desk.slots.first("country") or ""
    rows = list(desk.ask("figures-of-place", area=country, indicator="import-reliance"))
    rows = _newest(desk.within(rows, "period_end"))
    if not rows:
        measured = desk.ask("figures-of-place", area=country)
        shares = [row for row in measured if "import-share" in tokens_of_slug(row["indicator_measured"])]
        rows = _newest(desk.within(shares, "period_end"))
    if not rows:
        return desk.none(desk.label(country))
    ordered = sorted(rows, key=_size, reverse=True)
    told = [f"{desk.label(row['material'])} {row['value']} %" for row in ordered]
    return Outcome(
        desk.say("found", what=desk.label(country), count=len(told), list=desk.speech.listing(told, 30)), ordered
    )


def suppliers(desk: Desk) -> Outcome:
    """Who supplies a country with a material; of two countries the other one where the first takes nothing in."""
    material = desk.slots.first("material") or ""
    countries = desk.slots.all("country")
    taker = find_taker(desk.utterance, desk.slots)
    rows: list[Row] = []
    area = taker
    for area in [taker, *(each for each in countries if each != taker)]:
        others = {each for each in countries if each != area}
        rows = [row for each in desk.kin(material) for row in desk.ask("suppliers-of", material=each, area=area)]
        rows = in_unit(desk, [row for row in rows if not others or tokens_of(row["supplier"]) & others])
        if desk.utterance.periods:
            rows = desk.within(rows, "period_end") or rows
        if rows:
            break
    if not rows:
        return desk.none(desk.speech.listing([desk.label(each) for each in (material, *countries)]))
    label = desk.speech.listing([desk.label(material), desk.label(area)])
    ordered = sorted(rows, key=_size, reverse=True)
    ordered.sort(key=lambda row: _text(row["period_end"]), reverse=True)
    ordered.sort(key=lambda row: row["match"] != "itself")
    told = [
        f"{desk.label(row['supplier'])} ({desk.label(row['measure'])} {_text(row['period_end'])[:4]}: "
        f"{row['value']} {_unit(row)})".replace(" :", ":")
        for row in ordered
    ]
    return Outcome(
        desk.say("found", what=label, count=len(desk.names(rows, "supplier")), list=desk.speech.listing(told, 8)),
        ordered,
        boolean=True if desk.utterance.is_polar else None,
    )


def _unit(row: Row) -> str:
    unit = next((slug_of(iri) for iri in tokens_of(row["unit"])), "")
    return UNITS.get(unit, unit.lower())


PLANS: Final[Mapping[str, Plan]] = {
    "figures": figures,
    "reliance": reliance,
    "suppliers": suppliers,
}
