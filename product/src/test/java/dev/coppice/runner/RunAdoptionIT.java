package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Owners come and go; the attempt goes on, once.
class RunAdoptionIT extends RunTrial {
  private static final String COUNT =
      "for i in $(seq 120); do echo line $i; echo err $i >&2; sleep 0.01; done; exit 7";
  private static final List<String> LINES =
      IntStream.rangeClosed(1, 120).mapToObj(i -> "line " + i).toList();

  @ParameterizedTest
  @MethodSource("rungs")
  void aSuccessorHearsEverything(Isolation isolation) {
    LocalRunner first = runner(isolation);
    RecordingListener dropped = new RecordingListener();
    first.start(bash(COUNT), dropped);
    dropped.awaitOut("line 10");
    first.close();

    RecordingListener listener = new RecordingListener();
    assertThat(runner(isolation).adopt(ID, listener)).isTrue();

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(7));
    assertThat(listener.out).containsExactlyElementsOf(LINES);
    assertThat(listener.err).hasSize(120).startsWith("err 1").endsWith("err 120");
    assertThat(listener.pids).isEqualTo(dropped.pids);
    assertThat(dropped.ends).isEmpty();
  }

  @Test
  void aSuccessorGoesOnWhereThePredecessorStopped() {
    LocalRunner first = runner(Isolation.probe());
    RecordingListener dropped = new RecordingListener();
    first.start(bash(COUNT), dropped);
    dropped.awaitOut("line 20");
    first.close();

    RecordingListener listener = new RecordingListener();
    runner(Isolation.probe()).adopt(ID, dropped.offsets.getLast(), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(7));
    dropped.out.addAll(listener.out);
    assertThat(dropped.out).containsExactlyElementsOf(LINES);
    dropped.err.addAll(listener.err);
    assertThat(dropped.err).hasSize(120).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void aKilledOwnerLosesNothing(Isolation isolation) throws Exception {
    Process owner = owner(isolation, COUNT);
    Path out = runFile("out.log");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> Files.exists(out) && Files.readString(out).contains("line 10\n"));
    owner.destroyForcibly();
    assertThat(owner.waitFor(5, TimeUnit.SECONDS)).isTrue();

    RecordingListener listener = new RecordingListener();
    assertThat(runner(isolation).adopt(ID, listener)).isTrue();

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(7));
    assertThat(listener.out).containsExactlyElementsOf(LINES);
    assertThat(listener.err).hasSize(120);
    awaitNoSurvivor();
  }

  @Test
  void startedTwiceItRunsOnce() {
    String script = "echo run >>count; echo ready; sleep 1.5; exit 2";
    LocalRunner runner = runner(Isolation.probe());
    RecordingListener listener = new RecordingListener();
    runner.start(bash(script), listener);
    runner.start(bash(script), new RecordingListener());
    RecordingListener second = new RecordingListener();
    runner(Isolation.probe()).start(bash(script), second);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(2));
    assertThat(second.awaitEnd()).isEqualTo(new RunEnd.Exited(2));
    RecordingListener late = new RecordingListener();
    runner.start(bash(script), late);
    assertThat(late.awaitEnd()).isEqualTo(new RunEnd.Exited(2));
    assertThat(late.out).containsExactly("ready");
    assertThat(dataDir.resolve("count")).hasContent("run");
  }

  @Test
  void theLockRefusesASecondShim() throws Exception {
    LocalRunner runner = runner(Isolation.probe());
    RecordingListener listener = new RecordingListener();
    RunSpec spec = bash("echo run >>count; echo ready; sleep 4");
    runner.start(spec, listener);
    listener.awaitOut("ready");
    Shim shim = new Shim(dataDir, Isolation.probe());
    RunDirectory directory = new RunDirectory(dataDir.resolve("run"), ID);

    shim.spawn(directory, spec);

    assertThat(shim.seal(directory, "it is held")).isFalse();
    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    shim.spawn(directory, spec);
    // The refused shim holds the lock for the moment it needs to see that it is too late.
    Awaitility.await().until(() -> shim.seal(directory, "too late"));
    assertThat(directory.findEnd()).contains(new RunEnd.Exited(0));
    assertThat(dataDir.resolve("count")).hasContent("run");
  }

  @Test
  void anIntentWhoseShimNeverCameIsLostForGood() throws Exception {
    RunSpec spec = bash("echo run >>count");
    RunDirectory directory = new RunDirectory(dataDir.resolve("run"), ID);
    LocalRunner runner = runner(Isolation.probe());
    directory.create(spec, Isolation.probe(), Instant.now());
    RecordingListener listener = new RecordingListener();
    assertThat(runner.live()).containsExactly(ID);

    runner.start(spec, listener);

    assertThat(listener.awaitEnd())
        .isEqualTo(new RunEnd.Lost("it was killed before its shim had said who it is"));
    assertThat(listener.pids).isEmpty();
    new Shim(dataDir, Isolation.probe()).spawn(directory, spec); // comes late, is refused
    Awaitility.await().until(() -> survivors(runFile("").toString()).isEmpty());
    assertThat(dataDir.resolve("count")).doesNotExist();
  }

  @Test
  void anIdentityOfAnotherBootIsLost() throws Exception {
    LocalRunner runner = runner(Isolation.probe());
    RunDirectory directory = new RunDirectory(dataDir.resolve("run"), ID);
    directory.create(bash("true"), Isolation.probe(), Instant.now());
    long self = ProcessHandle.current().pid();
    long start = ProcessIdentity.find(self).orElseThrow().startTime();
    DurableFile.create(
        directory.file("id.json"),
        "{\"format\":1,\"pid\":%d,\"start\":%d,\"boot\":\"before\"}"
            .formatted(self, start)
            .getBytes(StandardCharsets.UTF_8));
    RecordingListener listener = new RecordingListener();

    runner.adopt(ID, listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Lost("the machine was started again"));
    assertThat(runner.adopt(new AttemptId("unknown"), listener)).isFalse();
  }

  @Test
  void aHalfMadeRunDirectoryIsNoAttempt() throws IOException {
    LocalRunner runner = runner(Isolation.probe());
    Path half = dataDir.resolve("run").resolve(".new-" + ID);
    Files.createDirectories(half);
    Files.writeString(half.resolve("argv"), "x");

    assertThat(runner.known()).isEmpty();
    RecordingListener listener = new RecordingListener();
    runner.start(bash("exit 9"), listener);
    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(9));
    assertThat(half).doesNotExist();
  }

  @Test
  void changedScriptsAreRestored() throws Exception {
    new Shim(dataDir, Isolation.probe());
    Path script;
    try (var found = Files.walk(dataDir.resolve("shim"))) {
      script = found.filter(it -> it.endsWith("init.sh")).findFirst().orElseThrow();
    }
    String original = Files.readString(script);
    Files.writeString(script, "exit 1");

    new Shim(dataDir, Isolation.probe());

    assertThat(script).hasContent(original);
  }

  private Process owner(Isolation isolation, String script) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RunOwner.class.getName(),
            dataDir.toString(),
            ID.value(),
            isolation.level().word(),
            script,
            "owner-of-" + mark)
        .inheritIO()
        .start();
  }
}
