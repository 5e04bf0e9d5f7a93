package dev.coppice.roadmap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a module can be started now, and if not, the one reason why.
public sealed interface Readiness {
  ModuleId module();

  /// It can be started.
  record Ready(ModuleId module) implements Readiness {}

  /// It is done already.
  record Complete(ModuleId module) implements Readiness {}

  /// The roadmap itself says in progress, blocked or deferred.
  record NotPending(ModuleId module, ModuleStatus status) implements Readiness {}

  /// Something it depends on is not complete.
  record Waiting(ModuleId module, List<Unmet> unmet) implements Readiness {
    public Waiting {
      unmet = List.copyOf(unmet);
    }
  }

  /// Nothing in the roadmap speaks against it, but the caller does: somebody works on it already.
  record Taken(ModuleId module) implements Readiness {}

  /// A dependency that is not complete: what the roadmap says of it, or nothing when the roadmap
  /// does not know it.
  record Unmet(ModuleId module, @Nullable ModuleStatus status) {}
}
