"""Matches cells of a table with things, as the Reconciliation Service API 0.2 has it, and tells values of them.

A score runs from 0 to 100: a name that is the label has 100, an alias or a code a little less, a misspelling less by
what is wrong, a name of which the text is only a part at most 75. ``match`` is true when one thing alone has the name
or very nearly has it, and no property that was given speaks against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from graph import namespaces as ns
from graph.attributes import Attribute, attributes, attributes_of, find_attribute, is_valued, values_of
from graph.cards import Card, card_of, id_of, local, read_types, text_of, types_of
from graph.errors import BadParameter, UnknownEntity
from graph.lookup import iri_of
from graph.search import ENTITIES, EXACT, FACT, TIERS, Hit
from graph.spellings import Spelling, is_blank, respell
from graph.store import NamedNode
from graph.terms import fold, split
from graph.wire import CardRequest, ExtendRequest, ProposeRequest, ReconcileRequest, SuggestRequest
from graph.world import World

__all__ = ["Candidate", "extend", "propose", "reconcile", "show", "suggest"]

#: Score of a name that is what was typed, by what the name is to the thing.
SCORES: Final = {"label": 100, "slug": 98, "alias": 97, "code": 96, "misspelling": 92, "description": 88}
#: Hits that are looked at more closely, and candidates told where no limit is given.
CONSIDERED: Final = 60
USUAL: Final = 10
#: What is less likely than this is not told.
LEAST: Final = 30
#: A single slip in a name of so many letters is overlooked when no other thing comes near by so much.
LONG: Final = 8
DISTANCE: Final = 8
#: Score of a name that is found once it is written in another way, and of one with something behind it that the graph
#: does not confirm.
RESPELLED: Final = 95
UNSURE: Final = 88
#: A code that cells without anything in them have too.
NOT_AVAILABLE: Final = "na"
BASED_IN: Final = "basedIn"
#: What properties count for, beside the name.
WEIGHT: Final = 0.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a cell may mean: how well the name fits, whether it is the name, and what properties say.

    ``agreed`` has, for each property that was given, 1 when the thing has one of its values, 0 when it has others only,
    and a half when the graph says nothing.
    """

    hit: Hit
    name_score: float
    agreed: tuple[float, ...]
    is_near: bool
    is_exact: bool = False

    @property
    def score(self) -> float:
        """The score, from 0 to 100."""
        if not self.agreed:
            return round(self.name_score, 1)
        return round((1 - WEIGHT) * self.name_score + WEIGHT * 100 * sum(self.agreed) / len(self.agreed), 1)


def reconcile(world: World, request: ReconcileRequest) -> dict[str, object]:
    """Answer a batch of queries, each by itself; raises ``BadParameter`` for unknown types and properties."""
    return {name: {"result": _candidates(world, query, request.language)} for name, query in request.queries.items()}


def _candidates(world: World, query: Mapping[str, Any], language: str) -> list[dict[str, object]]:
    types = read_types(world, tuple(query["types"])) or frozenset(ENTITIES)
    given = [(find_attribute(world, "pid", pid), values) for pid, values in query["properties"]]
    text = query["text"]
    if text and is_blank(text):
        return []
    if text:
        hits = world.index.find(text, types)[:CONSIDERED]
    else:
        hits = [Hit(name, EXACT) for name in _valued(world, given, types)]
    found = [_weigh(world, hit, text, given) for hit in hits]
    if text and not any(each.is_exact for each in found):
        meant = {each.hit.name.iri: each for each in _respelled(world, text, types, given)}
        found = [*meant.values(), *(each for each in found if each.hit.name.iri not in meant)]
    found = sorted((each for each in found if each.score >= LEAST), key=lambda each: -each.score)
    chosen = _choose(found) if text and not _is_word(text, found, query["types"]) else None
    return [_tell(world, each, given, language, is_match=each is chosen) for each in found[: query["limit"] or USUAL]]


def _valued(world: World, given: Sequence[tuple[Attribute, Sequence[str]]], types: frozenset[str]) -> list[Any]:
    """The best name of each thing of these types that has a value of every property given."""
    first = {name.iri: name for name in reversed(world.index.names) if world.index.is_of(name.iri, types)}
    return [
        name
        for iri, name in sorted(first.items())
        if given and all(any(is_valued(world, iri, each, value) for value in values) for each, values in given)
    ]


