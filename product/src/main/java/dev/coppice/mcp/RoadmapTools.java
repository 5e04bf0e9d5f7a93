package dev.coppice.mcp;

import static dev.coppice.mcp.Schema.any;
import static dev.coppice.mcp.Schema.input;
import static dev.coppice.mcp.Schema.list;
import static dev.coppice.mcp.Schema.object;
import static dev.coppice.mcp.Schema.optional;
import static dev.coppice.mcp.Schema.required;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.store.Scope;
import dev.coppice.view.LeverageScoresView;
import dev.coppice.view.ModuleView;
import dev.coppice.view.RoadmapProgressView;
import dev.coppice.view.RoadmapTerminal;
import dev.coppice.view.RoadmapView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The roadmap, with every module's status as it really is. Nothing here changes it.
record RoadmapTools(OrchestrationService service) {
  private static final int MOST_AT_ONCE = 1_000;
  private static final int USUAL_COUNT = 200;

  List<Tool> all() {
    return List.of(roadmap(), progress(), module(), layer(), next(), scores(), terminal());
  }

  private Tool roadmap() {
    return new Tool(
        "get_roadmap",
        "The roadmap",
        "The roadmap: every module with its layer, its real status and what it depends on, and"
            + " the updates and ideas beside them. Call it to know the modules and their ids. Costs"
            + " nothing but its room: a large roadmap comes in pieces.",
        input(
            optional("offset", Schema.number("How many modules to skip.", 0, 1_000_000, 0)),
            optional("limit", Schema.number("The most modules.", 1, MOST_AT_ONCE, USUAL_COUNT))),
        withMore(ViewSchema.of(RoadmapView.class), required("total", any("integer"))),
        Traits.READING,
        Scope.READ,
        this::roadmap);
  }

  private ToolResult roadmap(ToolCall call) {
    var arguments = Arguments.of(call);
    int offset = (int) arguments.number("offset", 0);
    int limit = (int) arguments.number("limit", USUAL_COUNT);
    RoadmapView whole = RoadmapView.of(service.snapshot());
    List<ModuleView> modules = whole.modules().stream().skip(offset).limit(limit).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("system", whole.system());
    answer.put("dreamState", whole.dreamState());
    answer.put("modules", modules);
    answer.put("updates", whole.updates().stream().limit(MOST_AT_ONCE).toList());
    answer.put("brainstorm", whole.brainstorm().stream().limit(MOST_AT_ONCE).toList());
    answer.put("currentModule", whole.currentModule());
    answer.put("version", whole.version());
    answer.put("total", whole.modules().size());
    int next = offset + modules.size();
    if (!modules.isEmpty() && next < whole.modules().size()) {
      answer.put("more", "More modules: call again with offset %d.".formatted(next));
    }
    return Reply.of(answer);
  }

  private Tool progress() {
    return new Tool(
        "get_roadmap_progress",
        "Progress of the roadmap",
        "How far the roadmap is, as a whole and layer by layer, with the module in progress, the"
            + " next ones, and the critical path: the longest chain still to be done. Call it to"
            + " report or to plan. Costs nothing; a layer lists its first "
            + USUAL_COUNT
            + " modules.",
        input(),
        withMore(ViewSchema.of(RoadmapProgressView.class)),
        Traits.READING,
        Scope.READ,
        _ -> progressAnswer(RoadmapProgressView.of(service.snapshot())));
  }

