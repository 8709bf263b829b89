"""An endpoint that does as it is told: answers well, badly, late, or not at all."""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JSON = "application/sparql-results+json"
ROWS = '{"head":{"vars":["n"]},"results":{"bindings":[%s]}}'


def row(number: int) -> str:
    """Return a row of JSON results."""
    datatype = "http://www.w3.org/2001/XMLSchema#integer"
    return f'{{"n":{{"type":"literal","value":"{number}","datatype":"{datatype}"}}}}'


@dataclass
class Said:
    """A request as the endpoint got it."""

    headers: dict[str, str]
    form: dict[str, list[str]]


@dataclass
class Faulty:
    """The endpoint: its address, what it was asked, and what it does next.

    Each of ``steps`` answers one request; the last one answers all that follow.
    """

    url: str = ""
    asked: list[Said] = field(default_factory=list)
    steps: list[Callable[[BaseHTTPRequestHandler, Said], None]] = field(default_factory=list)


def answer(
    body: str | bytes, content_type: str = JSON, status: int = 200, **headers: str
) -> Callable[[BaseHTTPRequestHandler, Said], None]:
    """Make a step that answers so; an underscore in the name of a header is a hyphen."""
    data = body.encode() if isinstance(body, str) else body
    length = headers.pop("length", str(len(data)))

    def step(handler: BaseHTTPRequestHandler, _: Said) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", length)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return step


def drip(seconds: float) -> Callable[[BaseHTTPRequestHandler, Said], None]:
    """Make a step that answers a byte at a time."""

    def step(handler: BaseHTTPRequestHandler, _: Said) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)

    return step


def broken_chunk(handler: BaseHTTPRequestHandler, _: Said) -> None:
    """Announce a chunk and close before its end."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"400\r\n" + ROWS.encode()[:20])


@contextlib.contextmanager
def endpoint(
    *steps: Callable[[BaseHTTPRequestHandler, Said], None], tls: ssl.SSLContext | None = None
) -> Iterator[Faulty]:
    """Run an endpoint on a free port of the loopback, encrypted where ``tls`` is given."""
    faulty = Faulty(steps=list(steps))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            said = Said(dict(self.headers.items()), urllib.parse.parse_qs(body, keep_blank_values=True))
            faulty.asked.append(said)
            step = faulty.steps.pop(0) if len(faulty.steps) > 1 else faulty.steps[0]
            self.close_connection = True
            with contextlib.suppress(OSError):  # the client may have gone
                step(self, said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    address = f"https://localhost:{server.server_port}" if tls else f"http://127.0.0.1:{server.server_port}"
    faulty.url = f"{address}/sparql"
    try:
        yield faulty
    finally:
        server.shutdown()
        server.server_close()
