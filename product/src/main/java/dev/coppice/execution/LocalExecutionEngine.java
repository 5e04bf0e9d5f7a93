package dev.coppice.execution;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptResult.Work;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.event.Redaction;
import dev.coppice.runner.RunLimits;
import dev.coppice.runner.RunSpec;
import dev.coppice.runner.Runner;
import dev.coppice.runner.StopReason;
import dev.coppice.worktree.Commit;
import dev.coppice.worktree.CommitMessage;
import dev.coppice.worktree.Identity;
import dev.coppice.worktree.Oid;
import dev.coppice.worktree.RepositoryException;
import dev.coppice.worktree.Worktree;
import dev.coppice.worktree.Worktrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Runs attempts on this machine: in the module's worktree, under the runner's shim, and commits
/// what they leave behind, so that an agent needs no write access to shared git.
public final class LocalExecutionEngine implements ExecutionEngine {
  private static final int LONGEST_ARGUMENT = 100_000;

  private final Worktrees worktrees;
  private final Runner runner;
  private final Path runDirectories;
  private final Function<String, Optional<AgentCommand>> agents;
  private final AttemptEnvironment environment;
  private final Redaction redaction;
  private final InstantSource clock;

  /// @param runDirectories where the runner keeps a directory per attempt
  /// @param agents the configured agents by name
  /// @param environment our own environment, from which little is passed on
  /// @param access what agents reach us by; checks and setup commands get none
  /// @param redaction over whatever attempts say
  public LocalExecutionEngine(
      Worktrees worktrees,
      Runner runner,
      Path runDirectories,
      Function<String, Optional<AgentCommand>> agents,
      Map<String, String> environment,
      AgentAccess access,
      Redaction redaction,
      InstantSource clock) {
    this.worktrees = worktrees;
    this.runner = runner;
    this.runDirectories = runDirectories;
    this.agents = agents;
    this.environment = new AttemptEnvironment(environment, access);
    this.redaction = redaction;
    this.clock = clock;
  }

  @Override
  public void start(AttemptSpec spec, AttemptListener listener) {
    switch (spec) {
      case AgentAttempt attempt -> {
        var watched =
            new Watched(listener, redaction, clock, (end, it) -> finish(attempt, end, it));
        startOrAdopt(attempt.id(), watched, () -> prepare(attempt));
      }
      case CommandAttempt command -> {
        var watched =
            new Watched(
                listener,
                redaction,
                clock,
                (end, it) -> it.result(command.id(), end, null, List.of()));
        startOrAdopt(command.id(), watched, () -> prepare(command));
      }
    }
  }

  /// Prepares a run; an explanation instead of one means it cannot start.
  private interface Preparation {
    RunSpec prepare() throws NotStartable;
  }

  /// Why an attempt cannot be started at all.
  private static final class NotStartable extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean missingBinary;

