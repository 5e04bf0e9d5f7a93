#!/usr/bin/env bash
# Works twelve modules on two real repositories while their user goes on working in the checkout, and
# proves that nothing of the user's was hurt and nothing but proven landings reached main.
#
#   two-repositories.sh [SOURCE...]
#
# SOURCE: a git repository, a folder, or an archive (zip, jar, tar). Default: this repository, and
# java.base of the JDK's src.zip. Takes about four minutes for each. Exit 1 on any violation.
set -euo pipefail
. "$(dirname "$0")/trial.sh"
place=$(mktemp -d "${TMPDIR:-/tmp}/coppice-trial.XXXXXX")
[ -n "${TRIAL_KEEP-}" ] && say "kept: $place" || trap 'rm -rf "$place"' EXIT

# What the user sees in the checkout, in bytes.
seen() {
  (
    cd "$1"
    git diff --full-index --binary
    echo '--- staged'
    git diff --cached --full-index --binary
    echo '--- files outside git, and those the user edits'
    { git ls-files -oz --exclude-standard; git ls-files -oz -i --exclude-standard; printf '%s\0' "${mine[@]}"; } |
      grep -zv '^\.worktrees/' | sort -zu | xargs -0 sha256sum 2>&1 || :
    echo '--- stash'
    git stash list
  )
}

# The user's edits, in files that no module touches.
user_edits() {
  cd "$1"
  mine=("${real[8]}" "${real[9]}" "${real[10]}" "${real[11]}" "${real[12]}" user/new user/notes user/a.ignored)
  printf '// unstaged, no line end' >>"${real[8]}"
  printf '// staged\r\n' >>"${real[9]}"
  git add -- "${real[9]}"
  printf '// staged\n' >>"${real[10]}"
  git add -- "${real[10]}"
  printf '// and then more\0\n' >>"${real[10]}"
  git rm -q -- "${real[11]}"
  chmod +x "${real[12]}"
  mkdir -p user
  echo '*.ignored' >user/.gitignore
  echo secret >user/a.ignored
  echo untracked >user/notes
  echo new >user/new
  git add user/new
  cd - >/dev/null
}

# await TEXT SECONDS REPOSITORY: until the events hold a line with TEXT.
await() {
  local end=$((SECONDS + $2))
  until "$coppice" events --repo "$3" --limit 0 2>/dev/null | grep -E "$1"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.5
  done
}

# patiently COMMAND...: as a person does it, who tries again when git's index is locked for a moment.
patiently() {
  local i
  for ((i = 0; i < 50; i++)); do
    ! "$@" >"$place/user.log" 2>&1 || return 0
    grep -q 'index.lock' "$place/user.log" || break
    sleep 0.1
  done
  violation "the user's \"$*\" failed: $(head -3 "$place/user.log")"
}

begin() {
  repository=$place/$1/repository
  outside=$place/$1/outside
  mkdir -p "$place/$1"
  fill "$repository" "$2"
  plant "$repository" "$outside"
  files=$(git -C "$repository" ls-files | wc -l)
}

expect() { [ "$1" = "$2" ] || violation "$3: exit $1 instead of $2: $(tail -c 600 "$outside/run.json" "$outside/run.json.err")"; }

# The user's edits are in nobody's way.
calm() {
  begin "calm$1" "$2"
  user_edits "$repository"
  seen "$repository" >"$outside/before"
  expect "$(run_to_end "$repository" "$outside/run.json")" 0 calm
  seen "$repository" >"$outside/after"
  cmp -s "$outside/before" "$outside/after" || violation "the user's edits changed: $(diff "$outside/before" "$outside/after" | head -5)"
  judge "$repository" "$outside"
  read -r seconds owner jvm <"$outside/run.json.time"
  figures+=" $1: files=$files seconds=$seconds owner_cpu=$owner jvm_cpu=$jvm"
}

