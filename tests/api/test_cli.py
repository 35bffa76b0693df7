"""The command line, run as people run it: whole commands, their words and their exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import main
from graph import namespaces as ns
from graph.catalog import DUMPS
from graph.store import parse_text, word
from tests.conftest import WORLD

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("builds")
    assert main(["build", "--data", str(WORLD), "--into", str(folder)]) == 0
    return folder


@pytest.fixture(autouse=True)
def _asked_of_the_world(builds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINPACT_BUILD", str(builds))
    monkeypatch.setenv("COLUMNS", "100")


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capfd.readouterr()
    return code, said.out, said.err


def test_build_tells_each_stage_and_what_came_of_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "build", "--data", str(WORLD), "--into", str(tmp_path))
    assert code == 0
    assert out == ""
    stages = [line.split()[0] for line in err.splitlines() if " s" in line]
    assert stages[:6] == ["read", "lint", "validate", "derive", "describe", "write"]
    assert "facts from" in err


def test_build_if_needed_does_nothing_twice(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ("build", "--if-needed", "--data", str(WORLD), "--into", str(tmp_path))
    assert run(capfd, *arguments)[0] == 0
    code, _, err = run(capfd, *arguments)
    assert code == 0
    assert "nothing to do" in err


def test_bad_file_is_named_with_line_and_mend(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    shutil.copytree(WORLD, data)
    file = next((data / "sources").glob("*/*.ttl"))
    file.write_text(file.read_text(encoding="utf-8") + "\nactor:nobody :likes actor:nothing .\n", encoding="utf-8")
    code, _, err = run(capfd, "build", "--data", str(data), "--into", str(tmp_path / "builds"))
    assert code == 1
    assert f"{file.relative_to(data)}:" in err
    assert "is not declared" in err or "syntax" in err
    assert "untouched" in err
    assert not (tmp_path / "builds").exists()


def test_folder_that_is_not_there_is_said_so(capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capfd, "build", "--data", "/nowhere")
    assert code == 1
    assert "--data" in err
    assert "/nowhere" in err


def test_question_without_a_build_says_to_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINPACT_BUILD", str(tmp_path))
    code, _, err = run(capfd, "query", "frameworks-covering", "material=x")
    assert code == 1
    assert "minpact build" in err


def test_questions_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "query")
    assert code == 0
    assert "frameworks-covering material=" in out


def test_answer_is_told_with_its_sources(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "query", "frameworks-covering", "material=neodymium")
    assert code == 0
    assert "verdict: " in out
    assert "[supports, " in out


def test_answer_as_json_is_the_answer_document(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "query", "frameworks-covering", "material=neodymium", "--json")
    assert code == 0
    assert json.loads(out)["question"] == "frameworks-covering"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("frameworks-coverin", "material=neodymium"), "No question"),
        (("frameworks-covering", "material=neodium"), "Near matches"),
        (("frameworks-coverin", "material=neodymium"), "frameworks-covering"),
        (("frameworks-covering", "neodymium"), "name=value"),
        (("frameworks-covering", "material=neodymium", "material=cobalt"), "one value"),
        (("frameworks-covering", "material=neodymium", "colour=red"), "as_of, material"),
        (("frameworks-covering", "material=\udcff\udcfe"), "UTF-8"),
        (("frameworks-covering", "material=" + "x" * 5000), "at most 1000 characters"),
        (("frameworks-covering", "material=\x00"), "No Material"),
        (("frameworks-covering", "material=neodymium", "--lang", "fr"), "en, ja, hi"),
        (("frameworks-covering", "material=neodymium", "--limit", "0"), "from 1 on"),
        (("frameworks-covering", "material=neodymium", "--cursor", "2"), "`next` or `previous`"),
        (("frameworks-covering", "material=neodymium", "--confidence", "sure"), "high, medium, low"),
        (("frameworks-covering", "material=neodymium", "as_of=soon"), "YYYY-MM-DD"),
        (("frameworks-covering",), "material"),
    ],
)
def test_question_that_cannot_be_answered_says_why(
    arguments: tuple[str, ...], word: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capfd, "query", *arguments)
    assert code == 1
    assert out == ""
    assert word in err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("ask", "\udcff"), "UTF-8"),
        (("ask", "Who is in the Tern Forum?", "--lang", "fr"), "en, ja, hi"),
        (("ask", "Who is in the Tern Forum?", "--as-of", "soon"), "YYYY-MM-DD"),
        (("why", "lantern-pakkkt", "covers", "neodymium"), "Lantern Pact"),
        (("why", "lantern-pact", "coverz", "neodymium"), "covers"),
        (("why", "lantern-pact", "covers", "x" * 5000), "at most 1000 characters"),
        (("fmt", "/nowhere.ttl"), "/nowhere.ttl: No such file"),
        (("fmt", "/"), "Is a directory"),
        (("check", "/nowhere.ttl"), "below"),
        (("new", "source", "https://[example.org/"), "http or https"),
        (("new", "source", "https://example.org/\x01"), "http or https"),
        (("new", "source", "https://example.org/", "--slug", "../a"), "a-z"),
        (("new", "source", "https://example.org/", "--issued", "soon"), "YYYY-MM-DD"),
        (("new", "source", "https://example.org/", "--data", "/nowhere"), "--data"),
        (("dump", "--graph", "source/nothing"), "source/"),
        (("dump", "--out", "/nowhere/minpact.ttl"), "No such file"),
        (("serve", "--port", "99999"), "65,535"),
        (("serve", "--data", "/nowhere"), "N-Quads"),
    ],
)
def test_wrong_words_are_refused_in_a_sentence(
    arguments: tuple[str, ...], word: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capfd, *arguments)
    assert code == 1
    assert out == ""
    assert word in err
    assert "Traceback" not in err
    assert len(err) < 1500


def test_a_file_that_is_no_utf_8_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "latin.ttl"
    file.write_bytes("# Té\n".encode("latin-1"))
    code, _, err = run(capfd, "fmt", str(file))
    assert code == 1
    assert "UTF-8" in err
    assert file.read_bytes() == b"# T\xe9\n"


@pytest.mark.parametrize(
    "arguments", [(), ("conquer",), ("query", "--format", "xlsx"), ("build", "--keep", "0"), ("new", "thing", "a")]
)
def test_what_is_no_command_line_is_2(arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: minpact" in capfd.readouterr().err


def test_the_module_is_the_command() -> None:
    command = [sys.executable, "-m", "api.cli", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("usage: minpact ")


def test_why_tells_rule_and_source(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "why", "lantern-pact", "covers", "neodymium")
    assert code == 0
    assert "stated in source/" in out
    assert "evidence from " in out


def test_why_of_what_is_not_there_says_that_it_is_not_known(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "why", "copper", "covers", "copper")
    assert code == 1
    assert "not to say that it is false" in out


def test_fmt_checks_and_mends(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "things.ttl"
    file.write_text("@prefix actor: <https://w3id.org/minpact/id/actor/> . actor:a a actor:b .")
    code, _, err = run(capfd, "fmt", "--check", str(file))
    assert code == 1
    assert "things.ttl" in err
    assert run(capfd, "fmt", str(file))[0] == 0
    assert run(capfd, "fmt", "--check", str(file))[0] == 0


def test_fmt_of_a_malformed_file_leaves_it_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "things.ttl"
    file.write_text("actor:a a")
    code, _, err = run(capfd, "fmt", str(file))
    assert code == 1
    assert "things.ttl:1" in err
    assert file.read_text() == "actor:a a"


def test_unknown_command_is_the_command_lines_fault() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["bild"])
    assert caught.value.code == 2


# --- dumps and differences


def run_bytes(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, bytes]:
    code = main(arguments)
    return code, capfdbinary.readouterr().out


@pytest.mark.parametrize("ending", DUMPS)
def test_a_dump_goes_to_standard_output_as_it_lies(
    builds: Path, capfdbinary: pytest.CaptureFixture[bytes], ending: str
) -> None:
    code, out = run_bytes(capfdbinary, "dump", "--format", ending)
    assert code == 0
    assert out == (builds / "current" / f"minpact.{ending}").read_bytes()


def test_a_dump_is_in_n_quads_unless_told_otherwise(builds: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run_bytes(capfdbinary, "dump")[1] == (builds / "current" / "minpact.nq").read_bytes()


@pytest.mark.parametrize("name", ["a.ttl", "a.trig.gz", "a.nt.zst", "a.rdf", "a.zst", "a"])
def test_the_name_of_a_file_says_format_and_packing(builds: Path, tmp_path: Path, name: str) -> None:
    assert main(["dump", "--out", str(tmp_path / name)]) == 0
    endings = name.split(".")[1:]
    like = "minpact." + ".".join(endings if endings and endings[0] in DUMPS else ["nq", *endings])
    assert (tmp_path / name).read_bytes() == (builds / "current" / like).read_bytes()


def test_one_graph_is_dumped(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out = run_bytes(capfdbinary, "dump", "--graph", "registry/actors", "--format", "nq")
    assert code == 0
    quads = parse_text(out, Path("a.nq"))
    assert {word(quad.graph_name) for quad in quads} == {ns.registry_graph("actors")}


def test_a_dump_that_cannot_be_made_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capfd, "dump", "--graph", "registry/actor")
    assert (code, out) == (1, "")
    assert "registry/actors" in err
    code, _, err = run(capfd, "dump", "--out", str(tmp_path / "no" / "where.nq"))
    assert code == 1
    assert "where.nq" in err
    monkeypatch.setenv("MINPACT_BUILD", str(tmp_path))
    code, _, err = run(capfd, "dump")
    assert code == 1
    assert "minpact build" in err


def test_no_difference_is_0_some_is_1_and_trouble_is_2(
    builds: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    version = (builds / "current").resolve().name.partition("-")[0]
    whole = builds / "current" / "minpact.nq"
    code, out, _ = run(capfd, "diff", version, str(whole))
    assert code == 0
    assert "The same statements in the same graphs." in out
    less = tmp_path / "less.nq"
    fact = f"<{ns.ID}membership/alda--lantern-pact--2026-03>"
    less.write_text(
        "".join(line for line in whole.read_text("utf-8").splitlines(keepends=True) if fact not in line), "utf-8"
    )
    code, out, _ = run(capfd, "diff", "current", str(less))
    assert code == 1
    assert "Facts" in out
    assert "- alda / lantern pact / 2026 03 (membership:alda--lantern-pact--2026-03)" in out
    assert f"version {version}" in out
    code, out, err = run(capfd, "diff", "current", "nowhere.nq")
    assert (code, out) == (2, "")
    assert "nowhere.nq" in err


def test_a_difference_as_json(builds: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = (builds / "current" / "minpact.nq").read_text("utf-8")
    other = tmp_path / "other.nq"
    other.write_text(text.replace('"Alda"@en', '"Aldania"@en'), "utf-8")
    code, out, _ = run(capfd, "diff", "--json", "current", str(other))
    assert code == 1
    told = json.loads(out)
    (entry,) = [entry for entry in told["changed"] if entry["iri"] == f"{ns.ID}actor/alda"]
    assert entry["label"] == "Aldania"
    assert entry["changes"] == [{"property": "skos:prefLabel", "removed": ['"Alda"@en'], "added": ['"Aldania"@en']}]
    assert told["old"]["quads"] == told["new"]["quads"]


def test_build_keeps_as_many_as_it_is_told(tmp_path: Path) -> None:
    assert main(["build", "--data", str(WORLD), "--into", str(tmp_path)]) == 0
    data = tmp_path / "data"
    shutil.copytree(WORLD, data)
    header = data / "dataset.ttl"
    header.write_text(header.read_text("utf-8").replace("world", "worlds", 1), "utf-8")
    assert main(["build", "--data", str(data), "--into", str(tmp_path), "--keep", "1"]) == 0
    assert len(list(tmp_path.glob("*-*"))) == 1


def test_nothing_kept_is_no_choice(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["build", "--keep", "0"])
    assert left.value.code == 2
    assert "1 or more" in capfd.readouterr().err
