"""Whatever an endpoint does, an answer ends in time and at a size, and credentials go nowhere else."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import re
import resource
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplograph.base.errors import DiplographError, QueryError, RemoteError
from diplograph.sparql.transport import Patience, send
from sparql.hostile import HEAD, Script, drip, flood, hostile, once, silence

GOOD = HEAD + b"Content-Length: 2\r\n\r\nok"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DIPLOGRAPH_USER", "DIPLOGRAPH_PASSWORD", "DIPLOGRAPH_TOKEN", "DIPLOGRAPH_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def fetch(url: str, *, timeout: float = 5, most: int = 1_000_000, data: bytes = b"q", **more: Any) -> bytes:
    patience = Patience(timeout=timeout, most_bytes=most, sleep=lambda _: None, **more)
    with send(url, patience, data=data) as answer:
        return answer.body.read()


SLOW: dict[str, Script] = {
    "nothing": silence,
    "status line": drip(b"", b"H"),
    "headers": drip(HEAD, b"X: y\r\n"),
    "one header": drip(HEAD + b"X: ", b"y"),
    "100 continue": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": drip(HEAD + b"Content-Length: 9999\r\n\r\n", b" "),
    "body without a length": drip(HEAD + b"\r\n", b" "),
    "chunks": drip(CHUNKED, b"1\r\n \r\n"),
    "extension of a chunk": drip(CHUNKED + b"1;", b"x"),
    "trailers": drip(CHUNKED + b"0\r\n", b"X: y\r\n"),
    "body of a failure": drip(b"HTTP/1.1 500 No\r\nContent-Length: 9999\r\n\r\n", b" "),
    "body of a redirect": drip(b"HTTP/1.1 302 No\r\nLocation: /x\r\nContent-Length: 9999\r\n\r\n", b" "),
    "body of a challenge": drip(
        b'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 9999\r\n\r\n', b" "
    ),
    "body of a busy one": drip(b"HTTP/1.1 503 No\r\nContent-Length: 9999\r\n\r\n", b" "),
    "packed body": drip(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\0"),
}


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=() if what in ("headers", "body", "100 continue") else pytest.mark.slow)
        for what in SLOW
    ],
)
def test_whatever_drips_ends_in_time(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    begun = time.monotonic()
    with (
        hostile(SLOW[what]) as server,
        pytest.raises(RemoteError, match=r"took longer than 0\.2 seconds|not well-formed"),
    ):
        fetch(server.url, timeout=0.2)
    assert time.monotonic() - begun < 1


def test_server_that_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = time.monotonic()
    with hostile(silence, reads=False) as server, pytest.raises(RemoteError, match="took longer than"):
        fetch(server.url, timeout=0.2, data=b"x" * 20_000_000)
    assert time.monotonic() - begun < 1


def test_server_that_takes_in_a_little_now_and_then() -> None:
    def sip(connection: Any) -> Any:
        while connection.recv(5000):
            time.sleep(0.05)
            yield b""

    begun = time.monotonic()
    with hostile(sip, reads=False) as server, pytest.raises(RemoteError, match="took longer than"):
        fetch(server.url, timeout=0.3, data=b"x" * 20_000_000)
    assert time.monotonic() - begun < 1.5


BOMB = gzip.compress(b"\0" * 30_000_000, 1)
ENDLESS: dict[str, Script] = {
    "body": flood(HEAD + b"\r\n", b" " * 65536),
    "chunks": flood(CHUNKED, b"10000\r\n" + b" " * 65536 + b"\r\n"),
    "packed": once(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB),
    "a failure": flood(b"HTTP/1.1 500 Full\r\n\r\n", b" " * 65536),
    "a packed failure": once(
        b"HTTP/1.1 500 Full\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB
    ),
    "a packed challenge": once(
        b'HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Encoding: gzip\r\n'
        b"Content-Length: %d\r\n\r\n" % len(BOMB) + BOMB
    ),
    "headers": flood(HEAD, b"X: " + b"y" * 8000 + b"\r\n"),
    "packed twice": once(HEAD + b"Content-Encoding: gzip, gzip\r\n\r\n" + gzip.compress(BOMB)),
    "packed otherwise": once(HEAD + b"Content-Encoding: br\r\n\r\n" + BOMB[:100]),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_whatever_has_no_end_is_cut_off(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    tracemalloc.start()
    try:
        with hostile(ENDLESS[what]) as server, pytest.raises(RemoteError) as caught:
            fetch(server.url)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    expected = {
        "a failure": "Full",
        "a packed failure": "Full",
        "a packed challenge": "refuses access",
        "headers": "broke off",
        "packed twice": "packed in an unknown way: gzip, gzip",
        "packed otherwise": "packed in an unknown way: br",
    }
    assert expected.get(what, "longer than 1 MB (--max-answer takes more)") in str(caught.value)


ODD = {
    "a packed answer that ends early": (
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 999)[:-9],
        "broke off",
    ),
    "a packed answer that is not": (HEAD + b"Content-Encoding: gzip\r\n\r\nplain text", "not well-formed"),
    "a part": (b"HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\n\r\nx", "broke off"),
    "a length that is none": (HEAD + b"Content-Length: ten\r\n\r\nx", "broke off"),
    "two lengths": (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx", "broke off"),
    "an unknown transfer": (HEAD + b"Transfer-Encoding: gzip\r\n\r\nx", "broke off"),
    "a chunk that is none": (CHUNKED + b"zz\r\n", "broke off"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "broke off"),
    "nothing": (b"", "broke off"),
    "a redirect to nowhere": (
        b"HTTP/1.1 302 Go\r\nLocation: http://[::bad\x1b[31m/\xff\r\nContent-Length: 0\r\n\r\n",
        "has moved",
    ),
    "a redirect with a password": (
        b"HTTP/1.1 302 Go\r\nLocation: https://kg:geheim@example.org/\r\nContent-Length: 0\r\n\r\n",
        "to https://example.org/:",
    ),
    "a redirect without a place": (b"HTTP/1.1 302 Go\r\nContent-Length: 0\r\n\r\n", "to elsewhere"),
}


@pytest.mark.parametrize("what", ODD)
def test_odd_answer_is_one_line(what: str) -> None:
    data, expected = ODD[what]
    with hostile(once(data)) as server, pytest.raises(RemoteError, match=expected) as caught:
        fetch(server.url)
    assert str(caught.value).isprintable()
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "inf",
        "nan",
        "-1",
        "1e999",
        "",
        "٣",
        "9" * 5000,
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "Mon, 99 Foo",
        "0x10",
    ],
)
def test_odd_retry_after(value: str) -> None:
    busy = f"HTTP/1.1 503 Busy\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n".encode()
    with hostile(once(busy)) as server, pytest.raises(RemoteError, match=r"come back in|still too busy"):
        fetch(server.url)


def test_proxy_is_not_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine is called; a token meant for it would go to the proxy in clear."""
    monkeypatch.setenv("DIPLOGRAPH_TOKEN", "secret")
    with hostile(once(GOOD)) as proxy, hostile(once(GOOD)) as server:
        for name in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        for host in ("127.0.0.1", "localhost", "LOCALHOST.", "127.3.2.1", "[::ffff:127.0.0.1]"):
            with contextlib.suppress(RemoteError):  # a machine may have no such address
                fetch(server.url.replace("127.0.0.1", host))
        assert proxy.heard == []
        assert len(server.heard) >= 2
        monkeypatch.delenv("DIPLOGRAPH_TOKEN")
        assert fetch("http://data.example/sparql") == b"ok"
        assert proxy.heard[0].startswith(b"POST http://data.example/sparql HTTP/1.1")
        monkeypatch.setenv("no_proxy", "data.example")
        with pytest.raises(RemoteError, match="cannot be reached"):
            fetch("http://data.example/sparql")
        assert len(proxy.heard) == 1


