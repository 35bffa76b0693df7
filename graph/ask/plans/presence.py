"""Plans for who of a country is at work in another place, and which projects lie outside the home of those named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Plan, Row, tokens_of
from graph.ask.findings.figures import tokens_of_slug
from graph.ask.findings.themes import of_theme

__all__ = ["ABROAD", "PLANS", "abroad"]

#: Words for what lies outside the country of those who are named.
ABROAD: Final = re.compile(
    r"\babroad\b|\boverseas\b|\bforeign\b|\boutside\s+(?:of\s+)?(?:its\s+|their\s+)?(?:the\s+)?\w+"
    r"|海外|国外|विदेश|\bvidesh|के बाहर",
    re.IGNORECASE,
)
#: What makes a country the home of firms: an adjective before them, or の and the like behind it.
OF_HOME: Final = re.compile(
    r"^\s*(?:の|側の|ki\b|ke\b|की\b|के\b|['’]s\b)?\s*(?:\w+\s+){0,2}?(?:compan|firm|business|enterprise|corporation|investor"
    r"|miner|trader|trading|企業|会社|商社|メーカー|कंपनि|कंपनी|फर्म|compani)",
    re.IGNORECASE,
)


def abroad(desk: Desk, rows: Sequence[Row]) -> list[Row]:
    """Of projects those that lie in another country than those who are named have their seat in."""
    if not ABROAD.search(desk.utterance.text):
        return list(rows)
    homes = {home for actor in desk.slots.actors for home in _homes(desk, actor)}
    at_home = {
        iri for home in homes for row in desk.ask("projects", place=home) for iri in tokens_of(row["undertaking"])
    }
    return [row for row in rows if not tokens_of(row["undertaking"]) & at_home]


def _homes(desk: Desk, actor: str) -> set[str]:
    """The country that somebody is, or has its seat in."""
    if "Country" in desk.world.lookup.classes.get(actor, frozenset()):
        return {actor}
    return {
        iri
        for row in desk.ask("profile", about=actor)
        if tokens_of_slug(row["relation"]) & {"basedIn", "unitOf"}
        for iri in tokens_of(row["thing"])
        if "Country" in desk.world.lookup.classes.get(iri, frozenset())
    }


def presence(desk: Desk) -> Outcome:
    """Which bodies and firms of a country have a part in projects in a place or in another country."""
    home, place = _sides(desk)
    what = desk.speech.listing([desk.label(home), desk.label(place)])
    firms = _firms(desk, home) - desk.left_out[1]
    found: list[Row] = []
    held: dict[str, list[str]] = {}
    # Of a whole country only what the other is known to have a part in; of a smaller place whatever is there.
    actor = home if place in desk.slots.all("country") else None
    goods = desk.kin(desk.slots.first("material"))
    every = [row for each in goods for row in desk.ask("projects", place=place, actor=actor, material=each)]
    for row in of_theme(desk, every):
        thing = min(tokens_of(row["undertaking"]))
        parts = [each for each in desk.ask("project-history", undertaking=thing) if each["what"] == "joined"]
        mine = {iri for each in parts for iri in tokens_of(each["actor"])} | tokens_of(row["participants"])
        # Who owns a firm that takes part takes part by it.
        stakes = [each for iri in sorted(mine) for each in desk.ask("participants-of", undertaking=iri)]
        mine |= {iri for each in stakes for iri in tokens_of(each["holder"])}
        for iri in sorted(mine & firms):
            held.setdefault(iri, []).append(desk.label(row["undertaking"]))
        if mine & firms:
            found += [row, *(each for each in parts if tokens_of(each["actor"]) & firms)]
            found += [each for each in stakes if tokens_of(each["holder"]) & firms]
    if not held:
        return desk.none(what)
    told = [f"{desk.label(iri)} ({desk.speech.listing(names)})" for iri, names in sorted(held.items())]
    text = desk.say(
        "present", home=desk.label(home), place=desk.label(place), count=len(told), list=desk.speech.listing(told, 12)
    )
    return Outcome(text, found, boolean=True if desk.utterance.is_polar else None, count=len(told))


def _firms(desk: Desk, home: str) -> set[str]:
    """The bodies of a country; its firms alone where there are any, since firms are asked for."""
    every = {iri for row in desk.ask("bodies-of", parent=home) for iri in tokens_of(row["body"])}
    classes = desk.world.lookup.classes
    return {iri for iri in every if classes.get(iri, frozenset()) & {"Company", "PublicEnterprise"}} or every


def _sides(desk: Desk) -> tuple[str, str]:
    """Whose firms are asked about, and where."""
    countries = desk.slots.all("country")
    text = desk.utterance.text
    fillings = desk.slots.by_slot.get("country", ())
    home = next((each.iri for each in fillings if OF_HOME.match(text[each.mention.end :])), countries[0])
    others = [iri for iri in (*desk.slots.all("place"), *countries) if iri != home]
    return home, others[0] if others else home


PLANS: Final[Mapping[str, Plan]] = {"presence": presence}
