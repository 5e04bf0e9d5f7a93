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
    List<Path> copies) {
  public World {
    notes = List.copyOf(notes);
    copies = List.copyOf(copies);
  }

  /// Opens the world of a system.
  public interface Opener {
    /// @throws OrchestrationException or the world's own exceptions with a remedy
    World open(String systemId, Path systemPath, Dependencies dependencies);
  }
}
