package dev.coppice.rest;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI description, to check answers against. A field that a schema does not name counts as
/// wrong here, though clients are told to ignore it.
final class Description {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String METHODS = "get put post delete patch";

  private final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, Schema> schemas = new HashMap<>();

  /// One operation.
  record Operation(String method, String pattern, JsonNode node) {
    List<String> statuses() {
      return List.copyOf(node.path("responses").propertyNames());
    }

    /// The role it wants, empty where it is open to everybody.
    String role(JsonNode otherwise) {
      JsonNode security = node.has("security") ? node.path("security") : otherwise;
      return security.isEmpty() ? "" : security.path(0).path("bearer").path(0).asString();
    }
  }

  Description() {
    Object yaml =
        new Load(LoadSettings.builder().build()).loadFromString(DescriptionResource.read());
    root = closed(JSON.valueToTree(yaml));
  }

  JsonNode root() {
    return root;
  }

  /// Every operation by method and pattern, such as `GET /health`.
  Map<String, Operation> operations() {
    Map<String, Operation> operations = new TreeMap<>();
    root.path("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .forEach(entry -> {
                  String method = entry.getKey().toUpperCase(Locale.ROOT);
                  operations.put(
                      method + " " + path.getKey(),
                      new Operation(method, path.getKey(), entry.getValue()));
                }));
    return operations;
  }

  /// The operation of a route.
  Operation of(Router.Listed route) {
    return Objects.requireNonNull(
        operations().get(route.method() + " " + route.pattern()), route::toString);
  }

  /// The operation that a path belongs to: the one with the fewest names in its pattern.
  Optional<Operation> find(String method, String path) {
    String[] asked = path.replaceFirst("\\?.*$", "").replaceFirst("/$", "").split("/", -1);
    return operations().values().stream()
        .filter(operation -> operation.method().equals(method))
        .filter(operation -> matches(operation.pattern().split("/", -1), asked))
        .min(java.util.Comparator.comparing(Operation::pattern, this::plainFirst));
  }

  private int plainFirst(String one, String other) {
    return Integer.compare(one.split("\\{", -1).length, other.split("\\{", -1).length);
  }

  private static boolean matches(String[] pattern, String[] asked) {
    if (pattern.length != asked.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].startsWith("{") && !pattern[i].equals(asked[i])) {
        return false;
      }
    }
    return true;
  }

  /// What the description says of an answer that was given, and is wrong; empty when nothing is.
  List<String> objections(Operation operation, int status, String contentType, String body) {
    JsonNode responses = operation.node().path("responses");
    String code = Integer.toString(status);
    JsonNode response =
        resolved(responses.has(code) ? responses.path(code) : responses.path("default"));
    if (response.isMissingNode()) {
      return List.of("status " + status + " is not declared");
    }
    if (!response.has("content")) {
      return body.isEmpty() ? List.of() : List.of("a body is not declared");
    }
    String type = contentType.split(";", -1)[0];
    if (!response.path("content").has(type)) {
      return List.of("content type " + type + " is not declared");
    }
    return type.equals("application/json")
        ? objections(response.path("content").path(type).path("schema"), JSON.readTree(body))
        : List.of();
  }

  /// What is wrong with a value by a schema of the description.
  List<String> objections(JsonNode schema, JsonNode value) {
    Schema compiled =
        schemas.computeIfAbsent(
            schema,
            node -> {
              ObjectNode whole = JSON.createObjectNode();
              whole.setAll((ObjectNode) node.deepCopy());
              whole.set("components", root.path("components"));
              return registry.getSchema(whole);
            });
    List<String> objections = new ArrayList<>();
    for (Error error : compiled.validate(value)) {
      objections.add(error.getInstanceLocation() + ": " + error.getMessage());
    }
    return objections;
  }

  /// The node itself, or what its `$ref` points to.
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").stringValue().substring(1)) : node;
  }

  /// The same with every object of named fields closed.
  private static JsonNode closed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("type").asString("").equals("object")
          && object.has("properties")
          && !object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      object.properties().forEach(entry -> closed(entry.getValue()));
    } else {
      node.values().forEach(Description::closed);
    }
    return node;
  }
}
