package dev.coppice;

import dev.coppice.mcp.Catalogue;
import dev.coppice.mcp.Client;
import dev.coppice.mcp.Content;
import dev.coppice.mcp.Prompt;
import dev.coppice.mcp.Resource;
import dev.coppice.mcp.ResourceContents;
import dev.coppice.mcp.ResourceTemplate;
import dev.coppice.mcp.Tool;
import dev.coppice.mcp.ToolCall;
import dev.coppice.mcp.ToolException;
import dev.coppice.mcp.ToolResult;
import dev.coppice.mcp.Traits;
import dev.coppice.store.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tools, resources and prompts that the conformance suite calls by name.
final class ConformanceCatalogue {
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
  private static final String SILENCE =
      "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAAAAA==";

  private ConformanceCatalogue() {}

  static Catalogue make() {
    return new Catalogue(
        "For the conformance suite.",
        List.of(
            plain("test_simple_text", _ -> ToolResult.text("A plain text, for testing.")),
            plain("test_image_content", _ -> further("", image())),
            plain("test_audio_content", _ -> further("", new Content.Audio(SILENCE, "audio/wav"))),
            plain("test_embedded_resource", _ -> further("", embedded("test://embedded-resource"))),
            plain(
                "test_multiple_content_types",
                _ -> further("Several kinds:", image(), embedded("test://mixed-content-resource"))),
            plain("test_tool_with_logging", ConformanceCatalogue::logging),
            plain("test_error_handling", _ -> failing()),
            plain("test_tool_with_progress", ConformanceCatalogue::progressing),
            plain("test_reconnection", _ -> ToolResult.text("The stream stayed open.")),
            tool(
                "test_sampling",
                Map.of("prompt", Map.of("type", "string")),
                call ->
                    answered(
                        call.client().sample(call.arguments().path("prompt").asString(""), 100))),
            tool(
                "test_elicitation",
                Map.of("message", Map.of("type", "string")),
                call ->
                    asked(
                        call,
                        call.arguments().path("message").asString(""),
                        Map.of(
                            "username", Map.of("type", "string"),
                            "email", Map.of("type", "string")))),
            plain(
                "test_elicitation_sep1034_defaults",
                call -> asked(call, "Look at the defaults.", defaults())),
            plain("test_elicitation_sep1330_enums", call -> asked(call, "Choose.", choices())),
            schemaOf2020()),
        List.of(
            resource("test://static-text", "text/plain", text("text/plain", "A fixed text.")),
            resource(
                "test://static-binary",
                "image/png",
                new ResourceContents.Bytes("image/png", PIXEL)),
            resource("test://watched-resource", "text/plain", text("text/plain", "Watched."))),
        List.of(
            new ResourceTemplate(
                "test://template/{id}/data",
                "template",
                "Template",
                "Has a gap.",
                "application/json",
                variables -> text("application/json", "{\"id\":\"" + variables.get("id") + "\"}"),
                ResourceTemplate.Completer.NONE)),
        List.of(
            prompt("test_simple_prompt", List.of(), _ -> List.of(Prompt.Message.user("Simple."))),
            prompt(
                "test_prompt_with_arguments",
                List.of("arg1", "arg2"),
                arguments ->
                    List.of(
                        Prompt.Message.user(
                            arguments.get("arg1") + " and " + arguments.get("arg2")))),
            prompt(
                "test_prompt_with_embedded_resource",
                List.of("resourceUri"),
                arguments ->
                    List.of(
                        new Prompt.Message(
                            true, embedded(arguments.getOrDefault("resourceUri", ""))),
                        Prompt.Message.user("Look at it."))),
            prompt(
                "test_prompt_with_image",
                List.of(),
                _ -> List.of(new Prompt.Message(true, image()), Prompt.Message.user("Look.")))));
  }

  private static Tool plain(String name, Tool.Handler handler) {
    return tool(name, Map.of(), handler);
  }

  private static Tool tool(String name, Map<String, Object> properties, Tool.Handler handler) {
    return tool(
        name,
        handler,
        Map.of(
            "type",
            "object",
            "properties",
            properties,
            "required",
            List.copyOf(properties.keySet())));
  }

