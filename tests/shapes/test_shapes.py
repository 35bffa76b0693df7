"""The shapes against their fixtures.

``good/`` holds small worlds that conform, one for each concern, each to be read together with ``good/common.ttl``.
``bad/`` holds for each of them a list of cases: a line ``#~ constraint`` and the update that breaks that constraint,
and nothing else, in the good world of the same name. The prefixes are those of :mod:`graph.namespaces`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest

from graph import namespaces as ns
from graph import resources, sparql
from graph.constraints import PARAMETERS, Constraint, read_constraints, text_of, write_page
from graph.draft import Background
from graph.store import Literal, NamedNode, Quad, Store, Term, parse_file, parse_text
from graph.validate import Result, Shapes

HERE = Path(__file__).parent
CONCERNS = sorted(file.stem for file in (HERE / "bad").glob("*.ru"))
#: For each kind of thing one that a good world has, to be called by a name of another kind.
NAMED = {
    "actor": "texts actor:ministry",
    "adherence": "facts adherence:atlantis--alpha-charter",
    "affiliation": "facts affiliation:ada--ministry",
    "assessment": "texts assessment:ada--alpha",
    "commitment": "commitments commitment:ministry--fund",
    "coverage": "facts coverage:alpha--rare-earths",
    "dataset": "observations dataset:trade-yearbook",
    "denial": "facts denial:alpha--neodymium",
    "deposit": "entities deposit:reef",
    "designation": "materials designation:atlantis-critical-2024--neodymium",
    "event": "entities event:summit",
    "evidence": "texts evidence:table--gazette",
    "expectation": "dates expectation:ministry--exports",
    "facility": "entities facility:mill",
    "framework": "texts framework:alpha",
    "geometry": "entities geometry:coast",
    "inclusion": "materials inclusion:neodymium--light-rare-earths",
    "instrument": "texts instrument:alpha-charter",
    "list-series": "entities list-series:atlantis-critical",
    "material": "entities material:neodymium",
    "membership": "facts membership:atlantis--alpha--2024",
    "observation": "observations observation:atlantis--neodymium--import-share--2023",
    "participation": "facts participation:atlantis--mill",
    "pillar": "frameworks pillar:gamma-trade",
    "place": "entities place:coast",
    "priority": "texts priority:alpha-charter--critical-minerals",
    "programme": "entities programme:mission",
    "project": "entities project:mine",
    "provision": "texts provision:alpha-charter--term",
    "session": "texts session:first-meeting--alpha",
    "source": "texts source:gazette-2024",
    "status-event": "ladder status-event:mine--ended",
    "succession": "texts succession:alpha--beta",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One bad fixture: which good world it spoils, which constraint alone should see it, and how it is spoilt."""

    concern: str
    number: int
    constraint: str
    update: str

    def __str__(self) -> str:
        return f"{self.concern}-{self.number}-{self.constraint}"


def read_cases(concern: str) -> list[Case]:
    text = (HERE / "bad" / f"{concern}.ru").read_text(encoding="utf-8")
    parts = re.split(r"^#~ (\S+)\n", text, flags=re.MULTILINE)
    assert parts[0] == ""
    return [
        Case(concern, number, name, update)
        for number, (name, update) in enumerate(zip(parts[1::2], parts[2::2], strict=True), start=1)
    ]


CASES = [case for concern in CONCERNS for case in read_cases(concern)]


def read_folder(folder: Path) -> list[Quad]:
    return [quad for file in sorted(folder.glob("*.ttl")) for quad in parse_file(file)]


@cache
def shape_quads() -> tuple[Quad, ...]:
    return tuple(read_folder(resources.ontology() / "shapes"))


@cache
def background() -> tuple[Quad, ...]:
    """Ontology and vocabularies as far as shapes look at them; each run would carry the rest along for nothing."""
    looked_at = {ns.RDF + "type", ns.RDFS + "subClassOf", ns.RDFS + "domain", ns.RDFS + "range", ns.SKOS + "inScheme"}
    looked_at |= {ns.ONTOLOGY + "mayLeadTo", ns.ONTOLOGY + "isTerminal", ns.ONTOLOGY + "ladderFor"}
    quads = [*read_folder(resources.ontology()), *read_folder(resources.ontology() / "vocab")]
    return tuple(quad for quad in quads if quad.predicate.value in looked_at)


@cache
def shapes() -> Shapes:
    return Shapes(shape_quads(), background())


