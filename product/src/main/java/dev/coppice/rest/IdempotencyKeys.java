package dev.coppice.rest;

import dev.coppice.store.AnswerFile;
import dev.coppice.store.AnswerFile.Line;
import dev.coppice.store.Caller;
import dev.coppice.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a client repeat a change of which it got no answer, without its being made twice: requests
/// that carry the same `Idempotency-Key` are one.
public final class IdempotencyKeys {
  /// For so long a key is known.
  public static final Duration KEPT = Duration.ofHours(24);

  static final String HEADER = "idempotency-key";
  private static final Pattern FORM = Pattern.compile("[!-~]{1,200}");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int MOST_OF_PEOPLE = 10_000;
  // Agents have their own room, so that none of them can push out what a person relies on.
  private static final int MOST_OF_AGENTS = 1_000;
  private static final long LONGEST_FILE = 64L << 20;
  private static final String AGENT = "a-";
  private static final String PERSON = "p-";
  private static final Answer BROKEN_OFF =
      Answer.error(503, "The request broke off.", "Look whether it was carried out.");
  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyKeys.class);

  private final InstantSource clock;
  private final KnownRequests ofPeople = new KnownRequests(MOST_OF_PEOPLE);
  private final KnownRequests ofAgents = new KnownRequests(MOST_OF_AGENTS);
  private volatile @Nullable AnswerFile file;

  /// Known in memory only, until told where to keep them.
  public IdempotencyKeys(InstantSource clock) {
    this.clock = clock;
  }

  /// Keeps keys in this data directory from now on, and knows those that are kept there.
  ///
  /// @throws StoreException if that cannot be
  public synchronized void keepIn(Path dataDir) {
    var opened = new AnswerFile(dataDir);
    Instant oldest = clock.instant().minus(KEPT);
    for (Line line : opened.read()) {
      if (line.at().isAfter(oldest)) {
        (line.id().startsWith(AGENT) ? ofAgents : ofPeople).recall(line);
      }
    }
    rewrite(opened);
    file = opened;
  }

  /// Nothing is noted meanwhile, or it would be lost.
  private synchronized void rewrite(AnswerFile kept) {
    List<Line> lines = new ArrayList<>(ofPeople.lines());
    lines.addAll(ofAgents.lines());
    kept.replace(lines);
  }

  /// The answer of `carryOut`, or the one that the same request got before.
  ///
  /// @throws ApiException 400 if the key is none
  Answer answer(Request request, Supplier<Answer> carryOut) {
    String key = request.header(HEADER).orElse(null);
    if (key == null
        || request.method().equals("GET")
        || request.caller() instanceof Caller.Reader) {
      return carryOut.get();
    }
    if (!FORM.matcher(key).matches()) {
      throw ApiException.invalid(
          "Idempotency-Key is not 1 to 200 visible ASCII characters.",
          "Send a fresh UUID with each change, and the same one when you repeat it.");
    }
    Instant now = clock.instant();
    Known mine = new Known(id(request.caller(), key), hash(asked(request)), what(request), now);
    KnownRequests known = request.caller() instanceof Caller.OfAttempt ? ofAgents : ofPeople;
    Optional<Known> before = known.addOrFind(mine, now.minus(KEPT));
    return before.map(first -> again(first, mine)).orElseGet(() -> first(known, mine, carryOut));
  }

  private Answer first(KnownRequests known, Known mine, Supplier<Answer> carryOut) {
    Answer answer = BROKEN_OFF;
    try {
      note(mine.begun(), true);
      answer = carryOut.get();
    } catch (StoreException e) {
      answer = Answer.error(503, e.what(), e.remedy() + " Or send it without a key.");
    } finally {
      settle(known, mine, answer);
    }
    return answer;
  }

  /// What was not decided may be asked again; a decision stays.
  private void settle(KnownRequests known, Known mine, Answer answer) {
    boolean decided = answer.status() < 500 && answer.status() != 429;
    if (decided) {
      known.keep(mine, answer);
    } else {
      known.forget(mine);
    }
    mine.answer().complete(answer);
    try {
      note(decided ? mine.ended(answer) : mine.dropped(), false);
      AnswerFile kept = file;
      if (kept != null && kept.size() > LONGEST_FILE) {
        rewrite(kept);
      }
    } catch (StoreException e) {
      LOG.error("{} {}", e.what(), e.remedy());
    }
  }

  private synchronized void note(Line line, boolean durably) {
    AnswerFile kept = file;
    if (kept != null) {
      kept.append(line, durably);
    }
  }

  private static Answer again(Known first, Known mine) {
    if (!first.request().equals(mine.request())) {
      return Answer.error(
          422,
          "This Idempotency-Key was sent with another request, " + first.what() + ".",
          "Send a fresh key with each change.");
    }
    if (first.isLost()) {
      return Answer.error(
          409,
          "This request was begun before the owner ended unexpectedly;"
              + " it is unknown whether it was carried out.",
          "Look at what it should have changed before you repeat it with a fresh key.");
    }
    try {
      return first
          .answer()
          .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
          .with("Idempotency-Replayed", "true");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException _) {
      // said below
    }
    return Answer.error(
        409, "The same request is still being carried out.", "Repeat it in a while.");
  }

  private static String id(Caller caller, String key) {
    String who = caller instanceof Caller.OfAttempt ? AGENT : PERSON;
    return who + hash(caller.name() + "\n" + caller.fingerprint() + "\n" + key);
  }

  private static String what(Request request) {
    return request.method() + " /" + String.join("/", request.segments());
  }

  private static String asked(Request request) {
    return request.method()
        + "\n"
        + String.join("\n", request.segments())
        + "\n?"
        + new TreeMap<>(request.query())
        + "\n\n"
        + request.body();
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
