package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
  private final long self = ProcessHandle.current().pid();

  @Test
  void aProcessKeepsItsIdentityUntilItEnds() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessIdentity identity = ProcessIdentity.find(process.pid()).orElseThrow();
    assertThat(identity.isAlive()).isTrue();
    assertThat(identity.isFromAnotherBoot()).isFalse();

    process.destroyForcibly();
    process.waitFor();

    assertThat(identity.isAlive()).isFalse();
  }

  @Test
  void anotherProcessUnderTheSameNumberIsSomeoneElse() {
    ProcessIdentity identity = ProcessIdentity.find(self).orElseThrow();

    assertThat(new ProcessIdentity(self, identity.startTime() - 1, identity.boot()).isAlive())
        .isFalse();
    assertThat(new ProcessIdentity(self, identity.startTime(), "before").isAlive()).isFalse();
    assertThat(ProcessIdentity.find(Long.MAX_VALUE)).isEmpty();
  }
}
