package dev.coppice;

import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.schedule.Decision.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// The folders below which whoever has the token may open a system.
///
/// @param folders real paths
record AllowedRoots(List<Path> folders) {
  /// For a path that the user of this machine named.
  static final AllowedRoots ANYWHERE = new AllowedRoots(List.of(Path.of("/")));

  AllowedRoots {
    folders = List.copyOf(folders);
  }

  /// The path as the file system has it, links followed.
  ///
  /// @throws OrchestrationException if it lies under none of the folders; that is asked before
  ///   anything tells whether it exists
  Path admit(Path asked) {
    Path real = real(asked.toAbsolutePath());
    if (folders.stream().noneMatch(real::startsWith)) {
      throw new OrchestrationException(
          Refusal.Kind.FORBIDDEN,
          "systemPath lies under no folder that this server may open systems in.",
          "Start the server in a folder above it, or with --allow-root.");
    }
    return real;
  }

  /// What exists of the path is followed; the rest stands for itself. A link that leads nowhere
  /// could lead anywhere tomorrow.
  private static Path real(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      try {
        return at.toRealPath().resolve(at.relativize(path)).normalize();
      } catch (IOException _) {
        if (Files.exists(at, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(at)) {
          return Path.of("/");
        }
      }
    }
    return Path.of("/");
  }
}
