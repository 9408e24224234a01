#!/usr/bin/env bash
# Does PyTorch answer what Gridcast answers? Loads models into PyTorch, as docs/models.md shows, and
# compares forecasts: the largest difference must be below 1e-5 of the largest answer.
#
# Arguments: folders of trained cases (parameters.csv, time-series.csv, model.safetensors,
# model-card.json); none: a model of every template that learns, with weights by chance.
# Exit status: 0 all agree, 1 one does not, 3 something is missing: PyTorch for /usr/bin/python3 (or for
# $PYTHON), trainer.jar.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import torch' 2>/dev/null; then
  echo "check-pytorch: $python has no PyTorch (Debian: apt-get install python3-torch)" >&2
  exit 3
fi

if [[ -z ${JAVA_HOME:-} ]]; then
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  export JAVA_HOME
fi
cases=("$@")
set --
# shellcheck source-path=SCRIPTDIR source=common.bash
source "$here/common.bash"
if [[ ! -f $trainer_jar ]]; then
  echo "check-pytorch: $trainer_jar is missing: run ./gridcast build" >&2
  exit 3
fi

folder=$(mktemp -d)
cleanup() { rm -rf "$folder"; }
trap cleanup EXIT

benchmark_classes "$folder/classes"
"$java" -Xmx512m -cp "$trainer_jar:$folder/classes" dev.gridcast.benchmark.ModelFolders \
  "$folder/models" ${cases[@]+"${cases[@]}"}
OMP_NUM_THREADS=1 "$python" -B "$here/pytorch/check_model.py" "$folder"/models/*
