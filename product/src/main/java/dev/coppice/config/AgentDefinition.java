package dev.coppice.config;

import dev.coppice.config.Values.Reader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// How one agent is started: an argument list with placeholders, never a shell string.
///
/// @param command `{prompt}` stands for the prompt, `{promptFile}` for the path of a file with it
/// @param dialect how its output is read
/// @param env names of environment variables that reach the agent; all others are kept from it
/// @param set environment variables with their values
public record AgentDefinition(
    String name, List<String> command, String dialect, List<String> env, Map<String, String> set) {
  /// The dialect that takes nothing from an agent's output but its exit code.
  public static final String PLAIN = "plain";

  /// What may stand in a command for something known only when the agent starts.
  public static final List<String> PLACEHOLDERS = List.of("{prompt}", "{promptFile}");

  public AgentDefinition {
    if (name.isBlank() || dialect.isBlank()) {
      throw new IllegalArgumentException("an agent has a name and a dialect");
    }
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw new IllegalArgumentException("the command of the agent " + name + " is empty");
    }
    command = List.copyOf(command);
    env = List.copyOf(env);
    set = Map.copyOf(set);
  }

  static Optional<AgentDefinition> read(
      String name,
      Section section,
      Values values,
      @Nullable AgentDefinition base,
      Optional<Mark> mark) {
    Reader<List<String>> arguments = values.command(PLACEHOLDERS);
    Optional<List<String>> command =
        base == null
            ? section.require("command", arguments, mark)
            : Optional.of(section.get("command", base.command, arguments));
    String dialect = section.get("dialect", base == null ? PLAIN : base.dialect, values::dialect);
    List<String> env =
        section.get("env", base == null ? List.of() : base.env, values.list(values::variable));
    Map<String, String> set =
        section.texts("set", base == null ? Map.of() : base.set, values::variable);
    return command.map(argv -> new AgentDefinition(name, argv, dialect, env, set));
  }

  /// The definition as settings nobody wrote down.
  List<ConfigEntry> entries() {
    return List.of(
        entry("command", command),
        entry("dialect", dialect),
        entry("env", env),
        entry("set", Secrets.masked(set)));
  }

  private ConfigEntry entry(String key, Object value) {
    return new ConfigEntry(List.of("agents", name, key), value, new Origin.Default());
  }
}
