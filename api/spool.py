"""Where an answer gathers on its way from a reader: in memory while it is small, in a nameless file when it is not.

So the server's memory stays bounded however long answers are, and a client still gets a whole answer or an error: the
last byte is there before the first one leaves.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

__all__ = ["IN_MEMORY", "Answer", "Spool"]

#: Bytes of an answer that are held in memory.
IN_MEMORY: Final = 1 << 20
PART: Final = 1 << 18


class Answer:
    """A whole answer: its media type, its bytes, how many they are, and their SHA-256 when they lie in a file."""

    __slots__ = ("_body", "_callbacks", "_file", "_holders", "digest", "media_type", "size")

    def __init__(
        self, media_type: str, body: bytes, file: BinaryIO | None = None, size: int | None = None, digest: str = ""
    ) -> None:
        self.media_type = media_type
        self._body = body
        self._file = file
        self._holders = 1
        self._callbacks: list[Callable[[], None]] = []
        self.size = len(body) if size is None else size
        self.digest = digest

    @property
    def is_spooled(self) -> bool:
        """Whether the bytes lie in a file, which is gone when it is closed."""
        return self._file is not None

    @property
    def body(self) -> bytes:
        """All bytes at once, for an answer that is known to be small or that has to be read as a whole."""
        return b"".join(self.parts()) if self._file else self._body

    def parts(self) -> Iterator[bytes]:
        """The bytes from the first, part by part."""
        if self._file is None:
            yield self._body
            return
        # By position, since several may read at once.
        begun = 0
        while part := os.pread(self._file.fileno(), PART, begun):
            yield part
            begun += len(part)

    def share(self, holders: int) -> None:
        """Say how many hold the answer, each of whom closes it; at none the file goes."""
        self._holders = holders + 1
        self.close()

    def when_gone(self, call: Callable[[], None]) -> None:
        """Call this once when the file goes, from whatever thread closes it."""
        self._callbacks.append(call)

    def __del__(self) -> None:
        # An answer that was read as a whole may have no holder who closes it.
        self._drop()

    def close(self) -> None:
        """Let go of the file, for one holder; it is gone with the last."""
        self._holders -= 1
        if self._holders < 1:
            self._drop()

    def _drop(self) -> None:
        if self._file is not None:
            self._file.close()
            while self._callbacks:
                self._callbacks.pop()()


class Spool:
    """Takes an answer piece by piece."""

    __slots__ = ("_digest", "_file", "_pieces", "_size")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0
        self._file: BinaryIO | None = None
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Take the next bytes; raises ``OSError`` when there is no room for a file."""
        self._size += len(piece)
        if self._file is None:
            self._pieces.append(piece)
            if self._size <= IN_MEMORY:
                return
            # Unbuffered: pieces are large, and what is not yet written would be memory again.
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it lives as long as the answer
            gathered, self._pieces = self._pieces, []
        else:
            gathered = [piece]
        for each in gathered:
            self._digest.update(each)
            _write_all(self._file, each)

    def finish(self, media_type: str) -> Answer:
        """The whole answer."""
        if self._file is None:
            body = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
            return Answer(media_type, body)
        return Answer(media_type, b"", self._file, self._size, self._digest.hexdigest())

    def discard(self) -> None:
        """Let go of what was gathered."""
        self._pieces = []
        if self._file is not None:
            self._file.close()


def _write_all(file: BinaryIO, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]
