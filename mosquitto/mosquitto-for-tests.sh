#!/usr/bin/env bash
# A Mosquitto of the tests' own: in a fresh folder, on free ports of the loopback interface, and gone
# without trace afterwards. Needs Debian's packages mosquitto and openssl. A Mosquitto that is already
# on this machine is neither used nor touched.
#
#   mosquitto/mosquitto-for-tests.sh start    prints the environment that the tests want, one NAME=value a line
#   mosquitto/mosquitto-for-tests.sh stop     ends it and removes everything; also what a killed run has left
#   mosquitto/mosquitto-for-tests.sh halt     ends it alone and at once, as a power cut would
#   mosquitto/mosquitto-for-tests.sh resume   starts it again on the same ports
#
# It listens on two ports, without and with TLS, both for a user with a password.
#
# .gridcast/mosquitto.log stays, so that one can see afterwards what ran. A test that halts its
# Mosquitto takes one of its own: GRIDCAST_TEST_MOSQUITTO_NAME=NAME, instead of "mosquitto".
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
state=$root/.gridcast/${GRIDCAST_TEST_MOSQUITTO_NAME:-mosquitto} # names the folder of the one that runs or ran
log=$state.log

readonly EXIT_FAILURE=1 EXIT_USAGE=2 EXIT_MISSING=3
readonly READY_SECONDS=20 STOP_SECONDS=10 PORT_TRIES=20
readonly USER_NAME=gridcast

say() { printf 'mosquitto-for-tests: %s\n' "$*" >&2; }

await() { # seconds, command...: polls until the command succeeds; fails when it does not in time
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS <= deadline)) || return 1
    sleep 0.05
  done
}

# --- start ----------------------------------------------------------------------------------------

find_programs() { # sets mosquitto; Debian keeps it off the PATH of ordinary users
  PATH=$PATH:/usr/sbin:/usr/local/sbin
  mosquitto=$(command -v mosquitto) && command -v mosquitto_passwd >/dev/null && command -v openssl >/dev/null && return
  say "Mosquitto is not installed; this command installs it: apt-get install -y --no-install-recommends mosquitto openssl"
  exit $EXIT_MISSING
}

make_certificate() { # folder: an authority of our own, and a certificate of localhost from it
  local d=$1
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
    -subj "/CN=Gridcast's tests" -keyout "$d/ca.key" -out "$d/ca.crt"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -subj "/CN=localhost" -keyout "$d/server.key" -out "$d/server.csr"
  openssl x509 -req -in "$d/server.csr" -CA "$d/ca.crt" -CAkey "$d/ca.key" -CAcreateserial -days 2 \
    -extfile <(echo "subjectAltName=DNS:localhost") -out "$d/server.crt"
}

write_configuration() { # folder, first port
  cat >"$1/mosquitto.conf" <<CONF
per_listener_settings false
persistence false
log_dest stderr
log_type all
log_timestamp_format %Y-%m-%dT%H:%M:%S
password_file $1/passwords
allow_anonymous false

listener $2 127.0.0.1

listener $(($2 + 1)) 127.0.0.1
cafile $1/ca.crt
certfile $1/server.crt
keyfile $1/server.key
CONF
  # As root it becomes a user of its own otherwise, who may not read this folder.
  ((EUID != 0)) || echo "user root" >>"$1/mosquitto.conf"
}

run_mosquitto() { # folder: starts it in the background; fails when it does not come up
  local lines
  lines=$(wc -l <"$log")
  # The session of its own keeps a Ctrl-C at the terminal from it: the tests end first.
  setsid "$mosquitto" -c "$1/mosquitto.conf" </dev/null >>"$log" 2>&1 &
  local starter=$!
  echo "$starter" >"$1/pid"
  settled() { tail -n +$(($2 + 1)) "$log" | grep -q ' running$' || ! kill -0 "$1" 2>/dev/null; }
  await $READY_SECONDS settled "$starter" "$lines" && kill -0 "$starter" 2>/dev/null
}

start() {
  local mosquitto
  find_programs
  stop # what a killed run has left
  mkdir -p "$root/.gridcast"
  : >"$log"
  local folder password port started=
  folder=$(mktemp -d /tmp/gridcast-mosquitto.XXXXXX)
  echo "$folder" >"$state"
  trap '(($? == 0)) || stop' EXIT
  password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
  echo "$USER_NAME:$password" >"$folder/passwords"
  chmod 600 "$folder/passwords"
  if ! { mosquitto_passwd -U "$folder/passwords" && make_certificate "$folder"; } >>"$log" 2>&1; then
    tail -n 5 "$log" >&2
    say "the password file or the certificate cannot be made; the log is $log"
    exit $EXIT_FAILURE
  fi
  # It cannot find free ports by itself.
  local try
  for ((try = 0; try < PORT_TRIES; try++)); do
    port=$((20000 + RANDOM % 12000))
    write_configuration "$folder" "$port"
    if run_mosquitto "$folder"; then
      started=yes
      break
    fi
  done
  if [[ -z $started ]]; then
    tail -n 5 "$log" >&2
    say "Mosquitto does not start; its log is $log"
    exit $EXIT_FAILURE
  fi
  echo "GRIDCAST_TEST_MQTT=mqtt://$USER_NAME:$password@127.0.0.1:$port"
  echo "GRIDCAST_TEST_MQTT_TLS=mqtts://$USER_NAME:$password@localhost:$((port + 1))"
  echo "GRIDCAST_TEST_MQTT_CA=$folder/ca.crt"
}

# --- stop -----------------------------------------------------------------------------------------

# Pids are used again; only a process whose command line names our folder is ours.
is_ours() { # pid, folder
  [[ -n $1 && -r /proc/$1/cmdline ]] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF -- "$2"
}

end_mosquitto() { # folder, signal
  local pid
  pid=$(cat "$1/pid" 2>/dev/null) || return 0
  is_ours "$pid" "$1" || return 0
  kill "-$2" "$pid" 2>/dev/null || return 0
  gone() { ! is_ours "$1" "$2"; }
  await $STOP_SECONDS gone "$pid" "$1" && return
  kill -9 "$pid" 2>/dev/null || true
  await $STOP_SECONDS gone "$pid" "$1"
}

own_folder() { # sets folder to that of the Mosquitto that start has started here
  if ! folder=$(cat "$state" 2>/dev/null); then
    return 1
  fi
  if [[ $folder != /tmp/gridcast-mosquitto.* ]]; then
    say "$state names '$folder', which is no Mosquitto's folder; remove that file by hand"
    exit $EXIT_FAILURE
  fi
}

stop() {
  local folder
  own_folder || return 0
  end_mosquitto "$folder" TERM
  rm -rf --one-file-system "$folder"
  rm -f "$state"
}

# --- halt and resume ------------------------------------------------------------------------------

need_own() { # sets folder, or ends
  own_folder && [[ -f $folder/pid ]] && return
  say "there is no Mosquitto of ours to halt or resume; start one first"
  exit $EXIT_FAILURE
}

halt() {
  local folder
  need_own
  end_mosquitto "$folder" KILL
}

resume() {
  local folder mosquitto
  need_own
  find_programs
  if ! run_mosquitto "$folder"; then
    tail -n 5 "$log" >&2
    say "Mosquitto does not start again; its log is $log"
    exit $EXIT_FAILURE
  fi
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  halt) halt ;;
  resume) resume ;;
  *)
    say "usage: mosquitto/mosquitto-for-tests.sh start | stop | halt | resume"
    exit $EXIT_USAGE
    ;;
esac
