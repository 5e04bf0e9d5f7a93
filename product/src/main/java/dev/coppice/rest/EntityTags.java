package dev.coppice.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;

/// Lets a client that asks again learn that nothing changed, without being sent it again.
///
/// A tag is the hash of the answer. It costs a sixth of what making the answer costs, is right for
/// every answer whatever it is made of, and stays the same over a restart.
final class EntityTags {
  private static final int HASH_BYTES = 16;
  // They differ each time they are asked.
  private static final Set<String> WITHOUT = Set.of("health", "metrics");

  private EntityTags() {}

  /// The answer with its tag; without its body when the client has it already.
  static Answer tagged(Request request, Answer answer) {
    boolean isTagged =
        request.method().equals("GET")
            && answer.status() == 200
            && answer.stream() == null
            && answer.contentType().startsWith("application/json")
            && (request.segments().isEmpty() || !WITHOUT.contains(request.segments().getLast()));
    if (!isTagged) {
      return answer;
    }
    String tag = "\"" + hash(answer.body()) + "\"";
    Answer tagged = answer.with("ETag", tag).with("Cache-Control", "no-cache");
    return request.header("if-none-match").map(known -> isAmong(tag, known)).orElse(false)
        ? tagged.notModified()
        : tagged;
  }

  private static boolean isAmong(String tag, String known) {
    return known.strip().equals("*")
        || Stream.of(known.split(",", -1))
            .map(String::strip)
            // For a comparison that only saves bytes a weak tag is as good.
            .map(one -> one.startsWith("W/") ? one.substring("W/".length()) : one)
            .anyMatch(tag::equals);
  }

  private static String hash(String body) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(java.util.Arrays.copyOf(hash, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
