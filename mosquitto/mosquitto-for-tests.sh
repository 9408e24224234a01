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
kind=mosquitto what=Mosquitto name=${GRIDCAST_TEST_MOSQUITTO_NAME:-mosquitto}
# shellcheck source-path=SCRIPTDIR/.. source=for-tests/daemon.sh
. "$root/for-tests/daemon.sh"

readonly READY_SECONDS=20
readonly USER_NAME=gridcast

find_programs() { # sets mosquitto; Debian keeps it off the PATH of ordinary users
  PATH=$PATH:/usr/sbin:/usr/local/sbin
  mosquitto=$(command -v mosquitto) && command -v mosquitto_passwd >/dev/null && command -v openssl >/dev/null && return
  missing Mosquitto "mosquitto openssl"
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

try_port() { # port
  write_configuration "$folder" "$1"
  run_mosquitto "$folder"
}

start() {
  local mosquitto password
  find_programs
  begin
  password=$(random_word)
  echo "$USER_NAME:$password" >"$folder/passwords"
  chmod 600 "$folder/passwords"
  { mosquitto_passwd -U "$folder/passwords" && make_certificate "$folder"; } >>"$log" 2>&1 ||
    fail_after "$log" "the password file or the certificate cannot be made"
  # It cannot find free ports by itself.
  on_a_free_port try_port || fail_after "$log" "Mosquitto does not start"
  echo "GRIDCAST_TEST_MQTT=mqtt://$USER_NAME:$password@127.0.0.1:$port"
  echo "GRIDCAST_TEST_MQTT_TLS=mqtts://$USER_NAME:$password@localhost:$((port + 1))"
  echo "GRIDCAST_TEST_MQTT_CA=$folder/ca.crt"
}

stop() {
  own_folder || return 0
  end_process "$folder/pid" "$folder"
  remove
}

halt() {
  need_own pid
  end_process "$folder/pid" "$folder" KILL
}

resume() {
  local mosquitto
  need_own pid
  find_programs
  run_mosquitto "$folder" || fail_after "$log" "Mosquitto does not start again"
}

obey "$@"
