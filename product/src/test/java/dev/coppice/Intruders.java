package dev.coppice;

import dev.coppice.rest.AllRoutes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Everybody who must not get in, at every door of a server: each route, and each tool of MCP.
final class Intruders {
  private static final String JSON = "Content-Type: application/json";
  private static final int AT_ONCE = 40;

  /// What somebody tries to reach.
  private record Target(String name, String method, String path, String body, boolean isOpen) {
    boolean isChange() {
      return !method.equals("GET");
    }
  }

  /// One way to come.
  private interface Way {
    Door.Reply at(Target target);
  }

  private final Door door;
  private final String admin;
  private final String session;
  private final List<Target> targets = new ArrayList<>();
  private final List<Callable<String>> attempts = new ArrayList<>();

  /// @param admin a good token, which helps none of them
  /// @param session of MCP, which somebody has stolen
  Intruders(Door door, String admin, List<Route> routes, List<String> tools, String session) {
    this.door = door;
    this.admin = admin;
    for (Route route : routes) {
      String body = route.isChange() ? "{}" : "";
      targets.add(
          new Target(route.toString(), route.method(), route.path("money"), body, route.isOpen()));
    }
    for (String tool : tools) {
      targets.add(new Target("tool " + tool, "POST", McpDoor.PATH, McpDoor.call(tool), false));
    }
    targets.add(new Target("GET /mcp", "GET", McpDoor.PATH, "", false));
    targets.add(new Target("DELETE /mcp", "DELETE", McpDoor.PATH, "", false));
    this.session = session;
  }

  private List<String> headers(Target target, String... more) {
    List<String> headers = new ArrayList<>(List.of(more));
    if (!target.body().isEmpty() && headers.stream().noneMatch(it -> it.startsWith("Content-"))) {
      headers.add(JSON);
    }
    if (target.path().equals(McpDoor.PATH)) {
      headers.add(McpDoor.ACCEPT);
      headers.add("Mcp-Session-Id: " + session);
    }
    return headers;
  }

  private String bearer() {
    return "Authorization: Bearer " + admin;
  }

  private Way withHeaders(String... more) {
    return target -> door.ask(target.method(), target.path(), headers(target, more), target.body());
  }

  private Way withHosts(String... hosts) {
    return target ->
        door.ask(
            target.method(),
            target.path(),
            List.of(hosts),
            headers(target, bearer()),
            target.body());
  }

  private void everywhere(String who, Way way, Integer... right) {
    targets.forEach(target -> add(who, target, way, Set.of(right)));
  }

  private void whereATokenIsNeeded(String who, Way way, Integer... right) {
    targets.stream()
        .filter(target -> !target.isOpen())
        .forEach(target -> add(who, target, way, Set.of(right)));
  }

  private void onChanges(String who, Way way, Integer... right) {
    targets.stream()
        .filter(Target::isChange)
        .forEach(target -> add(who, target, way, Set.of(right)));
  }

  private void add(String who, Target target, Way way, Set<Integer> right) {
    attempts.add(() -> {
      Door.Reply reply = way.at(target);
      boolean refused = right.contains(reply.status()) && !reply.head().contains("access-control-");
      return refused && !(reply.head() + reply.body()).contains(admin)
          ? ""
          : "%s at %s: %d %s".formatted(who, target.name(), reply.status(), reply.body());
    });
  }

