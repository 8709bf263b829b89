"""Servers that mean no good: they send what bytes they are told to, at what pace, and keep what they were sent."""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

Script = Callable[[socket.socket], Iterable[bytes]]
"""What a server does with a connection: the pieces that it sends."""

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"


@dataclass
class Hostile:
    """A running server.

    Attributes:
        port: Where it listens, at the loopback.
        heard: What each connection has sent, as far as it was read.
    """

    port: int
    heard: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address of an endpoint there."""
        return f"http://127.0.0.1:{self.port}/sparql"


def once(data: bytes) -> Script:
    """Send bytes once the request is there."""
    return lambda _: [data]


def drip(start: bytes, piece: bytes) -> Script:
    """Send a start, and then a piece every 20 ms, for longer than a test waits."""

    def script(_: socket.socket) -> Iterator[bytes]:
        yield start
        for _ in range(400):
            time.sleep(0.02)
            yield piece

    return script


def flood(start: bytes, piece: bytes) -> Script:
    """Send a start, and then a piece again and again, as fast as it goes."""
    return lambda _: itertools.chain([start], itertools.repeat(piece))


def silence(_: socket.socket) -> Iterator[bytes]:
    """Send nothing, for longer than a test waits."""
    time.sleep(5)
    yield b""


@contextlib.contextmanager
def hostile(script: Script, *, reads: bool = True, answers: int | None = None) -> Iterator[Hostile]:
    """Run a server on a free port of the loopback.

    Args:
        script: What it does with each connection.
        reads: Whether it reads the request before.
        answers: How many connections it takes; all by default.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    server = Hostile(listener.getsockname()[1])
    gone = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            if reads:
                server.heard.append(_request(connection))
            for piece in script(connection):
                if gone.is_set():
                    return
                connection.sendall(piece)

    def listen() -> None:
        for _ in itertools.count() if answers is None else range(answers):
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield server
    finally:
        gone.set()
        listener.close()


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and (block := connection.recv(65536)):
        data += block
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [
        line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    ]
    while lengths and len(body) < int(lengths[0]) and (block := connection.recv(65536)):
        body += block
    return head + b"\r\n\r\n" + body
