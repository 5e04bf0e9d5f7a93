package dev.coppice.work;

import java.time.Duration;
import java.util.List;

/// A command that must exit 0.
public record CheckDefinition(String name, List<String> command, Duration timeout) {
  public CheckDefinition {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("check \"" + name + "\" has no command");
    }
    command = List.copyOf(command);
  }
}
