"""Connections that end in time: a deadline for all that happens on one, from the look-up of its name on.

The timeouts of httpx are for one read or write each, so that a server which sends a byte now and then holds
a client for ever. Here each step has only the time that is left.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import httpcore
import httpx

from diplograph.base.errors import QueryError
from diplograph.base.messages import message

_LIMITS: Final = httpx.Limits(max_keepalive_connections=0)
"""No connection is used twice: a store may close one at any time, and a POST must not go twice."""
_PIECE: Final = 4096  # bytes that are sent before the time is looked at again


class Deadline:
    """A moment by which all must be done.

    Args:
        seconds: How far away it is.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            httpcore.ReadTimeout: None are.
        """
        if (left := self._end - time.monotonic()) <= 0:
            raise httpcore.ReadTimeout
        return left


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, by its name or address alone.

    Example:
        >>> [is_loopback(host) for host in ("localhost", "127.0.0.53", "::1", "::ffff:127.0.0.1", "127.1")]
        [True, True, True, True, False]
    """
    if host.lower().removesuffix(".") == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def transport_to(url: httpx.URL, deadline: Deadline) -> httpx.HTTPTransport:
    """Return what carries requests to an address until a deadline: straight, or by a proxy.

    The proxy is the one that ``http_proxy``, ``https_proxy`` or ``all_proxy`` names. There is none for this
    machine, nor for the hosts in ``no_proxy``: what is meant for them, such as a password, goes nowhere else.

    Raises:
        QueryError: The proxy cannot be used.
    """
    try:
        transport = httpx.HTTPTransport(verify=_trusted(), limits=_LIMITS, proxy=_proxy(url))
    except (ValueError, ImportError, httpx.InvalidURL):  # the text may quote the proxy's password
        raise QueryError(message("error.proxy")) from None
    # httpx has no parameter for it.
    transport._pool._network_backend = _Backend(deadline)
    return transport


@cache
def _trusted() -> ssl.SSLContext:
    """Return what checks certificates, against those that the system trusts, not those that httpx brings."""
    return ssl.create_default_context()


def _proxy(url: httpx.URL) -> str | None:
    if is_loopback(url.host):
        return None
    host = url.host if url.port is None else f"{url.host}:{url.port}"
    if urllib.request.proxy_bypass(host):
        return None
    proxies = urllib.request.getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


class _Backend(httpcore.NetworkBackend):
    """Opens connections that have a deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Try the addresses of a host one after the other."""
        failure: httpcore.ConnectError | None = None
        for address in _addresses(host, port, self._deadline):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(), local_address, socket_options
                )
            except httpcore.ConnectError as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure or httpcore.ConnectError("the name has no address")


def _addresses(host: str, port: int, deadline: Deadline) -> list[str]:
    """Look a name up, in a thread: nothing else ends a look-up in time."""
    found: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put(list(dict.fromkeys(str(row[4][0]) for row in rows)))
        except (OSError, UnicodeError) as error:
            found.put(error if isinstance(error, OSError) else OSError("the name of the host is no name"))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        result = found.get(timeout=deadline.left())
    except queue.Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(result, OSError):
        raise httpcore.ConnectError(str(result))
    return result


class _Stream(httpcore.NetworkStream):
    """A connection of which each step has the time that is left."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all bytes, a piece at a time: whoever takes them in slowly is not waited for longer."""
        view = memoryview(buffer)
        for start in range(0, len(view), _PIECE):
            self._inner.write(bytes(view[start : start + _PIECE]), self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Encrypt the connection."""
        stream = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._inner.get_extra_info(info)
