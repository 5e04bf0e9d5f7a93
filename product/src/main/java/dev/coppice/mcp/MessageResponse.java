package dev.coppice.mcp;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A response whose errors are ours: what a library says of its own failures, with its insides, is
/// thrown away. Messages go out whole, so that signs of life fit between them.
final class MessageResponse extends HttpServletResponseWrapper {
  private static final byte[] SIGN_OF_LIFE = ": \n\n".getBytes(StandardCharsets.UTF_8);

  private final HttpServletResponse response;
  private final @Nullable JsonNode request;
  private final ReentrantLock sending = new ReentrantLock();
  private final StringBuilder waiting = new StringBuilder();
  private final PrintWriter writer;
  private boolean failed;
  private boolean said;

  /// @param request the id of the request this answers
  MessageResponse(HttpServletResponse response, @Nullable JsonNode request) {
    super(response);
    this.response = response;
    this.request = request;
    this.writer = new PrintWriter(new WholeMessages());
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public void sendError(int status) throws IOException {
    fail(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    fail(status);
  }

  /// Writes what a client skips, so that nobody takes a silent stream for a dead one.
  ///
  /// @throws IOException if there is nobody any more
  void signOfLife() throws IOException {
    if (String.valueOf(getContentType()).startsWith("text/event-stream")) {
      write(SIGN_OF_LIFE);
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    write(new byte[0]);
  }

  private void write(byte[] bytes) throws IOException {
    sending.lock();
    try {
      response.getOutputStream().write(bytes);
      response.flushBuffer();
    } finally {
      sending.unlock();
    }
  }

  /// Answers a request that nothing was said to, which would leave its client waiting.
  void breakSilence() throws IOException {
    sending.lock();
    try {
      if (!said && !failed) {
        said = true;
        write(
            ("event: message\ndata: " + fault(500).text(request) + "\n\n")
                .getBytes(StandardCharsets.UTF_8));
      }
    } finally {
      sending.unlock();
    }
  }

  private void fail(int status) throws IOException {
    if (!failed && !response.isCommitted()) {
      failed = true;
      fault(status).send(response, request);
    }
  }

  private static JsonRpc.Fault fault(int status) {
    return switch (status) {
      case 404 ->
          new JsonRpc.Fault(
              404, JsonRpc.NO_SESSION, "There is no such session. Initialize a new one.");
      case 503 ->
          new JsonRpc.Fault(503, JsonRpc.REFUSED, "The orchestrator is stopping. Ask again later.");
      case 500 ->
          new JsonRpc.Fault(
              500, -32603, "The orchestrator could not answer. The log of its owner tells more.");
      default ->
          new JsonRpc.Fault(
              status,
              JsonRpc.INVALID_REQUEST,
              "This message is not understood. Send one as the protocol describes it.");
    };
  }

  private final class WholeMessages extends Writer {
    @Override
    public void write(char[] characters, int from, int length) {
      sending.lock();
      try {
        waiting.append(characters, from, length);
      } finally {
        sending.unlock();
      }
    }

    @Override
    public void flush() throws IOException {
      sending.lock();
      try {
        byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
        waiting.setLength(0);
        if (getStatus() >= 400) {
          fail(getStatus());
        } else if (bytes.length > 0) {
          said = true;
          MessageResponse.this.write(bytes);
        }
      } finally {
        sending.unlock();
      }
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
