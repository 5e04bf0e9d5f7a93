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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/// What it costs to choose the next work from roadmaps of growing size, in CPU time of the thread:
/// the figure that a busy machine changes least.
final class ScheduleBench {
  private static final int[] SIZES = {100, 1_000, 5_000, 100_000};
  private static final int[] TARGETS_MILLIS = {1, 3, 10, 200};
  private static final int ROUNDS = 15;
  private static final int ASKED = 5;
  private static final int LAYERS = 7;

  /// One size's figures, in milliseconds of CPU.
  record Row(int modules, double index, double first, double median, double most, int target) {
    boolean isWithin() {
      return median < target;
    }
  }

  private ScheduleBench() {}

  static int run(List<String> options) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < SIZES.length; i++) {
      rows.add(measure(SIZES[i], TARGETS_MILLIS[i]));
    }
    System.out.println(options.contains("--json") ? json(rows) : table(rows));
    return rows.stream().allMatch(Row::isWithin) ? 0 : 1;
  }

  private static Row measure(int size, int target) {
    Roadmap roadmap = roadmap(size, new Random(size));
    var held = new RoadmapIndex[1];
    double index = millis(() -> held[0] = RoadmapIndex.of(roadmap));
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] =
          millis(() ->
              NextModules.select(held[0], LeverageScorer.WEIGHTED, _ -> false, _ -> true, ASKED));
    }
    double first = rounds[0];
    Arrays.sort(rounds);
    return new Row(size, index, first, rounds[ROUNDS / 2], rounds[ROUNDS - 1], target);
  }

  private static double millis(Supplier<?> action) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    Object result = action.get();
    long after = threads.getCurrentThreadCpuTime();
    if (result == null) {
      throw new IllegalStateException("nothing was measured");
    }
    return (after - before) / 1e6;
  }

  /// Seven layers; each module needs up to three of the layer below.
  static Roadmap roadmap(int size, Random random) {
    List<RoadmapModule> modules = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int layer = (int) ((long) i * LAYERS / size);
      modules.add(module(i, layer, size, random));
    }
    return new Roadmap("bench", "", modules, List.of(), List.of());
  }

  private static RoadmapModule module(int i, int layer, int size, Random random) {
    List<Dependency> needs = new ArrayList<>();
    if (layer > 0) {
      int from = (int) ((long) (layer - 1) * size / LAYERS);
      int below = Math.max((int) ((long) layer * size / LAYERS) - from, 1);
      for (int k = random.nextInt(4); k > 0; k--) {
        Dependency need = new Dependency(new ModuleId("m" + (from + random.nextInt(below))), false);
        if (!needs.contains(need)) {
          needs.add(need);
        }
      }
    }
    return new RoadmapModule(
        new ModuleId("m" + i),
        "m" + i,
        "x".repeat(20 + random.nextInt(220)),
        layer,
        ModuleStatus.PENDING,
        needs,
        List.of(),
        i + 1);
  }

  private static String table(List<Row> rows) {
    var text = new StringBuilder("modules    index ms  first ms  median ms  most ms  target ms\n");
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-9d %9.2f %9.2f %10.3f %8.2f %10d%s%n",
              row.modules,
              row.index,
              row.first,
              row.median,
              row.most,
              row.target,
              row.isWithin() ? "" : "  OVER"));
    }
    return text.toString().stripTrailing();
  }

  private static String json(List<Row> rows) {
    var text = new StringBuilder("{\"unit\":\"ms of CPU\",\"asked\":" + ASKED + ",\"rows\":[");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      text.append(i == 0 ? "" : ",")
          .append(
              String.format(
                  Locale.ROOT,
                  "{\"modules\":%d,\"index\":%.3f,\"first\":%.3f,\"median\":%.3f,\"most\":%.3f,"
                      + "\"target\":%d,\"ok\":%b}",
                  row.modules,
                  row.index,
                  row.first,
                  row.median,
                  row.most,
                  row.target,
                  row.isWithin()));
    }
    return text.append("]}").toString();
  }
}
