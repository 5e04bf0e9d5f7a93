package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.Event;
import dev.coppice.store.EventStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an agent's attempts wrote, read from their run directories.
final class AgentLog {
  private final EventStore store;
  private final Path runDirectories;

  AgentLog(EventStore store, Path runDirectories) {
    this.store = store;
    this.runDirectories = runDirectories;
  }

  void read(AgentId agent, int lastLines, Consumer<String> into) {
    ArrayDeque<String> lines = new ArrayDeque<>();
    for (Shown shown : attempts(agent)) {
      add(lines, lastLines, "== " + shown.title + " (" + shown.id + ")");
      for (String name : List.of("out.log", "err.log")) {
        file(runDirectories.resolve(shown.id.value()).resolve(name), lines, lastLines);
      }
    }
    lines.forEach(into);
  }

  private record Shown(AttemptId id, String title) {}

  private List<Shown> attempts(AgentId agent) {
    List<Shown> shown = new ArrayList<>();
    History.fold(
        store,
        null,
        event -> {
          @Nullable Shown one = of(event, agent);
          if (one != null) {
            shown.add(one);
          }
        });
    return shown;
  }

  private static @Nullable Shown of(Event event, AgentId agent) {
    if (event instanceof Event.AttemptIntended(var spec, _) && spec.agent().equals(agent)) {
      return new Shown(spec.id(), "attempt %d, %s".formatted(spec.attempt(), spec.phase()));
    }
    if (event instanceof Event.CheckIntended(var spec, var purpose, _)
        && agent.equals(purpose.agent())) {
      return new Shown(spec.id(), "check " + spec.name());
    }
    return null;
  }

  private static void file(Path path, ArrayDeque<String> lines, int most) {
    if (!Files.isRegularFile(path)) {
      return;
    }
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        add(lines, most, line);
        line = reader.readLine();
      }
    } catch (IOException e) {
      add(lines, most, "(unreadable: " + path.getFileName() + ")");
    }
  }

  private static void add(ArrayDeque<String> lines, int most, String line) {
    lines.addLast(line);
    if (most > 0 && lines.size() > most) {
      lines.removeFirst();
    }
  }
}
