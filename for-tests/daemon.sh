# shellcheck shell=bash
# What the scripts share that start a daemon of the tests' own: docker/engine-for-tests.sh,
# postgres/postgres-for-tests.sh and mosquitto/mosquitto-for-tests.sh source it, nobody runs it.
#
# Before: set -euo pipefail; root, the checkout; kind, of the daemon's folder (/tmp/gridcast-KIND.*);
# name, of the files in .gridcast, since a test that halts its daemon takes one of its own; what,
# the daemon's name for people. After: functions start, stop, halt and resume, and: obey "$@"
# shellcheck disable=SC2154 # so these four are set

readonly EXIT_FAILURE=1 EXIT_USAGE=2 EXIT_MISSING=3
readonly STOP_SECONDS=20 PORT_TRIES=20

state=$root/.gridcast/$name # names the folder of the one that runs or ran
log=$state.log
folder= # that folder, once begin or own_folder has found it
port=   # where it listens, once on_a_free_port has found one

say() { printf '%s-for-tests: %s\n' "$kind" "$*" >&2; }

missing() { # what is missing, Debian's packages
  say "$1 is not installed; this command installs it: apt-get install -y --no-install-recommends $2"
  exit $EXIT_MISSING
}

fail_after() { # log, words...: shows how the log ends, says what it is about, and ends
  tail -n 5 "$1" >&2
  say "${*:2}; the log is $1"
  exit $EXIT_FAILURE
}

await() { # seconds, command...: polls until the command succeeds; fails when it does not in time
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS <= deadline)) || return 1
    sleep 0.05
  done
}

random_word() { od -An -N12 -tx1 /dev/urandom | tr -d ' \n'; }

on_a_free_port() { # command...: gets one port after the other as its last word until it succeeds
  local try
  for ((try = 0; try < PORT_TRIES; try++)); do
    port=$((20000 + RANDOM % 12000))
    "$@" "$port" && return
  done
  return 1
}

begin() { # makes the folder of one that is to start, which is removed again should that fail
  stop # what a killed run has left
  mkdir -p "$root/.gridcast"
  : >"$log"
  # Not below the checkout: its user may not be allowed there, and paths of Unix sockets must be short.
  folder=$(mktemp -d "/tmp/gridcast-$kind.XXXXXX")
  echo "$folder" >"$state"
  trap '(($? == 0)) || stop' EXIT
}

own_folder() { # whether start has started one here; finds its folder
  folder=$(cat "$state" 2>/dev/null) || return 1
  [[ $folder == "/tmp/gridcast-$kind."* ]] && return
  say "$state names '$folder', which is no folder of $what; remove that file by hand"
  exit $EXIT_FAILURE
}

need_own() { # file that lies in the folder of one that can be halted: finds that folder, or ends
  own_folder && [[ -f $folder/$1 ]] && return
  say "there is no $what of ours to halt or resume; start one first"
  exit $EXIT_FAILURE
}

remove() { # the folder, once nothing runs in it
  rm -rf --one-file-system "$folder"
  rm -f "$state"
}

# Pids are used again; only a process whose command line names our folder is ours.
is_ours() { # pid, folder
  [[ -n $1 && -r /proc/$1/cmdline ]] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF -- "$2"
}

gone() { ! is_ours "$1" "$2"; } # pid, folder

end_process() { # file that begins with its pid, folder, signal (TERM)
  local pid
  pid=$(head -n 1 "$1" 2>/dev/null) || return 0
  is_ours "$pid" "$2" || return 0
  kill "-${3:-TERM}" "$pid" 2>/dev/null || return 0
  await $STOP_SECONDS gone "$pid" "$2" && return
  kill -9 "$pid" 2>/dev/null || true
  await $STOP_SECONDS gone "$pid" "$2"
}

obey() { # what was asked for
  case ${1:-} in
    start) start ;;
    stop) stop ;;
    halt) halt ;;
    resume) resume ;;
    *)
      say "usage: ${0##*/} start | stop | halt | resume"
      exit $EXIT_USAGE
      ;;
  esac
}
