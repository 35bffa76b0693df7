"""The constraints of a shapes graph: what is read of them, and the page that lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import namespaces as ns
from graph.constraints import find_breaches, read_constraints, write_page
from graph.store import Quad, Store, parse_text

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in ns.PREFIXES.items())
SHAPES = """
shapes:one-actor a sh:PropertyShape ;
    sh:targetClass :SourcedFact ;
    sh:path :memberActor ;
    sh:minCount 1 ;
    sh:maxCount 1 ;
    sh:severity sh:Violation ;
    sh:message "One actor belongs: add or take out a :memberActor."@en .

shapes:date a sh:PropertyShape ;
    sh:targetSubjectsOf :validFrom ;
    sh:path :validFrom ;
    sh:datatype xsd:date ;
    sh:severity sh:Warning ;
    sh:message "A date is a day: mend it."@en .

shapes:Alone a sh:NodeShape ;
    sh:targetClass :Membership ;
    sh:sparql shapes:alone .

shapes:alone a sh:SPARQLConstraint ;
    sh:message "{?value} is there too, with {?missing}: keep one."@en ;
    sh:select "SELECT $this ?value WHERE { $this a :Membership . ?value a :Membership . FILTER($this != ?value) }" .
"""


def quads(turtle: str) -> list[Quad]:
    return parse_text(PREFIXES + turtle, Path("text.ttl"))


def test_constraints_are_read_with_what_they_are_made_of() -> None:
    found = {constraint.iri.removeprefix(ns.SHAPES): constraint for constraint in read_constraints(quads(SHAPES))}
    assert sorted(found) == ["alone", "date", "one-actor"]
    assert found["one-actor"].parameters == (ns.SH + "maxCount", ns.SH + "minCount")
    assert found["one-actor"].targets == (ns.ONTOLOGY + "SourcedFact",)
    assert found["one-actor"].query == ""
    assert found["alone"].parameters == (ns.SH + "select",)
    assert found["alone"].targets == (ns.ONTOLOGY + "Membership",)
    assert found["alone"].query.startswith("SELECT $this")
    assert (found["alone"].holders, found["date"].holders) == ((ns.SHAPES + "Alone",), ())
    assert [found[name].severity for name in ("date", "one-actor")] == ["warning", "violation"]


def test_the_page_of_the_documentation_has_a_row_for_each_constraint() -> None:
    rows = write_page(read_constraints(quads(SHAPES))).splitlines()[-3:]
    assert rows[0].startswith("| `shapes:alone` (rule) | violation | `:Membership` | ")
    assert rows[2] == (
        "| `shapes:one-actor` | violation | `:SourcedFact` | One actor belongs: add or take out a :memberActor. |"
    )


def test_a_rule_is_run_for_all_its_focus_nodes_or_for_those_that_are_marked() -> None:
    rule = next(constraint for constraint in read_constraints(quads(SHAPES)) if constraint.query)
    facts = "membership:a a :Membership . membership:b a :Membership . _:c a :Membership ; :marked true ."
    store = Store.from_quads(quads(facts))
    assert len({(str(breach.focus), str(breach.value)) for breach in find_breaches(store, rule)}) == 6
    found = list(find_breaches(store, rule, marked=ns.ONTOLOGY + "marked"))
    assert [(str(breach.focus), breach.message.split()[0], breach.path) for breach in found] in (
        [("_:c", "membership:a", None), ("_:c", "membership:b", None)],
        [("_:c", "membership:b", None), ("_:c", "membership:a", None)],
    )


def test_a_rule_that_is_no_select_is_told_by_its_name() -> None:
    rules = read_constraints(quads(SHAPES.replace("WHERE { $this", "WHERE { this")))
    with pytest.raises(ValueError, match="shapes:alone is no SELECT"):
        list(find_breaches(Store(), next(rule for rule in rules if rule.query)))
