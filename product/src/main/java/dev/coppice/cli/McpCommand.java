package dev.coppice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coppice mcp`: MCP on stdio, passed on to the owner of the system.
@CommandLine.Command(
    description = {
      "MCP on standard input and output, for a coding agent to start. It passes everything on to",
      "the owner of the system, and starts one in the background where there is none: agents go on",
      "when the client ends."
    })
final class McpCommand extends Command {
  private static final int SECONDS_TO_SAY_HELLO = 5;

  @Mixin private final SystemFlags system = new SystemFlags();

  @Option(
      names = "--print-config",
      paramLabel = "CLIENT",
      description =
          "Print what to paste into the configuration of claude, codex, gemini, vscode or"
              + " opencode.")
  private @Nullable String client;

  @Option(
      names = "--http",
      description = "With --print-config: for the address of an owner that runs already.")
  private boolean http;

  @Override
  Exit run(Session session) {
    if (client != null) {
      return printConfig(session, client);
    }
    if (http) {
      throw new CommandFailure(
          Exit.REFUSED,
          "--http says how to configure a client",
          "Add --print-config and the client, or leave it out.");
    }
    Location location = system.location();
    try {
      Path _ = session.systems().findTop(location.repository());
    } catch (CommandFailure failure) {
      CommandFailure told = system.namesRepository() ? failure : withoutRepository(failure);
      refuse(session, System.in, told);
      throw told;
    }
    return proxy(session, System.in, location);
  }

  private static CommandFailure withoutRepository(CommandFailure failure) {
    return new CommandFailure(
        failure.exit(),
        String.valueOf(failure.getMessage()),
        "Name the repository with --repo where the MCP client is configured.");
  }

  private static Exit proxy(Session session, InputStream in, Location location) {
    var proxy =
        new StdioProxy(in, session.screen().out(), () -> session.systems().startOwner(location));
    try (Interrupts.Listening _ = session.interrupts().listen(proxy::leave)) {
      proxy.run();
      return Exit.DONE;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  /// Clients show an answer better than what is written to stderr.
  private static void refuse(Session session, InputStream in, CommandFailure failure) {
    CompletableFuture<Optional<MessageLines.Line>> first = new CompletableFuture<>();
    Thread _ =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                first.complete(new MessageLines(in, StdioProxy.LONGEST_MESSAGE).next());
              } catch (IOException _) {
                first.complete(Optional.empty());
              }
            });
    first.completeOnTimeout(Optional.empty(), SECONDS_TO_SAY_HELLO, TimeUnit.SECONDS);
    if (first.join().orElse(null) instanceof MessageLines.Line.Whole(var bytes)) {
      McpMessage.read(bytes)
          .filter(McpMessage::isRequest)
          .map(request -> McpErrors.error(request.id(), failure).line())
          .ifPresent(line -> session.screen().out().write(line, 0, line.length));
      session.screen().out().flush();
    }
  }

  private Exit printConfig(Session session, String name) {
    McpClient chosen = McpClient.named(name);
    Location given = system.location();
    Path top = session.systems().findTop(given.repository());
    Location location = new Location(top, given.data());
    McpClient.Snippet snippet =
        http
            ? chosen.overHttp(
                session.systems().findOwner(location).map(RunningOwner::address), system.again())
            : chosen.onStdio(session.systems().program(), location);
    snippet.notes().forEach(note -> session.screen().err().println(note));
    session.screen().err().flush();
    session.screen().out().print(snippet.text());
    return Exit.DONE;
  }
}
