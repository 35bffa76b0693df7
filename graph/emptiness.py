"""What it means that an answer has no rows: that there are none, that a source says no, or only that none is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from graph import namespaces as ns
from graph.cells import Cell, Row, Scribe
from graph.days import write_date
from graph.questions import NOTHING, Column, Question
from graph.store import Literal, NamedNode, Store
from graph.terms import slug_of

__all__ = ["explain"]

SOURCES: Final = """
SELECT (COUNT(DISTINCT ?source) AS ?count)
WHERE {
  ?fact :hasEvidence ?evidence .
  ?evidence :fromSource ?source .
  FILTER(?thing = rdf:nil || EXISTS { ?fact ?property ?thing . })
}
"""
DENIALS: Final = """
SELECT ?fact ?subject ?relation ?object
WHERE {
  ?fact :deniesSubject ?subject .
  ?fact :deniesRelation ?relation .
  ?fact :deniesObject ?object .
  OPTIONAL { ?fact :validFrom ?from . }
  OPTIONAL { ?fact :validUntil ?until . }
  FILTER(?day = rdf:nil || !BOUND(?from) || ?from <= ?day)
  FILTER(?day = rdf:nil || !BOUND(?until) || ?day <= ?until)
  FILTER NOT EXISTS { ?fact :hasRank rank:deprecated . }
  FILTER EXISTS {
    ?fact :hasEvidence ?support .
    FILTER EXISTS { ?support :hasStance stance:supports . }
  }
}
ORDER BY ?subject ?object ?relation ?fact
"""
COLUMNS: Final = tuple(
    Column(name, kind, "")
    for name, kind in (("subject", "entity"), ("relation", "entity"), ("object", "entity"), ("fact", "fact"))
)
#: What is said, by language; {sources} and {count} are numbers, {thing} a label, {day} the cut-off.
PHRASES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "none": "There are none in this graph.",
        "no": "No: a source says that it is not so.",
        "unknown": "None known, which is not to say that there are none: {read}.",
        "read": "{sources} sources read",
        "until": "{sources} sources read, known up to {day}",
        "on": "{count} of them on {thing}",
        "between": ", ",
    },
    "ja": {
        "none": "このグラフには存在しない。",
        "no": "いいえ。そうではないと述べる情報源がある。",
        "unknown": "該当するものは知られていないが、存在しないという意味ではない: {read}。",
        "read": "読んだ情報源 {sources} 件",
        "until": "読んだ情報源 {sources} 件、{day}まで",
        "on": "うち {thing} に関するもの {count} 件",
        "between": "、",
    },
    "hi": {
        "none": "इस ग्राफ़ में कोई नहीं है।",
        "no": "नहीं: एक स्रोत कहता है कि ऐसा नहीं है।",
        "unknown": "कोई ज्ञात नहीं, जिसका अर्थ यह नहीं कि कोई है ही नहीं: {read}।",
        "read": "{sources} स्रोत पढ़े गए",
        "until": "{sources} स्रोत पढ़े गए, {day} तक",
        "on": "उनमें से {count} {thing} पर",
        "between": ", ",
    },
}


def explain(
    store: Store, scribe: Scribe, question: Question, things: Sequence[str], cut_off: date | None
) -> Mapping[str, Cell]:
    """What it means that nothing was found on these things.

    ``token`` is ``none`` (the graph itself was asked about), ``no`` or ``unknown``. It is "no" where two of the things
    are the ends of a denial of what the question asks for. Other denials that one of them is in are listed too, and
    prove nothing of the question. All are those that hold on the day that is asked about, else at the cut-off.
    """
    said = PHRASES[scribe.language]
    if question.empty == "none":
        return {"token": "none", "text": said["none"]}
    on = scribe.on or cut_off
    at = Literal(on.isoformat(), datatype=NamedNode(ns.XSD + "date")) if on else NOTHING
    found = store.select(DENIALS, day=at) if things else []
    ends = [{_iri(row, "subject"), _iri(row, "object")} for row in found]
    deciding = {ns.ONTOLOGY + name for name in question.denied_by}
    joining = [
        row for row, both in zip(found, ends, strict=True) if both <= set(things) and _iri(row, "relation") in deciding
    ]
    touching = [row for row, both in zip(found, ends, strict=True) if both & set(things)]
    total = _count(store, NOTHING)
    counted = {iri: _count(store, NamedNode(iri)) for iri in things}
    day = cut_off.isoformat() if cut_off else ""
    told = write_date(day, language=scribe.language)
    read = [
        said["until" if day else "read"].format(sources=total, day=told),
        *(said["on"].format(count=count, thing=scribe.label(iri)) for iri, count in counted.items()),
    ]
    counts: dict[str, Cell] = {slug_of(iri): count for iri, count in counted.items()}
    return {
        "token": "no" if joining else "unknown",
        "text": said["no"] if joining else said["unknown"].format(read=said["between"].join(read)),
        "sources": total,
        "sources_on": counts,
        "known_until": day or None,
        "denials": _tell(store, scribe, joining or touching),
    }


def _tell(store: Store, scribe: Scribe, rows: Collection[Row]) -> list[Cell]:
    facts = {_iri(row, "fact") for row in rows}
    told = Scribe.of(store, scribe.lookup, facts, scribe.on, scribe.language)
    return [{column.name: told.write(column, row) for column in COLUMNS} for row in rows]


def _iri(row: Row, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, NamedNode) else ""


def _count(store: Store, thing: NamedNode) -> int:
    count = store.select(SOURCES, thing=thing)[0]["count"]
    return int(count.value) if isinstance(count, Literal) else 0
