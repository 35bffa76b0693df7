"""The inputs of a question's form: a box for names, a calendar for days, a list for the tokens of a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request

from api.deps import page_language, services
from api.pages.queries import select
from graph import namespaces
from graph.questions import Parameter, Question

__all__ = ["Field", "fields_of"]

Tokens = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter as a form asks for it.

    ``value`` is what was given; where that is an IRI, ``label`` is what its thing is called and ``value`` stays what
    is sent. ``options`` are the tokens of a vocabulary with their labels.
    """

    parameter: Parameter
    value: str = ""
    label: str = ""
    options: Sequence[tuple[str, str]] = ()

    @property
    def kind(self) -> str:
        """The type of the input: ``select``, ``date``, ``number`` or ``text``."""
        if self.parameter.type == "token" and self.options:
            return "select"
        return self.parameter.type if self.parameter.type in ("date", "number") else "text"


async def fields_of(
    request: Request, question: Question, given: Mapping[str, str], understood: Mapping[str, object] | None = None
) -> Sequence[Field]:
    """The form of a question with what was given in it, and under what names it was understood."""
    language = page_language(request)
    tokens = await _tokens_of(request) if any(each.type == "token" for each in question.parameters) else {}
    fields = []
    for parameter in question.parameters:
        known = (understood or {}).get(parameter.name)
        value = given.get(parameter.name, "")
        label = str(known["label"]) if isinstance(known, dict) and known.get("label") and value else ""
        of_scheme = tokens.get(parameter.scheme, {})
        options = sorted(
            ((token, labels.get(language) or labels.get("en", token)) for token, labels in of_scheme.items()),
            key=lambda option: option[1].casefold(),
        )
        fields.append(Field(parameter, value, label, options))
    return fields


async def _tokens_of(request: Request) -> Tokens:
    """Labels by language of every token, by vocabulary; the graph is asked once, since it stays as it is."""
    state = request.app.state
    if not hasattr(state, "tokens"):
        found: dict[str, dict[str, dict[str, str]]] = {}
        for row in await select(services(request).pool, "concepts"):
            scheme = row["scheme"].value.removeprefix(namespaces.VOCAB)
            label = row["label"]
            found.setdefault(scheme, {}).setdefault(row["token"].value, {})[label.language] = label.value
        state.tokens = found
    tokens: Tokens = state.tokens
    return tokens
