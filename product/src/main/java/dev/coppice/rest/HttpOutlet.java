package dev.coppice.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/// The listener's end of a stream over HTTP. Its connection serves nothing else afterwards.
final class HttpOutlet implements Answer.Outlet {
  // A listener who takes nothing for so long is cut off.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SOME_BYTES = 256;

  private final EndPoint endPoint;
  private final OutputStream out;

  HttpOutlet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    endPoint =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    endPoint.setIdleTimeout(PATIENCE.toMillis());
    response.setHeader("Connection", "close");
    out = response.getOutputStream();
  }

  @Override
  public void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// A blocked write would notice a listener who left, but only at the next event. So we read:
  /// there is nothing to come but the end.
  @Override
  public void onGone(Runnable gone) {
    endPoint.tryFillInterested(new UntilTheEnd(gone));
  }

  private final class UntilTheEnd implements Callback {
    private final Runnable gone;

    UntilTheEnd(Runnable gone) {
      this.gone = gone;
    }

    @Override
    public void succeeded() {
      try {
        if (endPoint.fill(ByteBuffer.allocate(SOME_BYTES).flip()) == 0) {
          endPoint.tryFillInterested(this);
          return;
        }
      } catch (IOException _) {
        // It is gone.
      }
      end();
    }

    @Override
    public void failed(Throwable cause) {
      end();
    }

    /// A write that waits for it need not wait any longer.
    private void end() {
      gone.run();
      endPoint.close();
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
