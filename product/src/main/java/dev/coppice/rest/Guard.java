package dev.coppice.rest;

import dev.coppice.agent.AttemptId;
import dev.coppice.rest.Counters.Reason;
import dev.coppice.store.Caller;
import dev.coppice.store.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may ask at all: whoever reaches us by our own name, from no foreign page, with the token.
///
/// @param running whether an attempt runs now; its token is worth nothing afterwards
/// @param ours the hosts that are us
record Guard(Tokens tokens, Predicate<AttemptId> running, Authorities ours) {
  private static final String BEARER = "bearer ";

  /// Why the request is turned away; nothing when it may pass.
  Optional<Refused> refusal(HttpServletRequest request, boolean open) {
    return foreignHost(request)
        .or(() -> foreignOrigin(request))
        .or(() -> severalTokens(request))
        .or(() -> notJson(request))
        .or(() -> open || caller(request).isPresent() ? Optional.empty() : unauthorized());
  }

  private Optional<Refused> foreignHost(HttpServletRequest request) {
    List<String> hosts = values(request, "Host");
    if (hosts.size() != 1) {
      return refused(
          Reason.MALFORMED,
          400,
          "The request has " + hosts.size() + " Host headers.",
          "Send exactly one.");
    }
    return ours.has(hosts.getFirst())
        ? Optional.empty()
        : refused(
            Reason.HOST,
            403,
            "This host name is not served.",
            "Ask " + ours.usual() + ", or start `coppice serve` with --host-name.");
  }

  private Optional<Refused> foreignOrigin(HttpServletRequest request) {
    List<String> origins = values(request, "Origin");
    if (origins.isEmpty()) {
      return Optional.empty();
    }
    if (origins.size() > 1) {
      return refused(
          Reason.MALFORMED, 400, "The request has several Origin headers.", "Send at most one.");
    }
    String origin = origins.getFirst();
    return ours.hasOrigin(origin)
        ? Optional.empty()
        : refused(
            Reason.ORIGIN,
            403,
            "Pages of another origin are not served.",
            "Ask without an Origin header.");
  }

  private static Optional<Refused> severalTokens(HttpServletRequest request) {
    return values(request, "Authorization").size() > 1 || values(request, "X-API-Key").size() > 1
        ? refused(
            Reason.MALFORMED, 400, "The request has several tokens.", "Send exactly one of them.")
        : Optional.empty();
  }

  private static Optional<Refused> unauthorized() {
    return refused(
        Reason.TOKEN,
        401,
        "Unauthorized",
        "Send the token of the data directory as `Authorization: Bearer TOKEN`.");
  }

  /// Who sent the token, if it is a good one.
  Optional<Caller> caller(HttpServletRequest request) {
    String bearer = bearer(request.getHeader("Authorization"));
    String given = bearer == null ? request.getHeader("X-API-Key") : bearer;
    return given == null ? Optional.empty() : tokens.caller(given).filter(this::isThere);
  }

  private boolean isThere(Caller caller) {
    return !(caller instanceof Caller.OfAttempt(var attempt, _)) || running.test(attempt);
  }

  /// A form on a foreign page can send everything but this.
  private static Optional<Refused> notJson(HttpServletRequest request) {
    if (!BodyReader.hasBody(request)) {
      return Optional.empty();
    }
    if (request.getHeader("Content-Encoding") != null) {
      return notTaken("The body is encoded.", "Send it as it is, without Content-Encoding.");
    }
    List<String> types = values(request, "Content-Type");
    return types.size() == 1 && isJson(types.getFirst())
        ? Optional.empty()
        : notTaken("The body is not sent as JSON.", "Send `Content-Type: application/json`.");
  }

  private static boolean isJson(String type) {
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    return parts[0].strip().equals("application/json")
        && Stream.of(parts)
            .skip(1)
            .map(part -> part.replace("\"", "").strip())
            .allMatch(part -> !part.startsWith("charset=") || part.equals("charset=utf-8"));
  }

  private static Optional<Refused> notTaken(String error, String remedy) {
    return refused(Reason.JSON, 415, error, remedy);
  }

  /// Whether a token was sent at all.
  static boolean hasToken(HttpServletRequest request) {
    return request.getHeader("Authorization") != null || request.getHeader("X-API-Key") != null;
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }

  private static Optional<Refused> refused(Reason reason, int status, String error, String remedy) {
    return Optional.of(new Refused(Answer.error(status, error, remedy), reason));
  }

  /// Never the token: this ends up in logs.
  @Override
  public String toString() {
    return "Guard[" + ours.listening() + "]";
  }
}
