package dev.coppice.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds who answers: by method and path, where `{name}` stands for any one component.
final class Router {
  private final List<Route> routes = new ArrayList<>();

  /// Answers one question.
  interface Handler {
    Answer answer(Request request, Map<String, String> path);
  }

  private record Route(String method, List<String> pattern, Handler handler) {
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

  Router on(String method, String pattern, Handler handler) {
    routes.add(new Route(method, Request.of(method, pattern, "", false).segments(), handler));
    return this;
  }

  /// The answer of the first route that fits.
  ///
  /// @throws ApiException 404 if no path fits, 405 if only the method does not
  Answer answer(Request request) {
    List<Route> here = routes.stream().filter(route -> route.matches(request.segments())).toList();
    for (Route route : here) {
      if (route.method().equals(request.method())) {
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