# An uncommitted edit overlaps a landing; the user commits it in the middle of the run.
overlap_within() {
  begin "within$1" "$2"
  echo '// mine, not yet committed' >>"$repository/${real[0]}"
  local before
  before=$(sha256sum <"$repository/${real[0]}")
  run_to_end "$repository" "$outside/run.json" >"$outside/exit" &
  await "$(printf '%s' "waits.*${real[0]}" | sed 's/\./[.]/2g')" 90 "$repository" >"$outside/waits" ||
    violation "no event says that a landing waits for ${real[0]}"
  [ "$before" = "$(sha256sum <"$repository/${real[0]}")" ] || violation 'the edit in the way was changed'
  patiently git -C "$repository" commit -q -a -m 'A commit of the user'
  wait $!
  expect "$(cat "$outside/exit")" 0 'overlap, committed within'
  judge "$repository" "$outside" 1
  git -C "$repository" show "main:${real[0]}" | grep -qx '// mine, not yet committed' || violation 'the edit of the user is not on main'
  [ -z "$(git -C "$repository" status --porcelain)" ] || violation "checkout not clean: $(git -C "$repository" status --porcelain | head -3)"
}

# The same, but the user comes back when the run has ended.
overlap_after() {
  begin "after$1" "$2"
  echo '// mine, not yet committed' >>"$repository/${real[0]}"
  expect "$(run_to_end "$repository" "$outside/run.json")" 3 'overlap, nobody there'
  grep -qF "${real[0]}" "$outside/run.json" || violation "the end of the run does not name ${real[0]}"
  [ "$(tail -n 1 "$repository/${real[0]}")" = '// mine, not yet committed' ] || violation 'the edit in the way was changed'
  patiently git -C "$repository" commit -q -a -m 'A commit of the user'
  expect "$(run_to_end "$repository" "$outside/run.json")" 0 'overlap, committed after'
  judge "$repository" "$outside" 1
  git -C "$repository" show "main:${real[0]}" | grep -qx '// mine, not yet committed' || violation 'the edit of the user is not on main'
  [ -z "$(git -C "$repository" status --porcelain)" ] || violation "checkout not clean: $(git -C "$repository" status --porcelain | head -3)"
}

# The user commits on main, stashes, and changes branches while it runs.
busy_user() {
  begin "busy$1" "$2"
  git -C "$repository" branch other
  run_to_end "$repository" "$outside/run.json" >"$outside/exit" &
  await 'landed on main' 90 "$repository" >/dev/null || violation 'nothing landed'
  echo '// by hand' >>"$repository/${real[9]}"
  patiently git -C "$repository" commit -q -m 'A commit of the user' -- "${real[9]}"
  echo '// to be stashed' >>"$repository/${real[8]}"
  patiently git -C "$repository" stash
  sleep 4
  patiently git -C "$repository" checkout -q other
  echo '// while away' >>"$repository/${real[10]}"
  sleep 8
  [ "$(git -C "$repository" symbolic-ref --short HEAD)" = other ] || violation 'the checkout changed its branch'
  [ "$(git -C "$repository" status --porcelain)" = " M ${real[10]}" ] || violation "the other branch was touched: $(git -C "$repository" status --porcelain | head -3)"
  patiently git -C "$repository" checkout -q main
  wait $!
  expect "$(cat "$outside/exit")" 0 'busy user'
  patiently git -C "$repository" stash pop
  [ "$(git -C "$repository" status --porcelain | sort | tr '\n' ' ')" = "$(printf ' M %s\n' "${real[8]}" "${real[10]}" | sort | tr '\n' ' ')" ] ||
    violation "after the stash came back: $(git -C "$repository" status --porcelain | head -5)"
  judge "$repository" "$outside" 1
}

if [ $# -eq 0 ]; then
  . "$(dirname "$coppice")/.mvn/jdk25.sh"
  [ -r "$JAVA_HOME/lib/src.zip" ] || { echo "$JAVA_HOME has no lib/src.zip: name two sources." >&2; exit 2; }
  mkdir "$place/jdk"
  python3 - "$JAVA_HOME/lib/src.zip" "$place/jdk" <<'PYTHON'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    z.extractall(sys.argv[2], [n for n in z.namelist() if n.startswith('java.base/java/')])
PYTHON
  set -- "$(dirname "$coppice")" "$place/jdk"
fi
figures=
n=0
for source in "$@"; do
  n=$((n + 1))
  for trial in ${TRIAL_ONLY:-calm overlap_within overlap_after busy_user}; do
    say "$trial on $source"
    $trial $n "$source"
  done
done
echo "two-repositories: violations=$violations$figures"
[ $violations -eq 0 ]
