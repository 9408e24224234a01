#!/usr/bin/env bash
# A laboratory for the peer network: a small internet of network namespaces in one process tree of
# its own, and gone without trace with it.
#
#   network/lab.sh up [options] <fifo   builds it, prints what is where (NAME=value), then READY, and
#                                       stands until its standard input ends, Ctrl-C or kill -9
#   network/lab.sh in PID NAMESPACE COMMAND...   runs a command in a namespace of the one that has that process id
#
#   --a KIND, --b KIND    the routers of home-a and home-b (default: preserving)
#                           preserving  NAT that keeps the port where it can
#                           symmetric   NAT with a random port for every destination
#                           tcp-only    NAT that keeps the port, and no UDP in or out
#   --delay MS            added to home-a's line, half of it each way
#   --loss PERCENT        of home-a's packets that are lost, each way
#   --logs DIR            where the daemons write; default: nowhere
#
#   home-a 192.168.1.10 -- router-a 203.0.113.11 --+-- internet 203.0.113.0/24 --+-- router-b 203.0.113.12 -- home-b 192.168.1.20
#                     (delay and loss)             |                             |
#         coturn 203.0.113.2:3478, TLS 5349 (TURN user lab, password secret) ----+-- public 203.0.113.5, a host without NAT
#         coturn 203.0.113.3:3478 (TURN with the shared secret "shared"; STUN) --+
#         Mosquitto 203.0.113.4:1883                     and lonely, a host with nothing but a loopback interface
#
# Needs Debian's iproute2, nftables, coturn, mosquitto, openssl and python3; no right at all but that to make
# user namespaces, and as root not even that.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
readonly EXIT_FAILURE=1 EXIT_USAGE=2 EXIT_MISSING=3
readonly READY_SECONDS=20
readonly NET=203.0.113 # one of the documentation's own

export PATH=$PATH:/usr/sbin:/sbin

say() { printf 'lab: %s\n' "$*" >&2; }

fail() {
  say "$@"
  exit $EXIT_FAILURE
}

# --- outside --------------------------------------------------------------------------------------

up() { # becomes the keeper of namespaces in which everything else happens
  local program
  for program in ip nft turnserver mosquitto openssl python3 unshare; do
    command -v "$program" >/dev/null && continue
    say "$program is not installed; this command installs it all:"
    say "apt-get install -y --no-install-recommends iproute2 nftables coturn mosquitto openssl python3-minimal util-linux"
    exit $EXIT_MISSING
  done
  # Whatever ends this process ends the first one in there, and that one takes all others along:
  # a process id space without its first process is killed by the kernel, and nothing is left then
  # that would hold a network namespace.
  local user=()
  ((EUID == 0)) || user=(--user --map-root-user)
  exec unshare "${user[@]}" --net --mount --pid --fork --kill-child --mount-proc --propagation private -- \
    bash "$here/lab.sh" inside $$ "$@"
}

enter() { # process id of "up", namespace, command...
  local keeper=$1 namespace=$2 first user=()
  shift 2
  first=$(cat "/proc/$keeper/task/$keeper/children" 2>/dev/null) || first=
  first=${first%% *}
  [[ -n $first ]] || fail "no laboratory has the process id $keeper"
  ((EUID == 0)) || user=(--user --preserve-credentials)
  # The command sees the end of this process as its own SIGTERM: a signal sent here arrives there.
  # shellcheck disable=SC2016 # expanded in there: entering a mount namespace changes the folder
  exec nsenter --target "$first" "${user[@]}" --mount --pid -- \
    bash -c 'cd "$1" && shift && exec nsenter "$1" -- setpriv --pdeathsig TERM -- "${@:2}"' \
    lab "$PWD" "--net=/run/netns/$namespace" "$@"
}

# --- inside ---------------------------------------------------------------------------------------

at() { # namespace, command...
  local namespace=$1
  shift
  nsenter --net="/run/netns/$namespace" -- "$@"
}

