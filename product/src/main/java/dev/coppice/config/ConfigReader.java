package dev.coppice.config;

import dev.coppice.config.LandingSettings.Approval;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.Autonomy;
import dev.coppice.work.ModuleSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the whole file: its top level, and what must hold between settings. Each section is read
/// by the record it becomes.
final class ConfigReader {
  private final Problems problems;
  private final Values values;
  private final List<ConfigEntry> entries = new ArrayList<>();
  private final Set<String> checkNames = new HashSet<>();
  private final Section root;

  ConfigReader(Problems problems, @Nullable Node node) {
    this.problems = problems;
    this.values = new Values(problems);
    this.root = new Section(problems, entries, List.of(), node);
  }

  /// The configuration; of use only when no problem was found.
  Config read(Collection<AgentDefinition> builtIn) {
    String agent = root.get("agent", "claude", values::text);
    String loop = root.get("loop", "quick-loop", values::text);
    Autonomy autonomy = root.get("autonomy", Autonomy.SUPERVISED, values.choice(Autonomy.class));
    LeverageScorer leverage =
        root.get("leverage", LeverageScorer.WEIGHTED, values.choice(LeverageScorer.class));
    OrchestratorSettings orchestrator = OrchestratorSettings.read(root, values);
    Map<ModuleId, ModuleSettings> modules = modules(root.section("modules"));
    List<CheckSettings> checks = root.get("checks", List.of(), values.list(this::check));
    WorktreeSettings worktree = worktree(root.section("worktree"));
    LandingSettings landing = LandingSettings.read(root.section("landing"), values);
    AttemptLimits limits = AttemptLimits.read(root.section("limits"), values);
    Budget budget = Budget.read(root.section("budget"), values);
    SandboxMode sandbox = root.get("sandbox", SandboxMode.AUTO, values.choice(SandboxMode.class));
    List<Notifier> notifiers = root.get("notify", List.of(), values.list(this::notifier));
    Section agentSection = root.section("agents");
    Map<String, AgentDefinition> agents = agents(agentSection, builtIn);
    requireDefinedAgents(namesOf(agentSection, builtIn));
    requireAgreement(orchestrator, landing);
    root.close();
    return new Config(
        agent,
        agents,
        loop,
        autonomy,
        leverage,
        orchestrator,
        modules,
        checks,
        worktree,
        landing,
        limits,
        budget,
        sandbox,
        notifiers,
        entries);
  }

  private Map<String, AgentDefinition> agents(
      Section section, Collection<AgentDefinition> builtIn) {
    Map<String, AgentDefinition> known = new LinkedHashMap<>();
    builtIn.forEach(definition -> known.put(definition.name(), definition));
    Map<String, AgentDefinition> agents = new LinkedHashMap<>();
    for (String name : namesOf(section, builtIn)) {
      AgentDefinition.read(
              name, section.section(name), values, known.get(name), section.keyMark(name))
          .ifPresent(definition -> agents.put(name, definition));
    }
    return agents;
  }

  private static Set<String> namesOf(Section section, Collection<AgentDefinition> builtIn) {
    Set<String> names = new LinkedHashSet<>();
    builtIn.forEach(definition -> names.add(definition.name()));
    names.addAll(section.keys());
    return names;
  }

  private Map<ModuleId, ModuleSettings> modules(Section section) {
    Map<ModuleId, ModuleSettings> modules = new LinkedHashMap<>();
    if (section.keys().isEmpty()) {
      root.record("modules", modules, root.origin("modules"));
    }
    for (String name : section.keys()) {
      Section module = section.section(name);
      ModuleSettings settings =
          new ModuleSettings(
              module.get("paths", List.of(), values.list(values::inside)).stream()
                  .map(Path::toString)
                  .toList(),
              module.getOrNull("loop", values::text),
              module.getOrNull("agent", values::text));
      try {
        modules.put(new ModuleId(name), settings);
      } catch (IllegalArgumentException e) {
        problems.add(
            section.keyMark(name),
            "`%s` cannot be a module: %s.".formatted(name, e.getMessage()),
            "Write the module's id as it stands in the roadmap.");
      }
    }
    return modules;
  }

  /// `worktree.root` and `worktreesDirectory` are two names for one setting.
  private WorktreeSettings worktree(Section section) {
    Optional<Path> directory = root.find("worktreesDirectory", values::worktreesRoot);
    Optional<Path> own = section.find("root", values::worktreesRoot);
    if (directory.isPresent() && own.isPresent() && !directory.equals(own)) {
      problems.add(
          section.keyMark("root"),
          "`worktree.root` and `worktreesDirectory` name two places for the worktrees.",
          "Keep one of the two.");
    }
    Path place = own.or(() -> directory).orElse(Path.of(".worktrees"));
    Origin origin = own.isPresent() ? section.origin("root") : root.origin("worktreesDirectory");
    root.record("worktreesDirectory", place, origin);
    section.record("root", place, origin);
    return WorktreeSettings.read(section, values, place);
  }

  private Optional<CheckSettings> check(String name, Node node) {
    Section section = element(name, node);
    Optional<CheckSettings> check = CheckSettings.read(section, values, node.getStartMark());
    section.close();
    if (check.isPresent() && !checkNames.add(check.get().definition().name())) {
      problems.add(
          section.keyMark("name"),
          "Another check is already called `%s`.".formatted(check.get().definition().name()),
          "Give this one a name of its own.");
    }
    return check;
  }

  private Optional<Notifier> notifier(String name, Node node) {
    Section section = element(name, node);
    Optional<Notifier> notifier = Notifier.read(section, values, node.getStartMark());
    section.close();
    return notifier;
  }

  private Section element(String name, Node node) {
    return new Section(problems, new ArrayList<>(), List.of(name), node);
  }

  private void requireDefinedAgents(Set<String> names) {
    requireDefinedAgent(root, "agent", names);
    Section modules = root.section("modules");
    modules.keys().forEach(id -> requireDefinedAgent(modules.section(id), "agent", names));
  }

  private void requireDefinedAgent(Section section, String key, Set<String> names) {
    Optional<String> name = section.find(key, (_, node) -> Values.plain(node));
    if (name.isPresent() && !name.get().isBlank() && !names.contains(name.get())) {
      problems.add(
          section.valueMark(key),
          "There is no agent `%s`.".formatted(name.get()),
          NearestWord.remedy(name.get(), names));
    }
  }

  private void requireAgreement(OrchestratorSettings orchestrator, LandingSettings landing) {
    if (orchestrator.heartbeatTimeout().compareTo(orchestrator.heartbeatInterval()) <= 0) {
      problems.add(
          root.has("heartbeatTimeoutMs")
              ? root.valueMark("heartbeatTimeoutMs")
              : root.valueMark("heartbeatIntervalMs"),
          "`heartbeatTimeoutMs` must be longer than `heartbeatIntervalMs`, not %d to %d."
              .formatted(
                  orchestrator.heartbeatTimeout().toMillis(),
                  orchestrator.heartbeatInterval().toMillis()),
          "Give the timeout a few times the interval.");
    }
    if (orchestrator.autoMergeOnComplete() && landing.approve() == Approval.HUMAN) {
      problems.add(
          root.section("landing").valueMark("approve"),
          "`landing.approve: human` contradicts `autoMergeOnComplete: true`.",
          "Keep one of the two.");
    }
  }
}
