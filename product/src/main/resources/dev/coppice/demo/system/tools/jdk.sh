# Sourced: sets JDK to the folder of a JDK 17 or newer, or ends with a message.
# Looks at JAVA_HOME, PATH, the usual folders of Linux, and those of macOS, in this order.

# jdk_is_usable FOLDER: whether it holds a compiler of version 17 or newer.
jdk_is_usable() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge 17 ]
}

# follow_links FILE: prints the file at the end of a chain of symbolic links.
follow_links() {
  file=$1
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=${file%/*}/$link ;;
    esac
  done
  printf '%s\n' "$file"
}

find_jdk() {
  on_path=$(command -v javac || true)
  [ -z "$on_path" ] || on_path=$(follow_links "$on_path")
  for JDK in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/* \
    /opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$JDK" ] && jdk_is_usable "$JDK"; then
      return 0
    fi
  done
  echo "No JDK 17 or newer was found; set JAVA_HOME to one." >&2
  exit 1
}

find_jdk
