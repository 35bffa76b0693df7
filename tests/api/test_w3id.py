"""The redirect rules of the permanent identifiers: each kind of IRI that the graph mints leads to what answers."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from graph import namespaces as ns
from graph.store import NamedNode, parse_file

RULES = Path(__file__).parents[2] / "w3id" / ".htaccess"
RULE = re.compile(r"RewriteRule (\S+) (\S+) \[R=(\d{3}),L\]")
KNOWN = re.compile(r'#.*|Options -MultiViews|RewriteEngine on|Header always set Access-Control-Allow-Origin "\*"|')


def rules() -> list[tuple[str, str, int]]:
    """Pattern, substitution and status of each rule, in order; a line that is not understood fails."""
    found = []
    for line in RULES.read_text(encoding="utf-8").splitlines():
        rule = RULE.fullmatch(line)
        if rule:
            found.append((rule[1], rule[2], int(rule[3])))
        else:
            assert KNOWN.fullmatch(line), line
    return found


def lead(iri: str) -> tuple[str, int]:
    """The address that an IRI leads to, and the status: what mod_rewrite does with the path under the folder."""
    parts = urlsplit(iri)
    path = parts.path.removeprefix("/minpact/")
    for pattern, substitution, status in rules():
        match = re.search(pattern, path)
        if match:
            target = match.expand(re.sub(r"\$(\d)", r"\\\1", substitution))
            return f"{target}?{parts.query}" if parts.query else target, status
    raise LookupError(iri)


def minted(folder: Path) -> dict[str, str]:
    """One IRI of each kind that stands in a build: of each kind of thing, scheme, registry, and so on."""
    found: dict[str, str] = {}
    for file in ("minpact.nq", "catalog.ttl"):
        for quad in parse_file(folder / file):
            for term in quad:
                if isinstance(term, NamedNode) and term.value.startswith(ns.BASE):
                    segments = term.value.removeprefix(ns.BASE).split("#")[0].split("/")
                    found.setdefault("/".join(segments[:-1]) or segments[0], term.value.split("#")[0])
    return found


def test_all_rules_name_one_server() -> None:
    assert len({urlsplit(substitution).netloc for _, substitution, _ in rules()}) == 1
    assert {urlsplit(substitution).scheme for _, substitution, _ in rules()} == {"https"}


def test_things_lead_on_and_requests_keep_their_method() -> None:
    assert lead(ns.ID + "actor/india") == ("https://minpact.example.org/id/actor/india", 303)
    assert lead(ns.BASE + "sparql?query=x") == ("https://minpact.example.org/sparql?query=x", 307)
    assert lead(ns.BASE) == ("https://minpact.example.org/", 307)


def test_every_kind_of_iri_leads_to_what_answers(world: TestClient, world_build: Path) -> None:
    kinds = minted(world_build / "current")
    assert {"id/actor", "id/evidence", "vocab/verdict", "graph/source", "graph/registry", "ontology", "shapes"} <= set(
        kinds
    )
    version = world.get("/version").headers["minpact-data-version"]
    more = ["context.jsonld", "sparql", f"dumps/{version}/minpact.nq.gz", "dumps/latest/minpact.ttl", "dumps", "vocab"]
    more += ["doc/framework/lantern-pact.ttl", f"nanopub/{version}/membership/alda--lantern-pact--2026-03", "questions"]
    for iri in [*kinds.values(), *(ns.BASE + path for path in more)]:
        address, _ = lead(iri)
        server = urlsplit(address)
        path = f"{server.path}?{server.query}" if server.query else server.path
        response = world.get(path, headers={"Accept": "*/*"}, follow_redirects=True)
        assert response.status_code == 200, (iri, path, response.status_code)


@pytest.mark.parametrize(
    "name", ["id", "doc", "nanopub", "ontology", "shapes", "vocab", "graph", "context.jsonld", "dataset"]
)
def test_the_readme_tells_of_each_kind(name: str) -> None:
    assert f"`{name}" in (RULES.parent / "README.md").read_text(encoding="utf-8")
