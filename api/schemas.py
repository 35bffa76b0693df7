"""The shapes of JSON documents that the server sends, for OpenAPI and for those who write clients."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AnswerDocument",
    "CatalogueDocument",
    "Document",
    "Health",
    "PlainDocument",
    "ProblemDocument",
    "ValidationDocument",
    "Version",
    "WhyDocument",
]


class Document(BaseModel):
    """A document that has these members and no others."""

    model_config = ConfigDict(extra="forbid")


class Health(Document):
    """How the server is."""

    status: str = Field(description="alive, ready or not ready", examples=["ready"])
    reason: str | None = Field(default=None, description="Why it is not ready")


class Version(Document):
    """Which data and which program are served."""

    data: str = Field(description="Version of the data: a digest of its inputs", examples=["3f0c9d2b7a41"])
    program: str = Field(description="Version of the program", examples=["0.1.0"])
    cut_off: str | None = Field(default=None, description="Day up to which the data is known", examples=["2026-10-09"])
    triples: int | None = Field(default=None, description="Triples in the merge of all graphs")
    quads: int | None = Field(default=None, description="Statements in all graphs")
    graphs: int | None = Field(default=None, description="Named graphs")
    sources: int | None = Field(default=None, description="Source documents")
    facts: int | None = Field(default=None, description="Facts")


class ListedResult(Document):
    """One result of a validation; IRIs stand bare, blank nodes and literals as in N-Triples, paths as in SPARQL."""

    sentence: str = Field(description="What is wrong, in plain words")
    severity: str = Field(description="violation, warning or info; else the IRI of a severity of the shapes' own")
    focus: str = Field(description="The node that breaks the constraint")
    path: str | None = Field(description="The property or path of the values at fault")
    value: str | None = Field(description="The value at fault")
    message: str | None = Field(description="The message of the report, in English where there is one")
    component: str = Field(description="IRI of the constraint component")
    shape: str | None = Field(description="The shape that has the constraint")
    constraint: str | None = Field(description="The SPARQL constraint, where it is one")


class ValidationDocument(Document):
    """What a validation found."""

    conforms: bool = Field(description="Whether there is no result at all, warnings included, as SHACL has it")
    shapes: str = Field(description="served, for the shapes of this server; sent, for those that came with the data")
    counts: dict[str, int] = Field(
        description="Results by severity", examples=[{"violation": 1, "warning": 0, "info": 0}]
    )
    results: list[ListedResult] = Field(description="Gravest first")
    notes: list[str] = Field(description="What else is to be known, in sentences: what was left out or not looked at")


class ProblemDocument(BaseModel):
    """What is wrong with a request (RFC 9457); members beyond these depend on the type."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Address that explains this kind of problem")
    title: str = Field(description="The kind of problem in words")
    status: int = Field(description="The HTTP status")
    detail: str = Field(description="What is wrong this time")
    remedy: str | None = Field(default=None, description="What to do")
    near: list[str] | None = Field(default=None, description="Names near to one that is unknown")
    candidates: list[str] | None = Field(default=None, description="IRIs that a name may stand for")
    offered: list[str] | None = Field(default=None, description="Media types or names on offer")
    line: int | None = Field(default=None, description="Line of a syntax error, from 1; 0 when unknown")
    column: int | None = Field(default=None, description="Column of a syntax error, from 1; 0 when unknown")
    findings: list[dict[str, Any]] | None = Field(default=None, description="Faults in input that was sent")


class ListedParameter(Document):
    """What a question takes."""

    name: str
    type: str = Field(description="entity, token, date, number or string")
    required: bool
    accepts: str = Field(description="What its value may be, in words")
    description: str
    example: str
    default: str | None = Field(description="What leaving it out means; null where it means any")


class ListedColumn(Document):
    """What a column of an answer means."""

    name: str
    type: str
    meaning: str
    values: list[str] = Field(description="The tokens that may stand in it, where they are few")


class ListedQuestion(Document):
    """A question of the catalogue."""

    id: str = Field(description="Name of the question, and of its route")
    url: str
    topic: str
    question: dict[str, str] = Field(description="The question by language: en, ja, hi")
    summary: str
    tags: list[str]
    parameters: list[ListedParameter]
    columns: list[ListedColumn]
    order: str
    empty: str = Field(description="What an answer without rows means: unknown or none")


class CatalogueDocument(Document):
    """Every question of the catalogue."""

    version: str = Field(description="Version of the data")
    questions: list[ListedQuestion]


class EntityCell(Document):
    """A thing: its IRI, its English label, and its labels in other languages where it has any."""

    iri: str
    label: str
    labels: dict[str, str] = {}


class ConceptCell(EntityCell):
    """A concept of one of the vocabularies, with its token."""

    token: str


class DateCell(Document):
    """A day with how much of it is known; no value where nothing is."""

    value: str | None
    precision: str = Field(description="day, month, quarter, year or unknown")
    text: str = Field(description="The day as far as it is known, in words")


