#!/usr/bin/env bash
# The scripted agent: a real process that writes real files and needs no model.
#
# Coppice starts it in a module's worktree with stdin closed. If
# "$COPPICE_SCRIPTS/$COPPICE_SLUG.sh" exists, that script is the work and is sourced here with the
# functions below; else one small file describing the module is written. It never runs git.
#
# Reads:  COPPICE_MODULE COPPICE_SLUG COPPICE_SCOPE COPPICE_PHASE COPPICE_TRY COPPICE_GENERATION
#         COPPICE_PROMPT (file) COPPICE_SCRIPTS (folder, optional) COPPICE_WANTED (names, optional)
#         COPPICE_PACE (factor on every wait; 0 = none, unset = 1)
# Writes: its working folder, COPPICE_REPORT (JSON lines), COPPICE_DELIVERABLES (folder)
set -eu

COPPICE_MODULE=${COPPICE_MODULE:-}
COPPICE_SLUG=${COPPICE_SLUG:-}
COPPICE_SCOPE=${COPPICE_SCOPE:-}
COPPICE_PHASE=${COPPICE_PHASE:-}
COPPICE_TRY=${COPPICE_TRY:-1}
COPPICE_GENERATION=${COPPICE_GENERATION:-1}
COPPICE_PROMPT=${COPPICE_PROMPT:-/dev/null}
COPPICE_REPORT=${COPPICE_REPORT:-/dev/null}

# json_string TEXT: prints TEXT as a JSON string, quotes included.
json_string() {
  local text=$1 out='' char code i
  for ((i = 0; i < ${#text}; i++)); do
    char=${text:i:1}
    case $char in
      '"') out+='\"' ;;
      \\) out+='\\' ;;
      $'\n') out+='\n' ;;
      $'\r') out+='\r' ;;
      $'\t') out+='\t' ;;
      [[:cntrl:]])
        printf -v code '\\u%04x' "'$char"
        out+=$code
        ;;
      *) out+=$char ;;
    esac
  done
  printf '"%s"' "$out"
}

# progress PERCENT NOTE: how far the work is, 0 to 100.
progress() {
  printf '[%3d%%] %s\n' "$1" "$2"
  printf '{"type":"progress","percent":%d,"note":%s}\n' "$1" "$(json_string "$2")" >>"$COPPICE_REPORT"
}

# note TEXT: something worth keeping.
note() {
  printf '%s\n' "$1"
  printf '{"type":"note","text":%s}\n' "$(json_string "$1")" >>"$COPPICE_REPORT"
}

# blocker QUESTION OPTION...: asks a human; the answer comes with the prompt of a later try.
blocker() {
  local question=$1 options='' option
  shift
  for option in "$@"; do
    options+=${options:+,}$(json_string "$option")
  done
  printf 'asking: %s\n' "$question"
  printf '{"type":"blocker","question":%s,"options":[%s]}\n' \
    "$(json_string "$question")" "$options" >>"$COPPICE_REPORT"
}

# done_claim SUMMARY: says that the work is done. A claim; what counts is what the checks find.
done_claim() {
  printf 'done: %s\n' "$1"
  printf '{"type":"done","summary":%s}\n' "$(json_string "$1")" >>"$COPPICE_REPORT"
}

# prompt_says TEXT: whether the prompt contains TEXT, in upper or lower case.
prompt_says() {
  grep -qiF -- "$1" "$COPPICE_PROMPT"
}

# prompt_answer: prints, in lower case, the newest answer of a person in the prompt: what follows
# "Answer:" on the last line that begins so, else the last line of "What a person decided:".
prompt_answer() {
  LC_ALL=C tr '[:upper:]' '[:lower:]' <"$COPPICE_PROMPT" | LC_ALL=C awk '
    /^[^a-z0-9]*answer[^a-z0-9:]*:/ { sub(/^[^:]*:[^a-z0-9]*/, ""); answer = $0; next }
    /^[^a-z0-9]*what a person decided:/ { within = 1; next }
    /^[ \t]*$/ { within = 0 }
    within { sub(/^[ \t]*[0-9]+\. */, ""); decided = $0 }
    END { print (answer != "" ? answer : decided) }
  '
}

# pace SECONDS: waits, so that a person can follow.
pace() {
  local seconds
  seconds=$(LC_ALL=C awk -v wait="$1" -v factor="${COPPICE_PACE:-1}" \
    'BEGIN { printf "%.2f", wait * factor }')
  case $seconds in
    0.00 | -*) ;;
    *) sleep "$seconds" ;;
  esac
}

# crash: dies of a signal in the middle of the work.
crash() {
  printf 'scripted agent: crashed as its script demands\n' >&2
  kill -KILL $$
  exit 134 # The first process of a pid namespace survives its own signals.
}

describe_module() {
  local file="coppice-modules/$COPPICE_SLUG.md" line="- phase: ${COPPICE_PHASE:-none}"
  progress 10 "reading the scope of $COPPICE_MODULE"
  pace 1
  mkdir -p coppice-modules
  if ! [ -s "$file" ]; then
    printf '# %s\n\n%s\n\n' "$COPPICE_MODULE" "$COPPICE_SCOPE" >"$file"
  fi
  if ! grep -qxF -- "$line" "$file"; then
    printf '%s\n' "$line" >>"$file"
  fi
  progress 80 "wrote $file"
  pace 1
  done_claim "described $COPPICE_MODULE in $file"
}

write_deliverables() {
  local name
  [ -n "${COPPICE_DELIVERABLES:-}" ] || return 0
  set -f # Names are words, not patterns.
  for name in ${COPPICE_WANTED:-}; do
    case $name in
      /* | ../* | */../* | */.. | ..) note "not a deliverable's name: $name" ;;
      *)
        mkdir -p "$(dirname -- "$COPPICE_DELIVERABLES/$name")"
        printf '# %s\n\nModule: %s\n\nScope: %s\n\nPhase: %s\n' \
          "$name" "$COPPICE_MODULE" "$COPPICE_SCOPE" "$COPPICE_PHASE" \
          >"$COPPICE_DELIVERABLES/$name"
        note "wrote the deliverable $name"
        ;;
    esac
  done
  set +f
}

case $COPPICE_SLUG in
  '' | .* | */*)
    printf 'scripted agent: COPPICE_SLUG must name the module, not "%s"\n' "$COPPICE_SLUG" >&2
    printf 'Start it through Coppice: coppice run --agent scripted\n' >&2
    exit 64
    ;;
esac

if [ -n "${COPPICE_SCRIPTS:-}" ] && [ -f "$COPPICE_SCRIPTS/$COPPICE_SLUG.sh" ]; then
  # shellcheck source=/dev/null
  . "$COPPICE_SCRIPTS/$COPPICE_SLUG.sh"
else
  describe_module
fi
write_deliverables