  private static ToolResult progressAnswer(RoadmapProgressView whole) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("totalModules", whole.totalModules());
    answer.put("completeModules", whole.completeModules());
    answer.put("inProgressModules", whole.inProgressModules());
    answer.put("pendingModules", whole.pendingModules());
    answer.put("blockedModules", whole.blockedModules());
    answer.put("overallPercentage", whole.overallPercentage());
    answer.put(
        "layerProgress", whole.layerProgress().stream().map(RoadmapTools::shortened).toList());
    answer.put("currentModule", whole.currentModule());
    answer.put("nextModules", whole.nextModules());
    answer.put("criticalPath", whole.criticalPath().stream().limit(USUAL_COUNT).toList());
    if (whole.layerProgress().stream().anyMatch(layer -> layer.total() > USUAL_COUNT)) {
      answer.put("more", "get_modules_by_layer lists all modules of a layer.");
    }
    return Reply.of(answer);
  }

  private static RoadmapProgressView.LayerView shortened(RoadmapProgressView.LayerView layer) {
    return new RoadmapProgressView.LayerView(
        layer.layer(),
        layer.total(),
        layer.complete(),
        layer.inProgress(),
        layer.pending(),
        layer.blocked(),
        layer.percentage(),
        layer.modules().stream().limit(USUAL_COUNT).toList());
  }

  private Tool module() {
    return new Tool(
        "get_roadmap_module",
        "One module",
        "One module of the roadmap: its description, layer, real status, dependencies, and the"
            + " commit it landed as. explain_module says why it is or is not worked on. Costs"
            + " nothing.",
        input(Schema.module()),
        ViewSchema.of(ModuleView.class),
        Traits.READING,
        Scope.READ,
        call ->
            Reply.of(ModuleView.of(service.snapshot(), Named.module(service, Arguments.of(call)))));
  }

  private Tool layer() {
    return new Tool(
        "get_modules_by_layer",
        "Modules of a layer",
        "The modules of one layer; layer 0 is the foundation. Costs nothing but its room: a large"
            + " layer comes in pieces.",
        input(
            required("layer", Schema.number("The layer.", 0, RoadmapModule.TOP_LAYER)),
            optional("offset", Schema.number("How many modules to skip.", 0, 1_000_000, 0)),
            optional("limit", Schema.number("The most modules.", 1, MOST_AT_ONCE, USUAL_COUNT))),
        withMore(
            object(
                required("layer", any("integer")),
                required("count", any("integer")),
                required("modules", list(ViewSchema.of(ModuleView.class)))),
            required("total", any("integer"))),
        Traits.READING,
        Scope.READ,
        this::layer);
  }

  private ToolResult layer(ToolCall call) {
    var arguments = Arguments.of(call);
    long layer = arguments.number("layer", 0);
    int offset = (int) arguments.number("offset", 0);
    List<ModuleView> there =
        ModuleView.all(service.snapshot()).stream()
            .filter(module -> module.layer() == layer)
            .toList();
    List<ModuleView> modules =
        there.stream().skip(offset).limit(arguments.number("limit", USUAL_COUNT)).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("layer", layer);
    answer.put("count", modules.size());
    answer.put("modules", modules);
    answer.put("total", there.size());
    int next = offset + modules.size();
    if (!modules.isEmpty() && next < there.size()) {
      answer.put("more", "More modules: call again with offset %d.".formatted(next));
    }
    return Reply.of(answer);
  }

  private Tool next() {
    return new Tool(
        "get_next_module",
        "The best next module",
        "The one module that is best started next, with its leverage score. Nothing is started;"
            + " spawn_agent does that. get_next_work lists several. Costs nothing. Says so when"
            + " nothing could be started.",
        input(),
        object(
            optional("next", ViewSchema.of(LeverageScoresView.ScoreView.class)),
            optional("message", any("string"))),
        Traits.READING,
        Scope.READ,
        _ -> {
          LeverageScoresView.@Nullable ScoreView best =
              LeverageScoresView.of(service.snapshot()).scores().stream().findFirst().orElse(null);
          return best == null
              ? Reply.of("message", "No module could be started now.")
              : Reply.of("next", best);
        });
  }

  private Tool scores() {
    return new Tool(
        "get_leverage_scores",
        "Leverage scores",
        "What every module that could be started now is worth, best first, with the parts of each"
            + " score. Call it to explain a choice of work. Costs nothing.",
        input(optional("limit", Schema.number("The most scores.", 1, MOST_AT_ONCE, USUAL_COUNT))),
        withMore(ViewSchema.of(LeverageScoresView.class), required("total", any("integer"))),
        Traits.READING,
        Scope.READ,
        call -> {
          LeverageScoresView whole = LeverageScoresView.of(service.snapshot());
          List<LeverageScoresView.ScoreView> best =
              whole.scores().stream()
                  .limit(Arguments.of(call).number("limit", USUAL_COUNT))
                  .toList();
          return Reply.of(
              "count",
              best.size(),
              "scorer",
              whole.scorer(),
              "scores",
              best,
              "total",
              whole.count());
        });
  }

  private Tool terminal() {
    return new Tool(
        "render_roadmap_terminal",
        "The roadmap as a box",
        "The roadmap as a box of 70 columns: layers with bars, what comes next, the critical path."
            + " Call it to show people; show it as it is, in a fixed-width font. Costs nothing."
            + " Returns plain text.",
        input(),
        null,
        Traits.READING,
        Scope.READ,
        _ -> ToolResult.text(Reply.text(RoadmapTerminal.render(service.snapshot()))));
  }

  /// The schema of a view, with further fields and what says how to ask for more.
  private static Map<String, Object> withMore(Map<String, Object> schema, Schema.Field... further) {
    return Schema.with(Schema.with(schema, further), OrchestratorTools.more());
  }
}