  private static Tool tool(String name, Tool.Handler handler, Map<String, Object> schema) {
    return new Tool(
        name, name, "For the suite.", schema, null, Traits.READING, Scope.READ, handler);
  }

  private static Tool schemaOf2020() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("type", "object");
    schema.put(
        "$defs",
        Map.of(
            "address",
            Map.of(
                "type",
                "object",
                "properties",
                Map.of("street", Map.of("type", "string"), "city", Map.of("type", "string")))));
    schema.put(
        "properties",
        Map.of("name", Map.of("type", "string"), "address", Map.of("$ref", "#/$defs/address")));
    schema.put("additionalProperties", false);
    return tool("json_schema_2020_12_tool", _ -> ToolResult.text("Fine."), schema);
  }

  private static ToolResult further(String text, Content... content) {
    return new ToolResult(false, text, null, List.of(content));
  }

  private static Content image() {
    return new Content.Image(PIXEL, "image/png");
  }

  private static Content embedded(String uri) {
    return new Content.Embedded(uri, text("text/plain", "Embedded."));
  }

  private static ResourceContents text(String type, String text) {
    return new ResourceContents.Text(type, text);
  }

  private static ToolResult failing() {
    throw new ToolException("This tool fails on purpose.", "Expect that.");
  }

  private static ToolResult logging(ToolCall call) {
    for (String line : List.of("started", "at work", "completed")) {
      call.client().log(Client.Level.INFO, line);
    }
    return ToolResult.text("Logged.");
  }

  private static ToolResult progressing(ToolCall call) {
    for (int done = 0; done <= 100; done += 50) {
      call.progress(done, 100, done + " of 100");
    }
    return ToolResult.text("Told.");
  }

  private static ToolResult answered(java.util.Optional<String> answer) {
    return answer
        .map(text -> ToolResult.text("The model said: " + text))
        .orElseGet(() -> ToolResult.error("The client has no model for us.", "Use another."));
  }

  private static ToolResult asked(ToolCall call, String message, Map<String, Object> properties) {
    return call.client()
        .ask(message, Map.of("type", "object", "properties", properties))
        .map(reply -> ToolResult.text("The user: " + reply.action() + " " + reply.content()))
        .orElseGet(() -> ToolResult.error("The client cannot ask its user.", "Use another."));
  }

  private static Map<String, Object> defaults() {
    return Map.of(
        "name", Map.of("type", "string", "default", "John Doe"),
        "age", Map.of("type", "integer", "default", 30),
        "score", Map.of("type", "number", "default", 95.5),
        "status",
            Map.of(
                "type", "string",
                "enum", List.of("active", "inactive", "pending"),
                "default", "active"),
        "verified", Map.of("type", "boolean", "default", true));
  }

  private static Map<String, Object> choices() {
    List<String> words = List.of("option1", "option2", "option3");
    List<Map<String, String>> titled =
        List.of(
            Map.of("const", "value1", "title", "First"),
            Map.of("const", "value2", "title", "Second"),
            Map.of("const", "value3", "title", "Third"));
    return Map.of(
        "untitledSingle", Map.of("type", "string", "enum", words),
        "titledSingle", Map.of("type", "string", "oneOf", titled),
        "legacyEnum",
            Map.of(
                "type", "string",
                "enum", List.of("opt1", "opt2", "opt3"),
                "enumNames", List.of("One", "Two", "Three")),
        "untitledMulti", Map.of("type", "array", "items", Map.of("type", "string", "enum", words)),
        "titledMulti", Map.of("type", "array", "items", Map.of("anyOf", titled)));
  }

  private static Resource resource(String uri, String type, ResourceContents contents) {
    return new Resource(uri, uri, uri, "For the suite.", type, () -> contents);
  }

  private static Prompt prompt(String name, List<String> arguments, Prompt.Renderer renderer) {
    return new Prompt(
        name,
        name,
        "For the suite.",
        arguments.stream().map(one -> new Prompt.Argument(one, "Any text.", true)).toList(),
        renderer,
        (_, begun) -> List.of(begun + "-ing"));
  }
}
