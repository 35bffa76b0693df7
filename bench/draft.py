"""The form that synthetic facts are written in: N-Quads, with evidence for every fact and what follows."""

from __future__ import annotations

import random
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from graph import namespaces as ns

__all__ = ["Draft", "Said", "day_of", "plain", "text", "typed"]

#: A predicate and a value.
Said: TypeAlias = tuple[str, str]

#: Superclasses that the rules add to a fact or a thing of a class.
SUPERCLASSES: Final = {
    "Company": ("Actor",),
    "Country": ("Actor", "Place"),
    "CriticalityList": ("Instrument",),
    "FinancialCommitment": ("Commitment", "SourcedFact"),
    "GenericCoverage": ("Coverage", "SourcedFact"),
    "GovernmentBody": ("Actor",),
    "MaterialGroup": ("Material",),
    "MineralCommodity": ("Material",),
    "NamedCoverage": ("Coverage", "SourcedFact"),
} | dict.fromkeys(
    (
        "Commitment",
        "CriticalityDesignation",
        "GroupInclusion",
        "Membership",
        "Observation",
        "Participation",
        "StatusEvent",
    ),
    ("SourcedFact",),
)


@lru_cache(maxsize=1 << 14)
def _term(name: str) -> str:
    """A term in N-Quads: literals and whole IRIs as they are, compact names spelled out."""
    return name if name[0] in '"<' else f"<{ns.expand(name)}>"


def text(words: str, language: str = "en") -> str:
    return f'"{words}"@{language}'


def plain(words: str) -> str:
    return f'"{words}"'


def typed(value: object, datatype: str) -> str:
    return f'"{value}"^^<{ns.XSD}{datatype}>'


def day_of(day: date) -> str:
    return typed(day, "date")


class Draft:
    """Lines under way. Names are written as in Turtle, with the project's own prefixes."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines: list[str] = []

    def take(self) -> list[str]:
        """Give away the lines that there are, each once."""
        taken = list(dict.fromkeys(self.lines))
        self.lines.clear()
        return taken

    def say(self, graph: str, subject: str, *said: Said) -> None:
        about, where = _term(subject), _term(f"graph:{graph}")
        self.lines += [
            f"{about} {_term('rdf:type' if verb == 'a' else verb)} {_term(value)} {where} .\n" for verb, value in said
        ]

    def infer(self, subject: str, *said: Said) -> None:
        self.say("derived", subject, *said)

    def thing(self, registry: str, name: str, kind: str, label: str, *said: Said) -> None:
        """A thing of a registry, with its superclasses."""
        self.say(f"registry/{registry}", name, ("a", f":{kind}"), ("skos:prefLabel", text(label)), *said)
        self.infer(name, *(("a", f":{above}") for above in SUPERCLASSES.get(kind, ())))

    def fact(self, name: str, kind: str, sources: list[str], *said: Said) -> None:
        """A fact with evidence in its own source and, where there are more, in those; the first supports it."""
        self.say(f"source/{sources[0]}", name, ("a", f":{kind}"), *said)
        self.infer(name, *(("a", f":{above}") for above in SUPERCLASSES[kind]))
        for place, source in enumerate(sources):
            evidence = f"evidence:{name.replace(':', '--', 1)}--{source}"
            is_sure = self.random.random() < 0.6
            stance = "disputes" if place and self.random.random() < 0.2 else "supports"
            self.say(f"source/{source}", name, (":hasEvidence", evidence))
            self.say(
                f"source/{source}",
                evidence,
                ("a", ":Evidence"),
                (":fromSource", f"source:{source}"),
                (":hasStance", f"stance:{stance}"),
                (":hasConfidence", "confidence:high" if is_sure else "confidence:medium"),
                *([] if is_sure else [(":confidenceReason", text("Read in a report about the text."))]),
                *([(":sourceWording", text("critical minerals"))] if self.random.random() < 0.5 or place == 0 else []),
            )

    def source(self, slug: str, day: date, retrieved: date) -> str:
        self.say(
            f"source/{slug}",
            f"source:{slug}",
            ("a", ":SourceDocument"),
            ("dcterms:title", text(f"Document {slug}")),
            ("schema:url", f"<https://example.org/{slug}>"),
            ("dc:publisher", plain(f"Publisher {self.random.randrange(60)}")),
            ("dc:language", plain("en")),
            ("dcterms:issued", day_of(day)),
            (":hasSourceKind", "source-kind:" + self.random.choice(("primary", "news", "analysis"))),
            (":hasReadExtent", "read-extent:" + self.random.choice(("full", "excerpt"))),
            (":retrievedOn", day_of(retrieved)),
        )
        return slug
