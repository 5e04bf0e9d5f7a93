package dev.coppice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One event of a stream of server-sent events, or a body that came as a whole.
///
/// @param id by which a stream can be resumed after it
/// @param retry how long to wait before a stream is resumed
/// @param data empty when the event only carries one of the others
record ServerEvent(@Nullable String id, @Nullable Duration retry, byte[] data) {
  /// Reads events to the end of the stream. One that was cut off by the end counts for nothing.
  ///
  /// @throws IOException when the stream breaks off
  static void readAll(InputStream in, Consumer<ServerEvent> each) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    var data = new StringBuilder();
    String id = null;
    Duration retry = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (!data.isEmpty() || id != null || retry != null) {
          each.accept(new ServerEvent(id, retry, data.toString().getBytes(StandardCharsets.UTF_8)));
        }
        data.setLength(0);
        id = null;
        retry = null;
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (name) {
        case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
        case "id" -> id = value;
        case "retry" -> retry = milliseconds(value);
        default -> {
          // A comment that keeps the connection alive, or a name for the event.
        }
      }
    }
  }

  private static @Nullable Duration milliseconds(String value) {
    return value.matches("\\d{1,9}") ? Duration.ofMillis(Long.parseLong(value)) : null;
  }
}
