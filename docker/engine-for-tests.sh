#!/usr/bin/env bash
# A real Docker engine for the tests, and a registry beside it: private, without a bridge, without a
# line of iptables, and gone without trace afterwards. Needs Debian's docker.io and docker-registry.
# An engine that is already on this machine is neither used nor touched by root; who is not root
# cannot start one, so there the engine that DOCKER_HOST names, or the machine's, is borrowed.
#
#   docker/engine-for-tests.sh start    prints the environment that the tests want, one NAME=value a line
#   docker/engine-for-tests.sh stop     ends it and removes everything; also what a killed run has left
#   docker/engine-for-tests.sh halt     ends the engine alone, as a person would who stops Docker
#   docker/engine-for-tests.sh resume   starts it again with what it had
#
# .gridcast/engine.log and .gridcast/engine-events.log stay, so that one can see afterwards what ran.
# A test that halts its engine takes one of its own: GRIDCAST_TEST_ENGINE=NAME, instead of "engine".
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
kind=engine what="Docker engine" name=${GRIDCAST_TEST_ENGINE:-engine}
# shellcheck source-path=SCRIPTDIR/.. source=for-tests/daemon.sh
. "$root/for-tests/daemon.sh"
events=$state-events.log

readonly READY_SECONDS=60
readonly BASE_IMAGE=gridcast-test-base:latest

# --- start ----------------------------------------------------------------------------------------

need() { # program, Debian package
  command -v "$1" >/dev/null || missing "$1" "$2"
}

start_engine() { # in folder $1
  # The session of its own keeps a Ctrl-C at the terminal from the engine: the tests end first.
  # A plain dockerd makes a bridge and sets the FORWARD chain to DROP; these flags keep it from that.
  setsid dockerd --data-root "$1/data" --exec-root "$1/exec" --pidfile "$1/docker.pid" \
    -H "unix://$1/docker.sock" --bridge=none --iptables=false --ip6tables=false \
    --ip-forward=false --ip-masq=false </dev/null >>"$log" 2>&1 &
  local engine=$!
  answers() { docker version >/dev/null 2>&1 || ! kill -0 "$engine" 2>/dev/null; }
  if ! await $READY_SECONDS answers || ! docker version >/dev/null 2>&1; then
    tail -n 5 "$log" >&2
    say "the Docker engine does not start here (it needs root and a kernel that lets it mount); its log is $log"
    exit $EXIT_MISSING
  fi
  # Ends with the engine.
  setsid docker events --format '{{json .}}' </dev/null >>"$events" 2>&1 &
}

borrow_engine() { # for folder $1
  export DOCKER_HOST=${DOCKER_HOST:-unix:///var/run/docker.sock}
  echo "$DOCKER_HOST" >"$1/borrowed"
  setsid docker events --format '{{json .}}' </dev/null >>"$events" 2>&1 &
  echo $! >"$1/events.pid"
}

start_registry() { # in folder $1; sets registry
  cat >"$1/registry.yml" <<REGISTRY
version: 0.1
log:
  accesslog:
    disabled: true
storage:
  filesystem:
    rootdirectory: $1/registry
http:
  addr: 127.0.0.1:0
REGISTRY
  setsid docker-registry serve "$1/registry.yml" </dev/null >"$1/registry.log" 2>&1 &
  echo $! >"$1/registry.pid"
  listens() {
    registry=$(sed -nE 's/.*listening on (127\.0\.0\.1:[0-9]+).*/\1/p' "$1/registry.log")
    [[ -n $registry ]]
  }
  if ! await $READY_SECONDS listens "$1"; then
    tail -n 5 "$1/registry.log" >&2
    say "docker-registry does not start"
    exit $EXIT_MISSING
  fi
}

start() {
  ((EUID != 0)) || need dockerd docker.io
  need docker docker.io
  need docker-registry docker-registry
  if ((EUID != 0)) && ! timeout 10 docker version >/dev/null 2>&1; then
    say "the tests need a Docker engine: run them as root, or as a user who may use this machine's, or set DOCKER_HOST"
    exit $EXIT_MISSING
  fi
  begin
  : >"$events"
  local registry
  if ((EUID == 0)); then
    export DOCKER_HOST=unix://$folder/docker.sock
    start_engine "$folder"
  else
    borrow_engine "$folder"
  fi
  start_registry "$folder"
  # With what server and client want, too: one image serves every test.
  bash "$root/docker/base-image.sh" --with webrtc --tag "$BASE_IMAGE" >"$state-base-image.log" 2>&1 ||
    fail_after "$state-base-image.log" "the base image cannot be made"
  echo "GRIDCAST_TEST_DOCKER_HOST=$DOCKER_HOST"
  echo "GRIDCAST_TEST_BASE_IMAGE=$BASE_IMAGE"
  echo "GRIDCAST_TEST_REGISTRY=$registry"
}

# --- stop -----------------------------------------------------------------------------------------

ours() { # folder: the pids of all processes whose command line names it
  local entry
  for entry in /proc/[0-9]*; do
    if is_ours "${entry#/proc/}" "$1" 2>/dev/null; then
      echo "${entry#/proc/}"
    fi
  done
}

kill_leftovers() { # folder: shims with the containers below them, containerd, an engine that hangs
  local pid
  for pid in $(ours "$1"); do
    # The first process of a container is a shim's child; the others of it die with that one.
    # shellcheck disable=SC2046 # a list of pids on purpose
    kill -9 "$pid" $(cat "/proc/$pid/task/"*/children 2>/dev/null) 2>/dev/null || true
  done
}

stop() {
  local mounted
  own_folder || return 0
  if [[ -f $folder/borrowed ]]; then
    docker -H "$(<"$folder/borrowed")" rmi -f "$BASE_IMAGE" >/dev/null 2>&1 || true
    end_process "$folder/events.pid" 'docker events '
  elif [[ -S $folder/docker.sock ]] && is_ours "$(cat "$folder/docker.pid" 2>/dev/null)" "$folder"; then
    # Killed here, they need not be waited for one by one when the engine stops.
    timeout $STOP_SECONDS docker -H "unix://$folder/docker.sock" ps -q 2>/dev/null |
      xargs -r timeout $STOP_SECONDS docker -H "unix://$folder/docker.sock" kill >/dev/null 2>&1 || true
  fi
  end_process "$folder/docker.pid" "$folder"
  end_process "$folder/registry.pid" "$folder"
  kill_leftovers "$folder"
  while read -r mounted; do
    umount -l "$mounted" 2>/dev/null || true
  done < <(awk -v folder="$folder/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r)
  remove
}

# --- halt and resume ------------------------------------------------------------------------------

need_engine() { # finds the folder of the engine that start has started here, or ends
  need_own registry.yml
  [[ ! -f $folder/borrowed ]] && return
  say "this engine is borrowed: it is not ours to halt or resume"
  exit $EXIT_FAILURE
}

halt() {
  need_engine
  end_process "$folder/docker.pid" "$folder"
}

resume() {
  need_engine
  export DOCKER_HOST=unix://$folder/docker.sock
  start_engine "$folder"
}

obey "$@"
