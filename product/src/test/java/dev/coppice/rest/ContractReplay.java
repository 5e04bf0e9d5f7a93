package dev.coppice.rest;

import dev.coppice.agent.AttemptId;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.schedule.Running;
import dev.coppice.store.Tokens;
import dev.coppice.work.Autonomy;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks every question of one file, in its order, over HTTP of a simulated system of its own.
final class ContractReplay {
  private static final Path FILES = Path.of("src/test/resources/contract/rest");
  private static final Tokens TOKENS = new Tokens(RunningServer.TOKEN);

  private final Description description;
  private final List<String> wrong = new ArrayList<>();
  private final List<Given> given = new ArrayList<>();

  /// An answer that was given.
  ///
  /// @param operation such as `GET /health`, empty where the description has none
  record Given(String operation, int status) {}

  ContractReplay(Description description) {
    this.description = description;
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Everything that was not as wanted, one line each.
  List<String> wrong() {
    return wrong;
  }

  /// Every answer so far, in order.
  List<Given> given() {
    return given;
  }

  void replay(Path file) throws IOException, InterruptedException {
    JsonNode script = JsonMapper.shared().readTree(Files.readString(file));
    SimulatedOrchestration service = service(script.path("world"));
    try (RunningServer server = new RunningServer(service)) {
      var wanted = new Wanted(new HashMap<>());
      for (JsonNode node : script.path("pairs")) {
        Pair pair = Pair.of(node);
        Reply response = reply(server, service, wanted, pair);
        String problems = check(pair, wanted, response);
        if (!problems.isEmpty()) {
          wrong.add(
              "%s: %s (%s): %s".formatted(file.getFileName(), pair.ask(), pair.says(), problems));
        }
        switch (pair.after()) {
          case "settle" -> service.settle();
          case "break" -> service.breakLogs();
          default -> {}
        }
      }
    }
  }

  /// A small system in the state that a file asks for.
  private static SimulatedOrchestration service(JsonNode world) {
    var simulated = new SimulatedWorld();
    world
        .path("script")
        .properties()
        .forEach(entry ->
            simulated.script(
                entry.getKey(),
                entry
                    .getValue()
                    .valueStream()
                    .map(deed -> Deed.valueOf(deed.stringValue()))
                    .toArray(Deed[]::new)));
    boolean approve = world.path("approveLandings").asBoolean(false);
    var service =
        new SimulatedOrchestration(
            simulated,
            SimulatedOrchestration.settings(Autonomy.FULL, approve),
            SimulatedOrchestration.smallRoadmap());
    if (world.path("open").asBoolean(true)) {
      service.open(world.path("autopilot").asBoolean(false));
      service.settle();
    }
    return service;
  }

  private record Reply(int status, Map<String, String> headers, String body) {
    String header(String name, String otherwise) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), otherwise);
    }
  }

  private static Reply reply(
      RunningServer server, SimulatedOrchestration service, Wanted wanted, Pair pair)
      throws IOException, InterruptedException {
    String path = wanted.filled(pair.path());
    if (path.contains("%zz") || path.contains("..")) {
      return raw(server, pair.method(), path);
    }
    HttpResponse<String> response = server.send(request(server, service, wanted, pair));
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Reply(response.statusCode(), headers, response.body());
  }

  /// For an address that no client library would send.
  private static Reply raw(RunningServer server, String method, String path) throws IOException {
    String answer =
        server.raw(
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(method, path, server.port(), RunningServer.TOKEN));
    String[] parts = answer.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n", -1);
    Map<String, String> headers = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
    }
    return new Reply(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, parts[1]);
  }

  private static HttpRequest.Builder request(
      RunningServer server, SimulatedOrchestration service, Wanted wanted, Pair pair) {
    HttpRequest.Builder request = server.request(wanted.filled(pair.path()));
    String token = token(service, pair.token());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    pair.headers().forEach((name, value) -> request.header(name, wanted.filled(value)));
    if (pair.body().isMissingNode()) {
      return request.method(pair.method(), BodyPublishers.noBody());
    }
    String body =
        pair.body().isString() ? pair.body().stringValue() : wanted.filled(pair.body().toString());
    if (!pair.type().isEmpty()) {
      request.header("Content-Type", pair.type());
    }
    return request.method(pair.method(), BodyPublishers.ofString(body));
  }

  private static String token(SimulatedOrchestration service, String who) {
    if (who.startsWith("agent ")) {
      return TOKENS.ofAttempt(attempt(service, who.substring("agent ".length())));
    }
    return switch (who) {
      case "admin" -> RunningServer.TOKEN;
      case "read" -> TOKENS.reader();
      case "none" -> "";
      default -> who;
    };
  }

  /// The attempt that runs for a module now.
  private static AttemptId attempt(SimulatedOrchestration service, String module) {
    var state = service.snapshot().state();
    for (Map.Entry<AttemptId, Running> entry : state.running().entrySet()) {
      if (entry.getValue() instanceof Running.OfAgent(var agent)
          && state.findAgent(agent).orElseThrow().module().value().equals(module)) {
        return entry.getKey();
      }
    }
    return new AttemptId("nothing-runs");
  }

  private String check(Pair pair, Wanted wanted, Reply response) {
    var problems = new StringBuilder();
    if (response.status() != pair.status()) {
      problems.append("status ").append(response.status()).append(", not ");
      problems.append(pair.status()).append(": ").append(response.body());
      return problems.toString();
    }
    pair.header()
        .forEach((name, pattern) -> {
          String value = response.header(name, "(none)");
          if (pattern.equals("<save>")) {
            wanted.saved().put(name, value);
          } else if (!value.matches(wanted.filled(pattern))) {
            problems.append(name).append(" is ").append(value).append("; ");
          }
        });
    if (!pair.answer().isMissingNode()) {
      JsonNode got = JsonMapper.shared().readTree(response.body());
      problems.append(wanted.difference("answer", pair.answer(), got));
    }
    if (!pair.text().isEmpty()
        && !java.util.regex.Pattern.compile(pair.text()).matcher(response.body()).find()) {
      problems.append("text is ").append(response.body());
    }
    return problems.append(described(pair, wanted, response)).toString();
  }

  private String described(Pair pair, Wanted wanted, Reply response) {
    String method = pair.method().equals("HEAD") ? "GET" : pair.method();
    var operation = description.find(method, wanted.filled(pair.path()));
    given.add(
        new Given(
            operation.map(it -> it.method() + " " + it.pattern()).orElse(""), response.status()));
    if (operation.isEmpty() || pair.method().equals("HEAD")) {
      return "";
    }
    String type = response.header("Content-Type", "");
    List<String> objections =
        description.objections(operation.get(), response.status(), type, response.body());
    return objections.isEmpty() ? "" : "not as described: " + objections;
  }
}
