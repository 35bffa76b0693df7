"""Plans for materials: lists that name them, groups that hold them, and figures on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.cells import Cell
from graph.namespaces import ID
from graph.terms import slug_of

__all__ = ["PLANS", "list_of"]

GROUPS: Final = "MaterialGroup"


def _text(cell: Cell) -> str:
    return str(cell.get("value") or "") if isinstance(cell, Mapping) else ""


def listing(desk: Desk) -> Outcome:
    """Whether a material is on a list, on which, since when; what is on a list."""
    materials, countries = desk.slots.all("material"), desk.slots.all("country")
    lists = desk.slots.all("list")
    if not materials:
        if len(countries) > 1 or len(lists) > 1:
            return crosswalk(desk)
        chosen = lists[0] if lists else list_of(desk, countries[0]) if countries else None
        if chosen is None:
            rows = [row for row in desk.ask("lists") if not countries or tokens_of(row["places"]) & set(countries)]
            return Outcome(
                desk.say("counted", what=desk.speech.listing(desk.names(rows, "edition"), 30), count=len(rows)), rows
            )
        return _on_list(desk, chosen)
    outcomes = [_listed(desk, material, countries, lists) for material in materials[:3]]
    booleans = {outcome.boolean for outcome in outcomes}
    return Outcome(
        " ".join(outcome.text for outcome in outcomes),
        [row for outcome in outcomes for row in outcome.rows],
        booleans.pop() if len(booleans) == 1 else False if False in booleans else None,
    )


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
    said = asked.lower()
    odd = [
        word
        for word in ("strategic", "energy", "ores", "rare metals", "act")
        if word in label.lower() and word not in said
    ]
    return len(odd) + ("critical" not in label.lower())


def _reverse(day: str) -> int:
    return -int(day.replace("-", "") or 0)


def _on_list(desk: Desk, chosen: str) -> Outcome:
    rows = desk.ask("on-list", list=chosen)
    if not rows:
        return desk.none(desk.label(chosen))
    names = desk.names(rows, "material")
    return Outcome(
        desk.say(
            "on_list",
            lists=desk.label(chosen),
            count=len(names),
            entries=len(tokens_of_rows(rows)),
            list=desk.speech.listing(names, 60),
        ),
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
    now = [row for row in rows if row["in_force"] is True]
    label = desk.label(material)
    if not countries and not lists:
        if not now:
            return desk.none(label)
        told = [f"{desk.label(row['edition'])} ({desk.day(row['issued'])})" for row in now]
        return Outcome(
            desk.say("lists_naming", material=label, count=len(now), list=desk.speech.listing(told, 20)),
            rows,
            boolean=True if desk.utterance.is_polar else None,
        )
    told = [f"{desk.label(row['edition'])} ({desk.day(row['issued'])})" for row in now]
    asks = desk.utterance.is_polar
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
    denied = [row for row in desk.ask("denials", about=material) if not lists or tokens_of(row["subject"]) & set(lists)]
    own = lists or [each for country in (wanted or countries) if (each := list_of(desk, country)) is not None]
    whole = [each for each in own if any(row["complete"] is True for row in desk.ask("on-list", list=each))]
    if whole or denied:
        names = desk.speech.listing([desk.label(each) for each in whole or own])
        prefix = desk.say("listed_yes", material=label, lists=desk.speech.listing(told)) + " " if now else ""
        return Outcome(
            prefix + desk.say("listed_no", material=label, lists=names),
            [*rows, *denied],
            boolean=False if asks else None,
        )
    actor = desk.speech.listing([desk.label(each) for each in countries or lists])
    return Outcome(desk.say("listed_unknown", material=label, actor=actor), rows, boolean=None)


def crosswalk(desk: Desk) -> Outcome:
    """What two lists have in common, or one alone."""
    lists = desk.slots.all("list") or []
    countries = desk.slots.all("country")
    if len(countries) > 1 and desk.has("only", "not"):
        countries = desk.apart(countries)
    chosen = [*lists, *(each for country in countries if (each := list_of(desk, country)) is not None)][:2]
    if len(chosen) < 2:
        return desk.none(desk.speech.listing([desk.label(each) for each in (*lists, *countries)]))
    rows = desk.ask("crosswalk", first=chosen[0], second=chosen[1])
    alone = desk.has("only", "not")
    wanted = ("first-only",) if alone else ("both", "by-group")
    found = [row for row in rows if row["standing"] in wanted]
    names = desk.names(found, "material")
    phrase = "one_list" if alone else "both_lists"
    text = desk.say(
        phrase,
        count=len(names),
        first=desk.label(chosen[0]),
        second=desk.label(chosen[1]),
        list=desk.speech.listing(names, 60),
    )
    return Outcome(text, found)


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


def _wanted(desk: Desk) -> set[str]:
    if desk.has("share") and desk.has("production", "refinery_production"):
        return set(SHARES)
    named = desk.concept("indicator")
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
    rows = list(desk.ask("figures-on", material=material))
    here = [
        row
        for row in rows
        if not areas or tokens_of(row["place"]) & set(areas) or tokens_of(row["partner"]) & set(areas)
    ]
    wanted = _wanted(desk)
    fitting = [row for row in here if not wanted or tokens_of_slug(row["indicator_measured"]) & wanted]
    if desk.utterance.periods:
        fitting = desk.within(fitting, "period_end")
    label = desk.speech.listing([desk.label(each) for each in (material, *areas)])
    fitting = [row for row in fitting if row["value"] is not None] or fitting
    if not fitting:
        return desk.none(label)
    if desk.has("most", "least") or (desk.has("who", "which", "where", "country") and not areas):
        fitting = _largest(desk, fitting)
    elif not desk.utterance.periods:
        fitting = _newest(fitting)
    if not areas and len(fitting) > 12 and not desk.has("most", "least"):
        fitting = sorted(fitting, key=_size, reverse=True)
    told = [_tell_figure(desk, row, material) for row in fitting]
    return Outcome(desk.say("figures", list=desk.speech.listing(told, 8)), fitting, boolean=_polar(desk, fitting))


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
    value = f"{row['value']:,}" if isinstance(row["value"], int | float) else desk.label(row["standing"])
    qualifier = desk.label(row["qualifier"])
    return desk.say(
        "figure",
        indicator=desk.label(row["indicator_measured"]),
        material=desk.label(row.get("material") or material),
        place=desk.label(row.get("place") or row.get("thing") or "") or "",
        partner=f" ← {desk.label(row['partner'])}" if row["partner"] else "",
        period=period,
        value=f"{qualifier} {value}".strip(),
        unit=UNITS.get(unit, unit.lower()),
    )


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
        return desk.none(desk.label(country))
    ordered = sorted(rows, key=_size, reverse=True)
    told = [f"{desk.label(row['material'])} {row['value']} %" for row in ordered]
    return Outcome(
        desk.say("found", what=desk.label(country), count=len(told), list=desk.speech.listing(told, 30)), ordered
    )


def suppliers(desk: Desk) -> Outcome:
    """Who supplies a country with a material."""
    material, area = desk.slots.first("material") or "", desk.slots.first("country") or ""
    rows = list(desk.ask("suppliers-of", material=material, area=area))
    label = desk.speech.listing([desk.label(material), desk.label(area)])
    others = desk.slots.all("country")[1:]
    if others:
        rows = [row for row in rows if tokens_of(row["supplier"]) & set(others)]
    if not rows:
        return desk.none(label)
    ordered = sorted(rows, key=lambda row: (row["match"] != "itself", -_size(row)))
    told = [
        f"{desk.label(row['supplier'])} ({desk.label(row['measure'])} {row['value']} {_unit(row)})" for row in ordered
    ]
    return Outcome(
        desk.say("found", what=label, count=len(desk.names(rows, "supplier")), list=desk.speech.listing(told, 8)),
        ordered,
        boolean=True if desk.utterance.is_polar else None,
    )


def _unit(row: Row) -> str:
    unit = next((slug_of(iri) for iri in tokens_of(row["unit"])), "")
    return UNITS.get(unit, unit.lower())


def group(desk: Desk) -> Outcome:
    """What belongs to a group, and whether one material does."""
    materials = desk.slots.all("material")
    groups = [iri for iri in materials if GROUPS in desk.world.lookup.classes.get(iri, frozenset())]
    others = [iri for iri in materials if iri not in groups]
    if not groups:
        rows = desk.ask("profile", about=materials[0])
        held = [row for row in rows if tokens_of_slug(row["relation"]) & {"withinGroup", "inGroup"}]
        if not held:
            return desk.none(desk.label(materials[0]))
        return Outcome(
            desk.say(
                "found",
                what=desk.label(materials[0]),
                count=len(desk.names(held, "thing")),
                list=desk.speech.listing(desk.names(held, "thing")),
            ),
            held,
        )
    chosen = groups[0]
    rows = desk.ask("materials-in", group=chosen)
    member = others[0] if others else groups[1] if len(groups) > 1 else None
    if member is None:
        names = desk.names(rows, "material")
        return (
            Outcome(
                desk.say("found", what=desk.label(chosen), count=len(names), list=desk.speech.listing(names, 30)), rows
            )
            if rows
            else desk.none(desk.label(chosen))
        )
    mine = [row for row in rows if member in tokens_of(row["material"])]
    values = {"material": desk.label(member), "group": desk.label(chosen)}
    if mine:
        by = desk.names(mine, "counted_by")
        return Outcome(
            desk.say("group_yes", **values, authority=f" ({desk.speech.listing(by)})" if by else ""), mine, boolean=True
        )
    denied = [
        row
        for row in desk.ask("denials", about=member)
        if {chosen} & (tokens_of(row["object"]) | tokens_of(row["subject"]))
    ]
    if denied:
        return Outcome(desk.say("group_no", **values), denied, boolean=False)
    return Outcome(desk.say("group_unknown", **values), boolean=None)


PLANS: Final[Mapping[str, Plan]] = {
    "crosswalk": crosswalk,
    "figures": figures,
    "group": group,
    "group_member": group,
    "list_check": listing,
    "listing": listing,
    "reliance": reliance,
    "suppliers": suppliers,
}
