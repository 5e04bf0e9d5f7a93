package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.ServiceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Recorded requests and answers, one file per tool in `contract/mcp`.
///
/// A file is `{tool, pairs: [...]}`, a pair `{name, world, before, arguments, structured | text |
/// error}`. `before` lists what happens first: `{settle: true}`, or `{tool, arguments, keep}`,
/// where `keep` names values of that answer by their JSON pointer. `${name}` stands for such a
/// value, `${64KiB}` for a long string; `<uuid>` and `<time>` for any id and any instant. Where
/// only `structured` is recorded the text is the same, as JSON.
final class ToolPairs {
  private static final Path FOLDER = Path.of("src/test/resources/contract/mcp");
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private ToolPairs() {}

  /// One request and what it was answered.
  record Pair(String tool, JsonNode recorded) {
    String name() {
      return tool + ": " + recorded.path("name").asString();
    }

    String world() {
      return recorded.path("world").asString("open");
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /// Whoever answers calls, over whatever way.
  interface Server {
    /// @return `{isError, text, structured?}`
    JsonNode call(String tool, JsonNode arguments);

    /// Lets the simulated world do what waits.
    void settle();
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Pair> all() {
    List<Pair> all = new ArrayList<>();
    for (Path file : files()) {
      JsonNode recorded = JsonMapper.shared().readTree(file);
      recorded
          .path("pairs")
          .forEach(pair -> all.add(new Pair(recorded.path("tool").asString(), pair)));
    }
    return all;
  }

  /// Plays one pair and holds the answer against the recorded one.
  static void replay(Pair pair, Server server) {
    ObjectNode answer = play(pair, server);

    for (String part : List.of("structured", "text", "error")) {
      assertThat(answer.get(part)).as(part).isEqualTo(pair.recorded().get(part));
    }
  }

  /// The answer to one pair as it would be recorded.
  static ObjectNode play(Pair pair, Server server) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (JsonNode step : pair.recorded().path("before")) {
      if (step.path("settle").asBoolean(false)) {
        server.settle();
      } else {
        JsonNode answer =
            server.call(step.path("tool").asString(), filled(step.path("arguments"), kept));
        assertThat(answer.path("isError").asBoolean()).as("step %s: %s", step, answer).isFalse();
        step.path("keep")
            .properties()
            .forEach(keep ->
                kept.put(
                    keep.getKey(),
                    answer.path("structured").at(keep.getValue().asString()).asString()));
      }
    }
    JsonNode answer = server.call(pair.tool(), filled(pair.recorded().path("arguments"), kept));
    return recorded(answer, kept);
  }

  private static ObjectNode recorded(JsonNode answer, Map<String, String> kept) {
    ObjectNode recorded = JsonMapper.shared().createObjectNode();
    String text = answer.path("text").asString();
    if (answer.path("isError").asBoolean()) {
      assertThat(answer.has("structured")).as("an error has text alone").isFalse();
      recorded.put("error", general(text, kept));
      return recorded;
    }
    JsonNode structured = answer.get("structured");
    if (structured != null) {
      recorded.set("structured", generalTree(structured, kept));
    }
    if (structured == null || !text.startsWith("{")) {
      recorded.put("text", general(text, kept));
    } else {
      assertThat(JsonMapper.shared().readTree(text)).as("the text").isEqualTo(structured);
    }
    return recorded;
  }

  private static JsonNode generalTree(JsonNode tree, Map<String, String> kept) {
    return JsonMapper.shared().readTree(general(tree.toString(), kept));
  }

  private static String general(String text, Map<String, String> kept) {
    String general = text;
    for (Map.Entry<String, String> value : kept.entrySet()) {
      general = general.replace(value.getValue(), "${" + value.getKey() + "}");
    }
    return general.replaceAll(UUID, "<uuid>").replaceAll(TIME, "<time>");
  }

  private static JsonNode filled(JsonNode node, Map<String, String> kept) {
    if (node instanceof ObjectNode object) {
      ObjectNode filled = JsonMapper.shared().createObjectNode();
      object
          .properties()
          .forEach(field -> filled.set(field.getKey(), filled(field.getValue(), kept)));
      return filled;
    }
    if (node.isString()) {
      String text = node.asString().replace("${64KiB}", "x".repeat(65_536));
      for (Map.Entry<String, String> value : kept.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return StringNode.valueOf(text);
    }
    return node.isMissingNode() ? JsonMapper.shared().createObjectNode() : node;
  }

  /// The answer of the port in the form that servers give here.
  static JsonNode of(ToolResult result) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("isError", result.isError());
    answer.put("text", result.text());
    if (result.structured() != null) {
      answer.set(
          "structured",
          JsonMapper.shared()
              .readTree(ServiceJson.mapper().writeValueAsString(result.structured())));
    }
    return answer;
  }

  /// Writes the file anew with what is answered now.
  static void record(Path file, java.util.function.Function<Pair, Server> servers) {
    JsonNode recorded = JsonMapper.shared().readTree(file);
    for (JsonNode node : recorded.path("pairs")) {
      ObjectNode pair = (ObjectNode) node;
      ObjectNode answer =
          play(
              new Pair(recorded.path("tool").asString(), pair),
              servers.apply(new Pair(recorded.path("tool").asString(), pair)));
      pair.remove(List.of("structured", "text", "error"));
      pair.setAll(answer);
    }
    try {
      Files.writeString(
          file,
          JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(recorded) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