@cache
def constraints() -> dict[str, Constraint]:
    return {constraint.iri.removeprefix(ns.SHAPES): constraint for constraint in read_constraints(shape_quads())}


@cache
def good_world(concern: str) -> tuple[Quad, ...]:
    return tuple(parse_file(HERE / "good" / "common.ttl") + parse_file(HERE / "good" / f"{concern}.ttl"))


def spoil(case: Case, world: Iterable[Quad] | None = None) -> list[Quad]:
    """The good world of a case, or another, after the update of the case."""
    engine = pyoxigraph.Store()
    engine.bulk_extend(good_world(case.concern) if world is None else world)
    engine.update(case.update, prefixes=ns.PREFIXES)
    return list(engine)


def rename(quads: Iterable[Quad], old: str, new: str) -> list[Quad]:
    def renamed(term: Term) -> Term:
        return NamedNode(new) if isinstance(term, NamedNode) and term.value == old else term

    found = []
    for quad in quads:
        subject = renamed(quad.subject)
        assert isinstance(subject, NamedNode)
        found.append(Quad(subject, quad.predicate, renamed(quad.object)))
    return found


def broken(results: Iterable[Result]) -> set[tuple[str, str]]:
    return {(result.constraint.removeprefix(ns.SHAPES), result.parameter.removeprefix(ns.SH)) for result in results}


def verdicts(results: Iterable[Result]) -> set[tuple[str, str]]:
    """What two ways of validating must agree on; a blank node has a name for each of them, and stands for any."""
    return {(re.sub(r"^_:.*", "_:", result.focus), result.constraint) for result in results}


@cache
def blocks() -> dict[Term, list[Quad]]:
    """The shapes graph by subject."""
    found: dict[Term, list[Quad]] = {}
    for quad in shape_quads():
        found.setdefault(quad.subject, []).append(quad)
    return found


def alone(name: str, *, without: str = "") -> Shapes:
    """The shapes graph cut down to one constraint; ``without`` takes one parameter out of that."""
    node, link = NamedNode(ns.SHAPES + name), NamedNode(ns.SH + "sparql")
    dropped = {ns.SH + without} | ({ns.SH + "ignoredProperties"} if without == "closed" else set())
    kept = [quad for quad in blocks()[node] if quad.predicate.value not in dropped]
    for holder in {quad.subject for quad in shape_quads() if quad.predicate == link and quad.object == node}:
        others = {NamedNode(ns.SHAPES + other) for other in constraints()} - {node}
        kept += [quad for quad in blocks()[holder] if quad.object not in others]
    reached = {quad.object for quad in kept}
    while reached:
        further = [quad for term in reached - {node} for quad in blocks().get(term, ())]
        kept += further
        reached = {quad.object for quad in further}
    return Shapes(kept, background())


@cache
def results_of(case: Case) -> tuple[Result, ...]:
    return shapes().validate(spoil(case))


