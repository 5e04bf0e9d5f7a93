# Sourced by the trials beside it: makes a repository to work on, and judges what Coppice left there.
#
# Reads:  TRIAL_KEEP=1 keeps the folder; TRIAL_PACE (factor on every wait of an agent, default 1)
# Needs:  git, bash, python3 for reading JSON, and what ./coppice needs

coppice=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/coppice
violations=0

violation() {
  printf 'VIOLATION: %s\n' "$*" >&2
  violations=$((violations + 1))
}

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

# fill FOLDER SOURCE: a fresh repository with what SOURCE holds: a git repository, a folder, or an
# archive.
fill() {
  if [ -e "$2/.git" ]; then
    git clone -q --no-hardlinks "$2" "$1"
    git -C "$1" checkout -q -B main
    git -C "$1" remote remove origin
  else
    mkdir -p "$1"
    case $2 in
      *.jar | *.zip) (cd "$1" && python3 -m zipfile -e "$2" .) ;;
      *.tar* | *.tgz) tar -xf "$2" -C "$1" ;;
      *) cp -R "$2/." "$1" ;;
    esac
    git -C "$1" init -q -b main
  fi
  git -C "$1" config user.name Trial
  git -C "$1" config user.email trial@example.org
  git -C "$1" config gc.autoDetach false # What the user's git does is over when it returns.
  git -C "$1" add -A
  git -C "$1" commit -q --allow-empty -m 'Begin the trial'
}

