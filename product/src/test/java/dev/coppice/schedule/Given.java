package dev.coppice.schedule;

import dev.coppice.loop.ApprovalType;
import dev.coppice.loop.BuiltInLoops;
import dev.coppice.loop.Gate;
import dev.coppice.loop.Loop;
import dev.coppice.loop.Phase;
import dev.coppice.roadmap.Dependency;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.work.Autonomy;
import dev.coppice.work.CheckDefinition;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.Limits;
import dev.coppice.work.ModuleSettings;
import dev.coppice.work.Retrying;
import dev.coppice.work.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Settings for a scene, changed one at a time.
final class Given {
  Autonomy autonomy = Autonomy.FULL;
  boolean approve;
  int parallel = 4;
  ConcurrencyMode mode = ConcurrencyMode.PARALLEL_THREADS;
  Map<ModuleId, ModuleSettings> modules = new TreeMap<>();
  List<CheckDefinition> checks = List.of(check("test"));
  List<List<String>> setup = List.of();
  int repeats = 6;
  int maxRetries = 3;
  Duration delay = Duration.ofSeconds(5);
  int escalationThreshold = 10;
  String loop = "quick-loop";
  List<Loop> loops = new ArrayList<>(new BuiltInLoops().loops());

  static CheckDefinition check(String name) {
    return new CheckDefinition(name, List.of("./" + name), Duration.ofMinutes(5));
  }

  /// Two segments with a person between them.
  static Loop gated() {
    return new Loop(
        "gated",
        "Gated",
        "1",
        "",
        List.of(new Phase("PLAN", List.of("plan")), new Phase("DO", List.of("do"))),
        List.of(
            new Gate("plan-gate", "Plan", "PLAN", true, ApprovalType.HUMAN, List.of("PLAN.md"))));
  }

  Given paths(String module, String... paths) {
    modules.put(new ModuleId(module), new ModuleSettings(List.of(paths), null, null));
    return this;
  }

  Settings settings() {
    return new Settings(
        "worker",
        List.of("worker"),
        loop,
        loops,
        autonomy,
        approve,
        LeverageScorer.WEIGHTED,
        parallel,
        mode,
        modules,
        checks,
        setup,
        new Limits(Duration.ofMinutes(10), Duration.ofHours(1), repeats),
        new Retrying(maxRetries, delay, escalationThreshold),
        1_000);
  }

  /// Modules as `name` or `name<need,need`, all of one layer.
  static Roadmap roadmap(String... modules) {
    return new Roadmap(
        "System",
        "A dream.",
        Arrays.stream(modules).map(Given::module).toList(),
        List.of(),
        List.of());
  }

  private static RoadmapModule module(String text) {
    String[] parts = text.split("<", 2);
    List<Dependency> needs =
        parts.length == 1
            ? List.of()
            : Arrays.stream(parts[1].split(",", -1))
                .map(need -> new Dependency(new ModuleId(need), false))
                .toList();
    return new RoadmapModule(
        new ModuleId(parts[0]),
        parts[0],
        "What " + parts[0] + " does.",
        1,
        ModuleStatus.PENDING,
        needs,
        List.of(),
        1);
  }
}