def drafted(case: Case) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The verdicts on what a case changes, sent as a draft to the rest of its world, and those on the whole world."""
    spoilt = spoil(case)
    touched = {quad.subject for quad in {*good_world(case.concern)} ^ {*spoilt}}
    rest = [Quad(q.subject, q.predicate, q.object) for q in (*spoilt, *background()) if q.subject not in touched]
    court = Background(Store.from_quads(rest), list(shape_quads()), shapes())
    results = court.judge([quad for quad in spoilt if quad.subject in touched]).report.results
    own = {text_of(node) for node in touched}
    shown = [(text_of(result.focus), text_of(result.constraint or result.shape)) for result in results if result.shape]
    blank = {(re.sub(r"^_:.*", "_:", focus), rule) for focus, rule in shown if focus in own}
    return blank, verdicts(result for result in results_of(case) if result.focus in own)


def misname(kind: str) -> list[Quad]:
    concern, name = NAMED[kind].split()
    old = ns.expand(name)
    assert old is not None
    return rename(good_world(concern), old, old.replace(f"/id/{kind}/", f"/id/{kind}s/"))


@cache
def results_of_misnaming(kind: str) -> tuple[Result, ...]:
    return shapes().validate(misname(kind))


#: For each constraint the first case that leaves something to send as a draft.
FIRST = {case.constraint: case for case in reversed(CASES) if str(case) != "frameworks-3-framework-launch"}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=() if number % 8 == 0 else pytest.mark.slow)
        for number, case in enumerate(FIRST.values())
    ],
    ids=str,
)
def test_a_draft_gets_the_verdicts_that_it_would_get_in_the_graph(case: Case) -> None:
    """The short way sees a neighbourhood and marked nodes only; a constraint that looks further would differ here."""
    short, whole = drafted(case)
    assert short == whole


@pytest.mark.parametrize("concern", CONCERNS)
def test_a_good_world_conforms(concern: str) -> None:
    assert shapes().validate(good_world(concern)) == ()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_bad_case_breaks_one_constraint_and_conforms_without_it(case: Case) -> None:
    results = results_of(case)
    pairs = broken(results)
    assert {name for name, _ in pairs} == {case.constraint}
    assert {result.severity for result in results} == {constraints()[case.constraint].severity}
    (parameter,) = {parameter for _, parameter in pairs}
    world = spoil(case)
    assert broken(alone(case.constraint).validate(world)) == pairs
    assert alone(case.constraint, without=parameter).validate(world) == ()


@pytest.mark.parametrize("kind", ns.KINDS)
def test_a_name_of_another_kind_is_seen(kind: str) -> None:
    assert broken(results_of_misnaming(kind)) == {(f"{kind}-iri", "pattern")}
    assert alone(f"{kind}-iri", without="pattern").validate(misname(kind)) == ()


def test_each_part_of_each_constraint_has_a_bad_case() -> None:
    parts = {
        (name, parameter.removeprefix(ns.SH))
        for name, constraint in constraints().items()
        for parameter in constraint.parameters
    }
    seen = [broken(results_of(case)) for case in CASES] + [broken(results_of_misnaming(kind)) for kind in ns.KINDS]
    assert set().union(*seen) == parts


@pytest.mark.slow
@pytest.mark.parametrize("concern", CONCERNS)
def test_both_ways_agree_on_a_world_with_all_its_faults_at_once(concern: str) -> None:
    world = list(good_world(concern))
    for case in read_cases(concern):
        world = spoil(case, world)
    quick, reference = shapes().validate(world), shapes().reference_validate(world)
    assert verdicts(quick) == verdicts(reference) != set()


RULE_CASES = [case for case in CASES if constraints()[case.constraint].query]


@pytest.mark.parametrize("case", RULE_CASES, ids=str)
def test_both_ways_agree_on_a_bad_case_of_a_rule(case: Case) -> None:
    shape, world = alone(case.constraint), spoil(case)
    quick, reference = shape.validate(world), shape.reference_validate(world)
    assert verdicts(quick) == verdicts(reference) != set()
    assert {result.value for result in quick} == {result.value for result in reference}


def test_a_constraint_has_a_name_a_grade_and_a_message_with_its_mend() -> None:
    for name, constraint in constraints().items():
        assert constraint.iri == ns.SHAPES + name
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert constraint.severity in {"violation", "warning"}
        fault, colon, mend = constraint.message.partition(": ")
        assert colon, name
        assert len(fault.split()) >= 3, name
        assert len(mend.split()) >= 2, name
        assert constraint.message.endswith("."), name
        assert constraint.targets, name


def test_a_shape_that_holds_rules_holds_nothing_else_and_is_as_grave_as_they_are() -> None:
    link = ns.SH + "sparql"
    held = [(quad.subject, quad.object) for quad in shape_quads() if quad.predicate.value == link]
    rules = {NamedNode(constraint.iri) for constraint in constraints().values() if constraint.query}
    assert sorted(str(rule) for _, rule in held) == sorted(str(rule) for rule in rules)
    for holder, rule in held:
        said = {quad.predicate.value for quad in blocks()[holder]}
        targets = {ns.SH + "targetClass", ns.SH + "targetSubjectsOf"}
        assert said - targets == {ns.RDF + "type", ns.SH + "severity", link}
        graded = {
            quad.object for quad in blocks()[holder] + blocks()[rule] if quad.predicate.value == ns.SH + "severity"
        }
        assert len(graded) == 1, holder


def test_a_rule_names_in_its_message_only_what_it_selects() -> None:
    for name, constraint in constraints().items():
        if constraint.query:
            selected = set(re.findall(r"[?$](\w+)", constraint.query.split("WHERE")[0]))
            assert set(re.findall(r"\{[?$](\w+)\}", constraint.message)) <= selected, name
            assert "this" in selected, name


def test_a_prefix_means_the_same_in_a_rule_for_both_engines() -> None:
    declared = {}
    for quads in blocks().values():
        said = {quad.predicate.value.removeprefix(ns.SH): quad.object for quad in quads}
        if "namespace" in said:
            prefix, namespace = said["prefix"], said["namespace"]
            assert isinstance(prefix, Literal)
            assert isinstance(namespace, Literal)
            declared[prefix.value] = namespace.value
    assert declared == {prefix: ns.PREFIXES[prefix] for prefix in declared}
    used = set().union(*(sparql.prefixes_used(constraint.query) for constraint in constraints().values()))
    assert used <= declared.keys()


def test_each_constraint_is_stated_once_with_one_value_for_each_of_its_words() -> None:
    repeated = {ns.SH + "targetClass", ns.SH + "targetSubjectsOf"}
    for name in constraints():
        said = [quad.predicate.value for quad in blocks()[NamedNode(ns.SHAPES + name)]]
        assert len(said) - sum(said.count(word) for word in repeated) == len(set(said) - repeated), name


def test_each_fact_of_the_ontology_has_a_shape_of_its_own() -> None:
    leaves = {
        row["class"]
        for row in Store.from_quads(read_folder(resources.ontology())).select(
            """SELECT ?class WHERE {
              ?class rdfs:subClassOf+ :SourcedFact .
              FILTER NOT EXISTS { ?narrower rdfs:subClassOf ?class . FILTER(?narrower != :FinancialCommitment) }
            }"""
        )
    }
    targeted = {target for constraint in constraints().values() for target in constraint.targets}
    assert len(leaves) >= 18
    assert {leaf.value for leaf in leaves if isinstance(leaf, NamedNode)} <= targeted


def test_a_table_of_figures_is_held_to_its_key_in_time_that_grows_with_its_length() -> None:
    shape = alone("observation-key")
    spent = []
    for rows in (400, 3200):
        prefix = ns.PREFIXES["observation"]
        world = [
            Quad(NamedNode(f"{prefix}{row}"), NamedNode(predicate), value)
            for row in range(rows)
            for predicate, value in (
                (ns.RDF + "type", NamedNode(ns.ONTOLOGY + "Observation")),
                (ns.ONTOLOGY + "indicator", NamedNode(ns.PREFIXES["indicator"] + "capacity")),
                (ns.ONTOLOGY + "periodStart", Literal("2024-01-01", datatype=NamedNode(ns.XSD + "date"))),
                (ns.ONTOLOGY + "periodEnd", Literal("2024-12-31", datatype=NamedNode(ns.XSD + "date"))),
                (ns.ONTOLOGY + "unit", NamedNode(ns.UNIT + "TONNE")),
                (ns.ONTOLOGY + "area", NamedNode(f"{ns.PREFIXES['place']}{row - row % 2 * (row == 1)}")),
            )
        ]
        took = []
        for _ in range(3):
            started = time.process_time()
            results = shape.validate(world)
            took.append(time.process_time() - started)
        # The least of several is what it takes when nothing else holds it up.
        spent.append(min(took))
        # Of both, since either may be the one that somebody drafts.
        pairs = {(f"{prefix}0", f"{prefix}1"), (f"{prefix}1", f"{prefix}0")}
        assert {(result.focus, result.value) for result in results} == pairs
        assert len(results) == 2
    assert spent[1] < 24 * spent[0]  # eight times the rows; comparing each with each would take 64 times as long


def test_a_blank_node_in_the_place_of_a_thing_is_seen() -> None:
    world = [*good_world("facts"), *parse_text("[] a <" + ns.ONTOLOGY + "Person> .", Path("text.ttl"))]
    names = {name for name, _ in broken(shapes().validate(world))}
    assert names == {"actor-iri", "label-english"}


def test_the_shapes_use_no_word_that_shacl_has_not() -> None:
    words = {
        quad.predicate.value.removeprefix(ns.SH) for quad in shape_quads() if quad.predicate.value.startswith(ns.SH)
    }
    structure = {
        "alternativePath",
        "declare",
        "ignoredProperties",
        "inversePath",
        "message",
        "namespace",
        "path",
        "prefix",
    }
    structure |= {"prefixes", "select", "severity", "sparql", "targetClass", "targetNode", "targetSubjectsOf"}
    assert words - structure <= {parameter.removeprefix(ns.SH) for parameter in PARAMETERS}


def test_the_documentation_is_as_the_shapes_are(request: pytest.FixtureRequest) -> None:
    page = Path(__file__).parents[2] / "docs" / "shapes.md"
    written = write_page(constraints().values())
    if request.config.getoption("--update-golden", default=False):
        page.write_text(written, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == written, "write docs/shapes.md anew with `pytest --update-golden`"
