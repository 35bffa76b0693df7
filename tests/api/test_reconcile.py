"""The reconciliation service as a client meets it: manifest, types, a batch, suggestions, previews, further columns."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.matches import (
    ExtendedDocument,
    FlyoutDocument,
    ManifestDocument,
    ProposedDocument,
    ReconciledDocument,
    SuggestedDocument,
)

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def post(client: TestClient, **form: object) -> Any:
    response = client.post("/reconcile", data={name: json.dumps(value) for name, value in form.items()})
    assert response.status_code == 200, response.text
    return response.json()


def match(client: TestClient, text: str, **further: object) -> list[dict[str, Any]]:
    found = post(client, queries={"q0": {"query": text, **further}})
    ReconciledDocument.model_validate(found)
    result: list[dict[str, Any]] = found["q0"]["result"]
    scores = [each["score"] for each in result]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    assert sum(each["match"] for each in result) <= 1
    return result


def test_a_dialogue_as_openrefine_has_it(world: TestClient) -> None:
    manifest = world.get("/reconcile").json()
    ManifestDocument.model_validate(manifest)
    assert "0.2" in manifest["versions"]
    # The tool asks for a few cells to guess types, then for the column with the one that was chosen.
    cells = ["Alda", "Brunn Republic", "コルヴィア", "Zembla"]
    guesses = post(world, queries={f"q{n}": {"query": cell, "limit": 3} for n, cell in enumerate(cells)})
    types = [each["id"] for each in guesses["q0"]["result"][0]["type"]]
    assert types[0] == "Country"
    batch = {f"q{n}": {"query": cell, "type": types[0], "type_strict": "should"} for n, cell in enumerate(cells)}
    found = post(world, queries=batch)
    matched = [next((c["id"] for c in found[name]["result"] if c["match"]), None) for name in batch]
    assert matched == ["actor/alda", "actor/brunn", "actor/corvia", None]
    # Someone looks at a candidate: preview in a frame, then the thing itself.
    preview = world.get(manifest["preview"]["url"].replace("{{id}}", quote(matched[0], safe="")))
    assert preview.status_code == 200
    assert "frame-ancestors *" in preview.headers["content-security-policy"]
    assert len(preview.headers.get_list("content-security-policy")) == 1
    assert "アルダ" in preview.text
    view = world.get(manifest["view"]["url"].replace("{{id}}", quote(matched[0], safe="")))
    assert (view.status_code, view.headers["location"]) == (303, "/id/actor/alda")
    # Further columns: what is proposed for the type, then the values.
    propose = manifest["extend"]["propose_properties"]
    proposed = world.get(
        propose["service_url"] + propose["service_path"], params={"type": "Country", "limit": 20}
    ).json()
    ProposedDocument.model_validate(proposed)
    ids = [each["id"] for each in proposed["properties"]]
    assert ids[:3] == ["label-en", "label-ja", "label-hi"]
    assert "isMemberOf" in ids
    wanted = [{"id": "label-hi"}, {"id": "isMemberOf", "settings": {"limit": "2", "lang": "ja"}}]
    extended = post(world, extend={"ids": matched[:2], "properties": wanted})
    ExtendedDocument.model_validate(extended)
    assert [each["id"] for each in extended["meta"]] == ["label-hi", "isMemberOf"]
    assert extended["rows"]["actor/alda"]["label-hi"] == [{"str": "आल्डा"}]
    member_of = extended["rows"]["actor/alda"]["isMemberOf"]
    assert len(member_of) == 2
    assert {"id": "framework/lantern-pact", "name": "ランタン協定"} in member_of


def test_the_manifest_says_all_that_the_specification_asks_for(world: TestClient) -> None:
    manifest = world.get("/reconcile").json()
    assert {"0.2"} <= set(manifest["versions"])
    assert all(urlsplit(manifest[name]).netloc for name in ("identifierSpace", "schemaSpace", "documentation", "logo"))
    assert manifest["view"]["url"].count("{{id}}") == manifest["preview"]["url"].count("{{id}}") == 1
    assert all(isinstance(manifest["preview"][side], int) for side in ("width", "height"))
    assert all(set(each) == {"id", "name"} for each in manifest["defaultTypes"])
    assert set(manifest["suggest"]) == {"entity", "type", "property"}
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert urlsplit(service["service_url"]).scheme in ("http", "https")
        assert service["service_path"].startswith("/")
        assert not service["service_url"].endswith("/")
    assert all("${id}" in service["flyout_service_path"] for service in manifest["suggest"].values())
    for setting in manifest["extend"]["property_settings"]:
        assert {"name", "label", "type", "default", "help_text"} <= set(setting)
        assert setting["type"] in ("number", "text", "checkbox", "select")
        values = [choice["value"] for choice in setting.get("choices", ())]
        assert (setting["type"] == "select") == bool(values)
        assert not values or setting["default"] in values
    assert isinstance(manifest["batchSize"], int)
    asked = {f"q{number}": {"query": "alda"} for number in range(manifest["batchSize"] + 1)}
    assert world.post("/reconcile", data={"queries": json.dumps(asked)}).status_code == 413
    asked.popitem()
    assert len(post(world, queries=asked)) == manifest["batchSize"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_scripts_of_any_page_may_ask(world: TestClient, method: str) -> None:
    headers = {"Origin": "https://table.example.org", "Access-Control-Request-Method": method}
    asked = world.options("/reconcile", headers=headers)
    assert asked.status_code in (200, 204)
    assert asked.headers["access-control-allow-origin"] == "*"
    assert method in asked.headers["access-control-allow-methods"]
    for path in ("/reconcile/suggest/entity?prefix=a", "/reconcile/flyout/entity?id=actor/alda", "/reconcile"):
        assert world.get(path, headers={"Origin": headers["Origin"]}).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("text", "expected", "least", "most"),
    [
        ("Lantern Pact", "framework/lantern-pact", 100, 100),
        ("नियोडिमियम", "material/neodymium", 100, 100),
        ("LP", "framework/lantern-pact", 97, 97),
        ("kobalt", "material/cobalt", 92, 92),
        ("actor/alda", "actor/alda", 100, 100),
        ("Dysprosum", "material/dysprosium", 80, 95),
        ("pact lantern", "framework/lantern-pact", 90, 96),
        ("Pact, Lantern", "framework/lantern-pact", 95, 95),
        ("Lantern Pact (LP)", "framework/lantern-pact", 95, 95),
        ("Kestrel Metals Pvt. Ltd.", "actor/kestrel-metals", 95, 95),
        ("Kestrel Metals, Brunn", "actor/kestrel-metals", 95, 95),
    ],
)
def test_a_good_name_is_matched(world: TestClient, text: str, expected: str, least: float, most: float) -> None:
    best = match(world, text)[0]
    assert (best["id"], best["match"]) == (expected, "lantern" not in text)
    assert least <= best["score"] <= most
    assert {"id": "name_similarity", "value": best["score"]} in best["features"]


@pytest.mark.parametrize(
    "text",
    [
        "Lantern",
        "Alta",
        "Brunna",
        "trade ministry",
        "Harbour",
        "ネオ",
        "Union of Alda and Brunn",
        "lp",
        "Kestrel Metals, Corvia",
    ],
)
def test_a_doubtful_name_has_candidates_and_no_match(world: TestClient, text: str) -> None:
    result = match(world, text)
    assert result
    assert not any(each["match"] for each in result)


def test_what_is_unlike_everything_has_no_candidate(world: TestClient) -> None:
    assert all(match(world, text) == [] for text in ("zzzzzzzzz", "", "N/A", "-", "none"))


def test_a_type_narrows_and_brings_facts(world: TestClient) -> None:
    assert {each["id"].split("/")[0] for each in match(world, "Alda", limit=50)}.isdisjoint({"membership", "source"})
    facts = match(world, "Alda", type="Membership")
    assert facts
    assert all("Membership" in [each["id"] for each in found["type"]] for found in facts)
    both = match(world, "alda", type=["Country", {"id": "Framework"}], limit=50)
    assert {"actor/alda", "framework/alda-brunn-cooperation"} <= {each["id"] for each in both}


def test_properties_tell_namesakes_apart(world: TestClient) -> None:
    given = [{"pid": "basedIn", "v": [{"id": "actor/corvia", "name": "Corvia"}]}]
    by_id = match(world, "trade ministry", properties=given)
    by_name = match(world, "trade ministry", properties=[{"pid": "basedIn", "v": "コルヴィア"}])
    assert by_id == by_name
    assert by_id[0]["id"] == "actor/corvia-ministry"
    assert by_id[0]["match"]
    assert {"id": "property_basedIn", "value": 1.0} in by_id[0]["features"]
    other = next(each for each in by_id if each["id"] == "actor/brunn-ministry")
    assert other["score"] < by_id[0]["score"]


def test_a_property_that_disagrees_forbids_a_match(world: TestClient) -> None:
    result = match(world, "Kestrel Metals", properties=[{"pid": "basedIn", "v": "Alda"}])
    assert result[0]["id"] == "actor/kestrel-metals"
    assert not result[0]["match"]
    assert result[0]["score"] <= 75


def test_properties_alone_find_candidates(world: TestClient) -> None:
    found = post(world, queries={"q": {"properties": [{"pid": "covers", "v": "Nd"}], "type": "Framework"}})
    ids = {each["id"] for each in found["q"]["result"]}
    assert "framework/lantern-pact" in ids
    assert "framework/quiet-dialogue" not in ids
    assert not any(each["match"] for each in found["q"]["result"])


def test_a_batch_by_get_is_a_batch_by_post(world: TestClient) -> None:
    queries = {"q0": {"query": "Alda", "limit": 1}, "q1": {"query": "x" * 10_000}, "q2": {"query": "\x00\u202e[("}}
    by_get = world.get("/reconcile", params={"queries": json.dumps(queries)})
    assert by_get.status_code == 200
    assert by_get.json() == post(world, queries=queries)
    assert list(by_get.json()) == ["q0", "q1", "q2"]
    assert by_get.headers["access-control-allow-origin"] == "*"
    assert post(world, queries={}) == {}


def test_names_are_told_in_the_language_of_the_service(world: TestClient) -> None:
    data = {"queries": json.dumps({"q0": {"query": "Nd"}})}
    named = world.post("/reconcile?lang=hi", data=data).json()["q0"]["result"][0]
    assert named["name"] == "नियोडिमियम"
    manifest = world.get("/reconcile", params={"lang": "hi"}).json()
    address = urlsplit(manifest["preview"]["url"].replace("{{id}}", "material/neodymium"))
    assert "<strong>नियोडिमियम" in world.get(f"{address.path}?{address.query}").text
    assert "lang" not in world.get("/reconcile").json()["preview"]["url"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": "{"}, 422),
        ({"queries": "[]"}, 422),
        ({"queries": "[" * 100_000}, 422),
        ({"queries": '{"q": "Alda"}'}, 422),
        ({"queries": '{"q": {}}'}, 422),
        ({"queries": '{"q": {"query": 7}}'}, 422),
        ({"queries": '{"q": {"query": "\\ud800"}}'}, 422),
        ({"queries": '{"\\ud800": {"query": "a"}}'}, 422),
        ({"queries": '{"q": {"query": "a", "limit": 0}}'}, 422),
        ({"queries": '{"q": {"query": "a", "limit": NaN}}'}, 422),
        ({"queries": '{"q": {"query": "a", "limit": true}}'}, 422),
        ({"queries": '{"q": {"query": "a", "type": "Nonsense"}}'}, 422),
        ({"queries": '{"q": {"query": "a", "type": [7]}}'}, 422),
        ({"queries": '{"q": {"query": "a", "properties": [{"pid": "nonsense", "v": 1}]}}'}, 422),
        ({"queries": '{"q": {"query": "a", "properties": [{"pid": "code"}]}}'}, 422),
        ({"queries": '{"q": {"query": "a", "properties": [{"pid": "code", "v": null}]}}'}, 422),
        ({"queries": json.dumps({str(n): {"query": "a"} for n in range(101)})}, 413),
        ({"queries": "x" * (1 << 21)}, 413),
        ({"extend": "7"}, 422),
        ({"extend": '{"ids": [1], "properties": []}'}, 422),
        ({"extend": '{"ids": [], "properties": [{"id": "nonsense"}]}'}, 422),
        ({"extend": '{"ids": [], "properties": [{"id": "code", "settings": {"lang": "fr"}}]}'}, 422),
        ({"extend": '{"ids": [], "properties": [{"id": "code", "settings": {"limit": -1}}]}'}, 422),
        ({"extend": json.dumps({"ids": ["a"] * 1001, "properties": []})}, 413),
        ({"nothing": "here"}, 422),
        ({"queries": "{}", "callback": "alert"}, 422),
        ({"queries": "{}", "lang": "fr"}, 422),
    ],
)
def test_what_is_malformed_is_a_problem(world: TestClient, form: dict[str, str], status: int) -> None:
    response = world.post("/reconcile", data=form)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_a_body_that_is_no_form_is_refused(world: TestClient) -> None:
    response = world.post("/reconcile", json={"queries": {}})
    assert response.status_code == 415
    assert response.headers["accept-post"] == "application/x-www-form-urlencoded"


def test_jsonp_is_not_spoken(world: TestClient) -> None:
    response = world.get("/reconcile?callback=alert")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_values_have_their_types(world: TestClient) -> None:
    ids = ["actor/alda", "framework/lantern-pact", "actor/nobody", "<bad> id", "instrument/ore-memorandum"]
    everything = [each["id"] for each in world.get("/reconcile/extend/propose").json()["properties"]]
    for start in range(0, len(everything), 50):
        chosen = everything[start : start + 50]
        found = post(world, extend={"ids": ids, "properties": [{"id": each} for each in chosen]})
        assert list(found["rows"]) == ids
        for row in found["rows"].values():
            assert list(row) == chosen
            for cells in row.values():
                for cell in cells:
                    assert set(cell) in ({"id", "name"}, {"str"}, {"int"}, {"float"}, {"date"})
                    assert "date" not in cell or DATE.fullmatch(cell["date"])
        assert all(cells == [] for cells in found["rows"]["actor/nobody"].values())
    members = post(world, extend={"ids": ["framework/lantern-pact"], "properties": [{"id": "hasMember"}]})
    told = {cell["id"] for cell in members["rows"]["framework/lantern-pact"]["hasMember"]}
    assert {"actor/alda", "actor/brunn"} <= told


@pytest.mark.parametrize(
    ("what", "prefix", "expected"),
    [
        ("entity", "Lant", "framework/lantern-pact"),
        ("entity", "framework/lantern-pact", "framework/lantern-pact"),
        ("entity", "ネオ", "material/neodymium"),
        ("type", "coun", "Country"),
        ("type", "Country", "Country"),
        ("type", "国", "Country"),
        ("property", "सदस्य", "hasMember"),
        ("property", "label (Jap", "label-ja"),
        ("property", "isMemberOf", "isMemberOf"),
    ],
)
def test_names_are_completed(world: TestClient, what: str, prefix: str, expected: str) -> None:
    found = world.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()
    SuggestedDocument.model_validate(found)
    assert found["result"][0]["id"] == expected


@pytest.mark.parametrize("what", ["entity", "type", "property"])
def test_suggestions_come_in_pages(world: TestClient, what: str) -> None:
    prefix = {"entity": "a", "type": "", "property": ""}[what]
    seen: list[str] = []
    for _ in range(20):
        page = world.get(f"/reconcile/suggest/{what}", params={"prefix": prefix, "cursor": len(seen)}).json()["result"]
        seen += [each["id"] for each in page]
        if not page:
            break
    assert len(seen) == len(set(seen)) > 5
    types = world.get("/reconcile/suggest/type?prefix=Country").json()["result"][0]
    assert {each["id"] for each in types["broader"]} == {"Actor", "Place"}


@pytest.mark.parametrize(("what", "name"), [("entity", "actor/alda"), ("type", "Country"), ("property", "isMemberOf")])
def test_flyouts_are_html_in_json(world: TestClient, what: str, name: str) -> None:
    found = FlyoutDocument.model_validate(world.get(f"/reconcile/flyout/{what}", params={"id": name}).json())
    assert found.id == name
    assert found.html.startswith("<p><strong>")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/reconcile/suggest/colour?prefix=a", 404),
        ("/reconcile/suggest/entity", 422),
        ("/reconcile/suggest/entity?prefix=a&cursor=x", 422),
        ("/reconcile/suggest/entity?prefix=a&type=Nonsense", 422),
        ("/reconcile/flyout/entity?id=actor/nobody", 404),
        ("/reconcile/flyout/entity?id=%3Cscript%3E", 404),
        ("/reconcile/flyout/type?id=Nonsense", 404),
        ("/reconcile/flyout/property?id=nonsense", 404),
        ("/reconcile/flyout/colour?id=a", 404),
        ("/reconcile/flyout/entity", 422),
        ("/reconcile/preview?id=actor/nobody", 404),
        ("/reconcile/preview", 422),
        ("/reconcile/view?id=//example.org/", 404),
        ("/reconcile/view?id=actor/..%2f..", 404),
        ("/reconcile/view?id=actor%0d%0aSet-Cookie:x", 404),
        ("/reconcile/extend/propose?type=Nonsense", 422),
        ("/reconcile/extend/propose?limit=x", 422),
    ],
)
def test_what_is_not_there_is_a_problem(world: TestClient, address: str, status: int) -> None:
    response = world.get(address)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert "frame-ancestors 'none'" in response.headers["content-security-policy"]


def test_a_name_that_is_markup_stays_text(bare: TestClient) -> None:
    assert bare.get("/reconcile/flyout/entity?id=actor/alda").status_code == 200
    description = bare.get("/reconcile/preview?id=actor/alda").text
    assert "<script" not in description


def test_a_served_address_is_whole(world: TestClient) -> None:
    manifest = world.get("/reconcile", headers={"Host": "graph.example.org"}).json()
    assert manifest["view"]["url"] == "http://graph.example.org/reconcile/view?id={{id}}"
    assert "graph.example.org" not in world.get("/reconcile").text
