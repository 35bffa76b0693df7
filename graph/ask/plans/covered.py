"""Tells whether a framework or text that is named covers a material: by name, by its group, or only at large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.ask.desk import Desk, Outcome, Row, token_of, tokens_of, wording_of
from graph.ask.findings.clauses import are_alternatives
from graph.ask.findings.covering import BY_NAME
from graph.ask.reading.exclusion import set_apart
from graph.ask.replies.denied import PLAIN
from graph.ask.wording.lexicon import read_pattern
from graph.namespaces import ONTOLOGY
from graph.store import NamedNode
from graph.terms import kind_of

__all__ = ["asks_of_name", "named_coverage", "named_scopes", "text_coverage"]

#: Of so many frameworks and texts, and so many materials, each is told at most.
MOST: Final = 3


def named_scopes(desk: Desk) -> list[str]:
    """The texts and frameworks that are named, as the question names them one after the other."""
    texts, frameworks = _texts_named(desk), _frameworks_named(desk)
    places = {
        each.iri: each.mention.start for slot in ("text", "framework") for each in desk.slots.by_slot.get(slot, ())
    }
    return sorted([*texts, *frameworks], key=lambda iri: places[iri]) if frameworks else texts


def named_coverage(desk: Desk, wanted: Sequence[str], materials: Sequence[str]) -> Outcome:
    """Whether each of these covers each of the materials; yes where all that is asked holds, no where one does not.

    Of what the question leaves out a no is what is asked for; of alternatives one is enough.
    """
    out = set_apart(desk.utterance, wanted) | set_apart(desk.utterance, materials)
    if len(wanted) > 1:
        # Set beside each other are those of any time: what one covered until it ended is told with its end.
        desk = replace(desk, utterance=replace(desk.utterance, is_past=True))
    found: list[Outcome] = []
    so: list[bool | None] = []
    for material in materials[:MOST]:
        rows = desk.ask("frameworks-covering", material=material)
        for each in wanted[:MOST]:
            outcome = _best_coverage(desk, rows, material, each)
            is_denied = bool({each, material} & out)
            found.append(outcome)
            so.append(not outcome.boolean if is_denied and outcome.boolean is not None else outcome.boolean)
    # The verdict on one is none on all.
    said = [PLAIN.sub("", each.text, count=1) if PLAIN.match(each.text) else each.text for each in found]
    text = " ".join(_capital(each) for each in said) if len(found) > 1 else found[0].text
    rows_of = [row for outcome in found for row in outcome.rows]
    if len(materials) > 1 and are_alternatives(desk.utterance.text):
        return Outcome(text, rows_of, True if True in so else None if None in so else False)
    return Outcome(text, rows_of, so[0] if len(set(so)) == 1 else False if False in so else None)


def _texts_named(desk: Desk) -> list[str]:
    """The texts that are named; where texts and frameworks are asked for alike, none that only are called alike."""
    texts = desk.slots.all("text")
    if not (desk.has("text") and desk.has("framework")):
        return texts
    end = len(desk.utterance.text)
    return [each.iri for each in desk.slots.by_slot.get("text", ()) if each.mention.start < end]


def _frameworks_named(desk: Desk) -> list[str]:
    """The frameworks that are named, without one whose name stands in that of a text that is meant."""
    texts = _texts_named(desk)
    places = [each.mention for each in desk.slots.by_slot.get("text", ()) if each.iri in texts]
    labels = [desk.world.lookup.label(iri) for iri in texts]
    end = len(desk.utterance.text)
    if any(mention.start >= end for mention in places):
        # The text is found by what it is called like, and the framework is a part of that.
        return []
    return [
        each.iri
        for each in desk.slots.by_slot.get("framework", ())
        if not any(mention.start < each.mention.end and each.mention.start < mention.end for mention in places)
        and not any(each.mention.text in label or desk.world.lookup.label(each.iri) in label for label in labels)
    ]


def _best_coverage(desk: Desk, rows: tuple[Row, ...], material: str, wanted: str) -> Outcome:
    """Whether a framework covers a material; of one that says nothing of it, whether what grew out of it does."""
    found = _one_coverage(desk, rows, material, wanted)
    if found.boolean is not None or kind_of(wanted) != "framework":
        return found
    label = desk.world.lookup.label(wanted)
    below = [
        iri
        for iri in sorted(desk.world.lookup.labels)
        if kind_of(iri) in ("framework", "pillar") and desk.world.lookup.label(iri).startswith(f"{label} ")
    ]
    issued = [
        triple.subject.value
        for triple in desk.world.store.triples(None, NamedNode(f"{ONTOLOGY}issuedBy"), NamedNode(wanted))
        if isinstance(triple.subject, NamedNode)
    ]
    others = {each: other for each in (*below, *issued) if (other := _one_coverage(desk, rows, material, each)).rows}
    others = {each: other for each, other in others.items() if other.boolean is not None}
    if not others:
        return found
    # What a framework has issued itself speaks for it; what only bears its name does not.
    so = True if any(others[each].boolean for each in issued if each in others) else None
    # Who names it stands before who speaks of critical minerals at large.
    others = dict(sorted(others.items(), key=lambda each: not any(row.get("material") for row in each[1].rows)))
    said = [_capital(PLAIN.sub("", other.text, count=1)) for other in others.values()]
    return Outcome(" ".join([*([] if so else [found.text]), *said]), [r for o in others.values() for r in o.rows], so)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _one_coverage(desk: Desk, rows: tuple[Row, ...], material: str, wanted: str) -> Outcome:
    mine = [row for row in rows if wanted in tokens_of(row["framework"]) | tokens_of(row["via"])]
    values = {"framework": desk.label(wanted), "material": desk.label(material), "day": desk.today()}
    if not mine and kind_of(wanted) == "instrument":
        return text_coverage(desk, material, wanted, values)
    verdicts = [(token_of(row["verdict"]), row) for row in mine]
    for tokens, phrase, boolean in (
        (BY_NAME, "covers_named", True),
        (("excluded",), "covers_excluded", False),
        (("member-named",), "covers_member", True),
        (("generic-listed", "generic"), "covers_generic", True),
    ):
        found = [row for token, row in verdicts if token in tokens]
        if not found:
            continue
        if all(row["status"] == "ended" for row in found) and boolean:
            ended = desk.day(found[0]["ended"])
            was = desk.utterance.is_past
            return Outcome(desk.say("covers_was" if was else "covers_ended", **values, ended=ended), mine, boolean=was)
        wording = next((wording_of(desk, row["wording"]) for row in found if row["wording"]), "")
        if phrase == "covers_generic" and asks_of_name(desk):
            return Outcome(desk.say("covers_unnamed", **values, wording=wording), mine)
        return Outcome(desk.say(phrase, **values, wording=wording), mine, boolean)
    denied = _denied(desk, material, wanted)
    if denied:
        values["material"] = _denied_label(desk, material, denied)
        return Outcome(desk.say("covers_excluded", **values), denied, boolean=False)
    return Outcome(desk.say("covers_unknown", **values), boolean=None)


def text_coverage(desk: Desk, material: str, text: str, values: Mapping[str, str]) -> Outcome:
    """Whether a text that founds no framework covers a material: by name, by a group or a member of it, or at large."""
    rows = desk.ask("materials-covered", framework=text)
    above = desk.world.lookup.above
    for phrase, found in (
        ("covers_named", [row for row in rows if tokens_of(row["material"]) & {material, *above.get(material, ())}]),
        ("covers_excluded", _denied(desk, material, text)),
        ("covers_member", [r for r in rows if any(material in above.get(iri, ()) for iri in tokens_of(r["material"]))]),
        ("covers_generic", [row for row in rows if not row["material"]]),
    ):
        if found:
            wording = wording_of(desk, found[0]["wording"]) if found[0]["wording"] else ""
            if phrase == "covers_generic" and asks_of_name(desk):
                return Outcome(desk.say("covers_unnamed", **values, wording=wording), found)
            if phrase == "covers_excluded":
                values = {**values, "material": _denied_label(desk, material, found)}
            return Outcome(desk.say(phrase, **values, wording=wording), found, boolean=phrase != "covers_excluded")
    if rows:
        names = desk.speech.listing(desk.names(rows, "material"))
        return Outcome(desk.say("covers_others", **values, list=names), rows, boolean=None)
    return Outcome(desk.say("covers_unknown", **values), boolean=None)


def _denied(desk: Desk, material: str, scope: str) -> list[Row]:
    """What denies that a text or framework names a material, or a group of which it is a member."""
    groups = (material, *sorted(desk.world.lookup.above.get(material, ())))
    return [row for each in groups for row in desk.ask("denials", about=each) if scope in tokens_of(row["subject"])]


def _denied_label(desk: Desk, material: str, rows: Sequence[Row]) -> str:
    """What is denied by its name: a material, or its group with the material in brackets."""
    named = [iri for row in rows for iri in tokens_of(row["object"])]
    groups = [desk.label(iri) for iri in desk.world.lookup.above.get(material, ()) if iri in named]
    return f"{groups[0]} ({desk.label(material)})" if groups and material not in named else desk.label(material)


def asks_of_name(desk: Desk) -> bool:
    """Whether it is asked if something is named: to speak of critical minerals at large is no yes to that."""
    return desk.utterance.is_polar and read_pattern("named_itself").search(desk.utterance.text) is not None
