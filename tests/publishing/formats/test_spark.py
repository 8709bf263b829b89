"""The Parquet export, read by Spark on this machine."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from diplograph.publishing.formats.parquet import write_parquet
from diplograph.questions.graph import Graph
from diplograph.sources.project import Project

SCRIPT = """
import json, pathlib, sys
from pyspark.sql import SparkSession

local = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
builder = SparkSession.builder.master("local[2]")
for name, value in local.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
folder = pathlib.Path(sys.argv[1])
rows = {path.stem: spark.read.parquet(str(path)).count() for path in sorted(folder.glob("*.parquet"))}
visits = spark.read.parquet(f"{folder}/Visit.parquet")
hosts = {row["hostState"]: row["count"] for row in visits.groupBy("hostState").count().collect()}
visits.createOrReplaceTempView("visits")
early = spark.sql("SELECT count(*) FROM visits WHERE latest < DATE '2000-01-01'").first()[0]
print(json.dumps({"rows": rows, "hosts": hosts, "early": early}))
"""


@pytest.mark.slow
def test_spark_reads_the_tables(built: Project, tmp_path: Path) -> None:
    """As docs/scaling.md shows it: the rows of each class, visits by host, and a comparison of days."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("no Spark: pip install 'diplograph[spark]', and a Java from 17 on")
    write_parquet(built, tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path],
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["rows"] == {path.stem: pq.read_metadata(path).num_rows for path in tmp_path.glob("*.parquet")}
    asked = Graph(built).sparql(
        "SELECT DISTINCT ?visit ?host ?latest { ?visit a dg:Visit ; dg:hostState ?host "
        "OPTIONAL { ?visit dg:latest ?latest } }"
    )
    visits = list(asked)
    assert told["hosts"] == Counter(str(row.host) for row in visits)
    assert told["early"] == sum(str(row.latest) < "2000-01-01" for row in visits if row.latest)
    assert told["early"] > 0
