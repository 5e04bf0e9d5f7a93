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
import dev.coppice.store.SqliteEventStore;
import dev.coppice.store.TokenFile;
import dev.coppice.store.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets are put wherever text comes in; afterwards none stands in anything we wrote or answered.
final class SecretsIT {
  private static final int MOST = 90;
  private static final int LEAST = 50;
  private static final Duration LONGEST = Duration.ofSeconds(90);

  /// Files of an attempt that the attempt itself writes.
  private static final Set<String> ITS_OWN = Set.of("out.log", "err.log", "report.jsonl");

  private final List<String> values = new ArrayList<>();
  private final Map<String, String> placed = new LinkedHashMap<>();
  private final StringBuilder answers = new StringBuilder();
  private final StringBuilder logged = new StringBuilder();
  private final Map<String, String> environment = new HashMap<>(System.getenv());

  @TempDir Path folder;

  SecretsIT() {
    var random = new Random(3);
    for (int i = 0; i < MOST; i++) {
      values.add("canary%02d-%016x".formatted(i, random.nextLong()));
      environment.put("CANARY_%02d_TOKEN".formatted(i), values.get(i));
    }
  }

  private String secret(String place) {
    String value = values.get(placed.size());
    assertThat(placed.put(place, value)).as(place).isNull();
    return value;
  }

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
            secret("dream state"),
            secret("address in the roadmap"),
            secret("description of a module"),
            secret("update of the roadmap"));
  }

  private String alpha() {
    String split = secret("split between two writes");
    String coloured = secret("with a colour in front");
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
            secret("stdout"),
            secret("stderr"),
            split.substring(0, 12),
            split.substring(12),
            secret("in a very long line"),
            secret("over the limit of a line"),
            coloured,
            secret("inside of a private key"),
            secret("inside of JSON"),
            secret("in an address"),
            secret("note of progress"),
            secret("phase of progress"),
            secret("note"),
            secret("unreadable report"),
            secret("unknown report"),
            secret("wrong percentage"),
            secret("line without an end"),
            secret("question"),
            secret("option"),
            secret("work"),
            secret("name of a document"),
            secret("claim"));
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
        .formatted(secret("output of a check"), secret("claim that is refuted"));
  }

  @Test
  void noSecretStandsInAnythingThatWeWriteOrAnswer() throws Exception {
    String inside = secret("variable that agents are given");
    RealRepository repository = RealRepository.make(folder, "alpha", "beta", "gamma");
    Files.writeString(repository.root().resolve("ROADMAP.md"), roadmap());
    repository.git("commit", "-qam", "Plan");
    repository.script("alpha", alpha()).script("beta", beta()).held("gamma");
    var handler = new Recording();
    Logger ours = Logger.getLogger("dev.coppice");
    ours.addHandler(handler);
    ours.setLevel(Level.FINE);
    Path data = repository.root().resolve(".git/coppice/data");
    try (MailboxOrchestrationService service = service(repository, inside)) {
      handler.redaction = service::redaction;
      var _ = service.initializeOrchestrator("shop", repository.root());
      var keys = new IdempotencyKeys(InstantSource.system());
      keys.keepIn(data);
      var audit = new AuditLog(data, InstantSource.system(), service::redaction);
      String token = TokenFile.open(data).token();
      placed.put("token of the data directory", token);
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
        work(service, port, token);
        misuse(port, token);
        tools(port, token);
        embedded(service);
        look(service, port, token);
      }
      service.stopOwner();
    } finally {
      ours.removeHandler(handler);
      ours.setLevel(null);
    }
    repository.requireNoProcesses();

    assertThat(placed).hasSizeGreaterThanOrEqualTo(LEAST);
    requireNone("an answer", answers.toString());
    requireNone("the log of the program", logged.toString());
    requireNone("a commit's message", repository.git("log", "--all", "--format=%an %s %b"));
    requireNoneIn(data);
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
    placed.put("value that agents are given", "set-" + inside);
    var worlds =
        new LocalWorlds(
            null,
            (_, _) -> config,
            environment,
            InstantSource.system(),
            AgentAccess.NONE,
            (_, _, _) -> {});
    return new MailboxOrchestrationService(
        worlds, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"), true);
  }

  /// The modules are worked: one fails, asks and lands, one is red first, one is ended.
  private void work(MailboxOrchestrationService service, int port, String token) throws Exception {
    await().atMost(LONGEST).until(() -> !service.snapshot().state().inboxInOrder().isEmpty());
    look(service, port, token);
    String inbox = service.snapshot().state().inboxInOrder().getFirst().id().value();
    ask(
        port,
        token,
        "POST",
        "/api/orchestration/inbox/" + inbox + "/answer",
        "{\"answer\":\"this and %s\",\"by\":\"%s\"}"
            .formatted(secret("answer"), secret("who answers")));
    await()
        .atMost(LONGEST)
        .until(() ->
            service
                .getOrchestrator()
                .orElseThrow()
                .modulesCompleted()
                .containsAll(List.of("alpha", "beta")));
  }

  private void misuse(int port, String token) throws IOException {
    String api = "/api/orchestration";
    ask(port, token, "GET", api + "/" + secret("unknown path"), "");
    ask(port, token, "GET", api + "/agents/" + secret("unknown agent"), "");
    ask(port, token, "DELETE", api + "/agents/" + secret("agent to end"), "");
    ask(port, token, "GET", api + "/modules/" + secret("unknown module") + "/why", "");
    ask(port, token, "POST", api + "/modules/" + secret("module to land") + "/land", "{}");
    ask(port, token, "GET", api + "/events?limit=" + secret("query"), "");
    ask(port, token, "GET", api + "/events?" + secret("name in the query") + "=1", "");
    ask(port, token, "GET", api + "/agents?status=" + secret("filter"), "");
    ask(port, token, "GET", api + "/%zz" + secret("broken path"), "");
    ask(port, token, secret("method").replaceAll("[^a-z]", "").toUpperCase(), api, "");
    ask(port, token, "POST", api + "/agents", "{\"moduleId\":\"" + secret("broken body"));
    ask(
        port,
        token,
        "POST",
        api + "/agents",
        "{\"moduleId\":\"gamma\",\"loopId\":\"%s\"}".formatted(secret("unknown loop")));
    ask(
        port,
        token,
        "POST",
        api + "/agents",
        "{\"moduleId\":\"%s\",\"loopId\":\"quick-loop\"}".formatted(secret("module to spawn")));
    ask(
        port,
        token,
        "POST",
        api + "/agents",
        "{\"moduleId\":\"gamma\",\"loopId\":\"quick-loop\",\"scope\":\"%s\"}"
            .formatted(secret("scope")));
    ask(
        port,
        token,
        "POST",
        api + "/agents/auto",
        "{\"count\":\"%s\"}".formatted(secret("wrong type")));
    ask(
        port,
        token,
        "POST",
        api + "/init",
        "{\"systemId\":\"%s\",\"systemPath\":\"/%s\"}"
            .formatted(secret("system id"), secret("system path")));
    raw(port, "GET " + api + " HTTP/1.1", "Authorization: Bearer " + secret("wrong token"));
    raw(port, "GET " + api + " HTTP/1.1", "X-API-Key: " + secret("wrong key"));
    raw(port, "GET " + api + " HTTP/1.1", "Host: " + secret("host"));
    raw(port, "GET " + api + " HTTP/1.1", "Origin: http://" + secret("origin"));
    raw(port, "GET /" + secret("broken request line"));
    String header = "Authorization: Bearer " + token;
    raw(port, "GET " + api + " HTTP/1.1", header, "User-Agent: " + secret("user agent"));
    raw(port, "GET " + api + " HTTP/1.1", header, "Accept: " + secret("accept"));
    raw(port, "GET " + api + " HTTP/1.1", header, "If-None-Match: " + secret("entity tag"));
    raw(
        port,
        "PUT " + api + "/pause HTTP/1.1",
        header,
        "Idempotency-Key: " + secret("idempotency key"));
    raw(
        port,
        "POST " + api + "/agents HTTP/1.1",
        header,
        "Content-Type: " + secret("type"),
        "Content-Length: 2");
  }

  private void tools(int port, String token) throws IOException {
    String opened =
        ask(
            port,
            token,
            "POST",
            "/mcp",
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"%s","version":"1"}}}\
            """
                .formatted(secret("name of a client")));
    Matcher session = Pattern.compile("(?im)^mcp-session-id: (\\S+)").matcher(opened);
    String id = session.find() ? session.group(1) : "";
    for (String call :
        List.of(
            "{\"name\":\"%s\",\"arguments\":{}}".formatted(secret("tool")),
            "{\"name\":\"get_agent\",\"arguments\":{\"agentId\":\"%s\"}}"
                .formatted(secret("agent of a tool")),
            "{\"name\":\"list_agents\",\"arguments\":{\"%s\":1}}"
                .formatted(secret("argument of a tool")),
            "{\"name\":\"spawn_agent\",\"arguments\":{\"moduleId\":\"%s\",\"loopId\":\"quick-loop\"}}"
                .formatted(secret("module of a tool")))) {
      ask(
          port,
          token,
          "POST",
          "/mcp",
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":%s}".formatted(call),
          "Mcp-Session-Id: " + id);
    }
  }

  private void embedded(MailboxOrchestrationService service) {
    Logger.getLogger("dev.coppice.test")
        .log(
            Level.SEVERE,
            "logged " + secret("message of the log"),
            new IllegalStateException("thrown " + secret("exception in the log")));
    var worktrees = service.worktrees();
    ModuleId alpha = new ModuleId("alpha");
    var _ = worktrees.createWorktree(alpha);
    try {
      Files.writeString(folder.resolve("shop/.worktrees/alpha/more.txt"), "more\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    var _ = worktrees.commit(alpha, "Say " + secret("message of a commit"), List.of());
  }

  /// Everything there is to read.
  private void look(MailboxOrchestrationService service, int port, String token)
      throws IOException {
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
      ask(port, token, "GET", api + path, "");
    }
    for (String path :
        List.of("/api/roadmap", "/api/roadmap/modules", "/metrics", "/openapi.yaml")) {
      ask(port, token, "GET", path, "");
    }
    answers.append(service.generateTerminalView());
    service.getEventLog(0).forEach(event -> answers.append(event).append('\n'));
  }

  private String ask(
      int port, String token, String method, String path, String body, String... headers)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + path + " HTTP/1.1");
    lines.add("Authorization: Bearer " + token);
    if (path.equals("/mcp")) {
      lines.add("Accept: application/json, text/event-stream");
    }
    if (!body.isEmpty()) {
      lines.add("Content-Type: application/json");
      lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }
    lines.addAll(List.of(headers));
    return send(port, lines, body);
  }

  private void raw(int port, String... lines) throws IOException {
    String _ = send(port, List.of(lines), "");
  }

  private String send(int port, List<String> lines, String body) throws IOException {
    var request = new StringBuilder();
    lines.forEach(line -> request.append(line).append("\r\n"));
    if (lines.stream().noneMatch(line -> line.startsWith("Host: "))) {
      request.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n").append(body);
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout((int) LONGEST.toMillis());
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).as(lines.getFirst()).startsWith("HTTP/1.1 ");
      answers.append(lines.getFirst().split(" ", 2)[0]).append('\n').append(answer).append('\n');
      return answer;
    }
  }

  private void requireNone(String where, String text) {
    placed.forEach((place, value) -> {
      int at = text.indexOf(value);
      assertThat(at)
          .as(
              "%s: the %s: %s",
              where, place, at < 0 ? "" : text.substring(Math.max(0, at - 200), at + 60))
          .isNegative();
    });
  }

  private void requireNoneIn(Path data) throws IOException {
    assertThat(isPrivate(data)).isTrue();
    int raw = 0;
    List<Path> files;
    try (Stream<Path> walk = Files.walk(data)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      boolean isItsOwn =
          ITS_OWN.contains(file.getFileName().toString())
              || file.getParent().endsWith("deliverables");
      if (isItsOwn) {
        raw += (int) placed.values().stream().filter(text::contains).count();
      } else if (!file.endsWith("token")) {
        requireNone(data.relativize(file).toString(), text);
      }
      assertThat(isPrivate(file) || isPrivate(file.getParent())).as(file.toString()).isTrue();
    }
    assertThat(raw).as("secrets in what attempts wrote themselves").isGreaterThan(LEAST / 3);
    var store = SqliteEventStore.openReadOnly(data, "shop");
    var text = new StringBuilder();
    store.read(0, event -> text.append(event.json()).append('\n'));
    store.close();
    requireNone("an event", text.toString());
    assertThat(text).contains(Redaction.MARK);
  }

  private static boolean isPrivate(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------");
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
