"""Credentials as the specifications compose them; what is sent over the wire is in `test_transport`."""

from __future__ import annotations

import hashlib
import secrets

import httpx
import pytest

from diplograph.sparql.credentials import Reader


def test_digest_of_the_example_of_the_specification(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 2617, section 3.5."""
    monkeypatch.setattr(secrets, "token_hex", lambda _: "0a4f113b")
    asked = (
        'Digest realm="testrealm@host.com", qop="auth,auth-int", '
        'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"'
    )
    request = httpx.Request("GET", "http://localhost/dir/index.html")
    answer = Reader(b"Mufasa", b"Circle Of Life", is_safe=True).answers(request, [asked])
    assert answer is not None
    assert 'response="6629fae49393a05397450978507c4ef1"' in answer.headers["Authorization"]


def test_name_that_is_sent_as_its_hash() -> None:
    """RFC 7616, section 3.4.4."""
    asked = 'Digest realm="r", qop="auth", algorithm=SHA-512-256, nonce="n", userhash=true'
    request = httpx.Request("GET", "http://localhost/")
    answer = Reader("قارئ".encode(), b"p", is_safe=True).answers(request, [asked])
    assert answer is not None
    hashed = hashlib.new("sha512_256", "قارئ:r".encode()).hexdigest()
    assert f'username="{hashed}", userhash=true' in answer.headers["Authorization"]
