package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What an agent's attempts wrote, read from their run directories.
final class AgentLog {
  /// A line without an end must not fill the memory; it goes on in the next one.
  private static final int LONGEST_LINE = 32_000;

  private static final int BUFFER = 8_192;
  private static final int CONTEXT = 16 * 1024;
  private static final int MOST_AT_ONCE = 4 * 1024 * 1024;
  private static final Set<String> TYPES =
      Set.of("AttemptIntended", "CheckIntended", "AttemptEnded", "CheckEnded");

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
    for (LoggedAttempt attempt : attempts(agent)) {
      each.accept("== " + attempt.title() + " (" + attempt.attemptId() + ")");
      for (LogPart.Stream stream : LogPart.Stream.values()) {
        file(path(attempt.attemptId(), stream), each);
      }
    }
    last.forEach(into);
  }

  /// A piece of one file, without its secrets: also without one that begins before the piece or
  /// goes on after it, for which the text around it is looked at.
  ///
  /// @param runs whether the attempt still writes
  LogPart part(AttemptId attempt, LogPart.Stream stream, long from, int bytes, boolean runs) {
    var file = new LogFile(path(attempt, stream));
    long around = Math.max(0, from - CONTEXT);
    String before = around == from ? "" : file.read(around, (int) (from - around), true).text();
    for (int most = bytes; ; most *= 2) {
      LogFile.Piece piece = file.read(from, most, runs);
      boolean last = !runs && piece.next() >= piece.size();
      var part = redacted(before, piece, last || most > MOST_AT_ONCE);
      // All of it may be the beginning of a secret: then only more of it tells.
      if (part.next() > part.from() || piece.next() >= piece.size()) {
        return new LogPart(attempt, stream, part.from(), part.next(), part.size(), part.text());
      }
    }
  }

  private LogFile.Piece redacted(String before, LogFile.Piece piece, boolean last) {
    RedactedStream stream = redaction.stream();
    String _ = stream.next(before);
    String undecided = stream.held();
    String shown = stream.next(piece.text());
    if (last) {
      shown += stream.end();
    }
    int held = last ? 0 : stream.held().getBytes(StandardCharsets.UTF_8).length;
    long next = Math.max(piece.from(), piece.next() - held);
    String text = shown.startsWith(undecided) ? shown.substring(undecided.length()) : shown;
    return new LogFile.Piece(piece.from(), next, piece.size(), text);
  }

  private Path path(AttemptId attempt, LogPart.Stream stream) {
    return runDirectories.resolve(attempt.value()).resolve(stream.file());
  }

  /// Attempts and checks of the agent, oldest first. Every one of its events names it, so that
  /// nothing else of the log has to be decoded.
  List<LoggedAttempt> attempts(AgentId agent) {
    Map<AttemptId, LoggedAttempt> found = new LinkedHashMap<>();
    String id = agent.toString();
    store.read(
        0,
        stored -> {
          if (TYPES.contains(stored.type()) && stored.json().contains(id)) {
            add(found, agent, EventCodec.read(stored), stored.at());
          }
        });
    return List.copyOf(found.values());
  }

  private void add(Map<AttemptId, LoggedAttempt> found, AgentId agent, Event event, Instant at) {
    if (event instanceof Event.AttemptIntended(var spec, _) && spec.agent().equals(agent)) {
      String title = "attempt %d, %s".formatted(spec.attempt(), spec.phase());
      found.put(spec.id(), intended(spec.id(), "agent", title, at));
    } else if (event instanceof Event.CheckIntended(var spec, var purpose, _)
        && agent.equals(purpose.agent())) {
      found.put(spec.id(), intended(spec.id(), "check", "check " + spec.name(), at));
    } else if (event instanceof Event.AttemptEnded(_, var result)) {
      found.computeIfPresent(result.id(), (_, begun) -> ended(begun, at, word(result.end())));
    } else if (event instanceof Event.CheckEnded ended) {
      found.computeIfPresent(
          ended.check(), (_, begun) -> ended(begun, at, ended.green() ? "green" : "red"));
    }
  }

  private LoggedAttempt intended(AttemptId id, String kind, String title, Instant at) {
    long out = new LogFile(path(id, LogPart.Stream.OUT)).size();
    long err = new LogFile(path(id, LogPart.Stream.ERR)).size();
    return new LoggedAttempt(id, kind, title, at, null, null, out, err);
  }

  private static LoggedAttempt ended(LoggedAttempt begun, Instant at, String end) {
    return new LoggedAttempt(
        begun.attemptId(),
        begun.kind(),
        begun.title(),
        begun.intendedAt(),
        at,
        end,
        begun.out(),
        begun.err());
  }

  private static String word(AttemptResult.End end) {
    return end.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
