package dev.coppice.rest;

import dev.coppice.agent.AgentStatus;
import dev.coppice.event.InboxKind;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Item;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Running;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.Tally;
import dev.coppice.view.LandingView;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Numbers for Prometheus: the system as the snapshot has it, this process, and what the server
/// counts. Nothing here names a module or an agent, so the number of series is bounded.
record MetricsResource(OrchestrationService service, Counters counters, String version) {
  private static final double MILLIS = 1_000;
  private static final double NANOS = 1e9;

  void addTo(Router router) {
    router.on("GET", "/metrics", (_, _) -> metrics());
  }

  private Answer metrics() {
    var into = new Exposition();
    into.family("coppice_info", "gauge", "The program.").sample(1, "version", version);
    system(into, service.snapshot());
    process(into);
    http(into);
    return new Answer(200, Exposition.CONTENT_TYPE, into.toString(), Map.of(), null);
  }

  private static void system(Exposition into, Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    into.gauge("coppice_open", "Whether a system is open.", state.isOpen() ? 1 : 0);
    into.gauge(
        "coppice_paused",
        "Whether new agents are held back.",
        state.isOpen() && state.openSystem().status().name().equals("PAUSED") ? 1 : 0);
    into.family("coppice_agents", "gauge", "Agents by status, since the system was opened.");
    count(
        into,
        "status",
        words(AgentStatus.values(), AgentStatus::text),
        state.agents().values().stream().map(Agent::status).map(AgentStatus::text).toList());
    into.family("coppice_modules", "gauge", "Modules by where they really stand.");
    count(
        into,
        "status",
        words(ModuleStatus.values(), ModuleStatus::text),
        state.roadmap().standings(state::isComplete, state.live()::containsKey).stream()
            .map(RoadmapModule::status)
            .map(ModuleStatus::text)
            .toList());
    into.family("coppice_work_items", "gauge", "Work items by where they stand in the queue.");
    count(
        into,
        "standing",
        words(Item.Standing.values(), MetricsResource::word),
        state.items().values().stream().map(Item::standing).map(MetricsResource::word).toList());
    into.family("coppice_landings", "gauge", "Work on its way into the target, by step.");
    count(
        into,
        "step",
        LandingView.STEPS,
        state.landings().values().stream().map(LandingView::of).map(LandingView::step).toList());
    into.family("coppice_inbox_items", "gauge", "Decisions wanted from a person, by kind.");
    count(
        into,
        "kind",
        words(InboxKind.values(), InboxKind::text),
        state.inbox().values().stream().map(item -> item.kind().text()).toList());
    into.family("coppice_attempts_running", "gauge", "Processes at work, ours and agents'.");
    count(
        into,
        "kind",
        java.util.List.of("agent", "check"),
        state.running().values().stream().map(MetricsResource::kind).toList());
    into.gauge("coppice_event_seq", "The newest event of the log.", snapshot.seq());
    tally(into, state.tally());
  }

  private static void tally(Exposition into, Tally tally) {
    into.counter("coppice_cycles_total", "Rounds that chose work.", tally.cycles());
    into.counter("coppice_spawns_total", "Agents spawned.", tally.spawns());
    into.family("coppice_failure_decisions_total", "counter", "What was decided after failures.")
        .sample(tally.retries(), "action", "retry")
        .sample(tally.reassigns(), "action", "reassign")
        .sample(tally.escalations(), "action", "escalate");
    into.counter("coppice_conflicts_total", "Landings that conflicted.", tally.conflicts());
    into.counter("coppice_lies_total", "Claims of attempts that were refuted.", tally.lies());
    into.counter("coppice_landed_total", "Modules landed on the target.", tally.landings());
  }

  private static void process(Exposition into) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var memory = Runtime.getRuntime();
    into.gauge(
        "process_start_time_seconds",
        "When this process began, seconds since 1970.",
        runtime.getStartTime() / MILLIS);
    into.gauge("process_uptime_seconds", "How long it runs.", runtime.getUptime() / MILLIS);
    into.gauge("jvm_heap_used_bytes", "Heap in use.", memory.totalMemory() - memory.freeMemory());
    into.gauge("jvm_heap_committed_bytes", "Heap taken from the machine.", memory.totalMemory());
    into.gauge("jvm_heap_max_bytes", "Heap at most.", memory.maxMemory());
    into.gauge(
        "jvm_threads", "Platform threads.", ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private void http(Exposition into) {
    into.gauge("coppice_http_connections", "Connections open now.", counters.connections());
    into.gauge("coppice_http_streams", "Event streams open now.", counters.streams());
    into.gauge("coppice_http_answering", "Requests being answered now.", counters.answering());
    into.family("coppice_http_refused_total", "counter", "Requests turned away, by reason.");
    counters.refused().forEach((reason, sum) -> into.sample(sum, "reason", word(reason)));
    into.family("coppice_http_request_seconds", "summary", "Requests answered, by route.");
    for (Counters.Answered kind : counters.answered()) {
      String[] labels = {
        "method", kind.method(), "route", kind.route(), "status", Integer.toString(kind.status())
      };
      into.sample("_sum", kind.time().toNanos() / NANOS, labels);
      into.sample("_count", kind.count(), labels);
    }
  }

  /// A sample for each word, also for those that nothing has.
  private static void count(
      Exposition into, String label, Collection<String> words, Collection<String> found) {
    Map<String, Integer> counts = new TreeMap<>();
    words.forEach(word -> counts.put(word, 0));
    found.forEach(word -> counts.merge(word, 1, Integer::sum));
    counts.forEach((word, count) -> into.sample(count, label, word));
  }

  private static <T> java.util.List<String> words(T[] values, Function<T, String> word) {
    return java.util.stream.Stream.of(values).map(word).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String kind(Running running) {
    return switch (running) {
      case Running.OfAgent _ -> "agent";
      case Running.OfCheck _ -> "check";
    };
  }
}