# plant FOLDER OUTSIDE: twelve modules in three layers, a check, and the agents' scripts. Sets `real`:
# real files of the repository; the scripts edit the first ones, the last ones stay the user's.
plant() {
  local repository=$1 outside=$2 module
  mkdir -p "$outside/scripts"
  : >"$outside/attempts"
  mapfile -t real < <(git -C "$repository" ls-files | grep -E '\.(java|md|c|py|txt)$' |
    awk '{ all[NR] = $0 } END { for (i = 0; i < 14; i++) print all[1 + int(i * (NR - 1) / 13)] }')
  mkdir -p "$repository/trial"
  printf 'maple\n' >"$repository/trial/words.txt"
  cat >"$repository/trial/check.sh" <<'CHECK'
# Words are sorted, no conflict is left, every Java file named by a module balances its braces.
set -eu
LC_ALL=C sort -c -u trial/words.txt || { echo 'trial/words.txt is not sorted' >&2; exit 1; }
! git grep -nE '^(<<<<<<<|>>>>>>>) ' -- . || { echo 'a conflict is left' >&2; exit 1; }
sleep "${TRIAL_CHECK_SECONDS:-1}"
CHECK
  cat >"$repository/ROADMAP.md" <<'ROADMAP'
# Roadmap

**System**: trial

## Layer 0 - Ground

| Module | Description | Depends On |
|---|---|---|
| **plain** | What the scripted agent does by itself | - |
| **edit-one** | Adds a line to a real file and a word to the list | - |
| **edit-two** | Adds a line to the same file and another word | - |
| **unsorted** | Puts a word where the check does not want it, then mends it | - |

## Layer 1 - Middle

| Module | Description | Depends On |
|---|---|---|
| **remove** | Removes a real file | plain |
| **rename** | Renames a real file | edit-one |
| **crash** | Dies in the middle of its first attempt | edit-two |
| **many** | Edits several real files and adds new ones | unsorted |

## Layer 2 - Top

| Module | Description | Depends On |
|---|---|---|
| **lie** | Says done with nothing done, then does it | remove, rename |
| **mode** | Makes a file executable and adds a link | rename |
| **edit-three** | Edits the conflicted file again | crash |
| **last** | What the scripted agent does by itself | many, crash |
ROADMAP
  cat >"$repository/coppice.yaml" <<YAML
agent: scripted
agents:
  scripted:
    set: { COPPICE_SCRIPTS: "$outside/scripts", COPPICE_PACE: "${TRIAL_PACE:-1}", TRIAL: "$outside" }
checks:
  - { name: check, run: [bash, trial/check.sh], timeout: 1m }
retryDelayMs: 300
worktree: { minFreeDisk: 200MB }
YAML
  git -C "$repository" add -A
  git -C "$repository" commit -q -m 'Plan the trial'

  cat >"$outside/scripts/shared.inc" <<'SHARED'
printf '%s\n' "$COPPICE_ATTEMPT" >>"$TRIAL/attempts"
echo "begin $COPPICE_ATTEMPT"
trap 'echo "end $COPPICE_ATTEMPT"' EXIT
# Keeps both sides of a conflict, adds WORD, sorts.
add_word() {
  { grep -vE '^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)' trial/words.txt; echo "$1"; } |
    LC_ALL=C sort -u >trial/words.new
  cat trial/words.new >trial/words.txt && rm trial/words.new
}
add_line() {
  { grep -vE '^(<<<<<<< |=======$|>>>>>>> |\|\|\|\|\|\|\| )' "$1"; } >"$1.new" || :
  cat "$1.new" >"$1" && rm "$1.new"
  grep -qF "$2" "$1" || printf '// %s\n' "$2" >>"$1"
}
SHARED
  script() { { echo '. "$COPPICE_SCRIPTS/shared.inc"'; cat; } >"$outside/scripts/$1.sh"; }
  script plain <<<'describe_module'
  for module in edit-one edit-two edit-three; do
    script "$module" <<<"pace 1; add_line '${real[0]}' 'line of $module'; add_word $module; pace 2; done_claim edited"
  done
  script unsorted <<<'if [ "$COPPICE_TRY" = 1 ]; then echo aspen >>trial/words.txt; else add_word aspen; fi; pace 2'
  script remove <<<"pace 1; rm -f '${real[1]}'; add_word remove; pace 1"
  script rename <<<"pace 1; [ ! -e '${real[2]}' ] || mv '${real[2]}' '${real[2]}.renamed'; add_word rename; pace 1"
  script crash <<<"add_line '${real[3]}' half; pace 1; [ \"\$COPPICE_TRY\" != 1 ] || crash; add_line '${real[3]}' whole; pace 1"
  script many <<<"for f in '${real[4]}' '${real[5]}' '${real[6]}'; do add_line \"\$f\" many; pace 1; done; mkdir -p trial/new; echo x >trial/new/a; echo y >'trial/new/ä b'"
  script lie <<<'pace 1; if [ "$COPPICE_TRY" != 1 ]; then add_word lie; fi; done_claim "all of it"'
  script mode <<<'pace 1; chmod +x trial/check.sh; ln -sfn check.sh trial/link; pace 1'
}

# run_to_end REPOSITORY LOG: one `coppice run` at full autonomy; prints its exit code. LOG.time holds what
# it cost: seconds of wall, CPU of the owner with the git processes it started, CPU of its JVM alone.
run_to_end() {
  local result=0 pid begin=${EPOCHREALTIME/,/.} stat='' fields own=0 TIMEFORMAT='%U %S'
  {
    time {
      "$coppice" run --repo "$1" --autonomy full --max-parallel-agents 4 --json >"$2" 2>"$2.err" &
      pid=$!
      while read -r stat 2>/dev/null <"/proc/$pid/stat"; do
        read -r -a fields <<<"${stat##*) }"
        [ "${fields[0]}" != Z ] || break
        own=$((fields[11] + fields[12]))
        sleep 0.2
      done
      wait $pid || result=$?
    }
  } 2>"$2.cpu"
  awk -v from="$begin" -v to="${EPOCHREALTIME/,/.}" -v own=$own -v tick="$(getconf CLK_TCK)" \
    '{ printf "%.1f %.2f %.2f\n", to - from, $1 + $2, own / tick }' "$2.cpu" >"$2.time"
  echo $result
}

