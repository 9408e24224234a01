#!/usr/bin/env bash
# A PostgreSQL of the tests' own: in a fresh folder, on a port of its own of the loopback interface,
# and gone without trace afterwards. Needs Debian's package postgresql. A PostgreSQL that is already
# on this machine is neither used nor touched.
#
#   postgres/postgres-for-tests.sh start    prints the environment that the tests want, one NAME=value a line
#   postgres/postgres-for-tests.sh stop     ends it and removes everything; also what a killed run has left
#   postgres/postgres-for-tests.sh halt     ends it alone and at once, as a power cut would
#   postgres/postgres-for-tests.sh resume   starts it again with what it had, on the same port
#
# .gridcast/postgres.log stays, so that one can see afterwards what ran. A test that halts its
# PostgreSQL takes one of its own: GRIDCAST_TEST_POSTGRES_NAME=NAME, instead of "postgres".
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
state=$root/.gridcast/${GRIDCAST_TEST_POSTGRES_NAME:-postgres} # names the folder of the one that runs or ran
log=$state.log

readonly EXIT_FAILURE=1 EXIT_USAGE=2 EXIT_MISSING=3
readonly READY_SECONDS=60 STOP_SECONDS=20 PORT_TRIES=20
readonly USER_NAME=gridcast DATABASE=gridcast

say() { printf 'postgres-for-tests: %s\n' "$*" >&2; }

await() { # seconds, command...: polls until the command succeeds; fails when it does not in time
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS <= deadline)) || return 1
    sleep 0.05
  done
}

# --- start ----------------------------------------------------------------------------------------

find_programs() { # sets bin to the newest PostgreSQL's programs: Debian keeps them off the PATH
  local candidate
  bin=
  while IFS= read -r candidate; do
    [[ -x $candidate/initdb && -x $candidate/postgres ]] && bin=$candidate
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V)
  if [[ -z $bin ]] && command -v initdb >/dev/null && command -v postgres >/dev/null; then
    bin=$(dirname "$(readlink -f "$(command -v initdb)")")
  fi
  [[ -n $bin ]] && return
  say "PostgreSQL is not installed; this command installs it: apt-get install -y --no-install-recommends postgresql"
  exit $EXIT_MISSING
}

as_owner() { # becomes that program, so call it in a shell of its own; PostgreSQL refuses to run as root
  cd / # the owner may not be allowed to enter the checkout
  ((EUID == 0)) || exec "$@"
  exec setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups -- "$@"
}

choose_owner() { # sets owner: who PostgreSQL runs as
  if ((EUID != 0)); then
    owner=$(id -un)
  elif id -u postgres >/dev/null 2>&1; then
    owner=postgres
  else
    owner=nobody
  fi
}

run_postgres() { # folder, port: starts it in the background; fails when it does not come up
  # The session of its own keeps a Ctrl-C at the terminal from it: the tests end first.
  (as_owner setsid "$bin/postgres" -D "$1/data" -p "$2" </dev/null >>"$log" 2>&1) &
  local starter=$! # setsid, setpriv and PostgreSQL are the same process, one after the other
  # It writes into that file who it is, first, and that it takes connections, last.
  settled() {
    [[ $(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) == "$2" ]] && grep -q '^ready' "$1/data/postmaster.pid" ||
      ! kill -0 "$2" 2>/dev/null
  }
  await $READY_SECONDS settled "$1" "$starter" && kill -0 "$starter" 2>/dev/null
}

start() {
  local bin owner
  find_programs
  stop # what a killed run has left
  choose_owner
  mkdir -p "$root/.gridcast"
  : >"$log"
  # Not below the checkout, which its user may not be allowed to enter.
  local folder password port
  folder=$(mktemp -d /tmp/gridcast-postgres.XXXXXX)
  echo "$folder" >"$state"
  trap '(($? == 0)) || stop' EXIT
  password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
  echo "$password" >"$folder/password"
  ((EUID != 0)) || chown -R "$owner" "$folder"
  # Figures in price units and texts sort alike everywhere: the same locale, whatever the machine's.
  if ! (as_owner "$bin/initdb" -D "$folder/data" -U "$USER_NAME" --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C >>"$log" 2>&1); then
    tail -n 5 "$log" >&2
    say "initdb fails; its log is $log"
    exit $EXIT_FAILURE
  fi
  cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 64MB
logging_collector = off
CONF
  # It cannot find a free port by itself.
  local try
  for ((try = 0; try < PORT_TRIES; try++)); do
    port=$((20000 + RANDOM % 12000))
    if run_postgres "$folder" "$port"; then
      echo "$port" >"$folder/port"
      break
    fi
  done
  if [[ ! -f $folder/port ]]; then
    tail -n 5 "$log" >&2
    say "PostgreSQL does not start; its log is $log"
    exit $EXIT_FAILURE
  fi
  PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U "$USER_NAME" "$DATABASE" >>"$log" 2>&1
  echo "GRIDCAST_TEST_POSTGRES=postgresql://$USER_NAME@127.0.0.1:$port/$DATABASE"
  echo "GRIDCAST_TEST_POSTGRES_PASSWORD=$password"
  echo "GRIDCAST_TEST_POSTGRES_BIN=$bin"
}

# --- stop -----------------------------------------------------------------------------------------

# Pids are used again; only a process whose command line names our folder is ours.
is_ours() { # pid, folder
  [[ -n $1 && -r /proc/$1/cmdline ]] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF -- "$2"
}

end_postgres() { # folder, signal: INT is its fast shutdown, QUIT ends it as a crash would
  local pid
  pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 0
  is_ours "$pid" "$1" || return 0
  kill "-$2" "$pid" 2>/dev/null || return 0
  gone() { ! is_ours "$1" "$2"; }
  await $STOP_SECONDS gone "$pid" "$1" && return
  kill -9 "$pid" 2>/dev/null || true
  await $STOP_SECONDS gone "$pid" "$1"
}

own_folder() { # sets folder to that of the PostgreSQL that start has started here
  if ! folder=$(cat "$state" 2>/dev/null); then
    return 1
  fi
  if [[ $folder != /tmp/gridcast-postgres.* ]]; then
    say "$state names '$folder', which is no PostgreSQL's folder; remove that file by hand"
    exit $EXIT_FAILURE
  fi
}

stop() {
  local folder
  own_folder || return 0
  end_postgres "$folder" INT
  rm -rf --one-file-system "$folder"
  rm -f "$state"
}

# --- halt and resume ------------------------------------------------------------------------------

need_own() { # sets folder, or ends
  own_folder && [[ -f $folder/port ]] && return
  say "there is no PostgreSQL of ours to halt or resume; start one first"
  exit $EXIT_FAILURE
}

halt() {
  local folder
  need_own
  end_postgres "$folder" QUIT
}

resume() {
  local folder bin owner
  need_own
  find_programs
  choose_owner
  if ! run_postgres "$folder" "$(<"$folder/port")"; then
    tail -n 5 "$log" >&2
    say "PostgreSQL does not start again; its log is $log"
    exit $EXIT_FAILURE
  fi
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  halt) halt ;;
  resume) resume ;;
  *)
    say "usage: postgres/postgres-for-tests.sh start | stop | halt | resume"
    exit $EXIT_USAGE
    ;;
esac
