#!/bin/sh
# Loads the parts beside it, if they are whole.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
sha256sum --check --quiet SHA256SUMS >&2
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
  printf '%s\n' "$VIRTUOSO_PASSWORD" |
    "${VIRTUOSO_ISQL:-isql-vt}" "${VIRTUOSO_SERVER:-127.0.0.1:1111}" dba \
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
case $folder in
  *[\'\"\\\;%]* | *'
'*)
    echo "$folder: the path of a folder for Virtuoso cannot have quotes, \\, ; or %: move the folder" >&2
    exit 2
    ;;
esac
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
