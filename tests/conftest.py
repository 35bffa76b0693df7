"""What every test leans on, and how to choose what a test stands on.

*Take the smallest thing that shows it.* A few lines of Turtle inside the test beat a file; a file beats a shared
fixture. What several tests need is the world in ``tests/world``: invented, small enough to know by heart, read once
and only read. The real facts have tests of their own in ``tests/data``, which say what must be true of them; no other
test breaks when a fact is added.

*Run the real part.* The engine, the validator and the reasoners are quick enough on the world, so nothing is mocked.
What has to be made to fail (a reader that dies, a file that is cut short) is made to fail for real.

*Mirror the rooms.* ``graph/store.py`` is tested in ``tests/graph/test_store.py``. ``tests/house`` tests what belongs
to no module: floors, exports, packaging.

*Say what a test needs by its marker.* ``java``, ``server``, ``browser`` and ``slow`` can be left out with ``-m``
while working; all of them run in ``make test``.

*Stay on this machine.* No test may reach the network, and only those marked ``server`` or ``browser`` may use the
loopback interface. A hook of the interpreter enforces it: it sees every use of Python's sockets, a library's too. It
does not see sockets that compiled code opens by itself, nor other processes; where such code could leave the machine
(a ``SERVICE`` in a query), that is a test of its own.
"""

from __future__ import annotations

import dataclasses
import fcntl
import hashlib
import ipaddress
import logging
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from graph.build import Inputs, build, is_current

ROOT = Path(__file__).parent.parent
WORLD = ROOT / "tests" / "world" / "data"
SERVING_MARKERS = ("server", "browser")
ADDRESS_AT = {
    "socket.bind": 1,
    "socket.connect": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyaddr": 0,
    "socket.gethostbyname": 0,
    "socket.sendmsg": 1,
    "socket.sendto": 1,
}


class NetworkBarred(RuntimeError):
    """A test used the network, or the loopback interface without a marker that says so."""


class Barrier:
    """Audit hook that lets sockets reach nothing but, for some tests, the loopback interface.

    An audit hook can never be taken away again, so there is one for the whole run, and it is opened and closed.
    """

    def __init__(self) -> None:
        self.is_loopback_open = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        position = ADDRESS_AT.get(event)
        if position is None:
            return
        address = arguments[position]
        # A string or bytes is the path of a Unix socket, except where a name is looked up; None is a connected socket.
        if position == 1:
            if not isinstance(address, tuple):
                return
            address = address[0]
        if not (self.is_loopback_open and is_loopback(address)):
            raise NetworkBarred(f"{event} to {address!r} is barred; mark a test that serves with `server`")


def is_loopback(host: object) -> bool:
    """Whether a host name or address stands for this machine alone; the empty host stands for all interfaces.

    >>> [is_loopback(host) for host in ("127.0.0.1", b"localhost", "::1", "0.0.0.0", "", "example.org", None)]
    [True, True, True, False, False, False, False]
    """
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if not isinstance(name, str):
        return False
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


barrier = Barrier()
sys.addaudithook(barrier)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Open the loopback interface for a test that serves, its fixtures included."""
    barrier.is_loopback_open = any(item.get_closest_marker(marker) for marker in SERVING_MARKERS)
    try:
        return (yield)
    finally:
        barrier.is_loopback_open = False


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Take back what a command set for the log of its process, which would write to where the test listened."""
    root = logging.getLogger()
    level, handlers = root.level, [*root.handlers]
    yield
    root.setLevel(level)
    for handler in [*root.handlers]:
        if handler not in handlers:
            root.removeHandler(handler)


@pytest.fixture
def listener() -> Iterator[tuple[int, Callable[[], int]]]:
    """A port on the loopback interface, and how often anybody has connected to it but the test itself."""
    seen: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        done = threading.Event()

        def accept() -> None:
            while not done.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    seen.append(connection.recv(100))

        thread = threading.Thread(target=accept)
        thread.start()
        port = listening.getsockname()[1]

        def connections() -> int:
            with socket.create_connection(("127.0.0.1", port)) as probe:
                probe.sendall(b"probe")
            for _ in range(100):
                if b"probe" in seen:
                    break
                time.sleep(0.02)
            assert b"probe" in seen, "the listener would not have noticed"
            return sum(data != b"probe" for data in seen)

        yield port, connections
        done.set()
        thread.join()


def built_once(config: pytest.Config, factory: pytest.TempPathFactory, name: str, inputs: Inputs) -> Path:
    """Folder of a build that all processes of all test runs share: the first that needs it makes it, the others wait.

    It stays in pytest's cache until what it is made from changes, or the program that makes it; without the cache each
    process makes its own.
    """
    cache = getattr(config, "cache", None)
    home = cache.mkdir(name) if cache is not None else factory.mktemp(name)
    folder = home / program()
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for other in home.iterdir():
            if other.is_dir() and other != folder:
                shutil.rmtree(other)
        if not is_current(inputs, folder):
            build(inputs, folder, kept=1)
    return folder


def program() -> str:
    """Digest of all that a build is made by."""
    found = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted((ROOT / "graph").rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


@pytest.fixture(scope="session")
def world_build(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of builds that holds one, of the invented world."""
    inputs = dataclasses.replace(Inputs.default(), data=WORLD, base=WORLD)
    return built_once(pytestconfig, tmp_path_factory, "world-build", inputs)


@pytest.fixture(scope="session")
def record_build(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of builds that holds one, of the real record."""
    return built_once(pytestconfig, tmp_path_factory, "record-build", Inputs.default())
