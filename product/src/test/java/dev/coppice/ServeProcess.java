package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `coppice serve` in a process of its own, and ways to talk to it.
final class ServeProcess implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonNode facts;

  private ServeProcess(Process process, Path errors) throws IOException {
    this.process = process;
    this.errors = errors;
    var out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).as("its one line; on stderr: %s", err()).isNotNull();
    this.facts = JsonMapper.shared().readTree(line);
  }

  /// Starts it and waits until it listens.
  ///
  /// @param folder its current folder
  static ServeProcess start(Path folder, Map<String, String> environment, String... flags)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--json",
                "--port",
                "0"));
    command.addAll(List.of(flags));
    Path errors = Files.createTempFile(folder.toAbsolutePath().getParent(), "serve", ".err");
    var builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().remove("COPPICE_TOKEN");
    builder.environment().put("XDG_STATE_HOME", errors.resolveSibling("state").toString());
    builder.environment().putAll(environment);
    return new ServeProcess(builder.start(), errors);
  }

  /// What it said about itself.
  JsonNode facts() {
    return facts;
  }

  long pid() {
    return process.pid();
  }

  String token() throws IOException {
    return Files.readString(Path.of(facts.path("tokenFile").asString())).strip();
  }

  HttpResponse<String> get(String path, String token) throws Exception {
    return send("GET", path, token, "");
  }

  HttpResponse<String> send(String method, String path, String token, String json)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(facts.path("address").asString() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// Asks it to end, as `kill` does.
  void terminate() {
    process.destroy();
  }

  /// Ends it with SIGKILL: it has no chance to do anything about it.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// @return its exit code
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
    return process.exitValue();
  }

  String err() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    client.close();
    kill();
  }
}
