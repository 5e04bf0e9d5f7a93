package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import dev.coppice.store.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeysTest {
  private static final Caller ADMIN = new Caller.Admin("abcd1234");

  @TempDir private Path data;
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final List<String> done = new ArrayList<>();
  private IdempotencyKeys keys = new IdempotencyKeys(() -> now);

  private static Request request(Caller caller, String method, String path, String body) {
    return Request.of(caller, method, path, body, false);
  }

  private Answer send(String key, Request request) {
    return send(key, request, 200);
  }

  private Answer send(String key, Request request, int status) {
    return keys.answer(
        request.with(Map.of(IdempotencyKeys.HEADER, key)),
        () -> {
          done.add(request.body());
          return new Answer(status, "application/json", "{\"number\":" + done.size() + "}");
        });
  }

  private static Request spawn(String body) {
    return request(ADMIN, "POST", "/api/orchestration/agents", body);
  }

  @Test
  void theSameRequestIsCarriedOutOnceAndAnsweredTwice() {
    Answer first = send("k", spawn("{}"));
    Answer again = send("k", spawn("{}"));

    assertThat(done).hasSize(1);
    assertThat(first.headers()).isEmpty();
    assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.status()).isEqualTo(first.status());
  }

  @Test
  void aKeyIsTheCallersOwn() {
    send("k", spawn("{}"));
    send("k", request(new Caller.Admin("other000"), "POST", "/api/orchestration/agents", "{}"));
    var attempt = new Caller.OfAttempt(new AttemptId("a-1"), "abcd1234");
    send("k", request(attempt, "POST", "/api/orchestration/agents", "{}"));

    assertThat(done).hasSize(3);
  }

  @Test
  void theSameKeyWithAnotherRequestIsRefusedAndNamesTheFirst() {
    send("k", spawn("{}"));

    for (Request other :
        List.of(
            spawn("{\"a\":1}"),
            request(ADMIN, "PUT", "/api/orchestration/agents", "{}"),
            request(ADMIN, "POST", "/api/orchestration/agents/auto", "{}"),
            request(ADMIN, "POST", "/api/orchestration/agents?x=1", "{}"))) {
      Answer refused = send("k", other);
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body()).contains("POST /api/orchestration/agents");
    }
    assertThat(done).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 409})
  void whatWasDecidedStays(int status) {
    send("k", spawn("{}"), status);

    assertThat(send("k", spawn("{}"), 200).status()).isEqualTo(status);
    assertThat(done).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void whatWasNotDecidedIsCarriedOutAgain(int status) {
    send("k", spawn("{}"), status);

    assertThat(send("k", spawn("{}"), 200).status()).isEqualTo(200);
    assertThat(done).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ü", "a\tb", "\u007f"})
  void aKeyOfAnythingElseIsRefused(String key) {
    Assertions.assertThatThrownBy(() -> send(key, spawn("{}"))).isInstanceOf(ApiException.class);
    Assertions.assertThatThrownBy(() -> send("k".repeat(201), spawn("{}")))
        .isInstanceOf(ApiException.class);
    assertThat(done).isEmpty();
    assertThat(send("k".repeat(200), spawn("{}")).status()).isEqualTo(200);
  }

  @Test
  void readsAndThoseWhoMayOnlyReadHaveNoUseForKeys() {
    send("k", request(ADMIN, "GET", "/x", ""));
    send("k", request(ADMIN, "GET", "/x", ""));
    send("k", request(new Caller.Reader("r"), "POST", "/x", ""), 403);
    send("k", request(new Caller.Reader("r"), "POST", "/x", ""), 403);

    assertThat(done).hasSize(4);
  }

  @Test
  void theSecondOfTwoAtOnceGetsTheAnswerOfTheFirst() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Request asked = spawn("{}").with(Map.of(IdempotencyKeys.HEADER, "k"));
    CompletableFuture<Answer> first =
        CompletableFuture.supplyAsync(() ->
            keys.answer(
                asked,
                () -> {
                  begun.countDown();
                  await(go);
                  return Answer.json("number", 1);
                }));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Answer> second =
        CompletableFuture.supplyAsync(() -> keys.answer(asked, () -> Answer.json("number", 2)));

    go.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS).body()).isEqualTo("{\"number\":1}");
    assertThat(second.get(10, TimeUnit.SECONDS).body()).isEqualTo("{\"number\":1}");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aKeyIsForgottenAfterADayAndTheOldestWhenThereAreTooMany() {
    send("k", spawn("{}"));
    now = now.plus(Duration.ofHours(24)).plusMillis(1);
    assertThat(send("k", spawn("{}")).headers()).isEmpty();

    for (int i = 0; i < 10_000; i++) {
      send("more-" + i, spawn("{}"));
    }
    assertThat(send("more-9999", spawn("{}")).headers()).isNotEmpty();
    assertThat(send("more-0", spawn("{}")).headers()).as("within the bound").isNotEmpty();
    assertThat(send("k", spawn("{}")).headers()).as("the oldest").isEmpty();
  }

  @Test
  void agentsCannotPushOutWhatAPersonReliesOn() {
    send("k", spawn("{}"));
    for (int i = 0; i < 12_000; i++) {
      var attempt = new Caller.OfAttempt(new AttemptId("a-" + i), "f" + i);
      send("k", request(attempt, "POST", "/x", ""));
    }

    assertThat(send("k", spawn("{}")).headers()).isNotEmpty();
  }

  @Test
  void longAnswersAreBoundedTogether() {
    String long1 = "x".repeat(1 << 20);
    for (int i = 0; i < 40; i++) {
      var _ =
          keys.answer(
              spawn("{}").with(Map.of(IdempotencyKeys.HEADER, "long-" + i)),
              () -> new Answer(200, "application/json", long1));
    }

    assertThat(send("long-39", spawn("{}")).headers()).isNotEmpty();
    assertThat(send("long-1", spawn("{}")).headers()).isEmpty();
  }

  // ---- over a restart

  private void restart() {
    keys = new IdempotencyKeys(() -> now);
    keys.keepIn(data);
  }

  @Test
  void answersSurviveARestart() throws IOException {
    restart();
    send("k", spawn("{}"), 409);
    send("undecided", spawn("{}"), 503);
    restart();
    restart();

    assertThat(send("k", spawn("{}")).status()).isEqualTo(409);
    assertThat(send("k", spawn("[]")).status()).isEqualTo(422);
    assertThat(send("undecided", spawn("{}")).status()).isEqualTo(200);
    Path file = data.resolve("answers.jsonl");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).as("the key itself").doesNotContain("\"k\"");
  }

  @Test
  void whatWasBegunWhenTheOwnerDiedIsNotBegunAgain() throws IOException {
    restart();
    send("k", spawn("{}"));
    Path file = data.resolve("answers.jsonl");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    Files.writeString(file, lines.getFirst() + "\n" + lines.getLast().substring(0, 40));

    restart();
    Answer again = send("k", spawn("{}"));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body()).contains("unknown whether it was carried out");
    assertThat(done).hasSize(1);
    restart();
    assertThat(send("k", spawn("{}")).status()).isEqualTo(409);
  }

  @Test
  void aTornLineDoesNotSwallowTheNextOne() throws IOException {
    restart();
    Files.writeString(data.resolve("answers.jsonl"), "{\"id\":\"p-12", StandardOpenOption.APPEND);
    restart();
    send("k", spawn("{}"), 404);
    restart();

    assertThat(send("k", spawn("{}")).status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeNotedIsNotCarriedOut() throws IOException {
    restart();
    Files.deleteIfExists(data.resolve("answers.jsonl"));
    Files.createDirectory(data.resolve("answers.jsonl"));

    Answer answer = send("k", spawn("{}"));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(done).isEmpty();
  }
}
