"""The command line: what it refuses before it starts anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.__main__ import main


@pytest.mark.parametrize(
    "arguments",
    [["--parts", "speed,height"], ["--data", "10M"], ["--queries", ""], ["--clients", "16,many"], ["--clients", "0"]],
)
def test_unknown_choice_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "choose among" in said or f"argument {arguments[0]}" in said


def test_run_without_load_tool_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--parts", "speed"]) == 2
    assert "apt install wrk" in capsys.readouterr().err
