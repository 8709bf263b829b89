"""HTTP to a SPARQL endpoint: who asks, how often, for how long, and how much is read.

Redirects are not followed, so that neither credentials nor queries go anywhere but to the address that was
given. Certificates are checked against those that the system trusts. Whatever an endpoint does, an answer
ends: at a time, counted over all of it, and at a size, counted once it is unpacked.

Sources:
    - HTTP Semantics, RFC 9110, sections 8.4 (Content-Encoding), 10.2.3 (Retry-After) and 15.5, 15.6 (status)
    - Wikimedia user-agent policy (https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy)
"""

from __future__ import annotations

import contextlib
import datetime
import email.utils
import os
import re
import tempfile
import time
import urllib.parse
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Final, cast

import httpcore
import httpx

from diplograph import __version__
from diplograph.base.errors import QueryError, RemoteError
from diplograph.base.messages import counted, message
from diplograph.sparql.connection import Deadline, transport_to
from diplograph.sparql.credentials import Reader, credentials

_IN_MEMORY: Final = 1 << 24  # what is longer is kept in a temporary file
_LATER: Final = {429, 503}
_TRIES: Final = 5
_PARTIAL: Final = 206
_BLOCK: Final = 1 << 20  # bytes that are unpacked at a time
_OF_A_FAILURE: Final = 1 << 16  # bytes that are read of what a failure says
_PACKED: Final = {"gzip", "x-gzip", "deflate"}
_GZIP_OR_ZLIB: Final = 47  # the window of zlib that reads both
_LONGEST_WAIT: Final = 10  # digits of a number of seconds: some 300 years
_USERINFO: Final = re.compile(r"//[^/?#]*@")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an endpoint answered, whole; its body is to be closed, as by ``with``.

    Attributes:
        status: The status, which is one of success where `send` returns the answer.
        reason: The status in words.
        headers: All headers; their names are compared without case.
        body: The bytes, from their start.
        size: How many they are.
    """

    status: int
    reason: str
    headers: httpx.Headers
    body: IO[bytes]
    size: int

    @property
    def content_type(self) -> str:
        """The media type, without parameters."""
        return str(self.headers.get("Content-Type", "text/plain")).partition(";")[0].strip().lower()

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.body.close()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an endpoint, how much to read, and what to risk.

    Attributes:
        timeout: Seconds for one answer, from the look-up of the name to the last byte.
        total: Seconds that may be spent waiting before asking again.
        most_bytes: How many bytes an answer may have, unpacked.
        in_clear: Whether credentials may go by http to another machine.
        sleep: What waits.
        say: Called before each wait, with its seconds.
    """

    timeout: float = 60.0
    total: float = 180.0
    most_bytes: int = 1_000_000_000
    in_clear: bool = False
    sleep: Callable[[float], None] = time.sleep
    say: Callable[[float], None] = lambda _: None


def user_agent() -> str:
    """Return the program and its home page, and the contact in ``DIPLOGRAPH_CONTACT``, if any.

    Example:
        >>> user_agent().startswith("diplograph/")
        True
    """
    contact = " ".join(os.environ.get("DIPLOGRAPH_CONTACT", "").split())
    who = "; ".join(filter(None, ("https://w3id.org/diplograph", contact)))
    return f"diplograph/{__version__} ({who}) SPARQLWrapper/2"


def check_url(url: str) -> None:
    """Check that an address is one of HTTP without a password in it.

    Raises:
        QueryError: It is not.
    """
    try:
        parts = urllib.parse.urlsplit(url)
        parts.port  # noqa: B018 - raises on a port that is no number
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise QueryError(message("error.no-address", reason=error)) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError(message("error.endpoint-address"))
    if "@" in parts.netloc:
        raise QueryError(message("error.credentials-in-address"))


