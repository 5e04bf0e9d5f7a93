package dev.coppice.rest;

import dev.coppice.store.AuditLog;
import dev.coppice.store.Caller;
import dev.coppice.view.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes down who asked for which change, and what came of it.
///
/// @param log absent = nobody keeps it
record Audit(@Nullable AuditLog log) {
  // What a body names, never what it says.
  private static final List<String> NAMES =
      List.of("systemId", "moduleId", "loopId", "agentId", "current", "status");
  private static final int LONGEST = 120;

  /// @param route the pattern that fitted
  /// @param path what stood for the names in it
  void add(Request request, String route, Map<String, String> path, int status) {
    if (log == null || request.method().equals("GET")) {
      return;
    }
    boolean isOurs = request.caller().equals(Caller.Admin.SELF);
    log.add(
        request.caller(),
        isOurs ? "cli" : "rest",
        request.method() + " " + route,
        about(request, path),
        Integer.toString(status));
  }

  private static String about(Request request, Map<String, String> path) {
    List<String> about = new ArrayList<>();
    new TreeMap<>(path).forEach((name, value) -> about.add(name + "=" + shown(value)));
    JsonNode body = body(request);
    for (String name : NAMES) {
      if (body.path(name).isString()) {
        about.add(name + "=" + shown(body.path(name).stringValue()));
      }
    }
    return String.join(" ", about);
  }

  private static JsonNode body(Request request) {
    try {
      return request.json();
    } catch (ApiException _) {
      // It was refused for that.
      return RequestJson.read("{}");
    }
  }

  private static String shown(String value) {
    String line = DisplayText.line(value);
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
