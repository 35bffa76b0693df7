"""A synthetic graph in the shape of the real one, as large as is asked for; the same seed gives the same bytes.

Everything in it is invented but the ontology, the vocabularies and the names of the minerals. Its shape is that of the
record: one named graph for each source document, facts that stand once with evidence in one source or two, registries
with labels in three languages, groups of minerals inside groups, generic coverages that point to lists, and a derived
graph with just what the rules make of all that (the tests hold it against the rules and the shapes themselves). It is
denser in frameworks than the record, some 250 statements for each, so that what grows with the graph is what the
queries of the bench go through.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.draft import Draft, day_of, plain, text, typed
from graph import namespaces as ns
from graph import resources
from graph.authored import read_authored
from graph.build import CURRENT
from graph.catalog import DumpFile, Manifest, write_manifest
from graph.derive import derive, read_rules
from graph.rdfc import canonicalise
from graph.store import serialise

__all__ = ["SIZES", "generate", "write", "write_build"]

#: How many quads the graphs of the bench have, by name; a graph ends with a whole framework, so a few hundred more.
SIZES: Final = {"100k": 100_000, "1M": 1_000_000}
SEED: Final = 1

LIGHT: Final = ("lanthanum", "cerium", "praseodymium", "neodymium", "promethium", "samarium")
HEAVY: Final = (
    *("europium", "gadolinium", "terbium", "dysprosium", "holmium"),
    *("erbium", "thulium", "ytterbium", "lutetium", "yttrium", "scandium"),
)
PLATINUM: Final = ("platinum", "palladium", "rhodium", "ruthenium", "iridium", "osmium")
OTHERS: Final = (
    *("lithium", "cobalt", "nickel", "copper", "graphite", "manganese", "gallium", "germanium", "tungsten", "titanium"),
    *("vanadium", "niobium", "tantalum", "antimony", "bismuth", "beryllium", "chromium", "molybdenum", "indium", "tin"),
    *("tellurium", "selenium", "zirconium", "hafnium", "rhenium", "strontium", "magnesium", "phosphorus", "silicon"),
    *("cadmium", "potash", "boron"),
)
GROUPS: Final = {
    "light-rare-earth-elements": LIGHT,
    "heavy-rare-earth-elements": HEAVY,
    "rare-earth-elements": ("light-rare-earth-elements", "heavy-rare-earth-elements"),
    "platinum-group-metals": PLATINUM,
}
MATERIALS: Final = (*GROUPS, *LIGHT, *HEAVY, *PLATINUM, *OTHERS)
#: Which materials texts name most: groups before their members, the well known before the rest.
WEIGHTS: Final = [8 if name == "rare-earth-elements" else 3 if name in OTHERS[:6] else 1 for name in MATERIALS]
COUNTRIES: Final = 195
COMPANIES: Final = 300
LISTS: Final = 6
FIRST_DAY: Final = date(2004, 1, 1)
CUT_OFF: Final = date(2026, 6, 30)


def write(path: Path, quads: int, seed: int = SEED) -> int:
    """Write a graph of at least so many quads as N-Quads; returns how many there are."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for line in generate(quads, seed):
            file.write(line)
            count += 1
    return count


def write_build(folder: Path, quads: int, seed: int = SEED) -> Path:
    """Write such a graph into a folder of builds, as the newest; returns the folder of the build.

    It has the N-Quads alone, and a manifest: from this a server knows what building finds out, that all terms are
    well-formed and that no triple stands in two graphs (the tests hold the graph to both).
    """
    home = folder / f"{seed:012x}-{quads:012x}"
    home.mkdir(parents=True)
    file = home / "minpact.nq"
    count = write(file, quads, seed)
    with file.open("rb") as content:
        dump = DumpFile(file.stat().st_size, file_digest(content, "sha256").hexdigest(), "application/n-quads", "")
    manifest = Manifest(
        version=f"{seed:012x}",
        program=version("minpact"),
        cut_off=CUT_OFF.isoformat(),
        triples=count,
        quads=count,
        graphs=0,
        sources=0,
        facts=0,
        canonical_dataset="",
        canonical_merge="",
        published=(),
        files={file.name: dump},
    )
    write_manifest(home, manifest)
    (folder / CURRENT).symlink_to(home.name)
    return home


