"""A server that sends what it is told, byte for byte, to whoever sends it a request."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from bench.connections import HOST

__all__ = ["Script", "scripted"]

#: What to send for a request, part by part, and whether to close then; ``None`` as a part is a pause of 50 ms.
Script = Callable[[bytes], tuple[list[bytes | None], bool]]


@contextlib.asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[int]:
    """Serve by a script; gives the port."""

    served: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            is_last = False
            while not is_last:
                parts, is_last = script(await reader.readuntil(b"\r\n\r\n"))
                for part in parts:
                    if part is None:
                        await asyncio.sleep(0.05)
                    else:
                        writer.write(part)
                        await writer.drain()

    def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.add(asyncio.create_task(talk(reader, writer)))

    async with await asyncio.start_server(serve, HOST, 0) as server:
        yield int(server.sockets[0].getsockname()[1])
    for task in served:
        task.cancel()
    await asyncio.gather(*served, return_exceptions=True)
    await asyncio.sleep(0)  # the transports close in the next turn of the loop
