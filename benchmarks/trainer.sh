#!/usr/bin/env bash
# How fast does the trainer train? Its engines and PyTorch side by side, in turns, one thread and one
# core each: three shapes of LSTM with their share of the machine's sgemm peak, a real case in seconds,
# and whether the engines agree about the best case of examples/btc-4h.yaml.
#
# Options: --json; --shapes, --real, --compare: only that part; --whole: dl4j trains all epochs of the
# real case instead of a tenth of them; --loose: PyTorch once more as it is mostly measured, with
# torch.set_num_threads(1) alone, which leaves the OpenBLAS under it all cores.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$(dirname "$0")/common.bash"

folder=$(mktemp -d)
cleanup() { rm -rf "$folder"; }
trap cleanup EXIT

benchmark_classes "$folder/classes"
"$java" -Xmx256m -cp "$trainer_jar:$folder/classes" dev.gridcast.benchmark.TrainerBenchmark \
  "$root" "$folder" "${GRIDCAST_BENCH_CANDLES:-$root/../shared/data/btc-usd-4h.csv}" "$@"
