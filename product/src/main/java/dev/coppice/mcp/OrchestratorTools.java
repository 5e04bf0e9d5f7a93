package dev.coppice.mcp;

import static dev.coppice.mcp.Schema.any;
import static dev.coppice.mcp.Schema.input;
import static dev.coppice.mcp.Schema.object;
import static dev.coppice.mcp.Schema.optional;
import static dev.coppice.mcp.Schema.required;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.store.Scope;
import dev.coppice.view.OrchestratorView;
import dev.coppice.view.StatusView;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The one orchestrator: opening, looking, pausing, resuming, shutting down.
record OrchestratorTools(OrchestrationService service) {
  static final String NONE = "No orchestrator initialized. Use init_orchestrator first.";

  private static final Duration LONGEST = Duration.ofSeconds(25);
  private static final Traits OPENING = new Traits(false, false, true);
  private static final Traits ENDING = new Traits(false, true, true);

  List<Tool> all() {
    return List.of(init(), get(), pause(), resume(), shutdown(), status(), terminal());
  }

  private Tool init() {
    return new Tool(
        "init_orchestrator",
        "Open a system",
        "Opens the orchestrator of one git repository, or resumes it where it was. Call it once,"
            + " before anything else, when get_orchestrator says that none is initialized. One"
            + " process holds one system: another one is refused, and so is a path outside the"
            + " directories the server was allowed. Reads the repository's roadmap and settings,"
            + " starts no agent. Takes a second or a few. Returns the orchestrator with counts of"
            + " its modules.",
        input(
            required("systemId", Schema.name("A name for the system, such as the repository's.")),
            required(
                "systemPath",
                Schema.path("Path of the git repository; absolute, or from the server's own."))),
        object(
            required("success", any("boolean")),
            required("message", any("string")),
            required(
                "orchestrator",
                object(
                    required("id", any("string")),
                    required("systemId", any("string")),
                    required("status", any("string")),
                    required("modulesCompleted", any("integer")),
                    required("modulesInProgress", any("integer")),
                    required("modulesPending", any("integer"))))),
        OPENING,
        Scope.ADMIN,
        this::open);
  }

  private ToolResult open(ToolCall call) {
    var arguments = Arguments.of(call);
    String systemId = arguments.text("systemId");
    Path path = path(arguments.text("systemPath"));
    OrchestratorView opened =
        new Patience(call, LONGEST)
            .during("opening " + systemId, () -> service.initializeOrchestrator(systemId, path));
    Map<String, Object> brief = new LinkedHashMap<>();
    brief.put("id", opened.id());
    brief.put("systemId", opened.systemId());
    brief.put("status", opened.status());
    brief.put("modulesCompleted", opened.modulesCompleted().size());
    brief.put("modulesInProgress", opened.modulesInProgress().size());
    brief.put("modulesPending", opened.modulesPending().size());
    return Reply.of(
        "success",
        true,
        "message",
        "Orchestrator initialized for " + opened.systemId(),
        "orchestrator",
        brief);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new ToolException(
          "systemPath \"%s\" is not a path: %s.".formatted(text, e.getReason()),
          "Send the path of a git repository.");
    }
  }

  private Tool get() {
    return new Tool(
        "get_orchestrator",
        "The orchestrator",
        "The orchestrator of this repository: its status, its target branch, which agents are"
            + " active and which modules are completed, in progress and pending. Call it first, to"
            + " see whether a system is open. Costs nothing. For everything at one look, with"
            + " questions and landings, call get_status instead.",
        input(),
        orchestratorOrNone(),
        Traits.READING,
        Scope.READ,
        _ ->
            service
                .getOrchestrator()
                .map(Reply::of)
                .orElseGet(() ->
                    ToolResult.json(Schema.ordered("initialized", false, "message", NONE), NONE)));
  }

  /// The contract's orchestrator, or two fields that say there is none.
  private static Map<String, Object> orchestratorOrNone() {
    Map<String, Object> schema =
        Schema.with(
            ViewSchema.of(OrchestratorView.class),
            optional("initialized", any("boolean", "false when there is none, else absent")),
            optional("message", any("string")));
    Object all = schema.remove("required");
    schema.put(
        "anyOf",
        List.of(
            Map.of("required", Objects.requireNonNull(all)),
            Map.of("required", List.of("initialized", "message"))));
    return schema;
  }

  private Tool pause() {
    return change(
        "pause_orchestrator",
        "Pause",
        "Keeps the orchestrator from starting any agent until resume_orchestrator. Agents that run"
            + " go on and may land. Call it when the user wants no more work begun. Takes effect"
            + " before it returns; pausing twice is the same as once.",
        OPENING,
        "paused",
        call -> service.pause());
  }

  private Tool resume() {
    return change(
        "resume_orchestrator",
        "Resume",
        "Lets the orchestrator start agents again after pause_orchestrator. Agents cost money as"
            + " soon as they run, so resume what the user wants resumed.",
        OPENING,
        "resumed",
        call -> service.resume());
  }

  private Tool shutdown() {
    return change(
        "shutdown_orchestrator",
        "Shut down",
        "Terminates every live agent, whatever it is at, and the orchestrator itself. Committed and"
            + " uncommitted work of the agents is kept, but nobody goes on with it. Ask the user"
            + " before. To stop new work only, call pause_orchestrator. Returns when the agents'"
            + " processes are gone, which may take 20 seconds.",
        ENDING,
        "shut down",
        call ->
            new Patience(call, LONGEST)
                .during(
                    "stopping every agent",
                    () -> {
                      service.shutdown();
                      return true;
                    }));
  }

  private interface Change {
    void make(ToolCall call);
  }

  private Tool change(
      String name, String title, String description, Traits traits, String word, Change change) {
    return new Tool(
        name,
        title,
        description,
        input(),
        object(required("success", any("boolean")), required("message", any("string"))),
        traits,
        Scope.ADMIN,
        call -> {
          Named.system(service);
          change.make(call);
          return Reply.of("success", true, "message", "Orchestrator " + word);
        });
  }

  private Tool status() {
    return new Tool(
        "get_status",
        "Everything at one look",
        "How the whole system stands: live agents, slots in use, open questions, landings, what"
            + " comes next, and whether the target branch is green. Call it before you decide"
            + " anything, and when something took a while. Costs nothing. Long with many live"
            + " agents; get_orchestration_progress gives numbers alone.",
        input(),
        ViewSchema.of(StatusView.class),
        Traits.READING,
        Scope.READ,
        _ -> Reply.of(StatusView.of(service.snapshot())));
  }

  private Tool terminal() {
    return new Tool(
        "render_orchestration_terminal",
        "The system as a box",
        "The system as a box of 70 columns: modules, active agents, landings, questions, work"
            + " queue. Call it to show people how things stand; show it as it is, in a fixed-width"
            + " font. Costs nothing. Returns plain text.",
        input(),
        null,
        Traits.READING,
        Scope.READ,
        _ -> ToolResult.text(Reply.text(service.generateTerminalView())));
  }

  /// What says how to ask for more, where a list was cut.
  static Schema.Field more() {
    return optional("more", any("string"));
  }
}
