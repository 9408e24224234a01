#!/usr/bin/env bash
# The server's memory under load: cycles of request and report a second, each on disk when answered
# (SQLite, synchronous=FULL), with ten million cases in the space and a million results in the store;
# one volunteer at a time and many at once, beside what SQLite alone can do; and how soon a whole
# server can be joined on that store.
#
# Options: --json; --results N: fill the store with so many results instead of a million.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$(dirname "$0")/common.bash"

results=1000000
volunteers=50
[[ ${1:-} == --json ]] && shift
if [[ ${1:-} == --results ]]; then results=$2; fi

# On the disk that a server would use: /tmp may be memory, where nothing has to wait for a disk.
folder=$(mktemp -d "$root/.gridcast/bench.XXXXXX")
server=
cleanup() {
  [[ -n $server ]] && kill -9 "$server" 2>/dev/null
  rm -rf "$folder"
}
trap cleanup EXIT

ten_million_cases >"$folder/ten-million.yaml"
mkdir -p "$folder/classes" "$folder/data"
find "$root/benchmarks/server/src/main/java" -name '*.java' -exec \
  "$JAVA_HOME/bin/javac" --release 17 -encoding UTF-8 -nowarn -d "$folder/classes" -cp "$server_jar" {} +

benchmark() { # ServerBenchmark's arguments
  "$java" -Xmx512m -cp "$server_jar:$folder/classes" \
    dev.gridcast.benchmark.server.ServerBenchmark "$@"
}

echo "filling a store with $results results (a few minutes)" >&2
benchmark fill "$folder/ten-million.yaml" "$folder/data/gridcast.db" "$results"
size=$(du -m "$folder/data/gridcast.db" | cut -f1)

joinable() { grep -q 'gridcast1' "$folder/out" 2>/dev/null; }

for run in 1 2 3 4 5; do
  started=$(date +%s%N)
  "$java" -Xmx512m -jar "$server_jar" run "$folder/ten-million.yaml" --data-dir "$folder/data" \
    --port 0 >"$folder/out" 2>&1 &
  server=$!
  await 60 joinable
  echo $((($(date +%s%N) - started) / 1000000)) >>"$folder/millis"
  awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$server/status" >>"$folder/megabytes"
  kill -9 "$server"
  wait "$server" 2>/dev/null || true
  server=
done
while read -r name value unit better; do
  figure "$name" "$value" "$unit" "$better"
done < <(benchmark load "$folder/ten-million.yaml" "$folder/data/gridcast.db" "$volunteers" 5 5)
((${#names[@]} > 0)) || { echo "benchmark: nothing was measured" >&2; exit 1; }
figure start "$(median <"$folder/millis" | awk '{ printf "%.2f", $1 / 1000 }')" s lower
figure start.memory "$(median <"$folder/megabytes")" MB lower
figure store.size "$size" MB lower
print_figures
