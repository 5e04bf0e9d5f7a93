package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.event.Redaction;
import dev.coppice.schedule.Message.Command;
import dev.coppice.schedule.Snapshot;
import dev.coppice.view.AgentView;
import dev.coppice.view.OrchestratorView;
import dev.coppice.view.ProgressSummaryView;
import dev.coppice.work.WorkItem;
import dev.coppice.work.WorkQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The orchestrator as programs see it. Commands go through the mailbox and return when their
/// events are committed; reads answer from the latest snapshot and never wait for the writer.
public interface OrchestrationService extends AutoCloseable {
  /// Opens the system, or resumes it where it was. Refused when `systemId` is known under another
  /// path.
  OrchestratorView initializeOrchestrator(String systemId, Path systemPath);

  /// Replaces Coppice's own services by the embedder's. Only before initialization.
  void setDependencies(Dependencies dependencies);

  /// The orchestrator, once a system is open.
  Optional<OrchestratorView> getOrchestrator();

  /// The best next work, best first: sorted before it is cut. Empty without a roadmap.
  List<WorkItem> getNextWorkItems(int count);

  /// One agent per item. An item whose module already has a live agent, or is not ready, is
  /// refused.
  List<AgentView> spawnAgentsForWork(List<WorkItem> items);

  /// A claim that the agent is done: its gate decides. Unknown ids are refused.
  void handleAgentComplete(AgentId agent);

  /// The agent's attempt counts as failed; the cascade decides. Unknown ids are refused.
  void handleAgentFailed(AgentId agent);

  /// One round: chooses at most five items and spawns agents for them.
  CycleResult runAutonomousCycle();

  /// One round with at most `count` items.
  CycleResult runAutonomousCycle(int count);

  List<AgentView> getAgents();

  Optional<AgentView> getAgent(AgentId agent);

  WorkQueue getWorkQueue();

  /// The last `limit` published events, oldest first; 0 = all.
  default List<OrchestrationEvent> getEventLog(int limit) {
    return getEventLog(limit, _ -> true);
  }

  /// The last `limit` published events that are wanted, oldest first; 0 = all.
  List<OrchestrationEvent> getEventLog(int limit, Predicate<OrchestrationEvent> wanted);

  ProgressSummaryView getProgressSummary();

  /// No new spawn from the moment this returns; running attempts go on.
  void pause();

  void resume();

  /// Terminates every live agent and the orchestrator. Their processes are gone when this returns.
  void shutdown();

  /// The box view of a terminal, plain text.
  String generateTerminalView();

  // ---- beyond the contract's seventeen

  /// Everything there is to read, consistent.
  Snapshot snapshot();

  /// Any command; returns its results (ids of agents, of the cycle) or throws
  /// [OrchestrationException].
  List<String> submit(Command command);

  /// Hears every turn: the snapshot after it and the events published by it, in order; and once,
  /// without events, that a system has been opened, where none was. Close the handle to stop. The
  /// listener must be quick: it runs on the publishing thread. One that throws is told nothing
  /// more.
  AutoCloseable subscribe(Listener listener);

  /// Published events with `seq` greater than the given one, oldest first: `limit` of them (0 =
  /// all), and those that share the place of the last, so that going on after it misses none.
  default List<OrchestrationEvent> eventsAfter(long seq, int limit) {
    return eventsAfter(seq, limit, _ -> true);
  }

  /// The same of those that are wanted.
  List<OrchestrationEvent> eventsAfter(long seq, int limit, Predicate<OrchestrationEvent> wanted);

  /// Hears of published turns.
  interface Listener {
    void published(Snapshot snapshot, List<OrchestrationEvent> events);
  }

  AgentManager agents();

  WorktreeManager worktrees();

  /// A line for each thing the user should know about the checkout: what will not be synced.
  List<String> notes();

  /// Stops the owner: attempts are stopped, worktrees kept, and the next owner goes on. Returns
  /// when every attempt has ended or `attempts go on` after the grace of the limits.
  void stopOwner();

  /// What leaves secrets out of a text that is shown or written down. Everything this service
  /// answers went through it; a surface needs it for its own texts, such as errors.
  default Redaction redaction() {
    return Redaction.SHAPES;
  }

  /// The output of an agent's attempts, newest attempt last, written to `into` line by line.
  ///
  /// @param lastLines how many lines at the end, 0 = all; that many are held in memory, none of all
  void readLog(AgentId agent, int lastLines, Consumer<String> into);

  /// The attempts of an agent and the checks run for it, oldest first.
  List<LoggedAttempt> listAttempts(AgentId agent);

  /// A piece of what one attempt of an agent wrote.
  ///
  /// @param from where to begin, in bytes
  /// @param bytes how many at most, at least four
  LogPart readLog(AgentId agent, AttemptId attempt, LogPart.Stream stream, long from, int bytes);

  /// What a running attempt says of itself; the same as a line in its report file.
  void report(AttemptId attempt, AttemptReport report);

  /// The diff of a module's branch against the target, bounded.
  String diff(dev.coppice.roadmap.ModuleId module);

  @Override
  void close();
}
