#!/usr/bin/env bash
# Makes a base image for Gridcast's images from what lies on this machine, without a registry: the
# JDK at hand cut down by jlink, the libraries that it is linked against, a shell and a few commands.
#
#   docker/base-image.sh                     gridcast-base: for the trainer
#   docker/base-image.sh --with webrtc       the same with what webrtc-java is linked against, for
#                                            the server and the client
#   docker/base-image.sh --tag NAME          another name
#
# Then:  docker build --build-arg BASE_IMAGE=gridcast-base …
#
# It is laid out like eclipse-temurin:17-jre (JAVA_HOME=/opt/java/openjdk), for which it stands in.
# Needs: Linux, a JDK 17 or later with its jmods, and a docker command that reaches an engine.
set -euo pipefail

readonly EXIT_USAGE=2 EXIT_MISSING=3
readonly JAVA_BASELINE=17
readonly JAVA_HOME_INSIDE=/opt/java/openjdk

# What the three jars use, by jdeps, and what they look up by name: certificates of elliptic curves,
# zip file systems, the container's memory limit. VECTOR_API is added where the JDK has it.
readonly VECTOR_API=jdk.incubator.vector
readonly MODULES=java.base,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.sql,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported,jdk.zipfs

# dash is /bin/sh; the rest is what an entry point and a Dockerfile of ours may call.
readonly COMMANDS=(cat chmod chown cp dash env head id ln ls mkdir mv nice rm sleep touch true)

# Linked against by the trainer's native libraries, and by SQLite's, which bring the rest themselves.
# The last three are empty shells of the C library since it swallowed them, asked for nevertheless.
readonly TRAINER_LIBRARIES=(
  libstdc++.so.6 libgcc_s.so.1 libm.so.6 libz.so.1 libdl.so.2 libpthread.so.0 librt.so.1
)

# Linked against by webrtc-java's native library, used or not, and the Debian packages they are in.
readonly WEBRTC_LIBRARIES=(
  libpulse.so.0:libpulse0 libudev.so.1:libudev1 libX11.so.6:libx11-6 libXfixes.so.3:libxfixes3
  libXrandr.so.2:libxrandr2 libXcomposite.so.1:libxcomposite1 libdbus-1.so.3:libdbus-1-3
  libstdc++.so.6:libstdc++6
)

say() { printf 'base-image: %s\n' "$*" >&2; }

missing() {
  say "$*"
  exit $EXIT_MISSING
}

usage() { sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; }

