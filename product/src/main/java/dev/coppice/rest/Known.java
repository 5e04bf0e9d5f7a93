package dev.coppice.rest;

import dev.coppice.store.AnswerFile.Line;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One request with an idempotency key that has come.
final class Known {
  private final String id;
  private final String request;
  private final String what;
  private final Instant at;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final boolean lost;

  Known(String id, String request, String what, Instant at) {
    this(id, request, what, at, null, false);
  }

  private Known(
      String id, String request, String what, Instant at, @Nullable Answer answer, boolean lost) {
    this.id = id;
    this.request = request;
    this.what = what;
    this.at = at;
    this.lost = lost;
    if (answer != null) {
      this.answer.complete(answer);
    }
  }

  /// As an owner before us left it.
  static Known of(Line line) {
    Integer status = line.status();
    String type = line.contentType();
    String body = line.body();
    Answer answer =
        status == null || type == null || body == null ? null : new Answer(status, type, body);
    return new Known(line.id(), line.request(), line.what(), line.at(), answer, answer == null);
  }

  String id() {
    return id;
  }

  String request() {
    return request;
  }

  String what() {
    return what;
  }

  Instant at() {
    return at;
  }

  CompletableFuture<Answer> answer() {
    return answer;
  }

  /// Whether nobody will ever know its answer.
  boolean isLost() {
    return lost;
  }

  Line begun() {
    return new Line(id, request, what, at, null, null, null);
  }

  Line dropped() {
    return new Line(id, request, what, at, 0, null, null);
  }

  Line ended(Answer given) {
    return new Line(id, request, what, at, given.status(), given.contentType(), given.body());
  }

  /// As it stands now, for the file.
  Line line() {
    Answer given = answer.getNow(null);
    return given == null ? begun() : ended(given);
  }
}
