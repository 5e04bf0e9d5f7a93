package dev.coppice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An owner's `/mcp`, spoken to over streamable HTTP. Each message has a connection of its own:
/// then one that could not be opened carried nothing, and a long answer blocks nobody. The oldest
/// client of the JDK, because it starts in a tenth of the time of the newer one.
///
/// @param token for the `Authorization` header
record McpHttp(URI endpoint, String token) {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration TO_DELETE = Duration.ofMillis(700);
  private static final String EVENTS = "text/event-stream";

  McpHttp(RunningOwner owner) {
    this(URI.create(owner.address() + "/mcp"), owner.token());
  }

  /// What came of an exchange.
  sealed interface Outcome {
    /// The owner took it, and answered all it had to say.
    ///
    /// @param session the `Mcp-Session-Id` it gave
    record Taken(@Nullable String session) implements Outcome {}

    /// The owner refused it; nothing was carried out.
    record Refused(int status, String body) implements Outcome {}

    /// There was no owner, or it broke off.
    ///
    /// @param untouched whether it certainly never saw the message
    record Lost(boolean untouched) implements Outcome {}
  }

  /// The headers that tie a message to a session.
  static Map<String, String> headers(@Nullable String session, @Nullable String version) {
    var headers = new HashMap<String, String>();
    if (session != null) {
      headers.put("Mcp-Session-Id", session);
    }
    if (version != null) {
      headers.put("MCP-Protocol-Version", version);
    }
    return headers;
  }

  /// Sends a message and gives on what comes back, until the owner has said everything.
  ///
  /// @param sent is called once the owner has the message
  Outcome post(
      McpMessage message, Map<String, String> headers, Runnable sent, Consumer<ServerEvent> each) {
    HttpURLConnection connection;
    try {
      connection = open("POST", headers);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setRequestProperty("Accept", "application/json, " + EVENTS);
      connection.setDoOutput(true);
      // With a length known before, the JDK does not send a message a second time by itself.
      connection.setFixedLengthStreamingMode(message.bytes().length);
      connection.connect();
    } catch (IOException _) {
      return new Outcome.Lost(true);
    }
    try {
      connection.getOutputStream().write(message.bytes());
      connection.getOutputStream().flush();
      sent.run();
      return answer(connection, each);
    } catch (IOException _) {
      return new Outcome.Lost(false);
    } finally {
      connection.disconnect();
    }
  }

  /// Listens to what the owner says unasked, until one of both ends it.
  ///
  /// @param last the id of the last event that was heard
  Outcome listen(Map<String, String> headers, @Nullable String last, Consumer<ServerEvent> each) {
    try {
      HttpURLConnection connection = open("GET", headers);
      connection.setRequestProperty("Accept", EVENTS);
      if (last != null) {
        connection.setRequestProperty("Last-Event-ID", last);
      }
      try {
        return answer(connection, each);
      } finally {
        connection.disconnect();
      }
    } catch (IOException _) {
      return new Outcome.Lost(true);
    }
  }

  /// Ends the session. Whether the owner hears it matters little: it forgets sessions by itself.
  void end(Map<String, String> headers) {
    try {
      HttpURLConnection connection = open("DELETE", headers);
      connection.setReadTimeout((int) TO_DELETE.toMillis());
      int _ = connection.getResponseCode();
      connection.disconnect();
    } catch (IOException _) {
      // It is gone, and its sessions with it.
    }
  }

  private HttpURLConnection open(String method, Map<String, String> headers) throws IOException {
    var connection = (HttpURLConnection) endpoint.toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) TO_CONNECT.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setRequestProperty("Connection", "close");
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  private static Outcome answer(HttpURLConnection connection, Consumer<ServerEvent> each)
      throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      return new Outcome.Lost(false);
    }
    if (status >= 300) {
      try (@Nullable InputStream in = connection.getErrorStream()) {
        return new Outcome.Refused(
            status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    String type = connection.getContentType();
    try (InputStream in = connection.getInputStream()) {
      if (type != null && type.startsWith(EVENTS)) {
        ServerEvent.readAll(in, each);
      } else {
        byte[] body = in.readAllBytes();
        if (body.length > 0) {
          each.accept(new ServerEvent(null, null, body));
        }
      }
    }
    return new Outcome.Taken(connection.getHeaderField("Mcp-Session-Id"));
  }

  /// Never the token: this ends up in messages.
  @Override
  public String toString() {
    return "McpHttp[" + endpoint + "]";
  }
}
