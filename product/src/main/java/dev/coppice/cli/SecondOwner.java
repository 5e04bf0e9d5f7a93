package dev.coppice.cli;

import java.util.Optional;

/// At most one process owns a system; whoever comes second is told about the first.
final class SecondOwner {
  private SecondOwner() {}

  /// @param again the flags that name the system, for what a person is told to type
  /// @throws CommandFailure if another process owns the system
  static void refuse(Session session, Location location, String again) {
    Optional<RunningOwner> found = session.systems().findOwner(location);
    if (found.isEmpty()) {
      return;
    }
    RunningOwner owner = found.get();
    String end = "end it first: Ctrl-C where it runs, or `kill %d`".formatted(owner.pid());
    throw owner.serving()
        ? new CommandFailure(
            Exit.REFUSED,
            "Process %d serves this system already, at %s".formatted(owner.pid(), owner.address()),
            "Ask it for work (`coppice spawn M%s`), or %s; `coppice serve --autopilot` works by itself."
                .formatted(again, end))
        : new CommandFailure(
            Exit.REFUSED,
            "Process %d runs this system already".formatted(owner.pid()),
            "Watch it with `coppice events --follow%s`, or %s.".formatted(again, end));
  }
}
