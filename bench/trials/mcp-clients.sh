#!/usr/bin/env bash
# Lets the official MCP clients list and call the tools over both transports: HTTP to `coppice serve`,
# and stdio through `coppice mcp`.
#
#   mcp-clients.sh [MODULES]
#
# MODULES: a folder with node_modules and Node 22. Default: a fresh one, filled from npm. Prints a line of
# JSON for each client and transport, and ends with 1 if any of them failed. TRIAL_CLIENTS and
# TRIAL_TRANSPORTS name some of them only.
set -euo pipefail
. "$(dirname "$0")/trial.sh"
here=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d "${TMPDIR:-/tmp}/coppice-mcp.XXXXXX")
owners=()
finish() {
  local owner
  for owner in "${owners[@]}"; do
    kill "$owner" 2>/dev/null || true
    while kill -0 "$owner" 2>/dev/null; do sleep 0.1; done
  done
  [ -n "${TRIAL_KEEP-}" ] && say "kept: $place" || rm -rf "$place"
}
trap finish EXIT

modules=${1-}
if [ -z "$modules" ]; then
  modules=$place/npm
  npm install --silent --no-fund --no-audit --prefix "$modules" node@22 \
    @modelcontextprotocol/inspector@2.12.0 @modelcontextprotocol/client@2.4.0 @modelcontextprotocol/sdk@1.32.2
fi
node=$modules/node_modules/node/bin/node

mkdir "$place/source"
for i in $(seq 14); do echo "File $i." >"$place/source/$i.txt"; done
for client in ${TRIAL_CLIENTS:-v1 v2 inspector}; do
  for transport in ${TRIAL_TRANSPORTS:-http stdio}; do
    repository=$place/$client-$transport
    fill "$repository" "$place/source"
    plant "$repository" "$place/outside-$client-$transport"
    if [ "$transport" = http ]; then
      "$coppice" serve --repo "$repository" --port 0 >"$place/serve.out" 2>&1 &
      owners+=($!)
      file=$repository/.git/coppice/owner.json
      until [ -s "$file" ]; do
        kill -0 "${owners[-1]}" 2>/dev/null || { cat "$place/serve.out" >&2; exit 1; }
        sleep 0.1
      done
      address=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["address"])' "$file")
      way=("$address/mcp" "$(cat "$repository/.git/coppice/data/token")")
    else
      way=("$coppice" mcp --repo "$repository")
    fi
    "$node" "$here/mcp-clients.mjs" "$client" "$modules/node_modules" "$repository" "$transport" "${way[@]}" ||
      violation "$client over $transport"
    # An owner that a client started in the background stays for its agents; nobody needs it here.
    file=$repository/.git/coppice/owner.json
    owner=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["pid"])' "$file" 2>/dev/null || true)
    [ -z "$owner" ] || owners+=("$owner")
  done
done
[ "$violations" = 0 ] || { say "$violations failed"; exit 1; }
