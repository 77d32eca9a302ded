# What the bench's commands share. Sourced from the repository's root with `set -eu`.

fail() {
    echo "$*" >&2
    exit 1
}

. packaging/find-jdk.sh

# Sets JAVA_HOME to a JDK 25.
set_java_home() {
    find_jdk .caisson/jdk
    JAVA_HOME=$home
    export JAVA_HOME
}

# Compiles the bench and what it needs, and sets CLASS_PATH.
build_java() {
    mvn -q -B -pl bench -am -DskipTests compile dependency:build-classpath \
        -DincludeScope=compile -Dmdep.outputFile=target/classpath >&2
    CLASS_PATH=$PWD/bench/target/classes:$(cat bench/target/classpath)
}

# Compiles the load generator and the mock engine into bench/target/native.
build_native() {
    command -v cc >/dev/null || fail "no C compiler found: install one (Debian: apt-get install gcc libc6-dev)"
    echo '#include <openssl/ssl.h>' | cc -E - >/dev/null 2>&1 ||
        fail "OpenSSL's headers are missing: install them (Debian: apt-get install libssl-dev)"
    out=bench/target/native
    mkdir -p $out
    flags="-O2 -std=c17 -Wall -Wextra -Werror"
    src=bench/native
    common="$src/wire.c $src/measure.c"
    cc $flags -o $out/engine $src/engine.c $src/answers.c $common
    cc $flags -o $out/load $src/load.c $src/load_requests.c $src/load_echo.c $src/load_events.c \
        $src/load_abandon.c $src/load_start.c $src/load_tls.c $common -lssl -lcrypto
}

# Installs packages of the distribution that are missing, without starting their services.
install_missing() {
    missing=
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair##*:}"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || fail "missing:$missing; install them without starting them"
    [ "$(id -u)" = 0 ] || fail "missing:$missing; run as root once, or install them without starting them"
    policy=/usr/sbin/policy-rc.d
    if [ -e $policy ]; then
        policy=
    else
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
    fi
    status=0
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2 || status=$?
    [ -z "$policy" ] || rm -f $policy
    [ $status = 0 ] || fail "could not install:$missing"
}
