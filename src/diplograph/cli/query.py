"""`diplograph query`."""

from __future__ import annotations

import argparse
import sys

from diplograph.building.build import ensure_built
from diplograph.cli.common import open_project
from diplograph.errors import QueryError
from diplograph.querying.engine import ask, load_store
from diplograph.querying.library import Query, find_query, parse_query
from diplograph.querying.results import check_format, write


def run(options: argparse.Namespace) -> int:
    """Answer one question and write the answer to standard output."""
    project = open_project(options)
    query = _read_query(options, project)
    text = query.bind(_settings(options.settings), language=options.lang, base=project.base)
    ensure_built(project)
    answer = ask(load_store(project.graph_file), text, name=query.name, path=query.path)
    raise NotImplementedError
