package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `coppice mcp` as a real process, and an MCP client that talks to it.
final class McpClientProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final OutputStream in;
  private final List<JsonNode> said = new CopyOnWriteArrayList<>();
  private int last;

  private McpClientProcess(Process process) {
    this.process = process;
    this.in = process.getOutputStream();
    Thread _ =
        Thread.ofPlatform()
            .daemon()
            .start(() ->
                process
                    .inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> said.add(JsonMapper.shared().readTree(line))));
  }

  /// @param home where it is started, and keeps its log
  static McpClientProcess start(Path home, List<String> flags) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "mcp"));
    command.addAll(flags);
    var builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("XDG_STATE_HOME", home.toString());
    builder.redirectError(home.resolve("mcp.err").toFile());
    return new McpClientProcess(builder.start());
  }

  private void say(Map<String, ?> message) throws IOException {
    in.write(
        (JsonMapper.shared().writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /// Asks without waiting.
  int ask(String method, Map<String, ?> params) throws IOException {
    last++;
    say(Map.of("jsonrpc", "2.0", "id", last, "method", method, "params", params));
    return last;
  }

  private Optional<JsonNode> find(int id) {
    return said.stream().filter(message -> message.path("id").asInt(-1) == id).findFirst();
  }

  /// The answer to that request.
  JsonNode answer(int id) {
    await().atMost(PATIENCE).until(() -> find(id).isPresent());
    return find(id).orElseThrow();
  }

  /// Says hello and waits for the answer.
  JsonNode hello() throws IOException {
    int id =
        ask(
            "initialize",
            Map.of(
                "protocolVersion",
                "2025-11-25",
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "test", "version", "1")));
    JsonNode answer = answer(id);
    say(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    return answer;
  }

  /// What a tool says, structured.
  JsonNode call(String tool, Map<String, ?> arguments) throws IOException {
    JsonNode answer = answer(ask("tools/call", Map.of("name", tool, "arguments", arguments)));
    assertThat(answer.at("/result/isError").asBoolean(false)).as("%s", answer).isFalse();
    assertThat(answer.has("result")).as("%s", answer).isTrue();
    return answer.at("/result/structuredContent");
  }

  /// Ends it as a client does that is killed.
  void kill() throws InterruptedException {
    assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /// Ends it as a client does that is done.
  ///
  /// @return its exit code
  int end() throws IOException, InterruptedException {
    in.close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
