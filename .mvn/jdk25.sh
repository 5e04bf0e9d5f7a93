# Sourced by mvnw and coppice: sets and exports JAVA_HOME to a JDK 25, or says how to get one and
# exits with 4. A JAVA_HOME that already is one is kept.

is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while read -r jdk25_line; do
    case $jdk25_line in JAVA_VERSION=\"25*) return 0 ;; esac
  done <"$1/release"
  return 1
}

find_jdk25() {
  is_jdk25 "${JAVA_HOME-}" && return 0
  for jdk25_home in \
    "${JDK25_HOME-}" \
    /usr/lib/jvm/*25* \
    /usr/java/*25* \
    /opt/*jdk*25* \
    /opt/java/*25* \
    "${HOME-}"/.sdkman/candidates/java/25* \
    "${HOME-}"/.jdks/*25* \
    "${HOME-}"/.local/share/mise/installs/java/*25* \
    "${HOME-}"/.asdf/installs/java/*25* \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if is_jdk25 "$jdk25_home"; then
      JAVA_HOME=$jdk25_home
      return 0
    fi
  done
  # Last, because it costs a process: whatever `java` on the PATH is a link to.
  jdk25_home=$(command -v java) && jdk25_home=$(readlink -f "$jdk25_home" 2>/dev/null) || return 1
  jdk25_home=${jdk25_home%/bin/java}
  is_jdk25 "$jdk25_home" && JAVA_HOME=$jdk25_home
}

if find_jdk25; then
  export JAVA_HOME
else
  echo "No JDK 25 was found: install one (for example Temurin 25) and set JAVA_HOME or JDK25_HOME to its folder." >&2
  exit 4
fi
