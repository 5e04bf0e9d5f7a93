package dev.coppice.rest;

import dev.coppice.orchestration.ServiceJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One answer of the API.
///
/// @param status as HTTP has it
/// @param body text in UTF-8; empty where the answer is a stream
/// @param headers beside those that every answer has
/// @param stream what is sent in place of the body, for as long as somebody listens
public record Answer(
    int status,
    String contentType,
    String body,
    Map<String, String> headers,
    @Nullable Stream stream) {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain;charset=utf-8";

  public Answer {
    headers = Map.copyOf(headers);
  }

  public Answer(int status, String contentType, String body) {
    this(status, contentType, body, Map.of(), null);
  }

  /// An answer that does not end by itself. Whoever got one closes it, sent or not.
  public interface Stream extends AutoCloseable {
    /// Sends until the listener leaves or we stop.
    void sendTo(Outlet outlet) throws IOException;

    @Override
    void close();
  }

  /// The listener's end of a stream.
  public interface Outlet {
    /// Returns when the network has taken it.
    ///
    /// @throws IOException if the listener is gone, or takes nothing any more
    void send(String text) throws IOException;

    /// Has this run once, as soon as the listener is known to be gone; on any thread.
    void onGone(Runnable gone);
  }

  /// The same with one more header.
  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, more, stream);
  }

  /// That the client has this answer already.
  Answer notModified() {
    return new Answer(304, contentType, "", headers, null);
  }

  /// The same with another status.
  Answer as(int otherStatus) {
    return new Answer(otherStatus, contentType, body, headers, stream);
  }

  static Answer json(Object value) {
    return new Answer(200, JSON, ServiceJson.mapper().writeValueAsString(value));
  }

  /// An object of these names and values, in this order.
  static Answer json(String name, Object value, Object... more) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      fields.put((String) more[i], more[i + 1]);
    }
    return json(fields);
  }

  static Answer text(String text) {
    return new Answer(200, TEXT, text.endsWith("\n") || text.isEmpty() ? text : text + "\n");
  }

  static Answer error(int status, String error, String remedy) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("error", error);
    fields.put("remedy", remedy);
    return new Answer(status, JSON, ServiceJson.mapper().writeValueAsString(fields));
  }
}