  /// Those who come from elsewhere, with a good token for all that.
  Intruders foreigners() {
    String port = ":" + door.port();
    for (String host :
        List.of(
            "evil.example",
            "evil.example" + port,
            "127.0.0.1",
            "127.0.0.1:1",
            "localhost.evil.example" + port,
            "127.0.0.1.evil.example" + port,
            "127.1" + port,
            "0.0.0.0" + port,
            "[::]" + port,
            "2130706433" + port)) {
      everywhere("Host " + host, withHosts(host), 403);
    }
    everywhere("two Hosts", withHosts("127.0.0.1" + port, "127.0.0.1" + port), 400);
    everywhere("a Host of ours and a foreign one", withHosts("127.0.0.1" + port, "x.y"), 400);
    everywhere("no Host", withHosts(), 400);
    for (String origin :
        List.of(
            "http://evil.example",
            "null",
            "https://127.0.0.1" + port,
            "http://127.0.0.1",
            "http://127.0.0.1:1",
            "http://localhost.evil.example" + port,
            "http://127.0.0.1" + port + ".evil.example",
            "http://user@127.0.0.1" + port,
            "file://",
            "")) {
      everywhere("Origin " + origin, withHeaders(bearer(), "Origin: " + origin), 403);
    }
    everywhere(
        "two Origins",
        withHeaders(bearer(), "Origin: http://127.0.0.1" + port, "Origin: http://x.y"),
        400);
    return this;
  }

  /// Those who have no token, or one that is not quite right, or bring it where it does not count.
  Intruders strangers(String endedAttempt) {
    whereATokenIsNeeded("no token", withHeaders(), 401);
    whereATokenIsNeeded("an empty token", withHeaders("Authorization: Bearer "), 401);
    whereATokenIsNeeded(
        "an almost right token",
        withHeaders("Authorization: Bearer " + admin.substring(0, admin.length() - 1) + "_"),
        401,
        429);
    whereATokenIsNeeded("Basic", withHeaders("Authorization: Basic " + admin), 401, 429);
    whereATokenIsNeeded("a cookie", withHeaders("Cookie: token=" + admin), 401);
    whereATokenIsNeeded(
        "an ended attempt", withHeaders("Authorization: Bearer " + endedAttempt), 401, 429);
    whereATokenIsNeeded("two tokens", withHeaders(bearer(), "Authorization: Bearer x"), 400);
    for (String name : List.of("token", "access_token", "api_key", "authorization")) {
      whereATokenIsNeeded(
          "the token in the query as " + name,
          target ->
              door.ask(
                  target.method(),
                  target.path() + "?" + name + "=" + admin,
                  headers(target),
                  target.body()),
          401);
    }
    return this;
  }

  /// Forms, which a page may send without asking; and the question that a browser asks before it
  /// sends anything else.
  Intruders forms() {
    for (String type :
        List.of(
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "text/plain; charset=application/json",
            "application/json-patch+json",
            "text/json")) {
      Way form =
          target ->
              door.ask(
                  target.method(),
                  target.path(),
                  headers(target, bearer(), "Content-Type: " + type),
                  target.body().isEmpty() ? "{}" : target.body());
      onChanges("a form of " + type, form, 415);
    }
    Way withoutType =
        target -> {
          List<String> headers = new ArrayList<>(headers(target, bearer(), "Content-Type:"));
          return door.ask(target.method(), target.path(), headers, "{}");
        };
    onChanges("a body of no type", withoutType, 415);
    everywhere(
        "a preflight",
        target ->
            door.ask(
                "OPTIONS",
                target.path(),
                List.of(
                    "Origin: http://evil.example",
                    "Access-Control-Request-Method: " + target.method(),
                    "Access-Control-Request-Headers: authorization, content-type"),
                ""),
        403);
    everywhere(
        "a preflight of nobody",
        target -> door.ask("OPTIONS", target.path(), List.of(), ""),
        401,
        403,
        405);
    return this;
  }

  /// Tries them all.
  ///
  /// @return those that were not refused as they should be
  List<String> tryAll() throws InterruptedException {
    var gate = new Semaphore(AT_ONCE);
    List<String> wrong = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> tried = new ArrayList<>();
      for (Callable<String> attempt : attempts) {
        gate.acquire();
        tried.add(
            threads.submit(() -> {
              try {
                return attempt.call();
              } finally {
                gate.release();
              }
            }));
      }
      for (Future<String> one : tried) {
        String complaint = one.get();
        if (!complaint.isEmpty()) {
          wrong.add(complaint);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return wrong;
  }

  int count() {
    return attempts.size();
  }
}
