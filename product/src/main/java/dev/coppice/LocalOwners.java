package dev.coppice;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Exit;
import dev.coppice.cli.Opening;
import dev.coppice.cli.Owner;
import dev.coppice.cli.Served;
import dev.coppice.cli.Serving;
import dev.coppice.config.Overrides;
import dev.coppice.mcp.McpServlet;
import dev.coppice.mcp.ServiceCatalogue;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.rest.IdempotencyKeys;
import dev.coppice.rest.Listening;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import dev.coppice.store.AuditLog;
import dev.coppice.store.OrchestratorFile;
import dev.coppice.store.TokenFile;
import dev.coppice.store.Tokens;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes this process an owner that can be asked.
final class LocalOwners {
  private static final Logger LOG = System.getLogger(LocalOwners.class.getName());
  private static final String TOKEN = "COPPICE_TOKEN";

  private final Dependencies dependencies;
  private final Map<String, String> environment;

  /// @param dependencies what owners use in place of Coppice's own
  LocalOwners(Dependencies dependencies, Map<String, String> environment) {
    this.dependencies = dependencies;
    this.environment = environment;
  }

  /// The servlets that share port and guard with the REST API, by their path.
  private static Map<String, HttpServlet> beside(OrchestrationService service, AuditLog audit) {
    return Map.of(
        "/mcp",
        new McpServlet(
            () -> ServiceCatalogue.of(service), audit, service::redaction, InstantSource.system()));
  }

  /// An owner for commands of this machine.
  Owner own(Opening opening) {
    OwnedSystem system = opened(opening, false);
    return listen(system, Listening.onLoopback(0), system.data(), TokenFile.at(system.data()));
  }

  /// An owner that stays.
  Served serve(Serving serving) {
    Doorway doorway = new Doorway(serving.door(), environment);
    Listening listening = doorway.open();
    OwnedSystem system = serving.waits() ? waiting(serving) : opened(serving.opening(), true);
    Path data = serving.waits() ? ownFolder(serving) : system.data();
    try {
      return listen(system, listening, data, TokenFile.at(data));
    } catch (UncheckedIOException e) {
      throw doorway.closed(e);
    }
  }

  private OwnedSystem opened(Opening opening, boolean serving) {
    if (opening.mode() == Opening.Mode.AUTOPILOT) {
      AgentPrograms.requireInstalled(opening.location(), configs(opening));
    }
    return OwnedSystem.open(opening.location().repository(), manner(opening, serving), tokens());
  }

  /// Waits to be told its system, but for a data directory that holds exactly one already.
  private OwnedSystem waiting(Serving serving) {
    Tokens tokens = tokens();
    tokens.accept(TokenFile.open(ownFolder(serving)).token());
    OwnedSystem.Manner manner = manner(serving.opening(), true);
    Optional<OrchestratorFile> known = known(serving.opening().location().data());
    Optional<Path> place = known.flatMap(OrchestratorFile::systemPath);
    if (place.isEmpty()) {
      return new OwnedSystem(manner, roots(serving.roots()), tokens);
    }
    // The user named the data directory, and so the system in it.
    var system = new OwnedSystem(manner, AllowedRoots.ANYWHERE, tokens);
    var _ = system.service().initializeOrchestrator(known.get().systemId(), place.get());
    return system;
  }

  private static Optional<OrchestratorFile> known(@Nullable Path data) {
    List<String> systems = data == null ? List.of() : OrchestratorFile.systems(data);
    return data != null && systems.size() == 1
        ? Optional.of(new OrchestratorFile(data, systems.getFirst()))
        : Optional.empty();
  }

  /// Where a server without a system keeps its token.
  private static Path ownFolder(Serving serving) {
    Path data = serving.opening().location().data();
    return data == null ? ProgramLog.folder() : data;
  }

  private static AllowedRoots roots(List<Path> named) {
    List<Path> roots = new ArrayList<>();
    for (Path root : named) {
      try {
        roots.add(root.toRealPath());
      } catch (IOException e) {
        throw new CommandFailure(
            Exit.REFUSED,
            "--allow-root %s cannot be used: there is no such folder".formatted(root),
            "Name a folder that is there.");
      }
      if (!Files.isDirectory(roots.getLast())) {
        throw new CommandFailure(
            Exit.REFUSED,
            "--allow-root %s is not a folder".formatted(root),
            "Name the folder that systems may lie in.");
      }
    }
    Path here = Path.of("").toAbsolutePath();
    // Services are started there; nobody means the whole disk by it.
    if (here.getParent() != null) {
      try {
        roots.add(here.toRealPath());
      } catch (IOException _) {
        // The current folder was removed; then nothing lies in it.
      }
    }
    return new AllowedRoots(roots);
  }

  private OwnedSystem.Manner manner(Opening opening, boolean serving) {
    return new OwnedSystem.Manner(
        opening.location().data(),
        configs(opening)::read,
        opening.mode() == Opening.Mode.RECORD
            ? new Dependencies(null, new StillEngine(), null, null)
            : dependencies,
        opening.mode() == Opening.Mode.AUTOPILOT,
        serving);
  }

  private static CheckoutConfig configs(Opening opening) {
    return new CheckoutConfig(
        new Overrides(
            opening.agent(), opening.loop(), opening.maxParallelAgents(), opening.autonomy()));
  }

  /// Whoever starts an owner may bring a token, beside the one of the data directory.
  private Tokens tokens() {
    Tokens tokens = Tokens.none();
    String given = environment.getOrDefault(TOKEN, "");
    if (given.isEmpty()) {
      return tokens;
    }
    if (given.length() < Tokens.SHORTEST_SECRET || !given.matches("[!-~]+")) {
      throw new CommandFailure(
          Exit.REFUSED,
          "%s cannot be a token".formatted(TOKEN),
          "Give it at least %d characters, none of them a blank, or unset it."
              .formatted(Tokens.SHORTEST_SECRET));
    }
    tokens.accept(given);
    return tokens;
  }

  /// @param data where the server keeps what belongs to no system, until it has one
  private static Served listen(OwnedSystem system, Listening listening, Path data, Path tokenFile) {
    InstantSource clock = InstantSource.system();
    try {
      var keys = new IdempotencyKeys(clock);
      var audit = new AuditLog(data, clock, system.service()::redaction);
      system.whenOpened(opened -> {
        keys.keepIn(opened);
        audit.moveTo(opened);
      });
      var rest = new RestApi(system.service(), keys, audit);
      var server =
          new RestServer(rest, system.tokens(), listening, beside(system.service(), audit));
      system.listensAt(server.local());
      LOG.log(
          Level.INFO,
          "owner of {0} begins, at {1}",
          system
              .service()
              .getOrchestrator()
              .map(open -> "system \"" + open.systemId() + "\"")
              .orElse("no system yet"),
          server.address());
      return new ListeningOwner(system, rest, server, tokenFile);
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }
}
