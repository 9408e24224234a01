#!/usr/bin/env bash
# Two Test Clients on short cases: how long does a volunteer's computer wait between the acceptance
# of a result and the start of the next trainer? Data cached; measured by the clients themselves.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$(dirname "$0")/common.bash"

folder=$(mktemp -d)
pids=()
cleanup() {
  ((${#pids[@]} == 0)) || kill -9 "${pids[@]}" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

cat >"$folder/short.yaml" <<'EOF'
name: short
data:
  synthetic:
    rows: 500
    seed: 1
features:
  close: on
parameters:
  lags: [2, 3, 4, 5, 6, 7]
  units: [2, 3, 4, 5]
  epochs: 1
verification: {audits: off}
EOF

"$java" -Xmx512m -jar "$server_jar" run "$folder/short.yaml" --data-dir "$folder/server" --port 0 \
  --exit-when-done >"$folder/server.out" 2>&1 &
server=$!
pids+=("$server")
joinable() { grep -q 'gridcast1' "$folder/server.out" 2>/dev/null; }
await 60 joinable
for name in one two; do
  "$java" -Xmx256m -jar "$client_jar" join "$(cat "$folder/server/invite.txt")" --name "$name" \
    --data-dir "$folder/$name" --runtime process --trainer-jar "$trainer_jar" \
    >"$folder/$name.out" 2>&1 &
  pids+=($!)
done
ended() { ! kill -0 "$server" 2>/dev/null; }
await 300 ended

cat "$folder"/{one,two}/logs/client.log | sed -nE 's/.*hand-over ([0-9.]+) ms.*/\1/p' >"$folder/millis"
count=$(wc -l <"$folder/millis")
((count >= 20)) || { echo "benchmark: only $count hand-overs were logged" >&2; exit 1; }
figure handover.median "$(median <"$folder/millis")" ms lower
figure handover.slowest "$(sort -n "$folder/millis" | tail -n 1)" ms lower
figure handover.count "$count" cases higher
print_figures
