package dev.coppice.store;

import dev.coppice.store.OwnerLock.Acquired.Held;
import dev.coppice.store.OwnerLock.Acquired.Taken;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A process of its own that uses the store, so that it can be killed. It prints one line for each
/// thing it has done.
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ChildProcess start(String what, Path directory, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                what,
                directory.toString()));
    command.addAll(List.of(more));
    return new ChildProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// The next line it prints; fails when it has ended.
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new AssertionError("the child ended without another word");
    }
    return line;
  }

  /// Ends it with SIGKILL; what it had printed before and nobody read.
  List<String> kill() throws IOException, InterruptedException {
    // By its handle: `Process` itself would throw away what is still in the pipe.
    process.toHandle().destroyForcibly();
    List<String> rest = output.readAllLines();
    process.waitFor();
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  static void main(String[] arguments) throws InterruptedException {
    Path directory = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "append" -> append(directory, Long.parseLong(arguments[2]));
      case "replace" -> replace(directory);
      case "own" -> own(directory);
      case "ask" -> ask(directory);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void append(Path dataDir, long seed) {
    Random random = new Random(seed);
    try (EventStore store = SqliteEventStore.open(dataDir, "shop")) {
      while (true) {
        List<StoredEvent> events = new ArrayList<>();
        long last = store.lastSeq();
        for (int i = 0; i <= random.nextInt(5); i++) {
          String json = "{\"text\":\"" + "x".repeat(random.nextInt(3000)) + "\"}";
          events.add(new StoredEvent(last + i + 1, "agent:progress", 1, Instant.EPOCH, json));
        }
        store.append(events);
        System.out.println(last + events.size());
        if (random.nextInt(4) == 0) {
          store.saveSnapshot(last + events.size(), "{\"seq\":" + (last + events.size()) + "}");
        }
      }
    }
  }

  private static void replace(Path dataDir) {
    OrchestratorFile file = new OrchestratorFile(dataDir, "shop");
    for (int i = 0; ; i = (i + 1) % 10) {
      file.write(String.valueOf(i).repeat(200_000));
      System.out.println(i);
    }
  }

  private static void ask(Path commonDir) {
    System.out.println("asking");
    while (!Thread.currentThread().isInterrupted()) {
      OwnerLock.isHeld(commonDir);
    }
  }

  private static void own(Path commonDir) throws InterruptedException {
    switch (OwnerLock.acquire(commonDir)) {
      case Held held -> {
        held.lock().publish(URI.create("http://127.0.0.1:7421"), "shop", commonDir, false);
        System.out.println("held " + ProcessHandle.current().pid());
        Thread.currentThread().join();
      }
      case Taken taken -> System.out.println("taken " + taken.owner());
    }
  }
}
