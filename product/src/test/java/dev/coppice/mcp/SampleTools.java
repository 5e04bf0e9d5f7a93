package dev.coppice.mcp;

import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tools that show one trait of the way to them each.
final class SampleTools {
  final CountDownLatch begun = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);
  final CountDownLatch go = new CountDownLatch(1);

  Catalogue catalogue() {
    return new Catalogue(
        "For tests.",
        List.of(
            reading("greet", call -> ToolResult.json(Map.of("hello", name(call)))),
            reading("whoami", call -> ToolResult.text(call.caller().name())),
            reading("thread", _ -> ToolResult.text(Thread.currentThread().toString())),
            reading("refuse", _ -> refuse()),
            reading("crash", _ -> crash()),
            reading("count", SampleTools::count),
            reading("wait", this::waiting),
            new Tool(
                "change",
                "Change",
                "Changes something.",
                schema(),
                null,
                new Traits(false, true, false),
                Scope.ADMIN,
                _ -> ToolResult.text("changed"))),
        List.of(
            new Resource(
                "sample://fixed",
                "fixed",
                "Fixed",
                "Always there.",
                "text/plain",
                () -> new ResourceContents.Text("text/plain", "here"))),
        List.of(
            new ResourceTemplate(
                "sample://things/{id}",
                "thing",
                "A thing",
                "By its id.",
                "text/plain",
                SampleTools::thing,
                (_, begun) ->
                    List.of("money", "chart").stream()
                        .filter(one -> one.startsWith(begun))
                        .toList())),
        List.of(
            new Prompt(
                "explain",
                "Explain",
                "Explains a module.",
                List.of(new Prompt.Argument("moduleId", "Which.", true)),
                arguments -> List.of(Prompt.Message.user("Explain " + arguments.get("moduleId"))),
                (_, begun) -> List.of(begun + "!"))));
  }

  private static Map<String, Object> schema() {
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of(
            "name", Map.of("type", "string", "minLength", 2),
            "count", Map.of("type", "integer", "minimum", 1)),
        "additionalProperties",
        false);
  }

  private static Tool reading(String name, Tool.Handler handler) {
    return new Tool(name, name, "For tests.", schema(), null, Traits.READING, Scope.READ, handler);
  }

  private static String name(ToolCall call) {
    return call.arguments().path("name").asString("nobody");
  }

  private static ToolResult refuse() {
    throw new OrchestrationException(Refusal.Kind.CONFLICT, "It is taken.", "Take another.");
  }

  private static ToolResult crash() {
    throw new IllegalStateException("secret insides");
  }

  private static ToolResult count(ToolCall call) {
    call.progress(1, 2, "half");
    call.progress(2, 2, "all");
    return ToolResult.text("counted");
  }

  private ToolResult waiting(ToolCall call) {
    begun.countDown();
    try {
      var _ = go.await(20, TimeUnit.SECONDS);
      return ToolResult.text("waited");
    } catch (InterruptedException e) {
      if (call.isCancelled()) {
        interrupted.countDown();
      }
      throw new IllegalStateException(e);
    }
  }

  private static ResourceContents thing(Map<String, String> variables) {
    String id = variables.getOrDefault("id", "");
    if (id.equals("none")) {
      throw new ToolException("There is no thing \"none\".", "Ask for another.");
    }
    return new ResourceContents.Text("text/plain", "thing " + id);
  }
}