def _weigh(world: World, hit: Hit, text: str, given: Sequence[tuple[Attribute, Sequence[str]]]) -> Candidate:
    agreed = tuple(_agree(world, hit.name.iri, each, values) for each, values in given)
    is_exact = hit.tier == EXACT
    if is_exact:
        return Candidate(hit, SCORES[hit.name.sort] if text else 100, agreed, is_exact=True, is_near=True)
    words, others = split(text), split(hit.name.text)
    key, other = "".join(words), "".join(others)
    numbers, other_numbers = ({word for word in each if word.isdigit()} for each in (words, others))
    whole = 97 * OSA.normalized_similarity(key, other)
    sorted_words = 0.96 * token_sort_ratio(" ".join(words), " ".join(others))
    part = 0.75 * token_set_ratio(" ".join(words), " ".join(others))
    score = max(whole, sorted_words, part, 75 * hit.similarity if hit.tier else 0)
    # Texts that differ in a number speak of different years, meetings or codes, however alike they are.
    if numbers != other_numbers and numbers:
        score = min(score, 60)
    is_near = numbers == other_numbers and len(key) >= LONG and OSA.distance(key, other) <= 1
    return Candidate(hit, min(score, 95), agreed, is_near=is_near)


def _respelled(
    world: World, text: str, types: frozenset[str], given: Sequence[tuple[Attribute, Sequence[str]]]
) -> list[Candidate]:
    """What has the name when it is written in another way; of several ways the first that anything has."""
    for spelling in respell(text):
        hits = [hit for hit in world.index.find(spelling.name, types) if hit.tier == EXACT]
        if hits:
            sure = [_is_confirmed(world, hit.name.iri, spelling) for hit in hits]
            return [
                Candidate(
                    hit,
                    RESPELLED if is_sure else UNSURE,
                    tuple(_agree(world, hit.name.iri, each, values) for each, values in given),
                    is_near=is_sure,
                )
                for hit, is_sure in zip(hits, sure, strict=True)
            ]
    return []


def _is_confirmed(world: World, iri: str, spelling: Spelling) -> bool:
    """Whether what stands behind a name is another name of the thing, or where it is based; so is nothing at all."""
    if not spelling.rest:
        return True
    named = {world.index.names[number].iri for number in world.index.whole.get(fold(spelling.rest), ())}
    return iri in named or is_valued(world, iri, find_attribute(world, "pid", BASED_IN), spelling.rest)


def _is_word(text: str, found: Sequence[Candidate], types: Sequence[str]) -> bool:
    """Whether a text is more likely a word than the short name that it spells, so that it proves nothing.

    "NA" stands for nothing in many a table. Of what is no type asked for, "oil" is hardly the company OIL.
    """
    best = found[0].hit.name if found and found[0].is_exact else None
    is_acronym = best is not None and best.sort == "alias" and best.text.isupper() and text.islower()
    return fold(text) == NOT_AVAILABLE or (is_acronym and not types)


def _agree(world: World, iri: str, attribute: Attribute, values: Sequence[str]) -> float:
    if any(is_valued(world, iri, attribute, value) for value in values):
        return 1.0
    return 0.0 if values_of(world, iri, attribute, "en", 1) else 0.5


def _choose(found: Sequence[Candidate]) -> Candidate | None:
    """The candidate that is meant without doubt, if any; ``found`` has the best first."""
    if not found:
        return None
    best, others = found[0], found[1:]
    if not best.is_near or 0.0 in best.agreed:
        return None
    if best.is_exact:
        # A label is meant rather than the alias or the code of something else; among these nothing decides.
        rivals = [each for each in others if each.is_exact and not (is_label(best.hit) and not is_label(each.hit))]
        # Properties decide between namesakes when one has all that was given and none of the others has.
        is_told_apart = best.agreed and min(best.agreed) == 1.0 and all(min(each.agreed) < 1.0 for each in rivals)
        return best if not rivals or is_told_apart else None
    return best if all(best.name_score - each.name_score >= DISTANCE for each in others) else None


def is_label(hit: Hit) -> bool:
    """Whether the name that was found is what the thing is called first."""
    return hit.name.sort == "label"


def _tell(
    world: World,
    found: Candidate,
    given: Sequence[tuple[Attribute, Sequence[str]]],
    language: str,
    *,
    is_match: bool,
) -> dict[str, object]:
    card = card_of(world, found.hit.name.iri, language)
    features: list[dict[str, object]] = [
        {"id": "name_similarity", "value": round(found.name_score, 1)},
        {"id": f"name_{TIERS[found.hit.tier]}", "value": True},
    ]
    features += [
        {"id": f"property_{each.id}", "value": agreed} for (each, _), agreed in zip(given, found.agreed, strict=True)
    ]
    return {
        "id": card.id,
        "name": card.label,
        "description": _describe(card, found.hit),
        "type": [{"id": each.id, "name": each.name} for each in card.types],
        "score": found.score,
        "features": features,
        "match": is_match,
    }


def _describe(card: Card, hit: Hit) -> str:
    """The line about a thing, with the name that was found where that is another one."""
    if hit.name.sort in ("slug", "description") or hit.name.text == card.label:
        return card.summary
    return f"{hit.name.text}: {card.summary}"


