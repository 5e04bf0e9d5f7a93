package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.NextModules;
import dev.coppice.roadmap.Readiness;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.ConflictGroups;
import dev.coppice.work.Footprint;
import dev.coppice.work.ItemId;
import dev.coppice.work.Settings;
import dev.coppice.work.WorkItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which module next, and how many at once. Deterministic: the same state gives the same choice.
public final class WorkDecider {
  /// Agents started in one turn when many run: starts are staggered, a turn a second.
  private static final int MOST_STARTS = 4;

  private WorkDecider() {}

  /// The best ready modules, best first, without those that have a live agent or are held.
  public static List<LeverageScore> next(OrchestratorState state, int count) {
    return NextModules.select(
        state.roadmap(), state.readSettings().leverage(), state::isComplete, free(state), count);
  }

  private static Predicate<ModuleId> free(OrchestratorState state) {
    Set<ModuleId> landing =
        state.landings().values().stream().map(Landing::module).collect(Collectors.toSet());
    return module ->
        !state.live().containsKey(module)
            && !state.held().containsKey(module)
            && !landing.contains(module);
  }

  static void cycle(Turn turn, int count) {
    if (!mayStart(turn)) {
      return;
    }
    if (turn.state().target().verdict() instanceof TargetState.Verdict.Red) {
      return;
    }
    start(turn, count);
  }

  private static boolean mayStart(Turn turn) {
    SystemInfo system = turn.state().openSystem();
    if (system.stopping() || system.status() != SystemInfo.Status.ACTIVE) {
      return false;
    }
    long escalations =
        turn.state().inbox().values().stream()
            .filter(item -> item.kind() == InboxKind.ESCALATION)
            .count();
    boolean alert =
        turn.state().inbox().values().stream()
            .anyMatch(item ->
                item.about().equals(InboxDecider.ABOUT_DISK)
                    || item.about().startsWith(InboxDecider.ABOUT_ENVIRONMENT));
    return escalations < turn.settings().retrying().escalationThreshold() && !alert;
  }

  /// Fills free slots when the system is on autopilot.
  static void pump(Turn turn) {
    if (turn.state().openSystem().autopilot()
        && turn.state().target().isGreen()
        && mayStart(turn)) {
      start(turn, MOST_STARTS);
    }
  }

  /// Slots in use: agents at work, and finished work that nobody has looked at yet.
  public static int used(OrchestratorState state) {
    int unreviewed =
        (int)
            state.landings().values().stream()
                .filter(landing -> landing.step() instanceof Landing.Step.AwaitingApproval)
                .count();
    return state.occupancy().slots() + unreviewed;
  }

  /// Slots there are.
  public static int most(Settings settings) {
    return Math.min(settings.parallelAgents(), settings.concurrency().mostAgents());
  }

  private static void start(Turn turn, int count) {
    OrchestratorState state = turn.state();
    Settings settings = turn.settings();
    int unused = most(settings) - used(state);
    int slots = Math.min(unused, count);
    if (slots <= 0) {
      return;
    }
    List<Footprint> wave =
        new ArrayList<>(
            state.live().keySet().stream()
                .sorted()
                .map(module -> footprint(state, module))
                .toList());
    List<LeverageScore> chosen = choose(state, wave, slots);
    if (!chosen.isEmpty()) {
      ConcurrencyDecision decision =
          ConflictGroups.of(wave).decision(settings.concurrency(), slots < unused);
      assign(turn, chosen.stream().map(score -> item(turn, score)).toList(), decision);
    }
  }

  /// What a module touches and needs.
  public static Footprint footprint(OrchestratorState state, ModuleId module) {
    return new Footprint(
        module,
        state.readSettings().of(module).paths(),
        state.roadmap().find(module).isPresent()
            ? state.roadmap().dependencies(module)
            : List.of());
  }

  /// The best ready modules with a loop that exists, of which none touches what another does, or
  /// what `wave` does already; they join it.
  private static List<LeverageScore> choose(
      OrchestratorState state, List<Footprint> wave, int slots) {
    Settings settings = state.readSettings();
    Set<ModuleId> taken = new HashSet<>();
    Predicate<ModuleId> startable =
        free(state)
            .and(module -> settings.findLoop(settings.loopOf(module)).isPresent())
            .and(module -> !taken.contains(module))
            .and(module -> isBeside(footprint(state, module), wave));
    List<LeverageScore> chosen = new ArrayList<>();
    List<LeverageScore> best;
    do {
      // Those passed over here overlap one that was chosen, so a next look finds others.
      best =
          NextModules.select(
              state.roadmap(),
              settings.leverage(),
              state::isComplete,
              startable,
              slots - chosen.size());
      for (LeverageScore candidate : best) {
        Footprint footprint = footprint(state, candidate.moduleId());
        if (isBeside(footprint, wave)) {
          chosen.add(candidate);
          taken.add(candidate.moduleId());
          wave.add(footprint);
        }
      }
    } while (!best.isEmpty() && chosen.size() < slots);
    return chosen;
  }

  private static boolean isBeside(Footprint footprint, List<Footprint> wave) {
    return footprint.paths().isEmpty() || wave.stream().noneMatch(footprint::overlaps);
  }

