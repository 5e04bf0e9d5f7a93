# Sourced by the scripts that teach the book a new word.

# add_word WORD: adds WORD to the list in Words.java. Where two modules changed the list, the file
# comes with conflict markers: then the words of both sides are kept, the landed ones first.
add_word() {
  local file=src/ledger/Words.java
  if grep -q '^<<<<<<<' "$file"; then
    note "resolving the conflict in $file: keeping the words of both sides"
  fi
  awk -v added="$1" '
    function learn(line, words, count, i) {
      if (line !~ /KNOWN = List\.of\(/) return
      sub(/^.*List\.of\(/, "", line)
      sub(/\);.*$/, "", line)
      count = split(line, words, /, */)
      for (i = 1; i <= count; i++) remember(words[i])
    }
    function remember(word) {
      if (word == "" || word in known) return
      known[word] = 1
      list = list (list == "" ? "" : ", ") word
    }
    function print_list() {
      remember("\"" added "\"")
      print "  static final List<String> KNOWN = List.of(" list ");"
    }
    /^<<<<<<</ { side = "one"; next }
    /^\|\|\|\|\|\|\|/ && side != "" { side = "base"; next }
    /^=======/ && side != "" { side = "other"; next }
    /^>>>>>>>/ && side != "" { side = ""; print_list(); next }
    side == "base" { next }
    /KNOWN = List\.of\(/ { learn($0); if (side == "") print_list(); next }
    { print }
  ' "$file" >"$file.new"
  cat "$file.new" >"$file" # Not mv: the file keeps its mode.
  rm "$file.new"
}
