package dev.coppice.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A connection on which nothing is done unless a test does it.
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;

  private final Socket socket;

  RawConnection(RunningServer server) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port());
    socket.setSoTimeout(PATIENCE_MS);
  }

  /// A whole GET request with the token.
  static String get(RunningServer server, String path, String... headers) {
    return "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n%s\r\n"
        .formatted(path, server.port(), RunningServer.TOKEN, lines(headers));
  }

  /// The beginning of a POST request with the token, up to its body.
  static String post(RunningServer server, String path, String... headers) {
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
            .formatted(path, server.port(), RunningServer.TOKEN)
        + "Content-Type: application/json\r\n"
        + lines(headers)
        + "\r\n";
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /// The head of the next answer and the body that its Content-Length announces.
  String answer() throws IOException {
    String text = answerWithoutBody();
    int length =
        text.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
    byte[] body = socket.getInputStream().readNBytes(length);
    return text + new String(body, StandardCharsets.UTF_8);
  }

  /// The head of the next answer.
  String answerWithoutBody() throws IOException {
    InputStream in = socket.getInputStream();
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /// Whether the other side has hung up; looks for a moment only.
  boolean isClosed() {
    try {
      socket.setSoTimeout(20);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
