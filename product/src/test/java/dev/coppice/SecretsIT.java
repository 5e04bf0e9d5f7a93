package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.config.Config;
import dev.coppice.event.Redaction;
import dev.coppice.execution.AgentAccess;
import dev.coppice.mcp.McpServlet;
import dev.coppice.mcp.ServiceCatalogue;
import dev.coppice.orchestration.LocalWorlds;
import dev.coppice.orchestration.MailboxOrchestrationService;
import dev.coppice.orchestration.RealRepository;
import dev.coppice.orchestration.RealSystem;
import dev.coppice.rest.IdempotencyKeys;
import dev.coppice.rest.Listening;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.store.AuditLog;
import dev.coppice.store.TokenFile;
import dev.coppice.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets are put wherever text comes in; afterwards none stands in anything we wrote or answered.
final class SecretsIT {
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final Canaries secrets = new Canaries();
  private final StringBuilder answers = new StringBuilder();
  private final StringBuilder logged = new StringBuilder();

  @TempDir Path folder;

  private String roadmap() {
    return """
    # Roadmap

    **System**: shop
    **Dream State**: a shop with %s

    ## Layer 0

    | Module | Description | Depends On |
    |---|---|---|
    | alpha | The first, see https://ada:%s@example.org/a | — |
    | beta | The second %s | — |
    | gamma | The third | alpha |

    ## Updates to Existing Modules

    | Target | Update | Priority | Status |
    |---|---|---|---|
    | src | Take out %s | high | pending |
    """
        .formatted(
            secrets.at("dream state"),
            secrets.at("address in the roadmap"),
            secrets.at("description of a module"),
            secrets.at("update of the roadmap"));
  }

  private String alpha() {
    String split = secrets.at("split between two writes");
    String coloured = secrets.at("with a colour in front");
    return """
    if [ "$COPPICE_TRY" = 1 ]; then
      echo 'on stdout: %s'
      echo 'on stderr: %s' >&2
      printf '%%s' '%s'; sleep 0.4; echo '%s'
      printf '%%70000s%s%%70000s\\n' x y | tr ' ' .
      printf '%%65530s%s\\n' x
      printf '\\033[1m%s\\033[0m\\n'
      printf -- '-----BEGIN PRIVATE KEY-----\\nMIIE%sAAAA\\nBBBB\\n-----END PRIVATE KEY-----\\n'
      echo '{"json":"a\\"%s\\\\n"}'
      echo 'https://example.org/?q=%s&r=1'
      echo "from the environment: $CANARY_00_TOKEN $MY_KEY"
      progress 10 'note of progress %s'
      printf '{"type":"progress","percent":20,"phase":"%s"}\\n' >>"$COPPICE_REPORT"
      note 'a note %s'
      echo 'no JSON %s' >>"$COPPICE_REPORT"
      echo '{"type":"%s"}' >>"$COPPICE_REPORT"
      echo '{"type":"progress","percent":"%s"}' >>"$COPPICE_REPORT"
      printf 'the last words %s'
      exit 3
    elif [ "$COPPICE_TRY" = 2 ]; then
      blocker 'Which of %s?' 'this %s' 'that'
    else
      echo 'in the work %s' >src/alpha.txt
      echo document >"$COPPICE_DELIVERABLES/%s.md"
      done_claim 'wrote it with %s'
    fi
    """
        .formatted(
            secrets.at("stdout"),
            secrets.at("stderr"),
            split.substring(0, 12),
            split.substring(12),
            secrets.at("in a very long line"),
            secrets.at("over the limit of a line"),
            coloured,
            secrets.at("inside of a private key"),
            secrets.at("inside of JSON"),
            secrets.at("in an address"),
            secrets.at("note of progress"),
            secrets.at("phase of progress"),
            secrets.at("note"),
            secrets.at("unreadable report"),
            secrets.at("unknown report"),
            secrets.at("wrong percentage"),
            secrets.at("line without an end"),
            secrets.at("question"),
            secrets.at("option"),
            secrets.at("work"),
            secrets.at("name of a document"),
            secrets.at("claim"));
  }

  private String beta() {
    return """
    if [ "$COPPICE_TRY" = 1 ]; then
      echo 'BROKEN %s' >src/beta.txt
    else
      echo 'good' >src/beta.txt
    fi
    done_claim 'beta %s'
    """
        .formatted(secrets.at("output of a check"), secrets.at("claim that is refuted"));
  }

