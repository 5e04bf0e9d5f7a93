package dev.coppice.worktree;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One git command being put together; [#run] starts it.
final class GitCall {
  private static final Duration USUAL = Duration.ofMinutes(2);
  private static final int USUAL_LIMIT = 256 << 20;

  private final Function<GitCall, GitOutput> runner;
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Path directory;
  private byte[] input = new byte[0];
  private Duration timeout = USUAL;
  private int limit = USUAL_LIMIT;

  GitCall(
      Function<GitCall, GitOutput> runner,
      Path directory,
      List<String> arguments,
      Map<String, String> environment) {
    this.runner = runner;
    this.directory = directory;
    this.arguments.addAll(arguments);
    this.environment.putAll(environment);
  }

  /// More arguments at the end.
  GitCall and(List<String> more) {
    arguments.addAll(more);
    return this;
  }

  /// Options of git itself, put before the command.
  GitCall configured(List<String> options) {
    arguments.addAll(0, options);
    return this;
  }

  /// Bytes for standard input, which is otherwise empty.
  GitCall input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /// Raw paths for standard input, each closed by NUL.
  GitCall paths(Iterable<String> raw) {
    StringBuilder joined = new StringBuilder();
    raw.forEach(path -> joined.append(path).append('\0'));
    return raw(joined.toString());
  }

  /// Standard input made of raw paths and more.
  GitCall raw(String text) {
    input = text.getBytes(StandardCharsets.ISO_8859_1);
    return this;
  }

  GitCall index(Path index) {
    environment.put("GIT_INDEX_FILE", index.toString());
    return this;
  }

  GitCall identity(Identity identity) {
    String date = "@" + identity.when().getEpochSecond() + " +0000";
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + role + "_NAME", identity.name());
      environment.put("GIT_" + role + "_EMAIL", identity.email());
      environment.put("GIT_" + role + "_DATE", date);
    }
    return this;
  }

  /// Says that the command may take longer than a small one does.
  GitCall within(Duration longer) {
    timeout = longer;
    return this;
  }

  /// Stops reading (and git with it) after this many bytes.
  GitCall limit(int bytes) {
    limit = bytes;
    return this;
  }

  GitOutput run() {
    return runner.apply(this);
  }

  /// The output of a command that has to succeed.
  GitOutput get() {
    return run().orThrow();
  }

  List<String> arguments() {
    return Collections.unmodifiableList(arguments);
  }

  Map<String, String> environment() {
    return Collections.unmodifiableMap(environment);
  }

  Path directory() {
    return directory;
  }

  byte[] input() {
    return input;
  }

  Duration timeout() {
    return timeout;
  }

  int limit() {
    return limit;
  }
}
