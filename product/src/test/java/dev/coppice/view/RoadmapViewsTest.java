package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coppice.event.Event;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.Dependency;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.roadmap.UnknownModuleException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RoadmapViewsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static JsonNode json(Object view) {
    return JSON.valueToTree(view);
  }

  private static Story story() {
    return Story.of(
            Story.module("auth"),
            Story.module("billing"),
            Story.module("done", 0, ModuleStatus.COMPLETE),
            Story.module("later", 2, ModuleStatus.DEFERRED),
            Story.module("ui", "auth"))
        .spawned("auth");
  }

  @Test
  void aModuleHasTheStatusItReallyHas() {
    var snapshot = story().snapshot();

    assertThat(ModuleView.all(snapshot))
        .extracting(ModuleView::id, ModuleView::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("auth", "in-progress"),
            org.assertj.core.groups.Tuple.tuple("billing", "pending"),
            org.assertj.core.groups.Tuple.tuple("done", "complete"),
            org.assertj.core.groups.Tuple.tuple("later", "deferred"),
            org.assertj.core.groups.Tuple.tuple("ui", "blocked"));
    assertThat(json(ModuleView.of(snapshot, new ModuleId("auth"))).propertyNames())
        .containsExactly(
            "id",
            "name",
            "description",
            "layer",
            "status",
            "dependsOn",
            "unlocks",
            "startedAt",
            "agentId");
  }

  @Test
  void aModuleThatLandedSaysWhenAndAsWhat() {
    Story story = story();
    story.then(
        new Event.Landed(
            new LandingId("l1"),
            WholeLife.AUTH,
            WholeLife.AUTH_MODULE,
            "c0ffee",
            "7ree",
            List.of("test"),
            story.now()));

    ModuleView auth = ModuleView.of(story.snapshot(), WholeLife.AUTH_MODULE);

    assertThat(auth.landedAs()).isEqualTo("c0ffee");
    assertThat(auth.status()).isEqualTo("complete");
    assertThat(auth.startedAt()).isNotNull();
  }

  @Test
  void anUnknownModuleIsRefused() {
    var snapshot = story().snapshot();

    assertThatThrownBy(() -> ModuleView.of(snapshot, new ModuleId("nobody")))
        .isInstanceOf(UnknownModuleException.class);
  }

  @Test
  void aDependencyOutsideTheRoadmapIsWrittenAsInTheFile() {
    var module =
        new RoadmapModule(
            new ModuleId("api"),
            "API",
            "",
            1,
            ModuleStatus.PENDING,
            List.of(new Dependency(new ModuleId("postgres"), true)),
            List.of(new ModuleId("auth")),
            3);

    ModuleView view =
        ModuleView.of(Story.of(module, Story.module("auth")).snapshot(), new ModuleId("api"));

    assertThat(view.dependsOn()).containsExactly("postgres (exists)");
    assertThat(view.unlocks()).containsExactly("auth");
    assertThat(view.status()).isEqualTo("pending");
  }

  @Test
  void roadmap() {
    JsonNode roadmap = json(RoadmapView.of(story().snapshot()));

    assertThat(roadmap.propertyNames())
        .containsExactly(
            "system", "dreamState", "modules", "updates", "brainstorm", "currentModule", "version");
    assertThat(roadmap.get("currentModule").asString()).isEqualTo("auth");
    assertThat(roadmap.get("modules")).hasSize(5);
  }

  @Test
  void roadmapProgress() {
    JsonNode progress = json(RoadmapProgressView.of(story().snapshot()));

    assertThat(progress.propertyNames())
        .containsExactly(
            "totalModules",
            "completeModules",
            "inProgressModules",
            "pendingModules",
            "blockedModules",
            "overallPercentage",
            "layerProgress",
            "currentModule",
            "nextModules",
            "criticalPath");
    assertThat(progress.get("totalModules").asInt()).isEqualTo(5);
    assertThat(progress.get("overallPercentage").asInt()).isEqualTo(20);
    assertThat(progress.get("layerProgress")).hasSize(7);
    assertThat(progress.get("layerProgress").get(0).propertyNames())
        .containsExactly(
            "layer",
            "total",
            "complete",
            "inProgress",
            "pending",
            "blocked",
            "percentage",
            "modules");
    assertThat(progress.get("currentModule").get("id").asString()).isEqualTo("auth");
    assertThat(progress.get("nextModules").get(0).get("id").asString()).isEqualTo("billing");
    assertThat(progress.get("criticalPath")).hasSize(2);
  }

  @Test
  void leverageScoresAreThoseOfModulesThatCouldStart() {
    JsonNode scores = json(LeverageScoresView.of(story().snapshot()));

    assertThat(scores.get("count").asInt()).isEqualTo(1);
    assertThat(scores.get("scorer").asString()).isEqualTo("weighted");
    assertThat(scores.get("scores").get(0).propertyNames())
        .containsExactly("moduleId", "moduleName", "layer", "description", "score", "reasoning");
    assertThat(scores.get("scores").get(0).get("reasoning").propertyNames())
        .containsExactly("dreamStateAlignment", "downstreamUnlock", "likelihood", "time", "effort");
  }

  @Test
  void beforeASystemIsOpenEverythingIsEmpty() {
    var empty = Snapshots.empty();

    assertThat(RoadmapView.of(empty).modules()).isEmpty();
    assertThat(RoadmapProgressView.of(empty).totalModules()).isZero();
    assertThat(RoadmapProgressView.of(empty).layerProgress()).hasSize(7);
    assertThat(LeverageScoresView.of(empty).scores()).isEmpty();
    assertThat(RoadmapTerminal.render(empty)).contains("No orchestrator initialized");
  }

  @Test
  void theBoxLooksLikeThis() {
    assertThat(RoadmapTerminal.render(story().snapshot()))
        .isEqualTo(
            """
            ╔════════════════════════════════════════════════════════════════════╗
            ║ ROADMAP                                                            ║
            ║ System: demo                                                       ║
            ║ Progress: 1 of 5 modules, 20%                                      ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ LAYERS                                                             ║
            ║   Layer 2  ░░░░░░░░░░░░░░░░░░░░   0%  0/1                          ║
            ║   Layer 1  ░░░░░░░░░░░░░░░░░░░░   0%  0/1                          ║
            ║   Layer 0  ██████░░░░░░░░░░░░░░  33%  1/3                          ║
            ║   In progress: auth                                                ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ NEXT                                                               ║
            ║   billing                                  layer 0  6.50           ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ CRITICAL PATH                                                      ║
            ║   auth                                                             ║
            ║   ui                                                               ║
            ╚════════════════════════════════════════════════════════════════════╝
            """);
  }

  @Test
  void everyLineOfTheBoxIsSeventyColumnsWide() {
    var wild =
        new RoadmapModule(
            new ModuleId("wild"),
            "\u001b[2J" + "長い名前".repeat(30),
            "",
            6,
            ModuleStatus.PENDING,
            List.of(),
            List.of(),
            0);

    String box = RoadmapTerminal.render(Story.of(wild, Story.module("ok")).snapshot());

    assertThat(box.lines()).allSatisfy(line -> assertThat(DisplayText.width(line)).isEqualTo(70));
    assertThat(box).doesNotContain("\u001b");
  }
}