class ValidityCell(Document):
    """When a state holds, and whether it holds certainly or possibly on the day asked of."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: DateCell | None = Field(alias="from")
    until: DateCell | None
    on: str | None = Field(description="The day that it is seen from")
    holds: str | None = Field(description="certainly, possibly, or null: not")


class TextCell(Document):
    """Words, with their language where it is known."""

    value: str
    language: str | None


class EvidencePiece(Document):
    """Where a fact was read: the source, its stance, and how far it can be relied on."""

    iri: str
    source: str
    title: str
    url: str | None
    publisher: str | None
    issued: DateCell | None
    source_kind: str | None
    read_extent: str | None
    stance: str
    confidence: str | None
    confidence_reason: str | None
    wording: list[TextCell]
    locator: str | None


class FactCell(Document):
    """A fact with its rank and all its evidence, the best first."""

    iri: str
    label: str
    rank: str
    confidence: str | None = Field(description="The best confidence of what supports it: high, medium or low")
    newest_evidence: str | None = Field(description="Day of the newest supporting source")
    evidence: list[EvidencePiece]


Cell = (
    FactCell
    | ConceptCell
    | EntityCell
    | DateCell
    | ValidityCell
    | TextCell
    | list[EntityCell]
    | bool
    | int
    | float
    | str
    | None
)


class WhyDocument(Document):
    """Why a triple is in the graph: who states it, or the rule that made it and, way by way, what the rule took."""

    subject: str
    predicate: str
    object: str
    holds: bool = Field(description="Whether the graph holds it; what it does not hold need not be false")
    stated_in: list[str] = Field(description="Graphs that state it")
    evidence: list[str] = Field(description="Evidence of its subject, where that is a fact")
    rule: str = Field(description="Rule that made it; empty for what is stated")
    meaning: str = Field(description="What the rule says")
    proofs: list[list[WhyDocument]] = Field(description="Ways in which the rule made it, the shortest first")
    report: str | None = Field(default=None, description="Where to report an error in it, where the server says so")


class AskedQuestion(Document):
    """A question of the catalogue that a reply was made of."""

    question: str
    parameters: dict[str, Any]
    rows: int
    hidden: int
    empty_means: dict[str, Any] | None
    sparql: str


class PlainDocument(Document):
    """The reply to a question in plain words; where nothing was understood, why, and what can be asked."""

    question: str
    language: str
    answered: bool = Field(description="False where it was not understood, or where its premise does not hold")
    boolean: bool | None = Field(description="Yes or no, where it was asked for and there is evidence")
    text: str = Field(description="The answer in a sentence or a few, in the language of the question")
    understood: str = Field(description="How it was understood")
    intent: str | None = Field(description="What sort of question it is; null where it was not understood")
    results: list[dict[str, Any]] = Field(description="Rows, each with iri and label")
    beside: list[dict[str, Any]] = Field(description="Rows of what the text tells further and was not asked for")
    readings: list[dict[str, Any]] = Field(description="What it may mean, the likeliest first")
    sources: list[dict[str, Any]]
    sparql: str | None
    queries: list[AskedQuestion]
    suggestions: list[str] = Field(description="Neighbouring questions that can be asked")
    as_of: str
    cut_off: str | None
    data_version: str
    report: str | None = Field(default=None, description="Where to report an error in it, where the server says so")


class Correction(Document):
    """A name that was misspelled, and the label of the thing that it was read as."""

    given: str
    understood: str


class UnderstoodParameter(Document):
    """A parameter as it was understood: what was sent (null: nothing), and the thing or the value that it became."""

    given: str | None
    iri: str | None = None
    label: str | None = None
    labels: dict[str, str] = {}
    value: str | None = None
    corrected: Correction | None = Field(default=None, description="Where a misspelling was mended")


class AnsweredColumn(Document):
    """A column of the answer."""

    name: str
    type: str
    meaning: str
    values: list[str] = []


class Denied(Document):
    """A relation that a source denies."""

    subject: EntityCell
    relation: EntityCell
    object: EntityCell
    fact: FactCell


class EmptyMeaning(Document):
    """What it means that there are no rows: none, a denial, or none known to so many sources."""

    token: str = Field(description="none; no, where a source denies it; or unknown")
    text: str
    sources: int | None = Field(default=None, description="Sources read")
    sources_on: dict[str, int] = Field(default={}, description="Sources on each thing asked about")
    known_until: str | None = Field(default=None, description="Day up to which the data is known")
    denials: list[Denied] = Field(default=[], description="What sources deny of the things asked about")


class AnswerDocument(Document):
    """An answer: how the question was understood, its rows with their evidence, and the query behind it."""

    question: str
    text: dict[str, str]
    language: str = Field(description="Language of labels and remarks")
    summary: str
    parameters: dict[str, UnderstoodParameter | None]
    as_of: str | None
    cut_off: str | None
    data_version: str
    columns: list[AnsweredColumn]
    order: str
    rows: list[dict[str, Cell]]
    total: int = Field(description="Rows of the whole answer")
    start: int = Field(description="Rows before the first of this page")
    next: str | None = Field(description="Cursor of the page after this one; null on the last")
    previous: str | None = Field(description="Cursor of the page before; empty for the first, null on the first")
    hidden: int = Field(description="Deprecated facts that were left out")
    below_confidence: int = Field(description="Rows left out for the confidence asked for")
    empty_means: EmptyMeaning | None
    notes: list[str]
    sparql: str
    report: str | None = Field(default=None, description="Where to report an error in it, where the server says so")
