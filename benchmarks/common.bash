# Sourced by the benchmarks: where the jars are, and how figures are printed.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=$JAVA_HOME/bin/java
server_jar=$root/test-server/target/test-server.jar
client_jar=$root/test-client/target/test-client.jar
trainer_jar=$root/trainer-core/target/trainer.jar
export root java server_jar client_jar trainer_jar

json=false
[[ ${1:-} == --json ]] && json=true

names=() values=() units=() betters=()

figure() { # name, value, unit, better (higher or lower)
  names+=("$1") values+=("$2") units+=("$3") betters+=("$4")
}

print_figures() {
  local i
  if $json; then
    printf '['
    for i in "${!names[@]}"; do
      ((i == 0)) || printf ','
      printf '\n  {"name": "%s", "value": %s, "unit": "%s", "better": "%s"}' \
        "${names[i]}" "${values[i]}" "${units[i]}" "${betters[i]}"
    done
    printf '\n]\n'
  else
    printf '%-28s %12s  %-6s %s\n' figure value unit better
    for i in "${!names[@]}"; do
      printf '%-28s %12s  %-6s %s\n' "${names[i]}" "${values[i]}" "${units[i]}" "${betters[i]}"
    done
  fi
}

median() { # of the numbers on standard input, one a line
  sort -n | awk '{ v[NR] = $1 } END {
    if (NR == 0) exit 1
    print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

await() { # seconds, command...: polls until the command succeeds
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    if ((SECONDS > deadline)); then
      echo "benchmark: not in time: $*" >&2
      exit 1
    fi
    sleep 0.01
  done
}

benchmark_classes() { # folder: compiles benchmarks/trainer into it, to be run beside trainer.jar
  mkdir -p "$1"
  find "$root/benchmarks/trainer/src/main/java" -name '*.java' -exec \
    "$JAVA_HOME/bin/javac" --release 17 -encoding UTF-8 -nowarn -d "$1" -cp "$trainer_jar" {} +
}

ten_million_cases() { # prints an experiment of ten million cases
  cat <<'EOF'
name: ten-million
data:
  synthetic:
    rows: 20000
    seed: 1
features:
  close: on
  volume: [on, off]
  rsi-14: [on, off]
  hour-of-day: [on, off]
  sma-20: [on, off]
parameters:
  lags: {from: 1, to: 25, step: 1}
  units: {from: 1, to: 250, step: 1}
  learning-rate: {from: 0.0001, to: 0.01, step: 0.0001}
  epochs: 10
EOF
}