def generate(quads: int, seed: int = SEED) -> Iterator[str]:
    """Lines of N-Quads, each statement once: the fixed part first, then one framework after another with its facts."""
    draft = _World(seed)
    draft.borrow()
    draft.introduce()
    count = 0
    number = 0
    while True:
        lines = draft.take()
        count += len(lines)
        yield from lines
        if count >= quads:
            return
        number += 1
        draft.found(number)


def _members(group: str) -> list[str]:
    """What a group holds, at any depth."""
    return [name for member in GROUPS.get(group, ()) for name in (member, *_members(member))]


class _World(Draft):
    """The invented record: what all frameworks refer to, then the frameworks."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.lists: list[list[str]] = []
        self.country_weights = [1 / (10 + number) for number in range(COUNTRIES)]

    def borrow(self) -> None:
        """The project's own ontology, vocabularies and shapes, and what the rules make of them alone."""
        with tempfile.TemporaryDirectory() as empty:
            quads = read_authored(resources.ontology(), Path(empty)).quads
        derived = derive(quads, read_rules(resources.rules())).quads
        text = serialise(canonicalise([*quads, *derived]), "application/n-quads").decode()
        self.lines += text.splitlines(keepends=True)

    def introduce(self) -> None:
        """The dataset's header, and everything that frameworks refer to."""
        self.say(
            "dataset",
            f"<{ns.DATASET}>",
            ("a", "dcat:Dataset"),
            ("dcterms:title", text("A synthetic graph for measurements")),
            ("<" + ns.ONTOLOGY + "dataCutOff>", day_of(CUT_OFF)),
        )
        for number in range(COUNTRIES):
            self.thing("countries", f"actor:country-{number}", "Country", f"Country {number}")
            self.say(
                "registry/labels-unchecked", f"actor:country-{number}", ("skos:prefLabel", text(f"国 {number}", "ja"))
            )
        for number in range(COMPANIES):
            home = f"actor:country-{self.country()}"
            self.thing("firms", f"actor:company-{number}", "Company", f"Company {number}", (":basedIn", home))
        self.thing("organisations", "actor:authority", "GovernmentBody", "Authority", (":basedIn", "actor:country-0"))
        self.materials()
        for number in range(LISTS):
            self.edition(number)

    def country(self) -> int:
        return self.random.choices(range(COUNTRIES), self.country_weights)[0]

    def materials(self) -> None:
        source = self.source("minerals-handbook", FIRST_DAY, CUT_OFF)
        for number, name in enumerate(MATERIALS):
            kind = "MaterialGroup" if name in GROUPS else "MineralCommodity"
            self.thing("materials", f"material:{name}", kind, name.replace("-", " ").capitalize())
            labels = [
                ("skos:prefLabel", text(f"鉱物 {number}", "ja")),
                ("skos:prefLabel", text(f"खनिज {number}", "hi")),
            ]
            self.say("registry/labels-unchecked", f"material:{name}", *labels)
        for group, names in GROUPS.items():
            for name in names:
                self.fact(
                    f"inclusion:{name}--{group}--authority",
                    "GroupInclusion",
                    [source],
                    (":includedMaterial", f"material:{name}"),
                    (":includedIn", f"material:{group}"),
                    (":accordingTo", "actor:authority"),
                    (":validFrom", day_of(FIRST_DAY)),
                )
                self.infer(f"material:{name}", (":inGroup", f"material:{group}"))
            for name in _members(group):
                self.infer(f"material:{name}", (":withinGroup", f"material:{group}"))
                self.infer(f"material:{group}", (":includesMaterial", f"material:{name}"))

    def edition(self, number: int) -> None:
        """One list of critical minerals with its entries."""
        name, day = f"instrument:list-{number}", FIRST_DAY + timedelta(days=400 * (number + 1))
        source = self.source(f"list-{number}", day, CUT_OFF)
        self.thing(
            "lists",
            name,
            "CriticalityList",
            f"List of critical minerals {number}",
            ("dcterms:issued", day_of(day)),
            (":issuedBy", "actor:authority"),
            (":appliesIn", f"actor:country-{number}"),
            (":hasKind", "instrument-kind:list"),
            (":isComplete", typed("true", "boolean")),
        )
        listed = sorted(self.random.sample(MATERIALS, 25))
        self.lists.append(listed)
        for material in listed:
            entry = f"designation:list-{number}--{material}"
            self.fact(
                entry,
                "CriticalityDesignation",
                [source],
                (":onList", name),
                (":designates", f"material:{material}"),
                (":listedAs", plain(material)),
                (":validFrom", day_of(day)),
            )
            self.infer(name, (":hasEntry", entry), (":listsMaterial", f"material:{material}"))
            self.infer(f"material:{material}", ("a", ":DesignatedMaterial"))

    def found(self, number: int) -> None:
        """One framework, and all that three documents say of it."""
        name, day = f"framework:framework-{number}", self.day(FIRST_DAY, CUT_OFF - timedelta(days=900))
        days = [day + timedelta(days=30 * part) for part in range(3)]
        sources = [self.source(f"document-{number}-{part}", each, CUT_OFF) for part, each in enumerate(days)]
        kind = self.random.choice(("partnership", "forum", "dialogue", "initiative"))
        self.thing(
            "frameworks",
            name,
            "Framework",
            f"Framework {number}",
            (":hasKind", f"framework-kind:{kind}"),
            (":hasBindingness", "bindingness:non-binding"),
            ("skos:editorialNote", text(f"Cooperation on minerals, track {number}.")),
        )
        labels = [
            ("skos:prefLabel", text(f"枠組み {number}", "ja")),
            ("skos:prefLabel", text(f"ढाँचा {number}", "hi")),
        ]
        self.say("registry/labels-unchecked", name, *labels)
        self.happening(f"framework-{number}--launched", name, "framework-status:launched", day, sources)
        members = sorted({self.country() for _ in range(self.random.randint(2, 8))})
        for member in members:
            self.membership(number, member, day, sources)
        self.coverage(number, day, sources)
        promisor = f"actor:country-{members[0]}"
        self.commitment(number, promisor, day, sources)
        self.project(number, day, sources)
        for material in self.random.sample(OTHERS, 2):
            self.observation(number, material, members[0], day, sources)

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randrange((last - first).days))

    def cited(self, sources: list[str]) -> list[str]:
        """The source that a fact stands in, and for one in three a second."""
        return self.random.sample(sources, 2 if self.random.random() < 0.33 else 1)

    def happening(self, slug: str, thing: str, status: str, day: date, sources: list[str]) -> None:
        verb = ":reportsOn" if thing.startswith("commitment:") else ":reportsOnUndertaking"
        said = ((verb, thing), (":entersStatus", status), (":occurredOn", day_of(day)))
        self.fact(f"status-event:{slug}", "StatusEvent", self.cited(sources), *said)

    def membership(self, number: int, member: int, day: date, sources: list[str]) -> None:
        framework, actor = f"framework:framework-{number}", f"actor:country-{member}"
        joined = day if self.random.random() < 0.7 else day + timedelta(days=self.random.randrange(600))
        name = f"membership:country-{member}--framework-{number}--{joined:%Y-%m}"
        is_member = self.random.random() < 0.9
        said = [(":memberActor", actor), (":memberOf", framework), (":validFrom", day_of(joined))]
        said.append((":hasRole", "role:member" if is_member else "role:observer"))
        self.fact(name, "Membership", self.cited(sources), *said)
        if is_member:
            self.infer(framework, (":hasMembership", name), (":hasMember", actor))

    def coverage(self, number: int, day: date, sources: list[str]) -> None:
        """Some minerals by name, and for one framework in two a generic phrase, perhaps with a list behind it."""
        framework = f"framework:framework-{number}"
        named = sorted(set(self.random.choices(MATERIALS, WEIGHTS, k=self.random.randint(1, 4))))
        scope = [(":coverageOf", framework), (":validFrom", day_of(day))]
        name = f"coverage:framework-{number}--named--{day:%Y-%m}"
        is_wrong = self.random.random() < 0.03
        rank = [(":hasRank", "rank:deprecated")] if is_wrong else []
        minerals = [(":namesMaterial", f"material:{material}") for material in named]
        closed = (":listIsClosed", typed("false", "boolean"))
        self.fact(name, "NamedCoverage", self.cited(sources), *scope, *minerals, closed, *rank)
        covered = dict.fromkeys(each for material in named for each in (material, *_members(material)))
        if is_wrong:
            covered = {}
        else:
            self.infer(framework, (":hasCoverage", name))
        self.infer(framework, *((":covers", f"material:{material}") for material in covered))
        if self.random.random() < 0.5:
            name = f"coverage:framework-{number}--generic--{day:%Y-%m}"
            edition = self.random.randrange(2 * LISTS)
            listed = self.lists[edition] if edition < LISTS else []
            behind = [(":refersToList", f"instrument:list-{edition}")] if listed else []
            self.fact(name, "GenericCoverage", self.cited(sources), *scope, *behind)
            self.infer(framework, (":hasCoverage", name))
            covered |= dict.fromkeys(each for material in listed for each in (material, *_members(material)))
        self.infer(framework, *((":mayCover", f"material:{material}") for material in covered))

    def commitment(self, number: int, promisor: str, day: date, sources: list[str]) -> None:
        made = day + timedelta(days=self.random.randrange(200))
        name, is_money = f"commitment:framework-{number}--pledge--{made:%Y-%m}", self.random.random() < 0.4
        money = [
            (":amount", typed(1_000_000 * self.random.randint(1, 900), "decimal")),
            (":currencyCode", plain("USD")),
        ]
        self.fact(
            name,
            "FinancialCommitment" if is_money else "Commitment",
            self.cited(sources),
            (":promisedBy", promisor),
            ("dcterms:description", text(f"Build a plant under framework {number}.")),
            (":occurredOn", day_of(made)),
            (":undertakenUnder", f"framework:framework-{number}"),
            (":concernsMaterial", f"material:{self.random.choice(OTHERS)}"),
            *(money if is_money else []),
        )
        for step, status in enumerate(("announced", "under-way")):
            when = made + timedelta(days=200 * step)
            self.happening(f"framework-{number}--pledge--{status}", name, f"commitment-status:{status}", when, sources)

    def project(self, number: int, day: date, sources: list[str]) -> None:
        name, place, country = f"project:project-{number}", f"place:site-{number}", f"actor:country-{self.country()}"
        self.thing("places", place, "Place", f"Site {number}", (":partOfPlace", country))
        stage, material = self.random.choice(("mining", "refining", "recycling")), self.random.choice(OTHERS)
        said = [(":locatedIn", place), (":atStage", f"stage:{stage}"), (":yields", f"material:{material}")]
        self.thing("projects", name, "Project", f"Project {number}", *said)
        self.infer(name, (":locatedIn", country))
        self.happening(f"project-{number}--announced", name, "project-status:announced", day, sources)
        for company in self.random.sample(range(COMPANIES), 2):
            part = f"participation:company-{company}--project-{number}--sponsor"
            actor = f"actor:company-{company}"
            said = [(":participant", actor), (":participatesIn", name), (":hasRole", "role:sponsor")]
            self.fact(part, "Participation", self.cited(sources), *said, (":validFrom", day_of(day)))
            self.infer(name, (":hasParticipation", part), (":hasParticipant", actor))

    def observation(self, number: int, material: str, country: int, day: date, sources: list[str]) -> None:
        year = day.year - 1
        self.fact(
            f"observation:framework-{number}--{material}-imports--{year}",
            "Observation",
            self.cited(sources),
            (":indicator", "indicator:imports"),
            (":observedMaterial", f"material:{material}"),
            (":observedThing", f"framework:framework-{number}"),
            (":area", f"actor:country-{country}"),
            (":periodStart", day_of(date(year, 1, 1))),
            (":periodEnd", day_of(date(year, 12, 31))),
            (":value", typed(self.random.randint(1, 90_000), "decimal")),
            (":unit", "unit:TONNE"),
            (":observationStatus", "observation-status:reported"),
        )
