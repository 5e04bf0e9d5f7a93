package dev.coppice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The real program, started by its launcher as `coppice serve`.
final class ServedProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final int USER_TICKS = 13;
  private static final double MILLIS_PER_TICK = 10;

  /// What a start cost.
  ///
  /// @param wall, cpu in milliseconds up to the first answer 200
  /// @param toolsWall, toolsCpu the same up to the answer to the first `tools/list`
  record Start(double wall, double cpu, double toolsWall, double toolsCpu) {}

  private final Process process;
  private final int port;
  private final String token;
  private final long began;

  private ServedProcess(Process process, int port, String token, long began) {
    this.process = process;
    this.port = port;
    this.token = token;
    this.began = began;
  }

  static ServedProcess start(MadeSystem system, boolean cached) throws IOException {
    int port = freePort();
    String launcher = System.getProperty("coppice.launcher", "./coppice");
    var builder =
        new ProcessBuilder(
                launcher,
                "serve",
                "--repo",
                system.root().toString(),
                "--port",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(system.root().resolveSibling("serve.log").toFile());
    builder.environment().put("COPPICE_START_CACHE", cached ? "on" : "off");
    builder.environment().put("COPPICE_LOG_LEVEL", "warn");
    builder.environment().keySet().removeIf(name -> name.equals("COPPICE_TOKEN"));
    long began = System.nanoTime();
    return new ServedProcess(builder.start(), port, system.token(), began);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  String token() {
    return token;
  }

  /// Waits for the first answer, then has the tools listed.
  Start measureStart() throws IOException {
    awaitAnswer();
    double wall = sinceStart();
    double cpu = cpuMillis();
    var client = new LoadClient(port, token);
    client.listTools();
    return new Start(wall, cpu, sinceStart(), cpuMillis());
  }

  void awaitAnswer() throws IOException {
    var client = new LoadClient(port, token);
    while (!client.answers("/api/orchestration")) {
      if (!process.isAlive() || sinceStart() > LONGEST_START.toMillis()) {
        throw new IOException("the server does not answer; see serve.log beside the repository");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  private double sinceStart() {
    return (System.nanoTime() - began) / 1e6;
  }

  /// Whether the JVM uses a start-up cache.
  boolean isCached() throws IOException {
    return Files.readString(proc("cmdline"), StandardCharsets.UTF_8).contains("-XX:AOTCache=");
  }

  /// Processor time of the process, the launcher that became it and the programs it waited for.
  double cpuMillis() {
    try {
      String stat = Files.readString(proc("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = USER_TICKS - 2; i < USER_TICKS + 2; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks * MILLIS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Resident memory in MB.
  double residentMegabytes() throws IOException {
    return Files.readAllLines(proc("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  int threads() throws IOException {
    try (var tasks = Files.list(proc("task"))) {
      return (int) tasks.count();
    }
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
