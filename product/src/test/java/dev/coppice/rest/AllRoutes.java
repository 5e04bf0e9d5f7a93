package dev.coppice.rest;

import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import java.util.List;
import java.util.regex.Pattern;

/// The routes of an API, for tests of other packages.
public final class AllRoutes {
  private static final Pattern NAME = Pattern.compile("\\{[^/]+}");

  /// One of them.
  ///
  /// @param pattern such as `/api/orchestration/agents/{id}`
  /// @param query the names its query may have
  public record Route(Scope scope, String method, String pattern, List<String> query) {
    /// Its path with this in the place of every name.
    public String path(String name) {
      return NAME.matcher(pattern).replaceAll(name);
    }

    public boolean isChange() {
      return !method.equals("GET");
    }

    /// Whether it is answered without a token.
    public boolean isOpen() {
      return pattern.equals("/health") || pattern.equals("/ready");
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  private AllRoutes() {}

  public static List<Route> of(RestApi api) {
    return api.routes().stream()
        .map(route ->
            new Route(
                route.scope(),
                route.method(),
                route.pattern(),
                route.query().stream().sorted().toList()))
        .toList();
  }

  /// What comes of a request as the servlet makes it; a stream is closed at once.
  public static Answer answer(
      RestApi api, Caller caller, String method, String uri, String body, boolean asText) {
    Answer answer;
    try {
      answer = api.answer(Request.of(caller, method, uri, body, asText));
    } catch (ApiException e) {
      return api.refused(e);
    }
    try (Answer.Stream _ = answer.stream()) {
      return answer;
    }
  }
}
