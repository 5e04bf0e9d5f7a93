package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Redaction;
import dev.coppice.store.SqliteEventStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Secrets to be put somewhere, and the search for them afterwards.
final class Canaries {
  /// In so many places at least they are to be put.
  static final int LEAST = 50;

  private static final int MOST = 90;

  /// Files of an attempt that the attempt itself writes.
  private static final Set<String> ITS_OWN = Set.of("out.log", "err.log", "report.jsonl");

  private final List<String> values = new ArrayList<>();
  private final Map<String, String> placed = new LinkedHashMap<>();
  private final Map<String, String> environment = new HashMap<>(System.getenv());

  Canaries() {
    var random = new Random(3);
    for (int i = 0; i < MOST; i++) {
      values.add("canary%02d-%016x".formatted(i, random.nextLong()));
      environment.put("CANARY_%02d_TOKEN".formatted(i), values.get(i));
    }
  }

  /// An environment in which every one of them is known as a secret.
  Map<String, String> environment() {
    return environment;
  }

  /// The secret for a place.
  String at(String place) {
    String value = values.get(placed.size());
    assertThat(placed.put(place, value)).as(place).isNull();
    return value;
  }

  /// Another secret that must not be found either.
  void add(String place, String value) {
    placed.put(place, value);
  }

  int count() {
    return placed.size();
  }

  void requireNone(String where, String text) {
    placed.forEach((place, value) -> {
      int at = text.indexOf(value);
      assertThat(at)
          .as(
              "%s: the %s: %s",
              where, place, at < 0 ? "" : text.substring(Math.max(0, at - 200), at + 60))
          .isNegative();
    });
  }

  void requireNoneIn(Path data) throws IOException {
    assertThat(isPrivate(data)).isTrue();
    int raw = 0;
    List<Path> files;
    try (Stream<Path> walk = Files.walk(data)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path parent = Objects.requireNonNull(file.getParent());
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      boolean isItsOwn =
          ITS_OWN.contains(file.getFileName().toString()) || parent.endsWith("deliverables");
      if (isItsOwn) {
        raw += (int) placed.values().stream().filter(text::contains).count();
      } else if (!file.endsWith("token")) {
        requireNone(data.relativize(file).toString(), text);
      }
      assertThat(isPrivate(file) || isPrivate(parent)).as(file.toString()).isTrue();
    }
    assertThat(raw).as("secrets in what attempts wrote themselves").isGreaterThan(LEAST / 3);
    var store = SqliteEventStore.openReadOnly(data, "shop");
    var text = new StringBuilder();
    store.read(0, event -> text.append(event.json()).append('\n'));
    store.close();
    requireNone("an event", text.toString());
    assertThat(text).contains(Redaction.MARK);
  }

  private static boolean isPrivate(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------");
  }
}
