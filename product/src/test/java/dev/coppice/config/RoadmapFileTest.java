package dev.coppice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapMarkdown;
import dev.coppice.roadmap.RoadmapProblem;
import dev.coppice.roadmap.RoadmapReading;
import dev.coppice.roadmap.UnknownModuleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadmapFileTest {
  private static final String JSON =
      """
      {"system": "From JSON", "modules": [
        {"id": "cart", "name": "Cart", "description": "Keeps what is chosen.", "layer": 0,
         "status": "pending", "dependsOn": []}]}
      """;

  @TempDir Path checkout;

  @Test
  void theMarkdownIsReadBeforeAnyOtherForm() throws IOException {
    write(".claude/roadmap.json", JSON.replace("From JSON", "Hidden"));
    assertThat(read().roadmap().system()).isEqualTo("Hidden");

    write("ROADMAP.json", JSON);
    assertThat(read().roadmap().system()).isEqualTo("From JSON");

    write("ROADMAP.md", RoadmapFile.EXAMPLE);
    assertThat(read().roadmap().modules())
        .singleElement()
        .satisfies(module -> assertThat(module.id()).isEqualTo(new ModuleId("login")));
  }

  @Test
  void theFileIsReadAnewEachTimeAndNeverWritten() throws IOException {
    write("ROADMAP.md", RoadmapFile.EXAMPLE);
    RoadmapFile roadmap = new RoadmapFile(checkout);
    assertThat(roadmap.readRoadmap().roadmap().modules()).hasSize(1);

    String longer = RoadmapFile.EXAMPLE + "| Cart | Keeps what is chosen. | Login |\n";
    write("ROADMAP.md", longer);
    roadmap.updateModuleStatus(new ModuleId("cart"), ModuleStatus.COMPLETE);

    assertThat(roadmap.readRoadmap().roadmap().modules()).hasSize(2);
    assertThat(checkout.resolve("ROADMAP.md")).hasContent(longer);
    assertThat(checkout).isDirectoryNotContaining("glob:**.json");
  }

  @Test
  void aMissingRoadmapIsAnErrorThatShowsTheSmallestOne() {
    assertThat(read().errors())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.message()).isEqualTo("There is no ROADMAP.md in " + checkout + ".");
          assertThat(problem.remedy()).contains(RoadmapFile.EXAMPLE);
        });
    assertThat(RoadmapMarkdown.read(RoadmapFile.EXAMPLE).problems()).isEmpty();
  }

  @Test
  void aModuleThatIsNotThereIsRefused() throws IOException {
    write("ROADMAP.md", RoadmapFile.EXAMPLE);
    RoadmapFile roadmap = new RoadmapFile(checkout);

    assertThatNoException()
        .isThrownBy(() -> roadmap.updateModuleStatus(new ModuleId("login"), ModuleStatus.COMPLETE));
    assertThatExceptionOfType(UnknownModuleException.class)
        .isThrownBy(() -> roadmap.updateModuleStatus(new ModuleId("cart"), ModuleStatus.COMPLETE));
  }

  @Test
  void aLinkOutOfTheRepositoryIsNotFollowed(@TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret"), RoadmapFile.EXAMPLE);
    Files.createSymbolicLink(checkout.resolve("ROADMAP.md"), outside.resolve("secret"));
    assertThat(read().roadmap().modules()).isEmpty();
    assertThat(read().errors())
        .extracting(RoadmapProblem::message)
        .containsExactly("ROADMAP.md is not a file inside the repository.");

    Files.delete(checkout.resolve("ROADMAP.md"));
    Files.createSymbolicLink(checkout.resolve("ROADMAP.md"), Path.of("/dev/zero"));
    assertThat(read().errors()).hasSize(1);
  }

  @Test
  void aLinkInsideTheRepositoryIsFollowed() throws IOException {
    write("docs/plan.md", RoadmapFile.EXAMPLE);
    Files.createSymbolicLink(checkout.resolve("ROADMAP.md"), Path.of("docs/plan.md"));

    assertThat(read().roadmap().modules()).hasSize(1);
  }

  @Test
  void aDirectoryOrBytesInItsPlaceAreReported() throws IOException {
    Files.createDirectory(checkout.resolve("ROADMAP.md"));
    assertThat(read().errors()).hasSize(1);

    Files.delete(checkout.resolve("ROADMAP.md"));
    Files.write(checkout.resolve("ROADMAP.md"), new byte[] {'#', (byte) 0xc3, 0x28});
    assertThat(read().errors())
        .extracting(RoadmapProblem::remedy)
        .containsExactly("Save it as UTF-8.");
  }

  private RoadmapReading read() {
    return new RoadmapFile(checkout).readRoadmap();
  }

  private void write(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(checkout.resolve(name).resolveSibling("."));
    Files.writeString(file, text);
  }
}
