"""Answers a question that asks at once for an amount and for somebody's share of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.figures import WHOLE, newest_of, tell_figures, tokens_of_slug
from graph.ask.findings.indicators import DUG, REFINED, SHARES, WEIGHTS, WORLD
from graph.ask.wording.lexicon import read_pattern

__all__ = ["asks_both", "figure_and_share"]

#: What is measured of what flows in and out: amounts, and shares of them.
IN: Final = ({"imports"}, {"import-share"})
OUT: Final = ({"exports", "shipments"}, {"export-share"})
#: What is measured of what is dug and of what is refined, by amount.
MINED: Final = frozenset({"mine-production", "production"})
REFINERY: Final = frozenset({"refinery-production", "smelter-production"})


def asks_both(desk: Desk) -> bool:
    """Whether an amount and a share of it are asked for at once."""
    return not desk.utterance.is_polar and read_pattern("figure_and_share").search(desk.utterance.text) is not None


def figure_and_share(desk: Desk, material: str, rows: Sequence[Row]) -> Outcome | None:
    """The amount, and the share of whoever is named, each from its own figures; nothing where one alone is known."""
    areas = set(desk.slots.all("country", "place"))
    known = desk.within(rows, "period_end") if desk.utterance.periods else newest_of(rows)
    weighed = [row for row in known if tokens_of_slug(row["unit"]) & WEIGHTS]
    if desk.has("import", "export", "supply", "reliance"):
        amounts, parts = OUT if desk.has("export") and not desk.has("import") else IN
        whole = [row for row in weighed if _is(row, amounts) and tokens_of(row["place"]) & areas]
        shares = [row for row in known if _is(row, parts) and tokens_of(row["place"]) & areas]
        shares = [row for row in shares if tokens_of(row["partner"]) & areas] or shares
    else:
        refined = REFINED.search(desk.utterance.text) is not None
        amounts = set(REFINERY if refined else MINED if DUG.search(desk.utterance.text) else MINED | REFINERY)
        stage = ("refin", "smelt") if refined else ("mine",) if DUG.search(desk.utterance.text) else ("share-of-world",)
        wanted = {each for each in SHARES if "three" not in each and any(word in each for word in stage)}
        wide = areas | ({WHOLE} if WORLD.search(desk.utterance.text) else set())
        whole = [row for row in weighed if _is(row, amounts) and tokens_of(row["place"]) & wide]
        whole.sort(key=lambda row: not tokens_of(row["place"]) & {WHOLE})
        shares = [row for row in known if _is(row, wanted) and tokens_of(row["place"]) & areas]
    if not whole or not shares:
        return None
    told = f"{tell_figures(desk, whole, material)} {tell_figures(desk, shares, material)}"
    return Outcome(told, [*whole, *shares])


def _is(row: Row, indicators: set[str]) -> bool:
    return not tokens_of_slug(row["indicator_measured"]).isdisjoint(indicators)
