"""What a validation result says, in a sentence for people who do not read SHACL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph import namespaces as ns

__all__ = ["tell"]

#: What is wrong with a value, by the local name of the constraint component; parameters stand in braces.
OF_VALUE: Final[Mapping[str, str]] = {
    "And": "does not conform to every shape that it has to conform to",
    "Class": "is no instance of {class}",
    "Datatype": "is not of the datatype {datatype}",
    "Disjoint": "is a value of {disjoint} too",
    "Equals": "is not a value of both the path and {equals}",
    "In": "is none of the values allowed: {in}",
    "LanguageIn": "is in none of the languages {languageIn}",
    "LessThan": "is not below every value of {lessThan}",
    "LessThanOrEquals": "is above a value of {lessThanOrEquals}",
    "MaxExclusive": "is not below {maxExclusive}",
    "MaxInclusive": "is not {maxInclusive} or below",
    "MaxLength": "is longer than {maxLength} characters",
    "MinExclusive": "is not above {minExclusive}",
    "MinInclusive": "is not {minInclusive} or above",
    "MinLength": "is shorter than {minLength} characters",
    "Node": "does not conform to the shape {node}",
    "NodeKind": "is not of the kind {nodeKind}",
    "Not": "conforms to a shape that it must not conform to",
    "Or": "conforms to none of the shapes of which it has to conform to one",
    "Pattern": "does not match the pattern {pattern}",
    "Xone": "does not conform to exactly one of the shapes it may conform to",
}
#: What is wrong with a focus node.
OF_FOCUS: Final[Mapping[str, str]] = {
    "Closed": "has the property {path}, for which its closed shape has no room",
    "HasValue": "does not have the value {hasValue} for {path}",
    "MaxCount": "has more than {maxCount} values for {path}",
    "MinCount": "has fewer than {minCount} values for {path}",
    "QualifiedMaxCount": "has more than {qualifiedMaxCount} values for {path} of the shape asked for",
    "QualifiedMinCount": "has fewer than {qualifiedMinCount} values for {path} of the shape asked for",
    "UniqueLang": "has more than one value for {path} in the same language",
}
PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def tell(component: str, focus: str, path: str, value: str, parameters: Mapping[str, str], message: str = "") -> str:
    """A sentence on one result, its parts as people write them; empty where a result has none.

    ``message`` is what the shape's author says, and goes before what the component says; the value stands behind it
    where it does not name it.

    >>> tell(ns.SH + "MinCountConstraintComponent", "membership:a", ":memberActor", "", {"minCount": "1"})
    'membership:a has fewer than 1 values for :memberActor.'
    >>> tell(ns.SH + "ClassConstraintComponent", "membership:a", ":memberActor", "place:india", {"class": ":Actor"})
    'membership:a: place:india, a value of :memberActor, is no instance of :Actor.'
    >>> tell(ns.SH + "NodeKindConstraintComponent", "_:a", "", "_:a", {"nodeKind": "sh:IRI"})
    '_:a is not of the kind sh:IRI.'
    >>> tell("", "membership:a", "", "2024", {}, "A date is a day: mend it.")
    'membership:a: A date is a day: mend it. Found: 2024'
    """
    if message:
        found = f" Found: {value}" if value and value != focus and value not in message else ""
        return f"{focus}: {message}{found}"
    name = component.removeprefix(ns.SH).removesuffix("ConstraintComponent")
    known = {**parameters, "path": path or "it"}
    if name in OF_FOCUS:
        return f"{focus} {_fill(OF_FOCUS[name], known)}."
    clause = _fill(OF_VALUE[name], known) if name in OF_VALUE else f"breaks {ns.compact(component)}"
    if not value or value == focus:
        return f"{focus} {clause}."
    return f"{focus}: {value}{f', a value of {path},' if path else ''} {clause}."


def _fill(clause: str, known: Mapping[str, str]) -> str:
    """Put parameters in, once; one that the shape does not state is called by its name."""
    return PLACEHOLDER.sub(lambda match: known.get(match[1], match[1]), clause)
