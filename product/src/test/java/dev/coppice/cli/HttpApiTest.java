package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.rest.Listening;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import dev.coppice.store.Tokens;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Another process owns the system: commands reach it over HTTP.
class HttpApiTest {
  private static final String TOKEN = "a-token-that-nobody-guesses-0123456789abcdef";

  private final CommandRun command =
      CommandRun.on(new SimulatedWorld().script("money", Deed.ASK).script("chart", Deed.HANG));
  private final RestServer server =
      new RestServer(
          new RestApi(command.service()), new Tokens(TOKEN), Listening.onLoopback(0), Map.of());

  @BeforeEach
  void anotherProcessRuns() {
    command.service().open(true);
    command.service().settle();
    command.systems().ownedBy(new RunningOwner(4711, server.address(), TOKEN));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void looksAndDecidesWithoutOwningAnything() {
    String id = command.service().snapshot().state().inboxInOrder().getFirst().id().value();

    assertThat(command.run("status").out()).contains("System: ledger").doesNotContain("Nobody");
    assertThat(command.run("logs", "chart", "-n", "1").out()).isEqualTo("third line\n");
    assertThat(command.run("why", "balance").exit()).isZero();
    assertThat(command.run("events", "-n", "1").out()).isNotEmpty();
    assertThat(command.run("answer", id, "half-up").exit()).isZero();
    assertThat(command.run("terminate", "chart").out()).startsWith("Terminated agent");
    assertThat(command.run("spawn", "accounts").exit()).isEqualTo(2);
    assertThat(command.run("land", "money").exit()).isEqualTo(2);
    assertThat(command.run("pause").exit()).isZero();
    assertThat(command.service().snapshot().state().inbox()).isEmpty();
    assertThat(command.systems().openings()).isEmpty();
  }

  @Test
  void followsEventsWithoutAskingAgainAndAgainUntilTheOwnerEnds() throws Exception {
    CompletableFuture<CommandRun> following =
        CompletableFuture.supplyAsync(() -> command.run("events", "--follow", "-n", "1"));
    await().atMost(Duration.ofSeconds(10)).until(command.service()::isHeard);
    command.service().pause();
    await().atMost(Duration.ofSeconds(10)).until(() -> command.service().subscriptions() == 2);
    command.systems().ownedByNobody();
    server.close();

    CommandRun end = following.get(20, TimeUnit.SECONDS);

    assertThat(end.exit()).isZero();
    assertThat(end.out()).contains("paused").satisfies(out -> assertThat(out.lines()).hasSize(2));
    assertThat(end.err()).isEqualTo("The owner has ended.\n");
  }

  @Test
  void aRefusalComesWithBothSentences() {
    command.run("spawn", "chart");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err())
        .contains("Module chart already has a live agent")
        .contains("Wait for it, or terminate it first.");
  }

  @Test
  void aWrongTokenIsRefusedWithoutShowingIt() {
    command.systems().ownedBy(new RunningOwner(4711, server.address(), "wrong-token"));

    command.run("status");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).startsWith("Unauthorized.").doesNotContain("wrong-token", TOKEN);
  }

  @Test
  void anOwnerThatDoesNotAnswerIsOneSentence() {
    server.close();

    command.run("status");

    assertThat(command.exit()).isEqualTo(1);
    assertThat(command.err())
        .startsWith("The owner of this system, process 4711, does not answer at http://127.0.0.1:")
        .contains("try again");
  }
}
