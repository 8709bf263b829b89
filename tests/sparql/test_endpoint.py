"""Endpoints: what is sent, how failures are told, and that nothing half is taken for whole."""

from __future__ import annotations

import base64
import datetime
import email.utils
import gzip
import io
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from diplograph.base.errors import QueryError, RemoteError
from diplograph.base.names import BASE
from diplograph.sparql.answers import Rows
from diplograph.sparql.endpoint import Endpoint
from diplograph.sparql.transport import Patience
from servers import free_port, oxigraph, virtuoso
from sparql.faulty import JSON, ROWS, answer, broken_chunk, drip, endpoint, row

SELECT = "SELECT ?n { ?s ?p ?n } ORDER BY ?n"
GOOD = answer(ROWS % row(1))


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DIPLOGRAPH_USER", "DIPLOGRAPH_PASSWORD", "DIPLOGRAPH_TOKEN", "DIPLOGRAPH_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def at(
    url: str,
    *,
    timeout: float = 5,
    page: int | None = None,
    waits: list[float] | None = None,
    in_clear: bool = False,
) -> Endpoint:
    waited = [] if waits is None else waits
    patience = Patience(timeout=timeout, total=60, sleep=waited.append, in_clear=in_clear)
    return Endpoint(url, base=BASE, patience=patience, page=page)


def numbers(result: Any) -> list[int]:
    assert isinstance(result, Rows)
    return [int(row[0].value) for row in result.rows]


def test_query_goes_by_form_with_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_CONTACT", "someone@example.org")
    with endpoint(GOOD) as server:
        assert numbers(at(server.url).ask(SELECT)) == [1]
    (said,) = server.asked
    assert said.form == {"query": [SELECT]}
    assert said.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "application/sparql-results+json" in said.headers["Accept"]
    agent = said.headers["User-Agent"]
    assert agent.startswith("diplograph/")
    assert "(https://w3id.org/diplograph; someone@example.org)" in agent
    assert "Authorization" not in said.headers


def test_prefixes_of_the_project_are_declared() -> None:
    yes = answer('{"head":{},"boolean":true}')
    with endpoint(yes) as server:
        assert at(server.url).ask("ASK { ?visit a dg:Visit }") is True
    assert (
        server.asked[-1].form["query"][0].startswith("PREFIX dg: <https://w3id.org/diplograph/ontology#> ASK")
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (ROWS % row(1), "answers an ASK query with rows"),
        ('{"head":{"vars":["__ASK_RETVAL"]},"results":{"bindings":[{"__ASK_RETVAL":', "is not well-formed"),
    ],
)
def test_wrong_answer_to_ask_is_a_failure_of_the_remote_side(given: str, message: str) -> None:
    with endpoint(answer(given)) as server, pytest.raises(RemoteError, match=message):
        at(server.url).ask("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([answer("<html>Welcome</html>", "text/html")], "answers with text/html, not with results"),
        ([answer("{}", "application/octet-stream")], "answers with application/octet-stream"),
        ([answer('{"head":{"vars":["n"]},"results":{"bindings":[{"n":')], "is not well-formed"),
        ([answer("{}")], "is not well-formed"),
        ([answer((ROWS % row(1))[:40], length="400")], "broke off in the middle"),
        ([broken_chunk], "broke off in the middle"),
        ([answer("", status=500)], r"failed \(500\): Internal Server Error"),
        ([answer("<html>long page</html>", "text/html", 502)], r"failed \(502\): Bad Gateway"),
        ([answer("disk\x1b[31m full", "text/plain", 500)], r"failed \(500\): disk \[31m full"),
        ([answer("", status=401)], r"refuses access \(401\): check DIPLOGRAPH_USER"),
        ([answer("", status=403)], r"refuses access \(403\)"),
        ([answer("", status=404)], "no endpoint at that address"),
        (
            [answer("", status=302, Location="https://elsewhere.example/x")],
            r"has moved \(302\) to https://else",
        ),
        ([answer("", status=503)], r"still too busy \(503\)"),
        ([answer('{"head":{},"boolean":true}')], "answers a SELECT query with yes or no"),
        ([drip(5)], "took longer than 0.3 seconds"),
    ],
)
def test_failure_is_one_line_with_exit_code_3(steps: list[Any], message: str) -> None:
    with endpoint(*steps) as server, pytest.raises(RemoteError, match=message) as caught:
        at(server.url, timeout=0.3 if "longer" in message else 5).ask(SELECT)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


