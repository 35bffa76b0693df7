"""Reading the catalogue: what a file must say, where a fault is named, and how values are bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import questions
from graph.errors import InvalidInput, UnknownQuestion
from graph.questions import NOTHING
from graph.store import Literal, NamedNode, Store, parse_text

GOOD = """\
#+ id: who
#+ question:
#+   en: Who?
#+   ja: 誰か
#+   hi: कौन?
#+ summary: Who it is.
#+ tags: [who]
#+ params:
#+   actor: {type: entity, class: Actor, required: true, description: The actor., example: india}
#+   since: {type: date, description: The day., example: "2025-01-01"}
#+ columns:
#+   person: {type: entity, meaning: The person.}
#+   met: {type: date, meaning: When they met.}
#+ order: By person.
#+ as_of: no
#+ empty: unknown
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?person ?met
WHERE {
  ?actor <urn:knows> ?person .
  ?person <urn:met> ?met .
  FILTER(?since = rdf:nil || ?since <= ?met)
}
ORDER BY ?person
"""


def write(folder: Path, text: str, name: str = "who", topic: str = "people") -> Path:
    path = folder / topic / f"{name}.rq"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    question = questions.load(tmp_path)["who"]
    assert (question.topic, question.text["ja"], question.has_as_of) == ("people", "誰か", False)
    assert [(p.name, p.classes, p.is_required) for p in question.parameters] == [
        ("actor", ("Actor",), True),
        ("since", (), False),
    ]
    assert [column.name for column in question.columns] == ["person", "met"]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("#+ id: who", "#+ id: whom", 1, "must be the file's name"),
        ("#+   hi: कौन?\n", "", 2, "en, ja, hi"),
        ("#+ question:\n#+   en: Who?\n#+   ja: 誰か\n#+   hi: कौन?\n", "#+ question: Who?\n", 2, "en, ja, hi"),
        ("#+ summary: Who it is.\n", "", 1, "'summary' is missing"),
        ("#+ tags: [who]", "#+ tags: [who]\n#+ colour: red", 8, "'colour' is not known"),
        ("#+ empty: unknown", "#+ empty: perhaps", 16, "`unknown` or `none`"),
        ("type: entity, class: Actor", "type: entity", 9, "'class' of actor is missing"),
        ("type: entity, class: Actor", "type: thing", 9, "'thing' of actor is none of"),
        ("type: entity, class: Actor", "type: token, scheme: colour", 9, "no vocabulary 'colour'"),
        ("required: true,", "required: true, default: india,", 9, "required and have a default"),
        ("#+   since: {type: date", "#+   until: {type: date", 10, "no variable ?until"),
        ("#+   person: {type: entity", "#+   person: {type: body", 12, "'body' of person is none of"),
        (
            "#+   person: {type: entity, meaning: The person.}",
            "#+   person: {type: token, meaning: The person.}",
            12,
            "'values'",
        ),
        ("#+   met: {", "#+   seen: {", 13, "lacks ?seen"),
        ("#+   met: {type: date, meaning: When they met.}\n", "", 11, "has ?met, which no column"),
        ("#+ as_of: no", "#+ as_of: yes", 15, "no variable ?as_of"),
        ("?since <= ?met)", "?since <= ?met && ?met < ?as_of)", 15, "must be `yes`"),
        ("#+ params:\n", "#+ params: none\n", 9, "YAML"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(InvalidInput) as error:
        questions.load(tmp_path)
    findings = [finding for finding in error.value.findings if message in finding.message]
    assert findings, error.value.findings
    assert (findings[0].file, findings[0].line) == (str(path), line)


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("#+ empty: unknown", "#+ empty: ?"))
    write(tmp_path, GOOD, "whom")
    write(tmp_path, "SELECT * WHERE {}", "none")
    with pytest.raises(InvalidInput) as error:
        questions.load(tmp_path)
    assert len({finding.file for finding in error.value.findings}) == 3


def test_a_name_stands_in_one_topic_only(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, topic="places")
    with pytest.raises(InvalidInput, match="The topic people has a question of this name"):
        questions.load(tmp_path)


def test_lint_queries_are_no_questions(tmp_path: Path) -> None:
    write(tmp_path, "#+ message: No.\nSELECT ?subject WHERE {}", "no-violation", "lint")
    assert len(questions.load(tmp_path)) == 0


def test_an_unknown_question_has_near_ones() -> None:
    with pytest.raises(UnknownQuestion) as error:
        questions.load()["framework-covering"]
    assert error.value.near[0] == "frameworks-covering"


DATA = '<urn:a> <urn:knows> <urn:b>, <urn:c> . <urn:b> <urn:met> "2024-01-01" . <urn:c> <urn:met> "2026-01-01" .'


@pytest.mark.parametrize(
    ("values", "people"),
    [
        ({"actor": NamedNode("urn:a")}, ["urn:b", "urn:c"]),
        ({"actor": NamedNode("urn:a"), "since": Literal("2025-01-01")}, ["urn:c"]),
        ({"actor": NamedNode("urn:b")}, []),
        ({"actor": NamedNode("urn:a"), "since": Literal('" || true) } # \\')}, ["urn:b", "urn:c"]),
        ({"actor": NamedNode("urn:a"), "since": Literal("9\n\u2028'\"")}, []),
    ],
)
def test_values_are_bound_as_terms(tmp_path: Path, values: dict[str, NamedNode | Literal], people: list[str]) -> None:
    """A value is compared as it is, whatever it holds: the fourth sorts before both days and the fifth after them."""
    write(tmp_path, GOOD)
    store = Store.from_quads(parse_text(DATA, Path("data.ttl")))
    rows = store.select(questions.load(tmp_path)["who"].bind(values))
    assert [row["person"] for row in rows] == [NamedNode(iri) for iri in people]


def test_what_is_left_out_is_bound_to_nothing(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    text = questions.load(tmp_path)["who"].bind({"actor": NamedNode("urn:a"), "stranger": Literal("x")})
    assert f"FILTER({NOTHING} = rdf:nil || {NOTHING} <= ?met)" in text
    assert "stranger" not in text


def test_the_whole_catalogue_says_what_its_parameters_accept() -> None:
    said = {parameter.accepts for question in questions.load() for parameter in question.parameters}
    assert "the slug, IRI, label, alias or code of a Material" in said
    assert "a token of the vocabulary indicator" in said
    assert "a day as YYYY-MM-DD" in said
    assert "a whole number from 0 to 9999" in said
