"""Turns the rows of a question into cells that can be read without a second look: labels, precisions, evidence.

A cell is what JSON can hold. What each type of column looks like is said in ``docs/questions.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from graph.dates import Validity
from graph.days import UNKNOWN, write_date
from graph.lookup import Lookup
from graph.questions import CONFIDENCES, NOTHING, Column
from graph.store import Literal, NamedNode, Store, Term
from graph.terms import slug_of

__all__ = ["Cell", "Row", "Scribe", "best_confidence"]

Cell: TypeAlias = "str | int | float | bool | Mapping[str, Cell] | list[Cell] | None"
Row: TypeAlias = Mapping[str, Term]

STANCES: Final = ("supports", "disputes", "mentions")
NUMBERS: Final = ("integer", "decimal", "double", "float")
EVIDENCE: Final = """
SELECT ?fact ?rank ?description ?evidence ?stance ?confidence ?issued WHOLE
WHERE {
  VALUES ?fact { FACTS }
  OPTIONAL { ?fact :hasRank ?rank . }
  OPTIONAL {
    ?fact dcterms:description ?description .
    FILTER(LANG(?description) IN ("", "en"))
  }
  ?fact :hasEvidence ?evidence .
  ?evidence :fromSource ?source .
  ?evidence :hasStance ?stance .
  OPTIONAL { ?evidence :hasConfidence ?confidence . }
  OPTIONAL { ?source dcterms:issued ?issued . }
  MORE
}
ORDER BY ?fact ?evidence WHOLE
"""
#: What a piece of evidence says beyond whether it supports, how surely and since when.
WHOLE: Final = "?wording ?url ?publisher ?source ?issued_precision ?kind ?extent ?reason ?locator"
MORE: Final = """
  OPTIONAL { ?evidence :confidenceReason ?reason . }
  OPTIONAL { ?evidence :sourceWording ?wording . }
  OPTIONAL { ?evidence :locator ?locator . }
  OPTIONAL { ?source schema:url ?url . }
  OPTIONAL { ?source dc:publisher ?publisher . }
  OPTIONAL { ?source :issuedPrecision ?issued_precision . }
  OPTIONAL { ?source :hasSourceKind ?kind . }
  OPTIONAL { ?source :hasReadExtent ?extent . }
"""


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes the cells of one answer; ``facts`` holds what is said of each fact in it, read in one query for all.

    ``on`` is the day that the answer is about, which says whether a state holds certainly or possibly; ``language`` is
    that of labels, where there is one in it.
    """

    lookup: Lookup
    facts: Mapping[str, Mapping[str, Cell]]
    on: date | None
    language: str = "en"

    @classmethod
    def of(
        cls,
        store: Store,
        lookup: Lookup,
        facts: Iterable[str],
        on: date | None,
        language: str = "en",
        *,
        is_brief: bool = False,
    ) -> Scribe:
        """Read the evidence of all these facts, or only how many pieces each has; a fact without any has none."""
        names = " ".join(str(NamedNode(iri)) for iri in sorted(set(facts)))
        whole, more = ("", "") if is_brief else (WHOLE, MORE)
        query = EVIDENCE.replace("FACTS", names).replace("WHOLE", whole).replace("MORE", more)
        rows = store.select(query) if names else []
        return cls(lookup, _facts(rows, lookup, language, is_brief=is_brief), on, language)

    def label(self, iri: str) -> str:
        """The label of a thing in the language of the answer."""
        return self.lookup.label(iri, self.language)

    def write(self, column: Column, row: Row) -> Cell:
        """One cell; ``None`` where the row has nothing for the column."""
        if column.type == "validity":
            return self._validity(column.name, row)
        term = row.get(column.name)
        if term is None or term == NOTHING:
            return [] if column.type == "entities" else None
        match column.type:
            case "entities":
                ordered = sorted(_value(term).split(), key=lambda iri: (self.lookup.label(iri), iri))
                return [self.entity(iri) for iri in ordered]
            case "entity":
                return self.entity(_value(term))
            case "concept":
                return {**self.entity(_value(term)), "token": slug_of(_value(term))}
            case "fact":
                return self._fact(_value(term))
            case "date":
                return _day(term, row.get(f"{column.name}_precision"), self.language)
            case "number":
                return _number(term)
            case "boolean":
                return _value(term) in ("true", "1")
            case "text":
                return _text(term)
        return _value(term)

    def entity(self, iri: str) -> dict[str, Cell]:
        """A thing: its IRI, its label, and its labels in other languages where it has any."""
        said = self.lookup.labels.get(iri, {})
        shown = self.language if self.language in said else "en"
        others: dict[str, Cell] = {language: said[language] for language in sorted(said) if language not in ("", shown)}
        entity: dict[str, Cell] = {"iri": iri, "label": self.label(iri)}
        return {**entity, "labels": others} if others else entity

    def _fact(self, iri: str) -> dict[str, Cell]:
        said = self.facts.get(iri, {"rank": "normal", "confidence": None, "newest_evidence": None, "evidence": []})
        return {"iri": iri, "label": said.get("description") or self.label(iri), **_without(said, "description")}

    def _validity(self, name: str, row: Row) -> Cell:
        start, end = row.get(f"{name}_from"), row.get(f"{name}_until")
        start_precision, end_precision = row.get(f"{name}_from_precision"), row.get(f"{name}_until_precision")
        seen_from = row.get(f"{name}_on")
        if start is None and end is None and start_precision is None and end_precision is None:
            return None
        validity = Validity(
            _as_date(start),
            _value(start_precision) if start_precision is not None else "day",
            _as_date(end),
            _value(end_precision) if end_precision is not None else "day",
        )
        on = _as_date(seen_from) or self.on
        return {
            "from": _day(start, start_precision, self.language),
            "until": _day(end, end_precision, self.language),
            "on": on.isoformat() if on else None,
            "holds": validity.holds(on) if on else None,
        }


