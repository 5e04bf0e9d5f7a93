package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Door;
import dev.coppice.cli.Exit;
import dev.coppice.cli.Location;
import dev.coppice.cli.Opening;
import dev.coppice.cli.Served;
import dev.coppice.cli.Serving;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.RealRepository;
import dev.coppice.store.OwnerLock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Servers of this process: which systems they open, and for whom.
class LocalOwnersIT {
  private static final String API = "/api/orchestration";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Path allowed;
  private Path data;
  private RealRepository shop;

  @BeforeEach
  void makeARepository() throws IOException {
    Path real = folder.toRealPath();
    allowed = Files.createDirectory(real.resolve("allowed"));
    data = real.resolve("data");
    shop = made(allowed.resolve("a"));
  }

  @AfterEach
  void closeTheClient() {
    client.close();
  }

  private static RealRepository made(Path folder) {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.write("coppice.yaml", repository.settings());
    return repository;
  }

  private record Answered(int status, String body) {}

  @Test
  void onlyWhatLiesUnderARootIsOpenedAndNothingTellsWhatLiesElsewhere() throws Exception {
    Path elsewhere = made(folder.toRealPath().resolve("elsewhere")).root();
    Files.createSymbolicLink(allowed.resolve("link"), elsewhere);
    Path worktree = allowed.resolve("worktree");
    RealRepository.make(folder.toRealPath().resolve("third"), "cart")
        .git("worktree", "add", "-q", "--detach", worktree.toString());
    try (Served served = serve()) {
      Answered refused = init(served, "shop", elsewhere);

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("--allow-root").doesNotContain("elsewhere");
      assertThat(init(served, "shop", elsewhere.resolve("not-there"))).isEqualTo(refused);
      assertThat(init(served, "shop", allowed.resolve("link"))).isEqualTo(refused);
      assertThat(init(served, "shop", allowed.resolve("../elsewhere/shop"))).isEqualTo(refused);
      assertThat(init(served, "shop", worktree)).isEqualTo(refused);
      assertThat(OwnerLock.isHeld(elsewhere.resolve(".git"))).isFalse();
      assertThat(elsewhere.resolve(".git/coppice")).doesNotExist();

      assertThat(init(served, "shop", allowed.resolve("not-there")).status()).isEqualTo(400);
      Answered noRepository = init(served, "shop", allowed);
      assertThat(noRepository.status()).isEqualTo(400);
      assertThat(noRepository.body()).contains("git init");
      assertThat(init(served, "a/b", shop.root()).status()).isEqualTo(400);
      assertThat(get(served, API).body()).contains("\"initialized\":false");
      assertThat(get(served, API + "/agents").status()).isEqualTo(200);
    }
  }

