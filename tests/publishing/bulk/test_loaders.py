"""What a script of a bulk is made from, and where it lies, never becomes a command of a shell or of SQL."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from diplograph.base.errors import OutputError
from diplograph.publishing.bulk.export import is_iri
from diplograph.publishing.bulk.loaders import loader_script

HOSTILE = st.text(st.sampled_from("$(touch x)`;'&|*?~!#%[]\\-=@ENDCOUS/"), min_size=1, max_size=30)


def run(folder: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script beside stores that only write down what they are given."""
    tools = folder.parent / "bin"
    tools.mkdir(exist_ok=True)
    for name, answer in (("oxigraph", "7"), ("isql", "1")):
        (tools / name).write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "$LOG"\necho {answer}\n')
        (tools / name).chmod(0o755)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "load.sh").write_text(script, encoding="utf-8")
    (folder / "SHA256SUMS").write_text("", encoding="utf-8")
    log = folder.parent / "log"
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "LOG": str(log),
        "OXIGRAPH_LOCATION": str(folder.parent / "store"),
        "VIRTUOSO_PASSWORD": "p",
        "VIRTUOSO_ISQL": "isql",
        "VIRTUOSO_LOADERS": "0",
        **more,
    }
    (tools / "sha256sum").write_text("#!/bin/sh\n")
    (tools / "sha256sum").chmod(0o755)
    return subprocess.run(
        ["sh", str(folder / "load.sh")],
        env=environment,
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(HOSTILE)
@example("$(touch x)")
@example("`touch x`")
@example("';touch x;'")
def test_name_of_a_graph_is_only_a_name(tmp_path: Path, name: str) -> None:
    graph = f"http://example.org/{name}"
    if not is_iri(graph):
        return
    script = loader_script("oxigraph", parts=1, graphs={graph: 7}, default_graph="http://example.org/d")
    assert script is not None
    (tmp_path / "log").unlink(missing_ok=True)
    done = run(tmp_path / "bulk", script)
    assert done.returncode == 0, done.stderr
    assert f"GRAPH <{graph}>" in (tmp_path / "log").read_text(encoding="utf-8")
    assert list(tmp_path.rglob("x")) == []


@pytest.mark.parametrize("name", ["a;shutdown;", "it's"])
def test_graph_whose_name_would_be_sql(name: str) -> None:
    with pytest.raises(OutputError, match="name of a graph"):
        loader_script("virtuoso", parts=1, graphs={f"http://example.org/{name}": 7}, default_graph="a:b")


@pytest.mark.parametrize("name", ["it's", "a;shutdown;", 'say "so"', "a\\b", "50%", "a\nb"])
def test_folder_whose_name_would_be_sql(name: str, tmp_path: Path) -> None:
    script = loader_script("virtuoso", parts=1, graphs={}, default_graph="a:b")
    assert script is not None
    done = run(tmp_path / name, script)
    assert done.returncode == 2
    assert "move the folder" in done.stderr
    assert not (tmp_path / "log").exists()


@pytest.mark.parametrize("name", ["$(touch x)", "`touch x`", "-n", "مجلد فيه فراغ", "a&b|c"])
def test_folder_whose_name_would_be_a_command(name: str, tmp_path: Path) -> None:
    script = loader_script("virtuoso", parts=1, graphs={}, default_graph="a:b")
    assert script is not None
    done = run(tmp_path / name, script)
    assert done.returncode in (0, 3), done.stderr
    assert f"ld_dir('{tmp_path / name}'" in (tmp_path / "log").read_text(encoding="utf-8")
    assert list(tmp_path.rglob("x")) == []
