#!/usr/bin/env bash
# The dashboard with a hundred thousand verified results: how soon its table is in memory and how
# much it takes there, and how quickly pages of it are answered over HTTP, sorted by every column
# both ways, at the head and far down, with filters and without; and the columns that charts are
# made from; and, where there is a Chromium (GRIDCAST_CHROMIUM, or /usr/bin/chromium), how soon the
# page of results shows its first rows with nothing cached, and how many frames a second there are
# while a mouse drags a brush over all of them. Fills the store first (a minute or two, 500 MB): the same one that the tests fill.
#
# Options: --json; --results N: another number of results.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$(dirname "$0")/common.bash"

results=100000
[[ ${1:-} == --json ]] && shift
if [[ ${1:-} == --results ]]; then results=$2; fi

folder=$(mktemp -d "$root/.gridcast/bench.XXXXXX")
server=
cleanup() {
  [[ -n $server ]] && kill "$server" 2>/dev/null
  rm -rf "$folder"
}
trap cleanup EXIT

mkdir -p "$folder/classes"
support=$root/test-server/src/test/java/dev/gridcast/server/support
"$JAVA_HOME/bin/javac" --release 17 -encoding UTF-8 -nowarn -d "$folder/classes" -cp "$server_jar" \
  "$support"/Seeded*.java "$support/RealCase.java" "$support/TestExperiments.java" \
  "$root"/benchmarks/server/src/main/java/dev/gridcast/benchmark/{server,dashboard}/*.java

run() { # a class and its arguments
  "$java" -Xmx512m -cp "$server_jar:$folder/classes" "$@"
}

echo "filling a store with $results results (a minute or two)" >&2
run dev.gridcast.server.support.SeededStore "$folder" "$results" >&2

figures_of() { # a class and its arguments
  while read -r name value unit better; do
    figure "$name" "$value" "$unit" "$better"
  done < <(run "$@")
}
measure() { figures_of dev.gridcast.benchmark.server.DashboardBenchmark "$@"; }

measure board "$folder/data/gridcast.db"

"$java" -Xmx512m -jar "$server_jar" dashboard "$folder/experiment.yaml" --data-dir "$folder/data" \
  --dashboard 127.0.0.1:0 >"$folder/out" 2>&1 &
server=$!
address=
all_there() {
  address=$(grep -o 'http://127.0.0.1:[0-9]*/' "$folder/out" | head -1) && [[ -n $address ]] &&
    [[ $(curl -sf "${address}api/v1/results?limit=1" | grep -o '"total":[0-9]*') == "\"total\":$results" ]]
}
await 120 all_there
measure pages "$address" 5
figure server.memory "$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$server/status")" MB lower
expected=5
browser=${GRIDCAST_CHROMIUM:-/usr/bin/chromium}
if [[ -x $browser ]]; then
  figures_of dev.gridcast.benchmark.dashboard.BrowserBenchmark "$address" "$browser"
  expected=8
else
  echo "no Chromium at $browser: the page itself is not measured" >&2
fi
((${#names[@]} > expected)) || { echo "benchmark: not everything was measured" >&2; exit 1; }
print_figures
