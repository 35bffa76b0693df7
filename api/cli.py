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

OUT: Final = Console(highlight=False, soft_wrap=True)
ERR: Final = Console(stderr=True, highlight=False, soft_wrap=True)


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


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is too few; it takes 1 or more")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="minpact", description="Build, serve and ask the graph of critical-minerals cooperation."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build the graph from its authored files")
    build.add_argument("--if-needed", action="store_true", help="do nothing when the newest build is of these inputs")
    build.add_argument("--data", type=Path, help="folder of authored facts (default: the project's own)")
    build.add_argument("--keep", type=_at_least_one, default=2, help="builds to keep, with the new one (default: 2)")
    build.add_argument("--into", type=Path, help="folder that builds go to (default: build/, or MINPACT_BUILD)")

    check = commands.add_parser("check", help="check the authored files, and their logic where Java is installed")
    check.add_argument("file", nargs="?", type=Path, help="one authored Turtle file, in the context of the others")
    check.add_argument("--data", type=Path, help="folder of authored facts (default: the project's own)")

    new = commands.add_parser("new", help="begin the file of a source that was read")
    new.add_argument("what", choices=("source",))
    new.add_argument("url", metavar="URL", help="address of the document")
    new.add_argument("--title", default="", help="its title; else it is marked to be filled in")
    new.add_argument("--issued", default="", help="day of issue as YYYY-MM-DD; else the file lies under undated")
    new.add_argument("--slug", default="", help="name of the source (default: out of title or address)")
    new.add_argument("--data", type=Path, help="folder of authored facts (default: the project's own)")

    from api.settings import listing

    serve = commands.add_parser(
        "serve",
        help="serve the newest build, or an N-Quads file",
        description="Serve the newest build, or an N-Quads file, until a signal comes.",
        epilog="environment:\n" + "\n".join(f"  {line}" for line in listing()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument("--data", type=Path, help="N-Quads file to serve instead of the build")
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1, or MINPACT_HOST)")
    serve.add_argument("--port", help="port to listen on (default: 8000, or MINPACT_PORT)")

    commands.add_parser(
        "mcp",
        help="serve the tools of the Model Context Protocol over standard input and output",
    )

    ask = commands.add_parser("ask", help="answer a question in plain words, in English, Japanese or Hindi")
    ask.add_argument("question", nargs="+", help='such as "Which frameworks cover rare earths?"')
    ask.add_argument("--lang", help="language of the answer: en, ja or hi (default: the question's)")
    ask.add_argument("--as-of", help="day that the answer is about, as YYYY-MM-DD (default: the data cut-off)")
    ask.add_argument("--json", action="store_true", help="the whole reply as JSON")

    query = commands.add_parser("query", help="answer a question of the catalogue; with no question, list them")
    query.add_argument("question", nargs="?", help="name of the question, such as frameworks-covering")
    query.add_argument("parameters", nargs="*", metavar="name=value", help='such as material="rare earths"')
    query.add_argument("--json", action="store_true", help="the whole answer as JSON")

    why = commands.add_parser("why", help="tell who states a triple, or which rule made it, of what")
    why.add_argument("subject", help="a slug, an IRI, a label or an alias")
    why.add_argument("predicate", help="a property, such as covers")
    why.add_argument("object", help="a slug, an IRI, a label or an alias")
    why.add_argument("--json", action="store_true", help="the whole explanation as JSON")

    dump = commands.add_parser("dump", help="write the newest build as RDF, whole or one named graph of it")
    dump.add_argument(
        "--format", choices=tuple(DUMPS), help="nq (default), trig: named graphs; ttl, nt, jsonld, rdf: the merge"
    )
    dump.add_argument("--graph", default="", help="one named graph: its IRI, or what follows graph/ in it")
    dump.add_argument("--out", type=Path, help="file to write, its ending may say the format and .gz or .zst")

    diff = commands.add_parser("diff", help="tell what changed between two datasets, fact by fact")
    diff.add_argument("old", help="a version that is kept, current, the folder of a build, or an RDF file")
    diff.add_argument("new", help="the same; exit 0: no difference, 1: some, 2: one cannot be read")
    diff.add_argument("--json", action="store_true", help="the whole difference as JSON")

    fmt = commands.add_parser("fmt", help="put authored Turtle into its canonical form")
    fmt.add_argument("files", nargs="*", type=Path, help="Turtle files (default: all of the project's own)")
    fmt.add_argument("--check", action="store_true", help="change nothing; exit 1 when a file is in another form")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``arguments`` are those of the process when not given."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except InvalidInput as error:
        _print_findings(error.findings)
        ERR.print(escape(error.remedy))
    except GraphError as error:
        ERR.print(f"{escape(error.describe())}\n{escape(error.remedy)}")
    except BrokenPipeError:
        # Whoever read our output has had enough, as `head` does; nothing is left to say.
        sys.stderr.close()
    return 1


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
            raise BadParameter(given, "", "the form name=value")
        parameters[name] = value
    found = answer(_world(), AskRequest(options.question, parameters))
    OUT.print(
        escape(found.to_json().decode() if options.json else write_answer(json.loads(found.to_json()), OUT.width))
    )
    return 0


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
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
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
        text = file.read_text(encoding="utf-8")
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
