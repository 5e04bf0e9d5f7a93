package dev.coppice.rest;

import static dev.coppice.rest.RunningServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.store.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  private static final String PASSWORD = "changeit-in-tests";
  private static final String PROGRESS = "/api/orchestration/progress";

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RestApi api = new RestApi(service);

  @TempDir private Path folder;
  private Path keystore;
  private RestServer server;

  @BeforeEach
  void listen() throws Exception {
    service.open(false);
    keystore = folder.resolve("own.p12");
    certify(keystore);
    server = server(Limits.USUAL);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatIsAskedOverTlsIsAnsweredAndSoIsWhatIsAskedOnLoopback() throws Exception {
    assertThat(server.address().getScheme()).isEqualTo("https");
    assertThat(server.local().getScheme()).isEqualTo("http");
    assertThat(get(server.address().resolve(PROGRESS)).statusCode()).isEqualTo(200);
    assertThat(get(server.local().resolve(PROGRESS)).statusCode()).isEqualTo(200);
  }

  @Test
  void theGuardStandsBehindTlsToo() throws Exception {
    try (HttpClient client = client()) {
      HttpRequest stranger = HttpRequest.newBuilder(server.address().resolve(PROGRESS)).build();
      HttpResponse<String> answer = client.send(stranger, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    }
  }

  @Test
  void plainHttpOnTheTlsPortIsNotAnswered() throws IOException {
    try (var socket = connect(server.address())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));

      assertThat(received(socket)).doesNotContain("HTTP/1.1 200", "\"orchestrator\"");
    }
  }

  @Test
  void silentHandshakesLockNobodyOut() throws Exception {
    server.close();
    Duration second = Duration.ofSeconds(1);
    server = server(new Limits(10, 30, 2, 4, 1 << 20, second, second, second, second.dividedBy(5)));
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 60; i++) {
        silent.add(connect(server.address()));
      }

      assertThat(get(server.address().resolve(PROGRESS)).statusCode()).isEqualTo(200);
      await().until(() -> api.counters().connections() == 0);
    } finally {
      for (Socket each : silent) {
        each.close();
      }
    }
  }

  @Test
  void aWrongPasswordStopsTheServerFromStarting() {
    var listening =
        new Listening("127.0.0.1", 0, Set.of(), new Listening.Tls(keystore, "wrong-password"));

    assertThatThrownBy(() -> new RestServer(api, new Tokens(TOKEN), listening, Map.of()))
        .isInstanceOf(RuntimeException.class)
        .message()
        .doesNotContain("wrong-password");
  }

  private RestServer server(Limits limits) {
    return new RestServer(
        api,
        new Tokens(TOKEN),
        new Listening("127.0.0.1", 0, Set.of(), new Listening.Tls(keystore, PASSWORD)),
        Map.of(),
        limits);
  }

  private HttpResponse<String> get(URI address) throws Exception {
    try (HttpClient client = client()) {
      return client.send(
          HttpRequest.newBuilder(address).header("Authorization", "Bearer " + TOKEN).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private HttpClient client() throws GeneralSecurityException, IOException {
    return HttpClient.newBuilder().sslContext(trusting()).build();
  }

  private SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static Socket connect(URI address) throws IOException {
    return new Socket(InetAddress.ofLiteral("127.0.0.1"), address.getPort());
  }

  private static String received(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  private static void certify(Path keystore) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    assertThat(Files.isExecutable(keytool)).isTrue();
    var command =
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "own",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            keystore.toString(),
            "-storepass",
            PASSWORD);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
