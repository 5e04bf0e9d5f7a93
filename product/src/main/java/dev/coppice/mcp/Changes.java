package dev.coppice.mcp;

import java.util.function.Consumer;

/// Tells when resources are no longer what they were.
public interface Changes {
  /// Nothing ever changes.
  Changes NONE = _ -> () -> {};

  /// Watches until the handle is closed.
  ///
  /// @param changed hears the address of each resource that changed, on a thread that may wait
  AutoCloseable watch(Consumer<String> changed);
}
