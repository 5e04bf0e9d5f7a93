package dev.coppice;

import dev.coppice.agent.AttemptId;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.mcp.McpServlet;
import dev.coppice.mcp.ServiceCatalogue;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.RealRepository;
import dev.coppice.orchestration.RealSystem;
import dev.coppice.rest.AllRoutes;
import dev.coppice.rest.AllRoutes.Route;
import dev.coppice.rest.IdempotencyKeys;
import dev.coppice.rest.Listening;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import dev.coppice.store.AuditLog;
import dev.coppice.store.TokenFile;
import dev.coppice.store.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real system behind the real server, and what must not change when strangers come.
final class GuardedOwner implements AutoCloseable {
  private final RealRepository repository;
  private final RealSystem system;
  private final RestApi rest;
  private final RestServer server;
  private final Tokens tokens;
  private final String secret;

  GuardedOwner(Path folder, String... modules) {
    repository = RealRepository.make(folder, modules);
    system = RealSystem.open(repository);
    secret = TokenFile.open(data()).token();
    tokens = new Tokens(secret);
    var keys = new IdempotencyKeys(InstantSource.system());
    keys.keepIn(data());
    var audit = new AuditLog(data(), InstantSource.system());
    rest = new RestApi(service(), keys, audit);
    server =
        new RestServer(
            rest,
            tokens,
            Listening.onLoopback(0),
            Map.of(
                McpDoor.PATH,
                new McpServlet(
                    () -> ServiceCatalogue.of(service()), audit, InstantSource.system())));
  }

  Path data() {
    return root().resolve(".git/coppice/data");
  }

  Path root() {
    return repository.root();
  }

  OrchestrationService service() {
    return system.service();
  }

  RestApi rest() {
    return rest;
  }

  List<Route> routes() {
    return AllRoutes.of(rest);
  }

  Door door() {
    return new Door(server.address().getPort());
  }

  String secret() {
    return secret;
  }

  String tokenOf(AttemptId attempt) {
    return tokens.ofAttempt(attempt);
  }

  /// Waits for the first look at the target branch, which happens by itself and is logged.
  void awaitQuiet() {
    Awaitility.await().until(() -> !service().snapshot().state().target().commit().isEmpty());
  }

  /// All that strangers must not change: the log, the refs, the files of the user, the processes.
  Map<String, String> state() {
    Map<String, String> state = new TreeMap<>();
    state.put("log", Long.toString(service().snapshot().seq()));
    state.put(
        "events",
        service().getEventLog(0).stream().map(OrchestrationEvent::id).toList().toString());
    state.put("refs", repository.git("for-each-ref"));
    state.put("head", repository.git("rev-parse", "HEAD"));
    state.put("status", repository.git("status", "--porcelain"));
    state.put("worktrees", repository.git("worktree", "list", "--porcelain"));
    state.put("config", repository.git("config", "--local", "--list"));
    state.put("processes", repository.processes().toString());
    return state;
  }

  /// Every file below a folder with what is in it, but what lies in `but`.
  static Map<String, String> files(Path folder, Path but) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(but)) {
          files.put(
              folder.relativize(file).toString(),
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  @Override
  public void close() {
    server.close();
    system.close();
  }
}
