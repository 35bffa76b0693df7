"""The log: one line an event on standard error, as JSON for programs or as ``key=value`` for people.

Whatever a client sends, a line stays one line: text is written in ASCII, with control characters and all that is not
ASCII escaped, so that nobody can forge an entry or speak to the terminal of whoever reads it. The server and the
processes that it starts write the same form; they share one standard error.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from json.encoder import encode_basestring_ascii as quote
from typing import Final

__all__ = ["Lines", "configure", "configure_child", "event", "is_json"]

#: What needs no quotes in ``key=value``.
PLAIN: Final = re.compile(r"[\w./:,+*%~@-]+", re.ASCII)

Value = str | int | float


class Lines(logging.Formatter):
    """A record as one line: when, how grave, of which module, what, and the fields of an :func:`event`."""

    def __init__(self, *, is_json: bool) -> None:
        super().__init__()
        self.is_json = is_json

    def format(self, record: logging.LogRecord) -> str:
        instant = datetime.fromtimestamp(record.created, UTC)
        fields: dict[str, Value] = {
            "time": f"{instant:%Y-%m-%dT%H:%M:%S}.{instant.microsecond // 1000:03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return write_json(fields) if self.is_json else write_text(fields)


def write_json(fields: Mapping[str, Value]) -> str:
    r"""Fields as a JSON object in ASCII.

    >>> print(write_json({"path": "/x\n\x1b[31m", "status": 200}))
    {"path":"/x\n\u001b[31m","status":200}
    """
    written = [f"{quote(name)}:{quote(value) if isinstance(value, str) else value}" for name, value in fields.items()]
    return "{" + ",".join(written) + "}"


def write_text(fields: Mapping[str, Value]) -> str:
    r"""Fields as ``key=value``, in quotes and ASCII where a value is more than a word.

    >>> print(write_text({"message": "it failed", "path": "/x\n", "status": 200}))
    message="it failed" path="/x\n" status=200
    """
    return " ".join(
        f"{name}={value if not isinstance(value, str) or PLAIN.fullmatch(value) else quote(value)}"
        for name, value in fields.items()
    )


def event(logger: logging.Logger, message: str, fields: Mapping[str, Value], level: int = logging.INFO) -> None:
    """Log an event with fields; quicker than ``logger.info``, which looks for the line of code that called it."""
    if logger.isEnabledFor(level):
        record = logging.LogRecord(logger.name, level, "", 0, message, None, None)
        record.fields = fields
        logger.handle(record)


def is_json(form: str) -> bool:
    """Whether a form is JSON: the one chosen, else what suits whoever reads standard error."""
    return form == "json" or (not form and not sys.stderr.isatty())


def configure(level: str = "info", form: str = "") -> None:
    """Have this process write its log to standard error, from a level on; see :func:`is_json` for the form."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines(is_json=is_json(form)))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)


def configure_child() -> None:
    """The same in a process that the server starts, which inherits what the operator set."""
    level, form = (os.environ.get(f"MINPACT_LOG_{name}", "").strip().lower() for name in ("LEVEL", "FORMAT"))
    configure(level if level.upper() in logging.getLevelNamesMapping() else "info", form)
