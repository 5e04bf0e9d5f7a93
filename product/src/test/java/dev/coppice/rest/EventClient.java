package dev.coppice.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Listens to a stream of events over a bare socket, so that it can leave in the middle of a
/// message or take nothing for a while.
final class EventClient implements AutoCloseable {
  /// One message; a field it did not have is empty.
  record Message(String id, String type, String data) {
    boolean isEvent() {
      return !data.isEmpty();
    }
  }

  private static final String END = "\u0000end";

  private final Socket socket;
  private final InputStream in;
  private final String head;

  EventClient(int port, String path, String... headers) throws IOException {
    socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setTcpNoDelay(true);
    var request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n")
            .append("Authorization: Bearer ")
            .append(RunningServer.TOKEN)
            .append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket
        .getOutputStream()
        .write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    in = new BufferedInputStream(socket.getInputStream());
    socket.setSoTimeout(20_000);
    var read = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      read.append(line).append('\n');
    }
    head = read.toString();
  }

  String head() {
    return head;
  }

  /// The next message that is an event, skipping signs of life and places; nothing at the end.
  Optional<Message> next() throws IOException {
    for (Optional<Message> one = any(); ; one = any()) {
      if (one.isEmpty() || one.get().isEvent()) {
        return one;
      }
    }
  }

  /// So many events.
  List<Message> next(int count) throws IOException {
    List<Message> messages = new ArrayList<>();
    while (messages.size() < count) {
      messages.add(next().orElseThrow(() -> new IOException("ended after " + messages)));
    }
    return messages;
  }

  /// The next message whatever it is; nothing at the end.
  ///
  /// @throws java.net.SocketTimeoutException if none comes in time
  Optional<Message> any() throws IOException {
    String id = "";
    String type = "";
    String data = "";
    for (String line = line(); ; line = line()) {
      if (line.equals(END)) {
        return Optional.empty();
      } else if (line.isEmpty()) {
        return Optional.of(new Message(id, type, data));
      } else if (line.startsWith("id: ")) {
        id = line.substring("id: ".length());
      } else if (line.startsWith("event: ")) {
        type = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      }
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return END;
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  void patience(Duration atMost) throws IOException {
    socket.setSoTimeout((int) atMost.toMillis());
  }

  /// Leaves without a word more, in whatever state it is.
  void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
