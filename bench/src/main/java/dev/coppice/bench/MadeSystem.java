package dev.coppice.bench;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.config.Config;
import dev.coppice.config.ConfigFile;
import dev.coppice.config.ConfigReading;
import dev.coppice.config.RoadmapFile;
import dev.coppice.event.Event;
import dev.coppice.loop.BuiltInLoops;
import dev.coppice.orchestration.LocalWorlds;
import dev.coppice.orchestration.ServiceJson;
import dev.coppice.schedule.Decider;
import dev.coppice.schedule.Decision;
import dev.coppice.schedule.Effect;
import dev.coppice.schedule.Envelope;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.EventStore;
import dev.coppice.store.SqliteEventStore;
import dev.coppice.store.StoredEvent;
import dev.coppice.store.TokenFile;
import dev.coppice.worktree.CommitMessage;
import dev.coppice.worktree.Identity;
import dev.coppice.worktree.NewRepository;
import dev.coppice.worktree.RepositoryPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A real repository whose log tells of a given number of agents that did their work: decided by
/// the orchestrator's own core, in a world where every effect succeeds at once, and every tenth
/// attempt crashes first.
final class MadeSystem {
  private static final String SETTINGS =
      """
      agent: nobody
      agents: { nobody: { command: ["true"] } }
      autonomy: full
      checks: [ { name: check, run: ["true"], timeout: 30s } ]
      retryDelayMs: 0
      worktree: { minFreeDisk: 1MB }
      """;

  private final Path root;
  private final String token;
  private final Queue<Effect> effects = new ArrayDeque<>();
  private final EventStore store;
  private OrchestratorState state = OrchestratorState.empty();
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private long messages;
  private long commits;
  private long attempts;

  private MadeSystem(Path root) {
    this.root = root;
    Path data = DataDirectory.open(RepositoryPlace.find(root).commonDir(), null).path();
    this.token = TokenFile.open(data).token();
    this.store = SqliteEventStore.open(data, String.valueOf(root.getFileName()));
  }

  /// @param folder does not exist yet
  static MadeSystem make(Path folder, int agents) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("ROADMAP.md"), roadmap(agents));
    Files.writeString(folder.resolve("coppice.yaml"), SETTINGS);
    NewRepository.make(
        folder, new CommitMessage("Start\n"), new Identity("Ada", "ada@localhost", Instant.now()));
    var system = new MadeSystem(folder.toRealPath());
    try {
      system.live();
    } finally {
      system.store.close();
    }
    return system;
  }

  Path root() {
    return root;
  }

  /// The admin token of its data directory.
  String token() {
    return token;
  }

  long events() {
    return state.agents().isEmpty() ? 0 : messages;
  }

  private static String roadmap(int modules) {
    var text = new StringBuilder("# Roadmap\n\n**System**: bench\n\n## Layer 0\n\n");
    text.append("| Module | Description | Depends On |\n|---|---|---|\n");
    for (int i = 0; i < modules; i++) {
      text.append(
          "| m%d | Part %d of the whole, with a word or two about it | — |\n".formatted(i, i));
    }
    return text.toString();
  }

  private void live() {
    Config config =
        switch (ConfigFile.read(SETTINGS, ConfigFile.NAME)) {
          case ConfigReading.Read(var read) -> read;
          case ConfigReading.Refused(var problems) ->
              throw new IllegalStateException(problems.toString());
        };
    turn(
        new Message.Open(
            String.valueOf(root.getFileName()),
            root.toString(),
            "main",
            root.resolve(".worktrees").toString(),
            LocalWorlds.settings(config, new BuiltInLoops().loops()),
            new RoadmapFile(root).readRoadmap().roadmap(),
            true));
    int quiet = 0;
    while (quiet < 20) {
      if (effects.isEmpty()) {
        quiet++;
        turn(new Message.Tick(-1));
      } else {
        quiet = 0;
        react(effects.remove()).forEach(this::turn);
      }
    }
  }

  private void turn(Message message) {
    now = now.plusSeconds(1);
    Decision decision = Decider.decide(state, new Envelope(message, now, ++messages));
    state = decision.state();
    effects.addAll(decision.effects());
    List<StoredEvent> stored = new ArrayList<>();
    for (Event event : decision.events()) {
      stored.add(
          new StoredEvent(
              store.lastSeq() + stored.size() + 1,
              event.getClass().getSimpleName(),
              1,
              now,
              ServiceJson.mapper().writeValueAsString(event)));
    }
    store.append(stored);
  }

  private List<Message> react(Effect effect) {
    return switch (effect) {
      case Effect.CutWorktree cut ->
          List.of(
              new Message.WorktreeReady(
                  cut.agent(),
                  root.resolve(".worktrees").resolve(cut.module().slug()).toString(),
                  "module/" + cut.module().slug(),
                  cut.base(),
                  ""));
      case Effect.RebaseWorktree rebase ->
          List.of(new Message.RebaseDone(rebase.agent(), commit(), commit(), List.of()));
      case Effect.StartAttempt(var spec) -> start(spec);
      case Effect.StopAttempt _, Effect.Remember _, Effect.TellRoadmap _ -> List.of();
      case Effect.ObserveTarget _ -> List.of(new Message.TargetSeen(commit(), "tree-0"));
      case Effect.BuildCandidate build ->
          List.of(new Message.CandidateBuilt(build.landing(), commit(), "tree-" + commits));
      case Effect.AdvanceTarget advance -> List.of(new Message.TargetAdvanced(advance.landing()));
      case Effect.DeleteWorktree(var module, _) ->
          List.of(new Message.WorktreeGone(module, "module/" + module.slug()));
    };
  }

  private List<Message> start(AttemptSpec spec) {
    return switch (spec) {
      case AttemptSpec.CommandAttempt check ->
          List.of(new Message.AttemptFinished(result(check.id(), End.CLAIMED_DONE, null)));
      case AttemptSpec.AgentAttempt attempt -> {
        boolean crashes = ++attempts % 10 == 0;
        yield List.of(
            new Message.AttemptRuns(attempt.id(), 4711),
            new Message.AttemptFinished(
                crashes
                    ? result(attempt.id(), End.FAILED, null)
                    : result(
                        attempt.id(),
                        End.CLAIMED_DONE,
                        new AttemptResult.Work(commit(), "tree-" + commits, 2, 30, 4))));
      }
    };
  }

  private static AttemptResult result(AttemptId id, End end, AttemptResult.@Nullable Work work) {
    return new AttemptResult(
        id,
        end,
        end == End.FAILED ? 1 : 0,
        null,
        null,
        work,
        List.of(),
        "what it printed last\n".repeat(20),
        1_200);
  }

  private String commit() {
    return "%040x".formatted(++commits);
  }
}
