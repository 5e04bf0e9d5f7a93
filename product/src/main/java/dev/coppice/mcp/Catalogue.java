package dev.coppice.mcp;

import java.util.List;

/// All that clients are offered.
///
/// @param instructions what a model should know before it uses any of it
public record Catalogue(
    String instructions,
    List<Tool> tools,
    List<Resource> resources,
    List<ResourceTemplate> templates,
    List<Prompt> prompts,
    Changes changes) {
  public Catalogue {
    tools = List.copyOf(tools);
    resources = List.copyOf(resources);
    templates = List.copyOf(templates);
    prompts = List.copyOf(prompts);
    if (tools.stream().map(Tool::name).distinct().count() != tools.size()) {
      throw new IllegalArgumentException("two tools have the same name");
    }
  }

  /// Whose resources never change.
  public Catalogue(
      String instructions,
      List<Tool> tools,
      List<Resource> resources,
      List<ResourceTemplate> templates,
      List<Prompt> prompts) {
    this(instructions, tools, resources, templates, prompts, Changes.NONE);
  }
}
