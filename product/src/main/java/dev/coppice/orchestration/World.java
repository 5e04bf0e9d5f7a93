package dev.coppice.orchestration;

import dev.coppice.event.Redaction;
import dev.coppice.execution.ExecutionEngine;
import dev.coppice.loop.LoopComposer;
import dev.coppice.memory.MemoryService;
import dev.coppice.roadmap.RoadmapService;
import dev.coppice.store.EventStore;
import dev.coppice.work.Settings;
import dev.coppice.worktree.Worktrees;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Everything a system needs of the world, opened for one repository. A simulation brings another.
///
/// @param root the main checkout
/// @param settings the settings in force, given the loops there are
/// @param stateFile writes `orchestrators/{systemId}.json` (its JSON text)
/// @param runDirectories where attempts leave their output
/// @param freeDisk bytes free where worktrees lie
/// @param notes what the user should know about the checkout
/// @param redaction over everything that attempts and people say
/// @param copies files of the main checkout that every worktree gets, relative paths
/// @param hold given back last
public record World(
    Path root,
    String target,
    Path worktreesPath,
    Worktrees worktrees,
    EventStore store,
    ExecutionEngine engine,
    RoadmapService roadmap,
    LoopComposer loops,
    MemoryService memory,
    Function<List<dev.coppice.loop.Loop>, Settings> settings,
    java.util.function.Consumer<String> stateFile,
    Path runDirectories,
    LongSupplier freeDisk,
    List<String> notes,
    Redaction redaction,
    List<Path> copies,
    Hold hold)
    implements AutoCloseable {
  public World {
    notes = List.copyOf(notes);
    copies = List.copyOf(copies);
  }

  /// The same, held by this process.
  public World heldBy(Hold holder) {
    return new World(
        root,
        target,
        worktreesPath,
        worktrees,
        store,
        engine,
        roadmap,
        loops,
        memory,
        settings,
        stateFile,
        runDirectories,
        freeDisk,
        notes,
        redaction,
        copies,
        holder);
  }

  /// Gives everything back. What runs goes on.
  @Override
  public void close() {
    try {
      engine.close();
    } finally {
      try {
        store.close();
      } finally {
        hold.close();
      }
    }
  }

  /// What makes a world this process's own, such as a lock on its repository.
  public interface Hold extends AutoCloseable {
    /// For a world that nobody else could open.
    Hold NONE =
        new Hold() {
          @Override
          public void opened() {
            // Nobody is told.
          }

          @Override
          public void close() {
            // Nothing was taken.
          }
        };

    /// The system is open: from now on others may be told where it is.
    void opened();

    @Override
    void close();
  }

  /// Opens the world of a system.
  public interface Opener {
    /// @throws OrchestrationException or the world's own exceptions with a remedy
    World open(String systemId, Path systemPath, Dependencies dependencies);
  }
}
