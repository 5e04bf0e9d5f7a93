package dev.coppice.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// YAML text as nodes that know their place. Nodes only: no object is ever made from a tag.
final class YamlText {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int DEEPEST = 30;
  private static final Set<Tag> TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private final Problems problems;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlText(Problems problems) {
    this.problems = problems;
  }

  /// The root node; nothing for an empty text, and for one that was reported as no good.
  static Optional<Node> compose(String text, Problems problems) {
    if (text.length() > MOST_CHARACTERS) {
      problems.add(
          Optional.empty(),
          "The file has %d characters, more than %d.".formatted(text.length(), MOST_CHARACTERS),
          "Make it smaller.");
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .build();
    try {
      if (isTooDeep(text, settings, problems)) {
        return Optional.empty();
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      root.ifPresent(new YamlText(problems)::requirePlain);
      return root;
    } catch (MarkedYamlEngineException e) {
      problems.add(
          e.getProblemMark(),
          "This is not YAML: %s.".formatted(sentence(e.getProblem())),
          "Check the quotes, brackets and indentation there.");
    } catch (YamlEngineException e) {
      problems.add(
          Optional.empty(),
          "This is not YAML: %s.".formatted(sentence(e.getMessage())),
          "Write plain YAML.");
    }
    return Optional.empty();
  }

  private static String sentence(@Nullable String words) {
    return String.valueOf(words).strip().replaceAll("\\.$", "");
  }

  /// Nodes are built by recursion, so the depth is measured on the flat events first.
  private static boolean isTooDeep(String text, LoadSettings settings, Problems problems) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        problems.add(
            event.getStartMark(),
            "This is nested too deep.",
            "Write plain YAML, a few levels deep.");
        return true;
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return false;
  }

  /// Reports tags that plain YAML does not have. An alias leads to a node that was seen already.
  private void requirePlain(Node node) {
    if (!seen.add(node)) {
      return;
    }
    if (!TAGS.contains(node.getTag())) {
      problems.add(
          node,
          "The tag `%s` has no meaning here.".formatted(node.getTag().getValue()),
          "Take the tag away.");
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::requirePlain);
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        requirePlain(tuple.getKeyNode());
        requirePlain(tuple.getValueNode());
      }
    }
  }
}
