"""Chooses among the lists of critical materials: those of a country, an issuer or a purpose, the main one of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Row, tokens_of
from graph.ask.findings.figures import text_of
from graph.cells import Cell

__all__ = [
    "dated",
    "edition_of",
    "has_purpose",
    "is_ancillary",
    "is_critical",
    "list_of",
    "list_of_year",
    "lists_of",
    "of_their_years",
    "own_lists",
    "purpose_places",
    "start_of",
]

#: What lists are for: by words of questions, and by words of the lists' names.
PURPOSES: Final = (
    (r"stockpil|rare[ -]metals?\b|備蓄|レアメタル|भंडारण|स्टॉकपाइल|दुर्लभ धातु|रेयर मेटल", r"stockpil|rare metals"),
    (r"\bsupport|subsid|\beligible|\baid\b|\bfunding\b|助成|支援|補助|सहायता|सब्सिडी|समर्थन|अनुदान", r"support"),
    (r"\bsurvey|\bexplor|\boverseas\b|\bores\b|調査|探査|探鉱|海外|鉱石|सर्वेक्षण|अन्वेषण|विदेश|अयस्क", r"survey"),
    (r"\benergy\b|\bDOE\b|エネルギー|ऊर्जा", r"\benergy\b"),
    (r"\bstrategic\b|戦略|रणनीतिक|सामरिक", r"\bstrategic\b"),
    (r"\b[Aa]ct\b|\blaws?\b|\bstatut|\bschedule\b|\bMMDR\b|法律|法の|法上|法定|अधिनियम|कानून|अनुसूची", r"\bAct\b|\blaw\b"),
)
#: A year, and one by which a list is called.
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
YEARLY: Final = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)"
    r"(?:年(?:版)?(?:の)?|\s+(?:की|वाली|ki|wali)|\s+(?:final|critical|minerals?|edition of the))*\s*"
    r"(?:lists?\b|リスト|一覧|सूची|लिस्ट|s[uo]+chi\b)",
    re.IGNORECASE,
)
#: The same with the year behind: the list of 2021, सूची 2021.
YEAR_BEHIND: Final = re.compile(
    r"(?:\blists?|सूची)(?:\s+(?:of|from|for|published in|issued in))?\s+\(?((?:19|20)\d{2})(?!\d)", re.IGNORECASE
)
#: Words of the names of lists of ores that may be looked for.
SURVEYED: Final = re.compile(r"\bsurvey", re.IGNORECASE)
#: Words of an ordinary list of critical minerals.
ODD: Final = ("strategic", "energy", "ores", "rare metals", "act")


def lists_of(desk: Desk, countries: Sequence[str], lists: Sequence[str] = ()) -> list[Row]:
    """The lists of these countries or of these names; of them those of the issuer and the purpose that are named."""
    rows = [
        row
        for row in desk.ask("lists")
        if (not countries or tokens_of(row["places"]) & set(countries))
        and (not lists or (tokens_of(row["edition"]) | tokens_of(row["series"])) & set(lists))
    ]
    return rows if lists else _meant(desk, rows)


def _meant(desk: Desk, rows: list[Row]) -> list[Row]:
    issued = [row for row in rows if tokens_of(row["issuers"]) & set(desk.slots.all("body"))]
    rows = issued or rows
    fitting = [row for row in rows if _fits(desk, row)]
    return fitting or rows


def _fits(desk: Desk, row: Row) -> bool:
    """Whether the question names what a list is for."""
    name = _name(desk, row)
    return any(
        re.search(asked, desk.utterance.text, 0 if "DOE" in asked or "[Aa]ct" in asked else re.IGNORECASE)
        and re.search(named, name, re.IGNORECASE if "Act" not in named else 0)
        for asked, named in PURPOSES
    )


def purpose_places(desk: Desk, row: Row) -> list[int]:
    """Where the question names what a list is for."""
    name = _name(desk, row)
    fitting = [asked for asked, named in PURPOSES if re.search(named, name, 0 if "Act" in named else re.IGNORECASE)]
    return [
        match.start()
        for asked in fitting
        for match in re.finditer(
            asked, desk.utterance.text, 0 if "DOE" in asked or "[Aa]ct" in asked else re.IGNORECASE
        )
    ]


def has_purpose(desk: Desk, rows: Sequence[Row]) -> bool:
    """Whether the question says by issuer or purpose which of these lists is meant."""
    return any(_fits(desk, row) or tokens_of(row["issuers"]) & set(desk.slots.all("body")) for row in rows)


def _name(desk: Desk, row: Row) -> str:
    return " ".join(desk.world.lookup.label(iri) for iri in tokens_of(row["edition"]) | tokens_of(row.get("series")))


def is_critical(desk: Desk, row: Row) -> bool:
    """Whether a list is one of critical or strategic minerals, and not of what is stocked or surveyed."""
    name = _name(desk, row).lower()
    return "critical" in name or "strategic" in name


def is_ancillary(desk: Desk, row: Row) -> bool:
    """Whether a list only tells where surveys are paid for: what is on it alone nobody calls critical."""
    return SURVEYED.search(_name(desk, row)) is not None


def edition_of(row: Row) -> str:
    """The edition that a row is about."""
    return next(iter(tokens_of(row["edition"])))


def list_of(desk: Desk, country: str) -> str | None:
    """The main list of a country, the newest first; the one of the issuer or purpose that the question names."""
    rows = lists_of(desk, [country])
    ranked = sorted(
        rows,
        key=lambda row: (
            row["in_force"] is not True,
            not _fits(desk, row),
            _oddness(desk.world.lookup.label(edition_of(row)), desk.utterance.text),
            -int(text_of(row["issued"]).replace("-", "") or 0),
        ),
    )
    return edition_of(ranked[0]) if ranked else None


def list_of_year(desk: Desk) -> str | None:
    """The newest edition of the only series of which one is called by its year: what left the 2022 list in 2025."""
    said = {match[0][:4] for match in YEARLY.finditer(desk.utterance.text)}
    years = set(YEAR.findall(desk.utterance.text))
    rows = [row for row in desk.ask("lists") if text_of(row["issued"])]
    by_series: dict[str, list[Row]] = {}
    for row in rows:
        by_series.setdefault(min(tokens_of(row["series"]), default=edition_of(row)), []).append(row)
    fitting = [some for some in by_series.values() if said and said <= {text_of(row["issued"])[:4] for row in some}]
    # Where two years are named, the list has an edition of either.
    fitting = [some for some in fitting if years <= {text_of(row["issued"])[:4] for row in some}] or fitting
    return edition_of(max(fitting[0], key=lambda row: text_of(row["issued"]))) if len(fitting) == 1 else None


def of_their_years(desk: Desk, lists: list[str], countries: list[str]) -> tuple[Desk, list[str], list[str]]:
    """The question with the lists that it calls by their years among those it names, and without their countries.

    Such a year is that of the one list, and no day as of which anything is asked.
    """
    years = {match[0][:4] for match in YEARLY.finditer(desk.utterance.text)}
    years |= set(YEAR_BEHIND.findall(desk.utterance.text))
    rows = desk.ask("lists", as_of=(desk.world.cut_off or desk.on).isoformat()) if years else ()
    found: dict[str, str] = {}
    for row in rows:
        said = YEAR.findall(_name(desk, row)) or [text_of(row["issued"])[:4]]
        for country in tokens_of(row["places"]) & set(countries) if years & set(said) else ():
            held = found.setdefault(country, edition_of(row))
            if _oddness(desk.world.lookup.label(edition_of(row)), desk.utterance.text) < _oddness(
                desk.world.lookup.label(held), desk.utterance.text
            ):
                found[country] = edition_of(row)
    if not found:
        return desk, lists, countries
    named = [*lists, *(found[each] for each in countries if each in found)]
    now = replace(desk, on=desk.world.cut_off or desk.on)
    return now, named, [each for each in countries if each not in found]


def own_lists(desk: Desk, countries: Sequence[str], lists: Sequence[str]) -> list[str]:
    """The lists that a question is about: those named, else the main list of each country."""
    return [*lists] or [each for country in countries if (each := list_of(desk, country)) is not None]


def _oddness(label: str, asked: str) -> int:
    """How far a list is from being just the list of critical minerals, unless the question names what is odd."""
    said = asked.lower() + (" strategic" if re.search("戦略|रणनीतिक|सामरिक", asked) else "")
    odd = [word for word in ODD if (word in label.lower()) != (re.search(rf"\b{word}\b", said) is not None)]
    return 2 * len(odd) + ("critical" not in label.lower())


def dated(desk: Desk, rows: Sequence[Row]) -> list[str]:
    """Editions with their days, as far as those are known."""
    return [desk.dated(row["edition"], row["issued"]) for row in rows]


def start_of(row: Row) -> Cell:
    """Since when an entry holds; the day of issue of its list, where its own is not known."""
    validity = row.get("validity")
    start = validity.get("from") if isinstance(validity, Mapping) else None
    return start if isinstance(start, Mapping) and start.get("value") else row["issued"]