NESTED_JSON = '{"type":"triple","value":{"subject":' * 50_000
NESTED_TURTLE = "<a:a> <a:b> " + "<<( <a:a> <a:b> " * 50_000 + "<a:a>" + " )>>" * 50_000 + " ."
EXPANDING = (
    '<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>\n<rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
)
CUT = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Bag rdf:about="a:a"/>'


@pytest.mark.parametrize(
    ("form", "body", "type_", "message"),
    [
        ("SELECT", ROWS % ('{"n":' + NESTED_JSON), JSON, "triples within triples"),
        ("SELECT", ROWS % ("[" * 100_000), JSON, "not well-formed"),
        ("SELECT", ROWS % '{"n":{"type":"literal","value":%s}}' % ("9" * 5_000), JSON, "not well-formed"),
        ("SELECT", ROWS % '{"n":{"type":"literal","value":"\\ud800"}}', JSON, "not well-formed"),
        (
            "SELECT",
            (ROWS % '{"n":{"type":"literal","value":"x"}}').replace("x", "\udcff"),
            JSON,
            "not well-formed",
        ),
        ("SELECT", ROWS % '{"n":{"type":"uri","value":"a:b> } ; DROP ALL #"}}', JSON, "not well-formed"),
        ("SELECT", "", JSON, "not well-formed"),
        ("SELECT", "<html>Log in</html>", "text/html; charset=x-none", "answers with text/html"),
        ("SELECT", "<sparql", "application/sparql-results+xml", "not well-formed"),
        ("CONSTRUCT", NESTED_TURTLE, "text/turtle", "triples within triples"),
        ("CONSTRUCT", EXPANDING, "application/rdf+xml", "entity b"),
        ("CONSTRUCT", CUT, "application/rdf+xml", "not well-formed"),
        ("CONSTRUCT", "<a:a> <a:b> <a:\u202e", "text/turtle", "not well-formed"),
    ],
)
def test_hostile_body_is_one_line(form: str, body: str, type_: str, message: str) -> None:
    query = SELECT if form == "SELECT" else "CONSTRUCT WHERE { ?s ?p ?o }"
    given = answer(body.encode("utf-8", "surrogateescape"), type_)
    with endpoint(given) as server, pytest.raises(RemoteError, match=message) as caught:
        at(server.url).ask(query)
    assert str(caught.value).isprintable()


def test_pages_that_do_not_end() -> None:
    more = answer(ROWS % f"{row(1)},{row(2)}", X_SPARQL_MaxRows="2")
    with endpoint(more) as server, pytest.raises(RemoteError, match="ignores LIMIT and OFFSET"):
        at(server.url).ask(SELECT)
    all_rows = answer(ROWS % ",".join(map(row, range(30))))
    with endpoint(all_rows) as server, pytest.raises(RemoteError, match="ignores LIMIT and OFFSET"):
        at(server.url, page=10).ask(SELECT)


def test_wrong_query_is_an_error_of_the_query() -> None:
    refused = answer("syntax error at 'x'", "text/plain", 400)
    with (
        endpoint(refused) as server,
        pytest.raises(QueryError, match="does not accept the query: syntax error"),
    ):
        at(server.url).ask(SELECT)


def test_endpoint_that_is_down() -> None:
    with pytest.raises(RemoteError, match="cannot be reached"):
        at(f"http://127.0.0.1:{free_port()}/sparql").ask(SELECT)


