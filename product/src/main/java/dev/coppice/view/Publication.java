package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.LandingId;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Landing;
import dev.coppice.schedule.OrchestratorState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is published of one logged event, while it is put together. Looks things up in the state
/// after the event, then in the state before it, since some events take away what they speak of.
final class Publication {
  /// Where the version stands in the text of a UUID.
  private static final int VERSION = 14;

  private final long seq;
  private final Instant at;
  private final OrchestratorState before;
  private final OrchestratorState after;
  private final String orchestratorId;
  private final List<OrchestrationEvent> events = new ArrayList<>();

  Publication(
      long seq,
      Instant at,
      OrchestratorState before,
      OrchestratorState after,
      String orchestratorId) {
    this.seq = seq;
    this.at = at;
    this.before = before;
    this.after = after;
    this.orchestratorId = orchestratorId;
  }

  Instant at() {
    return at;
  }

  long seq() {
    return seq;
  }

  OrchestratorState after() {
    return after;
  }

  List<OrchestrationEvent> events() {
    return List.copyOf(events);
  }

  Optional<Agent> findAgent(@Nullable AgentId id) {
    return id == null ? Optional.empty() : after.findAgent(id);
  }

  Optional<Landing> findLanding(@Nullable LandingId id) {
    return id == null
        ? Optional.empty()
        : Optional.ofNullable(after.landings().get(id))
            .or(() -> Optional.ofNullable(before.landings().get(id)));
  }

  Optional<InboxItem> findInboxItem(InboxId id) {
    return Optional.ofNullable(after.inbox().get(id))
        .or(() -> Optional.ofNullable(before.inbox().get(id)));
  }

  /// Something about the system as a whole.
  void system(EventType type, EventData data) {
    add(type, null, null, data);
  }

  /// Something about an agent and its module, named in the data too.
  void agent(EventType type, AgentId agent, EventData data) {
    about(type, agent, findAgent(agent).map(Agent::module).orElse(null), data);
  }

  /// Something about a landing, its agent and its module.
  void landing(EventType type, LandingId id, EventData data) {
    Landing landing = findLanding(id).orElse(null);
    about(
        type,
        landing == null ? null : landing.agent(),
        landing == null ? null : landing.module(),
        new EventData().with("landing", id).with(data));
  }

  /// Something about an agent or a module, as far as they are known.
  void about(EventType type, @Nullable AgentId agent, @Nullable ModuleId module, EventData data) {
    add(
        type,
        agent,
        module,
        new EventData().with("agentId", agent).with("moduleId", module).with(data));
  }

  /// The event with exactly this data.
  void add(EventType type, @Nullable AgentId agent, @Nullable ModuleId module, EventData data) {
    events.add(
        new OrchestrationEvent(
            id(),
            seq,
            type.text(),
            orchestratorId,
            agent == null ? null : agent.toString(),
            module == null ? null : module.value(),
            at,
            data.values()));
  }

  /// The same event always gets the same id, however often it is published.
  private String id() {
    String name = orchestratorId + "/" + seq + "/" + events.size();
    String hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    // Clients know ids of version 4 only, and some look.
    return hash.substring(0, VERSION) + '4' + hash.substring(VERSION + 1);
  }
}
