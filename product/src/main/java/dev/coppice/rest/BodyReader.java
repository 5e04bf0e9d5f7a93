package dev.coppice.rest;

import dev.coppice.rest.Counters.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Reads the whole body of a request before anybody acts on it, so that neither its length nor its
/// slowness is anybody else's concern.
final class BodyReader {
  private static final Duration LONGEST_DISCARDING = Duration.ofSeconds(1);
  private static final int MOST_DISCARDED = 4;

  private final int mostBytes;

  /// What became of it.
  sealed interface Outcome {
    /// It is there.
    record Whole(String text) implements Outcome {}

    /// It is not taken, and the connection is of no use afterwards.
    record Refused(Answer answer, Reason reason) implements Outcome {}
  }

  BodyReader(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /// @throws IOException if whoever sends it is gone
  Outcome read(HttpServletRequest request, Visit visit) throws IOException {
    if (request.getContentLengthLong() > mostBytes) {
      return tooLong();
    }
    byte[] bytes;
    visit.beginBody();
    try {
      bytes = request.getInputStream().readNBytes(mostBytes + 1);
    } catch (IOException e) {
      if (!isLate(e)) {
        throw e;
      }
      return new Outcome.Refused(
          Answer.error(408, "The body took too long.", "Send it faster, or ask again."),
          Reason.SLOW);
    } finally {
      visit.endBody();
    }
    return bytes.length > mostBytes ? tooLong() : decoded(bytes);
  }

  private static Outcome decoded(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new Outcome.Refused(
          Answer.error(400, "The body is not UTF-8.", "Send JSON in UTF-8."), Reason.JSON);
    }
    return RequestJson.isTooMuch(text)
        ? new Outcome.Refused(
            Answer.error(
                400,
                "The body is nested too deeply, or has a name or a number that is too long.",
                "Send JSON that is nested at most 64 deep."),
            Reason.JSON)
        : new Outcome.Whole(text);
  }

  /// Takes a little more and throws it away: who is still sending does not look for the answer, and
  /// a connection closed under its hands would lose it.
  void discard(HttpServletRequest request) {
    if (request.getHeader("Expect") != null) {
      return;
    }
    long end = System.nanoTime() + LONGEST_DISCARDING.toNanos();
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = request.getInputStream();
      for (long left = (long) MOST_DISCARDED * mostBytes; left > 0 && System.nanoTime() < end; ) {
        int read = in.read(buffer);
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException _) {
      // It is gone, which is as good.
    }
  }

  private static Outcome tooLong() {
    return new Outcome.Refused(
        Answer.error(413, "The body is longer than 1 MiB.", "Send less."), Reason.BODY);
  }

  private static boolean isLate(Throwable trouble) {
    for (Throwable each = trouble; each != null; each = each.getCause()) {
      if (each instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
