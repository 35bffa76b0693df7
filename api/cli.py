"""The command line: the only module that prints.

Exit codes: 0 done; 1 the input is at fault (the message names file, line and mend); 2 the command line itself is.
Engines are imported inside the commands that need them, so that ``minpact --help`` and ``minpact serve`` start at once.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from api.arguments import parser
from graph import logs, resources
from graph.catalog import DUMPS
from graph.compression import CODINGS
from graph.errors import BadParameter, Finding, GraphError, InvalidInput, NoBuild
from graph.wire import AskRequest, PlainRequest, WhyRequest

if TYPE_CHECKING:
    from graph.build import Inputs
    from graph.questions import Parameter
    from graph.world import World

__all__ = ["main"]

logger = logging.getLogger(__name__)

#: What is told is text: `xsd:date:` is no picture of a calendar.
OUT: Final = Console(highlight=False, soft_wrap=True, emoji=False)
ERR: Final = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


class Stages:
    """Progress of a build: a moving line on a terminal, a plain line a stage elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.notes: list[str] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Show a stage while it runs, and its time in seconds and its notes when it is done."""
        self.notes = []
        begun = time.monotonic()
        with Status(f"{name} …", console=self.console) if self.console.is_terminal else nullcontext():
            yield
        taken = time.monotonic() - begun
        self.console.print(f"{name:<9} {taken:5.2f} s  {escape('; '.join(self.notes))}".rstrip())

    def note(self, text: str) -> None:
        """Keep a note for the end of the stage."""
        self.notes.append(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``arguments`` are those of the process when not given."""
    options = parser().parse_args(arguments)
    try:
        _check_text(options)
        return COMMANDS[options.command](options)
    except InvalidInput as error:
        _print_findings(error.findings)
        ERR.print(escape(error.remedy))
    except GraphError as error:
        ERR.print(f"{escape(error.describe())}\n{escape(error.remedy)}")
    except BrokenPipeError:
        # Whoever read our output has had enough, as `head` does; nothing is left to say.
        sys.stderr.close()
    except OSError as error:
        if error.filename is None:
            raise
        ERR.print(escape(f"{error.filename}: {error.strerror}"))
    return 1


def _check_text(options: argparse.Namespace) -> None:
    """Refuse words that are no UTF-8, which Python hands on in a disguise that nothing can write; paths may be so."""
    for name, given in vars(options).items():
        for text in given if isinstance(given, list) else [given]:
            try:
                str(text if isinstance(text, str) else "").encode()
            except UnicodeEncodeError:
                raise BadParameter(name, ascii(text)[1:-1], "text in UTF-8") from None


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        ERR.print(escape(str(finding)))


def _inputs(data: Path | None) -> Inputs:
    from graph.build import Inputs

    inputs = Inputs.default()
    if data is None:
        return inputs
    if not data.is_dir():
        raise BadParameter("--data", str(data), "an existing folder of authored facts")
    return replace(inputs, data=data, base=data)


def _build(options: argparse.Namespace) -> int:
    from graph.build import build, is_current

    inputs = _inputs(options.data)
    folder = options.into or resources.build_folder()
    if options.if_needed and is_current(inputs, folder):
        ERR.print(f"The newest build in {escape(str(folder))} is of these inputs; nothing to do.")
        return 0
    built = build(inputs, folder, Stages(ERR), kept=options.keep)
    _print_findings(built.warnings)
    manifest = built.manifest
    ERR.print(
        f"Version {manifest.version}: {manifest.facts} facts from {manifest.sources} sources, "
        f"{manifest.triples} triples in {manifest.graphs} graphs, known up to {manifest.cut_off}."
    )
    return 0


def _check(options: argparse.Namespace) -> int:
    from graph.build import check

    if options.file:
        from graph.proof import check_file

        findings = check_file(_inputs(options.data), options.file, Stages(ERR))
    else:
        findings = check(_inputs(options.data), Stages(ERR))
    _print_findings(findings)
    return int(any(finding.severity == "violation" for finding in findings))


def _new(options: argparse.Namespace) -> int:
    from graph.scaffold import new_source

    told = {"title": options.title, "issued": options.issued, "slug": options.slug}
    path = new_source(_inputs(options.data).data, options.url, **told, today=date.today())
    OUT.print(escape(str(path)))
    ERR.print(escape(f"Fill in what is marked, then: minpact check {path}"))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from api.limits import Limits
    from api.readers import Zygote
    from api.settings import Settings
    from api.sockets import CannotListen, listen

    settings = Settings.from_environment(data=options.data, host=options.host, port=options.port)
    logs.configure(settings.log_level, settings.log_format)
    for sentence in Settings.unknown(os.environ):
        logger.warning(sentence)
    if not settings.quads_file.is_file():
        if settings.data is None:
            raise NoBuild(str(settings.folder.parent))
        raise BadParameter("--data", str(settings.data), "an existing N-Quads file")
    try:
        sockets = listen(settings.host, settings.port)
        # The graph loads in its own process while this one imports the web framework, which takes as long.
        spawned = Zygote.spawn(settings.quads_file, Limits(**settings.limits))

        from api.server import serve

        serve(settings, sockets, spawned)
    except CannotListen as error:
        ERR.print(escape(str(error)))
        return 1
    except OSError as error:
        ERR.print(escape(f"The readers cannot be started: {error}. Linux 5.3 or later is needed."))
        return 1
    return 0


