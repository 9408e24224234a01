#!/usr/bin/env bash
# A WebRTC stack that nobody here wrote, for the tests that speak our protocol with it: node-datachannel
# for Node.js, in the versions that package-lock.json pins by their digests. Needs Debian's packages
# nodejs and npm; npm asks whatever registry it is configured for.
#
#   interop/interop-for-tests.sh install    prints the environment that the tests want, one NAME=value a line
#
# It lies in .gridcast/interop and stays there: what is installed already is not fetched again.
# .gridcast/interop.log says what npm did, and which Node.js there is.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
folder=$root/.gridcast/interop
log=$root/.gridcast/interop.log

readonly EXIT_FAILURE=1 EXIT_USAGE=2 EXIT_MISSING=3

say() { printf 'interop-for-tests: %s\n' "$*" >&2; }

is_installed() { # whether what lies there is what the lock file says
  cmp -s "$root/interop/package-lock.json" "$folder/package-lock.json" && [[ -f $folder/installed ]]
}

install() {
  local program
  for program in node npm; do
    if ! command -v "$program" >/dev/null; then
      say "$program is not installed; this command installs it: apt-get install -y --no-install-recommends nodejs npm"
      exit $EXIT_MISSING
    fi
  done
  mkdir -p "$folder"
  echo "node $(node --version)" >"$log"
  if ! is_installed; then
    rm -f "$folder/installed"
    cp "$root/interop/package.json" "$root/interop/package-lock.json" "$folder"
    # Nothing of what is fetched runs while it is installed.
    if ! (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier >>"$log" 2>&1); then
      tail -n 5 "$log" >&2
      say "npm cannot install node-datachannel; its log is $log"
      exit $EXIT_FAILURE
    fi
    touch "$folder/installed"
  fi
  echo "installed $(cd "$folder" && node -p 'require("./node_modules/node-datachannel/package.json").version')" >>"$log"
  echo "GRIDCAST_TEST_INTEROP=$folder"
}

case ${1:-} in
  install) install ;;
  *)
    say "usage: interop/interop-for-tests.sh install"
    exit $EXIT_USAGE
    ;;
esac
