package dev.coppice.execution;

import java.util.List;
import java.util.Map;

/// How one configured agent is started. `{prompt}`, `{promptFile}`, `{module}` and `{phase}` inside
/// an argument are replaced; an argument list, never a shell string.
///
/// @param passed names of environment variables taken over from ours
/// @param set environment variables with their values
public record AgentCommand(
    String name, List<String> command, List<String> passed, Map<String, String> set) {
  public AgentCommand {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("agent \"" + name + "\" has no command");
    }
    command = List.copyOf(command);
    passed = List.copyOf(passed);
    set = Map.copyOf(set);
  }
}
