#!/bin/bash
# The outer half of an attempt: takes the lock, says who it is, and becomes the holder.
#   shim.sh DIR WALL_MS GRACE_MS LEASE_MS OUTPUT_BYTES LEVEL [WRAPPER...]
# LEVEL is namespace (WRAPPER makes the namespace) or best-effort (no WRAPPER).
# Exits 75 when the attempt is held already, 76 when it has ended.
# Every variable is named shim_*: the environment of the agent passes through this shell.
shim_main() {
  shim_here=${BASH_SOURCE[0]%/*} shim_dir=$1 shim_level=$6
  local limits=("$2" "$3" "$4" "$5") wrapper=("${@:7}")
  # shellcheck source=reap.sh
  . "$shim_here/reap.sh"

  exec 9>>"$shim_dir/lock"
  flock -n 9 || exit 75
  [[ -e $shim_dir/exit.json ]] && exit 76

  # An end-of-file pipe with a name, because a shell cannot make one without. The holder alone
  # keeps the writing end (8); whoever reads end-of-file from 6 knows that the holder is dead.
  rm -f "$shim_dir/control"
  mkfifo -m 600 "$shim_dir/control" || shim_refuse "no FIFO can be made in the run directory"
  exec 7<>"$shim_dir/control" 8>"$shim_dir/control" 6<"$shim_dir/control"
  exec 7>&-

  shim_identify
  local init=("$BASH" -p "$shim_here/init.sh" "$shim_dir" "${limits[@]}" "$shim_level")
  if ((${#wrapper[@]})); then
    exec "${wrapper[@]}" "${init[@]}"
  fi

  # Best effort: hold the pipe while the inner half works. Should the inner half be killed, nobody
  # but us is left to end the agent.
  trap : TERM INT HUP
  set -m # or the agent would inherit ignored signals
  "${init[@]}" 8>&- &
  local inner=$!
  while kill -0 "$inner" 2>/dev/null; do wait "$inner"; done
  [[ -e $shim_dir/exit.json ]] || shim_reap
  exit 0
}

# Process id, start time in clock ticks (0 where there is no /proc) and boot.
shim_identify() {
  local start=0 boot= stat fields
  if [[ -r /proc/$$/stat ]]; then
    stat=$(<"/proc/$$/stat")
    read -r -a fields <<<"${stat##*) }"
    start=${fields[19]}
    boot=$(</proc/sys/kernel/random/boot_id)
  fi
  printf '{"format":1,"pid":%s,"start":%s,"boot":"%s"}\n' "$$" "$start" "$boot" \
    >"$shim_dir/id.tmp" && mv -f "$shim_dir/id.tmp" "$shim_dir/id.json"
}

shim_refuse() {
  shim_record -1 spawn-failed "$1"
  exit 1
}

shim_main "$@"
