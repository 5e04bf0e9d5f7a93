package dev.coppice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The API of an owner in another process. The oldest client of the JDK, because it starts in a
/// tenth of the time of the newer one.
record HttpApi(RunningOwner owner) implements Api {
  private static final String ROOT = "/api/orchestration";
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  // Ending an agent answers only once its processes are gone.
  private static final Duration TO_ANSWER = Duration.ofMinutes(3);

  @Override
  public Reply send(Call call) {
    try {
      HttpURLConnection connection = open(call);
      try {
        if (call.body() != null) {
          connection.setDoOutput(true);
          connection.setRequestProperty("Content-Type", "application/json");
          connection.getOutputStream().write(call.body().getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        return new Reply(status, body(connection, status));
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.FAILED,
          "The owner of this system, process %d, does not answer at %s: %s"
              .formatted(owner.pid(), owner.address(), reason(e)),
          "If that process has just ended, try again.");
    }
  }

  private HttpURLConnection open(Call call) throws IOException {
    URI uri = URI.create(owner.address() + ROOT + call.path());
    var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(call.method());
    connection.setConnectTimeout((int) TO_CONNECT.toMillis());
    connection.setReadTimeout((int) TO_ANSWER.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Authorization", "Bearer " + owner.token());
    connection.setRequestProperty("Accept", call.asText() ? "text/plain" : "application/json");
    return connection;
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (@Nullable InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() {
    // Each call has its own connection.
  }
}