def send(
    url: str,
    patience: Patience,
    *,
    headers: Mapping[str, str] | None = None,
    form: Sequence[tuple[str, str]] | None = None,
    data: bytes | None = None,
) -> Answer:
    """Send a request, again if the endpoint is busy, and read the whole answer.

    An answer of 429 or 503 is asked for again, up to five times: after the seconds or at the time that
    ``Retry-After`` says, or else after 1, 2, 4 and 8 seconds.

    Args:
        url: The address.
        patience: How long to wait.
        headers: What to send besides credentials and the name of the program.
        form: Fields to POST as a form.
        data: Bytes to POST instead. Without either, the request is a GET.

    Raises:
        QueryError: The endpoint says that the query is wrong.
        RemoteError: It cannot be reached, takes too long, refuses, or breaks off.
    """
    sent = {"User-Agent": user_agent(), "Accept": "*/*", **(headers or {})}
    if form is not None:
        data = urllib.parse.urlencode(form).encode()
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    method = "GET" if data is None else "POST"
    # No compressed answer is asked for: one that ends early would be taken for whole.
    encoded = {name.encode(): text.encode() for name, text in sent.items()}
    request = httpx.Request(method, url, headers=encoded, content=data)
    reader = credentials(request, in_clear=patience.in_clear)
    waited = 0.0
    for attempt in range(_TRIES):
        answer = _once(request, reader, patience)
        if answer.status < 300 and answer.status != _PARTIAL:
            return answer
        with answer:
            if answer.status not in _LATER or attempt == _TRIES - 1:
                raise _failure(answer)
            wait = _retry_after(answer.headers.get("Retry-After"), 2.0**attempt)
        if waited + wait > patience.total:
            raise RemoteError(message("error.come-back", time=counted("seconds", round(wait))))
        waited += wait
        patience.say(wait)
        patience.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _once(request: httpx.Request, reader: Reader | None, patience: Patience) -> Answer:
    """Send a request, again with credentials if it is answered by a challenge, and read the answer."""
    deadline = Deadline(patience.timeout)
    try:
        with transport_to(request.url, deadline) as transport:
            answer = _answer(transport, request, patience)
            if answer.status == 401 and reader is not None:
                with answer:
                    asked = reader.answers(request, answer.headers.get_list("WWW-Authenticate"))
                if asked is not None:
                    answer = _answer(transport, asked, patience)
            return answer
    except (httpx.TimeoutException, httpcore.TimeoutException):
        raise too_slow(patience.timeout) from None
    except (httpx.ConnectError, httpx.ProxyError) as error:
        raise RemoteError(message("error.unreachable", reason=one_line(str(error)))) from None
    except zlib.error as error:
        raise RemoteError(message("error.malformed-answer", reason=error)) from None
    except httpx.HTTPError:
        raise RemoteError(message("error.broke-off")) from None


def _answer(transport: httpx.BaseTransport, request: httpx.Request, patience: Patience) -> Answer:
    """Read one answer; of a failure, only the beginning."""
    response = transport.handle_request(request)
    with contextlib.closing(response):
        body, size = _read(response, patience)
    return Answer(response.status_code, one_line(response.reason_phrase), response.headers, body, size)


def _read(response: httpx.Response, patience: Patience) -> tuple[IO[bytes], int]:
    """Read an answer to its end; httpx raises where that is missing."""
    is_failure = response.status_code >= 300
    body = cast("IO[bytes]", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the caller closes it
    size = 0
    try:
        for block in _unpacked(response):
            size += len(block)
            if is_failure and size > _OF_A_FAILURE:
                break
            if size > patience.most_bytes:
                raise too_long(patience)
            body.write(block)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body, size


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """Yield the bytes of an answer in blocks of bounded size, however well they are packed.

    None is asked to be packed, but some are.
    """
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in ("", "identity"):
        yield from response.iter_raw()
        return
    if coding not in _PACKED:
        raise RemoteError(message("error.unknown-coding", coding=one_line(coding)))
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    for block in response.iter_raw():
        while block and not unpacker.eof:
            yield unpacker.decompress(block, _BLOCK)
            block = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise RemoteError(message("error.broke-off"))


def too_long(patience: Patience) -> RemoteError:
    """Return the failure of an endpoint that answers with more than it may."""
    return RemoteError(message("error.answer-too-long", megabytes=f"{patience.most_bytes / 1e6:g}"))


def too_slow(timeout: float) -> RemoteError:
    """Return the failure of an endpoint that takes longer than so many seconds."""
    return RemoteError(message("error.too-slow", time=counted("seconds", timeout)))


def _retry_after(value: str | None, otherwise: float) -> float:
    """Read seconds or a date."""
    if value is None:
        return otherwise
    value = value.strip()
    if value.isascii() and value.isdigit():
        digits = value.lstrip("0") or "0"
        return float(digits if len(digits) <= _LONGEST_WAIT else "9" * _LONGEST_WAIT)
    try:
        date = email.utils.parsedate_to_datetime(value)
        if date.tzinfo is None:  # "-0000", a time of which nobody says where
            date = date.replace(tzinfo=datetime.UTC)
        return max(0.0, (date - datetime.datetime.now(datetime.UTC)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return otherwise


def _failure(answer: Answer) -> RemoteError | QueryError:
    """Return what a status means."""
    status = answer.status
    if status == 400:
        return QueryError(message("error.query-refused", reason=_reason(answer)), status=status)
    if status in (401, 403):
        failure = message("error.no-access", status=status)
    elif status == 404:
        failure = message("error.no-endpoint", status=status)
    elif status in _LATER:
        failure = message("error.busy", status=status)
    elif status == _PARTIAL:
        failure = message("error.broke-off")
    elif status < 400:
        where = _USERINFO.sub("//", one_line(answer.headers.get("Location", "elsewhere")))
        failure = message("error.moved", status=status, where=where)
    else:
        failure = message("error.failed", status=status, reason=_reason(answer))
    return RemoteError(failure, status=status)


def _reason(answer: Answer) -> str:
    """Return the first words of a failure, where they are text for people."""
    body = answer.body.read(2000).decode("utf-8", "replace")
    if answer.content_type in ("text/html", "application/xhtml+xml"):
        return answer.reason
    return one_line(body) or answer.reason


def one_line(text: str) -> str:
    """Make one short line of a foreign text, with nothing that could steer a terminal."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 200 else line[:199] + "…"
