package dev.coppice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jline.utils.Signals;

/// How many columns and rows a terminal has.
record TerminalSize(int columns, int rows) {
  private static final TerminalSize USUAL = new TerminalSize(80, 24);
  private static final int SMALLEST = 4;
  private static final int LARGEST = 1_000;

  TerminalSize {
    columns = Math.clamp(columns, SMALLEST, LARGEST);
    rows = Math.clamp(rows, SMALLEST, LARGEST);
  }

  /// Reads `24 80`, as `stty size` writes it.
  static TerminalSize parse(String text) {
    String[] words = text.strip().split("\\s+", -1);
    try {
      int rows = words.length == 2 ? Integer.parseInt(words[0]) : 0;
      int columns = words.length == 2 ? Integer.parseInt(words[1]) : 0;
      return rows > 0 && columns > 0 ? new TerminalSize(columns, rows) : USUAL;
    } catch (NumberFormatException _) {
      return USUAL;
    }
  }

  /// Asks `stty`: the one program a surface starts, because the JDK does not tell and the terminal
  /// library starts in ten times the time.
  private static TerminalSize ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return stty.waitFor(1, TimeUnit.SECONDS) ? parse(text) : USUAL;
    } catch (IOException _) {
      return USUAL;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  /// The size of the terminal of this process, asked again only when its window changed.
  static final class Watched implements Supplier<TerminalSize> {
    private final AtomicBoolean changed = new AtomicBoolean();
    private TerminalSize size;

    Watched(Map<String, String> environment) {
      String columns = environment.getOrDefault("COLUMNS", "");
      String rows = environment.getOrDefault("LINES", "");
      size = columns.isEmpty() || rows.isEmpty() ? ask() : parse(rows + " " + columns);
      Signals.register("WINCH", () -> changed.set(true));
    }

    @Override
    public TerminalSize get() {
      if (changed.getAndSet(false)) {
        size = ask();
      }
      return size;
    }
  }
}
