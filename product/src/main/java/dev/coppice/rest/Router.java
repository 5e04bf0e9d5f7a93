package dev.coppice.rest;

import dev.coppice.config.NearestWord;
import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  /// @param query the names its query may have
  record Listed(Scope scope, String method, String pattern, Set<String> query) {}

  private record Route(
      Scope scope, String method, List<String> pattern, Set<String> query, Handler handler) {
    boolean matches(List<String> segments) {
      if (segments.size() != pattern.size()) {
        return false;
      }
      for (int i = 0; i < pattern.size(); i++) {
        boolean fits =
            isName(pattern.get(i))
                ? !segments.get(i).isEmpty()
                : pattern.get(i).equals(segments.get(i));
        if (!fits) {
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

    Listed listed() {
      return new Listed(scope, method, "/" + String.join("/", pattern), query);
    }

    private static boolean isName(String component) {
      return component.startsWith("{");
    }
  }

  /// A route for whoever may look, or with any other method than GET, for whoever may change.
  ///
  /// @param query the names its query may have; any other one is refused
  Router on(String method, String pattern, Handler handler, String... query) {
    return on(method.equals("GET") ? Scope.READ : Scope.ADMIN, method, pattern, handler, query);
  }

  Router on(Scope scope, String method, String pattern, Handler handler, String... query) {
    List<String> segments = Request.of(Caller.Admin.SELF, method, pattern, "", false).segments();
    routes.add(new Route(scope, method, segments, Set.of(query), handler));
    return this;
  }

  /// Every route, in the order they were added.
  List<Listed> routes() {
    return routes.stream().map(Route::listed).toList();
  }

  /// The route that a question is meant for, whether or not it takes it; nothing where no path
  /// fits.
  ///
  /// @param path what stands for the names of its pattern
  record Meant(String pattern, Map<String, String> path) {}

  Optional<Meant> meant(Request request) {
    List<Route> here = routes.stream().filter(route -> route.matches(request.segments())).toList();
    return here.stream()
        .filter(route -> route.method().equals(request.method()))
        .findFirst()
        .or(() -> here.stream().findFirst())
        .map(route -> new Meant(route.listed().pattern(), route.path(request.segments())));
  }

  /// The answer of the first route that fits.
  ///
  /// @throws ApiException 404 if no path fits, 405 if only the method does not, 403 if the caller
  ///   may not, 400 if the query has a name that this route does not know
  Answer answer(Request request) {
    List<Route> here = routes.stream().filter(route -> route.matches(request.segments())).toList();
    for (Route route : here) {
      if (route.method().equals(request.method())) {
        requireScope(request, route.scope());
        requireKnown(request.query().keySet(), route.query());
        requireObject(request);
        return route.handler().answer(request, route.path(request.segments()));
      }
    }
    String path = "/" + String.join("/", request.segments());
    if (here.isEmpty()) {
      throw ApiException.unknown(
          "There is nothing at " + path + ".", "GET /openapi.yaml says what there is.");
    }
    TreeSet<String> methods = new TreeSet<>(here.stream().map(Route::method).toList());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    throw ApiException.notAllowed(
        path + " does not take " + request.method() + ".",
        "Use " + String.join(" or ", methods) + ".",
        String.join(", ", methods));
  }

  private static void requireScope(Request request, Scope scope) {
    if (!request.caller().may(scope)) {
      throw new ApiException(
          403,
          "This token may not do that: its scope is " + request.caller().name() + ".",
          "Use a token whose scope is " + scope.name().toLowerCase(Locale.ROOT) + ".");
    }
  }

  /// Also where the body says nothing: whoever sends one means something by it.
  private static void requireObject(Request request) {
    if (!request.method().equals("GET")) {
      var _ = request.json();
    }
  }

  /// A filter that is misspelt and so left out would answer another question.
  private static void requireKnown(Set<String> given, Set<String> known) {
    for (String name : new TreeSet<>(given)) {
      if (!known.contains(name)) {
        throw ApiException.invalid(
            "The query has an unknown name, \"" + name + "\".",
            known.isEmpty()
                ? "This path takes no query."
                : NearestWord.remedy(name, new TreeSet<>(known)));
      }
    }
  }
}
