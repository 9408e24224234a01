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
state=$root/.gridcast/${GRIDCAST_TEST_ENGINE:-engine} # names the folder of the engine that runs or ran
log=$state.log
events=$state-events.log

readonly EXIT_FAILURE=1 EXIT_USAGE=2 EXIT_MISSING=3
readonly READY_SECONDS=60 STOP_SECONDS=20
readonly BASE_IMAGE=gridcast-test-base:latest

say() { printf 'engine-for-tests: %s\n' "$*" >&2; }

await() { # seconds, command...: polls until the command succeeds; fails when it does not in time
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS <= deadline)) || return 1
    sleep 0.05
  done
}

# --- start ----------------------------------------------------------------------------------------

need() { # program, Debian package
  command -v "$1" >/dev/null && return
  say "$1 is not installed; this command installs it: apt-get install -y --no-install-recommends $2"
  exit $EXIT_MISSING
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
  stop # what a killed run has left
  mkdir -p "$root/.gridcast"
  : >"$log"
  : >"$events"
  # Not below the checkout: the path of a Unix socket must be shorter than 108 characters.
  local folder
  folder=$(mktemp -d /tmp/gridcast-engine.XXXXXX)
  echo "$folder" >"$state"
  trap '(($? == 0)) || stop' EXIT
  local registry
  if ((EUID == 0)); then
    export DOCKER_HOST=unix://$folder/docker.sock
    start_engine "$folder"
  else
    borrow_engine "$folder"
  fi
  start_registry "$folder"
  # With what server and client want, too: one image serves every test.
  if ! bash "$root/docker/base-image.sh" --with webrtc --tag "$BASE_IMAGE" >"$state-base-image.log" 2>&1; then
    tail -n 5 "$state-base-image.log" >&2
    say "the base image cannot be made; the log is $state-base-image.log"
    exit $EXIT_FAILURE
  fi
  echo "GRIDCAST_TEST_DOCKER_HOST=$DOCKER_HOST"
  echo "GRIDCAST_TEST_BASE_IMAGE=$BASE_IMAGE"
  echo "GRIDCAST_TEST_REGISTRY=$registry"
}

# --- stop -----------------------------------------------------------------------------------------

# Pids are used again; only a process whose command line names our folder is ours.
is_ours() { # pid, folder
  [[ -n $1 && -r /proc/$1/cmdline ]] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF -- "$2"
}

ours() { # folder: the pids of all processes whose command line names it
  local entry
  for entry in /proc/[0-9]*; do
    if is_ours "${entry#/proc/}" "$1" 2>/dev/null; then
      echo "${entry#/proc/}"
    fi
  done
}

end_process() { # pidfile, folder
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 0
  is_ours "$pid" "$2" || return 0
  kill "$pid" 2>/dev/null || return 0
  gone() { ! is_ours "$1" "$2"; }
  await $STOP_SECONDS gone "$pid" "$2" || kill -9 "$pid" 2>/dev/null || true
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
  [[ -f $state ]] || return 0
  local folder mounted
  folder=$(<"$state")
  if [[ $folder != /tmp/gridcast-engine.* ]]; then
    say "$state names '$folder', which is no engine's folder; remove that file by hand"
    exit $EXIT_FAILURE
  fi
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
  rm -rf --one-file-system "$folder"
  rm -f "$state"
}

# --- halt and resume ------------------------------------------------------------------------------

own_folder() { # prints the folder of the engine that start has started here
  local folder
  if ! folder=$(cat "$state" 2>/dev/null) || [[ ! -f $folder/registry.yml || -f $folder/borrowed ]]; then
    say "there is no engine of ours to halt or resume; start one first"
    exit $EXIT_FAILURE
  fi
  echo "$folder"
}

halt() {
  local folder
  folder=$(own_folder)
  end_process "$folder/docker.pid" "$folder"
}

resume() {
  local folder
  folder=$(own_folder)
  export DOCKER_HOST=unix://$folder/docker.sock
  start_engine "$folder"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  halt) halt ;;
  resume) resume ;;
  *)
    say "usage: docker/engine-for-tests.sh start | stop | halt | resume"
    exit $EXIT_USAGE
    ;;
esac
