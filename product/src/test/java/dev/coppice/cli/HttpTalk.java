package dev.coppice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request on a connection of its own, and what is answered. Written by hand, so that it can
/// break off wherever a test wants.
record HttpTalk(Socket socket, List<String> head, String body) {
  static HttpTalk read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client broke off");
      }
      head.append((char) next);
    }
    var talk = new HttpTalk(socket, head.toString().lines().toList(), "");
    String length = talk.header("Content-Length");
    byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
    return new HttpTalk(socket, talk.head, new String(body, StandardCharsets.UTF_8));
  }

  String method() {
    return head.getFirst().split(" ", 2)[0];
  }

  @Nullable String header(String name) {
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// An answer without a body.
  void head(int status) throws IOException {
    write(
        """
        HTTP/1.1 %d ok
        Connection: close
        Content-Length: 0

        """
            .formatted(status));
  }

  void json(int status, String body) throws IOException {
    json(status, "", body);
  }

  /// @param headers whole lines
  void json(int status, String headers, String body) throws IOException {
    write(
        """
        HTTP/1.1 %d ok
        Connection: close
        %sContent-Type: application/json
        Content-Length: %d

        %s\
        """
            .formatted(status, headers, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  /// Begins a stream of events, which lasts until the connection ends.
  void stream() throws IOException {
    write(
        """
        HTTP/1.1 200 ok
        Connection: close
        Content-Type: text/event-stream;charset=utf-8

        """);
  }

  /// @param before lines of the event other than its data
  void event(String before, String data) throws IOException {
    write(before + "data: " + data + "\n\n");
  }

  /// Breaks off at once.
  void vanish() throws IOException {
    socket.close();
  }
}
