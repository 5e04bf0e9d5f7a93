package dev.coppice;

import dev.coppice.cli.Api;
import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.DemoRequest;
import dev.coppice.cli.Exit;
import dev.coppice.cli.Location;
import dev.coppice.cli.Opening;
import dev.coppice.cli.Owner;
import dev.coppice.cli.Systems;
import dev.coppice.work.Autonomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Loads what a typical run loads, so that the start-up cache holds it: opens a throw-away system,
/// listens, reads every view, and leaves.
final class Training {
  private Training() {}

  static void run(Systems systems, boolean stays) {
    try {
      Path folder = Files.createTempDirectory("coppice-training");
      try {
        Path repository =
            systems.createDemo(new DemoRequest(folder.resolve("demo"), 0)).repository();
        var location = new Location(repository, null);
        if (stays) {
          var opening =
              new Opening(location, null, null, null, Autonomy.FULL, Opening.Mode.ON_REQUEST);
          try (Owner owner = systems.openOwner(opening)) {
            owner.service().pause();
            read(owner.api());
            String _ = owner.service().generateTerminalView();
          }
        } else {
          try (Api store = systems.openStore(location)) {
            read(store);
          }
        }
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          "The training run could not write its folder: %s.".formatted(e.getMessage()),
          "Free some space for temporary files.");
    }
  }

  private static void read(Api api) {
    for (String path :
        List.of("/", "/status", "/agents", "/progress", "/next-work", "/events", "/inbox")) {
      var _ = api.send(new Api.Call("GET", path, null, false));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
