package dev.coppice.cli;

import dev.coppice.view.DisplayText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/// Where a command writes, and who looks at it.
///
/// @param isTerminal whether a person looks at `out`
/// @param zone in which times of day are told
record Screen(
    PrintStream out,
    PrintStream err,
    boolean isTerminal,
    Map<String, String> environment,
    InstantSource clock,
    ZoneId zone) {

  /// The screen of this process; UTF-8, whatever the locale says.
  static Screen ofProcess() {
    return of(stream(FileDescriptor.out), stream(FileDescriptor.err), StandardOutput.isTerminal());
  }

  static Screen of(PrintStream out, PrintStream err, boolean isTerminal) {
    return new Screen(
        out, err, isTerminal, System.getenv(), InstantSource.system(), ZoneId.systemDefault());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor)),
        true,
        StandardCharsets.UTF_8);
  }

  /// Whether lines can be painted again.
  boolean canRepaint() {
    String terminal = environment.getOrDefault("TERM", "");
    return isTerminal && !terminal.isEmpty() && !terminal.equals("dumb");
  }

  boolean hasColor(boolean unwanted) {
    return canRepaint() && !unwanted && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  void line(String text) {
    out.println(text);
  }

  /// Two sentences about what went wrong; a list of troubles keeps its lines.
  void trouble(String what, String remedy) {
    out.flush();
    (what.contains("\n") ? what.stripTrailing() + "\n" : sentence(what) + " ")
        .concat(sentence(remedy))
        .strip()
        .lines()
        .forEach(line -> err.println(DisplayText.cut(line, Integer.MAX_VALUE)));
    err.flush();
  }

  /// Text that somebody else wrote. A terminal must not be steered by it; a pipe gets every byte.
  void foreign(String text) {
    if (isTerminal) {
      text.lines().forEach(line -> out.println(DisplayText.cut(line, Integer.MAX_VALUE)));
    } else {
      out.print(text);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        out.println();
      }
    }
  }

  private static String sentence(String text) {
    String plain = text.strip();
    return plain.isEmpty() || ".?!".indexOf(plain.charAt(plain.length() - 1)) >= 0
        ? plain
        : plain + ".";
  }
}
