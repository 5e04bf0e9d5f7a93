package dev.coppice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How this very program was started, so that it can be started again the same way.
final class OwnProgram {
  /// Set by the launcher: its own path.
  static final String LAUNCHER = "coppice.launcher";

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private OwnProgram() {}

  /// The launcher, where it was the launcher that started this.
  static Optional<Path> launcher() {
    return Optional.ofNullable(System.getProperty(LAUNCHER))
        .filter(path -> !path.isBlank())
        .map(Path::of);
  }

  /// The same JVM with the same flags and the same jar, without the arguments of the program.
  static List<String> java() {
    return withoutArguments(commandLine());
  }

  /// The same for a command that stays, for which the launcher keeps a start-up cache of its own.
  static List<String> javaThatStays() {
    return java().stream()
        .map(word -> {
          String other = word.replaceFirst("^(-XX:AOTCache=.*)-command\\.aot$", "$1-service.aot");
          return Files.exists(Path.of(other.substring(other.indexOf('=') + 1))) ? other : word;
        })
        .toList();
  }

  private static List<String> commandLine() {
    var own = ProcessHandle.current().info();
    try {
      // The JDK gives up on command lines that are longer than a page of memory.
      String line = Files.readString(COMMAND_LINE, StandardCharsets.UTF_8);
      List<String> words = new java.util.ArrayList<>(List.of(line.split("\0", -1)));
      words.removeLast();
      words.set(0, own.command().orElse(words.getFirst()));
      return words;
    } catch (IOException _) {
      var words = new java.util.ArrayList<String>();
      words.add(own.command().orElse("java"));
      words.addAll(List.of(own.arguments().orElse(new String[0])));
      return words;
    }
  }

  /// Everything up to the jar or the main class.
  static List<String> withoutArguments(List<String> commandLine) {
    int jar = commandLine.indexOf("-jar");
    int main = commandLine.indexOf(Main.class.getName());
    int end = jar >= 0 && (main < 0 || jar < main) ? jar + 2 : main + 1;
    if (end == 0 || end > commandLine.size()) {
      throw new IllegalStateException("this JVM was not started to run Coppice: " + commandLine);
    }
    return List.copyOf(commandLine.subList(0, end));
  }
}
