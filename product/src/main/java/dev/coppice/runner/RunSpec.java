package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One attempt to run: a command, where, with exactly which environment, and how far it may go.
///
/// @param command the argument list, placeholders already replaced; the first is a path or a name
///   looked up in the `PATH` of `environment`
/// @param directory the working directory, which must exist
/// @param environment the whole environment of the command, to which only `COPPICE_ATTEMPT`,
///   `COPPICE_RUN`, `COPPICE_REPORT`, `COPPICE_DELIVERABLES` and `COPPICE_PROMPT` are added
/// @param prompt written to `prompt.md` in the run directory
public record RunSpec(
    AttemptId id,
    List<String> command,
    Path directory,
    Map<String, String> environment,
    @Nullable String prompt,
    RunLimits limits) {
  public RunSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException("the command of " + id + " is empty");
    }
    if (command.getFirst().indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "the name of a command must not contain \"=\": " + command.getFirst());
    }
    for (String argument : command) {
      refuseNul("an argument", argument);
    }
    environment.forEach((name, value) -> {
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw new IllegalArgumentException(
            "an environment name must not be empty or contain \"=\": \"" + name + "\"");
      }
      refuseNul("an environment name", name);
      refuseNul("the environment value of " + name, value);
    });
  }

  private static void refuseNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " must not contain a NUL character");
    }
  }
}
