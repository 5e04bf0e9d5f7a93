package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.work.Autonomy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeCommandTest {
  @Test
  void itSaysWhereItListensAndWhereTheTokenLiesAndHowToStop() {
    CommandRun command = served("serve", "--repo", "/r");

    assertThat(command.exit()).isZero();
    assertThat(command.out()).isEmpty();
    assertThat(command.err())
        .contains("Serving system \"ledger\" of /repository at http://127.0.0.1:1")
        .contains("/repository/token")
        .contains("kill " + ProcessHandle.current().pid());
    assertThat(command.service().isStopped()).isTrue();
    assertThat(command.systems().stillOpen()).isZero();
  }

  @Test
  void aProgramGetsOneObjectAndNothingElse() {
    CommandRun command = served("serve", "--repo", "/r", "--json");

    assertThat(command.out().lines()).hasSize(1);
    assertThat(command.json().propertyNames())
        .containsExactly("address", "pid", "tokenFile", "initialized", "systemId", "systemPath");
    assertThat(command.json().path("initialized").asBoolean()).isTrue();
  }

  @Test
  void withoutARepositoryItWaitsToBeToldOne() {
    CommandRun command = served("serve", "--allow-root", "/a", "--allow-root", "/b", "--json");

    Serving serving = command.systems().servings().getFirst();
    assertThat(serving.waits()).isTrue();
    assertThat(serving.roots()).containsExactly(Path.of("/a"), Path.of("/b"));
    assertThat(command.json().path("initialized").asBoolean()).isFalse();
    assertThat(command.json().has("systemId")).isFalse();
  }

  @Test
  void theFlagsReachTheOwner() {
    CommandRun command =
        served(
            ("serve --repo /r --data /d --autopilot --agent codex --loop bugfix-loop"
                    + " --max-parallel-agents 7 --autonomy manual --host localhost --port 0"
                    + " --host-name coppice.example.com --tls-keystore /k --tls-password-file /p")
                .split(" ", -1));

    Serving serving = command.systems().servings().getFirst();
    Opening opening = serving.opening();
    assertThat(serving.waits()).isFalse();
    assertThat(opening.location().repository()).hasToString("/r");
    assertThat(opening.location().data()).hasToString("/d");
    assertThat(opening.mode()).isEqualTo(Mode.AUTOPILOT);
    assertThat(opening.agent()).isEqualTo("codex");
    assertThat(opening.maxParallelAgents()).isEqualTo(7);
    assertThat(opening.autonomy()).isEqualTo(Autonomy.MANUAL);
    Door door = serving.door();
    assertThat(door.host()).isEqualTo("localhost");
    assertThat(door.port()).isZero();
    assertThat(door.names()).containsExactly("coppice.example.com");
    assertThat(door.certificate()).isEqualTo(new Door.Certificate(Path.of("/k"), Path.of("/p")));
  }

  @Test
  void byItselfItListensOnLoopbackAndStartsNothing() {
    Serving serving = served("serve", "--repo", "/r").systems().servings().getFirst();

    assertThat(serving.door().host()).isEqualTo("127.0.0.1");
    assertThat(serving.door().port()).isEqualTo(7420);
    assertThat(serving.opening().mode()).isEqualTo(Mode.ON_REQUEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port -1 | --port is -1",
        "--port 65536 | --port is 65536",
        "--port x | --port",
        "--exit-when-idle soon | --exit-when-idle is \"soon\"",
        "--exit-when-idle 0s | --exit-when-idle is \"0s\"",
        "--max-parallel-agents 0 | --max-parallel-agents is 0",
        "--repo /r --allow-root /a | --allow-root is for a server without --repo",
        "--host 192.0.2.1 | can be reached from other machines",
        "--host 192.0.2.1 --allow-remote | Without HTTPS the token could be read",
        "--host 0.0.0.0 --allow-remote --behind-proxy | --host-name NAME",
        "--host [::] --allow-remote --behind-proxy | --host-name NAME",
        "--host no.such.host.invalid | neither an address nor a name",
        "--host-name http://x/ | is no host name",
        "--tls-password-file /p | without a key store",
        "--prot 1 | Did you mean --port?",
        "here | Unexpected argument here",
      })
  void aWrongFlagIsRefusedBeforeAnythingIsOpened(String flags, String said) {
    CommandRun command = served(("serve " + flags).split(" ", -1));

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).contains(said);
    assertThat(command.systems().servings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--host 192.0.2.1 --allow-remote --tls-keystore /k",
        "--host 0.0.0.0 --allow-remote --behind-proxy --host-name coppice.example.com",
        "--host ::1",
        "--host [::1]",
      })
  void whoSaysThatOthersMayReachItAndHowItIsProtectedMayHaveIt(String flags) {
    CommandRun command = served(("serve " + flags).split(" ", -1));

    assertThat(command.exit()).isZero();
    assertThat(command.systems().servings()).hasSize(1);
    assertThat(command.systems().servings().getFirst().door().host()).doesNotContain("[");
  }

  @Test
  void aSecondOwnerIsToldWhoIsTheFirstAndHowToEndIt() {
    CommandRun command = CommandRun.on(new SimulatedWorld());
    command.systems().ownedBy(owner(true));

    command.run("serve", "--repo", "/r");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err())
        .contains("Process 4711 serves this system already, at http://127.0.0.1:1")
        .contains("kill 4711")
        .doesNotContain("secret-token");
  }

  @Test
  void whoWantsToRunWhatIsServedLearnsOfAutopilot() {
    CommandRun command = CommandRun.on(new SimulatedWorld());
    command.systems().ownedBy(owner(true));

    command.run("run", "--repo", "/r");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err())
        .contains("`coppice spawn M --repo /r`", "kill 4711", "`coppice serve --autopilot`");
  }

  @Test
  void itEndsWhenNothingMovesAndNobodyAsks() {
    CommandRun command = CommandRun.on(new SimulatedWorld());
    command.systems().beQuietFor(Duration.ofHours(1));

    command.run("serve", "--repo", "/r", "--exit-when-idle", "100ms");

    assertThat(command.exit()).isZero();
    assertThat(command.err()).contains("Nobody has asked for 100ms.");
    assertThat(command.systems().stillOpen()).isZero();
  }

  @Test
  void neitherARunningAgentNorAnOpenRequestIsIdle() {
    CommandRun command =
        CommandRun.on(new SimulatedWorld().script("money", Deed.HANG).script("chart", Deed.HANG));
    command.systems().beQuietFor(Duration.ofHours(1));
    var now = new AtomicLong();
    Served served = command.systems().serve(serving(Mode.AUTOPILOT));
    var idleness = new Idleness(served, now::get);
    command.service().settle();

    now.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(idleness.look()).isZero();

    served.service().stopOwner();
    command.service().settle();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(idleness.look()).isEqualTo(Duration.ofMinutes(1));
    command.systems().beQuietFor(Duration.ofSeconds(2));
    assertThat(idleness.look()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void theSecondCtrlCLeavesAtOnce() {
    var person = new Person(2);
    CommandRun command =
        CommandRun.on(new SimulatedWorld()).brokenOffBy(person).run("serve", "--repo", "/r");

    assertThat(person.left).containsExactly(Exit.INTERRUPTED);
    assertThat(command.err()).contains("Agents that still run go on by themselves.");
  }

  @Test
  void whatCannotBeOpenedIsOneSentenceAndOneRemedy() {
    CommandRun command = CommandRun.on(new SimulatedWorld());
    command
        .systems()
        .failWith(
            new CommandFailure(
                Exit.ENVIRONMENT, "Port 7420 of 127.0.0.1 is taken", "Choose another."));

    command.run("serve");

    assertThat(command.exit()).isEqualTo(4);
    assertThat(command.err()).isEqualTo("Port 7420 of 127.0.0.1 is taken. Choose another.\n");
  }

  private static RunningOwner owner(boolean serving) {
    return new RunningOwner(4711, URI.create("http://127.0.0.1:1"), "secret-token", serving);
  }

  private static Serving serving(Mode mode) {
    return new Serving(
        Opening.of(new Location(Path.of("/r"), null), mode),
        false,
        List.of(),
        new Door("127.0.0.1", 0, java.util.Set.of(), null));
  }

  /// Serves until the one Ctrl-C that comes at once.
  private static CommandRun served(String... arguments) {
    return CommandRun.on(new SimulatedWorld()).brokenOffBy(new Person(1)).run(arguments);
  }

  /// Presses Ctrl-C as soon as somebody listens.
  private static final class Person implements Interrupts {
    private final int times;
    private final List<Exit> left = new ArrayList<>();

    private Person(int times) {
      this.times = times;
    }

    @Override
    public Listening listen(Runnable handler) {
      for (int i = 0; i < times; i++) {
        handler.run();
      }
      return () -> {};
    }

    @Override
    public void leave(Exit exit) {
      left.add(exit);
    }
  }
}
