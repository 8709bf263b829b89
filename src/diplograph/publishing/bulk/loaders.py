"""How each store loads compressed parts: the commands, as a script that is run in the folder of the parts.

What differs from place to place comes from the environment; a script stops with the name of what is missing.

Sources, by store: `oxigraph load --help`; https://vos.openlinksw.com/owiki/wiki/VOS/VirtBulkRDFLoader;
https://docs.aws.amazon.com/neptune/latest/userguide/load-api-reference-load.html;
https://docs.stardog.com/stardog-admin-cli-reference/db/db-create;
https://graphdb.ontotext.com/documentation/ ("Loading data using importrdf");
https://jena.apache.org/documentation/tdb2/tdb2_cmds.html; https://github.com/ad-freiburg/qlever-control;
https://neo4j.com/docs/operations-manual/current/import/full-import/. Those of Oxigraph and Virtuoso
are run by the tests; the others follow the documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diplograph.base.errors import OutputError

RDF_STORES: Final = ("neptune", "virtuoso", "graphdb", "stardog", "qlever", "fuseki", "oxigraph")
STORES: Final = (*RDF_STORES, "neo4j")
"""The stores that parts are made for."""

_OXIGRAPH: Final = """\
: "${OXIGRAPH_LOCATION:?the folder of the store; no server may be using it}"
mkdir -p "$OXIGRAPH_LOCATION"
oxigraph load --location "$OXIGRAPH_LOCATION" --file part-*.nq.gz
# Values that it takes for the same, such as "1"^^xsd:boolean and true, become one statement.
while read -r expected graph; do
  query="SELECT (COUNT(*) AS ?n) { GRAPH <$graph> { ?s ?p ?o } }"
  [ "$graph" != "@DEFAULT@" ] || query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
  found=$(oxigraph query --location "$OXIGRAPH_LOCATION" --results-format csv --query "$query" \\
    < /dev/null | tr -dc 0-9)
  if [ "$found" != "$expected" ]; then
    echo "$graph holds ${found:-no} statements, not $expected" >&2
    exit 3
  fi
done <<'END'
@COUNTS@
END
"""

_VIRTUOSO: Final = """\
# DirsAllowed in virtuoso.ini must name this folder. A file that the load list knows is passed over, so it is
# taken off that list first.
: "${VIRTUOSO_PASSWORD:?the password of dba}"
# isql is given the password by a pipe, since all users of the machine can read its arguments. It tries
# another first, and says so, which is taken out of its messages. Four failures in a row lock Virtuoso for
# a minute.
messages=$(mktemp -d)
trap 'rm -rf "$messages"' EXIT
sql() {
  told=$(mktemp "$messages/XXXXXX")
  status=0
  printf '%s\\n' "$VIRTUOSO_PASSWORD" |
    "${VIRTUOSO_ISQL:-isql-vt}" "${VIRTUOSO_SERVER:-127.0.0.1:1111}" dba \\
      VERBOSE=OFF BANNER=OFF PROMPT=OFF exec="$1" 2> "$told" || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$told" >&2
    grep -q 'Bad login' "$told" &&
      echo 'wrong password? after four failures Virtuoso refuses all for a minute' >&2
    return "$status"
  fi
  grep -v -e '^$' -e 'CL034: Bad login' -e '^at line 0 of Top-Level' -e '^Enter password' "$told" >&2 || true
}
folder=${VIRTUOSO_FOLDER:-$PWD}
sql "DELETE FROM DB.DBA.load_list WHERE ll_file LIKE '$folder/part-%';"
sql "ld_dir('$folder', 'part-*.nq.gz', '@DEFAULT@');"
for loader in $(seq "${VIRTUOSO_LOADERS:-2}"); do
  sql "rdf_loader_run();" &
  sleep 1 # so that their first tries to log in do not follow each other
