package dev.coppice.mcp;

import dev.coppice.agent.AttemptId;
import dev.coppice.store.AuditLog;
import dev.coppice.store.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The servlet on loopback, behind a stand-in for the guard that believes what a header says, and
/// ways to talk to it.
final class McpHost implements AutoCloseable {
  static final String ADMIN = "admin";

  private final Server server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  McpHost(Catalogue catalogue, @Nullable AuditLog audit, InstantSource clock) {
    var threads = new QueuedThreadPool(8, 2);
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server = new Server(threads);
    var connector = new org.eclipse.jetty.server.ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    var context = new ServletContextHandler();
    context.addFilter(
        new FilterHolder(new BelievingGuard()), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new McpServlet(() -> catalogue, audit, clock)), "/mcp");
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    address = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
  }

  InetSocketAddress socket() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
  }

  HttpRequest.Builder request(String who) {
    return HttpRequest.newBuilder(address)
        .timeout(Duration.ofSeconds(30))
        .header("X-Who", who)
        .header("Accept", "application/json, text/event-stream")
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A session of this caller.
  Talk begin(String who) {
    return begin(who, Map.of());
  }

  Talk begin(String who, Map<String, Object> capabilities) {
    HttpResponse<String> response =
        send(
            request(who)
                .POST(
                    body(
                        "initialize",
                        1,
                        Map.of(
                            "protocolVersion",
                            "2025-11-25",
                            "capabilities",
                            capabilities,
                            "clientInfo",
                            Map.of("name", "test", "version", "1")))));
    String session =
        response
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow(() -> new IllegalStateException(response.body()));
    var talk = new Talk(who, session, messages(response.body()).getLast());
    talk.notify("notifications/initialized", Map.of());
    return talk;
  }

  private static HttpRequest.BodyPublisher body(
      String method, @Nullable Object id, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    if (id != null) {
      message.put("id", id);
    }
    message.put("params", params);
    return HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(message));
  }

  /// What an answer holds, whether it is a stream or not.
  static List<JsonNode> messages(String body) {
    if (body.startsWith("{")) {
      return List.of(JsonMapper.shared().readTree(body));
    }
    return body.lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> JsonMapper.shared().readTree(line.substring("data: ".length())))
        .toList();
  }

  /// One client's session.
  final class Talk {
    private final String who;
    private final String session;
    private final JsonNode greeting;

    Talk(String who, String session, JsonNode greeting) {
      this.who = who;
      this.session = session;
      this.greeting = greeting;
    }

    String session() {
      return session;
    }

    /// What the server said of itself.
    JsonNode greeting() {
      return greeting.path("result");
    }

    HttpRequest.Builder request() {
      return McpHost.this.request(who).header("Mcp-Session-Id", session);
    }

    HttpResponse<String> post(String method, @Nullable Object id, Map<String, Object> params) {
      return send(request().POST(body(method, id, params)));
    }

    void notify(String method, Map<String, Object> params) {
      HttpResponse<String> response = post(method, null, params);
      if (response.statusCode() != 202) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
    }

    /// The answer, an error or a result.
    JsonNode ask(String method, Map<String, Object> params) {
      return messages(post(method, 7, params).body()).getLast();
    }

    /// The result of a tool.
    JsonNode call(String tool, Map<String, Object> arguments) {
      return ask("tools/call", Map.of("name", tool, "arguments", arguments)).path("result");
    }
  }

  @Override
  public void close() {
    client.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class BelievingGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain next)
        throws IOException, ServletException {
      request.setAttribute(
          Caller.class.getName(), caller(String.valueOf(request.getHeader("X-Who"))));
      next.doFilter(request, response);
    }

    private static Caller caller(String who) {
      return switch (who) {
        case "reader" -> new Caller.Reader("reader");
        case "agent" -> new Caller.OfAttempt(new AttemptId("money-1"), "agent");
        default -> new Caller.Admin(who);
      };
    }
  }
}
