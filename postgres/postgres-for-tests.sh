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
kind=postgres what=PostgreSQL name=${GRIDCAST_TEST_POSTGRES_NAME:-postgres}
# shellcheck source-path=SCRIPTDIR/.. source=for-tests/daemon.sh
. "$root/for-tests/daemon.sh"

readonly READY_SECONDS=60
readonly USER_NAME=gridcast DATABASE=gridcast

find_programs() { # sets bin to the newest PostgreSQL's programs: Debian keeps them off the PATH
  local candidate
  bin=
  while IFS= read -r candidate; do
    [[ -x $candidate/initdb && -x $candidate/postgres ]] && bin=$candidate
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V)
  if [[ -z $bin ]] && command -v initdb >/dev/null && command -v postgres >/dev/null; then
    bin=$(dirname "$(readlink -f "$(command -v initdb)")")
  fi
  [[ -n $bin ]] || missing PostgreSQL postgresql
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
  local bin owner password
  find_programs
  choose_owner
  begin
  password=$(random_word)
  echo "$password" >"$folder/password"
  ((EUID != 0)) || chown -R "$owner" "$folder"
  # Figures in price units and texts sort alike everywhere: the same locale, whatever the machine's.
  (as_owner "$bin/initdb" -D "$folder/data" -U "$USER_NAME" --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C >>"$log" 2>&1) || fail_after "$log" "initdb fails"
  cat >>"$folder/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 64MB
logging_collector = off
CONF
  # It cannot find a free port by itself.
  on_a_free_port run_postgres "$folder" || fail_after "$log" "PostgreSQL does not start"
  echo "$port" >"$folder/port"
  PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U "$USER_NAME" "$DATABASE" >>"$log" 2>&1
  echo "GRIDCAST_TEST_POSTGRES=postgresql://$USER_NAME@127.0.0.1:$port/$DATABASE"
  echo "GRIDCAST_TEST_POSTGRES_PASSWORD=$password"
  echo "GRIDCAST_TEST_POSTGRES_BIN=$bin"
}

end_postgres() { # signal: INT is its fast shutdown, QUIT ends it as a crash would
  end_process "$folder/data/postmaster.pid" "$folder" "$1"
}

stop() {
  own_folder || return 0
  end_postgres INT
  remove
}

halt() {
  need_own port
  end_postgres QUIT
}

resume() {
  local bin owner
  need_own port
  find_programs
  choose_owner
  run_postgres "$folder" "$(<"$folder/port")" || fail_after "$log" "PostgreSQL does not start again"
}

obey "$@"
