#!/usr/bin/env bash
# A Test Server with ten million cases: how soon can it be joined, and how much memory has it then?
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$(dirname "$0")/common.bash"

runs=5
folder=$(mktemp -d)
server=
cleanup() {
  [[ -n $server ]] && kill -9 "$server" 2>/dev/null
  rm -rf "$folder"
}
trap cleanup EXIT

ten_million_cases >"$folder/ten-million.yaml"

joinable() { grep -q 'gridcast1' "$folder/out" 2>/dev/null; }

for ((run = 1; run <= runs; run++)); do
  rm -rf "$folder/data"
  started=$(date +%s%N)
  "$java" -Xmx512m -jar "$server_jar" run "$folder/ten-million.yaml" --data-dir "$folder/data" \
    --port 0 >"$folder/out" 2>&1 &
  server=$!
  await 60 joinable
  ready=$(date +%s%N)
  echo $(((ready - started) / 1000000)) >>"$folder/millis"
  awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$server/status" >>"$folder/megabytes"
  kill -9 "$server"
  wait "$server" 2>/dev/null || true
  server=
done

grep -q '10,000,000 combinations' "$folder/out" ||
  { echo "benchmark: this was not an experiment of 10,000,000 cases:" >&2; cat "$folder/out" >&2; exit 1; }
figure startup.time "$(median <"$folder/millis" | awk '{ printf "%.2f", $1 / 1000 }')" s lower
figure startup.memory "$(median <"$folder/megabytes")" MB lower
print_figures
