#!/bin/bash
# Closes an attempt whose holder is gone: takes its lock, so that no late shim can start it, kills
# what is left, and writes the exit record that is missing.
#   seal.sh DIR DETAIL
# Exits 75 when the attempt is held.
shim_dir=$1
. "${BASH_SOURCE[0]%/*}/reap.sh"
exec 9>>"$shim_dir/lock"
flock -n 9 || exit 75
[[ -e $shim_dir/exit.json ]] && exit 0
shim_reap
if [[ -s $shim_dir/stop ]]; then
  read -r shim_word <"$shim_dir/stop"
  [[ $shim_word == *[!a-z-]* ]] && shim_word=terminated
  shim_record 137 "$shim_word" "$2"
else
  shim_record -1 lost "$2"
fi
