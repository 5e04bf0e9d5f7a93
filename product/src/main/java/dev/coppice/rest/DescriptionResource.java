package dev.coppice.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The description of this API for programs: every route, parameter, body and status.
final class DescriptionResource {
  private static final String FILE = "openapi.yaml";
  private static final String YAML = "application/yaml;charset=utf-8";

  private DescriptionResource() {}

  static void addTo(Router router) {
    router.on("GET", "/" + FILE, (_, _) -> new Answer(200, YAML, read(), Map.of(), null));
  }

  static String read() {
    try (@Nullable InputStream file = DescriptionResource.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the program");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
