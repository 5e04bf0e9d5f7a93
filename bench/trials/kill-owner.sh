#!/usr/bin/env bash
# Kills the owner in the middle of its work, again and again, and proves that the next `coppice run`
# finishes: nothing landed twice, no attempt ran twice, no process, no output and no file lost.
#
#   kill-owner.sh [SOURCE]
#
# SOURCE: a git repository, a folder, or an archive (zip, jar, tar). Default: this repository. Takes
# about two minutes. TRIAL_MOMENTS names other moments: EVENT[:N] (the owner is killed at the Nth event of
# that type from there on), or all:EVENT[:N] (everything is killed, agents and their shims too).
set -euo pipefail
. "$(dirname "$0")/trial.sh"
place=$(mktemp -d "${TMPDIR:-/tmp}/coppice-trial.XXXXXX")
[ -n "${TRIAL_KEEP-}" ] && say "kept: $place" || trap 'rm -rf "$place"' EXIT
# While a worktree is cut; while an agent is started and while agents run; while a check runs; while a
# landing is built, is about to move the target, and has just moved it; while a worktree is deleted.
moments=${TRIAL_MOMENTS:-CutIntended:2 AttemptIntended:2 AttemptStarted:2 CheckIntended:2 LandingStarted:1
  LandingVerified:1 Landed:1 RebaseIntended:1 all:AttemptStarted:2 all:CheckIntended:2}

repository=$place/repository
outside=$place/outside
fill "$repository" "${1:-$(dirname "$coppice")}"
plant "$repository" "$outside"
echo '// of the user' >>"$repository/${real[9]}"
echo '// of the user, staged' >>"$repository/${real[10]}"
git -C "$repository" add -- "${real[10]}"
user_sees() { git -C "$repository" diff --full-index; git -C "$repository" diff --cached --full-index; }
user_sees >"$outside/before"
data=$repository/.git/coppice/data

# Waits for the Nth event of a type from now on, reading the log as the owner writes it. Says no when the
# owner (process PID) ended before.
await_event() { # TYPE N PID
  python3 - "$data/orchestrators" "$1" "$2" "$3" "$outside/seen" "$outside/starts" <<'PYTHON'
import glob, os, sqlite3, sys, time
folder, kind, n, pid, mark = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
last = int(open(mark).read()) if os.path.exists(mark) else 0
begin = None
def stat():
    try: return open('/proc/%d/stat' % pid).read().rsplit(')', 1)[1].split()
    except OSError: return ['Z']
def alive(): return stat()[0] != 'Z'
while alive():
    for name in glob.glob(folder + '/*.db'):
        try:
            db = sqlite3.connect('file:%s?mode=ro' % name, uri=True, timeout=0.2)
            rows = db.execute('select seq from event where type=? and seq>? order by seq', (kind, last)).fetchall()
            top = db.execute('select max(seq) from event').fetchone()[0]
            db.close()
            if begin is None: begin = top
            elif begin >= 0 and top > begin:
                # CPU seconds of the owner, the git processes it waited for included, to its first event.
                begin, fields = -1, stat()
                if len(fields) > 14: open(sys.argv[6], 'a').write('%.2f\n' % (sum(map(int, fields[11:15])) / os.sysconf('SC_CLK_TCK')))
        except sqlite3.Error:
            continue
        if len(rows) >= n:
            open(mark, 'w').write(str(top))
            sys.exit(0)
    time.sleep(0.004)
sys.exit(1)
PYTHON
}

# Every process of the system: the owner and whatever has the repository in its arguments or its folder.
kill_all() {
  local round
  for round in 1 2 3; do
    # shellcheck disable=SC2046
    kill -9 "$1" $(left_processes "$repository" "$outside") 2>/dev/null || :
  done
}

