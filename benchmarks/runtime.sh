#!/usr/bin/env bash
# What does a case cost beside its training, runtime by runtime? The clients measure it themselves:
# the wall time in the runtime minus what the trainer says it took, with a warm trainer. Side by side,
# in turns, so that what else this machine does falls on all of them alike.
#
# Takes the engine of DOCKER_HOST or, as root, starts one; GRIDCAST_BASE_IMAGE names the base of the
# trainer's image.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$(dirname "$0")/common.bash"

readonly ROUNDS=2 CASES=15 # in each round, for each runtime
readonly FRESH_RUNS=20
folder=$(mktemp -d)
pids=()
own_engine=false
cleanup() {
  ((${#pids[@]} == 0)) || kill -9 "${pids[@]}" 2>/dev/null || true
  ! $own_engine || bash "$root/docker/engine-for-tests.sh" stop
  rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

tell() { printf 'bench runtime: %s\n' "$*" >&2; }

find_engine() {
  if [[ -n ${DOCKER_HOST:-} || -S /var/run/docker.sock ]]; then
    return
  fi
  if ((EUID != 0)); then
    tell "this needs a Docker engine: set DOCKER_HOST, or run it as root, which starts one"
    exit 3
  fi
  local environment line
  tell "starting a Docker engine"
  environment=$(GRIDCAST_TEST_ENGINE=bench-engine bash "$root/docker/engine-for-tests.sh" start)
  export GRIDCAST_TEST_ENGINE=bench-engine # for stop
  own_engine=true
  while IFS='=' read -r name line; do
    case $name in
      GRIDCAST_TEST_DOCKER_HOST) export DOCKER_HOST=$line ;;
      GRIDCAST_TEST_BASE_IMAGE) export GRIDCAST_BASE_IMAGE=$line ;;
    esac
  done <<<"$environment"
}

cat >"$folder/short.yaml" <<'EXPERIMENT'
name: short
data:
  synthetic:
    rows: 500
    seed: 1
features:
  close: on
parameters:
  lags: [2, 3, 4, 5, 6]
  units: [2, 3, 4]
  epochs: 1
verification: {audits: off}
EXPERIMENT

run_round() { # runtime, number: appends the overheads to $folder/RUNTIME.millis
  local runtime=$1 here=$folder/$1-$2 server
  mkdir "$here"
  "$java" -Xmx512m -jar "$server_jar" run "$folder/short.yaml" --data-dir "$here/server" --port 0 \
    --host 127.0.0.1 --bind 127.0.0.1 --exit-when-done >"$here/server.out" 2>&1 &
  server=$!
  pids=("$server")
  joinable() { grep -q 'gridcast1' "$here/server.out" 2>/dev/null; }
  await 60 joinable
  "$java" -Xmx256m -jar "$client_jar" join "$(cat "$here/server/invite.txt")" --name "$runtime" \
    --data-dir "$here/client" --runtime "$runtime" --trainer-jar "$trainer_jar" --parallel 1 \
    --exit-when-done >"$here/client.out" 2>&1 &
  pids+=($!)
  ended() { ! kill -0 "$server" 2>/dev/null || ! kill -0 "${pids[1]}" 2>/dev/null; }
  await 300 ended
  # A client that cannot train ends by itself, and the server would wait for another one for ever.
  if ! kill -0 "${pids[1]}" 2>/dev/null && ! wait "${pids[1]}"; then
    tail -n 5 "$here/client.out" >&2
    tell "the client does not train with $runtime"
    exit 3
  fi
  await 60 not_alive "${pids[@]}"
  pids=()
  sed -nE "s/.*runtime overhead (-?[0-9.]+) ms \($runtime\).*/\1/p" "$here/client/logs/client.log" \
    >"$here/millis"
  if (($(wc -l <"$here/millis") < CASES)); then
    tail -n 5 "$here/client.out" >&2
    tell "only $(wc -l <"$here/millis") of $CASES cases were measured with $runtime"
    exit 1
  fi
  cat "$here/millis" >>"$folder/$runtime.millis"
}

not_alive() {
  local pid
  for pid; do
    ! kill -0 "$pid" 2>/dev/null || return 1
  done
}

measure_fresh() { # a Java process for each case, as a case of one's own is trained by hand
  local case_=$folder/case run started ended
  mkdir "$case_"
  awk 'BEGIN {
    print "time,high,low,close"
    for (i = 0; i < 400; i++) {
      c = 100 * exp(0.03 * sin(i / 4) + 0.01 * sin(i / 1.7))
      printf "%.0f,%.4f,%.4f,%.4f\n", 1704067200000 + i * 3600000, c * 1.001, c * 0.999, c
    }
  }' >"$case_/time-series.csv"
  printf '%s\n' parameter,value timeframe,1h 'labels,"high,low,close"' \
    'price-columns,"high,low,close"' feature.close,on lags,4 units,3 epochs,1 >"$case_/parameters.csv"
  for ((run = 0; run < FRESH_RUNS; run++)); do
    rm -rf "$folder/out"
    mkdir "$folder/out"
    started=$(date +%s%N)
    OMP_NUM_THREADS=1 "$java" -Xmx512m -XX:+UseParallelGC -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 \
      -jar "$trainer_jar" run "$case_" --output "$folder/out" >/dev/null 2>"$folder/fresh.err" ||
      { cat "$folder/fresh.err" >&2; exit 1; }
    ended=$(date +%s%N)
    sed -nE 's/^  "seconds" : ([0-9.]+),?$/\1/p' "$folder/out/result.json" |
      awk -v wall=$((ended - started)) '{ printf "%.1f\n", wall / 1e6 - $1 * 1000 }'
  done >"$folder/fresh.millis"
}

find_engine
runtimes=(docker process)
if command -v bwrap >/dev/null; then
  runtimes+=(bubblewrap)
else
  tell "bwrap is not installed, so there is no figure for bubblewrap"
fi
tell "making the trainer's image"
"$java" -Xmx256m -jar "$client_jar" image build --trainer-jar "$trainer_jar" >&2
for ((round = 1; round <= ROUNDS; round++)); do
  for runtime in "${runtimes[@]}"; do
    tell "round $round of $ROUNDS: $runtime"
    run_round "$runtime" "$round"
  done
done
tell "a process for each case"
measure_fresh

for runtime in "${runtimes[@]}"; do
  figure "overhead.$runtime" "$(median <"$folder/$runtime.millis")" ms lower
done
figure overhead.process.fresh "$(median <"$folder/fresh.millis")" ms lower
figure overhead.docker.over.process "$(
  awk -v docker="$(median <"$folder/docker.millis")" -v process="$(median <"$folder/process.millis")" \
    'BEGIN { printf "%.1f", docker - process }'
)" ms lower
figure overhead.cases "$(wc -l <"$folder/docker.millis")" cases higher
print_figures
