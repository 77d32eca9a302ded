# Finds a JDK 25 and leaves its folder in $home, or says how to get one and ends the script. For scripts of this project:
#
#   . packaging/find-jdk.sh; find_jdk [FILE]
#
# FILE may hold the folder that was found last time.

# Whether a folder holds a JDK 25: its release file says so, which is much faster than asking its java.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

find_jdk() {
  for home in "${JAVA_HOME-}" "$(cat "${1:-/dev/null}" 2>/dev/null || :)"; do
    if [ -n "$home" ] && is_jdk "$home"; then
      return
    fi
  done
  if java=$(command -v java); then
    # A link in the path leads to the JDK it belongs to.
    home=$(dirname -- "$(dirname -- "$(readlink -f -- "$java" 2>/dev/null || echo "$java")")")
    if is_jdk "$home"; then
      return
    fi
  fi
  for home in /usr/lib/jvm/* "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* "${HOME-}"/.jdks/* \
    "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.asdf/installs/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk "$home"; then
      return
    fi
  done
  cat >&2 <<'HOW'
caisson: it needs a JDK 25, and there is none in JAVA_HOME, in the PATH or in the usual places. To get one:
  Ubuntu              sudo apt install openjdk-25-jdk-headless
  Debian              temurin-25-jdk from Eclipse Temurin's package archive
  Fedora              sudo dnf install java-25-openjdk-devel
  macOS               brew install openjdk@25
  with SDKMAN         sdk install java 25-tem
Where it is somewhere else, set JAVA_HOME to it.
HOW
  exit 2
}
