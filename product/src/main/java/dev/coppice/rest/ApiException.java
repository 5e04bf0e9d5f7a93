package dev.coppice.rest;

import dev.coppice.event.Redaction;

/// A question that the API itself refuses.
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String remedy;
  private final String allowed;

  ApiException(int status, String error, String remedy) {
    this(status, error, remedy, "");
  }

  private ApiException(int status, String error, String remedy, String allowed) {
    super(error);
    this.status = status;
    this.remedy = remedy;
    this.allowed = allowed;
  }

  /// 405 of a path that takes other methods.
  static ApiException notAllowed(String error, String remedy, String allowed) {
    return new ApiException(405, error, remedy, allowed);
  }

  static ApiException invalid(String error, String remedy) {
    return new ApiException(400, error, remedy);
  }

  static ApiException unknown(String error, String remedy) {
    return new ApiException(404, error, remedy);
  }

  /// @param redaction over what it quotes from the request
  Answer answer(Redaction redaction) {
    Answer answer =
        Answer.error(
            status, redaction.redact(String.valueOf(getMessage())), redaction.redact(remedy));
    return allowed.isEmpty() ? answer : answer.with("Allow", allowed);
  }
}