@pytest.mark.parametrize(
    "update", ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a> <b> <c> }", "", "CLEAR ALL"]
)
def test_nothing_but_a_query_is_sent(update: str) -> None:
    with endpoint(GOOD) as server, pytest.raises(QueryError, match="is no SELECT, ASK"):
        at(server.url).ask(update)
    assert server.asked == []


def test_busy_endpoint_is_asked_again_when_it_says() -> None:
    soon = email.utils.format_datetime(
        datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30), usegmt=True
    )
    waits: list[float] = []
    busy = [
        answer("", status=429, Retry_After="7"),
        answer("", status=503, Retry_After=soon),
        answer("", status=503),
    ]
    with endpoint(*busy, GOOD) as server:
        assert numbers(at(server.url, waits=waits).ask(SELECT)) == [1]
    assert waits[0] == 7
    assert 20 < waits[1] <= 30
    assert waits[2] == 4  # by itself it waits 1, 2, 4 and 8 seconds
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("after", "wait"),
    [("\u00b2", 1), ("soon", 1), ("-5", 1), ("", 1), ("Wed, 25 Nov 1998 08:00:00 -0000", 0), (" 3 ", 3)],
)
def test_odd_retry_after(after: str, wait: float) -> None:
    waits: list[float] = []
    with endpoint(answer("", status=503, Retry_After=after), GOOD) as server:
        assert numbers(at(server.url, waits=waits).ask(SELECT)) == [1]
    assert waits == [wait]


def test_endpoint_that_asks_for_too_much_patience() -> None:
    with endpoint(answer("", status=429, Retry_After="3600")) as server:
        with pytest.raises(RemoteError, match="come back in 3,600 seconds"):
            at(server.url).ask(SELECT)
        assert len(server.asked) == 1


def test_page_after_page() -> None:
    def give(handler: Any, said: Any) -> None:
        words = said.form["query"][0].split()
        limit, start = int(words[-3]), int(words[-1])
        rows = ",".join(row(n) for n in range(start, min(start + limit, 25)))
        answer(ROWS % rows)(handler, said)

    with endpoint(give) as server:
        assert numbers(at(server.url, page=10).ask(SELECT)) == list(range(25))
        assert len(server.asked) == 3
        with pytest.raises(RemoteError, match="needs ORDER BY to be paged"):
            at(server.url, page=10).ask("SELECT ?n { ?s ?p ?n }")


def test_cut_answer_is_paged_or_refused() -> None:
    def give(handler: Any, said: Any) -> None:
        words = said.form["query"][0].split()
        start = int(words[-1]) if "OFFSET" in words else 0
        rows = ",".join(row(n) for n in range(start, min(start + 10, 25)))
        more = {"X_SPARQL_MaxRows": "10"} if start + 10 < 25 else {}
        answer(ROWS % rows, **more)(handler, said)

    with endpoint(give) as server:
        assert numbers(at(server.url).ask(SELECT)) == list(range(25))
        with pytest.raises(RemoteError, match="needs ORDER BY"):
            at(server.url).ask("SELECT ?n { ?s ?p ?n }")
        with pytest.raises(RemoteError, match="gives no more than 10 rows"):
            at(server.url).stream(SELECT, ox.QueryResultsFormat.CSV, io.BytesIO())


def test_stream_writes_what_is_read() -> None:
    out = io.BytesIO()
    with endpoint(answer(ROWS % ",".join(map(row, range(3))))) as server:
        at(server.url).stream(SELECT, ox.QueryResultsFormat.TSV, out)
    assert out.getvalue() == b"?n\n0\n1\n2\n"


def demands(check: Callable[[str], bool], challenge: str) -> Callable[[Any, Any], None]:
    """Make a step that answers well only where the credentials are right."""

    def step(handler: Any, said: Any) -> None:
        if check(said.headers.get("Authorization", "")):
            GOOD(handler, said)
        else:
            answer("", status=401, WWW_Authenticate=challenge)(handler, said)

    return step


