package dev.coppice.rest;

/// A question that the API itself refuses.
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String remedy;

  ApiException(int status, String error, String remedy) {
    super(error);
    this.status = status;
    this.remedy = remedy;
  }

  static ApiException invalid(String error, String remedy) {
    return new ApiException(400, error, remedy);
  }

  static ApiException unknown(String error, String remedy) {
    return new ApiException(404, error, remedy);
  }

  Answer answer() {
    return Answer.error(status, String.valueOf(getMessage()), remedy);
  }
}
