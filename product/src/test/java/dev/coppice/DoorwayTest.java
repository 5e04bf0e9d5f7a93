package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Door;
import dev.coppice.cli.Exit;
import dev.coppice.rest.Listening;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorwayTest {
  @TempDir Path folder;

  @Test
  void aFreePortIsOpen() {
    Listening listening = new Doorway(door("127.0.0.1", 0, null), Map.of()).open();

    assertThat(listening).isEqualTo(Listening.onLoopback(0));
  }

  @Test
  void whoHasThePortIsNamed() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      CommandFailure refused = refusal(door("127.0.0.1", other.getLocalPort(), null));

      assertThat(refused.exit()).isEqualTo(Exit.ENVIRONMENT);
      assertThat(refused)
          .hasMessageContaining("Port %d of 127.0.0.1 is taken".formatted(other.getLocalPort()));
      if (Files.exists(Path.of("/proc/net/tcp"))) {
        assertThat(refused)
            .hasMessageContaining("by process %d".formatted(ProcessHandle.current().pid()));
      }
      assertThat(refused.remedy()).contains("--port 0");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsSaidToBeOne() {
    CommandFailure refused = refusal(door("192.0.2.1", 0, null));

    assertThat(refused.exit()).isEqualTo(Exit.ENVIRONMENT);
    assertThat(refused).hasMessageContaining("192.0.2.1 is no address of this machine");
  }

  @Test
  void aKeyStoreThatCannotBeUsedIsRefusedWithoutItsPassword() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "not a key store\n");
    Path empty = folder.resolve("empty.p12");
    try (OutputStream out = Files.newOutputStream(empty)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.store(out, "open sesame".toCharArray());
    }
    Path password = Files.writeString(folder.resolve("password"), "open sesame\n");
    Path wrong = Files.writeString(folder.resolve("wrong"), "shut sesame\n");

    assertThat(refusal(sealed(folder.resolve("none"), password))).hasMessageContaining("be read");
    assertThat(refusal(sealed(text, password))).hasMessageContaining("cannot be opened");
    assertThat(refusal(sealed(empty, wrong)))
        .hasMessageContaining("cannot be opened")
        .hasMessageNotContaining("sesame");
    assertThat(refusal(sealed(empty, password))).hasMessageContaining("no private key");
    assertThat(refusal(sealed(empty, folder.resolve("none"))))
        .hasMessageContaining("password file");
    assertThat(refusal(sealed(empty, null)).remedy()).contains("COPPICE_TLS_PASSWORD");
  }

  private static CommandFailure refusal(Door door) {
    var refused =
        catchThrowableOfType(CommandFailure.class, () -> new Doorway(door, Map.of()).open());
    assertThat(refused).isNotNull();
    return refused;
  }

  private static Door sealed(Path keystore, @Nullable Path passwordFile) {
    return door("127.0.0.1", 0, new Door.Certificate(keystore, passwordFile));
  }

  private static Door door(String host, int port, Door.@Nullable Certificate certificate) {
    return new Door(host, port, Set.of(), certificate);
  }
}