cable() { # namespace, device, namespace, device: two ends of one cable, both plugged in
  ip link add name "$2" netns "$1" type veth peer name "$4" netns "$3"
  # No IPv6 of its own: this internet has none.
  ip -n "$1" link set dev "$2" addrgenmode none up
  ip -n "$3" link set dev "$4" addrgenmode none up
}

namespaces() {
  # Root's own /run/netns stays as it is: this mount is seen in here alone.
  if [[ -d /run/netns ]] || mkdir /run/netns 2>/dev/null; then
    mount -t tmpfs lab /run/netns
  else
    mount -t tmpfs lab /run
  fi
  local namespace
  for namespace in internet public lonely router-a home-a router-b home-b line-a; do
    ip netns add "$namespace"
    ip -n "$namespace" link set lo up
  done
}

internet() {
  ip -n internet link add internet type bridge
  ip -n internet link set internet addrgenmode none up
  local host
  for host in 1 2 3 4; do
    ip -n internet address add "$NET.$host/24" dev internet
  done
  ip -n internet route add default dev internet # coturn relays nothing without one
  cable public wan internet public
  ip -n internet link set public master internet
  ip -n public address add "$NET.5/24" dev wan
  ip -n public route add default via "$NET.1"
}

router() { # letter, kind, outer address, inner address of the host
  local router=router-$1 home=home-$1 rule='masquerade' block=
  case $2 in
    preserving) ;;
    symmetric) rule='masquerade fully-random' ;;
    tcp-only) block='meta l4proto udp drop' ;;
    *)
      say "--$1 $2: no such router; there are: preserving, symmetric, tcp-only"
      exit $EXIT_USAGE
      ;;
  esac
  cable "$home" lan "$router" lan
  ip -n "$home" address add "$4/24" dev lan
  ip -n "$router" address add 192.168.1.1/24 dev lan
  ip -n "$home" route add default via 192.168.1.1
  ip -n "$router" address add "$3/24" dev wan
  ip -n "$router" route add default via "$NET.1"
  at "$router" bash -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  at "$router" nft -f - <<NFT
table ip lab {
  chain forward {
    type filter hook forward priority 0; policy accept;
    $block
    ct state established,related accept
    iifname "wan" drop
  }
  chain input {
    type filter hook input priority 0; policy accept;
    # As home routers do; and an entry for what comes uninvited would take the port from who is
    # about to send from it.
    iifname "wan" ct state new drop
  }
  chain outwards {
    type nat hook postrouting priority 100;
    oifname "wan" $rule
  }
}
NFT
}

plug() { # letter: the line from a router to the internet
  cable internet "$1" "router-$1" wan
  ip -n internet link set dev "$1" master internet
}

plug_slow() { # letter, milliseconds for a round trip: the same with a delay, half of it each way
  local half=$(($2 / 2))
  cable "line-$1" near "router-$1" wan
  cable internet "$1" "line-$1" far
  ip -n internet link set dev "$1" master internet
  if tc -n "line-$1" qdisc add dev near root netem delay "${half}ms" limit 100000 2>/dev/null; then
    tc -n "line-$1" qdisc add dev far root netem delay "${half}ms" limit 100000
    at "line-$1" bash -c 'ip link add line type bridge && ip link set line addrgenmode none up &&
      ip link set near master line && ip link set far master line'
    delayed_by=netem
  else
    at "line-$1" python3 "$here/slow_line.py" near far "$half" &
    delayed_by=slow_line.py
  fi
}

lose() { # router, percent: of what it forwards, each way
  at "$1" nft -f - <<NFT
table ip loss {
  chain forward {
    type filter hook forward priority -10;
    numgen random mod 1000 < $(awk -v percent="$2" 'BEGIN { printf "%d", percent * 10 }') counter drop
  }
}
NFT
}

daemon() { # name, command...: in the internet, its words in the folder of the logs
  local name=$1 log=/dev/null
  shift
  [[ -z $logs ]] || log=$logs/$name.log
  at internet "$@" </dev/null >"$log" 2>&1 &
}

