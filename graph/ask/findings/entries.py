"""Tells whether a material was put on a list or taken off it, by setting the editions of the list side by side."""

from __future__ import annotations

from collections.abc import Sequence

from graph.ask.desk import Desk, Outcome, Row, tokens_of
from graph.ask.findings.claims import judge_all
from graph.ask.findings.editions import dated, edition_of
from graph.ask.findings.figures import text_of

__all__ = ["change_of"]


def change_of(desk: Desk, material: str, lists: Sequence[str]) -> Outcome | None:
    """Whether a material was added to lists, or removed from them, as a question of yes or no has it."""
    is_removal = "removed" in desk.concept("claim")
    found = [_removal(desk, material, each) if is_removal else _addition(desk, material, each) for each in lists]
    told = [each for each in found if each is not None]
    if not told:
        return None
    return Outcome(
        " ".join(each.text for each in told),
        [row for each in told for row in each.rows],
        judge_all([each.boolean for each in told], any_will_do=True),
    )


def _removal(desk: Desk, material: str, chosen: str) -> Outcome | None:
    """Removed, where an older edition had it and the newest one, held whole or by a source's word, lacks it."""
    editions, naming = _editions(desk, material, chosen)
    values = {"material": desk.label(material), "lists": desk.label(chosen)}
    if not editions:
        return None
    now = [row for row in naming if row["in_force"] is True]
    if now:
        told = desk.speech.listing(dated(desk, now))
        return Outcome(desk.say("list_kept", **{**values, "lists": told}), naming, boolean=False)
    newest = editions[0]
    is_off = _is_whole(desk, edition_of(newest)) or _is_denied(desk, material, newest)
    if not naming:
        return Outcome(desk.say("list_never", **values), (), boolean=None) if is_off else None
    after = [row for row in editions if _issued(row) > max(_issued(each) for each in naming)]
    is_so: bool | None = True if is_off and after else None
    if is_so and desk.utterance.periods:
        is_so = bool(desk.within(after[-1:], "issued"))
    text = desk.say(
        "list_dropped",
        material=values["material"],
        new=desk.speech.listing(dated(desk, [newest])),
        old=desk.speech.listing(dated(desk, naming)),
    )
    return Outcome(text if is_so is not None else desk.say("not_known_so", told=text), [newest, *naming], is_so)


def _addition(desk: Desk, material: str, chosen: str) -> Outcome | None:
    """Added, where the newest edition has it; with a period, where the first one to have it is of that time."""
    editions, naming = _editions(desk, material, chosen)
    now = [row for row in naming if row["in_force"] is True]
    if not now or not editions:
        return None
    first = min(naming, key=_issued)
    older = [row for row in editions if _issued(row) < _issued(first)]
    is_so = bool(desk.within([first], "issued")) if desk.utterance.periods else True
    phrase = "list_added_with" if older else "list_named_first"
    values = {"material": desk.label(material), "lists": desk.speech.listing(dated(desk, [first]))}
    return Outcome(desk.say(phrase, **values), naming, is_so)


def _editions(desk: Desk, material: str, chosen: str) -> tuple[list[Row], list[Row]]:
    """All editions of the series of a list, the newest first, and the entries by which they name a material."""
    every = desk.ask("lists")
    mine = [row for row in every if chosen in tokens_of(row["edition"]) | tokens_of(row["series"])]
    series = {iri for row in mine for iri in tokens_of(row["series"])}
    editions = [row for row in every if tokens_of(row["series"]) & series] or mine
    held = {edition_of(row) for row in editions}
    naming = [
        row
        for row in desk.ask("lists-naming", material=material)
        if row["match"] != "member" and edition_of(row) in held
    ]
    return sorted(editions, key=_issued, reverse=True), naming


def _is_whole(desk: Desk, edition: str) -> bool:
    return any(row["complete"] is True for row in desk.ask("on-list", list=edition))


def _is_denied(desk: Desk, material: str, row: Row) -> bool:
    things = tokens_of(row["edition"]) | tokens_of(row["series"])
    return any(tokens_of(each["subject"]) & things for each in desk.ask("denials", about=material))


def _issued(row: Row) -> str:
    return text_of(row["issued"])
