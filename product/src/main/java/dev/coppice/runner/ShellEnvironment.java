package dev.coppice.runner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Splits the environment of an attempt in two. Most of it passes through the shim's own
/// environment, so that no secret stands in an argument list or on the disk. Names that would steer
/// the shell, or that a shell changes, are given to `env` as arguments instead.
final class ShellEnvironment {
  private static final Set<String> OWNED =
      Set.of(
          "_",
          "PATH",
          "PWD",
          "OLDPWD",
          "SHLVL",
          "IFS",
          "ENV",
          "POSIXLY_CORRECT",
          "TMOUT",
          "SHELLOPTS",
          "CDPATH",
          "GLOBIGNORE",
          "LANG",
          "LANGUAGE",
          "RANDOM",
          "SRANDOM",
          "SECONDS",
          "LINENO",
          "EPOCHREALTIME",
          "EPOCHSECONDS",
          "OPTIND",
          "OPTARG",
          "OPTERR",
          "PS0",
          "PS1",
          "PS2",
          "PS3",
          "PS4",
          "PROMPT_COMMAND",
          "DIRSTACK",
          "FUNCNAME",
          "GROUPS",
          "HISTCMD",
          "UID",
          "EUID",
          "PPID",
          "PIPESTATUS",
          "MAPFILE",
          "REPLY",
          "COLUMNS",
          "LINES",
          "COPROC");
  private static final List<String> OWNED_PREFIXES =
      List.of("BASH", "LC_", "LD_", "COMP_", "GREP_", "shim_", "COPPICE_");

  /// What a shell adds by itself, and what the shim is given.
  private static final List<String> ADDED =
      List.of("_", "PWD", "OLDPWD", "SHLVL", "PATH", "LC_ALL");

  private static final String TOKEN = "COPPICE_TOKEN";

  private ShellEnvironment() {}

  /// What the shim itself gets.
  static Map<String, String> passed(Map<String, String> environment, String shimPath) {
    Map<String, String> passed = new HashMap<>();
    environment.forEach((name, value) -> {
      if (!isOwned(name)) {
        passed.put(name, value);
      }
    });
    passed.put("PATH", shimPath);
    passed.put("LC_ALL", "C");
    return passed;
  }

  /// The arguments of `env` that turn what was passed into exactly `environment`.
  static List<String> arguments(Map<String, String> environment) {
    List<String> arguments = new ArrayList<>();
    for (String name : ADDED) {
      if (!environment.containsKey(name)) {
        arguments.add("-u");
        arguments.add(name);
      }
    }
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          if (isOwned(name)) {
            arguments.add(name + "=" + value);
          }
        });
    return arguments;
  }

  private static boolean isOwned(String name) {
    // A token must never stand in an argument list, which everybody on the machine can read.
    return !name.equals(TOKEN) && isSteering(name);
  }

  private static boolean isSteering(String name) {
    return OWNED.contains(name) || OWNED_PREFIXES.stream().anyMatch(name::startsWith);
  }
}
