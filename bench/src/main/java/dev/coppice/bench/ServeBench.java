package dev.coppice.bench;

import dev.coppice.bench.LoadClient.Load;
import dev.coppice.bench.ServedProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What a server costs: to start, to keep, and to ask. The real program, by its launcher.
final class ServeBench {
  private static final int STARTS = 7;
  private static final int[] AGENTS = {100, 1_000};
  private static final int[] CONNECTIONS = {1, 8};
  private static final List<String> PATHS =
      List.of("/api/orchestration/agents", "/api/orchestration/events");
  private static final double MOST_CPU_MILLIS = 650;
  private static final double MOST_MEGABYTES = 110;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration LOAD = Duration.ofSeconds(5);
  private static final Duration LONGEST_TRAINING = Duration.ofMinutes(5);

  private final Path folder;
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> table = new ArrayList<>();
  private boolean isWithin = true;

  private ServeBench(Path folder) {
    this.folder = folder;
  }

  static int run(List<String> options) {
    try {
      Path folder = Files.createTempDirectory("coppice-bench");
      try {
        var bench = new ServeBench(folder);
        bench.measure();
        System.out.println(
            options.contains("--json")
                ? JsonMapper.shared().writeValueAsString(bench.figures)
                : String.join("\n", bench.table));
        return bench.isWithin ? 0 : 1;
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      System.err.println("coppice bench serve: " + e.getMessage());
      return 1;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void measure() throws IOException, InterruptedException {
    figures.put("unit", "ms, MB");
    table.add("serve                        CPU ms   wall ms  tools CPU  tools wall");
    MadeSystem small = MadeSystem.make(folder.resolve("small"), AGENTS[0]);
    awaitTraining(small);
    starts("with the start-up cache", small, true);
    starts("without", small, false);
    table.add("");
    table.add(
        "asked                                     agents  conns  status  per s   p50 ms   p99 ms "
            + " bytes");
    List<Load> loads = new ArrayList<>();
    for (int agents : AGENTS) {
      MadeSystem system =
          agents == AGENTS[0] ? small : MadeSystem.make(folder.resolve("large"), agents);
      try (var server = ServedProcess.start(system, true)) {
        server.awaitAnswer();
        rest(server, agents);
        for (String path : PATHS) {
          for (int connections : CONNECTIONS) {
            loads.add(load(server, agents, path, connections, false));
          }
        }
        loads.add(load(server, agents, PATHS.getFirst(), 1, true));
        figures.put("residentAfterLoad" + agents, round(server.residentMegabytes()));
        table.add(
            "memory after load with %d agents: %.0f MB"
                .formatted(agents, server.residentMegabytes()));
      }
    }
    figures.put("loads", loads);
  }

  /// Right after a build the cache is still being made.
  private static void awaitTraining(MadeSystem system) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + LONGEST_TRAINING.toNanos();
    while (true) {
      try (var server = ServedProcess.start(system, true)) {
        server.awaitAnswer();
        if (server.isCached()) {
          return;
        }
      }
      if (System.nanoTime() > giveUp) {
        throw new IOException("no start-up cache was made in five minutes");
      }
      Thread.sleep(Duration.ofSeconds(5));
    }
  }

  private void starts(String how, MadeSystem system, boolean cached) throws IOException {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (var server = ServedProcess.start(system, cached)) {
        starts.add(server.measureStart());
        if (server.isCached() != cached) {
          throw new IOException("the launcher used " + (cached ? "no" : "a") + " start-up cache");
        }
      }
    }
    var median =
        new Start(
            median(starts, Start::wall),
            median(starts, Start::cpu),
            median(starts, Start::toolsWall),
            median(starts, Start::toolsCpu));
    figures.put(cached ? "start" : "startWithoutCache", median);
    boolean isOver = cached && median.cpu() > MOST_CPU_MILLIS;
    isWithin &= !isOver;
    table.add(
        String.format(
            Locale.ROOT,
            "%-26s %8.0f %9.0f %10.0f %11.0f%s",
            how,
            median.cpu(),
            median.wall(),
            median.toolsCpu(),
            median.toolsWall(),
            isOver ? "  OVER " + MOST_CPU_MILLIS : ""));
  }

  /// Memory and processor time of a server that nobody asks.
  private void rest(ServedProcess server, int agents) throws IOException, InterruptedException {
    Thread.sleep(Duration.ofSeconds(3));
    double before = server.cpuMillis();
    Thread.sleep(IDLE);
    double spent = server.cpuMillis() - before;
    double megabytes = server.residentMegabytes();
    boolean isOver = agents == AGENTS[0] && megabytes > MOST_MEGABYTES;
    isWithin &= !isOver;
    figures.put(
        "idle" + agents,
        Map.of(
            "residentMegabytes", round(megabytes),
            "cpuMillis", round(spent),
            "seconds", IDLE.toSeconds(),
            "threads", server.threads()));
    table.add(
        String.format(
            Locale.ROOT,
            "idle with %d agents: %.0f MB%s, %.0f ms of CPU in %d s, %d threads",
            agents,
            megabytes,
            isOver ? " OVER " + MOST_MEGABYTES : "",
            spent,
            IDLE.toSeconds(),
            server.threads()));
  }

  private Load load(ServedProcess server, int agents, String path, int connections, boolean tagged)
      throws IOException, InterruptedException {
    Load load =
        new LoadClient(server.port(), server.token())
            .load(path, connections, tagged, WARM_UP, LOAD);
    table.add(
        String.format(
            Locale.ROOT,
            "GET %-36s %7d %6d %7d %6.0f %8.2f %8.2f %6d",
            path,
            agents,
            connections,
            load.status(),
            load.perSecond(),
            load.median(),
            load.high(),
            load.bytes()));
    return load;
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
    double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double round(double figure) {
    return Math.round(figure * 10) / 10.0;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
