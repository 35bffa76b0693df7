"""Since when a framework stands as it does, where sources tell of the same standing again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.ask.desk import Desk, Row, token_of

__all__ = ["since_of"]


def since_of(desk: Desk, standing: Sequence[Row], life: Sequence[Row]) -> str:
    """The day from which a framework is known to stand as it does, and the last day on which that was told again.

    ``standing`` is how it stands, ``life`` the stations of its life; of several sources that find it at work the last
    says no more than that it still was.
    """
    if not standing:
        return desk.say("unknown_day")
    now = token_of(standing[0]["rung"])
    run: list[Row] = []
    for row in sorted((row for row in life if row["status"] and row["day"]), key=_day):
        if token_of(row["status"]) == now:
            run.append(row)
        elif token_of(row["status"]) in ("ended", "suspended", "superseded"):
            run.clear()
    if len({_day(row) for row in run}) < 2:
        return desk.day(standing[0]["since"])
    return desk.say(
        "since_and_last",
        first=desk.day(run[0]["day"]),
        last=desk.on_day(run[-1]["day"]) if desk.speech.language == "en" else desk.day(run[-1]["day"]),
    )


def _day(row: Row) -> str:
    return str(row["day"].get("value") or "") if isinstance(row["day"], Mapping) else ""