def _mcp(options: argparse.Namespace) -> int:
    import asyncio

    from api.deps import Services
    from api.mcp import serve_streams
    from api.settings import Settings

    settings = Settings.from_environment()
    logs.configure(settings.log_level, settings.log_format)
    asyncio.run(serve_streams(Services.of(settings)))
    return 0


def _world() -> World:
    from graph.build import current
    from graph.world import World

    return World.load(current(resources.build_folder()) / "minpact.nq")


def _query(options: argparse.Namespace) -> int:
    from api.flat import csv_of, tsv_of
    from api.plain import write_answer, write_questions
    from graph import questions
    from graph.answers import answer

    if options.question is None:
        listed = [
            (question.id, " ".join(_usage(parameter) for parameter in question.parameters), question.text["en"])
            for question in questions.load()
        ]
        OUT.print(escape(write_questions(listed, OUT.width)))
        return 0
    parameters = {}
    for given in options.parameters:
        name, equals, value = given.partition("=")
        if not equals:
            raise BadParameter("parameters", given, "the form name=value")
        if name in parameters:
            raise BadParameter(name, value, "one value; it was given twice")
        parameters[name] = value
    limit = options.limit or "0"
    if options.limit is not None and not (limit.isascii() and limit.isdecimal() and int(limit[:9]) > 0):
        raise BadParameter("--limit", limit, "a whole number from 1 on")
    shape = "json" if options.json else options.format
    world = _world()
    asked = AskRequest(options.question, parameters, options.lang, int(limit[:9]), options.cursor, options.confidence)
    found = answer(world, asked)
    document = json.loads(found.to_json())
    match shape:
        case "text":
            OUT.print(escape(write_answer(document, OUT.width)))
        case "json":
            OUT.print(escape(found.to_json().decode()))
        case "csv" | "tsv":
            _write(csv_of(document) if shape == "csv" else tsv_of(document))
        case _:
            _write(found.write(world, DUMPS[shape]))
    return 0


def _write(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _ask(options: argparse.Namespace) -> int:
    from api.plain import write_reply
    from graph.ask.engine import Engine

    world = _world()
    reply = Engine.of(world).answer(world, PlainRequest(" ".join(options.question), options.lang, options.as_of))
    document = reply.to_json().decode()
    OUT.print(escape(document if options.json else write_reply(json.loads(document), OUT.width)))
    return 0 if reply.is_understood else 1


def _usage(parameter: Parameter) -> str:
    usage = f"{parameter.name}={parameter.example}"
    return usage if parameter.is_required else f"[{usage}]"


def _why(options: argparse.Namespace) -> int:
    from api.plain import write_explanation
    from graph.why import answer_why

    explanation = answer_why(_world(), WhyRequest(options.subject, options.predicate, options.object))
    told = (
        json.dumps(asdict(explanation), ensure_ascii=False)
        if options.json
        else write_explanation(explanation, OUT.width)
    )
    OUT.print(escape(told))
    return 0 if explanation.holds else 1


def _dump(options: argparse.Namespace) -> int:
    from graph.build import current
    from graph.dumps import take_dump

    endings = (options.out.name.split(".")[1:] if options.out else [])[-2:]
    coding = endings.pop() if endings and endings[-1] in CODINGS else ""
    ending = options.format or next((name for name in endings if name in DUMPS), "nq")
    content = take_dump(current(resources.build_folder()), ending, options.graph, coding)
    if options.out:
        try:
            options.out.write_bytes(content)
        except OSError as error:
            raise BadParameter("--out", str(options.out), f"a file that can be written: {error.strerror}") from error
    else:
        _write(content)
    return 0


def _diff(options: argparse.Namespace) -> int:
    """Compare as ``diff`` does: trouble is 2, since 1 says that there are differences."""
    from api.plain import write_difference
    from graph.diff import compare, find_dataset, read_dataset

    try:
        found = [find_dataset(name, resources.build_folder()) for name in (options.old, options.new)]
        old, new = (read_dataset(path) for path, _ in found)
    except GraphError as error:
        ERR.print(f"{escape(error.describe())}\n{escape(error.remedy)}")
        return 2
    difference = compare(old, new, (options.old, options.new), (found[0][1], found[1][1]))
    told = (
        json.dumps(asdict(difference), ensure_ascii=False) if options.json else write_difference(difference, OUT.width)
    )
    OUT.print(escape(told))
    return 0 if difference.is_empty else 1


def _fmt(options: argparse.Namespace) -> int:
    from graph.authored import turtle_files
    from graph.canon import format_turtle

    files = options.files or turtle_files(resources.ontology(), resources.data())
    changed = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise BadParameter("FILE", str(file), f"a Turtle file in UTF-8 ({error.reason})") from error
        canonical = format_turtle(text, file)
        if canonical != text:
            changed.append(file)
            if not options.check:
                file.write_text(canonical, encoding="utf-8")
    for file in changed:
        ERR.print(
            f"{escape(str(file))}: {'not in its canonical form; run minpact fmt' if options.check else 'formatted'}"
        )
    return 1 if changed and options.check else 0


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "ask": _ask,
    "build": _build,
    "check": _check,
    "diff": _diff,
    "dump": _dump,
    "fmt": _fmt,
    "mcp": _mcp,
    "new": _new,
    "query": _query,
    "serve": _serve,
    "why": _why,
}


if __name__ == "__main__":
    sys.exit(main())
