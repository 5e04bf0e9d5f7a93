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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A roadmap and settings drawn from a seed, and others to change to while work is under way.
final class RandomSystem {
  private static final CheckDefinition TEST = check("test");
  private static final CheckDefinition LINT = check("lint");

  final Settings settings;
  final Roadmap roadmap;
  private final Random random;

  RandomSystem(Random random) {
    this.random = random;
    this.roadmap = roadmap(3 + random.nextInt(5));
    this.settings = settings(true);
  }

  private static CheckDefinition check(String name) {
    return new CheckDefinition(name, List.of("./" + name), Duration.ofMinutes(5));
  }

  private Roadmap roadmap(int size) {
    List<RoadmapModule> modules = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Dependency> needs = new ArrayList<>();
      for (int j = 0; j < i; j++) {
        if (random.nextInt(4) == 0) {
          needs.add(new Dependency(new ModuleId("m" + j), false));
        }
      }
      modules.add(
          new RoadmapModule(
              new ModuleId("m" + i),
              "Module " + i,
              "What module " + i + " does.",
              random.nextInt(5),
              ModuleStatus.PENDING,
              needs,
              List.of(),
              i + 1));
    }
    return new Roadmap("System", "A dream.", modules, List.of(), List.of());
  }

  /// Some modules fewer than at first.
  Roadmap otherRoadmap() {
    List<RoadmapModule> modules =
        roadmap.modules().stream().filter(_ -> random.nextInt(4) > 0).toList();
    return new Roadmap(roadmap.system(), roadmap.dreamState(), modules, List.of(), List.of());
  }

  /// Other checks, other loops, fewer slots.
  Settings otherSettings() {
    return settings(false);
  }

  private Settings settings(boolean whole) {
    List<Loop> loops = new ArrayList<>(new BuiltInLoops().loops());
    loops.add(oneGate());
    if (!whole && random.nextBoolean()) {
      loops.removeIf(_ -> random.nextBoolean());
    }
    Map<ModuleId, ModuleSettings> modules = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      if (random.nextInt(3) == 0) {
        modules.put(
            new ModuleId("m" + i),
            new ModuleSettings(
                random.nextBoolean() ? List.of() : List.of("src/part" + random.nextInt(3)),
                random.nextBoolean() ? null : "one-gate",
                null));
      }
    }
    return new Settings(
        "worker",
        List.of("worker"),
        random.nextInt(3) == 0 ? "engineering-loop" : "quick-loop",
        loops,
        oneOf(Autonomy.values()),
        random.nextInt(3) == 0,
        LeverageScorer.WEIGHTED,
        1 + random.nextInt(6),
        oneOf(ConcurrencyMode.values()),
        modules,
        List.<List<CheckDefinition>>of(List.of(), List.of(TEST), List.of(TEST, LINT), List.of(LINT))
            .get(random.nextInt(4)),
        random.nextBoolean() ? List.of() : List.of(List.of("./setup"), List.of("./more")),
        new Limits(Duration.ofMinutes(1), Duration.ofHours(1), 2 + random.nextInt(5)),
        new Retrying(
            1 + random.nextInt(3),
            random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(5),
            1 + random.nextInt(10)),
        1L << 20);
  }

  private static Loop oneGate() {
    return new Loop(
        "one-gate",
        "One gate",
        "1",
        "",
        List.of(new Phase("PLAN", List.of("plan")), new Phase("DO", List.of())),
        List.of(new Gate("plan-gate", "Plan", "PLAN", true, ApprovalType.HUMAN, List.of("P.md"))));
  }

  private <T> T oneOf(T[] all) {
    return all[random.nextInt(all.length)];
  }
}
