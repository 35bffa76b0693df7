"""Reads what tools for tables send: JSON within a form or an address, bounded and told apart before it is asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from fastapi import Request

from api.bodies import is_coded, read_body
from api.deps import query_pairs, read_form
from api.problems import TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, Problem
from graph.cards import LANGUAGES
from graph.errors import BadParameter
from graph.search import MAX_LENGTH

__all__ = [
    "BATCH_BYTES",
    "MOST_IDS",
    "MOST_QUERIES",
    "check_once",
    "read_count",
    "read_extension",
    "read_language",
    "read_pairs",
    "read_queries",
]

FORM: Final = "application/x-www-form-urlencoded"
#: Bytes of a batch as it is sent, percent-encoding included.
BATCH_BYTES: Final = 1 << 20
MOST_QUERIES: Final = 100
MOST_IDS: Final = 1000
#: Candidates of one query; properties of one query or extension; values of one property.
MOST_RESULTS: Final = 100
MOST_PROPERTIES: Final = 50
MOST_VALUES: Final = 20
#: So much of a wrong value is told back.
SHOWN: Final = 80


async def read_pairs(request: Request) -> list[tuple[str, str]]:
    """The parameters of the address and, of a POST, those of the form; 413 past the cap, 415 for what is no form."""
    pairs = query_pairs(request)
    if request.method != "POST":
        return pairs
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM or is_coded(request):
        raise Problem(
            UNSUPPORTED_MEDIA_TYPE,
            f"A body of type {kind or '(none)'} is not read here.",
            f"Send {FORM}, in UTF-8, without content coding.",
            headers={"Accept-Post": FORM},
        )
    body = await read_body(request, BATCH_BYTES, "A batch", "Send smaller batches.")
    return [*pairs, *read_form(body, "form")]


def _too_large(detail: str, cap: int) -> Problem:
    return Problem(TOO_LARGE, detail, "Send smaller batches.", members={"cap": cap})


def read_queries(text: str) -> dict[str, dict[str, Any]]:
    """A batch of reconciliation queries as a reader takes them.

    Raises ``BadParameter`` for what is no such batch, and 413 for one of more queries than are taken. A text longer
    than any name is cut, since a cell may hold anything and must not spoil the batch.

    >>> read_queries('{"q0": {"query": "India", "type": "Country", "limit": 3}}')
    {'q0': {'text': 'India', 'types': ['Country'], 'properties': [], 'limit': 3}}
    """
    batch = _read_json("queries", text)
    if not isinstance(batch, dict):
        raise BadParameter("queries", text[:SHOWN], 'a JSON object of queries, such as {"q0": {"query": "India"}}')
    if len(batch) > MOST_QUERIES:
        raise _too_large(f"A batch may have {MOST_QUERIES} queries; this one has {len(batch)}.", MOST_QUERIES)
    return {name: _read_query(name, query) for name, query in batch.items()}


def _read_query(name: str, query: Any) -> dict[str, Any]:
    if not isinstance(query, dict) or not ("query" in query or query.get("properties")):
        raise BadParameter("queries", f"{name}: {query}"[:SHOWN], "queries that have `query` or `properties`")
    text = query.get("query", "")
    if not isinstance(text, str):
        raise BadParameter("queries", f"{name}: {text}"[:SHOWN], "text as `query`")
    types = query.get("type") or []
    named = [_identify(name, each) for each in (types if isinstance(types, list) else [types])]
    properties = query.get("properties") or []
    if not isinstance(properties, list) or len(properties) > MOST_PROPERTIES:
        raise BadParameter("queries", f"{name}: properties", f"a list of at most {MOST_PROPERTIES} properties")
    return {
        "text": text.strip()[:MAX_LENGTH],
        "types": named[:MOST_PROPERTIES],
        "properties": [_read_property(name, each) for each in properties],
        "limit": _read_limit("queries", name, query.get("limit"), 1),
    }


def _identify(name: str, given: Any) -> str:
    identifier = given.get("id") if isinstance(given, dict) else given
    if not isinstance(identifier, str):
        raise BadParameter("queries", f"{name}: {given}"[:SHOWN], "ids as text")
    return identifier[:MAX_LENGTH]


def _read_property(name: str, given: Any) -> tuple[str, list[str]]:
    if not isinstance(given, dict) or not isinstance(given.get("pid"), str) or "v" not in given:
        raise BadParameter("queries", f"{name}: {given}"[:SHOWN], "properties that have `pid` and `v`")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    return given["pid"][:MAX_LENGTH], [_read_value(name, each) for each in values[:MOST_VALUES]]


def _read_value(name: str, given: Any) -> str:
    if isinstance(given, dict):
        return _identify(name, given)
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, str | int | float):
        return str(given)[:MAX_LENGTH]
    raise BadParameter("queries", f"{name}: {given}"[:SHOWN], "text, a number, a boolean or an object with an `id`")


def _read_limit(parameter: str, name: str, given: Any, least: int) -> int:
    """A limit; 0 where none is given."""
    if given is None:
        return 0
    if isinstance(given, str) and given.strip().isdecimal() and len(given) < MOST_VALUES:
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int | float) or not least <= given < float("inf"):
        raise BadParameter(parameter, f"{name}: {given}"[:SHOWN], f"a limit of {least} or more")
    return min(int(given), MOST_RESULTS) if least else int(min(given, MOST_IDS))


def read_extension(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str, int], ...]]:
    """Ids and properties (with language and limit) of a data extension query; raises ``BadParameter``.

    >>> read_extension('{"ids": ["actor/india"], "properties": [{"id": "code", "settings": {"limit": "2"}}]}')
    (('actor/india',), (('code', '', 2),))
    """
    query = _read_json("extend", text)
    ids = query.get("ids") if isinstance(query, dict) else None
    properties = query.get("properties") if isinstance(query, dict) else None
    if not isinstance(ids, list) or not isinstance(properties, list) or not all(isinstance(each, str) for each in ids):
        raise BadParameter("extend", text[:SHOWN], "a JSON object with `ids` and `properties`, both lists")
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise _too_large(f"At most {MOST_IDS} ids and {MOST_PROPERTIES} properties are taken.", MOST_IDS)
    return tuple(ids), tuple(_read_column(each) for each in properties)


def _read_column(given: Any) -> tuple[str, str, int]:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise BadParameter("extend", str(given)[:SHOWN], "properties that have an `id`")
    settings = given.get("settings") or {}
    if not isinstance(settings, dict):
        raise BadParameter("extend", str(settings)[:SHOWN], "settings as an object")
    language = settings.get("lang") or ""
    if language and language not in LANGUAGES:
        raise BadParameter("extend", f"lang {language}"[:SHOWN], f"one of {', '.join(LANGUAGES)}")
    return given["id"][:MAX_LENGTH], language, _read_limit("extend", given["id"], settings.get("limit") or None, 0)


def _read_json(parameter: str, text: str) -> Any:
    """JSON that can be written again as UTF-8, which a lone surrogate cannot."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadParameter(parameter, text[:SHOWN], "JSON in UTF-8") from error
    return found


