#!/bin/bash
# The inner half of an attempt: runs the agent, enforces its limits, records its end.
#   init.sh DIR WALL_MS GRACE_MS LEASE_MS OUTPUT_BYTES LEVEL
# In a namespace this is process 1, so its exit ends everything in it. It sleeps in one `wait` until
# the agent ends, a word arrives, the holder dies, or the next limit is near: idle costs nothing.
exec 8>&- # the writing end belongs to the holder alone
shim_here=${BASH_SOURCE[0]%/*} shim_dir=$1 shim_wall=$2 shim_grace=$3 shim_lease=$4 shim_cap=$5
shim_level=$6 shim_spare=$PPID
. "$shim_here/reap.sh"

# Milliseconds that no change of the wall clock can move.
shim_clock() {
  if { read -r shim_time _ </proc/uptime; } 2>/dev/null; then
    shim_time=${shim_time/./}
    shim_time=$((10#$shim_time * 10))
  else
    shim_time=$((${EPOCHREALTIME/./} / 1000))
  fi
}

# Renewed means changed since we last looked, whatever the clocks say.
shim_look() {
  local lines
  mapfile -t lines < <(stat -c %y "$shim_dir/lease" 2>&1; stat -c %s "$shim_dir/out.log" "$shim_dir/err.log" 2>/dev/null)
  if [[ ${lines[0]} != "$shim_seen" ]]; then
    shim_seen=${lines[0]} shim_alive=$shim_time
  elif ((shim_time - shim_alive >= shim_lease)); then
    shim_asked=lease-expired
  fi
  ((${lines[1]:-0} + ${lines[2]:-0} > shim_cap)) && shim_asked=output-flood
}

shim_limits() {
  local word
  if [[ -s $shim_dir/stop ]]; then
    read -r word <"$shim_dir/stop"
    [[ $word == *[!a-z-]* ]] && word=terminated
    shim_asked=$word
  elif ((shim_time - shim_begin >= shim_wall)); then
    shim_asked=deadline
  elif ((shim_time >= shim_next)); then
    shim_look
    shim_next=$((shim_time + shim_pace))
  fi
}

# Waited for in silence, or the shell reports the death of its child.
shim_unwatch() {
  [[ -n $shim_watch ]] && { kill -KILL "$shim_watch"; wait "$shim_watch"; } 2>/dev/null
  shim_watch=
}

shim_end() {
  trap '' TERM INT HUP
  shim_unwatch
  shim_reap
  shim_record "$1" "${shim_asked:-exited}"
  exit 0
}

shim_main() {
  local left command edge who status
  [[ $shim_level == namespace && $$ != 1 ]] && exit 70
  if [[ $shim_level != namespace && -r /proc/$$/stat ]]; then
    left=$(<"/proc/$$/stat")
    read -r _ _ _ who _ <<<"${left##*) }"
    # Only a session that the holder leads is ours to kill.
    [[ $who == "$PPID" ]] && shim_session=$who
  fi
  shim_asked='' shim_seen='' shim_kill='' shim_watch=''
  shim_clock
  shim_begin=$shim_time shim_alive=$shim_time shim_next=$shim_time
  shim_pace=$((shim_lease / 4 < 60000 ? shim_lease / 4 : 60000))
  ((shim_pace < 50)) && shim_pace=50
  trap 'shim_asked=${shim_asked:-terminated}' TERM INT HUP

  mapfile -d '' -t command <"$shim_dir/argv"
  set -m # the agent gets a process group of its own and default signals
  env "${command[@]}" </dev/null >>"$shim_dir/out.log" 2>>"$shim_dir/err.log" 6<&- 9>&- &
  shim_agent=$!

  while :; do
    shim_clock
    [[ -z $shim_asked ]] && shim_limits
    if [[ -n $shim_asked ]]; then
      if [[ -z $shim_kill ]]; then
        shim_kill=$((shim_time + shim_grace))
        if [[ $shim_asked == output-flood ]]; then
          shim_kill=$shim_time
        else
          kill -TERM -- "-$shim_agent" 2>/dev/null
        fi
      fi
      if ((shim_time >= shim_kill)); then
        kill -KILL -- "-$shim_agent" 2>/dev/null
        shim_kill=$((shim_time + 500))
      fi
      edge=$((shim_kill - shim_time))
    else
      edge=$((shim_begin + shim_wall - shim_time))
      ((shim_next - shim_time < edge)) && edge=$((shim_next - shim_time))
    fi
    ((edge < 10)) && edge=10
    printf -v left '%d.%03d' $((edge / 1000)) $((edge % 1000))

    # One child waits for a word, for end-of-file and for the next edge at once.
    { read -r -t "$left" -u 6 _; } 9>&- &
    shim_watch=$!
    # A process that was reaped before `wait -n` may be overlooked by it.
    if ! kill -0 "$shim_agent" 2>/dev/null; then
      wait "$shim_agent"
      shim_end $?
    fi
    who=
    wait -f -n -p who "$shim_agent" "$shim_watch" 2>/dev/null
    status=$?
    [[ $who == "$shim_agent" ]] && shim_end "$status"
    if [[ $who == "$shim_watch" ]]; then
      shim_watch=
      if ((status == 1)); then # the holder is dead: nobody may outlive it
        [[ $shim_level == namespace ]] || shim_reap
        exit 1
      fi
    else
      shim_unwatch
    fi
  done
}

shim_main