  @Test
  void oneSystemAProcessAndItIsTheSameOneThatIsResumed() throws Exception {
    RealRepository other = made(allowed.resolve("b"));
    try (Served served = serve()) {
      Answered first = init(served, "shop", shop.root());
      assertThat(first.status()).isEqualTo(200);
      assertThat(init(served, "shop", shop.root().resolve("src"))).isEqualTo(first);

      Answered second = init(served, "other", other.root());
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.body()).contains("\\\"shop\\\" at " + shop.root());
      assertThat(init(served, "shop", other.root()).status()).isEqualTo(409);
      assertThat(init(served, "other", shop.root()).status()).isEqualTo(409);
      assertThat(OwnerLock.isHeld(other.root().resolve(".git"))).isFalse();
    }
    assertThat(OwnerLock.isHeld(shop.root().resolve(".git"))).isFalse();
  }

  @Test
  void aRepositoryHasOneNameHoweverItIsOpened() throws Exception {
    Opening opening = opening(shop.root(), null);
    try (var owner = owners(Map.of()).own(opening)) {
      assertThat(owner.service().getOrchestrator().orElseThrow().systemId()).isEqualTo("shop");
    }
    try (Served served = owners(Map.of()).serve(serving(opening(allowed, folder.resolve("d"))))) {
      // Other data, so another life of the system.
      assertThat(init(served, "another", shop.root()).status()).isEqualTo(200);
    }
    try (var owner = owners(Map.of()).own(opening(shop.root(), folder.resolve("d")))) {
      assertThat(owner.service().getOrchestrator().orElseThrow().systemId()).isEqualTo("another");
    }
  }

  @Test
  void aRestartWithItsDataResumesWithoutBeingTold() throws Exception {
    Path token;
    try (Served served = serve()) {
      token = served.tokenFile();
      assertThat(init(served, "mine", shop.root()).status()).isEqualTo(200);
    }
    try (Served served = owners(Map.of()).serve(serving(opening(folder, data)))) {
      assertThat(served.tokenFile()).isEqualTo(token);
      assertThat(served.service().getOrchestrator().orElseThrow().systemId()).isEqualTo("mine");
      assertThat(OwnerLock.find(shop.root().resolve(".git")).orElseThrow().address())
          .isEqualTo(served.address());
    }
  }

  @Test
  void anOwnedRepositoryIsRefusedAndCanBeHadOnceItIsFree() throws Exception {
    try (Served served = serve()) {
      try (var owner = owners(Map.of()).own(opening(shop.root(), null))) {
        Answered refused = init(served, "shop", shop.root());
        assertThat(owner.service().getOrchestrator()).isPresent();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("owns " + shop.root());
      }
      assertThat(init(served, "shop", shop.root()).status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsWrongInTheRepositoryIsSaidAndNothingIsHeld() throws Exception {
    shop.write("coppice.yaml", "agnet: claude\n");
    try (Served served = serve()) {
      Answered refused = init(served, "shop", shop.root());

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("agnet").contains("agent");
      assertThat(OwnerLock.isHeld(shop.root().resolve(".git"))).isFalse();
      assertThat(get(served, API).body()).contains("\"initialized\":false");
      shop.write("coppice.yaml", shop.settings());
      assertThat(init(served, "shop", shop.root()).status()).isEqualTo(200);
    }
  }

  @Test
  void aBroughtTokenCountsBesideTheOneOfTheFile() throws Exception {
    String brought = "a-token-that-a-person-brings";
    try (Served served =
        owners(Map.of("COPPICE_TOKEN", brought)).serve(serving(opening(allowed, data)))) {
      assertThat(send(served, "GET", API, "", brought).status()).isEqualTo(200);
      assertThat(get(served, API).status()).isEqualTo(200);
      assertThat(send(served, "GET", API, "", brought + "x").status()).isEqualTo(401);
    }
    for (String weak : List.of("short", "a token with blanks in it, but long")) {
      var refused =
          catchThrowableOfType(
              CommandFailure.class,
              () ->
                  owners(Map.of("COPPICE_TOKEN", weak))
                      .serve(serving(opening(allowed, data)))
                      .close());
      assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
      assertThat(refused).hasMessageContaining("COPPICE_TOKEN").hasMessageNotContaining(weak);
    }
  }

  private Served serve() {
    return owners(Map.of()).serve(serving(opening(allowed, data)));
  }

  private static LocalOwners owners(Map<String, String> environment) {
    return new LocalOwners(Dependencies.NONE, environment);
  }

  private static Opening opening(Path repository, @Nullable Path data) {
    return new Opening(
        new Location(repository, data), null, null, null, null, Opening.Mode.ON_REQUEST);
  }

  private Serving serving(Opening opening) {
    return new Serving(opening, true, List.of(allowed), new Door("127.0.0.1", 0, Set.of(), null));
  }

  private Answered init(Served served, String systemId, Path systemPath) throws Exception {
    String json =
        JsonMapper.shared()
            .writeValueAsString(Map.of("systemId", systemId, "systemPath", systemPath.toString()));
    return send(served, "POST", API + "/init", json, token(served));
  }

  private Answered get(Served served, String path) throws Exception {
    return send(served, "GET", path, "", token(served));
  }

  private static String token(Served served) throws IOException {
    return Files.readString(served.tokenFile()).strip();
  }

  private Answered send(Served served, String method, String path, String json, String token)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(served.address() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answered(response.statusCode(), response.body());
  }
}
