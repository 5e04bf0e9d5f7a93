package dev.coppice.config;

import dev.coppice.config.Values.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One mapping of the file, or the lack of it. The keys that are asked for are the valid ones:
/// [#close()] reports all others, so there is no second list of keys to keep in step.
final class Section {
  private final Problems problems;
  private final List<ConfigEntry> entries;
  private final List<String> path;
  private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final boolean isMapping;
  private final Map<String, Section> children = new LinkedHashMap<>();

  Section(Problems problems, List<ConfigEntry> entries, List<String> path, @Nullable Node node) {
    this.problems = problems;
    this.entries = entries;
    this.path = path;
    isMapping = node == null || node instanceof MappingNode || Values.isAbsent(node);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::index);
    } else if (node != null && !isMapping) {
      new Values(problems)
          .refuse(nameOfThis(), node, "a mapping", "Write `key: value` lines there.");
    }
  }

  /// The value of a key; `fallback` when it is absent or was refused.
  <T> T get(String key, T fallback, Reader<T> reader) {
    T value = find(key, reader).orElse(fallback);
    record(key, value);
    return value;
  }

  /// The value of a key whose setting depends on others and is recorded by the caller.
  <T> Optional<T> find(String key, Reader<T> reader) {
    known.add(key);
    @Nullable Node node = present(key);
    return node == null ? Optional.empty() : reader.read(nameOf(key), node);
  }

  /// The value of a key that may stay unset.
  <T> @Nullable T getOrNull(String key, Reader<T> reader) {
    @Nullable T value = find(key, reader).orElse(null);
    record(key, value);
    return value;
  }

  /// The value of a key that must be there; it is reported when it is not.
  <T> Optional<T> require(String key, Reader<T> reader, Optional<Mark> owner) {
    if (!has(key)) {
      known.add(key);
      if (isMapping) {
        problems.add(
            owner,
            "`%s` has no `%s`.".formatted(nameOfThis(), key),
            "Add `%s` to it.".formatted(key));
      }
      return Optional.empty();
    }
    Optional<T> value = find(key, reader);
    record(key, value.orElse(null));
    return value;
  }

  /// The mapping under a key, empty when it is absent.
  Section section(String key) {
    known.add(key);
    return children.computeIfAbsent(
        key, _ -> new Section(problems, entries, pathTo(key), present(key)));
  }

  /// The keys that stand here, in file order; for a mapping whose keys the user chooses.
  Set<String> keys() {
    return tuples.keySet();
  }

  /// The freely chosen keys of the mapping under `key` and their values, in file order.
  Map<String, String> texts(String key, Map<String, String> fallback, Reader<String> keyReader) {
    known.add(key);
    if (!has(key)) {
      record(key, Secrets.masked(fallback));
      return fallback;
    }
    Section parent = new Section(problems, new ArrayList<>(), pathTo(key), present(key));
    Map<String, String> found = new LinkedHashMap<>();
    parent.tuples.forEach((name, tuple) -> {
      Optional<String> checked = keyReader.read(parent.nameOf(name), tuple.getKeyNode());
      Optional<String> value = new Values(problems).raw(parent.nameOf(name), tuple.getValueNode());
      if (checked.isPresent() && value.isPresent()) {
        found.put(name, value.get());
      }
    });
    record(key, Secrets.masked(found));
    return found;
  }

  boolean has(String key) {
    return present(key) != null;
  }

  /// Where the value of a key stands; the start of the file when it is absent.
  Optional<Mark> valueMark(String key) {
    return Optional.ofNullable(tuples.get(key)).flatMap(t -> t.getValueNode().getStartMark());
  }

  /// Where a key stands.
  Optional<Mark> keyMark(String key) {
    return Optional.ofNullable(tuples.get(key)).flatMap(t -> t.getKeyNode().getStartMark());
  }

  /// Where the value of a key comes from.
  Origin origin(String key) {
    @Nullable Node node = present(key);
    return node == null
        ? new Origin.Default()
        : new Origin.FileLine(problems.file(), Problems.line(node));
  }

  /// Notes what is in force for a key.
  void record(String key, @Nullable Object value, Origin origin) {
    entries.add(new ConfigEntry(pathTo(key), PlainValue.of(value), origin));
  }

  private void record(String key, @Nullable Object value) {
    record(key, value, origin(key));
  }

  /// Reports every key that nobody asked for, here and below.
  void close() {
    tuples.forEach((key, tuple) -> {
      if (!known.contains(key)) {
        problems.add(
            tuple.getKeyNode(),
            "`%s` is not a setting.".formatted(nameOf(key)),
            NearestWord.remedy(key, known));
      }
    });
    children.values().forEach(Section::close);
  }

  /// A key with nothing after it is as good as absent: so the lines below it can be commented out.
  private @Nullable Node present(String key) {
    @Nullable NodeTuple tuple = tuples.get(key);
    return tuple == null || Values.isAbsent(tuple.getValueNode()) ? null : tuple.getValueNode();
  }

  private void index(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar) || key.getTag().equals(Tag.NULL)) {
      problems.add(key, "A key must be a word.", "Write `key: value`.");
      return;
    }
    @Nullable NodeTuple first = tuples.putIfAbsent(scalar.getValue(), tuple);
    if (first != null) {
      problems.add(
          key,
          "`%s` is already set on line %d."
              .formatted(nameOf(scalar.getValue()), Problems.line(first.getKeyNode())),
          "Keep one of the two.");
    }
  }

  private String nameOfThis() {
    return path.isEmpty() ? "the file" : String.join(".", path);
  }

  private String nameOf(String key) {
    return String.join(".", pathTo(key));
  }

  private List<String> pathTo(String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }
}
