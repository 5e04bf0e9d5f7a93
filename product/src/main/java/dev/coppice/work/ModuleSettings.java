package dev.coppice.work;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the configuration says of one module.
public record ModuleSettings(List<String> paths, @Nullable String loop, @Nullable String agent) {
  public static final ModuleSettings NONE = new ModuleSettings(List.of(), null, null);

  public ModuleSettings {
    paths = List.copyOf(paths);
  }
}
