"""The shapes of JSON documents that the server sends, for OpenAPI and for those who write clients."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["AnswerDocument", "CatalogueDocument", "Health", "ProblemDocument", "Version"]


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


class AnswerDocument(BaseModel):
    """An answer."""
