package dev.coppice.mcp;

import static dev.coppice.mcp.Schema.any;
import static dev.coppice.mcp.Schema.input;
import static dev.coppice.mcp.Schema.list;
import static dev.coppice.mcp.Schema.object;
import static dev.coppice.mcp.Schema.optional;
import static dev.coppice.mcp.Schema.required;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Landing;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.store.Scope;
import dev.coppice.view.LandingView;
import dev.coppice.view.WhyView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The work on modules: why one is or is not worked on, landing it.
record ModuleTools(OrchestrationService service) {
  private static final int LONGEST_WAIT_SECONDS = 25;

  List<Tool> all() {
    return List.of(explain(), land(), landings());
  }

  private Tool explain() {
    return new Tool(
        "explain_module",
        "Why a module is or is not worked on",
        "Says why one module is complete, worked on, next, ready, or passed over: the reasons as"
            + " sentences, what it waits for, its rank and its leverage score. Call it when the"
            + " user asks why nothing happens. Costs nothing.",
        input(Schema.module()),
        ViewSchema.of(WhyView.class),
        Traits.READING,
        Scope.READ,
        call ->
            Reply.of(WhyView.of(service.snapshot(), Named.module(service, Arguments.of(call)))));
  }

  private Tool land() {
    return new Tool(
        "land_module",
        "Approve a landing",
        "Approves that a module's finished work lands on the target branch. It lands only if the"
            + " checks pass on the very merge commit; otherwise it goes back to its agent. The"
            + " approval is the user's decision: show them get_module_diff, and ask unless they"
            + " told you how to decide. Returns at once, or with waitSeconds when it has landed,"
            + " stands still, or the time is over.",
        input(
            Schema.module(),
            optional(
                "waitSeconds",
                Schema.number(
                    "How long to wait for the landing itself.", 0, LONGEST_WAIT_SECONDS, 0))),
        object(
            required("success", any("boolean")),
            required("moduleId", any("string")),
            required("message", any("string")),
            required("landed", any("boolean")),
            optional("landedAs", any("string")),
            optional("landing", ViewSchema.of(LandingView.class))),
        new Traits(false, true, true),
        Scope.ADMIN,
        this::land);
  }

  private ToolResult land(ToolCall call) {
    var arguments = Arguments.of(call);
    ModuleId module = Named.module(Named.system(service), arguments);
    boolean landedBefore =
        landing(module).isEmpty() && service.snapshot().state().isComplete(module);
    if (!landedBefore) {
      List<String> _ = service.submit(new Message.Land(module, InboxTools.DECIDES));
    }
    var wait = Duration.ofSeconds(arguments.number("waitSeconds", 0));
    if (!wait.isZero()) {
      boolean _ = new Patience(call, wait).until(service, () -> rests(module), () -> step(module));
    }
    OrchestratorState state = service.snapshot().state();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("moduleId", module);
    answer.put("message", landedBefore ? "Landed already" : "Landing approved");
    answer.put("landed", state.isComplete(module));
    answer.put("landedAs", state.accepted().get(module));
    answer.put("landing", landing(module).map(LandingView::of).orElse(null));
    return Reply.of(answer);
  }

  private Optional<Landing> landing(ModuleId module) {
    return service.snapshot().state().landingsInOrder().stream()
        .filter(landing -> landing.module().equals(module))
        .findFirst();
  }

  /// Whether it left the queue, landed or not, or waits for the user's checkout.
  private boolean rests(ModuleId module) {
    return landing(module)
        .map(landing -> landing.step() instanceof Landing.Step.Waits)
        .orElse(true);
  }

  private String step(ModuleId module) {
    return landing(module).map(landing -> LandingView.of(landing).text()).orElse("landed");
  }

  private Tool landings() {
    return new Tool(
        "get_landings",
        "Work on its way into the target",
        "Finished work that is about to land, in its order: what waits for approval, what is being"
            + " checked on the merge commit, what waits for files of the user's checkout. Call it"
            + " to see what land_module could approve. Costs nothing.",
        input(),
        object(
            required("count", any("integer")),
            required("landings", list(ViewSchema.of(LandingView.class)))),
        Traits.READING,
        Scope.READ,
        _ -> {
          List<LandingView> landings =
              service.snapshot().state().landingsInOrder().stream().map(LandingView::of).toList();
          return Reply.of("count", landings.size(), "landings", landings);
        });
  }
}
