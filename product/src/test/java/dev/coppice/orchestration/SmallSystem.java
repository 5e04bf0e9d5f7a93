package dev.coppice.orchestration;

import dev.coppice.loop.BuiltInLoops;
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
import dev.coppice.work.Retrying;
import dev.coppice.work.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A small system to simulate: a ledger of four modules, worked with one agent program.
final class SmallSystem {
  private SmallSystem() {}

  static Roadmap roadmap() {
    return new Roadmap(
        "Ledger",
        "",
        List.of(
            module("money", 0, List.of()),
            module("accounts", 1, List.of("money")),
            module("balance", 2, List.of("accounts")),
            module("chart", 1, List.of())),
        List.of(),
        List.of());
  }

  static Settings settings(Autonomy autonomy, boolean approveLandings) {
    return new Settings(
        "mine",
        List.of("mine"),
        "quick-loop",
        new BuiltInLoops().loops(),
        autonomy,
        approveLandings,
        LeverageScorer.WEIGHTED,
        4,
        ConcurrencyMode.PARALLEL_THREADS,
        Map.of(),
        List.of(new CheckDefinition("test", List.of("./test.sh"), Duration.ofMinutes(5))),
        List.of(),
        new Limits(Duration.ofMinutes(10), Duration.ofHours(1), 6),
        new Retrying(3, Duration.ofSeconds(5), 10),
        0);
  }

  private static RoadmapModule module(String id, int layer, List<String> needs) {
    return new RoadmapModule(
        new ModuleId(id),
        id,
        "The " + id + " of the ledger",
        layer,
        ModuleStatus.PENDING,
        needs.stream().map(need -> new Dependency(new ModuleId(need), false)).toList(),
        List.of(),
        0);
  }
}
