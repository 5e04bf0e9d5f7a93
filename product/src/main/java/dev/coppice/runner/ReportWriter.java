package dev.coppice.runner;

import dev.coppice.agent.AttemptReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Adds lines to the report file of an attempt, as the attempt itself does.
final class ReportWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReportWriter() {}

  /// One write of the whole line, so that it never mixes with a line of the attempt. It begins with
  /// a line end: the attempt may have left half a line, and empty lines mean nothing.
  ///
  /// @throws IOException also if the attempt put a link in the file's place
  static void append(Path file, AttemptReport report) throws IOException {
    byte[] line =
        ("\n" + JSON.writeValueAsString(fields(report)) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.<java.nio.file.OpenOption>of(
                StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer left = ByteBuffer.wrap(line);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }
  }

  private static Map<String, Object> fields(AttemptReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (report) {
      case AttemptReport.Progress(var percent, var phase, var note) -> {
        fields.put("type", "progress");
        fields.put("percent", percent);
        putIfThere(fields, "phase", phase);
        putIfThere(fields, "note", note);
      }
      case AttemptReport.Blocker(var question, var options) -> {
        fields.put("type", "blocker");
        fields.put("question", question);
        fields.put("options", options);
      }
    }
    return fields;
  }

  private static void putIfThere(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