@pytest.mark.parametrize(
    "proxy", ["gopher://kg:geheim@h/", "http://kg:geheim@h:port", "socks5://kg:geheim@h"]
)
def test_proxy_that_cannot_be_used(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(DiplographError) as caught:
        fetch("http://data.example/sparql")
    assert "geheim" not in str(caught.value)


def challenged(challenge: str) -> Script:
    head = f"HTTP/1.1 401 Who\r\nWWW-Authenticate: {challenge}\r\nContent-Length: 0\r\n\r\n".encode()
    return once(head)


@pytest.mark.parametrize(
    "challenge",
    [
        "Digest",
        "Digest realm",
        'Digest realm="r"',
        'Digest nonce="n"',
        'Digest realm="r", nonce="n", algorithm=ROT13',
        'Digest realm="r", nonce="n", qop="auth-int"',
        'Digest realm="r", nonce="n", qop=""',
        'Digest realm="r, nonce="n"',
        'Digest realm="r", nonce="n',
        'Digest realm="\x1b]0;x", nonce="n"',
        "Digest =, ,=",
    ],
)
def test_challenge_that_cannot_be_answered(challenge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    with (
        hostile(challenged(challenge)) as server,
        pytest.raises(RemoteError, match=r"in an unknown way|broke off"),
    ):
        fetch(server.url)
    assert len(server.heard) == 1


@pytest.mark.parametrize(
    "challenge", ["", "Negotiate", "Bearer", "=", "Basic", 'Digest r="', 'مرحبا realm="x"']
)
def test_challenge_of_another_kind(challenge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    with hostile(challenged(challenge)) as server, pytest.raises(RemoteError) as caught:
        fetch(server.url)
    assert caught.value.exit_code == 3


def authorization(request: bytes) -> str:
    (line,) = re.findall(rb"(?im)^authorization: (.*)\r$", request)
    return line.decode("ascii")  # nothing else is sent


def test_arabic_name_and_password_by_basic(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7617, section 2.1: in UTF-8."""
    monkeypatch.setenv("DIPLOGRAPH_USER", "قارئ")
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", "سرّ")
    with hostile(challenged('Basic realm="x", charset="UTF-8"')) as server, pytest.raises(RemoteError):
        fetch(server.url)
    sent = authorization(server.heard[1]).removeprefix("Basic ")
    assert base64.b64decode(sent).decode() == "قارئ:سرّ"


def test_arabic_name_and_password_by_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 7616, sections 3.4.1 to 3.4.4: hashed in UTF-8, the name in the extended notation."""
    monkeypatch.setenv("DIPLOGRAPH_USER", "قارئ")
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", "سرّ")
    asked = 'Digest realm="r \\"x\\"", nonce="n", qop="auth, auth-int", algorithm=SHA-256, charset=UTF-8'
    with hostile(challenged(asked)) as server, pytest.raises(RemoteError, match=r"refuses access \(401\)"):
        fetch(server.url)
    sent = authorization(server.heard[1])
    assert "username*=UTF-8''%D9%82%D8%A7%D8%B1%D8%A6," in sent
    assert 'realm="r \\"x\\""' in sent
    fields = dict(re.findall(r'(\w+)="?([^",]*)', sent))

    def h(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    first, second = h('قارئ:r "x":سرّ'), h("POST:/sparql")
    assert fields["response"] == h(f"{first}:n:{fields['nc']}:{fields['cnonce']}:auth:{second}")


def test_digest_beside_others_in_one_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    asked = 'Negotiate, Basic realm="a, b", Digest realm="r", nonce="n"'
    with hostile(challenged(asked)) as server, pytest.raises(RemoteError):
        fetch(server.url)
    assert authorization(server.heard[1]).startswith('Digest username="kg"')


def test_name_with_a_colon_by_basic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "a:b")
    with hostile(challenged('Basic realm="x"')) as server, pytest.raises(QueryError, match="colon"):
        fetch(server.url)


def test_credentials_go_in_clear_only_if_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """By another name of the loopback, which is not known to be it."""
    for name, value in (("DIPLOGRAPH_TOKEN", "t"), ("DIPLOGRAPH_USER", "kg")):
        monkeypatch.setenv(name, value)
        for challenge in ('Basic realm="x"', 'Digest realm="x", nonce="n"'):
            with hostile(challenged(challenge)) as server:
                url = server.url.replace("127.0.0.1", "127.1")
                with pytest.raises(QueryError, match="https only"):
                    fetch(url)
                assert not any(b"uthorization" in request for request in server.heard)
                with pytest.raises(RemoteError):
                    fetch(url, in_clear=True)
                assert authorization(server.heard[-1])
        monkeypatch.delenv(name)


HEADERS = st.dictionaries(
    st.sampled_from(
        [
            b"Retry-After",
            b"WWW-Authenticate",
            b"Content-Type",
            b"Content-Encoding",
            b"Content-Length",
            b"Transfer-Encoding",
            b"Location",
            b"Link",
            b"Set-Cookie",
            b"Connection",
            b"X-SPARQL-MaxRows",
        ]
    ),
    st.one_of(
        st.binary(max_size=40).map(lambda value: value.replace(b"\n", b"")),
        st.sampled_from(
            [b"gzip", b"chunked", b"0", b"-1", b"Digest ", b'Digest realm="x", nonce="', b"Basic"]
        ),
        st.tuples(st.just(b"Digest "), st.text(', =" \\realmnonceqop', max_size=40).map(str.encode)).map(
            b"".join
        ),
    ),
)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([200, 204, 206, 302, 400, 401, 403, 429, 500, 503]), HEADERS, st.binary(max_size=60))
def test_any_headers_and_body_give_an_answer_or_a_failure(
    status: int, headers: dict[bytes, bytes], body: bytes
) -> None:
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers.items())
    data = b"HTTP/1.1 %d X\r\n%s\r\n%s" % (status, lines, body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIPLOGRAPH_USER", "قارئ")
        with hostile(once(data)) as server:
            failure: DiplographError | None = None
            try:
                fetch(server.url)
            except DiplographError as error:
                failure = error
        assert failure is None or str(failure).isprintable()
        assert failure is None or isinstance(failure, RemoteError) or status in (400, 401)


@pytest.mark.slow
def test_large_answer_takes_no_memory() -> None:
    """200 MB are kept in a file."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    body = b" " * 1_000_000

    def script(_: Any) -> Any:
        yield HEAD + b"Content-Length: 200000000\r\n\r\n"
        for _ in range(200):
            yield body

    with hostile(script) as server:
        patience = Patience(timeout=60)
        with send(server.url, patience, data=b"q") as answer:
            assert answer.size == 200_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
