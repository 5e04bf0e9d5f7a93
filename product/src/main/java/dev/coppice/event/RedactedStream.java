package dev.coppice.event;

import dev.coppice.event.SecretScan.Tail;
import org.jspecify.annotations.Nullable;

/// Leaves secrets out of a text that comes in pieces. A secret is found wherever the pieces were
/// cut; for that a few characters may be held back until the next piece. One thread at a time.
public final class RedactedStream {
  private final KnownSecrets known;
  private String held = "";
  private char before = '\n';
  private @Nullable Tail tail;

  RedactedStream(KnownSecrets known) {
    this.known = known;
  }

  /// The next piece: what can be said of it and of what was held back.
  public String next(String piece) {
    return pass(held + piece, false);
  }

  /// The text as it came that is held back now.
  public String held() {
    return held;
  }

  /// What was held back; nothing follows.
  public String end() {
    return pass(held, true);
  }

  /// A whole line without its end, where nothing is held back. Empty when it lies inside of a
  /// secret that goes over several lines.
  public String line(String line) {
    String shown = next(line + "\n");
    return shown.endsWith("\n") ? shown.substring(0, shown.length() - 1) : shown;
  }

  private String pass(String text, boolean last) {
    String rest = text;
    if (tail != null) {
      int swallowed = tail.length(text);
      if (swallowed == text.length()) {
        tail = tail.after(text);
        held = "";
        return "";
      }
      rest = text.substring(swallowed);
      before = swallowed == 0 ? before : text.charAt(swallowed - 1);
      tail = null;
    }
    var scan = new SecretScan(known, rest, last, before);
    String shown = scan.run().orElse(rest);
    held = rest.substring(scan.open());
    tail = scan.tail();
    before = scan.open() == 0 ? before : rest.charAt(scan.open() - 1);
    return shown;
  }
}
