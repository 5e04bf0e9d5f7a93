package dev.coppice.loop;

import java.util.List;
import java.util.Optional;

/// Where loops come from. An embedder may bring its own.
public interface LoopComposer {
  /// Every loop there is, in a stable order.
  List<Loop> loops();

  /// The loop with exactly this id.
  default Optional<Loop> findLoop(String id) {
    return loops().stream().filter(loop -> loop.id().equals(id)).findFirst();
  }
}
