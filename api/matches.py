"""The shapes of JSON documents by which things are found: search, and reconciliation."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, RootModel

from api.schemas import Document

__all__ = [
    "ExtendedDocument",
    "FlyoutDocument",
    "ManifestDocument",
    "ProposedDocument",
    "ReconciledDocument",
    "SearchDocument",
    "SuggestedDocument",
]


class NamedType(Document):
    """A class or property of the ontology by its local name and its label."""

    id: str = Field(examples=["Country"])
    name: str = Field(examples=["Country"])


class MatchedName(BaseModel):
    """The name by which a thing was found."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    text: str
    language: str | None
    sort: str = Field(alias="as", description="label, alias, code, misspelling, slug or description")


class FoundThing(Document):
    """A thing that was found."""

    iri: str
    id: str = Field(description="Kind and slug", examples=["actor/india"])
    kind: str
    types: list[NamedType] = Field(description="Its classes, the narrowest first")
    label: str = Field(description="Its label in the language asked for, else in English")
    summary: str
    matched: MatchedName
    match: str = Field(description="How the name fits: exact, prefix, words, within or fuzzy")
    similarity: float = Field(description="How nearly it fits; 1 for all but misspellings")
    url: str = Field(description="Address at this server")


class SearchDocument(Document):
    """Things that a text may name, the likeliest first."""

    query: str
    language: str
    types: list[str]
    total: int
    next: int | None = Field(description="Cursor of the next page")
    next_url: str | None = None
    results: list[FoundThing]


class ManifestDocument(BaseModel):
    """The manifest of the reconciliation service; its other members are those of the specification."""

    versions: list[str]
    name: str
    identifierSpace: str  # noqa: N815
    schemaSpace: str  # noqa: N815


class CandidateDocument(Document):
    """A thing that a cell may mean."""

    id: str
    name: str
    description: str
    type: list[NamedType]
    score: float = Field(description="From 0 to 100")
    features: list[dict[str, str | bool | float]]
    match: bool = Field(description="Whether this one is meant without doubt")


class ResultDocument(Document):
    """Candidates for one query, the best first."""

    result: list[CandidateDocument]


class ReconciledDocument(RootModel[dict[str, ResultDocument]]):
    """Results of a batch by the names of its queries."""


class ExtendedDocument(Document):
    """Values by id and property; a value is an object of `id` and `name`, of `str`, `int`, `float` or `date`."""

    meta: list[NamedType]
    rows: dict[str, dict[str, list[dict[str, str | int | float]]]]


class Suggestion(Document):
    """An entity, a type or a property."""

    id: str
    name: str
    description: str = ""
    notable: list[NamedType] | None = Field(default=None, description="Types of an entity")
    broader: list[NamedType] | None = Field(default=None, description="Wider types of a type")


class SuggestedDocument(Document):
    """What begins so."""

    result: list[Suggestion]


class ProposedDocument(Document):
    """Properties that things of a type have, the most used first."""

    properties: list[Suggestion]
    type: str
    limit: int | None = None


class FlyoutDocument(Document):
    """A suggestion in short."""

    id: str
    html: str