  @Test
  void noSecretStandsInAnythingThatWeWriteOrAnswer() throws Exception {
    String inside = secrets.at("variable that agents are given");
    RealRepository repository = RealRepository.make(folder, "alpha", "beta", "gamma");
    Files.writeString(repository.root().resolve("ROADMAP.md"), roadmap());
    repository.git("commit", "-qam", "Plan");
    repository.script("alpha", alpha()).script("beta", beta()).held("gamma");
    var handler = new Recording();
    Logger ours = Logger.getLogger("dev.coppice");
    ours.addHandler(handler);
    ours.setLevel(Level.FINE);
    ours.setUseParentHandlers(false);
    Path data = repository.root().resolve(".git/coppice/data");
    try (MailboxOrchestrationService service = service(repository, inside)) {
      handler.redaction = service::redaction;
      var _ = service.initializeOrchestrator("shop", repository.root());
      var keys = new IdempotencyKeys(InstantSource.system());
      keys.keepIn(data);
      var audit = new AuditLog(data, InstantSource.system(), service::redaction);
      String token = TokenFile.open(data).token();
      secrets.add("token of the data directory", token);
      try (var server =
          new RestServer(
              new RestApi(service, keys, audit),
              new Tokens(token),
              Listening.onLoopback(0),
              Map.of(
                  "/mcp",
                  new McpServlet(
                      () -> ServiceCatalogue.of(service),
                      audit,
                      service::redaction,
                      InstantSource.system())))) {
        int port = server.address().getPort();
        var client = new CanaryClient(port, token, secrets, answers);
        work(service, client);
        client.misuse();
        client.tools();
        embedded(service);
        look(service, client);
      }
      service.stopOwner();
    } finally {
      ours.removeHandler(handler);
      ours.setLevel(null);
      ours.setUseParentHandlers(true);
    }
    repository.requireNoProcesses();

    assertThat(secrets.count()).isGreaterThanOrEqualTo(Canaries.LEAST);
    secrets.requireNone("an answer", answers.toString());
    secrets.requireNone("the log of the program", logged.toString());
    secrets.requireNone("a commit's message", repository.git("log", "--all", "--format=%an %s %b"));
    secrets.requireNoneIn(data);
    assertThat(answers.toString()).contains(Redaction.MARK);
    assertThat(logged.toString()).contains(Redaction.MARK);
  }

  private MailboxOrchestrationService service(RealRepository repository, String inside) {
    Config config =
        RealSystem.config(
            repository,
            """
            agents: { scripted: { command: [bash, "%1$s/agent.sh"], env: [CANARY_00_TOKEN], \
            set: { MY_KEY: "%2$s", COPPICE_SCRIPTS: "%1$s/scripts", COPPICE_PACE: "0", \
            OUTSIDE: "%1$s/outside" } } }\
            """
                .formatted(folder.toAbsolutePath(), "set-" + inside));
    secrets.add("value that agents are given", "set-" + inside);
    var worlds =
        new LocalWorlds(
            null,
            (_, _) -> config,
            secrets.environment(),
            InstantSource.system(),
            AgentAccess.NONE,
            (_, _, _) -> {});
    return new MailboxOrchestrationService(
        worlds, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"), true);
  }

  /// The modules are worked: one fails, asks and lands, one is red first, one is ended.
  private void work(MailboxOrchestrationService service, CanaryClient client) throws Exception {
    await().atMost(LONGEST).until(() -> !service.snapshot().state().inboxInOrder().isEmpty());
    look(service, client);
    String inbox = service.snapshot().state().inboxInOrder().getFirst().id().value();
    client.ask(
        "POST",
        "/api/orchestration/inbox/" + inbox + "/answer",
        "{\"answer\":\"this and %s\",\"by\":\"%s\"}"
            .formatted(secrets.at("answer"), secrets.at("who answers")));
    await()
        .atMost(LONGEST)
        .until(() ->
            service
                .getOrchestrator()
                .orElseThrow()
                .modulesCompleted()
                .containsAll(List.of("alpha", "beta")));
  }

  private void embedded(MailboxOrchestrationService service) {
    Logger.getLogger("dev.coppice.test")
        .log(
            Level.SEVERE,
            "logged " + secrets.at("message of the log"),
            new IllegalStateException("thrown " + secrets.at("exception in the log")));
    var worktrees = service.worktrees();
    ModuleId alpha = new ModuleId("alpha");
    var _ = worktrees.createWorktree(alpha);
    try {
      Files.writeString(folder.resolve("shop/.worktrees/alpha/more.txt"), "more\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    var _ = worktrees.commit(alpha, "Say " + secrets.at("message of a commit"), List.of());
  }

  /// Everything there is to read.
  private void look(MailboxOrchestrationService service, CanaryClient client) throws IOException {
    String api = "/api/orchestration";
    List<String> paths =
        new ArrayList<>(
            List.of(
                "",
                "/agents",
                "/work-queue",
                "/next-work",
                "/progress",
                "/events?limit=1000",
                "/terminal",
                "/status",
                "/config",
                "/inbox",
                "/landings",
                "/roadmap"));
    for (var agent : service.getAgents()) {
      paths.add("/agents/" + agent.id());
      paths.add("/agents/" + agent.id() + "/log?lines=10000");
    }
    for (String module : List.of("alpha", "beta", "gamma")) {
      paths.add("/modules/" + module + "/why");
      paths.add("/modules/" + module + "/diff");
    }
    for (String path : paths) {
      client.ask("GET", api + path, "");
    }
    for (String path :
        List.of("/api/roadmap", "/api/roadmap/modules", "/metrics", "/openapi.yaml")) {
      client.ask("GET", path, "");
    }
    answers.append(service.generateTerminalView());
    service.getEventLog(0).forEach(event -> answers.append(event).append('\n'));
  }

  /// Writes what the program's log would.
  private final class Recording extends Handler {
    private volatile Supplier<Redaction> redaction = () -> Redaction.SHAPES;

    @Override
    public synchronized void publish(LogRecord record) {
      var line = new LogLine(record, Thread.currentThread().getName(), "shop", redaction.get());
      logged.append(line.text()).append(line.json());
    }

    @Override
    public void flush() {
      // Everything is there at once.
    }

    @Override
    public void close() {
      // Nothing to give back.
    }
  }
}
