package dev.coppice.execution;

import dev.coppice.agent.AttemptSpec.AgentAttempt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The whole environment of an attempt, built from an allow-list: what is not named here or by the
/// agent's definition does not reach it.
final class AttemptEnvironment {
  private static final List<String> ALLOWED =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "TMPDIR",
          "JAVA_HOME",
          "XDG_CACHE_HOME");

  private final Map<String, String> ours;
  private final AgentAccess access;

  AttemptEnvironment(Map<String, String> ours, AgentAccess access) {
    this.ours = Map.copyOf(ours);
    this.access = access;
  }

  /// For a check or a setup command.
  Map<String, String> ofCommand() {
    Map<String, String> environment = new HashMap<>();
    pass(environment, ALLOWED);
    environment.put("TERM", "dumb");
    environment.put("CI", "true");
    environment.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    // Git of an attempt starts no background work in the shared repository, and never asks.
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_CONFIG_COUNT", "2");
    environment.put("GIT_CONFIG_KEY_0", "gc.auto");
    environment.put("GIT_CONFIG_VALUE_0", "0");
    environment.put("GIT_CONFIG_KEY_1", "maintenance.auto");
    environment.put("GIT_CONFIG_VALUE_1", "false");
    return environment;
  }

  Map<String, String> ofAgent(AgentCommand agent, AgentAttempt attempt) {
    Map<String, String> environment = ofCommand();
    environment.remove("CI");
    pass(environment, agent.passed());
    environment.putAll(agent.set());
    environment.putAll(access.variables(attempt.id()));
    environment.put("COPPICE_AGENT", attempt.agent().toString());
    environment.put("COPPICE_MODULE", attempt.module().value());
    environment.put("COPPICE_SLUG", attempt.module().slug());
    environment.put("COPPICE_SCOPE", attempt.scope());
    environment.put("COPPICE_PHASE", attempt.phase());
    environment.put("COPPICE_TRY", Integer.toString(attempt.attempt()));
    environment.put("COPPICE_GENERATION", Integer.toString(attempt.generation()));
    environment.put("COPPICE_WANTED", String.join(" ", attempt.wanted()));
    environment.put("GIT_AUTHOR_NAME", Identities.agentName(attempt.agentName()));
    environment.put("GIT_AUTHOR_EMAIL", Identities.EMAIL);
    environment.put("GIT_COMMITTER_NAME", Identities.agentName(attempt.agentName()));
    environment.put("GIT_COMMITTER_EMAIL", Identities.EMAIL);
    return environment;
  }

  private void pass(Map<String, String> environment, List<String> names) {
    for (String name : names) {
      String value = ours.get(name);
      if (value != null) {
        environment.put(name, value);
      }
    }
  }
}
