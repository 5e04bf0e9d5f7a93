package dev.coppice.worktree;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration of a repository and its user, read once when the repository is opened.
final class Settings {
  /// How files look on this disk and objects in this store; nothing here names a program.
  private static final List<String> TAKEN_OVER =
      List.of(
          "core.repositoryformatversion",
          "extensions.objectformat",
          "core.filemode",
          "core.symlinks",
          "core.ignorecase",
          "core.precomposeunicode",
          "core.autocrlf",
          "core.eol",
          "core.excludesfile");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> local = new LinkedHashMap<>();

  /// Reads the output of `git config --list --show-scope -z`: scope, then key and value.
  Settings(List<String> fields) {
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String pair = GitOutput.readable(fields.get(i + 1));
      int line = pair.indexOf('\n');
      String key = line < 0 ? pair : pair.substring(0, line);
      String value = line < 0 ? "true" : pair.substring(line + 1);
      values.put(key, value);
      if (fields.get(i).equals("local")) {
        local.put(key, value);
      }
    }
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /// A key of the repository's own file.
  Optional<String> findLocal(String key) {
    return Optional.ofNullable(local.get(key));
  }

  boolean isPartialClone() {
    return local.containsKey("extensions.partialclone");
  }

  /// Whether files are turned into something else on their way in and out, as Git LFS does.
  boolean hasFilters() {
    return values.keySet().stream().anyMatch(key -> key.startsWith("filter."));
  }

  /// The settings our own configuration file takes over.
  Map<String, String> plain(Map<String, String> environment) {
    Map<String, String> plain = new LinkedHashMap<>();
    plain.put("core.repositoryformatversion", "0");
    plain.put("core.bare", "false");
    for (String key : TAKEN_OVER) {
      find(key).ifPresent(value -> plain.put(key, value));
    }
    plain.computeIfPresent("core.excludesfile", (_, value) -> expanded(value, environment));
    if (!plain.containsKey("core.excludesfile")) {
      userExcludes(environment).ifPresent(file -> plain.put("core.excludesfile", file));
    }
    if (!plain.containsKey("extensions.objectformat")) {
      plain.put("core.repositoryformatversion", "0");
    }
    return plain;
  }

  /// What the user ignores everywhere is not staged by us either.
  private static Optional<String> userExcludes(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (config.isEmpty() && home.isEmpty()) {
      return Optional.empty();
    }
    Path folder = config.isEmpty() ? Path.of(home, ".config") : Path.of(config);
    return Optional.of(folder.resolve("git").resolve("ignore").toString());
  }

  private static String expanded(String value, Map<String, String> environment) {
    return value.startsWith("~/")
        ? environment.getOrDefault("HOME", "") + value.substring(1)
        : value;
  }
}
