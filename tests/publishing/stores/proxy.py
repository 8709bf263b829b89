"""A proxy before a real store that fails as it is told: cuts, refuses, hangs, drops triples, lies."""

from __future__ import annotations

import contextlib
import http.client
import socket
import struct
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol


@dataclass(frozen=True)
class Request:
    """A request before its body is read.

    Attributes:
        path: The path and query.
        length: The length of the body.
        before: How many bytes have been uploaded before it.
    """

    path: str
    length: int
    before: int

    @property
    def is_upload(self) -> bool:
        """Whether it brings data by the Graph Store Protocol."""
        return "graph=" in self.path


class Action(Protocol):
    """What the proxy does with a request."""

    def __call__(self, handler: Handler, request: Request) -> None: ...


@dataclass
class Proxy:
    """The proxy.

    Attributes:
        url: Its address, without a path.
        backend: Host and port of the store.
        plan: What to do with a request; None passes it on.
        uploaded: How many bytes of uploads it got.
        asked: The paths and headers of all requests.
    """

    url: str
    backend: str
    plan: Callable[[Request], Action | None] = lambda _: None
    uploaded: int = 0
    asked: list[Request] = field(default_factory=list)

    def at(self, url: str) -> str:
        """Return an address of the store as one of the proxy."""
        return self.url + urllib.parse.urlsplit(url).path


class Handler(BaseHTTPRequestHandler):
    """Passes one request on, or does what the plan says."""

    proxy: Proxy

    def do_GET(self) -> None:
        self._do()

    def do_POST(self) -> None:
        self._do()

    def _do(self) -> None:
        proxy = self.proxy
        request = Request(self.path, int(self.headers.get("Content-Length", 0)), proxy.uploaded)
        proxy.asked.append(request)
        if request.is_upload:
            proxy.uploaded += request.length
        self.close_connection = True
        action = proxy.plan(request) or forward()
        with contextlib.suppress(OSError):  # the client may have gone
            action(self, request)

    def pass_on(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(self.proxy.backend, timeout=60)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("content-length", "connection")}
        connection.request(self.command, self.path, body or None, headers)
        response = connection.getresponse()
        answer = response.status, response.getheaders(), response.read()
        connection.close()
        return answer

    def answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def reset(self) -> None:
        """Close so that the client sees a connection reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *_: object) -> None:
        pass


def forward(
    change: Callable[[bytes], bytes] = lambda body: body, answer: Callable[[bytes], bytes] = lambda body: body
) -> Action:
    """Pass a request on, its body or its answer changed."""

    def act(handler: Handler, request: Request) -> None:
        status, headers, body = handler.pass_on(change(handler.rfile.read(request.length)))
        handler.answer(status, headers, answer(body))

    return act


def cut(bytes_: int) -> Action:
    """Pass on so many bytes of the body, and cut both connections."""

    def act(handler: Handler, request: Request) -> None:
        part = handler.rfile.read(min(bytes_, request.length))
        host, port = handler.proxy.backend.split(":")
        with socket.create_connection((host, int(port))) as store:
            lines = [f"{handler.command} {handler.path} HTTP/1.1"]
            lines += [f"{name}: {value}" for name, value in handler.headers.items()]
            store.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + part)
        handler.reset()

    return act


def lose_answer(handler: Handler, request: Request) -> None:
    """Pass a request on, and cut before its answer, unless that asks for credentials."""
    answer = handler.pass_on(handler.rfile.read(request.length))
    if answer[0] == 401:
        handler.answer(*answer)
    else:
        handler.reset()


def refuse(status: int, body: str = "", content_type: str = "text/plain", **headers: str) -> Action:
    """Answer so, and pass nothing on."""

    def act(handler: Handler, request: Request) -> None:
        handler.rfile.read(request.length)
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        handler.answer(status, [("Content-Type", content_type), *named], body.encode())

    return act


def hang(handler: Handler, request: Request) -> None:
    """Say nothing, for longer than the tests wait."""
    time.sleep(3)


@contextlib.contextmanager
def proxy(url: str) -> Iterator[Proxy]:
    """Run a proxy before the store at an address."""
    running = Proxy("", urllib.parse.urlsplit(url).netloc)
    handler = type("Bound", (Handler,), {"proxy": running})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    running.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
