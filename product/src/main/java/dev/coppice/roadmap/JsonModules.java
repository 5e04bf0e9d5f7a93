package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads the elements of a roadmap's array `modules` into drafts.
final class JsonModules {
  private final Problems problems;

  JsonModules(Problems problems) {
    this.problems = problems;
  }

  List<ModuleDraft> read(JsonNode modules, List<Place> places) {
    List<ModuleDraft> drafts = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      Place place = i < places.size() ? places.get(i) : Place.START;
      draft(modules.get(i), place).ifPresent(drafts::add);
    }
    return drafts;
  }

  private Optional<ModuleDraft> draft(JsonNode module, Place place) {
    String written = text(module, "name", place);
    String idText = text(module, "id", place);
    String name = written.isBlank() ? idText : written;
    Optional<ModuleId> id = ModuleId.find(idText.isBlank() ? InlineText.slug(name) : idText);
    if (id.isEmpty()) {
      problems.error(
          place,
          "Module of id %s and name %s has no usable id."
              .formatted(Problems.quoted(idText), Problems.quoted(written)),
          "Give it an object with a name or an id of 1 to 200 printable characters.");
      return Optional.empty();
    }
    return Optional.of(
        new ModuleDraft(
            id.get(),
            name,
            text(module, "description", place),
            layer(module, name, place),
            status(module, name, place),
            mentions(module, "dependsOn", place),
            mentions(module, "unlocks", place),
            place));
  }

  private String text(JsonNode module, String key, Place place) {
    JsonNode value = module.path(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
      problems.error(
          place,
          "Key %s of a module is %s, not a string."
              .formatted(Problems.quoted(key), Problems.quoted(value.toString())),
          "Write it in double quotes.");
    }
    return value.isString() ? value.stringValue() : "";
  }

  private int layer(JsonNode module, String name, Place place) {
    JsonNode value = module.path("layer");
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int layer = value.intValue();
      if (layer >= 0 && layer <= RoadmapModule.TOP_LAYER) {
        return layer;
      }
    }
    problems.error(
        place,
        "Layer %s of module %s is not a number from 0 to %d."
            .formatted(
                value.isMissingNode() ? "(missing)" : Problems.quoted(value.toString()),
                Problems.quoted(name),
                RoadmapModule.TOP_LAYER),
        "Write \"layer\": 0 for a foundation, up to 6.");
    return 0;
  }

  /// A module that the file calls blocked only waits for its dependencies, which are looked at
  /// anew; unless it says why it was deferred.
  private ModuleStatus status(JsonNode module, String name, Place place) {
    String word = text(module, "status", place);
    if (word.isEmpty()) {
      return ModuleStatus.PENDING;
    }
    Optional<ModuleStatus> status = StatusWords.find(word);
    if (status.isEmpty()) {
      problems.warning(
          place,
          "Status %s of module %s is not known, so the module counts as blocked."
              .formatted(Problems.quoted(word), Problems.quoted(name)),
          "Write pending, in-progress, complete, blocked or deferred.");
      return ModuleStatus.BLOCKED;
    }
    if (status.get() == ModuleStatus.BLOCKED) {
      return text(module, "deferredReason", place).isBlank()
          ? ModuleStatus.PENDING
          : ModuleStatus.DEFERRED;
    }
    return status.get();
  }

  private List<Mention> mentions(JsonNode module, String key, Place place) {
    JsonNode value = module.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (value.isString()) {
      return RelationCell.mentions(new MarkdownCell(value.stringValue(), place)).stream()
          .map(mention -> new Mention(mention.raw(), place))
          .toList();
    }
    List<Mention> mentions = new ArrayList<>();
    boolean wellFormed = value.isArray();
    for (JsonNode element : value) {
      wellFormed &= element.isString();
      if (element.isString()) {
        mentions.add(new Mention(element.stringValue(), place));
      }
    }
    if (!wellFormed) {
      problems.error(
          place,
          "Key %s of a module is %s, not a list of strings."
              .formatted(Problems.quoted(key), Problems.quoted(value.toString())),
          "Write it as [\"module-id\", \"other-id\"].");
    }
    return mentions;
  }
}
