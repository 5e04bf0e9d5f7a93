package dev.coppice.config;

import dev.coppice.config.LandingSettings.Approval;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.Autonomy;
import dev.coppice.work.ModuleSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Everything a user can say about a system, with the defaults for what was not said.
///
/// @param agents every agent that can be named, the built-in ones first
/// @param entries each setting as it is in force and where it comes from, in the order of the
///   documentation
public record Config(
    String agent,
    Map<String, AgentDefinition> agents,
    String loop,
    Autonomy autonomy,
    LeverageScorer leverage,
    OrchestratorSettings orchestrator,
    Map<ModuleId, ModuleSettings> modules,
    List<CheckSettings> checks,
    WorktreeSettings worktree,
    LandingSettings landing,
    AttemptLimits limits,
    Budget budget,
    SandboxMode sandbox,
    List<Notifier> notifiers,
    List<ConfigEntry> entries) {
  /// How many agents work at once unless the user says otherwise.
  public static final int DEFAULT_PARALLEL_AGENTS = 10;

  public Config {
    agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    checks = List.copyOf(checks);
    notifiers = List.copyOf(notifiers);
    entries = List.copyOf(entries);
  }

  /// What is in force when there is no file.
  public static Config defaults() {
    return switch (ConfigFile.read("", ConfigFile.NAME)) {
      case ConfigReading.Read read -> read.config();
      case ConfigReading.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  /// The most agents at work at once: ten unless said otherwise.
  public int parallelAgents() {
    Integer most = orchestrator.maxParallelAgents();
    return most == null ? DEFAULT_PARALLEL_AGENTS : most;
  }

  /// Who approves a landing: what `landing.approve` says, else nobody where autonomy is full or
  /// `autoMergeOnComplete` is set, else a person.
  public Approval approval() {
    Approval said = landing.approve();
    if (said != null) {
      return said;
    }
    boolean unasked = autonomy == Autonomy.FULL || orchestrator.autoMergeOnComplete();
    return unasked ? Approval.AUTO : Approval.HUMAN;
  }

  /// The agent with this name.
  public Optional<AgentDefinition> agent(String name) {
    return Optional.ofNullable(agents.get(name));
  }

  /// The names of all agents, the built-in ones first.
  public Set<String> agentNames() {
    return agents.keySet();
  }

  /// The same with one more agent, or another in place of the one of that name.
  public Config withAgent(AgentDefinition definition) {
    Map<String, AgentDefinition> more = new LinkedHashMap<>(agents);
    more.put(definition.name(), definition);
    List<ConfigEntry> noted = new ArrayList<>(entries);
    noted.removeIf(entry ->
        entry.path().size() == 3
            && entry.path().getFirst().equals("agents")
            && entry.path().get(1).equals(definition.name()));
    noted.addAll(definition.entries());
    return copy(agent, more, loop, autonomy, orchestrator, noted);
  }

  /// The same with what flags say over it; an agent that is not defined, or no agents at all, is
  /// refused with [ConfigException].
  public Config with(Overrides flags) {
    String name = Objects.requireNonNullElse(flags.agent(), agent);
    if (!agents.containsKey(name)) {
      throw new ConfigException(
          "There is no agent `%s`.".formatted(name), NearestWord.remedy(name, agents.keySet()));
    }
    Map<String, ConfigEntry> said = flags.entries();
    return copy(
        name,
        agents,
        Objects.requireNonNullElse(flags.loop(), loop),
        Objects.requireNonNullElse(flags.autonomy(), autonomy),
        orchestrator.withMaxParallelAgents(flags.maxParallelAgents()),
        entries.stream().map(entry -> said.getOrDefault(entry.key(), entry)).toList());
  }

  /// The settings in force as a file that could stand in place of the one that was read, each with
  /// a comment that says where it comes from; values that look like secrets are hidden.
  public String toYaml() {
    return ConfigText.of(entries);
  }

  private Config copy(
      String otherAgent,
      Map<String, AgentDefinition> otherAgents,
      String otherLoop,
      Autonomy otherAutonomy,
      OrchestratorSettings otherOrchestrator,
      List<ConfigEntry> otherEntries) {
    return new Config(
        otherAgent,
        otherAgents,
        otherLoop,
        otherAutonomy,
        leverage,
        otherOrchestrator,
        modules,
        checks,
        worktree,
        landing,
        limits,
        budget,
        sandbox,
        notifiers,
        otherEntries);
  }
}
