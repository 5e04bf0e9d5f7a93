package dev.coppice.cli;

import org.jspecify.annotations.Nullable;

/// The REST API of one system: over HTTP when another process owns it, within this process when
/// not.
public interface Api extends AutoCloseable {
  /// Asks and waits for the answer.
  ///
  /// @throws CommandFailure if nobody answers
  Reply send(Call call);

  @Override
  void close();

  /// What is asked for.
  ///
  /// @param path after `/api/orchestration`, percent-encoded, with its query
  /// @param body JSON, on writes
  /// @param asText whether the answer is wanted as people read it instead of as JSON
  record Call(String method, String path, @Nullable String body, boolean asText) {
    static Call get(String path) {
      return new Call("GET", path, null, false);
    }

    Call text() {
      return new Call(method, path, body, true);
    }
  }

  /// What came back: an HTTP status and a body in UTF-8.
  record Reply(int status, String body) {
    boolean isOk() {
      return status >= 200 && status < 300;
    }
  }
}
