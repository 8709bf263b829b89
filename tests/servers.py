"""Real triple stores for tests, started on a free port of the loopback and stopped at the end."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_SECONDS = 60  # to start in; a server takes one or two

_VIRTUOSO_INI = """
[Database]
DatabaseFile    = virtuoso.db
ErrorLogFile    = virtuoso.log
LockFile        = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile    = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort      = 127.0.0.1:{sql}
DirsAllowed     = .
DisableUnixSocket = 1
NumberOfBuffers = 20000
ServerThreads   = 10
[HTTPServer]
ServerPort      = 127.0.0.1:{http}
ServerThreads   = 5
[SPARQL]
ResultSetMaxRows = {most_rows}
DefaultQuery    = SELECT * WHERE {{ ?s ?p ?o }}
"""


@dataclass(frozen=True)
class Server:
    """A running triple store.

    Attributes:
        name: Which one it is.
        query: Where SPARQL queries go.
        update: Where SPARQL updates go.
        graphs: Where the Graph Store Protocol is spoken.
        user: Who may write; empty where nobody is asked.
        password: With which password.
        sql: Where Virtuoso listens for SQL.
    """

    name: str
    query: str
    update: str
    graphs: str
    user: str = ""
    password: str = ""
    sql: str = ""


def free_port() -> int:
    """Return a port of the loopback that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, graph: Path | None = None) -> Iterator[Server]:
    """Run an Oxigraph server over the N-Quads of a file; skip the test where there is none."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("no Oxigraph server: pip install oxigraph")
    folder.mkdir(parents=True, exist_ok=True)
    store = ["--location", str(folder / "store")]
    if graph is not None:
        subprocess.run([program, "load", *store, "--file", str(graph)], check=True, capture_output=True)
    at = f"127.0.0.1:{free_port()}"
    with _running([program, "serve", *store, "--bind", at], folder, f"http://{at}/"):
        yield Server("oxigraph", f"http://{at}/query", f"http://{at}/update", f"http://{at}/store")


@contextmanager
def virtuoso(folder: Path, graph: Path | None = None, *, most_rows: int = 100_000) -> Iterator[Server]:
    """Run a Virtuoso server over the N-Quads of a file; skip the test where there is none.

    Args:
        folder: Where its files go.
        graph: The N-Quads.
        most_rows: At how many rows it cuts an answer.
    """
    program, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or isql is None:
        pytest.skip("no Virtuoso server: apt install virtuoso-opensource-7-bin")
    folder.mkdir(parents=True, exist_ok=True)
    sql, http, password = free_port(), free_port(), secrets.token_hex(8)
    (folder / "virtuoso.ini").write_text(
        _VIRTUOSO_INI.format(sql=sql, http=http, most_rows=most_rows), encoding="utf-8"
    )
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    subprocess.run(
        [*command, "+pwdold", "dba", "+pwddba", password],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    base = f"http://127.0.0.1:{http}"
    with _running(command, folder, f"{base}/sparql"):

        def run(statements: str) -> None:
            arguments = [isql, f"127.0.0.1:{sql}", "dba", password, "VERBOSE=OFF", f"exec={statements}"]
            subprocess.run(arguments, cwd=folder, check=True, capture_output=True, timeout=_SECONDS)

        if graph is not None:
            shutil.copy(graph, folder / "graph.nq")
            run("ld_dir('.', 'graph.nq', 'http://example.org/none'); rdf_loader_run(); checkpoint;")
        run("GRANT SPARQL_UPDATE TO \"SPARQL\"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);")
        yield Server(
            "virtuoso",
            f"{base}/sparql",
            f"{base}/sparql-auth",
            f"{base}/sparql-graph-crud-auth",
            "dba",
            password,
            f"127.0.0.1:{sql}",
        )


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    """Start a server, wait until it answers, and stop it at the end."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            end = time.monotonic() + _SECONDS
            while not _answers(url):
                if process.poll() is not None or time.monotonic() > end:
                    text = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
                    raise RuntimeError(f"{command[0]} did not start: {text[-500:]}")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
