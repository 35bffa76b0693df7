"""The command line, run as people run it: whole commands, their words and their exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from api.cli import main

WORLD = Path(__file__).parents[1] / "world" / "data"


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
        (("frameworks-covering", "material=neodymim"), "Near matches"),
        (("frameworks-covering", "neodymium"), "name=value"),
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
