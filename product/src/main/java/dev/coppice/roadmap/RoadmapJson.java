package dev.coppice.roadmap;

import dev.coppice.roadmap.RoadmapUpdate.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Reads the JSON form of a roadmap: `{system, dreamState, modules, updates, brainstorm}`.
///
/// Keys it does not know are left alone, and the rules for modules are those of [RoadmapMarkdown].
/// Like there, whatever cannot be read becomes a problem with its place, and nothing throws.
public final class RoadmapJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Problems problems = new Problems();

  private RoadmapJson() {}

  /// Reads the whole text of a roadmap file.
  public static RoadmapReading read(String text) {
    return new RoadmapJson().readText(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private RoadmapReading readText(String text) {
    JsonNode root = MissingNode.getInstance();
    List<Place> places = List.of();
    try {
      root = MAPPER.readTree(text);
      places = JsonPlaces.modules(MAPPER, text);
    } catch (JacksonException broken) {
      problems.error(
          broken.getLocation() == null ? Place.START : JsonPlaces.place(broken.getLocation()),
          "The roadmap is not valid JSON: " + firstLine(broken.getOriginalMessage()) + ".",
          "Correct the JSON at this place.");
      return reading(new Roadmap(Roadmap.UNKNOWN_SYSTEM, "", List.of(), List.of(), List.of()));
    }
    if (!root.isObject()) {
      problems.error(
          Place.START,
          "The roadmap is " + Problems.quoted(root.toString()) + ", not a JSON object.",
          "Write {\"system\": ..., \"modules\": [...]}.");
    }
    String system = text(root, "system").strip();
    return reading(
        new Roadmap(
            system.isEmpty() ? Roadmap.UNKNOWN_SYSTEM : system,
            text(root, "dreamState"),
            RoadmapAssembly.modules(
                new JsonModules(problems).read(array(root, "modules"), places), problems),
            updates(array(root, "updates")),
            brainstorm(array(root, "brainstorm"))));
  }

  private RoadmapReading reading(Roadmap roadmap) {
    return new RoadmapReading(roadmap, problems.inFileOrder());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceFirst("[.\\s]+$", "");
  }

  private JsonNode array(JsonNode root, String key) {
    JsonNode value = root.path(key);
    if (value.isArray() || value.isMissingNode() || value.isNull()) {
      return value;
    }
    problems.error(
        Place.START,
        "Key %s is %s, not a list."
            .formatted(Problems.quoted(key), Problems.quoted(value.toString())),
        "Write it in square brackets.");
    return MissingNode.getInstance();
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isString() ? value.stringValue() : "";
  }

  private List<RoadmapUpdate> updates(JsonNode array) {
    List<RoadmapUpdate> updates = new ArrayList<>();
    for (JsonNode element : array) {
      String target = text(element, "target");
      if (target.isBlank()) {
        warnOfMissing("updates", "target", element);
        continue;
      }
      String id = text(element, "id");
      updates.add(
          new RoadmapUpdate(
              id.isBlank() ? "update-" + InlineText.slug(target) : id,
              target,
              text(element, "description"),
              priority(text(element, "priority")),
              StatusWords.find(text(element, "status")).orElse(ModuleStatus.PENDING)));
    }
    return updates;
  }

  private static Priority priority(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "high" -> Priority.HIGH;
      case "low" -> Priority.LOW;
      default -> Priority.MEDIUM;
    };
  }

  private List<BrainstormIdea> brainstorm(JsonNode array) {
    List<BrainstormIdea> ideas = new ArrayList<>();
    for (JsonNode element : array) {
      String idea = element.isString() ? element.stringValue() : text(element, "idea");
      String notes = text(element, "notes");
      if (idea.isBlank()) {
        warnOfMissing("brainstorm", "idea", element);
      } else {
        ideas.add(new BrainstormIdea(idea, notes.isEmpty() ? null : notes));
      }
    }
    return ideas;
  }

  private void warnOfMissing(String list, String key, JsonNode element) {
    problems.warning(
        Place.START,
        "Element %s of %s has no %s, so it is not read."
            .formatted(Problems.quoted(element.toString()), Problems.quoted(list), key),
        "Write \"" + key + "\" as a string.");
  }
}