# judge REPOSITORY OUTSIDE [HUMAN_COMMITS]: main is green, made of landings alone, and nothing is left.
judge() {
  local repository=$1 outside=$2 humans=${3:-0} module landings begin
  begin=$(git -C "$repository" log --format=%H --grep='^Plan the trial$' -1)
  landings=$(git -C "$repository" log --first-parent --format='%(trailers:key=Coppice-Module,valueonly,separator=%x20)' "$begin..main")
  for module in plain edit-one edit-two unsorted remove rename crash many lie mode edit-three last; do
    [ "$(grep -cx "$module" <<<"$landings")" -eq 1 ] || violation "$module landed $(grep -cx "$module" <<<"$landings") times"
  done
  [ "$(grep -cvx '[a-z-][a-z-]*' <<<"$landings")" -eq "$humans" ] || violation "first-parent history of main holds more than landings: $(git -C "$repository" log --first-parent --oneline "$begin..main")"
  [ "$(git -C "$repository" log --first-parent --format='%(trailers:key=Coppice-Item,valueonly)%(trailers:key=Coppice-Checks,valueonly)' "$begin..main" | grep -c .)" -eq 24 ] || violation 'a landing lacks Coppice-Item or Coppice-Checks'
  git -C "$repository" fsck --no-progress --full >"$outside/fsck" 2>&1 || violation "git fsck: $(head -3 "$outside/fsck")"
  ! grep -vE '^dangling ' "$outside/fsck" >/dev/null || violation "git fsck says $(grep -v '^dangling ' "$outside/fsck" | head -3)"
  # The one worktree of landings is kept warm for the next run.
  [ "$(git -C "$repository" worktree list | grep -cv '/.worktrees/.landing ')" -eq 1 ] || violation "worktrees left: $(git -C "$repository" worktree list)"
  [ -z "$(ls -A "$repository/.worktrees" 2>/dev/null | grep -vx .landing)" ] || violation "left in .worktrees: $(ls -A "$repository/.worktrees")"
  [ -z "$(git -C "$repository" for-each-ref 'refs/heads/module/*')" ] || violation 'branches left'
  sort "$outside/attempts" | uniq -d >"$outside/twice"
  [ ! -s "$outside/twice" ] || violation "attempts that ran twice: $(tr '\n' ' ' <"$outside/twice")"
  judge_processes "$repository" "$outside"
  rm -rf "$outside/tip" && mkdir "$outside/tip"
  git clone -q --shared "$repository" "$outside/tip/main" -b main
  (cd "$outside/tip/main" && TRIAL_CHECK_SECONDS=0 bash trial/check.sh) >/dev/null 2>&1 || violation 'main is not green'
  for module in edit-one edit-two edit-three; do
    grep -qF "line of $module" "$outside/tip/main/${real[0]}" || violation "the line of $module was lost"
    grep -qx "$module" "$outside/tip/main/trial/words.txt" || violation "the word of $module was lost"
  done
}

# judge_processes REPOSITORY OUTSIDE: nobody with a folder, an argument or a variable of ours is left.
judge_processes() {
  local end=$((SECONDS + 20)) left
  while :; do
    left=$(left_processes "$1" "$2")
    [ -n "$left" ] && [ $SECONDS -lt $end ] || break
    sleep 0.5
  done
  [ -z "$left" ] || violation "processes left: $(for p in $left; do echo "$p $(tr '\0' ' ' <"/proc/$p/cmdline" | cut -c1-200)"; done)"
}

left_processes() {
  for process in /proc/[0-9]*; do
    [ "${process#/proc/}" != $$ ] || continue
    case "$(readlink "$process/cwd" 2>/dev/null) $(tr '\0' ' ' 2>/dev/null <"$process/cmdline")" in
      "$1"* | *" $1"* | *"=$1"* | *"$1/.git/coppice"*) printf '%s ' "${process#/proc/}" ;;
    esac
  done
}
