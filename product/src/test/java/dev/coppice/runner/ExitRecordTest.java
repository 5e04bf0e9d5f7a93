package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitRecordTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void everyReasonIsReadBack(StopReason reason) throws IOException {
    assertThat(read("{\"format\":1,\"code\":143,\"reason\":\"" + reason.word() + "\",\"at\":1}"))
        .isEqualTo(new RunEnd.Stopped(reason, 143));
  }

  @Test
  void theOtherEndsAreReadBack() throws IOException {
    assertThat(read("{\"format\":1,\"code\":7,\"reason\":\"exited\",\"later\":[]}"))
        .isEqualTo(new RunEnd.Exited(7));
    assertThat(read("{\"code\":-1,\"reason\":\"lost\",\"detail\":\"why\"}"))
        .isEqualTo(new RunEnd.Lost("why"));
    RunEnd.SpawnFailed end = new RunEnd.SpawnFailed("no \"x\"", true);
    Path file = folder.resolve("written.json");
    ExitRecord.write(file, end, Instant.EPOCH);
    assertThat(ExitRecord.find(file)).contains(end);
  }

  @Test
  void aRecordThatCannotBeReadIsLostAndAMissingOneIsNoEnd() throws IOException {
    assertThat(read("")).isInstanceOf(RunEnd.Lost.class);
    assertThat(read("{\"code\":7,\"rea")).isInstanceOf(RunEnd.Lost.class);
    assertThat(read("{\"code\":7,\"reason\":\"tired\"}")).isInstanceOf(RunEnd.Lost.class);
    assertThat(ExitRecord.find(folder.resolve("none"))).isEmpty();
  }

  private RunEnd read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("exit.json"), content);
    return ExitRecord.find(file).orElseThrow();
  }
}