    NotStartable(String why, boolean missingBinary) {
      super(why);
      this.missingBinary = missingBinary;
    }
  }

  private void startOrAdopt(AttemptId id, Watched watched, Preparation preparation) {
    if (runner.adopt(id, watched)) {
      return;
    }
    try {
      runner.start(preparation.prepare(), watched);
    } catch (NotStartable e) {
      String why = e.getMessage() == null ? "" : e.getMessage();
      watched.ended(id, new dev.coppice.runner.RunEnd.SpawnFailed(why, e.missingBinary));
    } catch (RepositoryException e) {
      watched.ended(
          id, new dev.coppice.runner.RunEnd.SpawnFailed(e.getMessage() + " " + e.remedy(), false));
    }
  }

  private RunSpec prepare(AgentAttempt attempt) throws NotStartable {
    AgentCommand agent =
        agents
            .apply(attempt.agentName())
            .orElseThrow(() ->
                new NotStartable(
                    "Agent \"%s\" is not configured.".formatted(attempt.agentName()), true));
    Path promptFile = runDirectories.resolve(attempt.id().value()).resolve("prompt.md");
    List<String> command =
        agent.command().stream().map(part -> fill(part, attempt, promptFile)).toList();
    return new RunSpec(
        attempt.id(),
        command,
        directory(attempt.module()),
        environment.ofAgent(agent, attempt),
        attempt.prompt(),
        RunLimits.defaults().withWall(attempt.wall()).withIdle(attempt.idle()));
  }

  private static String fill(String part, AgentAttempt attempt, Path promptFile) {
    return part.replace("{promptFile}", promptFile.toString())
        .replace("{module}", attempt.module().value())
        .replace("{phase}", attempt.phase())
        .replace("{prompt}", asArgument(attempt.prompt(), promptFile));
  }

  /// Linux takes no argument of 128 KiB or more; the file always has all of it.
  private static String asArgument(String prompt, Path promptFile) {
    if (prompt.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ARGUMENT) {
      return prompt;
    }
    // A character takes three bytes at most, a pair of two four.
    return "%s\n(This prompt was cut. All of it lies in the file %s: read it first.)"
        .formatted(prompt.substring(0, LONGEST_ARGUMENT / 3), promptFile);
  }

  private Path directory(dev.coppice.roadmap.ModuleId module) throws NotStartable {
    return worktrees
        .find(module)
        .map(Worktree::path)
        .orElseThrow(
            () -> new NotStartable("The worktree of %s is gone.".formatted(module), false));
  }

  private RunSpec prepare(CommandAttempt command) throws NotStartable {
    Path directory =
        command.module() == null
            ? worktrees.landingTree(new Oid(command.commit()))
            : directory(command.module());
    return new RunSpec(
        command.id(),
        command.command(),
        directory,
        environment.ofCommand(),
        null,
        RunLimits.defaults().withWall(command.timeout()).withIdle(command.timeout()));
  }

  private AttemptResult finish(AgentAttempt attempt, End end, Watched watched) {
    try {
      return watched.result(attempt.id(), end, work(attempt, watched), delivered(attempt.id()));
    } catch (RepositoryException e) {
      watched.say(e.getMessage() + " " + e.remedy());
      End worst = end == End.CLAIMED_DONE ? End.FAILED : end;
      return watched.result(attempt.id(), worst, null, List.of());
    }
  }

  /// Commits what the attempt left behind. Done again after a crash it finds nothing to commit and
  /// the same tip.
  private Work work(AgentAttempt attempt, Watched watched) {
    if (worktrees.find(attempt.module()).isEmpty()) {
      throw new RepositoryException(
          RepositoryException.Problem.WORKTREE_MISSING,
          "The worktree of %s is gone.".formatted(attempt.module()),
          "It is cut anew for the next attempt.");
    }
    Map<String, String> trailers = new LinkedHashMap<>();
    trailers.put("Coppice-Module", attempt.module().value());
    trailers.put("Coppice-Attempt", attempt.id().value());
    String claim = watched.claim();
    String subject = attempt.module() + ": " + attempt.phase();
    var message =
        CommitMessage.of(
            claim == null || claim.isBlank() ? subject : subject + "\n\n" + claim, trailers);
    var author =
        new Identity(Identities.agentName(attempt.agentName()), Identities.EMAIL, clock.instant());
    Optional<Commit> commit = worktrees.commit(attempt.module(), message, List.of(), author);
    commit.ifPresent(made ->
        made.nestedRepositories()
            .forEach(nested ->
                watched.say("(left out: %s is a repository of its own)".formatted(nested))));
    Oid tip = worktrees.tip(attempt.module()).orElse(new Oid(attempt.base()));
    return new Work(
        tip.hex(),
        worktrees.treeOf(tip).hex(),
        commit.map(Commit::filesChanged).orElse(0),
        commit.map(Commit::insertions).orElse(0),
        commit.map(Commit::deletions).orElse(0));
  }

  private List<String> delivered(AttemptId id) {
    Path directory = runDirectories.resolve(id.value()).resolve("deliverables");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .filter(file -> file.toFile().length() > 0)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public void stop(AttemptId attempt, boolean ownerStops) {
    runner.stop(attempt, ownerStops ? StopReason.SHUTDOWN : StopReason.TERMINATED);
  }

  @Override
  public boolean report(AttemptId attempt, AttemptReport report) {
    return runner.report(attempt, report);
  }

  @Override
  public List<AttemptId> live() {
    return runner.live();
  }

  @Override
  public void close() {
    runner.close();
  }
}
