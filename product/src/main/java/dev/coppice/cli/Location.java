package dev.coppice.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which system is meant.
///
/// @param repository any folder of its checkout
/// @param data where its data lies, when not at the usual place
public record Location(Path repository, @Nullable Path data) {
  public Location {
    repository = repository.toAbsolutePath().normalize();
    data = data == null ? null : data.toAbsolutePath().normalize();
  }
}
