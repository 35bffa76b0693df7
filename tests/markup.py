"""What a test looks for in the markup of a page."""

from __future__ import annotations

import re
from typing import Final

OURS: Final = re.compile(r'<script (?:type="module" )?src="[^"<>]*/static/app/[a-z]+\.js\?v=[0-9a-f]{12}"></script>')


def foreign_scripts(page: str) -> list[str]:
    """Beginnings of scripts in a page that are not files of this server.

    >>> foreign_scripts('<script src="/static/app/map.js?v=0123456789ab"></script> <script>alert(1)</script>')
    ['<script>alert(1)</script>']
    """
    return re.findall(r"<script.{0,40}", OURS.sub("", page), re.DOTALL | re.IGNORECASE)
