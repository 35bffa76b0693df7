"""What the command line takes: the commands, their options and the help on them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from graph.catalog import DUMPS

__all__ = ["parser"]

#: What an answer to a question of the catalogue can be written as.
WRITTEN: Final = ("text", "json", "csv", "tsv", "ttl", "jsonld", "nt")


class ServeHelp(argparse.Action):
    """Shows the help of ``serve`` and the settings; these take a while to import, and no other command needs them."""

    def __init__(self, option_strings: Sequence[str], dest: str, **named: Any) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, **named)

    def __call__(self, parser: argparse.ArgumentParser, *arguments: object) -> None:
        from api.settings import listing

        parser.epilog = "environment:\n" + "\n".join(f"  {line}" for line in listing())
        parser.print_help()
        parser.exit()


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is too few; it takes 1 or more")
    return number


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parsed = argparse.ArgumentParser(
        prog="minpact", description="Build, serve and ask the graph of critical-minerals cooperation."
    )
    commands = parsed.add_subparsers(dest="command", required=True, metavar="COMMAND")

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

    serve = commands.add_parser(
        "serve",
        add_help=False,
        help="serve the newest build, or an N-Quads file",
        description="Serve the newest build, or an N-Quads file, until a signal comes.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument("-h", "--help", action=ServeHelp, help="show this help message, with all settings, and exit")
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
    query.add_argument("--json", action="store_true", help="the whole answer as JSON; the same as --format json")
    query.add_argument("--format", choices=WRITTEN, default="text", help="form of the answer (default: text)")
    query.add_argument("--lang", default="en", help="language of labels and remarks: en, ja or hi (default: en)")
    query.add_argument("--limit", help="rows of a page (default: all)")
    query.add_argument("--cursor", default="", help="`next` or `previous` of a page, for the one after or before it")
    query.add_argument("--confidence", default="", help="least confidence of every fact in a row: high, medium or low")

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
    return parsed