done
wait
sql "checkpoint;"
loaded=$(sql "SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_file LIKE '$folder/part-%'
  AND ll_state = 2 AND ll_error IS NULL;" | tr -dc 0-9)
if [ "$loaded" != @PARTS@ ]; then
  sql "SELECT ll_file, ll_state, ll_error FROM DB.DBA.load_list WHERE ll_file LIKE '$folder/part-%';" >&2
  echo "loaded ${loaded:-none} of @PARTS@ parts" >&2
  exit 3
fi
# The load list tells of syntax errors alone, so what each graph holds is counted too.
while read -r expected graph; do
  found=$(sql "SPARQL SELECT (COUNT(*) AS ?n) { GRAPH <$graph> { ?s ?p ?o } };" < /dev/null | tr -dc 0-9)
  if [ "$found" != "$expected" ]; then
    echo "$graph holds ${found:-no} statements, not $expected" >&2
    exit 3
  fi
done <<'END'
@COUNTS@
END
"""

_NEPTUNE: Final = """\
# The bucket is in the region of the cluster; the role may read it and is attached to the cluster.
: "${NEPTUNE_ENDPOINT:?such as https://my-cluster.cluster-xyz.eu-west-1.neptune.amazonaws.com:8182}"
: "${NEPTUNE_SOURCE:?such as s3://my-bucket/diplograph}"
: "${NEPTUNE_ROLE:?the ARN of the role that may read the bucket}"
: "${AWS_REGION:?the region of both}"
aws s3 cp . "$NEPTUNE_SOURCE/" --recursive --exclude '*' --include 'part-*.nq.gz'
aws neptunedata start-loader-job --endpoint-url "$NEPTUNE_ENDPOINT" --source "$NEPTUNE_SOURCE/part-" \\
  --format nquads --s3-bucket-region "$AWS_REGION" --iam-role-arn "$NEPTUNE_ROLE" \\
  --mode NEW --parallelism OVERSUBSCRIBE --fail-on-error
echo 'until it is LOAD_COMPLETED, ask: aws neptunedata get-loader-job-status --load-id ID --details --errors'
"""

_GRAPHDB: Final = """\
# Offline: GraphDB is stopped, and the repository, made before with the empty ruleset, is overwritten.
: "${GRAPHDB_HOME:?where GraphDB is installed}" "${GRAPHDB_REPOSITORY:?the name of the repository}"
"$GRAPHDB_HOME/bin/importrdf" preload --force --id "$GRAPHDB_REPOSITORY" part-*.nq.gz
"""

_STARDOG: Final = """\
# Without the option, Stardog rewrites numbers and dates. For large graphs, stardog.properties of the server
# says memory.mode=bulk_load while this runs.
: "${STARDOG_DATABASE:?the name of the new database}"
stardog-admin --server "${STARDOG_SERVER:-http://localhost:5820}" db create --name "$STARDOG_DATABASE" \\
  --copy-server-side -o index.literals.canonical=false -- part-*.nq.gz
"""

_FUSEKI: Final = """\
# No server may be using the folder. Then: fuseki-server --tdb2 --loc "$TDB2_LOCATION" /diplograph
: "${TDB2_LOCATION:?the folder of the TDB2 database}"
tdb2.tdbloader --loader=parallel --loc "$TDB2_LOCATION" part-*.nq.gz
"""

_QLEVER: Final = """\
# Of `pip install qlever`. Then: qlever start
cat > Qleverfile <<'END'
[data]
NAME   = diplograph
FORMAT = nq
[index]
INPUT_FILES     = part-*.nq.gz
CAT_INPUT_FILES = zcat ${INPUT_FILES}
[server]
PORT         = 7019
[runtime]
SYSTEM = docker
IMAGE  = docker.io/adfreiburg/qlever:latest
END
qlever index
"""

_NEO4J: Final = """\
# Offline: the database is not running, and is overwritten.
neo4j-admin database import full "${NEO4J_DATABASE:-neo4j}" --overwrite-destination=true \\
  --id-type=string --array-delimiter=U+001F --multiline-fields=true @GROUPS@
"""

_HEAD: Final = """\
#!/bin/sh
# Loads the parts beside it, if they are whole.
set -eu
cd "$(dirname "$0")"
sha256sum --check --quiet SHA256SUMS >&2
"""

_SCRIPTS: Final = {
    "oxigraph": _OXIGRAPH,
    "virtuoso": _VIRTUOSO,
    "neptune": _NEPTUNE,
    "graphdb": _GRAPHDB,
    "stardog": _STARDOG,
    "fuseki": _FUSEKI,
    "qlever": _QLEVER,
    "neo4j": _NEO4J,
}


def loader_script(
    store: str, *, parts: int, graphs: Mapping[str, int], default_graph: str, groups: tuple[str, ...] = ()
) -> str:
    """Give the script that loads the parts of a folder into a store.

    Args:
        store: One of `STORES`.
        parts: How many parts there are.
        graphs: How many statements each graph has, by IRI; the default graph is empty text.
        default_graph: The graph for statements that name none, where the store wants one.
        groups: The groups of files of a property graph, as options of the loader.

    Raises:
        OutputError: There is no such store.

    Example:
        >>> loader_script("oxigraph", parts=2, graphs={}, default_graph="").splitlines()[4]
        'sha256sum --check --quiet SHA256SUMS >&2'
    """
    if store not in _SCRIPTS:
        raise OutputError(f"unknown store {store!r}; known are {', '.join(STORES)}")
    script = _SCRIPTS[store].replace("@PARTS@", str(parts)).replace("@DEFAULT@", default_graph)
    script = script.replace("@GROUPS@", " \\\n  ".join(groups))
    counts = [f"{number} {graph or default_graph}" for graph, number in sorted(graphs.items())]
    script = script.replace("@COUNTS@", "\n".join(counts))
    return _HEAD + script
