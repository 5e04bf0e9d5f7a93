package dev.coppice.event;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// One walk over one text, from left to right, that leaves the secrets out. From no position does
/// it look further ahead than a fixed distance, except over what it leaves out then: so the walk
/// takes linear time.
final class SecretScan {
  private final KnownSecrets known;
  private final SecretShapes shapes;
  private final String text;
  private final boolean last;
  private final StringBuilder out = new StringBuilder();
  private int done;
  private int open;
  private @Nullable Tail tail;
  private int at;
  private final PriorityQueue<Region> ahead =
      new PriorityQueue<>(Comparator.comparingInt(Region::from));

  /// @param seen from where it was recognised
  private record Region(int seen, int from, int to, @Nullable Tail tail) {}

  /// What goes on over the end of a text: more of the same is left out of the next one too.
  sealed interface Tail {
    /// How many characters at the beginning of `next` still belong to it.
    int length(String next);

    /// What may follow when it took all of the text.
    Tail after(String next);

    /// A word made of these characters.
    record Word(Letters letters) implements Tail {
      @Override
      public int length(String next) {
        return letters.end(next, 0);
      }

      @Override
      public Tail after(String next) {
        return this;
      }
    }

    /// The inside of a private key.
    record Inside(PrivateKeyBlock block) implements Tail {
      @Override
      public int length(String next) {
        return block.end(next, 0);
      }

      @Override
      public Tail after(String next) {
        return new Inside(block.after(next, 0));
      }
    }
  }

  /// @param last whether nothing follows the text
  /// @param before the character before it, a line feed where there is none
  SecretScan(KnownSecrets known, String text, boolean last, char before) {
    this.known = known;
    this.text = text;
    this.last = last;
    this.open = text.length();
    this.shapes = new SecretShapes(text, last, before);
  }

  /// The text without secrets; nothing when it has none, and none may begin in it.
  Optional<String> run() {
    for (at = 0; at < open; at++) {
      while (!ahead.isEmpty() && ahead.element().from <= at) {
        leaveOut(ahead.remove());
      }
      char c = text.charAt(at);
      for (String secret : known.startingWith(c)) {
        known(secret);
      }
      if (at >= done && SecretShapes.mayStart(c)) {
        shapes.look(at, this);
      }
    }
    if (done == 0 && open == text.length()) {
      return Optional.empty();
    }
    if (done < open) {
      out.append(text, done, open);
    }
    return Optional.of(out.toString());
  }

  /// Where what cannot be judged yet begins; the text's length when there is nothing of the kind.
  int open() {
    return open;
  }

  /// What goes on after the text, if something does.
  @Nullable Tail tail() {
    return tail;
  }

  private void known(String secret) {
    int left = text.length() - at;
    if (left >= secret.length()) {
      if (text.startsWith(secret, at)) {
        int end = at + secret.length();
        if (KnownSecrets.isWhole(secret)) {
          found(at, end, null);
        } else {
          found(at, Letters.VISIBLE.end(text, end), new Tail.Word(Letters.VISIBLE));
        }
      }
    } else if (text.regionMatches(at, secret, 0, left)) {
      if (!last) {
        undecided(at);
      } else if (left >= KnownSecrets.SHORTEST) {
        found(at, text.length(), null); // The text was cut in the middle of it.
      }
    }
  }

  /// A secret stands there.
  ///
  /// @param more what would go on with it, if the text ends there
  void found(int from, int to, @Nullable Tail more) {
    if (from > at) {
      ahead.add(new Region(at, from, to, more)); // Something else may lie before it.
    } else if (from < open) {
      leaveOut(new Region(at, from, to, more));
    }
  }

  private void leaveOut(Region region) {
    if (region.from >= done) {
      out.append(text, done, region.from).append(Redaction.MARK);
    }
    if (region.to >= done) {
      done = region.to;
      tail = region.to == text.length() ? region.tail : null;
    }
  }

  /// Whether a secret begins there shows only in what follows.
  void undecided(int from) {
    if (from >= done) {
      open = Math.min(open, from);
      for (Region region : ahead) {
        open =
            Math.min(open, Math.max(done, region.seen)); // Else it would not be recognised again.
      }
    } else {
      done = text.length(); // It begins in a secret: better too much than too little.
    }
  }
}
