package dev.coppice.config;

import dev.coppice.work.CheckDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// A check and whether its command may use the network.
///
/// @param network absent where nobody said so
public record CheckSettings(CheckDefinition definition, @Nullable Boolean network) {
  private static final Duration TIMEOUT = Duration.ofMinutes(20);

  static Optional<CheckSettings> read(Section section, Values values, Optional<Mark> mark) {
    Optional<String> name = section.require("name", values::text, mark);
    Optional<List<String>> command = section.require("run", values::command, mark);
    Duration timeout = section.get("timeout", TIMEOUT, values::duration);
    @Nullable Boolean network = section.getOrNull("network", values::flag);
    if (name.isEmpty() || command.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CheckSettings(new CheckDefinition(name.get(), command.get(), timeout), network));
  }
}
