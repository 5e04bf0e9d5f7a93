package dev.coppice.mcp;

import dev.coppice.orchestration.ServiceJson;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;

/// Our port's words in those of the SDK.
final class SdkContent {
  private SdkContent() {}

  static McpSchema.Tool tool(Tool tool) {
    Traits traits = tool.traits();
    var told =
        McpSchema.Tool.builder(tool.name(), tool.inputSchema())
            .title(tool.title())
            .description(tool.description())
            .annotations(
                McpSchema.ToolAnnotations.builder()
                    .title(tool.title())
                    .readOnlyHint(traits.readOnly())
                    .destructiveHint(traits.destructive())
                    .idempotentHint(traits.idempotent())
                    .openWorldHint(false)
                    .build());
    if (tool.outputSchema() != null) {
      var _ = told.outputSchema(tool.outputSchema());
    }
    return told.build();
  }

  static McpSchema.CallToolResult result(ToolResult result) {
    List<McpSchema.Content> content = new ArrayList<>();
    if (!result.text().isEmpty() || result.further().isEmpty()) {
      content.add(content(new Content.Text(result.text())));
    }
    result.further().forEach(one -> content.add(content(one)));
    var answer = McpSchema.CallToolResult.builder(content).isError(result.isError());
    if (result.structured() != null) {
      var _ =
          answer.structuredContent((Object) ServiceJson.mapper().valueToTree(result.structured()));
    }
    return answer.build();
  }

  static McpSchema.Content content(Content content) {
    return switch (content) {
      case Content.Text(var text) -> McpSchema.TextContent.builder(text).build();
      case Content.Image(var data, var type) -> McpSchema.ImageContent.builder(data, type).build();
      case Content.Audio(var data, var type) -> McpSchema.AudioContent.builder(data, type).build();
      case Content.Embedded(var uri, var contents) ->
          McpSchema.EmbeddedResource.builder(contents(uri, contents)).build();
    };
  }

  static McpSchema.ResourceContents contents(String uri, ResourceContents contents) {
    return switch (contents) {
      case ResourceContents.Text(var type, var text) ->
          McpSchema.TextResourceContents.builder(uri, text).mimeType(type).build();
      case ResourceContents.Bytes(var type, var base64) ->
          McpSchema.BlobResourceContents.builder(uri, base64).mimeType(type).build();
    };
  }

  static McpSchema.Resource resource(Resource resource) {
    return McpSchema.Resource.builder(resource.uri(), resource.name())
        .title(resource.title())
        .description(resource.description())
        .mimeType(resource.mimeType())
        .build();
  }

  static McpSchema.ResourceTemplate template(ResourceTemplate template) {
    return McpSchema.ResourceTemplate.builder(template.uriTemplate(), template.name())
        .title(template.title())
        .description(template.description())
        .mimeType(template.mimeType())
        .build();
  }

  static McpSchema.Prompt prompt(Prompt prompt) {
    return McpSchema.Prompt.builder(prompt.name())
        .title(prompt.title())
        .description(prompt.description())
        .arguments(
            prompt.arguments().stream()
                .map(argument ->
                    McpSchema.PromptArgument.builder(argument.name())
                        .description(argument.description())
                        .required(argument.required())
                        .build())
                .toList())
        .build();
  }

  static McpSchema.PromptMessage message(Prompt.Message message) {
    return new McpSchema.PromptMessage(
        message.fromUser() ? McpSchema.Role.USER : McpSchema.Role.ASSISTANT,
        content(message.content()));
  }
}
