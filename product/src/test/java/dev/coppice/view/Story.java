package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.loop.BuiltInLoops;
import dev.coppice.roadmap.Dependency;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.LiveProgress;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.work.Autonomy;
import dev.coppice.work.CheckDefinition;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.ItemId;
import dev.coppice.work.Limits;
import dev.coppice.work.Retrying;
import dev.coppice.work.Settings;
import dev.coppice.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// A system told event by event, through the real fold; a second passes with each event.
final class Story {
  static final Instant START = Instant.parse("2026-11-23T02:43:26.244Z");
  static final String SYSTEM_ID = "11111111-2222-4333-8444-555555555555";

  private OrchestratorState state = OrchestratorState.empty();
  private PMap<AgentId, LiveProgress> live = HashTreePMap.empty();
  private final List<OrchestrationEvent> published = new ArrayList<>();
  private long seq;

  /// A system that is open, owned and green, with this roadmap.
  static Story of(RoadmapModule... modules) {
    return of(settings(4), modules);
  }

  static Story of(Settings settings, RoadmapModule... modules) {
    return new Story()
        .then(
            new Event.SystemOpened(
                SYSTEM_ID, "demo", "/srv/demo", "main", "/srv/demo/.worktrees", START),
            new Event.SettingsRead(settings),
            new Event.RoadmapRead(new Roadmap("demo", "", List.of(modules), List.of(), List.of())),
            new Event.OwnerStarted(1, true),
            new Event.TargetObserved("c0ffee0000000000", "7ree000000000000"),
            new Event.TargetJudged("c0ffee0000000000", true, null));
  }

  Story then(Event... events) {
    for (Event event : events) {
      OrchestratorState before = state;
      state = Evolver.evolve(state, event);
      seq++;
      published.addAll(PublishedEvents.of(seq, now(), event, before, state));
    }
    return this;
  }

  /// An item is assigned and an agent spawned for it.
  Story spawned(String module) {
    return then(
        assigned(module),
        new Event.AgentSpawned(agent(module, 1), item(module), "claude", 1, 3, now()));
  }

  Story showing(AgentId agent, int percent, String phase, String note) {
    live = live.plus(agent, new LiveProgress(percent, phase, note, now(), now()));
    return this;
  }

  Instant now() {
    return START.plusSeconds(seq);
  }

  OrchestratorState state() {
    return state;
  }

  Agent agentOf(String module) {
    return state.agentsInOrder().stream()
        .filter(agent -> agent.module().value().equals(module))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  Snapshot snapshot() {
    return new Snapshot(state, live, seq, now());
  }

  List<OrchestrationEvent> published() {
    return published;
  }

  List<String> types() {
    return published.stream().map(OrchestrationEvent::type).toList();
  }

  OrchestrationEvent last() {
    return published.getLast();
  }

  static Event.WorkAssigned assigned(String... modules) {
    return new Event.WorkAssigned(
        "cycle-1",
        Stream.of(modules).map(Story::work).toList(),
        new ConcurrencyDecision(
            ConcurrencyMode.PARALLEL_ASYNC,
            "2 items in 2 groups",
            new ConcurrencyDecision.Factors(false, false, false, modules.length)));
  }

  static WorkItem work(String module) {
    return new WorkItem(
        item(module), new ModuleId(module), "quick-loop", "Do " + module, 1, 5.25, List.of());
  }

  static ItemId item(String module) {
    return new ItemId("item-" + module);
  }

  static AgentId agent(String module, int generation) {
    return new AgentId(new UUID(module.hashCode(), generation));
  }

  static RoadmapModule module(String name, int layer, ModuleStatus status, String... needs) {
    return new RoadmapModule(
        new ModuleId(name),
        name,
        "What " + name + " is for",
        layer,
        status,
        Stream.of(needs).map(need -> new Dependency(new ModuleId(need), false)).toList(),
        List.of(),
        0);
  }

  static RoadmapModule module(String name, String... needs) {
    return module(name, needs.length == 0 ? 0 : 1, ModuleStatus.PENDING, needs);
  }

  static Settings settings(int parallelAgents) {
    return new Settings(
        "claude",
        List.of("claude"),
        "quick-loop",
        new BuiltInLoops().loops(),
        Autonomy.SUPERVISED,
        true,
        LeverageScorer.WEIGHTED,
        parallelAgents,
        ConcurrencyMode.PARALLEL_THREADS,
        Map.of(),
        List.of(new CheckDefinition("test", List.of("true"), Duration.ofMinutes(1))),
        List.of(),
        new Limits(Duration.ofMinutes(10), Duration.ofHours(1), 6),
        new Retrying(3, Duration.ofSeconds(5), 10),
        0);
  }
}