def _facts(rows: Iterable[Row], lookup: Lookup, language: str, *, is_brief: bool) -> dict[str, dict[str, Cell]]:
    """What is said of each fact: rank, description, evidence (the best first, or how much), newest day of support."""
    found: dict[str, dict[str, Cell]] = {}
    evidence: dict[str, dict[str, dict[str, Cell]]] = {}
    wordings: dict[str, list[Cell]] = {}
    for row in rows:
        fact, name = _value(row["fact"]), _value(row["evidence"])
        said = found.setdefault(fact, {"rank": slug_of(_value(row["rank"])) if "rank" in row else "normal"})
        if "description" in row:
            said["description"] = _value(row["description"])
        words = wordings.setdefault(name, [])
        if "wording" in row and _text(row["wording"]) not in words:
            words.append(_text(row["wording"]))
        evidence.setdefault(fact, {}).setdefault(
            name,
            {
                "iri": name,
                "source": _value(row["source"]) if "source" in row else None,
                "title": lookup.label(_value(row["source"]), language) if "source" in row else None,
                "url": _value(row["url"]) if "url" in row else None,
                "publisher": _value(row["publisher"]) if "publisher" in row else None,
                "issued": _day(row.get("issued"), row.get("issued_precision"), language),
                "source_kind": slug_of(_value(row["kind"])) if "kind" in row else None,
                "read_extent": slug_of(_value(row["extent"])) if "extent" in row else None,
                "stance": slug_of(_value(row["stance"])),
                "confidence": slug_of(_value(row["confidence"])) if "confidence" in row else None,
                "confidence_reason": _value(row["reason"]) if "reason" in row else None,
                "wording": words,
                "locator": _value(row["locator"]) if "locator" in row else None,
            },
        )
    for fact, pieces in evidence.items():
        ordered = sorted(pieces.values(), key=_evidence_order)
        issued = [_issued(piece) for piece in ordered if piece["stance"] == "supports"]
        found[fact]["confidence"] = best_confidence(ordered)
        found[fact]["newest_evidence"] = max(issued, default="") or None
        found[fact]["evidence"] = len(ordered) if is_brief else list(ordered)
    return found


def best_confidence(evidence: Iterable[Mapping[str, Cell]]) -> str | None:
    """The best confidence of what supports a fact; ``None`` where nothing does, or none is said."""
    said = {piece["confidence"] for piece in evidence if piece["stance"] == "supports"}
    return next((level for level in CONFIDENCES if level in said), None)


def _issued(piece: Mapping[str, Cell]) -> str:
    issued = piece["issued"]
    return str(issued["value"] or "") if isinstance(issued, Mapping) else ""


def _evidence_order(piece: Mapping[str, Cell]) -> tuple[int, int, str, str]:
    stance, confidence = str(piece["stance"]), str(piece["confidence"])
    return (
        STANCES.index(stance) if stance in STANCES else len(STANCES),
        CONFIDENCES.index(confidence) if confidence in CONFIDENCES else len(CONFIDENCES),
        _issued(piece),
        str(piece["iri"]),
    )


def _without(said: Mapping[str, Cell], key: str) -> dict[str, Cell]:
    return {name: value for name, value in said.items() if name != key}


def _value(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _as_date(term: Term | None) -> date | None:
    return date.fromisoformat(_value(term)) if term is not None else None


def _day(term: Term | None, precision: Term | None, language: str) -> Cell:
    """A day with its precision; a precision without a day says that the day is unknown."""
    known = _value(precision) if precision is not None else "day"
    if term is None:
        return {"value": None, "precision": known, "text": UNKNOWN[language]} if precision is not None else None
    return {"value": _value(term), "precision": known, "text": write_date(_value(term), known, language)}


def _number(term: Term) -> Cell:
    """A whole number as one, so that a sum of money does not come out as ``5e8``."""
    number = float(_value(term))
    return int(number) if number.is_integer() else number


def _text(term: Term) -> Cell:
    language = term.language if isinstance(term, Literal) else None
    return {"value": _value(term), "language": language}
