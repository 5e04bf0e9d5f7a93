package dev.coppice.cli;

import dev.coppice.cli.Api.Call;
import dev.coppice.cli.Api.Reply;
import dev.coppice.orchestration.ServiceJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Calls to the API and what comes back, refusals turned into failures of the command.
final class Answers {
  private Answers() {}

  /// The JSON of a good answer.
  ///
  /// @throws CommandFailure with the two sentences of a refusal
  static JsonNode json(Api api, Call call) {
    return ServiceJson.mapper().readTree(text(api, call));
  }

  static JsonNode parsed(String body) {
    return ServiceJson.mapper().readTree(body);
  }

  /// A list of strings as people read it.
  static String words(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  /// The body of a good answer.
  static String text(Api api, Call call) {
    Reply reply = api.send(call);
    if (!reply.isOk()) {
      throw refused(reply);
    }
    return reply.body();
  }

  static Call get(String path, String... segments) {
    return Call.get(path(path, segments));
  }

  /// A write with a body of these names and values; what has no value is left out.
  static Call write(String method, String path, Map<String, ?> fields) {
    Map<String, Object> given = new LinkedHashMap<>();
    fields.forEach((name, value) -> {
      if (value != null) {
        given.put(name, value);
      }
    });
    return new Call(method, path, ServiceJson.mapper().writeValueAsString(given), false);
  }

  /// `/agents/%s/log` with its places filled by percent-encoded segments.
  static String path(String pattern, String... segments) {
    Object[] encoded = new Object[segments.length];
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].isBlank()) {
        throw new CommandFailure(
            Exit.REFUSED,
            "An empty id names nothing",
            "Write it as the roadmap, `coppice agents` or `coppice inbox` shows it.");
      }
      encoded[i] = URLEncoder.encode(segments[i], StandardCharsets.UTF_8).replace("+", "%20");
    }
    return pattern.formatted(encoded);
  }

  private static CommandFailure refused(Reply reply) {
    Exit exit = reply.status() >= 500 && reply.status() != 503 ? Exit.FAILED : Exit.REFUSED;
    String error = "The owner answered with HTTP status " + reply.status();
    String remedy = "See its log";
    try {
      JsonNode json = ServiceJson.mapper().readTree(reply.body());
      error = json.path("error").asString(error);
      remedy = json.path("remedy").asString(remedy);
    } catch (JacksonException _) {
      // Somebody else listens there; the status must do.
    }
    return new CommandFailure(exit, error, remedy);
  }
}
