#!/bin/sh
# Compiles everything into a fresh folder and runs every test. Exit 0: all green.
set -eu
cd "$(dirname "$0")"
. tools/jdk.sh
classes=$(mktemp -d "${TMPDIR:-/tmp}/ledger-test.XXXXXX")
trap 'rm -rf "$classes"' EXIT
trap 'exit 1' HUP INT TERM
"$JDK/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
  tools/Build.java test "$classes" </dev/null
