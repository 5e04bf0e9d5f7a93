# The rare part of ./coppice, which sources it: building, naming what was built, training the JVM.

say() { printf '%s\n' "$*" >&2; }

# What Coppice does while a start-up cache is made, given the kind of cache (`service` for commands that
# stay, `command` for those that answer and end) and the JVM's flags.
training_run() {
  training_kind=$1
  shift
  nice -n 10 "$JAVA_HOME/bin/java" "$@" -jar "$launch/coppice-$key.jar" training "$training_kind" ||
    nice -n 10 "$JAVA_HOME/bin/java" "$@" -jar "$launch/coppice-$key.jar" --version
}

# Runs "$@" while no other process does so with the lock $1; who waited finds the work done.
with_lock() {
  lock=$1
  shift
  mkdir -p "$launch"
  if command -v flock >/dev/null; then
    exec 9>"$launch/$lock"
    flock 9
    "$@"
    exec 9>&-
    return
  fi
  until mkdir "$launch/$lock.d" 2>/dev/null; do
    holder=$(cat "$launch/$lock.d/pid" 2>/dev/null || echo $$)
    kill -0 "$holder" 2>/dev/null || rm -rf "$launch/$lock.d"
    sleep 1
  done
  trap 'rm -rf "$launch/$lock.d"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  echo $$ >"$launch/$lock.d/pid"
  "$@"
  rm -rf "$launch/$lock.d"
  trap - EXIT INT TERM
}

build_product() { with_lock build.lock build_product_alone; }

build_product_alone() {
  ! is_fresh || return 0
  : >"$launch/part.built"
  maven product
  name_the_build
  mv "$launch/part.built" "$launch/built"
}

build_bench() { with_lock build.lock build_bench_alone; }

build_bench_alone() {
  if is_fresh && [ -e "$launch/built-bench" ] && [ -r "$launch/build/bench/bench.jar" ] &&
    [ -z "$(find "$root/bench/pom.xml" "$root/bench/src/main" "$launch/built" \
      -newer "$launch/built-bench" -print -quit)" ]; then
    return
  fi
  : >"$launch/part.built"
  maven product,bench
  name_the_build
  cp -p "$launch/part.built" "$launch/built"
  mv "$launch/part.built" "$launch/built-bench"
}

# Packages the modules $1 and shows on one line of the terminal that it does.
maven() {
  building='Building Coppice (first use, about a minute)…'
  [ ! -e "$launch/built" ] || building='Building Coppice (its sources have changed)…'
  [ "$1" = product ] || building='Building Coppice and its benchmarks…'
  ticker=
  if [ -t 2 ]; then
    tick "$building" &
    ticker=$!
  else
    say "$building"
  fi
  result=0
  # Without the compiler's checks and in a folder of its own: a class that was compiled unchecked must
  # never be taken for one that passed. Maven fills in the module's name.
  "$root/mvnw" -B -q -pl "$1" -Dmaven.test.skip=true -DskipFormat -Derror-prone=-Xlint \
    "-Dbuild.folder=$launch/build/\${project.artifactId}" package \
    >"$launch/build.log" 2>&1 </dev/null || result=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null || :
    wait "$ticker" 2>/dev/null || :
    printf '\r\033[K' >&2
  fi
  [ $result -ne 0 ] || return 0
  if [ $result -eq 4 ]; then
    cat "$launch/build.log" >&2
    exit 4
  fi
  grep -E '^\[ERROR\] .' "$launch/build.log" | grep -vE '\[Help|e-run Maven|For more|stack trace' |
    sort -u | head -n 12 >&2 || :
  say "Coppice could not be built: the whole log is $launch/build.log."
  exit 1
}

tick() {
  trap 'exit 0' TERM
  exec 9>&-
  seconds=0
  while :; do
    printf '\r%s %s s' "$1" "$seconds" >&2
    sleep 1
    seconds=$((seconds + 1))
  done
}

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi
}

# Gives the built jar its KEY and what goes with it. `current` comes last: whatever breaks off before
# that is done again.
name_the_build() {
  product=$launch/build/coppice/coppice.jar
  previous=none
  [ ! -r "$launch/current" ] || read -r previous jdk <"$launch/current"
  hash=$({ cat "$product" "$JAVA_HOME/release" && echo "$flags"; } | sha256)
  key=$(printf '%.16s' "$hash")

  unpack_native
  mv "$product" "$launch/coppice-$key.jar"
  echo "$key $JAVA_HOME" >"$launch/part.current"
  mv "$launch/part.current" "$launch/current"

  # What still runs may be the build before this one; anything older goes.
  for file in "$launch"/coppice-*.jar "$launch"/*.aot "$launch"/*.trained "$launch"/native-*; do
    case $file in *"$key"* | *"$previous"*) ;; *) rm -rf "$file" ;; esac
  done
}

# Where it is not known which library fits, SQLite's driver finds out by itself.
unpack_native() {
  case $(uname -sm) in
    'Linux x86_64') library=Linux/x86_64/libsqlitejdbc.so ;;
    'Linux aarch64') library=Linux/aarch64/libsqlitejdbc.so ;;
    'Darwin arm64') library=Mac/aarch64/libsqlitejdbc.dylib ;;
    'Darwin x86_64') library=Mac/x86_64/libsqlitejdbc.dylib ;;
    *) return 0 ;;
  esac
  for musl in /lib/ld-musl-*; do [ ! -e "$musl" ] || return 0; done
  [ ! -d "$launch/native-$key" ] || return 0
  rm -rf "$launch/part.native"
  mkdir "$launch/part.native"
  (cd "$launch/part.native" && "$JAVA_HOME/bin/jar" -xf "$product" "org/sqlite/native/$library")
  mkdir "$launch/part.native/done"
  mv "$launch/part.native/org/sqlite/native/$library" "$launch/part.native/done/" 2>/dev/null || return 0
  mv "$launch/part.native/done" "$launch/native-$key"
  rm -rf "$launch/part.native"
}

# The caches are made once for each build, at the lowest priority, out of reach of the terminal.
train_in_background() {
  (
    trap '' INT HUP
    with_lock training.lock train
  ) </dev/null >/dev/null 2>&1 &
}

train() {
  [ ! -e "$launch/$key.trained" ] || return 0
  set --
  for file in "$launch/native-$key"/*; do
    [ ! -e "$file" ] ||
      set -- "-Dorg.sqlite.lib.path=$launch/native-$key" "-Dorg.sqlite.lib.name=${file##*/}"
  done
  place=$(mktemp -d)
  cd "$place"
  for each in command service; do
    rm -f "$launch/part-$each.aot"
    training_run $each $flags "$@" "-XX:AOTCacheOutput=$launch/part-$each.aot" \
      >"$launch/training-$each.log" 2>&1 || :
    [ ! -s "$launch/part-$each.aot" ] || mv "$launch/part-$each.aot" "$launch/$key-$each.aot"
  done
  cd /
  rm -rf "$place"
  : >"$launch/$key.trained"
}
