package dev.coppice.rest;

import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Finds who answers: by method and path, where `{name}` stands for any one component.
final class Router {
  private final List<Route> routes = new ArrayList<>();

  /// Answers one question.
  interface Handler {
    Answer answer(Request request, Map<String, String> path);
  }

  /// One route as others see it.
  ///
  /// @param pattern such as `/api/orchestration/agents/{id}`
  record Listed(Scope scope, String method, String pattern) {}

  private record Route(Scope scope, String method, List<String> pattern, Handler handler) {
    boolean matches(List<String> segments) {
      if (segments.size() != pattern.size()) {
        return false;
      }
      for (int i = 0; i < pattern.size(); i++) {
        if (!isName(pattern.get(i)) && !pattern.get(i).equals(segments.get(i))) {
          return false;
        }
      }
      return true;
    }

    Map<String, String> path(List<String> segments) {
      Map<String, String> path = new HashMap<>();
      for (int i = 0; i < pattern.size(); i++) {
        if (isName(pattern.get(i))) {
          path.put(pattern.get(i).substring(1, pattern.get(i).length() - 1), segments.get(i));
        }
      }
      return path;
    }

    private static boolean isName(String component) {
      return component.startsWith("{");
    }
  }

  /// A route for whoever may look, or with any other method than GET, for whoever may change.
  Router on(String method, String pattern, Handler handler) {
    return on(method.equals("GET") ? Scope.READ : Scope.ADMIN, method, pattern, handler);
  }

  Router on(Scope scope, String method, String pattern, Handler handler) {
    List<String> segments = Request.of(Caller.Admin.SELF, method, pattern, "", false).segments();
    routes.add(new Route(scope, method, segments, handler));
    return this;
  }

  /// Every route, in the order of asking.
  List<Listed> routes() {
    return routes.stream()
        .map(route ->
            new Listed(route.scope(), route.method(), "/" + String.join("/", route.pattern())))
        .toList();
  }

  /// The answer of the first route that fits.
  ///
  /// @throws ApiException 404 if no path fits, 405 if only the method does not, 403 if the caller
  ///   may not
  Answer answer(Request request) {
    List<Route> here = routes.stream().filter(route -> route.matches(request.segments())).toList();
    for (Route route : here) {
      if (route.method().equals(request.method())) {
        if (!request.caller().may(route.scope())) {
          throw new ApiException(
              403,
              "This token may not do that: its scope is " + request.caller().name() + ".",
              "Use a token whose scope is " + route.scope().name().toLowerCase(Locale.ROOT) + ".");
        }
        return route.handler().answer(request, route.path(request.segments()));
      }
    }
    String path = "/" + String.join("/", request.segments());
    if (here.isEmpty()) {
      throw ApiException.unknown(
          "There is nothing at " + path + ".", "GET /api/orchestration/status says what there is.");
    }
    TreeSet<String> methods = new TreeSet<>(here.stream().map(Route::method).toList());
    throw new ApiException(
        405,
        path + " does not take " + request.method() + ".",
        "Use " + String.join(" or ", methods) + ".");
  }
}
