# What both halves share: finding and killing what is left of an attempt, and the exit record.
# Expects shim_dir; shim_spare lists processes of the shim itself, shim_level where it runs.

# shim_record CODE REASON [DETAIL]: the exit record, whole or not at all. DETAIL is put into a JSON
# string as it is. Not forced to the disk: after a flood of output that can take a minute, and a
# record that a power failure took reads as lost, which is true.
shim_record() {
  printf '{"format":1,"code":%s,"reason":"%s","at":%(%s)T,"detail":"%s"}\n' "$1" "$2" -1 "${3-}" \
    >"$shim_dir/exit.tmp" && mv -f "$shim_dir/exit.tmp" "$shim_dir/exit.json"
}

# shim_members: fills shim_found with the processes of this attempt outside a namespace of its own:
# those of the shim's session, those below the shim, and those that carry its mark.
shim_members() {
  local stat fields pid file changed
  local -A parent=() member=()
  shim_found=()
  for stat in /proc/[0-9]*/stat; do
    pid=${stat#/proc/} pid=${pid%/stat}
    { stat=$(<"$stat"); } 2>/dev/null || continue
    read -r -a fields <<<"${stat##*) }"
    [[ ${fields[0]} == [ZX] ]] && continue
    parent[$pid]=${fields[1]}
    [[ -n ${shim_session-} && ${fields[3]} == "$shim_session" ]] && member[$pid]=1
  done
  while IFS= read -r file; do
    pid=${file#/proc/} pid=${pid%/environ}
    [[ -n ${parent[$pid]-} ]] && member[$pid]=1
  done < <(grep -lzxF -e "COPPICE_RUN=$shim_dir" /proc/[0-9]*/environ 2>/dev/null)
  changed=1
  while ((changed)); do
    changed=0
    for pid in "${!parent[@]}"; do
      [[ -z ${member[$pid]-} && -n ${member[${parent[$pid]}]-} ]] && member[$pid]=1 changed=1
    done
  done
  for pid in ${shim_spare-} $$ "$BASHPID"; do unset "member[$pid]"; done
  shim_found=("${!member[@]}")
}

# shim_reap: kills what is left, at most two seconds long.
shim_reap() {
  local round
  for ((round = 0; round < 100; round++)); do
    if [[ ${shim_level-} == namespace && $$ == 1 ]]; then
      # We are the first process of a namespace: -1 is everyone else in it and nobody outside.
      kill -KILL -1 2>/dev/null || return 0
    else
      shim_members
      ((${#shim_found[@]})) || return 0
      kill -KILL "${shim_found[@]}" 2>/dev/null
    fi
    read -r -t 0.02 <> <(:)
  done
}
