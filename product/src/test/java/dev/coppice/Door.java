package dev.coppice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Asks a server on loopback with exactly the bytes one wants, however odd.
record Door(int port) {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int LONGEST = 4 << 20;

  /// @param status 0 if the server said nothing
  /// @param head in lower case
  record Reply(int status, String head, String body) {
    String header(String name) {
      return head.lines()
          .filter(line -> line.startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  /// A request whose Host and length are right.
  Reply ask(String method, String target, List<String> headers, String body) {
    return ask(method, target, List.of(host()), headers, body);
  }

  /// A request with these hosts.
  Reply ask(String method, String target, List<String> hosts, List<String> headers, String body) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    hosts.forEach(host -> head.append("Host: ").append(host).append("\r\n"));
    headers.forEach(header -> head.append(header).append("\r\n"));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    return send(head + "Connection: close\r\n\r\n", bytes);
  }

  Reply send(String head, byte[] body) {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
      } catch (IOException _) {
        // It may have answered and hung up before it had read all.
      }
      return reply(socket.getInputStream(), head.startsWith("GET "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads to the end, but of a stream only its head.
  private static Reply reply(InputStream in, boolean mayStream) throws IOException {
    var read = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = in.read(some); n > 0 && read.size() < LONGEST; n = in.read(some)) {
        read.write(some, 0, n);
        if (mayStream && read.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")) {
          break;
        }
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      // What there is must do.
    }
    String text = read.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || end < 0) {
      return new Reply(0, "", text);
    }
    return new Reply(
        Integer.parseInt(text.substring(9, 12)),
        text.substring(0, end).toLowerCase(Locale.ROOT),
        text.substring(end + 4));
  }
}
