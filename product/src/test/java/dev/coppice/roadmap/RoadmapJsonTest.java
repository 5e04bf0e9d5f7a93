package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.ids;
import static dev.coppice.roadmap.Roadmaps.needs;
import static dev.coppice.roadmap.Roadmaps.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.RoadmapProblem.Severity;
import dev.coppice.roadmap.RoadmapUpdate.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoadmapJsonTest {
  private static RoadmapReading modules(String modules) {
    return RoadmapJson.read("{\"modules\": [\n" + modules + "\n]}");
  }

  @Test
  void theFormThatUsersKnowIsRead() {
    RoadmapReading reading =
        RoadmapJson.read(
            """
            {
              "system": "Ledger", "dreamState": "Every sum is trusted.",
              "version": "1.0.0", "createdAt": "2026-01-01T00:00:00.000Z", "currentModule": "voice",
              "modules": [
                {"id": "big-thing", "name": "Big Thing", "description": "Base", "layer": 0,
                 "status": "complete", "dependsOn": [], "unlocks": ["voice"], "color": {"x": [1]}},
                {"id": "voice", "name": "Voice", "description": "Speaks", "layer": 1,
                 "status": "in-progress", "dependsOn": ["Big Thing", "sso (exists)", "—"], "unlocks": []}
              ],
              "updates": [{"id": "update-x", "target": "X", "description": "D", "priority": "high",
                           "status": "pending"}],
              "brainstorm": [{"idea": "Fly", "notes": "soon"}, {"idea": "Swim"}]
            }
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.roadmap().system()).isEqualTo("Ledger");
    assertThat(reading.roadmap().dreamState()).isEqualTo("Every sum is trusted.");
    assertThat(ids(reading)).containsExactly("big-thing", "voice");
    assertThat(only(reading, "big-thing").status()).isEqualTo(ModuleStatus.COMPLETE);
    assertThat(only(reading, "voice"))
        .returns(ModuleStatus.IN_PROGRESS, RoadmapModule::status)
        .returns(7, RoadmapModule::line);
    assertThat(needs(reading, "voice")).containsExactly("big-thing", "sso!");
    assertThat(reading.roadmap().updates())
        .containsExactly(
            new RoadmapUpdate("update-x", "X", "D", Priority.HIGH, ModuleStatus.PENDING));
    assertThat(reading.roadmap().brainstorm())
        .containsExactly(new BrainstormIdea("Fly", "soon"), new BrainstormIdea("Swim", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "\"status\": \"pending\"!PENDING",
        "\"status\": \"blocked\"!PENDING",
        "\"status\": \"blocked\", \"deferredReason\": \"money\"!DEFERRED",
        "\"status\": \"deferred\"!DEFERRED",
        "\"layer\": 0!PENDING"
      })
  void blockedIsWorkedOutAnew(String keys, ModuleStatus status) {
    String layer = keys.contains("layer") ? "" : ", \"layer\": 0";

    assertThat(only(modules("{\"id\": \"a\", " + keys + layer + "}"), "a").status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{\"modules\": [!1",
        "{\"modules\": [\\n  {\"id\": \"a\",}]}!2",
        "{\"system\": 1, \"system\": 2}!1",
        "{} {}!1",
        "nonsense!1"
      })
  void brokenJsonIsAnErrorWithItsPlace(String text, int line) {
    assertThat(RoadmapJson.read(text.replace("\\n", "\n")).problems())
        .singleElement()
        .returns(Severity.ERROR, RoadmapProblem::severity)
        .returns(line, RoadmapProblem::line)
        .satisfies(
            problem -> assertThat(problem.message()).startsWith("The roadmap is not valid JSON: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "17", "null", "{}", "{\"modules\": []}", "{\"modules\": 3}"})
  void aRoadmapWithoutModulesIsAnError(String text) {
    assertThat(RoadmapJson.read(text).errors())
        .extracting(RoadmapProblem::message)
        .contains("The roadmap has no modules.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "{\"id\": \"b\"}!Layer (missing) of module \"b\" is not a number from 0 to 6.",
        "{\"id\": \"b\", \"layer\": 7}!Layer \"7\" of module \"b\" is not a number from 0 to 6.",
        "{\"id\": \"b\", \"layer\": 1.5}!Layer \"1.5\" of module \"b\" is not a number from 0 to"
            + " 6.",
        "{\"id\": 7, \"name\": \"b\", \"layer\": 1}!Key \"id\" of a module is \"7\", not a string.",
        "{\"layer\": 1}!Module of id \"\" and name \"\" has no usable id.",
        "3!Module of id \"\" and name \"\" has no usable id.",
        "{\"id\": \"b\", \"layer\": 1, \"dependsOn\": [1]}!Key \"dependsOn\" of a module is"
            + " \"[1]\", not a list of strings.",
        "{\"id\": \"b\", \"layer\": 1, \"dependsOn\": {\"a\": 1}}!Key \"dependsOn\" of a module is"
            + " \"{\"a\":1}\", not a list of strings.",
        "{\"id\": \"b\", \"layer\": 1, \"dependsOn\": [\"x\"]}!Module \"b\" depends on \"x\", which"
            + " is no module of this roadmap.",
        "{\"id\": \"a\", \"layer\": 1}!Module \"a\" is a second module of the id \"a\", which line"
            + " 2 has already.",
        "{\"id\": \"b\", \"layer\": 1, \"dependsOn\": [\"b\"]}!Module \"b\" depends on itself."
      })
  void theRulesAreThoseOfTheMarkdown(String module, String message) {
    assertThat(modules("  {\"id\": \"a\", \"layer\": 0},\n  " + module).errors())
        .singleElement()
        .returns(3, RoadmapProblem::line)
        .returns(3, RoadmapProblem::column)
        .returns(message, RoadmapProblem::message);
  }

  @Test
  void aNameThatTwoModulesShareNamesNeither() {
    RoadmapReading reading =
        modules(
            """
            {"id": "a1", "name": "A", "layer": 0},
            {"id": "a2", "name": "A", "layer": 0},
            {"id": "b", "layer": 1, "dependsOn": ["A"]},
            {"id": "c", "layer": 1, "dependsOn": ["a2"]}
            """);

    assertThat(reading.errors())
        .extracting(RoadmapProblem::message)
        .containsExactly("Module \"b\" depends on \"A\", which is no module of this roadmap.");
  }

  @Test
  void nestingWithoutEndIsAnError() {
    assertThat(RoadmapJson.read("[".repeat(100_000)).errors()).hasSize(1);
  }
}