def check_once(pairs: Sequence[tuple[str, str]], *names: str) -> None:
    """Refuse parameters of which only one can be meant and that were sent twice: raises ``BadParameter``."""
    for name in names:
        values = [value for each, value in pairs if each == name]
        if len(values) > 1:
            raise BadParameter(name, values[1], "one value; it was sent twice")


def read_language(pairs: Sequence[tuple[str, str]]) -> str:
    """The language asked for; English when none is.

    >>> read_language([("lang", "ja")]), read_language([])
    ('ja', 'en')
    """
    language = dict(pairs).get("lang") or LANGUAGES[0]
    if language not in LANGUAGES:
        raise BadParameter("lang", language[:SHOWN], f"one of {', '.join(LANGUAGES)}")
    return language


def read_count(pairs: Sequence[tuple[str, str]], name: str, usual: int, least: int, most: int) -> int:
    """A whole number within bounds, or the usual one when it is left out; raises ``BadParameter``.

    >>> read_count([("limit", "5")], "limit", 10, 1, 50), read_count([], "limit", 10, 1, 50)
    (5, 10)
    """
    text = dict(pairs).get(name) or str(usual)
    if not (text.isascii() and text.isdecimal() and len(text) < len(str(most)) + 4 and least <= int(text) <= most):
        raise BadParameter(name, text[:SHOWN], f"a whole number from {least} to {most}")
    return int(text)