turn() { # name, address, arguments...
  local name=$1 address=$2
  shift 2
  # A folder of its own: by default all of them share one database below /var.
  mkdir "$scratch/$name"
  daemon "$name" turnserver -n --listening-ip="$address" --listening-port=3478 --relay-ip="$address" \
    --realm=lab --no-dtls --no-cli --no-multicast-peers --verbose --log-file=stdout --simple-log \
    --userdb="$scratch/$name/turndb" --pidfile="$scratch/$name/pid" --proc-user=root --proc-group=root "$@"
}

certificate() { # one that nobody vouches for
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$NET.2" \
    -addext "subjectAltName=IP:$NET.2" -keyout "$scratch/key.pem" -out "$scratch/cert.pem" 2>/dev/null ||
    fail "openssl made no certificate"
}

broker() {
  cat >"$scratch/mosquitto.conf" <<CONF
listener 1883 $NET.4
allow_anonymous true
persistence false
user root
log_dest stdout
log_type all
CONF
  daemon mosquitto mosquitto -c "$scratch/mosquitto.conf"
}

await() { # what, command...: polls until the command succeeds
  local what=$1 deadline=$((SECONDS + READY_SECONDS))
  shift
  until "$@" 2>/dev/null; do
    ((SECONDS <= deadline)) || fail "$what did not come up within $READY_SECONDS s${logs:+; $logs tells}"
    sleep 0.05
  done
}

answers() { # address, port
  # shellcheck disable=SC2016
  at internet bash -c ': <"/dev/tcp/$0/$1"' "$1" "$2"
}

inside() { # the process id of the keeper, options
  local keeper=$1 a=preserving b=preserving delay=0 loss=0 logs='' delayed_by=none scratch
  shift
  while (($# > 0)); do
    (($# > 1)) || usage
    case $1 in
      --a) a=$2 ;;
      --b) b=$2 ;;
      --delay) delay=$2 ;;
      --loss) loss=$2 ;;
      --logs) logs=$2 ;;
      *) usage ;;
    esac
    shift 2
  done
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  [[ -z $logs ]] || mkdir -p "$logs"
  namespaces
  # In memory, seen from in here alone, and gone with the last process.
  scratch=/run/netns/scratch
  mkdir "$scratch"
  internet
  if ((delay > 0)); then plug_slow a "$delay"; else plug a; fi
  plug b
  router a "$a" "$NET.11" 192.168.1.10
  router b "$b" "$NET.12" 192.168.1.20
  [[ $loss == 0 ]] || lose router-a "$loss"
  certificate
  turn coturn "$NET.2" --lt-cred-mech --user=lab:secret --tls-listening-port=5349 \
    --cert="$scratch/cert.pem" --pkey="$scratch/key.pem"
  turn coturn-shared "$NET.3" --no-tls --use-auth-secret --static-auth-secret=shared
  broker
  await coturn answers "$NET.2" 3478
  await "the second coturn" answers "$NET.3" 3478
  await "coturn's TLS" answers "$NET.2" 5349
  await mosquitto answers "$NET.4" 1883
  cat <<LIST
LAB_PID=$keeper
STUN=stun:$NET.2:3478
OTHER_STUN=stun:$NET.3:3478
TURN=turn:$NET.2:3478
TURN_TLS=turns:$NET.2:5349
TURN_USER=lab
TURN_PASSWORD=secret
SHARED_TURN=turn:$NET.3:3478
SHARED_SECRET=shared
MQTT=mqtt://$NET.4:1883
DELAYED_BY=$delayed_by
READY
LIST
  # Until standard input ends; a word of the shell's own, since a trap runs only between such.
  while read -r; do :; done
}

usage() {
  say "usage: network/lab.sh up [--a KIND] [--b KIND] [--delay MS] [--loss PERCENT] [--logs DIR] | in PID NAMESPACE COMMAND..."
  exit $EXIT_USAGE
}

case ${1:-} in
  up) up "${@:2}" ;;
  in)
    (($# > 3)) || usage
    enter "${@:2}"
    ;;
  inside) inside "${@:2}" ;;
  *) usage ;;
esac
