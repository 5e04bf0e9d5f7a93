package dev.coppice;

import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.LocalWorlds;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.orchestration.World;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.OrchestratorFile;
import dev.coppice.store.OwnerLock;
import dev.coppice.store.TokenFile;
import dev.coppice.store.Tokens;
import dev.coppice.worktree.RepositoryPlace;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens worlds that belong to this process: only where it may, with the repository's lock taken
/// first and given back last.
final class OwnedWorlds implements World.Opener {
  private final LocalWorlds worlds;
  private final AllowedRoots roots;
  private final Tokens tokens;
  private final boolean serving;
  private Consumer<Path> listener = _ -> {};
  private @Nullable Path data;
  private @Nullable Ownership held;
  private @Nullable URI address;

  /// @param tokens taught the secret of the data directory that is opened
  /// @param serving whether this process stays when there is nothing to do
  OwnedWorlds(LocalWorlds worlds, AllowedRoots roots, Tokens tokens, boolean serving) {
    this.worlds = worlds;
    this.roots = roots;
    this.tokens = tokens;
    this.serving = serving;
  }

  @Override
  public synchronized World open(String systemId, Path systemPath, Dependencies dependencies) {
    RepositoryPlace place = RepositoryPlace.find(roots.admit(systemPath));
    // A folder may belong to a repository that lies elsewhere.
    Path _ = roots.admit(place.root());
    Path _ = roots.admit(place.commonDir());
    OwnerLock lock = acquire(place);
    try {
      Path directory = DataDirectory.open(place.commonDir(), worlds.data()).path();
      requireOneName(systemId, place, directory);
      tokens.accept(TokenFile.open(directory).token());
      CheckoutConfig.layOutScript(directory);
      var ownership = new Ownership(lock, systemId, directory, serving, this::opened);
      World world = worlds.open(systemId, place, dependencies).heldBy(ownership);
      if (address != null) {
        ownership.listensAt(address);
      }
      held = ownership;
      return world;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// From now on whoever looks for the owner is sent there.
  synchronized void listensAt(URI where) {
    address = where;
    if (held != null) {
      held.listensAt(where);
    }
  }

  /// The data directory of the system it opened.
  synchronized Path data() {
    if (data == null) {
      throw new IllegalStateException("no system is open");
    }
    return data;
  }

  /// Tells the data directory, now or once a system is open.
  synchronized void whenOpened(Consumer<Path> heard) {
    listener = heard;
    if (data != null) {
      heard.accept(data);
    }
  }

  private synchronized void opened(Path directory) {
    data = directory;
    listener.accept(directory);
  }

  private static OwnerLock acquire(RepositoryPlace place) {
    return switch (OwnerLock.acquire(place.commonDir())) {
      case OwnerLock.Acquired.Held(var held) -> held;
      case OwnerLock.Acquired.Taken(var owner) ->
          throw new OrchestrationException(
              Refusal.Kind.CONFLICT,
              owner == null
                  ? "Another process owns %s.".formatted(place.root())
                  : "Process %d owns %s.".formatted(owner.pid(), place.root()),
              "Commands reach it from here; stop it to own the repository yourself.");
    };
  }

  /// Two logs about one repository would fight over its worktrees.
  private static void requireOneName(String systemId, RepositoryPlace place, Path data) {
    List<String> known = known(place, data);
    if (!known.isEmpty() && !known.contains(systemId)) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT,
          "%s is known as system \"%s\".".formatted(place.root(), known.getFirst()),
          "Name it by that id.");
    }
  }

  /// The names under which this data directory knows the repository.
  static List<String> known(RepositoryPlace place, Path data) {
    List<String> systems = OrchestratorFile.systems(data);
    return data.startsWith(place.commonDir())
        ? systems
        : systems.stream()
            .filter(id ->
                new OrchestratorFile(data, id)
                    .systemPath()
                    .filter(place.root()::equals)
                    .isPresent())
            .toList();
  }
}
