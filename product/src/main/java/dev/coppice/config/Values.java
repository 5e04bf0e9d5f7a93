package dev.coppice.config;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Turns nodes of the file into values; what cannot be turned is reported where it stands and
/// answered with nothing.
final class Values {
  private static final Pattern WHOLE = Pattern.compile("\\d[\\d_]{0,17}");
  private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");

  private static final Pattern BRANCH =
      Pattern.compile(
          "[^-/.\\x00-\\x20\\x7f~^:?*\\[\\\\]([^\\x00-\\x20\\x7f~^:?*\\[\\\\]*[^/.\\x00-\\x20\\x7f~^:?*\\[\\\\])?");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern DIALECT = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern BRACED = Pattern.compile("\\{[A-Za-z_-]+\\}");

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /// Reads one value; `name` is what its setting is called in a message.
  interface Reader<T> {
    Optional<T> read(String name, Node node);
  }

  static boolean isAbsent(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Optional<String> text(String name, Node node) {
    if (node instanceof ScalarNode scalar && !isAbsent(node)) {
      if (scalar.getValue().isBlank()) {
        return refuse(name, node, "a text", "Write a value, or leave the key out.");
      }
      if (scalar.getValue().chars().anyMatch(Character::isISOControl)) {
        return refuse(name, node, "one line of printable characters", "Take the others out.");
      }
      return Optional.of(scalar.getValue());
    }
    return refuse(name, node, "a text", "Write one value there.");
  }

  /// Any scalar as it is written, also an empty one.
  Optional<String> raw(String name, Node node) {
    return node instanceof ScalarNode scalar && !isAbsent(node) && scalar.getValue().indexOf(0) < 0
        ? Optional.of(scalar.getValue())
        : refuse(name, node, "a text", "Write one value there.");
  }

  Optional<Boolean> flag(String name, Node node) {
    return node instanceof ScalarNode scalar && node.getTag().equals(Tag.BOOL)
        ? Optional.of(Boolean.valueOf(scalar.getValue()))
        : refuse(name, node, "true or false", "Write true or false.");
  }

  Reader<Long> whole(long least, long most) {
    return (name, node) -> {
      Optional<Long> value =
          plain(node)
              .filter(text -> WHOLE.matcher(text).matches())
              .map(text -> Long.valueOf(text.replace("_", "")))
              .filter(number -> number >= least && number <= most);
      return value.isPresent()
          ? value
          : refuse(
              name,
              node,
              "a whole number from %d".formatted(least),
              "Write a number from %d to %d.".formatted(least, most));
    };
  }

  Reader<Integer> count(int least, int most) {
    Reader<Long> whole = whole(least, most);
    return (name, node) -> whole.read(name, node).map(Long::intValue);
  }

  /// A whole number of milliseconds, for the keys that end in `Ms`.
  Reader<Duration> millis(long least) {
    Reader<Long> whole = whole(least, Integer.MAX_VALUE);
    return (name, node) -> whole.read(name, node).map(Duration::ofMillis);
  }

  Optional<Duration> duration(String name, Node node) {
    Optional<Duration> value =
        plain(node).flatMap(DurationText::parse).filter(Duration::isPositive);
    return value.isPresent()
        ? value
        : refuse(name, node, "a duration", "Write it like 10m, 1h30m or 500ms.");
  }

  Optional<DataSize> size(String name, Node node) {
    Optional<DataSize> value = plain(node).flatMap(DataSize::parse);
    return value.isPresent() ? value : refuse(name, node, "a size", "Write it like 5GB or 500MiB.");
  }

  Optional<BigDecimal> money(String name, Node node) {
    Optional<BigDecimal> value =
        plain(node)
            .filter(text -> MONEY.matcher(text).matches())
            .map(BigDecimal::new)
            .filter(amount -> amount.signum() > 0);
    return value.isPresent()
        ? value
        : refuse(name, node, "an amount of US dollars above 0", "Write it like 20 or 2.50.");
  }

  <E extends Enum<E>> Reader<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      words.put(word(value), value);
    }
    return (name, node) -> {
      String text = plain(node).orElse("");
      return words.containsKey(text)
          ? Optional.ofNullable(words.get(text))
          : refuse(
              name,
              node,
              "one of " + String.join(", ", words.keySet()),
              NearestWord.remedy(text, words.keySet()));
    };
  }

  Optional<Path> path(String name, Node node) {
    try {
      return text(name, node).map(Path::of);
    } catch (InvalidPathException _) {
      return refuse(name, node, "a path", "Write the path of a file or directory.");
    }
  }

  /// A branch name that git would take.
  Optional<String> branch(String name, Node node) {
    Optional<String> text = text(name, node);
    return text.isEmpty() || isBranch(text.get())
        ? text
        : refuse(name, node, "a branch name", "Write it like main or release/2.");
  }

  /// What branch names may start with.
  Optional<String> branchPrefix(String name, Node node) {
    Optional<String> text = text(name, node);
    return text.isEmpty() || isBranch(text.get() + "x")
        ? text
        : refuse(name, node, "the start of a branch name", "Write it like module/.");
  }

  /// The name of an environment variable, as a value or as a key.
  Optional<String> variable(String name, Node node) {
    return shaped(VARIABLE, "the name of an environment variable", "Write it like API_KEY.")
        .read(name, node);
  }

  Optional<String> dialect(String name, Node node) {
    return shaped(DIALECT, "the name of a dialect", "Write it like plain.").read(name, node);
  }

  private Reader<String> shaped(Pattern shape, String wanted, String remedy) {
    return (name, node) -> {
      Optional<String> text = plain(node).filter(word -> shape.matcher(word).matches());
      return text.isPresent() ? text : refuse(name, node, wanted, remedy);
    };
  }

  private static boolean isBranch(String name) {
    return BRANCH.matcher(name).matches()
        && !name.contains("..")
        && !name.contains("//")
        && !name.contains("/.")
        && !name.contains("@{")
        && !name.endsWith(".lock")
        && !name.contains(".lock/");
  }

  /// Where worktrees may lie: not on the repository itself, and not among git's own files.
  Optional<Path> worktreesRoot(String name, Node node) {
    Optional<Path> path = path(name, node);
    if (path.isPresent()) {
      Path plain = path.get().normalize();
      if (plain.toString().isEmpty() || plain.startsWith(".git") || plain.endsWith("..")) {
        return refuse(
            name, node, "a directory of its own for worktrees", "Write it like .worktrees.");
      }
    }
    return path;
  }

  /// A path that stays inside the repository.
  Optional<Path> inside(String name, Node node) {
    Optional<Path> path = path(name, node);
    if (path.isPresent() && (path.get().isAbsolute() || path.get().normalize().startsWith(".."))) {
      return refuse(
          name,
          node,
          "a path inside the repository",
          "Write it relative to the repository's root.");
    }
    return path;
  }

  <T> Reader<List<T>> list(Reader<T> element) {
    return (name, node) -> {
      if (!(node instanceof SequenceNode sequence)) {
        return refuse(name, node, "a list", "Write it as a list: %s.".formatted(asList(node)));
      }
      List<T> values = new ArrayList<>();
      int index = 0;
      for (Node item : sequence.getValue()) {
        element.read("%s[%d]".formatted(name, index++), item).ifPresent(values::add);
      }
      return values.size() == index ? Optional.of(values) : Optional.empty();
    };
  }

  /// The argument list of a command: at least one, the first of them not blank.
  Optional<List<String>> command(String name, Node node) {
    return command(List.of()).read(name, node);
  }

  /// The same where some `{words}` have a meaning; a misspelt one would reach the program as it is.
  Reader<List<String>> command(List<String> placeholders) {
    Reader<List<String>> arguments = list(argument(placeholders));
    return (name, node) -> {
      Optional<List<String>> command = arguments.read(name, node);
      if (command.isPresent() && (command.get().isEmpty() || command.get().getFirst().isBlank())) {
        return refuse(
            name, node, "a command", "Write the program and its arguments: [program, argument].");
      }
      return command;
    };
  }

  private Reader<String> argument(List<String> placeholders) {
    return (name, node) -> {
      Optional<String> text = raw(name, node);
      Matcher word = BRACED.matcher(text.orElse(""));
      while (word.find()) {
        Optional<String> meant = NearestWord.to(word.group(), placeholders);
        if (meant.isPresent() && !placeholders.contains(word.group())) {
          problems.add(
              node,
              "`%s` has no meaning in `%s`.".formatted(word.group(), name),
              "Did you mean `%s`?".formatted(meant.get()));
          return Optional.empty();
        }
      }
      return text;
    };
  }

  <T> Optional<T> refuse(String name, Node node, String wanted, String remedy) {
    problems.add(node, "`%s` must be %s, not %s.".formatted(name, wanted, describe(node)), remedy);
    return Optional.empty();
  }

  /// The scalar as it is written.
  static Optional<String> plain(Node node) {
    return node instanceof ScalarNode scalar && !isAbsent(node)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private static String asList(Node node) {
    String text = plain(node).orElse("value");
    return Stream.of(text.strip().split("\\s+"))
        .map("\"%s\""::formatted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String describe(Node node) {
    return switch (node) {
      case ScalarNode scalar when isAbsent(node) -> "nothing";
      case ScalarNode scalar -> "`" + shortened(scalar.getValue()) + "`";
      case SequenceNode sequence when sequence.getValue().isEmpty() -> "an empty list";
      case SequenceNode _ -> "a list";
      case MappingNode _ -> "a mapping";
      default -> "that";
    };
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }
}
