package dev.coppice.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks a server over connections that stay open: as little work as possible beside the server's.
///
/// @param token the admin's
record LoadClient(int port, String token) {
  private static final int MOST_REQUESTS = 4_000_000;
  private static final int PATIENCE_MILLIS = 20_000;

  /// @param headers by their names in lower case
  record Reply(int status, Map<String, String> headers, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /// What was measured under load; times in milliseconds.
  ///
  /// @param bytes of one answer's body
  record Load(
      String path,
      int connections,
      int status,
      double perSecond,
      double median,
      double high,
      int bytes) {}

  /// Whether there is an answer 200 now.
  boolean answers(String path) {
    try (var connection = new Connection(port)) {
      return connection.ask(request("GET", path, "", "")).status() == 200;
    } catch (IOException _) {
      return false; // Nobody listens yet.
    }
  }

  /// What an MCP client does before it can use a tool.
  void listTools() throws IOException {
    try (var connection = new Connection(port)) {
      String headers =
          "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n";
      Reply opened =
          connection.ask(
              request(
                  "POST",
                  "/mcp",
                  headers,
                  """
                  {"jsonrpc":"2.0","id":1,"method":"initialize","params":{\
                  "protocolVersion":"2025-11-25","capabilities":{},\
                  "clientInfo":{"name":"bench","version":"1"}}}\
                  """));
      String session = opened.headers().getOrDefault("mcp-session-id", "");
      if (!session.isEmpty()) {
        headers += "Mcp-Session-Id: " + session + "\r\n";
      }
      Reply _ =
          connection.ask(
              request(
                  "POST",
                  "/mcp",
                  headers,
                  "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
      Reply tools =
          connection.ask(
              request(
                  "POST",
                  "/mcp",
                  headers,
                  "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}"));
      if (tools.status() != 200 || !tools.text().contains("spawn_agent")) {
        throw new IOException("tools/list answered " + tools.status() + ": " + tools.text());
      }
    }
  }

  /// Asks the same for a while over several connections; what was answered in the first part does
  /// not count.
  ///
  /// @param tagged whether with the tag of the first answer, so that nothing new is answered 304
  Load load(String path, int connections, boolean tagged, Duration warmUp, Duration duration)
      throws IOException, InterruptedException {
    String tag = "";
    int bytes;
    try (var connection = new Connection(port)) {
      Reply first = connection.ask(request("GET", path, "", ""));
      bytes = first.body().length;
      if (tagged) {
        tag = "If-None-Match: " + first.headers().getOrDefault("etag", "\"none\"") + "\r\n";
      }
    }
    byte[] request = request("GET", path, tag, "");
    long from = System.nanoTime() + warmUp.toNanos();
    long until = from + duration.toNanos();
    List<Callable<long[]>> callers = new ArrayList<>();
    int[] status = new int[connections];
    for (int i = 0; i < connections; i++) {
      int number = i;
      callers.add(() -> {
        try (var connection = new Connection(port)) {
          return connection.askUntil(request, from, until, status, number);
        }
      });
    }
    long[] all = times(callers);
    Arrays.sort(all);
    return new Load(
        path,
        connections,
        status[0],
        all.length / (duration.toNanos() / 1e9),
        at(all, 0.5),
        at(all, 0.99),
        bytes);
  }

  private static long[] times(List<Callable<long[]>> callers)
      throws IOException, InterruptedException {
    try (var executor = Executors.newFixedThreadPool(callers.size())) {
      List<long[]> parts = new ArrayList<>();
      for (Future<long[]> part : executor.invokeAll(callers)) {
        parts.add(part.get());
      }
      return parts.stream().flatMapToLong(Arrays::stream).toArray();
    } catch (ExecutionException e) {
      throw new IOException("a connection broke: " + e.getCause(), e);
    }
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)] / 1e6;
  }

  private byte[] request(String method, String path, String headers, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String length = body.isEmpty() ? "" : "Content-Length: " + content.length + "\r\n";
    String text =
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n%s%s\r\n%s"
            .formatted(method, path, port, token, headers, length, body);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// One connection that stays open.
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    long[] askUntil(byte[] request, long from, long until, int[] status, int number)
        throws IOException {
      long[] times = new long[1_024];
      int count = 0;
      for (long begun = System.nanoTime(); begun < until && count < MOST_REQUESTS; ) {
        status[number] = ask(request).status();
        long ended = System.nanoTime();
        if (begun >= from) {
          times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
          times[count++] = ended - begun;
        }
        begun = ended;
      }
      return Arrays.copyOf(times, count);
    }

    Reply ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      int status = Integer.parseInt(line().split(" ", 3)[1]);
      Map<String, String> headers = new TreeMap<>();
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
      return new Reply(status, headers, body(status, headers));
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
      if (status == 304 || status == 204) {
        return new byte[0];
      }
      if (headers.containsKey("content-length")) {
        return in.readNBytes(Integer.parseInt(headers.get("content-length")));
      }
      return "chunked".equals(headers.get("transfer-encoding")) ? chunks() : new byte[0];
    }

    private byte[] chunks() throws IOException {
      var body = new java.io.ByteArrayOutputStream();
      for (int size = size(); size > 0; size = size()) {
        body.write(in.readNBytes(size));
        String _ = line();
      }
      String _ = line();
      return body.toByteArray();
    }

    private int size() throws IOException {
      return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException("the server closed the connection");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
