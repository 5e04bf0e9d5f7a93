package dev.coppice;

import dev.coppice.mcp.AllTools;
import dev.coppice.mcp.Tool;
import dev.coppice.mcp.ToolResult;
import dev.coppice.rest.AllRoutes;
import dev.coppice.rest.AllRoutes.Route;
import dev.coppice.rest.Answer;
import dev.coppice.store.Caller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import tools.jackson.databind.node.ObjectNode;

/// Odd ids, paths and bodies at the routes and tools of a real system, most of which could mean a
/// file.
final class OddRealInputs {
  private static final List<String> FIELDS =
      List.of("moduleId", "loopId", "scope", "systemId", "systemPath", "id", "answer", "count");
  // They end the system or give it work; what is wanted here is what can be reached by a name.
  private static final Set<String> NOT_HERE = Set.of("shutdown", "auto", "resume");

  private final GuardedOwner owner;
  private final Path outside;
  private final String canary;
  private final List<String> wrong = new ArrayList<>();

  OddRealInputs(GuardedOwner owner, Path outside, String canary) {
    this.owner = owner;
    this.outside = outside;
    this.canary = canary;
  }

  /// @return what went wrong
  List<String> tryAll(int inputs) {
    owner.service().pause();
    var tools = new AllTools(owner.service());
    List<Tool> callable =
        tools.tools().stream()
            .filter(tool -> NOT_HERE.stream().noneMatch(tool.name()::contains))
            .toList();
    List<Route> routes =
        owner.routes().stream()
            .filter(route -> NOT_HERE.stream().noneMatch(route.pattern()::contains))
            .toList();
    var odd =
        new OddInputs(
            inputs,
            List.of(
                "cart",
                "till",
                outside.toString(),
                outside.resolve("secret.txt").toString(),
                "../outside/secret.txt",
                "../../outside",
                ".git/canary.txt",
                "../../../canary.txt",
                owner.data().resolve("token").toString()));
    for (int i = 0; i < inputs; i++) {
      if (odd.number(2) == 0) {
        ask(routes.get(odd.number(routes.size())), odd);
      } else {
        call(tools, callable.get(odd.number(callable.size())), odd);
      }
    }
    return wrong;
  }

  private void ask(Route route, OddInputs odd) {
    String path = route.path("{}");
    while (path.contains("{}")) {
      path = path.replaceFirst("\\{}", Matcher.quoteReplacement(odd.encoded()));
    }
    String uri = path + odd.query(route.query());
    String body = route.isChange() ? odd.body(FIELDS) : "";
    Answer answer =
        AllRoutes.answer(
            owner.rest(), Caller.Admin.SELF, route.method(), uri, body, odd.number(4) == 0);
    if (answer.status() >= 500 || isLeaking(answer.body())) {
      wrong.add(route + " as " + uri + " with " + body + ": " + answer);
    }
  }

  private void call(AllTools tools, Tool tool, OddInputs odd) {
    ObjectNode arguments =
        odd.arguments((Map<?, ?>) tool.inputSchema().getOrDefault("properties", Map.of()));
    ToolResult result = tools.call(tool, arguments);
    if (result.text().startsWith("The orchestrator could not do") || isLeaking(result.text())) {
      wrong.add(tool.name() + " with " + arguments + ": " + result.text());
    }
  }

  private boolean isLeaking(String text) {
    return text.contains(canary) || text.contains(owner.secret()) || text.contains("root:x:0");
  }
}
