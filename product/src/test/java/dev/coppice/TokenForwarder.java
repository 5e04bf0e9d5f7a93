package dev.coppice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Passes HTTP on to a server on loopback and adds a token, for clients that cannot send one.
/// Everything else, Host and Origin among it, arrives as it was sent.
final class TokenForwarder implements AutoCloseable {
  private final ServerSocket listening;
  private volatile int target;
  private volatile String token = "";

  TokenForwarder() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  int port() {
    return listening.getLocalPort();
  }

  void forward(int toPort, String withToken) {
    target = toPort;
    token = withToken;
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> pass(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  /// One request a connection: it says that it closes.
  private void pass(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      InputStream from = client.getInputStream();
      String head = head(from);
      OutputStream to = server.getOutputStream();
      int end = head.indexOf("\r\n");
      String kept = head.substring(end).replaceAll("(?i)\r\nConnection:[^\r]*", "");
      to.write(
          (head.substring(0, end)
                  + "\r\nAuthorization: Bearer "
                  + token
                  + "\r\nConnection: close"
                  + kept)
              .getBytes(StandardCharsets.ISO_8859_1));
      to.write(from.readNBytes(length(head)));
      to.flush();
      // Whoever hangs up must be missed by the server, too.
      Thread.ofVirtual().start(() -> closeWhenGone(from, server));
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // One of the two has gone.
    }
  }

  private static void closeWhenGone(InputStream client, Socket server) {
    try (server) {
      while (client.read() >= 0) {
        // Nothing more belongs to this request.
      }
    } catch (IOException _) {
      // gone
    }
  }

  private static String head(InputStream from) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = from.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
