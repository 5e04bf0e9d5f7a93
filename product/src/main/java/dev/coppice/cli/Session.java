package dev.coppice.cli;

import dev.coppice.cli.Opening.Mode;
import java.util.Optional;
import java.util.function.Function;

/// What every command has at hand.
record Session(Systems systems, Screen screen, Interrupts interrupts) {

  /// Asks the owner, or without one reads the store.
  <T> T reading(Location location, Function<Api, T> question) {
    Optional<RunningOwner> owner = systems.findOwner(location);
    try (Api api = owner.isPresent() ? new HttpApi(owner.get()) : systems.openStore(location)) {
      return question.apply(api);
    }
  }

  /// Asks the owner for a change, or without one becomes the owner for as long as it takes.
  <T> T changing(Location location, Mode mode, Function<Api, T> change) {
    Optional<RunningOwner> running = systems.findOwner(location);
    if (running.isPresent()) {
      try (Api api = new HttpApi(running.get())) {
        return change.apply(api);
      }
    }
    try (Owner owner = systems.openOwner(Opening.of(location, mode))) {
      T answer = change.apply(owner.api());
      if (mode != Mode.RECORD) {
        owner.service().stopOwner();
      }
      return answer;
    }
  }
}
