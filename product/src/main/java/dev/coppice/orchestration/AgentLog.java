package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.Event;
import dev.coppice.event.RedactedStream;
import dev.coppice.event.Redaction;
import dev.coppice.store.EventStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What an agent's attempts wrote, read from their run directories.
final class AgentLog {
  /// A line without an end must not fill the memory; it goes on in the next one.
  private static final int LONGEST_LINE = 32_000;

  private static final int BUFFER = 8_192;

  private final EventStore store;
  private final Path runDirectories;
  private final Redaction redaction;

  AgentLog(EventStore store, Path runDirectories, Redaction redaction) {
    this.store = store;
    this.runDirectories = runDirectories;
    this.redaction = redaction;
  }

  /// @param lastLines how many lines at the end, 0 = all
  void read(AgentId agent, int lastLines, Consumer<String> into) {
    ArrayDeque<String> last = new ArrayDeque<>();
    Consumer<String> each =
        lastLines <= 0
            ? into
            : line -> {
              last.addLast(line);
              if (last.size() > lastLines) {
                last.removeFirst();
              }
            };
    for (Shown shown : attempts(agent)) {
      each.accept("== " + shown.title + " (" + shown.id + ")");
      for (String name : List.of("out.log", "err.log")) {
        file(runDirectories.resolve(shown.id.value()).resolve(name), each);
      }
    }
    last.forEach(into);
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

  private void file(Path path, Consumer<String> each) {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
      RedactedStream stream = redaction.stream();
      var lines = new Lines(each);
      char[] buffer = new char[BUFFER];
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        lines.add(stream.next(new String(buffer, 0, count)));
      }
      lines.add(stream.end());
      lines.end();
    } catch (IOException e) {
      each.accept("(unreadable: " + path.getFileName() + ")");
    }
  }

  /// Cuts a text that comes in pieces into lines.
  private static final class Lines {
    private final Consumer<String> each;
    private final StringBuilder line = new StringBuilder();

    Lines(Consumer<String> each) {
      this.each = each;
    }

    void add(String text) {
      int from = 0;
      while (from < text.length()) {
        int end = text.indexOf('\n', from);
        int room = from + LONGEST_LINE - line.length();
        int to = Math.min(end < 0 ? text.length() : end, room);
        line.append(text, from, to);
        boolean isWhole = to == end;
        if (isWhole || line.length() >= LONGEST_LINE) {
          end();
        }
        from = isWhole ? to + 1 : to;
      }
    }

    void end() {
      if (!line.isEmpty()) {
        each.accept(line.toString());
        line.setLength(0);
      }
    }
  }
}