def suggest(world: World, request: SuggestRequest) -> list[dict[str, object]]:
    """Entities, types or properties that begin with, or are nearly, what is being typed."""
    page = slice(request.skip, request.skip + request.limit)
    if request.what == "entity":
        types = read_types(world, request.types) or frozenset(ENTITIES)
        hits = world.index.find(request.prefix, types)[page] if request.prefix.strip() else []
        return [_suggested(card_of(world, hit.name.iri, request.language), hit) for hit in hits]
    if request.what == "type":
        found = [_type(world, name, request.language) for name in sorted(_classes(world))]
    else:
        found = [_property(each) for each in attributes(world, request.language).values()]
    key = fold(request.prefix)
    fitting = [(_place(_spelled(world, each), key), each) for each in found]
    return [each for place, each in sorted(fitting, key=lambda pair: pair[0]) if place < NOWHERE][page]


NOWHERE: Final = 4


def _spelled(world: World, found: Mapping[str, object]) -> list[str]:
    """The id of a type or a property, and what it is called in each language."""
    labels = world.lookup.labels.get(f"{ns.ONTOLOGY}{found['id']}", {})
    return [str(found["id"]), str(found["name"]), *labels.values()]


def _place(spelled: Sequence[str], key: str) -> int:
    """How well one of these fits what is typed: it is it, begins with it, has a word that does, has it inside."""
    keys = [fold(each) for each in spelled]
    if key in keys:
        return 0
    if any(each.startswith(key) for each in keys):
        return 1
    if any(part.startswith(key) for each in spelled for part in split(each)):
        return 2
    return 3 if any(key in each for each in keys) else NOWHERE


def _suggested(card: Card, hit: Hit) -> dict[str, object]:
    return {
        "id": card.id,
        "name": card.label,
        "description": _describe(card, hit),
        "notable": [{"id": each.id, "name": each.name} for each in card.types],
    }


def _classes(world: World) -> frozenset[str]:
    return world.index.types - {FACT}


def _type(world: World, name: str, language: str) -> dict[str, object]:
    labels = world.lookup.labels
    iri = ns.ONTOLOGY + name
    wider = sorted(
        local(triple.object.value)
        for triple in world.store.triples(NamedNode(iri), NamedNode(ns.RDFS + "subClassOf"))
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(ns.ONTOLOGY)
    )
    found: dict[str, object] = {
        "id": name,
        "name": text_of(labels.get(iri, {}), language) or name,
        "description": card_of(world, iri, language).summary,
    }
    if wider:
        found["broader"] = [
            {"id": each, "name": text_of(labels.get(ns.ONTOLOGY + each, {}), language) or each} for each in wider
        ]
    return found


def _property(each: Attribute) -> dict[str, object]:
    return {"id": each.id, "name": each.name or each.id, "description": each.description}


def propose(world: World, request: ProposeRequest) -> list[dict[str, object]]:
    """Properties that things of a type have, the most used first; a kind counts as its classes' widest."""
    named = read_types(world, (request.type,)) & _classes(world) if request.type else frozenset()
    if request.type and not named:
        raise BadParameter("type", request.type, "a class of the ontology that things here have")
    found: dict[str, Attribute] = {}
    for name in sorted(named) or [""]:
        found |= {each.id: each for each in attributes_of(world, name, request.language)}
    return [_property(each) for each in found.values()][: request.limit or None]


def extend(world: World, request: ExtendRequest) -> dict[str, object]:
    """Values of properties of things, one row for each id; an id that names nothing has empty cells."""
    columns = [
        (find_attribute(world, "extend", name), language or request.language, limit)
        for name, language, limit in request.properties
    ]
    names = attributes(world, request.language)
    rows = {}
    for name in request.ids:
        iri = iri_of(name)
        is_known = iri in world.lookup.classes
        rows[name] = {
            each.id: values_of(world, iri, each, language, limit) if is_known else []
            for each, language, limit in columns
        }
    return {"meta": [{"id": each.id, "name": names[each.id].name or each.id} for each, _, _ in columns], "rows": rows}


def show(world: World, request: CardRequest) -> dict[str, object]:
    """What a preview shows of an entity, a type or a property; raises :class:`graph.errors.UnknownEntity`."""
    if request.what == "entity":
        iri = iri_of(request.id)
        if iri not in world.index.classes:
            raise UnknownEntity(iri or request.id)
        card = card_of(world, iri, request.language)
        labels = world.lookup.labels.get(iri, {})
        return {
            "iri": iri,
            "id": id_of(iri),
            "name": card.label,
            "names": [{"text": text, "language": said} for said, text in sorted(labels.items()) if text != card.label],
            "description": card.summary,
            "types": [each.name for each in types_of(world, iri, request.language)],
        }
    if request.what == "type":
        if request.id not in _classes(world):
            raise UnknownEntity(ns.ONTOLOGY + request.id)
        told = _type(world, request.id, request.language)
    else:
        known = attributes(world, request.language)
        if request.id not in known:
            raise UnknownEntity(ns.ONTOLOGY + request.id)
        told = _property(known[request.id])
    return {"id": request.id, "name": told["name"], "names": [], "description": told["description"], "types": []}
