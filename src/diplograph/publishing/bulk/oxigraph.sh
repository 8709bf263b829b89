#!/bin/sh
# Loads the parts beside it, if they are whole.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
sha256sum --check --quiet SHA256SUMS >&2
: "${OXIGRAPH_LOCATION:?the folder of the store; no server may be using it}"
mkdir -p "$OXIGRAPH_LOCATION"
oxigraph load --location "$OXIGRAPH_LOCATION" --file part-*.nq.gz
# Values that it takes for the same, such as "1"^^xsd:boolean and true, become one statement.
while read -r expected graph; do
  query="SELECT (COUNT(*) AS ?n) { GRAPH <$graph> { ?s ?p ?o } }"
  [ "$graph" != "@DEFAULT@" ] || query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
  found=$(oxigraph query --location "$OXIGRAPH_LOCATION" --results-format csv --query "$query" \
    < /dev/null | tr -dc 0-9)
  if [ "$found" != "$expected" ]; then
    echo "$graph holds ${found:-no} statements, not $expected" >&2
    exit 3
  fi
done <<'END'
@COUNTS@
END
