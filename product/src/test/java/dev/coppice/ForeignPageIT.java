package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coppice.rest.AllRoutes.Route;
import dev.coppice.rest.Counters.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A page of another origin, in a real browser, that has even found out the token: it tries every
/// changing route in every way a page has, and nothing changes.
class ForeignPageIT {
  private static final String FOREIGN = "rebound.example";

  @TempDir private Path folder;

  private static Optional<Path> browser() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void aPageOfAnotherOriginChangesNothingAndReadsNothing() throws Exception {
    assumeTrue(browser().isPresent(), "there is no chromium on this machine");
    var told = new CompletableFuture<String>();
    try (var owner = new GuardedOwner(folder, "cart", "till");
        var page = new Page(owner, told)) {
      owner.awaitQuiet();
      Map<String, String> before = owner.state();

      Process chromium = open(page.address());
      try {
        assertThat(JsonMapper.shared().readTree(told.get(120, TimeUnit.SECONDS)).valueStream())
            .as("what the page could read")
            .isEmpty();
      } finally {
        chromium.descendants().forEach(ProcessHandle::destroyForcibly);
        chromium.destroyForcibly().waitFor();
      }

      assertThat(owner.state()).isEqualTo(before);
      Map<Reason, Long> refused = owner.rest().counters().refused();
      assertThat(refused.get(Reason.ORIGIN)).as("it did try").isGreaterThan(50);
      assertThat(refused.get(Reason.HOST)).as("by a name of its own, too").isGreaterThan(50);
    }
  }

  private Process open(String address) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                browser().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("browser"),
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--disable-extensions",
                "--no-proxy-server",
                // No name but this one is looked up, so nothing leaves the machine.
                "--host-resolver-rules=MAP "
                    + FOREIGN
                    + " 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                address));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("browser.log").toFile())
        .start();
  }

  /// The server of the page.
  private static final class Page implements AutoCloseable {
    private final HttpServer server;

    Page(GuardedOwner owner, CompletableFuture<String> told) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
      String page = page(owner);
      server.createContext("/", exchange -> answer(exchange, page));
      server.createContext(
          "/told",
          exchange -> {
            told.complete(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "thank you");
          });
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static String page(GuardedOwner owner) throws IOException {
      List<List<String>> routes = new ArrayList<>();
      for (Route route : owner.routes()) {
        if (route.isChange()) {
          routes.add(List.of(route.method(), route.path("cart")));
        }
      }
      routes.add(List.of("POST", McpDoor.PATH));
      String foreign = "http://" + FOREIGN + ":" + owner.door().port();
      try (InputStream in =
          Objects.requireNonNull(
              ForeignPageIT.class.getResourceAsStream("foreign-page.html"), "the page")) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .replace("/*TARGET*/", json("http://" + owner.door().host()))
            .replace("/*NAMES*/", json(List.of(foreign)))
            .replace("/*TOKEN*/", json(owner.secret()))
            .replace("/*ROUTES*/", json(routes));
      }
    }

    private static String json(Object value) {
      return JsonMapper.shared().writeValueAsString(value);
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
      exchange.sendResponseHeaders(200, bytes.length);
      try (var out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
