package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.cli.Cli;
import dev.coppice.orchestration.RealRepository;
import dev.coppice.store.OwnerLock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers in processes of their own: what signals do to them, and who comes after.
class ServeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String API = "/api/orchestration";

  @TempDir Path folder;
  private RealRepository repository;

  @BeforeEach
  void oneModule() {
    repository = RealRepository.make(folder.resolve("systems"), "cart").held("cart");
    repository.write("coppice.yaml", repository.settings());
    repository.git("add", "coppice.yaml");
    repository.git("commit", "-qm", "Configure");
  }

  @Test
  void toldItsSystemItWorksAndOnTermItStopsItsAgents() throws Exception {
    String brought = "a-token-that-a-person-brings";
    try (ServeProcess serve =
        ServeProcess.start(repository.folder(), Map.of("COPPICE_TOKEN", brought))) {
      assertThat(serve.facts().path("initialized").asBoolean(true)).isFalse();
      assertThat(serve.get(API, serve.token()).body()).contains("\"initialized\":false");
      assertThat(serve.send("POST", API + "/agents/auto", brought, "").statusCode()).isEqualTo(503);

      String init = "{\"systemId\":\"shop\",\"systemPath\":\"%s\"}".formatted(repository.root());
      assertThat(serve.send("POST", API + "/init", brought, init).statusCode()).isEqualTo(200);
      String own = Files.readString(repository.data().resolve("token")).strip();
      assertThat(own).isNotEqualTo(serve.token());
      assertThat(serve.send("POST", API + "/agents/auto", own, "").body())
          .contains("\"agentsSpawned\":1");
      await().atMost(PATIENCE).until(() -> !repository.outside("starts-cart").isEmpty());
      assertThat(command("status", "--json").out()).contains("\"cart\"");
      assertThat(command("run").err()).contains("Process " + serve.pid() + " serves this system");

      serve.terminate();

      assertThat(serve.awaitEnd()).as(serve.err()).isZero();
      assertThat(serve.err()).contains("Stopping.", "Stopped;");
    }
    repository.requireNoProcesses();
    assertThat(OwnerLock.isHeld(repository.root().resolve(".git"))).isFalse();
    assertThat(repository.root().resolve(".git/coppice/owner.json")).doesNotExist();
  }

  @Test
  void killedItIsFollowedByOneThatFindsItsAgents() throws Exception {
    String[] flags = {"--repo", repository.root().toString(), "--autopilot"};
    try (ServeProcess serve = ServeProcess.start(folder, Map.of(), flags)) {
      await().atMost(PATIENCE).until(() -> !repository.outside("starts-cart").isEmpty());
      serve.kill();
    }
    assertThat(repository.processes()).isNotEmpty();

    try (ServeProcess serve = ServeProcess.start(folder, Map.of(), flags)) {
      assertThat(serve.facts().path("systemId").asString()).isEqualTo("shop");
      repository.letGo("cart");
      await().atMost(PATIENCE).until(() -> repository.mainline().contains("Land cart"));
      assertThat(repository.outside("starts-cart").lines()).hasSize(1);
    }
  }

  @Test
  void nobodyAsksSoItEnds() throws Exception {
    try (ServeProcess serve =
        ServeProcess.start(
            folder,
            Map.of(),
            "--repo",
            repository.root().toString(),
            "--exit-when-idle",
            "500ms")) {
      assertThat(OwnerLock.find(repository.root().resolve(".git")).orElseThrow().address())
          .isEqualTo(URI.create(serve.facts().path("address").asString()));

      assertThat(serve.awaitEnd()).isZero();
      assertThat(serve.err()).contains("Nobody has asked for 500ms.");
    }
  }

  private record Said(int exit, String out, String err) {}

  private Said command(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> arguments = new java.util.ArrayList<>(List.of(words));
    arguments.addAll(List.of("--repo", repository.root().toString()));
    int exit =
        Cli.run(
            arguments,
            new LocalSystems(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
