package dev.coppice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version that the build wrote into the jar.
public final class VersionText {
  private VersionText() {}

  /// Prints one line, `coppice 1.2.3`, to standard output.
  public static void print() {
    System.out.println("coppice " + version());
  }

  static String version() {
    try (InputStream in =
        VersionText.class.getResourceAsStream("/dev/coppice/version.properties")) {
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
