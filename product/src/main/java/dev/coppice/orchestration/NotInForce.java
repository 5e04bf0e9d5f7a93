package dev.coppice.orchestration;

import dev.coppice.config.AgentDefinition;
import dev.coppice.config.Config;
import dev.coppice.config.ConfigEntry;
import dev.coppice.config.Origin;
import dev.coppice.config.SandboxMode;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.Decision.Refusal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Settings that this version reads but cannot act on. Whoever relies on one for safety or money is
/// refused; the rest is said aloud, so that no setting is silently without effect.
final class NotInForce {
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("worktree.pool", "heartbeatIntervalMs", "heartbeatTimeoutMs", "notify", "sandbox");

  private NotInForce() {}

  static void refuse(Config config) {
    requireUnset("sandbox: required", config.sandbox() == SandboxMode.REQUIRED);
    requireUnset("budget.usd", config.budget().usd() != null);
    requireUnset("budget.tokens", config.budget().tokens() != null);
    requireUnset("budget.wall", config.budget().wall() != null);
    requireUnset("budget.perItem.usd", config.budget().perItem().usd() != null);
    requireUnset("landing.sign", config.landing().sign());
  }

  private static void requireUnset(String key, boolean isSet) {
    if (isSet) {
      throw new OrchestrationException(
          Refusal.Kind.INVALID,
          "coppice.yaml sets %s, which this version cannot hold to.".formatted(key),
          "Take it out; limits.wall, limits.idle and budget.perItem.repeats are held to.");
    }
  }

  /// One sentence for each setting that somebody wrote down and that has no effect yet.
  static List<String> notes(Config config) {
    Stream<String> keys =
        config.entries().stream()
            .filter(entry -> !(entry.origin() instanceof Origin.Default))
            .map(ConfigEntry::key)
            .filter(key -> WITHOUT_EFFECT.stream().anyMatch(key::startsWith));
    Stream<String> networks =
        config.checks().stream()
            .filter(check -> Boolean.FALSE.equals(check.network()))
            .map(check -> "network of check " + check.definition().name());
    Stream<String> dialects =
        config.agents().values().stream()
            .filter(agent -> !agent.dialect().equals(AgentDefinition.PLAIN))
            .map(agent -> "dialect of agent " + agent.name());
    return Stream.of(keys, networks, dialects)
        .flatMap(it -> it)
        .map("coppice.yaml sets %s, which has no effect in this version."::formatted)
        .toList();
  }

  /// One sentence for each module with settings of its own that the roadmap does not have.
  static List<String> strangers(Config config, Roadmap roadmap) {
    Set<ModuleId> known =
        roadmap.modules().stream().map(RoadmapModule::id).collect(Collectors.toSet());
    return config.modules().keySet().stream()
        .filter(module -> !known.contains(module))
        .map(module ->
            "coppice.yaml has settings for module \"%s\", which the roadmap does not have."
                .formatted(module))
        .toList();
  }
}
