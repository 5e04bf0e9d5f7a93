#!/usr/bin/env bash
# Runs the official MCP conformance suite against the real server, its guard and a profile of fixtures.
#
#   mcp-conformance.sh [MODULES]
#
# MODULES: a folder with node_modules and Node 22. Default: a fresh one, filled from npm. What the suite is
# expected to find is in product/src/test/resources/mcp-expected-failures.yml.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
modules=${1-}
if [ -z "$modules" ]; then
  modules=$(mktemp -d "${TMPDIR:-/tmp}/coppice-conformance.XXXXXX")
  trap 'rm -rf "$modules"' EXIT
  npm install --silent --no-fund --no-audit --prefix "$modules" node@22 @modelcontextprotocol/conformance@0.1.16
fi
cd "$root"
./mvnw -q -pl product verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ConformanceIT \
  "-Dnode=$modules/node_modules/node/bin/node" \
  "-Dmcp.conformance=$modules/node_modules/@modelcontextprotocol/conformance"