java_major() { # of the java binary $1; 0 when it does not run
  local printed
  printed=$("$1" -version 2>&1) || true
  [[ $printed =~ \ version\ \"([0-9]+) ]] && echo "${BASH_REMATCH[1]}" || echo 0
}

find_jdk() { # prints the home of a JDK that jlink can work on
  local candidate on_path
  on_path=$(command -v jlink || true)
  [[ -n $on_path ]] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for candidate in ${JAVA_HOME:+"$JAVA_HOME"} ${on_path:+"$on_path"} /usr/lib/jvm/*; do
    if [[ -x $candidate/bin/jlink && -f $candidate/jmods/java.base.jmod ]] &&
      (($(java_major "$candidate/bin/java") >= JAVA_BASELINE)); then
      echo "$candidate"
      return
    fi
  done
  return 1
}

path_of_library() { # prints where the dynamic linker finds library $1; nothing when it does not
  # The first of this machine's own kind: others (x32, i386) may be listed too.
  /sbin/ldconfig -p | awk -v name="$1" -v libc="$(ldconfig_kind)" \
    '$1 == name && index($0, libc) { path = $NF } END { print path }'
}

ldconfig_kind() { # how ldconfig -p marks libraries of this machine's own kind
  case $(uname -m) in
    x86_64) echo 'x86-64' ;;
    aarch64) echo 'AArch64' ;;
    *) missing "images are made for x86_64 and aarch64, not for $(uname -m)" ;;
  esac
}

copy_file() { # copies file $1 to the same place under $root, links followed, once
  [[ -e $root$1 ]] && return 0
  mkdir -p "$root$(dirname "$1")"
  cp -L "$1" "$root$1"
}

copy_linked() { # copies what the programs and libraries "$@" are linked against, and its own, and so on
  local file
  while IFS= read -r file; do
    copy_file "$file"
  done < <(ldd "$@" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// && NF == 2 && $1 !~ /:$/ { print $1 }' |
    grep -v "^$root/" | sort -u)
}

copy_library() { # library $1, of Debian package $2
  local file
  file=$(path_of_library "$1")
  [[ -n $file ]] || missing "this machine lacks $1 (Debian: apt-get install -y $2)"
  copy_file "$file"
  copy_linked "$file"
}

make_skeleton() {
  # usr/lib and usr/bin are the real folders, as on any Linux of today.
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{etc,proc,sys,dev,home,root,var/tmp,opt}
  ln -s usr/bin "$root/bin"
  ln -s usr/sbin "$root/sbin"
  ln -s usr/lib "$root/lib"
  ln -s usr/lib64 "$root/lib64"
  mkdir "$root/tmp"
  chmod 1777 "$root/tmp" "$root/var/tmp"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
  printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
}

make_java() {
  local modules=$MODULES
  [[ -f $jdk/jmods/$VECTOR_API.jmod ]] && modules+=,$VECTOR_API
  mkdir -p "$root$(dirname $JAVA_HOME_INSIDE)"
  # It warns that a module is an incubator's, which nobody here can do anything about.
  "$jdk/bin/jlink" --module-path "$jdk/jmods" --add-modules "$modules" --output "$root$JAVA_HOME_INSIDE" \
    --strip-java-debug-attributes --no-header-files --no-man-pages |
    { grep -v '^WARNING: Using incubator modules: ' || true; }
  # Without its archive of preloaded classes every start of Java takes half a second longer.
  "$root$JAVA_HOME_INSIDE/bin/java" -Xshare:dump >/dev/null
  # Not what draws on a screen: that would bring an X server's libraries in.
  local libraries=()
  while IFS= read -r library; do
    libraries+=("$library")
  done < <(find "$root$JAVA_HOME_INSIDE/lib" -name '*.so' | grep -Ev 'lib(awt|awt_xawt|fontmanager|splashscreen|jsound|lcms|mlib_image|javajpeg|jawt|atk-wrapper)[^/]*$')
  copy_linked "$root$JAVA_HOME_INSIDE/bin/java" "${libraries[@]}"
}

make_commands() {
  local command file
  for command in "${COMMANDS[@]}"; do
    file=$(type -P "$command") || missing "this machine lacks the command $command"
    cp -L "$file" "$root/usr/bin/$command"
    copy_linked "$file"
  done
  ln -s dash "$root/usr/bin/sh"
}

import() { # the finished tree as image $1
  # Numeric owners and one time stamp: the image does not depend on who made it.
  tar -C "$root" --numeric-owner --owner=0 --group=0 -c . |
    docker import \
      --change "ENV PATH=$JAVA_HOME_INSIDE/bin:/usr/bin:/bin" \
      --change "ENV JAVA_HOME=$JAVA_HOME_INSIDE" \
      --change "ENV LANG=C.UTF-8" \
      --change "LABEL dev.gridcast.image=base" \
      --change 'CMD ["/bin/sh"]' \
      - "$1" >/dev/null
}

main() {
  local tag=gridcast-base webrtc=0 entry
  while (($# > 0)); do
    case $1 in
      --tag | --with)
        (($# > 1)) || {
          say "$1 needs a value (see --help)"
          exit $EXIT_USAGE
        }
        case $1=$2 in
          --tag=*) tag=$2 ;;
          --with=webrtc) webrtc=1 ;;
          *)
            say "--with knows webrtc, not '$2'"
            exit $EXIT_USAGE
            ;;
        esac
        shift 2
        ;;
      --help | -h)
        usage
        return
        ;;
      *)
        say "unknown argument '$1' (see --help)"
        exit $EXIT_USAGE
        ;;
    esac
  done
  [[ $(uname -s) == Linux ]] || missing "this needs Linux; elsewhere use eclipse-temurin:17-jre"
  command -v docker >/dev/null || missing "this machine lacks docker (Debian: apt-get install -y docker.io)"
  jdk=$(find_jdk) || missing "this machine lacks a JDK $JAVA_BASELINE or later with jmods (Debian: apt-get install -y openjdk-17-jdk-headless)"
  jdk=$(readlink -f "$jdk")

  local started=$SECONDS
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  chmod 755 "$root"
  make_skeleton
  make_java
  make_commands
  for entry in "${TRAINER_LIBRARIES[@]}"; do
    copy_library "$entry" libc6
  done
  if ((webrtc)); then
    for entry in "${WEBRTC_LIBRARIES[@]}"; do
      copy_library "${entry%%:*}" "${entry##*:}"
    done
  fi
  import "$tag"
  say "made $tag ($(du -sm "$root" | cut -f1) MB, from $jdk) in $((SECONDS - started)) s"
}

main "$@"
