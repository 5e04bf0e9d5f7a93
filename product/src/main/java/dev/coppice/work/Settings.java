package dev.coppice.work;

import dev.coppice.loop.Loop;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The part of the configuration that decisions depend on. Logged, so that decisions replay.
///
/// @param approveLandings whether a person approves each landing
/// @param parallelAgents the most agents at work at once
/// @param minimumFreeDisk bytes under which nothing new is started
public record Settings(
    String agent,
    List<String> agents,
    String loop,
    List<Loop> loops,
    Autonomy autonomy,
    boolean approveLandings,
    LeverageScorer leverage,
    int parallelAgents,
    ConcurrencyMode concurrency,
    Map<ModuleId, ModuleSettings> modules,
    List<CheckDefinition> checks,
    List<List<String>> setup,
    Limits limits,
    Retrying retrying,
    long minimumFreeDisk) {
  public Settings {
    agents = List.copyOf(agents);
    loops = List.copyOf(loops);
    modules = Collections.unmodifiableMap(new TreeMap<>(modules)); // The same order everywhere.
    checks = List.copyOf(checks);
    setup = List.copyOf(setup);
  }

  /// The settings of one module, empty where the configuration says nothing.
  public ModuleSettings of(ModuleId module) {
    return modules.getOrDefault(module, ModuleSettings.NONE);
  }

  /// The loop a module is worked with.
  public String loopOf(ModuleId module) {
    String own = of(module).loop();
    return own == null ? loop : own;
  }

  /// The agent a module is worked by.
  public String agentOf(ModuleId module) {
    String own = of(module).agent();
    return own == null ? agent : own;
  }

  /// The loop with this id.
  public Optional<Loop> findLoop(String id) {
    return loops.stream().filter(candidate -> candidate.id().equals(id)).findFirst();
  }
}
