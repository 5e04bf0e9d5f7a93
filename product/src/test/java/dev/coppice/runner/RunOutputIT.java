package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a command gets, and what it says.
class RunOutputIT extends RunTrial {
  @ParameterizedTest
  @MethodSource("rungs")
  void everyByteAndTheExitCodeArrive(Isolation isolation) throws IOException {
    RecordingListener listener = new RecordingListener();

    runner(isolation)
        .start(bash("printf 'one\\r\\ntwo\\n\\nthr\\303\\274e'; echo bad >&2; exit 7"), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(7));
    assertThat(listener.out).containsExactly("one", "two", "", "thrüe");
    assertThat(listener.err).containsExactly("bad");
    assertThat(listener.offsets.getLast()).isEqualTo(new RunOffsets(16, 4, 0));
    assertThat(Files.readString(runFile("out.log"))).isEqualTo("one\r\ntwo\n\nthrüe");
    assertThat(listener.pids).hasSize(1);
    awaitNoSurvivor();
  }

  @Test
  void theRungForOrdinaryUsersWorksToo() {
    assumeThat(IsolationProbe.refusal(IsolationProbe.USER_NAMESPACE)).isEmpty();
    RecordingListener listener = new RecordingListener();

    runner(new Isolation(Isolation.Level.NAMESPACE, IsolationProbe.USER_NAMESPACE, "for a test"))
        .start(bash("(setsid sleep 300 &); id -u; exit 6"), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(6));
    assertThat(listener.out).hasSize(1).doesNotContain("65534");
    awaitNoSurvivor();
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void theCommandGetsExactlyItsEnvironment(Isolation isolation) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", "/nowhere");
    environment.put("secret-token", "s3 = \"x\"");
    environment.put("BASH_ENV", "/dev/null");
    environment.put("IFS", "x");
    environment.put("RANDOM", "7");
    environment.put("shim_dir", "mine");
    environment.put("LANG", "C.UTF-8");
    environment.put("EMPTY", "");
    RecordingListener listener = new RecordingListener();

    runner(isolation)
        .start(new RunSpec(ID, List.of("env"), dataDir, environment, "a prompt", LIMITS), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    environment.put("COPPICE_ATTEMPT", ID.value());
    environment.put("COPPICE_RUN", runFile("").toString());
    environment.put("COPPICE_REPORT", runFile("report.jsonl").toString());
    environment.put("COPPICE_DELIVERABLES", runFile("deliverables").toString());
    environment.put("COPPICE_PROMPT", runFile("prompt.md").toString());
    assertThat(listener.out)
        .containsExactlyInAnyOrderElementsOf(
            environment.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList());
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void theCommandInheritsNothingElse(Isolation isolation) {
    RecordingListener listener = new RecordingListener();

    runner(isolation)
        .start(
            bash(
                """
                readlink /proc/self/fd/0; read -r line || echo end of input
                for n in $(seq 3 254); do [ -e /proc/$$/fd/$n ] && echo "open: $n"; done
                grep -E '^Sig(Blk|Ign)' /proc/self/status
                ps -o tty= -p $$ 2>/dev/null | grep -v '?'
                exit 0
                """),
            listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    // The upper half are the real-time signals, some of which the C library keeps for itself.
    assertThat(String.join("\n", listener.out))
        .matches(
            "/dev/null\nend of input\nSigBlk:\t[0-9a-f]{8}[08]0{7}\nSigIgn:\t[0-9a-f]{8}[08]0{7}");
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void argumentsArriveUnchanged(Isolation isolation) {
    List<String> arguments = List.of("$(id)", "a b", "", "*", "-n", "two\nlines", "'\"\\", "ü");
    List<String> command = new java.util.ArrayList<>(List.of("printf", "<%s>"));
    command.addAll(arguments);
    RecordingListener listener = new RecordingListener();

    runner(isolation)
        .start(
            new RunSpec(ID, command, dataDir, Map.of("PATH", "/usr/bin:/bin"), null, LIMITS),
            listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    assertThat(String.join("\n", listener.out)).isEqualTo("<" + String.join("><", arguments) + ">");
  }

  @Test
  void anEndlessLineIsCutAndTheNextOneIsWhole() {
    RecordingListener listener = new RecordingListener();

    runner(Isolation.probe())
        .start(bash("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo next"), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    assertThat(listener.out).hasSize(2);
    assertThat(listener.out.getFirst())
        .startsWith("x".repeat(LineTail.LINE_LIMIT))
        .endsWith("x [cut: 2934464 more bytes]");
    assertThat(listener.out.getLast()).isEqualTo("next");
  }

  @Test
  void binaryGarbageBreaksNothing() {
    RecordingListener listener = new RecordingListener();

    runner(Isolation.probe())
        .start(
            bash(
                "head -c 300000 /dev/urandom; head -c 100000 /dev/urandom >>$COPPICE_REPORT;"
                    + " echo; echo end"),
            listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    assertThat(listener.out.getLast()).isEqualTo("end");
    assertThat(listener.reports).isNotEmpty().hasOnlyElementsOfType(ReportLine.Unreadable.class);
  }

  @Test
  void reportsArriveWhileTheCommandRuns() {
    RecordingListener listener = new RecordingListener();
    LocalRunner runner = runner(Isolation.probe());

    runner.start(
        bash(
            """
            echo '{"type":"progress","percent":40,"phase":"IMPLEMENT","note":"half"}' >>$COPPICE_REPORT
            echo 'nonsense' >>$COPPICE_REPORT
            cat $COPPICE_PROMPT
            while [ ! -e $COPPICE_DELIVERABLES/go ]; do sleep 0.02; done
            printf '{"type":"done","summary":"all"}' >>$COPPICE_REPORT
            """),
        listener);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> listener.reports.size() == 2);
    assertThat(listener.ends).isEmpty();
    try {
      Files.createFile(runFile("deliverables/go"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    assertThat(listener.reports.getFirst())
        .isEqualTo(new ReportLine.Progress(40, "IMPLEMENT", "half"));
    assertThat(listener.reports.get(1)).isInstanceOf(ReportLine.Unreadable.class);
    assertThat(listener.reports.getLast()).isEqualTo(new ReportLine.Done("all"));
  }

  @Test
  void othersCannotReadARunDirectory() throws IOException {
    RecordingListener listener = new RecordingListener();
    runner(Isolation.probe())
        .start(
            new RunSpec(ID, List.of("true"), dataDir, Map.of("TOKEN", "k3y-of-mine"), "p", LIMITS),
            listener);
    listener.awaitEnd();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runFile(""))))
        .isEqualTo("rwx------");
    for (String name : List.of("prompt.md", "intent.json", "argv", "out.log", "report.jsonl")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runFile(name))))
          .as(name)
          .isEqualTo("rw-------");
      assertThat(Files.readString(runFile(name))).as(name).doesNotContain("k3y-of-mine");
    }
    assertThat(Files.readString(runFile("prompt.md"))).isEqualTo("p");
  }

  @Test
  void aReportFileThatBecameAPipeHangsNobody() {
    RecordingListener listener = new RecordingListener();

    runner(Isolation.probe())
        .start(bash("rm $COPPICE_REPORT; mkfifo $COPPICE_REPORT; echo said"), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(0));
    assertThat(listener.out).containsExactly("said");
  }

  @Test
  void aDeletedReportFileHangsNobody() {
    RecordingListener listener = new RecordingListener();

    runner(Isolation.probe()).start(bash("rm $COPPICE_REPORT; echo said; exit 3"), listener);

    assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Exited(3));
    assertThat(listener.out).containsExactly("said");
  }
}
