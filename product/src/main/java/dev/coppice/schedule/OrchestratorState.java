package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapIndex;
import dev.coppice.work.ItemId;
import dev.coppice.work.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Everything the orchestrator knows: the fold of the event log. Immutable; maps are persistent, so
/// a turn costs what it touches.
///
/// @param live the one live agent of each module being worked
/// @param accepted modules that landed, with the landing commit
/// @param inbox decisions wanted from a person and not answered yet
/// @param held modules not chosen by themselves, and why
/// @param running attempts and checks that were intended and have no outcome yet
/// @param departing modules that landed and whose worktree is being deleted
/// @param greenTrees checks seen green in a clean tree: `tree + definition`, oldest first, bounded
public record OrchestratorState(
    @Nullable SystemInfo system,
    @Nullable Settings settings,
    RoadmapIndex roadmap,
    TargetState target,
    PMap<AgentId, Agent> agents,
    PVector<AgentId> spawnOrder,
    PMap<ItemId, Item> items,
    PVector<ItemId> itemOrder,
    PMap<ModuleId, AgentId> live,
    PMap<ModuleId, String> accepted,
    PMap<LandingId, Landing> landings,
    PVector<LandingId> landingOrder,
    PMap<InboxId, InboxItem> inbox,
    PMap<ModuleId, String> held,
    PMap<AttemptId, Running> running,
    PSet<ModuleId> departing,
    PVector<String> greenTrees,
    Occupancy occupancy,
    Tally tally) {

  /// The state before the first event.
  public static OrchestratorState empty() {
    return new OrchestratorState(
        null,
        null,
        RoadmapIndex.of(new Roadmap("", "", List.of(), List.of(), List.of())),
        new TargetState("", "", "", new TargetState.Verdict.Unknown()),
        HashTreePMap.empty(),
        TreePVector.empty(),
        HashTreePMap.empty(),
        TreePVector.empty(),
        HashTreePMap.empty(),
        OrderedPMap.empty(),
        HashTreePMap.empty(),
        TreePVector.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePMap.empty(),
        HashTreePSet.empty(),
        TreePVector.empty(),
        Occupancy.NONE,
        Tally.ZERO);
  }

  public boolean isOpen() {
    return system != null;
  }

  /// The system; only after it was opened.
  public SystemInfo openSystem() {
    if (system == null) {
      throw new IllegalStateException("no system is open");
    }
    return system;
  }

  /// The settings; only after they were read.
  public Settings readSettings() {
    if (settings == null) {
      throw new IllegalStateException("the settings have not been read");
    }
    return settings;
  }

  public Optional<Agent> findAgent(AgentId id) {
    return Optional.ofNullable(agents.get(id));
  }

  /// Agents in the order they were spawned.
  public List<Agent> agentsInOrder() {
    return spawnOrder.stream().map(this::agent).toList();
  }

  /// Agents that have not ended, in no particular order.
  public List<Agent> liveAgents() {
    return live.values().stream().map(this::agent).toList();
  }

  public Item itemOf(Agent agent) {
    return item(agent.assignment().item());
  }

  Agent agent(AgentId id) {
    Agent agent = agents.get(id);
    if (agent == null) {
      throw new IllegalStateException("the log names agent " + id + " before it was spawned");
    }
    return agent;
  }

  Item item(ItemId id) {
    Item item = items.get(id);
    if (item == null) {
      throw new IllegalStateException("the log names work item " + id + " before it was assigned");
    }
    return item;
  }

  Landing landing(LandingId id) {
    Landing landing = landings.get(id);
    if (landing == null) {
      throw new IllegalStateException("the log names landing " + id + " before it was queued");
    }
    return landing;
  }

  /// Landings in the order they were queued.
  public List<Landing> landingsInOrder() {
    return landingOrder.stream().map(this::landing).toList();
  }

  /// Inbox items, oldest first.
  public List<InboxItem> inboxInOrder() {
    return inbox.values().stream()
        .sorted(java.util.Comparator.comparing(InboxItem::openedAt).thenComparing(InboxItem::id))
        .toList();
  }

  /// Whether so little of the disk is free that nothing new starts.
  public boolean isShortOfDisk() {
    return inbox.values().stream().anyMatch(item -> item.about().equals(InboxDecider.ABOUT_DISK));
  }

  /// Whether the module is done: the roadmap says so, or its work landed.
  public boolean isComplete(ModuleId module) {
    return accepted.containsKey(module);
  }
}
