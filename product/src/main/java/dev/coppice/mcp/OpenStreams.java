package dev.coppice.mcp;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Streams to clients that are open, kept from looking dead while there is nothing to say.
final class OpenStreams implements AutoCloseable {
  // Servers and proxies take half a minute of silence for the end.
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);

  private final Set<MessageResponse> streams = ConcurrentHashMap.newKeySet();
  private boolean beating;
  private volatile boolean closed;

  void add(MessageResponse stream) {
    streams.add(stream);
    synchronized (this) {
      if (!beating && !closed) {
        beating = true;
        Thread.ofVirtual().name("mcp-signs-of-life").start(this::beat);
      }
    }
  }

  void remove(MessageResponse stream) {
    streams.remove(stream);
  }

  /// Does `then` when the stream ends; right now if it has.
  static void onEnd(HttpServletRequest request, Runnable then) {
    if (!request.isAsyncStarted()) {
      then.run();
      return;
    }
    try {
      request.getAsyncContext().addListener(new Ended(then));
    } catch (IllegalStateException _) {
      // It ended between the question and the answer.
      then.run();
    }
  }

  private void beat() {
    try {
      while (goesOn()) {
        Thread.sleep(SILENCE);
        streams.forEach(OpenStreams::live);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean goesOn() {
    beating = !closed && !streams.isEmpty();
    return beating;
  }

  private static void live(MessageResponse stream) {
    try {
      stream.signOfLife();
    } catch (IOException | IllegalStateException e) {
      // The server notices, too, and ends the stream.
      LOG.debug("A client has gone: {}", e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    streams.clear();
  }

  private record Ended(Runnable then) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      then.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // Completed next.
    }

    @Override
    public void onError(AsyncEvent event) {
      // Completed next.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
