package dev.coppice.bench;

import dev.coppice.roadmap.Dependency;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.NextModules;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapIndex;
import dev.coppice.roadmap.RoadmapModule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/// What it costs to index a roadmap and to choose the next ten modules: CPU time, the best of many.
final class NextModulesBench {
  private static final int[] SIZES = {100, 1_000, 5_000, 100_000};
  private static final int ROUNDS = 30;

  private NextModulesBench() {}

  static void run() {
    for (int size : SIZES) {
      Roadmap roadmap = roadmap(size);
      double index = Double.MAX_VALUE;
      double select = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        double start = cpuMillis();
        RoadmapIndex built = RoadmapIndex.of(roadmap);
        double middle = cpuMillis();
        select(built);
        index = Math.min(index, middle - start);
        select = Math.min(select, cpuMillis() - middle);
      }
      System.out.println(
          String.format(
              Locale.ROOT, "next %7d modules: index %.2f ms, choose %.2f ms", size, index, select));
    }
  }

  /// A third of the modules is complete, a twentieth taken.
  private static void select(RoadmapIndex index) {
    NextModules.select(
        index,
        LeverageScorer.WEIGHTED,
        id -> id.value().hashCode() % 3 == 0,
        id -> id.value().hashCode() % 20 != 0,
        10);
  }

  private static double cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
  }

  /// Random layers, and up to three dependencies each on one of the two thousand modules before.
  private static Roadmap roadmap(int size) {
    Random random = new Random(size);
    List<RoadmapModule> modules = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int position = i;
      List<Dependency> needed =
          IntStream.range(0, i == 0 ? 0 : random.nextInt(4))
              .map(_ -> random.nextInt(Math.max(0, position - 2_000), position))
              .mapToObj(at -> new Dependency(new ModuleId("module-" + at), false))
              .distinct()
              .toList();
      modules.add(
          new RoadmapModule(
              new ModuleId("module-" + i),
              "module-" + i,
              "a description",
              random.nextInt(7),
              ModuleStatus.PENDING,
              needed,
              List.of(),
              0));
    }
    return new Roadmap("bench", "", modules, List.of(), List.of());
  }
}
