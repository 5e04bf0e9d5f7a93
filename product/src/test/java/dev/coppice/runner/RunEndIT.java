package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How attempts end, and that nothing of them is left.
class RunEndIT extends RunTrial {
  /// A child in the group, one in a session of its own, a daemon with two forks, and one that hears
  /// no signal. All carry the mark in their argument list.
  private static final String BROOD =
      """
      spawn() { bash -c 'trap "" TERM HUP INT; while :; do sleep 0.2; done' "$MARK" & }
      spawn
      (setsid bash -c 'sleep 300; :' "$MARK" &)
      (setsid bash -c '(setsid bash -c "sleep 300; :" "$MARK" &)' "$MARK" &)
      sleep 0.1; echo ready
      """;

  @ParameterizedTest
  @MethodSource("rungs")
  void whatACommandLeavesBehindEndsWithIt(Isolation isolation) {
    RecordingListener listener = new RecordingListener();

    runner(isolation).start(bash(BROOD + "exit 5"), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(5));
    awaitNoSurvivor();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void aStoppedCommandMaySayGoodbyeAndLeavesNothing(Isolation isolation) {
    LocalRunner runner = runner(isolation);
    RecordingListener listener = new RecordingListener();
    runner.start(
        bash("trap 'echo bye; exit 3' TERM\n" + BROOD + "while :; do sleep 0.05; done"), listener);
    listener.awaitOut("ready");

    runner.stop(ID, StopReason.TERMINATED);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Stopped(StopReason.TERMINATED, 3));
    assertThat(listener.out).containsExactly("ready", "bye");
    awaitNoSurvivor();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void aCommandDeafToSignalsIsKilledAfterItsGrace(Isolation isolation) {
    LocalRunner runner = runner(isolation);
    RecordingListener listener = new RecordingListener();
    runner.start(bash("trap '' TERM INT HUP\n" + BROOD + "while :; do sleep 0.05; done"), listener);
    listener.awaitOut("ready");

    runner.stop(ID, StopReason.SHUTDOWN);
    runner.stop(ID, StopReason.TERMINATED); // the first reason stays

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Stopped(StopReason.SHUTDOWN, 137));
    awaitNoSurvivor();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void theDeadlineEndsACommand(Isolation isolation) {
    RecordingListener listener = new RecordingListener();

    runner(isolation)
        .start(bash(BROOD + "wait", LIMITS.withWall(Duration.ofMillis(700))), listener);

    assertThat(listener.awaitEnd()).isInstanceOf(RunEnd.Stopped.class);
    assertThat(((RunEnd.Stopped) listener.ends.getFirst()).reason()).isEqualTo(StopReason.DEADLINE);
    awaitNoSurvivor();
  }

  @Test
  void aSilentCommandIsEndedAndATalkingOneIsNot() {
    RunLimits limits = LIMITS.withIdle(Duration.ofMillis(800)).withWall(Duration.ofMillis(2500));
    RecordingListener silent = new RecordingListener();
    LocalRunner runner = runner(Isolation.probe());
    runner.start(bash("echo once; sleep 300", limits), silent);
    RecordingListener talking = new RecordingListener();
    AttemptId other = new AttemptId("attempt-2");
    RunSpec talk = bash("while :; do echo x >>$COPPICE_REPORT; sleep 0.1; done", limits);
    runner.start(
        new RunSpec(other, talk.command(), dataDir, talk.environment(), null, limits), talking);

    assertThat(silent.awaitEnd()).isEqualTo(new RunEnd.Stopped(StopReason.IDLE, 143));
    assertThat(talking.awaitEnd()).isEqualTo(new RunEnd.Stopped(StopReason.DEADLINE, 143));
    awaitNoSurvivor();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void aFloodIsCutOff(Isolation isolation) throws IOException {
    RecordingListener listener = new RecordingListener();
    long cap = 2_000_000;

    runner(isolation).start(bash("trap '' TERM; yes flood", LIMITS.withOutputBytes(cap)), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Stopped(StopReason.OUTPUT_FLOOD, 137));
    assertThat(Files.size(runFile("out.log"))).isGreaterThan(cap);
    assertThat(listener.offsets.getLast().out()).isLessThan(cap + (2L << 20));
    awaitNoSurvivor();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void withoutAnOwnerTheLeaseEndsIt(Isolation isolation) {
    LocalRunner runner = runner(isolation);
    RecordingListener abandoned = new RecordingListener();
    runner.start(bash(BROOD + "wait", LIMITS.withLease(Duration.ofSeconds(2))), abandoned);
    abandoned.awaitOut("ready");
    runner.close();

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> Files.exists(runFile("exit.json")));

    awaitNoSurvivor();
    assertThat(abandoned.ends).isEmpty();
    RecordingListener listener = new RecordingListener();
    assertThat(runner(isolation).adopt(ID, listener)).isTrue();
    assertThat(listener.awaitEnd()).isInstanceOf(RunEnd.Stopped.class);
    assertThat(((RunEnd.Stopped) listener.ends.getFirst()).reason())
        .isEqualTo(StopReason.LEASE_EXPIRED);
    assertThat(listener.out).contains("ready");
  }

  @Test
  void anOwnerKeepsTheLeaseAlive() {
    RecordingListener listener = new RecordingListener();

    runner(Isolation.probe())
        .start(bash("sleep 2.5; exit 4", LIMITS.withLease(Duration.ofSeconds(1))), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(4));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void aKilledHolderMeansLostAndNothingIsLeft(Isolation isolation) {
    LocalRunner runner = runner(isolation);
    RecordingListener listener = new RecordingListener();
    runner.start(bash(BROOD + "wait"), listener);
    listener.awaitOut("ready");

    ProcessHandle.of(listener.awaitPid()).orElseThrow().destroyForcibly();

    awaitNoSurvivor();
    RunEnd end = listener.awaitEnd();
    assertThat(end).isInstanceOf(RunEnd.Lost.class);
    assertThat(((RunEnd.Lost) end).why()).startsWith("its holder, process ");
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void aHolderKilledAtAnyMomentLeavesNothing(Isolation isolation) {
    LocalRunner runner = runner(isolation);
    Random random = new Random(20260101);
    Map<AttemptId, RecordingListener> listeners = new HashMap<>();
    for (int round = 0; round < 10; round++) {
      AttemptId id = new AttemptId("killed-" + round);
      RunSpec brood = bash(BROOD + "wait");
      listeners.put(id, new RecordingListener());
      runner.start(
          new RunSpec(id, brood.command(), dataDir, brood.environment(), null, LIMITS),
          listeners.get(id));
      long until = System.nanoTime() + random.nextLong(100_000_000);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      holder(id).ifPresent(ProcessHandle::destroyForcibly);
    }

    listeners.forEach((id, listener) ->
        assertThat(listener.awaitEnd()).as(id.value()).isInstanceOf(RunEnd.Lost.class));
    awaitNoSurvivor();
  }

  /// The topmost process of an attempt, whether or not it has said who it is.
  private Optional<ProcessHandle> holder(AttemptId id) {
    String directory = dataDir.resolve("run").resolve(id.value()).toString() + "\0";
    List<Long> all = survivors(directory);
    return all.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(it -> it.parent().filter(parent -> all.contains(parent.pid())).isEmpty())
        .findFirst();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void aForgedExitRecordBuysNoTime(Isolation isolation) {
    RecordingListener listener = new RecordingListener();

    runner(isolation)
        .start(
            bash(
                """
                printf '{"code":0,"reason":"exited"}' >$COPPICE_RUN/forged
                mv $COPPICE_RUN/forged $COPPICE_RUN/exit.json
                sleep 300
                """),
            listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    Awaitility.await().atMost(Duration.ofSeconds(4)).until(() -> survivors(mark).isEmpty());
  }

  @Test
  void aMissingCommandIsSaidInASentence() {
    RecordingListener listener = new RecordingListener();

    runner(Isolation.probe())
        .start(
            new RunSpec(
                ID, List.of("no-such-agent"), dataDir, Map.of("PATH", "/bin"), null, LIMITS),
            listener);

    assertThat(listener.awaitEnd())
        .isEqualTo(
            new RunEnd.SpawnFailed(
                "the command \"no-such-agent\" was not found on the PATH of the attempt (/bin);"
                    + " install it, or give its full path",
                true));
    assertThat(listener.pids).isEmpty();
  }

  @Test
  void aMissingDirectoryAndAHugeArgumentAreSaidInASentence() {
    LocalRunner runner = runner(Isolation.probe());
    Path nowhere = dataDir.resolve("nowhere");
    RecordingListener first = new RecordingListener();
    runner.start(new RunSpec(ID, List.of("true"), nowhere, Map.of(), null, LIMITS), first);
    RecordingListener second = new RecordingListener();
    List<String> huge = List.of("true", "x".repeat(200_000));
    runner.start(new RunSpec(new AttemptId("huge"), huge, dataDir, Map.of(), null, LIMITS), second);

    assertThat(first.awaitEnd())
        .isEqualTo(
            new RunEnd.SpawnFailed("the working directory " + nowhere + " does not exist", false));
    assertThat(second.awaitEnd().toString()).contains("200000 bytes", "COPPICE_PROMPT");
  }

  @Test
  void aWrapperThatCannotStartIsNotMistakenForTheCommand() {
    Isolation broken =
        new Isolation(
            Isolation.Level.NAMESPACE, List.of("unshare", "--no-such-option", "--"), "broken");
    RecordingListener listener = new RecordingListener();

    runner(broken).start(bash("true"), listener);

    assertThat(listener.awaitEnd()).isInstanceOf(RunEnd.Lost.class);
    assertThat(((RunEnd.Lost) listener.ends.getFirst()).why()).contains("unshare");
  }

  @Test
  void aRunDirectoryIsForgottenOnlyAfterTheEnd() {
    LocalRunner runner = runner(Isolation.probe());
    RecordingListener listener = new RecordingListener();
    runner.start(
        bash("mkdir -p $COPPICE_DELIVERABLES/deep; chmod 0 $COPPICE_DELIVERABLES/deep; sleep 300"),
        listener);
    listener.awaitPid();

    assertThatThrownBy(() -> runner.forget(ID))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attempt attempt-1 has not ended yet; stop it, and wait for its end");
    assertThat(runner.live()).containsExactly(ID);
    runner.stop(ID, StopReason.TERMINATED);
    listener.awaitEnd();
    assertThat(runner.live()).isEmpty();
    assertThat(runner.known()).containsExactly(ID);
    runner.forget(ID);

    assertThat(runner.known()).isEmpty();
    try (var left = Files.list(dataDir.resolve("run"))) {
      assertThat(left).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRunDirectoryRemovedBehindOurBackEndsTheAttempt() throws IOException {
    LocalRunner runner = runner(Isolation.probe());
    RecordingListener listener = new RecordingListener();
    runner.start(bash("echo ready; sleep 300"), listener);
    listener.awaitOut("ready");

    RunDirectory.delete(runFile(""));

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Lost("its run directory was removed"));
    awaitNoSurvivor();
  }
}
