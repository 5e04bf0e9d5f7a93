package dev.coppice.rest;

import static dev.coppice.rest.RunningServer.TOKEN;
import static dev.coppice.rest.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private RunningServer server = new RunningServer(service);

  @BeforeEach
  void open() {
    service.open(false);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void healthNeedsNoToken() throws Exception {
    HttpResponse<String> response = server.send(server.request("/health"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("status").asString()).isEqualTo("ok");
    assertThat(json(response).path("timestamp").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(json(response).path("version").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic " + TOKEN,
        TOKEN,
        "Bearer " + TOKEN + "x"
      })
  void nothingElseIsAnsweredWithoutTheToken(String authorization) throws Exception {
    HttpRequest.Builder request = server.request("/api/orchestration/status");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }

    HttpResponse<String> response = server.send(request);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(json(response).path("error").asString()).isEqualTo("Unauthorized");
    assertThat(response.body()).doesNotContain(TOKEN);
  }

  @Test
  void theTokenIsTakenFromEitherHeaderButNeverFromTheQuery() throws Exception {
    String path = "/api/orchestration/progress";

    assertThat(server.get(path).statusCode()).isEqualTo(200);
    assertThat(server.send(server.request(path).header("X-API-Key", TOKEN)).statusCode())
        .isEqualTo(200);
    assertThat(server.send(server.request(path + "?token=" + TOKEN)).statusCode()).isEqualTo(401);
  }

  @Test
  void anUnknownPathIsNotToldToStrangers() throws Exception {
    assertThat(server.send(server.request("/nothing")).statusCode()).isEqualTo(401);
    assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:PORT"
      })
  void aForeignHostIsTurnedAwayEvenWithTheToken(String host) throws IOException {
    String answer = server.raw(get(host.replace("PORT", "" + server.port()), ""));

    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("\"error\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]"})
  void ourOwnNamesAreServed(String name) throws IOException {
    assertThat(server.raw(get(name + ":" + server.port(), ""))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void twoHostsOrNoneAreRefused() throws IOException {
    String ours = "127.0.0.1:" + server.port();

    assertThat(server.raw(get(ours, "Host: evil.example\r\n"))).startsWith("HTTP/1.1 400 ");
    assertThat(server.raw("GET /health HTTP/1.0\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://127.0.0.1:PORT", "http://127.0.0.1:1"})
  void aPageOfAnotherOriginIsTurnedAway(String origin) throws IOException {
    String answer =
        server.raw(
            get(
                "127.0.0.1:" + server.port(),
                "Origin: " + origin.replace("PORT", "" + server.port()) + "\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContainIgnoringCase("access-control");
  }

  @Test
  void ourOwnOriginIsServed() throws IOException {
    String ours = "127.0.0.1:" + server.port();

    assertThat(server.raw(get(ours, "Origin: http://" + ours + "\r\n")))
        .startsWith("HTTP/1.1 200 ");
    assertThat(server.raw(get(ours, "Origin: http://" + ours + "\r\nOrigin: http://x.y\r\n")))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void aBodyThatIsNotJsonChangesNothing() throws Exception {
    HttpResponse<String> form =
        server.send(
            server
                .allowed("/api/orchestration/agents")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("moduleId=money&loopId=quick-loop")));

    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(service.getAgents()).isEmpty();
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsRefused() throws Exception {
    String big = "{\"moduleId\":\"" + "x".repeat(1024 * 1024) + "\"}";

    assertThat(server.write("POST", "/api/orchestration/agents", big).statusCode()).isEqualTo(413);
  }

  @Test
  void whatHttpItselfRefusesIsSaidInOurShapeAndWithoutItsInsides() throws IOException {
    List<String> broken =
        List.of(
            "GARBAGE\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "y".repeat(40_000) + "\r\n\r\n");

    assertThat(broken)
        .allSatisfy(request ->
            assertThat(server.raw(request))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("jetty", "Jetty", "at org.", "java."));
  }

  @Test
  void itListensOnLoopbackOnly() throws IOException {
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : network.inetAddresses().toList()) {
        if (!address.isLoopbackAddress()) {
          assertThat(connects(address)).as("%s answers", address).isFalse();
        }
      }
    }
    assertThat(connects(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
  }

  private boolean connects(InetAddress address) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, server.port()), 2_000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String get(String host, String more) {
    return "GET /api/orchestration/progress HTTP/1.1\r\nHost: "
        + host
        + "\r\nAuthorization: Bearer "
        + TOKEN
        + "\r\nConnection: close\r\n"
        + more
        + "\r\n";
  }
}