kills=0
ended=
for moment in $moments; do
  whom=owner
  case $moment in all:*) whom=everything && moment=${moment#all:} ;; esac
  kind=${moment%:*}
  count=${moment#*:}
  "$coppice" run --repo "$repository" --autonomy full --max-parallel-agents 4 --json >"$outside/run.$kills" 2>&1 &
  pid=$!
  if await_event "$kind" "$count" "$pid"; then
    {
      if [ $whom = owner ]; then kill -9 "$pid"; else kill_all "$pid"; fi
      wait "$pid" || :
    } 2>/dev/null
    kills=$((kills + 1))
    say "killed $whom at $kind; $(git -C "$repository" log --oneline --first-parent main | grep -c ' Land ') landed, agents left: $(left_processes "$repository" "$outside" | wc -w)"
    # Half of the time the agents end while nobody is there to see it.
    [ $((kills % 2)) -eq 0 ] || sleep 3
  else
    wait "$pid" || violation "run $kills exited $?: $(tail -c 600 "$outside/run.$kills")"
    ended=yes
    say "finished before $kind"
    break
  fi
done
result=$(run_to_end "$repository" "$outside/run.json")
[ "$result" = 0 ] || violation "the last run exited $result: $(tail -c 900 "$outside/run.json" "$outside/run.json.err")"
user_sees >"$outside/after"
cmp -s "$outside/before" "$outside/after" || violation "the user's edits changed: $(diff "$outside/before" "$outside/after" | head -5)"
judge "$repository" "$outside"

# The log against what the agents themselves wrote down outside.
python3 - "$data" "$outside" >"$outside/log" <<'PYTHON' || violation "the log could not be read"
import collections, glob, json, os, sys, sqlite3
data, outside = sys.argv[1], sys.argv[2]
db = sqlite3.connect('file:%s?mode=ro' % glob.glob(data + '/orchestrators/*.db')[0], uri=True)
events = [(t, json.loads(j)) for t, j in db.execute('select type, json from event order by seq')]
ran = set(open(outside + '/attempts').read().split())
intended = collections.Counter(e['spec']['id'] for t, e in events if t == 'AttemptIntended')
ended = collections.Counter(e['result']['id'] for t, e in events if t == 'AttemptEnded')
kinds = collections.Counter(e['result']['end'] for t, e in events if t == 'AttemptEnded')
landed = collections.Counter(e['module'] for t, e in events if t == 'Landed')
for a in sorted(ran - set(ended)): print('attempt %s ran and its end was never logged' % a)
for a, n in (intended + ended).items():
    if intended[a] != 1 or ended[a] != 1: print('attempt %s: intended %d times, ended %d times' % (a, intended[a], ended[a]))
for m, n in landed.items():
    if n != 1: print('%s: %d events say it landed' % (m, n))
for a in sorted(ran):
    run = '%s/run/%s/' % (data, a)
    if not os.path.isdir(run): print('the run directory of %s is gone' % a); continue
    out = open(run + 'out.log').read()
    if not out.startswith('begin ' + a): print('output of %s was lost' % a)
    end = json.load(open(run + 'exit.json'))
    if end['reason'] == 'exited' and end['code'] == 0 and not out.endswith('end %s\n' % a): print('the end of the output of %s was lost' % a)
    told = next((e['result'].get('tail', '') for t, e in events if t == 'AttemptEnded' and e['result']['id'] == a), '')
    if end['reason'] == 'exited' and out.strip() and out.strip().splitlines()[-1] not in told: print('the log lacks the output of %s' % a)
print('attempts=%d ends=%s' % (len(ran), ','.join('%s:%d' % k for k in sorted(kinds.items()))), file=sys.stderr)
PYTHON
while read -r line; do violation "$line"; done <"$outside/log"
read -r seconds owner jvm <"$outside/run.json.time"
echo "kill-owner: violations=$violations kills=$kills attempts=$(wc -l <"$outside/attempts") last_run_seconds=$seconds owner_cpu=$owner start_cpu_median=$(sort -n "$outside/starts" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }')"
[ -z "$ended" ] || { echo "The work ended before every moment had come: give fewer, or a slower TRIAL_PACE." >&2; exit 1; }
[ $violations -eq 0 ]
