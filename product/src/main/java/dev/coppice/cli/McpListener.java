package dev.coppice.cli;

import dev.coppice.cli.McpHttp.Outcome;
import dev.coppice.cli.McpLink.Session;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hears what an owner says without being asked, for as long as the session lasts. After a break it
/// goes on where it was, if the owner can.
final class McpListener implements Runnable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_FAILURES = 3;

  private final McpLink link;
  private final Session session;
  private final Consumer<McpMessage> unasked;
  private @Nullable String last;
  private Duration pause = PAUSE;
  private int failures;

  McpListener(McpLink link, Session session, Consumer<McpMessage> unasked) {
    this.link = link;
    this.session = session;
    this.unasked = unasked;
  }

  @Override
  public void run() {
    while (link.isCurrent(session) && failures < MOST_FAILURES) {
      failures++;
      Outcome outcome = session.http().listen(session.headers(), last, this::hear);
      switch (outcome) {
        case Outcome.Taken _ -> failures = 0;
        // It has no such stream, or does not know the session any more: the next message will tell.
        case Outcome.Refused _ -> {
          return;
        }
        case Outcome.Lost _ -> {
          // Perhaps it is gone. Nobody needs it before the client says something.
        }
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private void hear(ServerEvent event) {
    failures = 0;
    if (event.id() != null) {
      last = event.id();
    }
    if (event.retry() != null) {
      pause = event.retry();
    }
    if (event.data().length > 0) {
      McpMessage.read(event.data()).ifPresent(unasked);
    }
  }
}