BASIC = demands(lambda said: said == "Basic " + base64.b64encode(b"kg:secret").decode(), 'Basic realm="r"')
DIGEST = demands(
    lambda said: said.startswith("Digest ") and 'username="kg"' in said and "secret" not in said,
    'Digest realm="r", nonce="abc", qop="auth", algorithm=MD5',
)


@pytest.mark.parametrize("step", [BASIC, DIGEST], ids=["basic", "digest"])
def test_password_from_the_environment(step: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", "secret")
    with endpoint(step) as server:
        assert numbers(at(server.url).ask(SELECT)) == [1]
    assert "Authorization" not in server.asked[0].headers  # only once it is asked for


def test_password_from_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login kg password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with endpoint(BASIC) as server:
        assert numbers(at(server.url).ask(SELECT)) == [1]
    netrc.write_text("machine 127.0.0.1 login kg pasword secret\n", encoding="utf-8")
    with endpoint(GOOD) as server, pytest.raises(QueryError, match=r"\.netrc:.* netrc file") as caught:
        at(server.url).ask(SELECT)
    assert "secret" not in str(caught.value)


def test_bearer_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_TOKEN", "abc.def")
    with endpoint(demands(lambda said: said == "Bearer abc.def", "Bearer")) as server:
        assert numbers(at(server.url).ask(SELECT)) == [1]
    with pytest.raises(QueryError, match="over https only"):
        at("http://example.org/sparql").ask(SELECT)
    monkeypatch.setenv("DIPLOGRAPH_TOKEN", "abc\ndef")
    with pytest.raises(QueryError, match="a character that a token cannot have"):
        at("https://example.org/sparql").ask(SELECT)


def test_expired_credential_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", "expired")
    with endpoint(BASIC) as server, pytest.raises(RemoteError, match=r"refuses access \(401\)") as caught:
        at(server.url).ask(SELECT)
    assert "expired" not in str(caught.value)


def test_password_is_not_sent_in_clear_over_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless that is allowed; by another name of the loopback, which is none that is known to be it."""
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", "secret")
    with endpoint(BASIC) as server:
        url = server.url.replace("127.0.0.1", "127.1")
        with pytest.raises(QueryError, match="over https only"):
            at(url).ask(SELECT)
        assert all("Authorization" not in said.headers for said in server.asked)
        assert numbers(at(url, in_clear=True).ask(SELECT)) == [1]


@pytest.mark.parametrize(
    "challenge",
    [
        "Digest realm",
        'Digest realm="r"',
        'Digest realm="r", nonce="n", algorithm=ROT13',
        'Digest realm="r", nonce="n", qop="x"',
    ],
)
def test_challenge_that_cannot_be_read(challenge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_USER", "kg")
    with (
        endpoint(demands(lambda _: False, challenge)) as server,
        pytest.raises(RemoteError, match="asks for credentials in an unknown way"),
    ):
        at(server.url).ask(SELECT)


def test_contact_in_any_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_CONTACT", "مكتبة\r\nالإسكندرية")
    with endpoint(GOOD) as server:
        assert numbers(at(server.url).ask(SELECT)) == [1]
    agent = server.asked[0].headers["User-Agent"].encode("latin-1").decode()
    assert "مكتبة الإسكندرية" in agent


def test_compressed_answer() -> None:
    """It is read, and not asked for: a stream that ends early would not be noticed."""
    packed = gzip.compress((ROWS % row(7)).encode())
    with endpoint(answer(packed, Content_Encoding="gzip")) as server:
        assert numbers(at(server.url).ask(SELECT)) == [7]
    assert "Accept-Encoding" not in server.asked[0].headers


def test_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl: apt install openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-days",
        "2",
    ]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with endpoint(GOOD, tls=context) as server:
        with pytest.raises(RemoteError, match=r"cannot be reached: .*certificate"):
            at(server.url).ask(SELECT)
        assert server.asked == []


def test_redirect_does_not_take_credentials_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_TOKEN", "abc")
    with endpoint(GOOD) as other, endpoint(answer("", status=307, Location=other.url)) as server:
        with pytest.raises(RemoteError, match="has moved"):
            at(server.url).ask(SELECT)
        assert other.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "example.org/sparql",
        "",
        "http://",
        "http://example.org:port/",
        "http://kg:pw@h/",
    ],
)
def test_unusable_address(url: str) -> None:
    with pytest.raises(QueryError) as caught:
        at(url)
    assert "pw" not in str(caught.value)


def test_graphs_outside_the_default_graph_are_named(built: Any, tmp_path: Path) -> None:
    """An Oxigraph server keeps named graphs out of its default graph; the questions need no other form."""
    with oxigraph(tmp_path / "server", built.graph_file) as server:
        endpoint_ = at(server.query)
        assert endpoint_.ask("ASK { ?visit a dg:Visit }") is True
        counted = endpoint_.ask("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?visit a dg:Visit } }")
        assert numbers(counted)[0] >= 1
        triples = endpoint_.ask("CONSTRUCT WHERE { ?s dg:hostState ?o }")
        assert isinstance(triples, tuple)
        assert triples


def test_store_without_a_graph_of_ours_says_so(tmp_path: Path) -> None:
    with (
        oxigraph(tmp_path / "server") as server,
        pytest.raises(RemoteError, match="holds no graph of diplograph"),
    ):
        at(server.query).ask("ASK { ?visit a dg:Visit }")


@pytest.mark.slow
def test_virtuoso_asks_for_digest(built: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with virtuoso(tmp_path / "server", built.graph_file) as server:
        with pytest.raises(RemoteError, match="refuses access"):
            at(server.update).ask(SELECT)
        monkeypatch.setenv("DIPLOGRAPH_USER", server.user)
        monkeypatch.setenv("DIPLOGRAPH_PASSWORD", server.password)
        found = at(server.update).ask("SELECT (COUNT(?v) AS ?n) { ?v a dg:Visit }")
        assert numbers(found) == [17]
        assert at(server.update).ask("ASK { ?v a dg:Visit }") is True
        assert at(server.update).ask("ASK { ?v a dg:Visit ; a dg:State }") is False


@pytest.mark.slow
def test_virtuoso_that_cuts_its_answers_is_paged(built: Any, tmp_path: Path) -> None:
    with virtuoso(tmp_path / "server", built.graph_file, most_rows=500) as server:
        everything = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER ( STRENDS( STR(?g), '/evidence' ) ) } ORDER BY ?s ?p ?o"
        found = at(server.query).ask(everything)
        with oxigraph(tmp_path / "other", built.graph_file) as other:
            wanted = at(other.query).ask(everything)
    assert isinstance(found, Rows)
    assert isinstance(wanted, Rows)
    assert len(found.rows) == len(wanted.rows) > 1000
    assert len(set(found.rows)) == len(found.rows)


def test_no_question_goes_out_before_its_graphs_are_known() -> None:
    """Many threads ask at once, while the list of graphs is slow to come: none asks all graphs instead."""
    graph = f"{BASE}graph/facts/x"
    listed = answer(
        f'{{"head":{{"vars":["g"]}},"results":{{"bindings":[{{"g":{{"type":"uri","value":"{graph}"}}}}]}}}}'
    )
    yes = answer('{"head":{},"boolean":true}')

    def step(handler: Any, said: Any) -> None:
        query = said.form["query"][0]
        if "?g" in query:
            time.sleep(0.3)
        (yes if query.startswith("ASK") else listed if "?g" in query else GOOD)(handler, said)

    with endpoint(step) as remote:
        asked = Endpoint(remote.url, base=BASE, graphs=lambda iri: iri == graph)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(asked.ask, ["SELECT ?n { ?s dg:value ?n }", "SELECT ?n { ?s ?p ?n }"] * 8))
        ours = [said.form for said in remote.asked if "?n" in said.form["query"][0]]
    assert len(ours) == 16
    assert all(form.get("default-graph-uri") == [graph] for form in ours)
    assert sum("?g" in said.form["query"][0] for said in remote.asked) == 1
