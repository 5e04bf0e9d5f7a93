package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client on one side, an owner that comes and goes on the other.
class StdioProxyTest {
  private static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

  private final Pipe pipe = pipe();
  private final OutputStream toProxy = Channels.newOutputStream(pipe.sink());
  private final ByteArrayOutputStream fromProxy = new ByteArrayOutputStream();
  private final AtomicReference<@Nullable FakeMcpOwner> owner =
      new AtomicReference<>(new FakeMcpOwner());
  private final AtomicInteger starts = new AtomicInteger();
  private Thread proxying = Thread.currentThread();

  private static Pipe pipe() {
    try {
      return Pipe.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void theClientStartsIt() throws IOException {
    var proxy =
        new StdioProxy(
            Channels.newInputStream(pipe.source()),
            new PrintStream(fromProxy, true, StandardCharsets.UTF_8),
            this::findOrStart);
    proxying =
        Thread.ofPlatform()
            .start(() -> {
              try {
                proxy.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @AfterEach
  void theClientEnds() throws Exception {
    @Nullable FakeMcpOwner last = owner.get();
    if (last != null) {
      last.release();
    }
    toProxy.close();
    assertThat(proxying.join(Duration.ofSeconds(15))).isTrue();
    if (last != null) {
      last.close();
    }
  }

  private RunningOwner findOrStart() {
    @Nullable FakeMcpOwner known = owner.get();
    if (known == null) {
      starts.incrementAndGet();
      known = new FakeMcpOwner();
      owner.set(known);
    }
    return known.owner();
  }

  private FakeMcpOwner owner() {
    return Optional.ofNullable(owner.get()).orElseThrow();
  }

  private void say(String line) throws IOException {
    toProxy.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    toProxy.flush();
  }

  private void call(int id, String tool) throws IOException {
    say(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}"
            .formatted(id, tool));
  }

  private void ask(int id, String method) throws IOException {
    say("{\"method\":\"%s\",\"jsonrpc\":\"2.0\",\"id\":%d}".formatted(method, id));
  }

  private void hello() throws IOException {
    ask(0, "initialize");
    say(INITIALIZED);
    assertThat(answer(0).at("/result/session").asString()).isEqualTo("s1");
  }

  /// Everything it wrote; each line must be one message.
  private List<JsonNode> written() {
    return fromProxy
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }

  private Optional<JsonNode> find(int id) {
    return written().stream().filter(message -> message.path("id").asInt(-1) == id).findFirst();
  }

  private JsonNode answer(int id) {
    await().atMost(Duration.ofSeconds(10)).until(() -> find(id).isPresent());
    return find(id).orElseThrow();
  }

  private void loseTheOwner() {
    owner().close();
    owner.set(null);
  }

  @Test
  void answersComeBackAsOneLineEachWhateverFormTheyHad() throws Exception {
    hello();
    call(1, "echo");
    call(2, "stream");

    assertThat(answer(1).at("/result/of").asString()).isEqualTo("tools/call:echo");
    assertThat(answer(2).at("/result/of").asString()).isEqualTo("tools/call:stream");
    assertThat(written())
        .extracting(message -> message.path("method").asString(""))
        .contains("notifications/progress");
    assertThat(owner().heard())
        .startsWith("POST null initialize", "POST s1 notifications/initialized");
  }

  @Test
  void aLongCallBlocksNeitherAPingNorACancellation() throws Exception {
    hello();
    call(1, "slow");
    ask(2, "ping");
    assertThat(answer(2).has("result")).isTrue();

    say(cancellation(1));

    await().until(() -> owner().heard().contains("POST s1 notifications/cancelled"));
    assertThat(owner().heard())
        .containsSubsequence("POST s1 tools/call:slow", "POST s1 notifications/cancelled");
    assertThat(find(1)).isEmpty();
  }

  @Test
  void moreThanAnOwnerShouldCarryAtOnceWaitsForItsTurn() throws Exception {
    hello();
    for (int id = 1; id <= 32; id++) {
      call(id, "slow");
    }
    await()
        .until(
            () -> owner().heard().stream().filter("POST s1 tools/call:slow"::equals).count() == 32);
    call(33, "echo");
    call(34, "echo");
    say(cancellation(34));
    ask(35, "ping");
    answer(35);
    assertThat(owner().heard()).doesNotContain("POST s1 tools/call:echo");

    owner().release();

    assertThat(answer(33).has("result")).as("%s", answer(33)).isTrue();
    assertThat(owner().heard())
        .containsOnlyOnce("POST s1 tools/call:echo")
        .doesNotContain("POST s1 notifications/cancelled");
    assertThat(find(34)).isEmpty();
  }

  private static String cancellation(int id) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}"
        .formatted(id);
  }

  @Test
  void whatTheOwnerSaysUnaskedArrivesAndGoesOnAfterABreak() throws Exception {
    hello();

    await()
        .until(() -> written().stream().anyMatch(m -> m.path("method").asString("").equals("n2")));

    assertThat(owner().lastEventIds()).containsExactly("null", "1");
    assertThat(written())
        .extracting(m -> m.path("method").asString(""))
        .containsOnlyOnce("n1", "n2");
  }

  @Test
  void anOwnerWithoutAStreamIsAskedForItOnce() throws Exception {
    owner().beSilent();
    hello();
    await().until(() -> owner().heard().contains("GET s1 "));
    call(1, "echo");
    answer(1);

    assertThat(owner().heard()).containsOnlyOnce("GET s1 ");
  }

  @Test
  void aForgottenSessionIsOpenedAgainWithoutTheClientNoticing() throws Exception {
    hello();
    say(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"coppice://events\"}}");
    answer(7);
    owner().forget();

    call(8, "echo");

    assertThat(answer(8).has("result")).isTrue();
    assertThat(owner().heard())
        .containsSubsequence(
            "POST s1 tools/call:echo",
            "POST null initialize",
            "POST s2 notifications/initialized",
            "POST s2 resources/subscribe",
            "POST s2 tools/call:echo");
    assertThat(written()).filteredOn(message -> message.path("id").asInt(-1) == 0).hasSize(1);
    assertThat(written()).filteredOn(message -> message.path("id").asInt(-1) == 7).hasSize(1);
  }

  @Test
  void anOwnerThatIsGoneIsReplacedAndTheCallCarriedOutOnce() throws Exception {
    hello();
    loseTheOwner();

    call(1, "echo");

    assertThat(answer(1).has("result")).isTrue();
    assertThat(starts).hasValue(1);
    assertThat(owner().heard()).containsOnlyOnce("POST s1 tools/call:echo");
  }

  @Test
  void manyCallsAtOnceFindOneNewOwner() throws Exception {
    hello();
    loseTheOwner();
    for (int id = 1; id <= 20; id++) {
      call(id, "echo");
    }
    for (int id = 1; id <= 20; id++) {
      assertThat(answer(id).has("result")).as("%s", answer(id)).isTrue();
    }

    assertThat(starts).hasValue(1);
    assertThat(owner().heard()).containsOnlyOnce("POST null initialize");
  }

  @Test
  void anOwnerThatIsEndingIsAskedAgain() throws Exception {
    hello();
    owner().beUnavailable(2);

    call(1, "echo");

    assertThat(answer(1).has("result")).isTrue();
  }

  @Test
  void aCallWhoseAnswerBreaksOffIsNotRepeated() throws Exception {
    hello();
    call(1, "drop");
    call(2, "vanish");

    for (int id : new int[] {1, 2}) {
      assertThat(answer(id).at("/error/message").asString())
          .startsWith("The owner broke off before it answered tools/call")
          .endsWith("See how things stand before you ask for it again.");
    }
    assertThat(owner().heard())
        .containsOnlyOnce("POST s1 tools/call:drop", "POST s1 tools/call:vanish");
    call(3, "echo");
    assertThat(answer(3).has("result")).isTrue();
  }

  @Test
  void aListWhoseAnswerBreaksOffIsAskedForAgain() throws Exception {
    hello();
    say(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":{\"name\":\"vanish\"}}");
    answer(1);

    assertThat(owner().heard()).filteredOn(line -> line.endsWith("prompts/get:vanish")).hasSize(2);
  }

  @Test
  void whatIsNoMessageIsAnsweredAndTheNextLineTaken() throws Exception {
    say("{\"jsonrpc\":\"2.0\",");
    say("");
    say("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]");
    say("{\"a\":1} {\"b\":2}");
    hello();

    assertThat(written())
        .extracting(message -> message.at("/error/code").asInt(0))
        .containsSubsequence(-32700, -32600, -32700, 0);
  }

  @Test
  void aMessageThatIsTooLongIsAnsweredAndReadOver() throws Exception {
    byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    toProxy.write("{\"a\":\"".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 16; i++) {
      toProxy.write(part);
    }
    toProxy.write('\n');
    hello();

    assertThat(written().getFirst().at("/error/message").asString())
        .isEqualTo("A message is longer than 16,777,216 bytes. Say it in smaller parts.");
  }

  @Test
  void aRefusalOfTheOwnerComesInItsWords() throws Exception {
    ask(1, "tools/list");

    assertThat(answer(1).at("/error/message").asString()).isEqualTo("Session ID required");
  }

  @Test
  void theEndOfInputLetsAnswersUnderWayComeAndEndsTheSession() throws Exception {
    hello();
    call(1, "slow");
    await().until(() -> owner().heard().contains("POST s1 tools/call:slow"));
    toProxy.close();
    owner().release();

    assertThat(proxying.join(Duration.ofSeconds(10))).isTrue();

    assertThat(find(1)).isPresent();
    assertThat(owner().heard()).last().isEqualTo("DELETE s1 ");
  }

  @Test
  void aClientThatNoLongerReadsEndsIt() throws Exception {
    theClientEnds();
    var gone =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("nobody reads");
              }
            });
    Pipe input = pipe();
    owner.set(new FakeMcpOwner());
    var proxy = new StdioProxy(Channels.newInputStream(input.source()), gone, this::findOrStart);
    byte[] line =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}\n"
            .getBytes(StandardCharsets.US_ASCII);
    Channels.newOutputStream(input.sink()).write(line);

    proxy.run();

    assertThat(owner().heard()).last().isEqualTo("DELETE s1 ");
  }
}
