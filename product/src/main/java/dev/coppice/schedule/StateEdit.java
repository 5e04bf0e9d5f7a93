package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.RoadmapIndex;
import dev.coppice.work.ItemId;
import dev.coppice.work.Settings;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;

/// One event's changes to the state, gathered; the maps below are persistent, so this copies
/// references only.
final class StateEdit {
  @Nullable SystemInfo system;
  @Nullable Settings settings;
  RoadmapIndex roadmap;
  TargetState target;
  PMap<AgentId, Agent> agents;
  PVector<AgentId> spawnOrder;
  PMap<ItemId, Item> items;
  PVector<ItemId> itemOrder;
  PMap<ModuleId, AgentId> live;
  PMap<ModuleId, String> accepted;
  PMap<LandingId, Landing> landings;
  PVector<LandingId> landingOrder;
  PMap<InboxId, InboxItem> inbox;
  PMap<ModuleId, String> held;
  PMap<AttemptId, Running> running;
  PSet<ModuleId> departing;
  PVector<String> greenTrees;
  Occupancy occupancy;
  Tally tally;

  StateEdit(OrchestratorState from) {
    system = from.system();
    settings = from.settings();
    roadmap = from.roadmap();
    target = from.target();
    agents = from.agents();
    spawnOrder = from.spawnOrder();
    items = from.items();
    itemOrder = from.itemOrder();
    live = from.live();
    accepted = from.accepted();
    landings = from.landings();
    landingOrder = from.landingOrder();
    inbox = from.inbox();
    held = from.held();
    running = from.running();
    departing = from.departing();
    greenTrees = from.greenTrees();
    occupancy = from.occupancy();
    tally = from.tally();
  }

  OrchestratorState done() {
    return new OrchestratorState(
        system,
        settings,
        roadmap,
        target,
        agents,
        spawnOrder,
        items,
        itemOrder,
        live,
        accepted,
        landings,
        landingOrder,
        inbox,
        held,
        running,
        departing,
        greenTrees,
        occupancy,
        tally);
  }

  Agent agent(AgentId id) {
    Agent agent = agents.get(id);
    if (agent == null) {
      throw new IllegalStateException("the log names agent " + id + " before it was spawned");
    }
    return agent;
  }

  void agent(AgentId id, UnaryOperator<Agent> change) {
    Agent before = agent(id);
    Agent after = change.apply(before);
    agents = agents.plus(id, after);
    occupancy = occupancy.with(before, after);
  }

  void spawn(Agent agent) {
    agents = agents.plus(agent.id(), agent);
    spawnOrder = spawnOrder.plus(agent.id());
    live = live.plus(agent.module(), agent.id());
    occupancy = occupancy.with(null, agent);
  }

  void start(AttemptId id, Running what) {
    running = running.plus(id, what);
    occupancy = occupancy.landingTree(isInLandingTree(what) ? 1 : 0);
  }

  void stop(AttemptId id) {
    Running what = running.get(id);
    running = running.minus(id);
    occupancy = occupancy.landingTree(isInLandingTree(what) ? -1 : 0);
  }

  private static boolean isInLandingTree(@Nullable Running what) {
    return what instanceof Running.OfCheck check && check.inLandingTree();
  }

  void item(ItemId id, UnaryOperator<Item> change) {
    Item item = items.get(id);
    if (item == null) {
      throw new IllegalStateException("the log names work item " + id + " before it was assigned");
    }
    items = items.plus(id, change.apply(item));
  }

  void itemOf(AgentId agent, UnaryOperator<Item> change) {
    item(agent(agent).assignment().item(), change);
  }

  void landing(LandingId id, UnaryOperator<Landing> change) {
    Landing landing = landings.get(id);
    if (landing == null) {
      throw new IllegalStateException("the log names landing " + id + " before it was queued");
    }
    landings = landings.plus(id, change.apply(landing));
  }

  void dropLanding(LandingId id) {
    landings = landings.minus(id);
    landingOrder = landingOrder.minus(id);
  }

  /// The agent no longer stands for its module.
  void free(AgentId id) {
    ModuleId module = agent(id).module();
    if (id.equals(live.get(module))) {
      live = live.minus(module);
    }
  }

  void system(UnaryOperator<SystemInfo> change) {
    if (system == null) {
      throw new IllegalStateException("the log speaks of a system before it was opened");
    }
    system = change.apply(system);
  }
}