  private static WorkItem item(Turn turn, LeverageScore score) {
    RoadmapModule module = turn.state().roadmap().module(score.moduleId());
    return new WorkItem(
        new ItemId(turn.uuid().toString()),
        module.id(),
        turn.settings().loopOf(module.id()),
        module.description().isBlank() ? "Work on " + module.id() : module.description(),
        module.layer(),
        score.score(),
        turn.state().roadmap().dependencies(module.id()));
  }

  private static void assign(Turn turn, List<WorkItem> items, ConcurrencyDecision decision) {
    String cycle = turn.uuid().toString();
    turn.emit(new Event.WorkAssigned(cycle, items, decision));
    turn.result(cycle);
    for (WorkItem item : items) {
      AgentId agent =
          spawnAgent(
              turn,
              item.id(),
              turn.settings().agentOf(item.moduleId()),
              1,
              turn.settings().retrying().maxRetries());
      turn.result(agent.toString());
    }
  }

  private static AgentId spawnAgent(
      Turn turn, ItemId item, String agentName, int generation, int maxRetries) {
    AgentId id = new AgentId(turn.uuid());
    turn.emit(new Event.AgentSpawned(id, item, agentName, generation, maxRetries, turn.now()));
    return id;
  }

  /// Fresh agents for all items that wait for one.
  static void takeOver(Turn turn) {
    for (Agent failed : waiting(turn.state())) {
      takeOver(turn, failed);
    }
  }

  /// The last agent of each item that waits for a fresh one.
  private static List<Agent> waiting(OrchestratorState state) {
    return state.itemOrder().stream()
        .map(state::item)
        .filter(item -> item.standing() == Item.Standing.PENDING)
        .flatMap(item ->
            state.agentsInOrder().reversed().stream()
                .filter(agent -> agent.assignment().item().equals(item.work().id()))
                .limit(1))
        .toList();
  }

  /// Items that wait for a fresh agent do not get one any more.
  static void closeWaiting(Turn turn, String why) {
    waiting(turn.state()).forEach(agent -> close(turn, agent, why));
  }

  static void closeWaiting(Turn turn, ModuleId module, String why) {
    waiting(turn.state()).stream()
        .filter(agent -> agent.module().equals(module))
        .forEach(agent -> close(turn, agent, why));
  }

  private static void close(Turn turn, Agent last, String why) {
    turn.emit(new Event.ItemClosed(last.assignment().item(), "terminated: " + why));
  }

  /// A fresh agent for the same item; it starts at the target's tip and is told the history. While
  /// nothing new may start the item waits.
  static void takeOver(Turn turn, Agent failed) {
    SystemInfo system = turn.state().openSystem();
    if (system.stopping() || system.status() != SystemInfo.Status.ACTIVE) {
      return;
    }
    Item item = turn.state().itemOf(failed);
    spawnAgent(
        turn,
        failed.assignment().item(),
        failed.assignment().agentName(),
        item.generations() + 1,
        failed.maxRetries());
  }

  static void spawn(Turn turn, Message.Spawn spawn) {
    ModuleId module = spawn.module();
    String loop = spawn.loopId() == null ? turn.settings().loopOf(module) : spawn.loopId();
    Optional<Refusal> refusal = Admission.refusal(turn.state(), module, loop);
    if (refusal.isPresent()) {
      Refusal no = refusal.get();
      turn.refuse(no.kind(), no.message(), no.remedy());
      return;
    }
    RoadmapModule known = turn.state().roadmap().module(module);
    if (turn.state().held().containsKey(module)) {
      turn.emit(new Event.ModuleReleased(module));
    }
    double score = turn.settings().leverage().score(turn.state().roadmap(), module).score();
    String described = known.description().isBlank() ? "Work on " + module : known.description();
    var item =
        new WorkItem(
            new ItemId("manual-" + turn.uuid()),
            module,
            loop,
            spawn.scope() == null || spawn.scope().isBlank() ? described : spawn.scope(),
            known.layer(),
            score,
            turn.state().roadmap().dependencies(module));
    ConcurrencyDecision decision =
        ConflictGroups.of(List.of(footprint(turn.state(), module)))
            .decision(ConcurrencyMode.PARALLEL_THREADS, false);
    turn.emit(new Event.WorkAssigned(turn.uuid().toString(), List.of(item), decision));
    int retries =
        spawn.maxRetries() == null ? turn.settings().retrying().maxRetries() : spawn.maxRetries();
    turn.result(
        spawnAgent(turn, item.id(), turn.settings().agentOf(module), 1, retries).toString());
  }

  static void useWorktree(Turn turn, ModuleId module) {
    if (turn.state().roadmap().find(module).isEmpty()) {
      turn.refuse(
          Refusal.Kind.UNKNOWN,
          "Module \"%s\" is not in the roadmap.".formatted(module),
          "Name one of its modules.");
    } else if (turn.state().live().containsKey(module) || Slots.isInUse(turn.state(), module)) {
      turn.refuse(
          Refusal.Kind.CONFLICT,
          "An agent works on module %s.".formatted(module),
          "Wait for it, or terminate it first.");
    }
  }

  /// Why a module is not ready by the roadmap alone.
  public static Readiness readiness(OrchestratorState state, ModuleId module) {
    return NextModules.explain(state.roadmap(), module, state::isComplete, free(state));
  }
}
