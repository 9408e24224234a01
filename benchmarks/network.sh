#!/usr/bin/env bash
# The peer network on this machine: blobs from the request to the verified file, beside as many bytes
# over the bare WebRTC library in messages of 64 KiB, in turns; round trips of small messages;
# connections a second, and what each costs the server; and how soon 200 volunteers of a Test Server
# that is killed and started again are all back with the leases that they had.
#
# Options: --json; --soak: instead of all that, 10,000 connections opened and closed and two million
# messages, with the memory of both sides told along the way (about ten minutes).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$(dirname "$0")/common.bash"

parts=(transfer crowd reconnect)
soak=()
while (($# > 0)); do
  case $1 in
    --json) json=true ;;
    --soak)
      parts=(soak)
      # Fewer, to see that it works: --soak CYCLES MESSAGES.
      while [[ ${2:-} =~ ^[0-9]+$ ]]; do
        soak+=("$2")
        shift
      done
      ;;
    *)
      echo "usage: bench network [--json] [--soak [CYCLES MESSAGES]]" >&2
      exit 2
      ;;
  esac
  shift
done

ulimit -n "$(ulimit -Hn)" # a connection takes some descriptors

# On the disk that a server would use: /tmp may be memory.
mkdir -p "$root/.gridcast"
folder=$(mktemp -d "$root/.gridcast/bench.XXXXXX")
cleanup() {
  rm -rf "$folder"
}
trap cleanup EXIT

mkdir -p "$folder/classes" "$folder/scratch"
find "$root/benchmarks/network/src/main/java" -name '*.java' -exec \
  "$JAVA_HOME/bin/javac" --release 17 -encoding UTF-8 -nowarn -d "$folder/classes" -cp "$server_jar" {} +

for part in "${parts[@]}"; do
  echo "measuring: $part" >&2
  "$java" -Xmx256m -cp "$server_jar:$folder/classes" dev.gridcast.benchmark.network.NetworkBenchmark \
    "$part" "$server_jar" "$folder/scratch" "${soak[@]}" >"$folder/figures"
  while read -r name value unit better; do
    figure "$name" "$value" "$unit" "$better"
  done <"$folder/figures"
done
((${#names[@]} > 0)) || { echo "benchmark: nothing was measured" >&2; exit 1; }
print_figures
