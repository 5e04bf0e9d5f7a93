package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.config.ConfigFile;
import dev.coppice.config.ConfigReading;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapMarkdown;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.roadmap.RoadmapReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {
  @TempDir Path top;

  private CommandRun init() {
    return CommandRun.on(SimulatedOrchestration.small(new SimulatedWorld()), top).run("init");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.txt",
        "mvnw",
        "gradlew",
        "pom.xml",
        "Cargo.toml",
        "go.mod",
        "package.json",
        "pyproject.toml",
        "Makefile"
      })
  void writesAConfigurationThatIsTaken(String sign) throws IOException {
    Files.writeString(top.resolve(sign), "");

    assertThat(init().exit()).isZero();

    ConfigReading reading = ConfigFile.readIn(top);
    assertThat(reading).isInstanceOf(ConfigReading.Read.class);
    assertThat(((ConfigReading.Read) reading).config().checks())
        .hasSize(sign.equals("nothing.txt") ? 0 : 1);
  }

  @Test
  void writesARoadmapWhoseExamplesAreLeftAlone() throws IOException {
    assertThat(init().out()).contains("Describe your modules");

    RoadmapReading reading = RoadmapMarkdown.read(Files.readString(top.resolve("ROADMAP.md")));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.roadmap().modules())
        .hasSize(2)
        .extracting(RoadmapModule::status)
        .containsOnly(ModuleStatus.DEFERRED);
    assertThat(reading.roadmap().system()).isEqualTo(String.valueOf(top.getFileName()));
  }

  @Test
  void neverWritesOverWhatIsThere() throws IOException {
    Files.writeString(top.resolve("ROADMAP.md"), "mine");
    init();

    CommandRun second = init();

    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("is there already and stays as it is");
    assertThat(top.resolve("ROADMAP.md")).hasContent("mine");
  }
}
