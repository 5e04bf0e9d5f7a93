package dev.coppice;

import dev.coppice.cli.Cli;
import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.DemoRequest;
import dev.coppice.cli.Exit;
import dev.coppice.cli.Location;
import dev.coppice.cli.RunningOwner;
import dev.coppice.orchestration.Dependencies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Does what typical commands do, on a throw-away system and without a process of an agent, so that
/// the start-up cache holds what they load.
final class Training {
  private static final long LONGEST_NANOS = 10_000_000_000L;
  private static final long PAUSE_NANOS = 10_000_000;
  private static final List<List<String>> LOOKING =
      List.of(
          List.of("status"),
          List.of("inbox"),
          List.of("agents"),
          List.of("agent", "money"),
          List.of("logs", "money"),
          List.of("events"),
          List.of("next"),
          List.of("why", "balance"),
          List.of("status", "--json"));

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final String OBJECT =
      """
      HTTP/1.1 200 OK
      Content-Type: application/json
      Content-Length: 2

      {}\
      """;
  private static final String MESSAGE =
      """
      HTTP/1.1 200 OK
      Content-Type: text/event-stream
      Mcp-Session-Id: 1

      data: {"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"1"}}

      """;

  private final LocalSystems systems =
      new LocalSystems(new Dependencies(null, new PretendedEngine(), null, null));
  private final Path repository;

  private Training(Path repository) {
    this.repository = repository;
  }

  static void run(boolean stays) {
    try {
      Path folder = Files.createTempDirectory("coppice-training");
      try {
        var request = new DemoRequest(folder.resolve("demo"), 0);
        var training = new Training(new LocalSystems().createDemo(request).repository());
        if (stays) {
          training.owning();
        } else {
          training.looking();
        }
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          "The training run could not write its folder: %s.".formatted(e.getMessage()),
          "Free some space for temporary files.");
    }
  }

  /// A whole run, and then a server that is asked over HTTP and MCP. It ends because nobody asks it
  /// any more.
  private void owning() {
    command(systems, List.of("run", "--autonomy", "full"));
    List<String> serve = List.of("serve", "--port", "0", "--exit-when-idle", "5s");
    Thread serving = Thread.ofPlatform().daemon().start(() -> command(systems, serve));
    Optional<RunningOwner> owner = Optional.empty();
    long giveUp = System.nanoTime() + LONGEST_NANOS;
    while (owner.isEmpty() && serving.isAlive() && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(PAUSE_NANOS);
      owner = systems.findOwner(location());
    }
    if (owner.isPresent()) {
      ask(owner.get());
      LOOKING.forEach(looking -> command(systems, looking));
    }
    try {
      serving.join(LONGEST_NANOS / 1_000_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    command(systems, List.of("serve", "--port", "0", "--exit-when-idle", "100ms"));
  }

  /// On a machine with much to do the server may have given up already; what was loaded counts.
  private static void ask(RunningOwner owner) {
    try {
      new TrainingClient(owner).askEverything();
    } catch (IOException _) {
      // The cache will hold a little less.
    }
  }

  /// Commands that find an owner, and that find none but a store with a life in it. The server is
  /// no real one: its classes would only make this cache bigger.
  private void looking() throws IOException {
    try (OwnedSystem owned =
        OwnedSystem.open(
            repository,
            null,
            new CheckoutConfig(dev.coppice.config.Overrides.NONE)::read,
            new Dependencies(null, new PretendedEngine(), null, null),
            true)) {
      // The first agents fail within a few turns; what they leave is what the store has to tell.
      long giveUp = System.nanoTime() + LONGEST_NANOS;
      while (owned.service().snapshot().state().tally().retries() == 0
          && System.nanoTime() < giveUp) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      owned.service().stopOwner();
    }
    LOOKING.forEach(looking -> command(systems, looking));
    command(systems, List.of("config"));
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread _ = Thread.startVirtualThread(() -> answer(server));
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
      var owner = new RunningOwner(ProcessHandle.current().pid(), address, "training");
      var elsewhere =
          new LocalSystems() {
            @Override
            public Optional<RunningOwner> findOwner(Location location) {
              Optional<RunningOwner> none = super.findOwner(location);
              return Optional.of(none.orElse(owner));
            }

            @Override
            public RunningOwner startOwner(Location location) {
              return findOwner(location).orElse(owner);
            }
          };
      LOOKING.forEach(looking -> command(elsewhere, looking));
      messages(elsewhere);
    }
  }

  /// MCP on stdio, from the first word to the end.
  private void messages(LocalSystems with) {
    String client =
        """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":{}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}
        {"jsonrpc":"2.0","id":0,"method":"tools/list"}
        """;
    InputStream usual = System.in;
    System.setIn(new ByteArrayInputStream(client.getBytes(StandardCharsets.UTF_8)));
    try {
      command(with, List.of("mcp"));
    } finally {
      System.setIn(usual);
    }
  }

  /// An owner of few words.
  private static void answer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
          head.append((char) in.read());
        }
        Matcher length = LENGTH.matcher(head);
        byte[] _ = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        socket
            .getOutputStream()
            .write(
                (head.indexOf(" /mcp ") > 0 ? MESSAGE : OBJECT)
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException _) {
        // Closed: the training is over.
      }
    }
  }

  private void command(LocalSystems with, List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--repo");
    arguments.add(repository.toString());
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int _ = Cli.run(arguments, with, nowhere, nowhere, false);
  }

  private Location location() {
    return new Location(repository, null);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
