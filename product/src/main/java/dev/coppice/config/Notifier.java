package dev.coppice.config;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// A command that tells a person something; `{title}` and `{body}` stand for the words.
public record Notifier(List<String> command) {
  public Notifier {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a notifier has a command");
    }
  }

  private static final List<String> PLACEHOLDERS = List.of("{title}", "{body}");

  static Optional<Notifier> read(Section section, Values values, Optional<Mark> mark) {
    return section.require("command", values.command(PLACEHOLDERS), mark).map(Notifier::new);
  }
}
