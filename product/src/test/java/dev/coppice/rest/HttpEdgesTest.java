package dev.coppice.rest;

import static dev.coppice.rest.RunningServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no honest client sends. In them, `HOST` is our own and `TOKEN` a good one, and `~`
/// ends a line.
class HttpEdgesTest {
  private static final String PROGRESS = "/api/orchestration/progress";
  private static final String ADDRESS =
      " HTTP/1.1~Host: HOST~Authorization: Bearer TOKEN~Connection: close~";

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RunningServer server =
      new RunningServer(service, Limits.USUAL, Map.of("/beside", new Beside()));

  @BeforeEach
  void open() {
    service.open(false);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what HTTP itself cannot read
        "NONSENSE~~ | 400",
        "GET / HTTP/9.9~Host: HOST~~ | 505",
        "GET / HTTP/1.1~~ | 400",
        "GET / HTTP/1.0~~ | 400",
        "GET /%zz HTTP/1.1~Host: HOST~~ | 400",
        "GET /a/../../b HTTP/1.1~Host: HOST~~ | 400",
        "GET / HTTP/1.1~Host: HOST~Bad Header: 1~~ | 400",
        "GET / HTTP/1.1~Host: HOST~ folded: 1~~ | 400",
        // several of what there may be one of
        "GET / HTTP/1.1~Host: HOST~Host: HOST~~ | 400",
        "GET / HTTP/1.1~Host: HOST~Authorization: Bearer TOKEN~Authorization: Bearer TOKEN~~ | 400",
        "GET / HTTP/1.1~Host: HOST~Origin: http://HOST~Origin: http://HOST~~ | 400",
        "POST / HTTP/1.1~Host: HOST~Content-Length: 2~Content-Length: 3~~{}x | 400",
        "POST / HTTP/1.1~Host: HOST~Content-Length: 2~Transfer-Encoding: chunked~~0~~ | 400",
        "POST / HTTP/1.1~Host: HOST~Transfer-Encoding: gzip~~x | 400",
        "POST / HTTP/1.1~Host: HOST~Transfer-Encoding: chunked, gzip~~0~~ | 400",
        "POST / HTTP/1.1~Host: HOST~Content-Length: -1~~ | 400",
        "POST / HTTP/1.1~Host: HOST~Content-Length: 99999999999999999999~~ | 400",
        // whom it is meant for
        "GET http://evil.example/ HTTP/1.1~Host: HOST~~ | 400",
        "GET http://evil.example/ HTTP/1.1~Host: evil.example~~ | 403",
        "GET http://evil.example/ HTTP/1.0~~ | 400",
        "CONNECT evil.example:80 HTTP/1.1~Host: evil.example:80~~ | 403",
        // what is expected
        "POST / HTTP/1.1~Host: HOST~Expect: miracles~Content-Length: 2~~{} | 417",
      })
  void whatIsMalformedOrAmbiguousIsRefused(String request, int status) throws IOException {
    try (var connection = new RawConnection(server)) {
      connection.send(spelled(request));
      String answer = connection.answer();

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      assertSafe(answer);
      assertThat(answer).contains("\"error\"", "\"remedy\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS,/beside,405",
    "TRACE,/beside,405",
    "INVENTED,/beside,405",
    "OPTIONS,/api/orchestration/progress,405",
    "TRACE,/api/orchestration/progress,405",
    "INVENTED,/api/orchestration/progress,405",
    "OPTIONS,*,404",
    "CONNECT,HOST,404",
    "GET,/beside,200",
    "HEAD,/api/orchestration/progress,200",
    "GET,/health,200",
    "GET,/nothing,404",
    "GET,/beside?fail=1,500",
    "GET,/beside?reset=1,200",
  })
  void everyAnswerHasTheHeadersThatKeepBrowsersOut(String method, String path, int status)
      throws IOException {
    try (var connection = new RawConnection(server)) {
      connection.send(spelled(method + " " + path + ADDRESS + "~"));
      String answer = connection.answerWithoutBody();

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      assertSafe(answer);
    }
  }

  @Test
  void anAbsoluteAddressThatIsOursIsServed() throws IOException {
    assertThat(server.raw(spelled("GET http://HOST" + PROGRESS + ADDRESS + "~")))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aPreflightFromAForeignPageGetsNoPermission() throws IOException {
    String answer =
        server.raw(
            spelled(
                "OPTIONS /beside"
                    + ADDRESS
                    + "Origin: http://evil.example~Access-Control-Request-Method: PUT~~"));

    assertThat(answer).startsWith("HTTP/1.1 403 ");
    assertSafe(answer);
  }

  @Test
  void whatEndsOneRequestIsNotTheBeginningOfAnother() throws IOException {
    String smuggled = "PUT /api/orchestration/pause" + ADDRESS + "~";
    String answer =
        server.raw(
            spelled(
                "POST /api/orchestration/agents HTTP/1.1~Host: HOST~Content-Length: 5~"
                    + "Transfer-Encoding: chunked~~0~~"
                    + smuggled));

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer.split("HTTP/1.1 \\d", -1)).hasSize(2);
    assertThat(server.counters().answered())
        .noneMatch(each -> each.route().equals("/api/orchestration/pause"));
  }

  @Test
  void headersAndAddressesAreBounded() throws IOException {
    String long40 = "x".repeat(40_000);

    assertThat(server.raw(spelled("GET /" + long40 + ADDRESS + "~"))).startsWith("HTTP/1.1 414 ");
    assertThat(server.raw(spelled("GET /" + ADDRESS + "X: " + long40 + "~~")))
        .startsWith("HTTP/1.1 431 ");
    assertThat(server.raw(spelled("GET /" + ADDRESS + "X: y~".repeat(10_000) + "~")))
        .startsWith("HTTP/1.1 431 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beside", "/api/orchestration/agents"})
  void aBodyOfTenGigabytesIsRefusedBeforeItIsSent(String path) throws IOException {
    try (var connection = new RawConnection(server)) {
      connection.send(RawConnection.post(server, path, "Content-Length: 10000000000"));

      assertThat(connection.answer()).startsWith("HTTP/1.1 413 ").contains("1 MiB");
    }
  }

  @Test
  void whoAsksFirstWhetherToSendTooMuchIsToldNo() throws IOException {
    try (var connection = new RawConnection(server)) {
      connection.send(
          RawConnection.post(
              server, "/beside", "Content-Length: 10000000000", "Expect: 100-continue"));

      assertThat(connection.answer()).startsWith("HTTP/1.1 413 ");
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void whoAsksFirstWhetherToSendALittleIsToldToGoOn() throws IOException {
    try (var connection = new RawConnection(server)) {
      connection.send(
          RawConnection.post(server, "/beside", "Content-Length: 2", "Expect: 100-continue"));
      assertThat(connection.answer()).startsWith("HTTP/1.1 100 ");
      connection.send("{}");
      assertThat(connection.answer()).startsWith("HTTP/1.1 200 ").endsWith("{}");
    }
  }

  @Test
  void aBodyWithoutEndIsCutOffWhileItComes() throws IOException {
    try (var connection = new RawConnection(server)) {
      connection.send(RawConnection.post(server, "/beside", "Transfer-Encoding: chunked"));
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      for (int i = 0; i < 17; i++) {
        connection.send(chunk);
      }

      assertThat(connection.answer()).startsWith("HTTP/1.1 413 ").contains("1 MiB");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beside", "/api/orchestration/agents"})
  void jsonThatIsNestedTooDeeplyIsRefusedBeforeAnybodyReadsIt(String path) throws Exception {
    String deep = "{\"a\":".repeat(65) + "1" + "}".repeat(65);

    assertThat(server.write("POST", path, deep).statusCode()).isEqualTo(400);
    assertThat(server.write("POST", path, deep).body()).contains("64 deep");
    assertThat(server.write("POST", path, "[".repeat(500_000)).statusCode()).isEqualTo(400);
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() throws Exception {
    String twice = "{\"moduleId\":\"money\",\"loopId\":\"quick-loop\",\"moduleId\":\"chart\"}";

    assertThat(server.write("POST", "/api/orchestration/agents", twice).statusCode())
        .isEqualTo(400);
    assertThat(service.getAgents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json~Content-Encoding: gzip~",
        "Content-Type: application/json;charset=utf-16~",
        "Content-Type: application/json~Content-Type: text/plain~",
        "Content-Type: text/plain~",
        "",
      })
  void aBodyThatIsNotPlainlyJsonIsRefused(String type) throws IOException {
    assertThat(server.raw(spelled("POST /beside" + ADDRESS + type + "Content-Length: 2~~{}")))
        .startsWith("HTTP/1.1 415 ");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws IOException {
    assertThat(
            server.raw(
                spelled(
                    "POST /beside"
                        + ADDRESS
                        + "Content-Type: application/json~Content-Length: 4~~\"\u00ff\u00fe\"")))
        .startsWith("HTTP/1.1 400 ");
  }

  private void assertSafe(String answer) {
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    assertThat(head)
        .contains("X-Content-Type-Options: nosniff")
        .contains("Content-Security-Policy: default-src 'none'")
        .contains("X-Frame-Options: DENY")
        .contains("Referrer-Policy: no-referrer")
        .contains("Cache-Control: ")
        .doesNotContainIgnoringCase("access-control-")
        .doesNotContain("Server:", "TRACE / ");
    assertThat(answer).doesNotContain("org.eclipse", "java.lang", TOKEN);
  }

  private String spelled(String request) {
    return request
        .replace("HOST", "127.0.0.1:" + server.port())
        .replace("TOKEN", TOKEN)
        .replace("~", "\r\n");
  }

  /// A servlet that knows nothing of all this, like that of another surface.
  private static final class Beside extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (request.getParameter("reset") != null) {
        response.reset();
      }
      if (request.getParameter("fail") != null) {
        throw new IllegalStateException("org.eclipse.secret");
      }
      response.getOutputStream().print("ok");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print(request.getReader().readLine());
    }
  }
}
