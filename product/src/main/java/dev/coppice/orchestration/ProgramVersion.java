package dev.coppice.orchestration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version that the build wrote into the jar.
public final class ProgramVersion {
  private ProgramVersion() {}

  /// Such as `1.2.3`.
  public static String read() {
    try (InputStream in =
        ProgramVersion.class.getResourceAsStream("/dev/coppice/version.properties")) {
      if (in == null) {
        throw new IllegalStateException("the build left no version.properties; build again");
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
