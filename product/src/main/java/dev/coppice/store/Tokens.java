package dev.coppice.store;

import dev.coppice.agent.AttemptId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The tokens a server takes. Those of lesser scope are derived from a secret (HMAC-SHA-256), so
/// nothing has to be kept, and none of them leads back to it:
///
/// - the secret itself: admin
/// - `read.MAC`: read
/// - `agent.ATTEMPT.MAC`: that attempt's
public final class Tokens {
  /// Shorter ones could be guessed.
  public static final int SHORTEST_SECRET = 24;

  private static final String READ = "read";
  private static final String AGENT = "agent";
  private static final int FINGERPRINT_BYTES = 4;

  private final List<byte[]> secrets = new CopyOnWriteArrayList<>();

  private Tokens() {}

  /// @param secret of the data directory, [TokenFile#token]
  /// @throws IllegalArgumentException if it is too short
  public Tokens(String secret) {
    accept(secret);
  }

  /// Takes none until it is told one.
  public static Tokens none() {
    return new Tokens();
  }

  /// Takes one more secret from now on; what is derived comes from the newest.
  ///
  /// @throws IllegalArgumentException if it is too short
  public void accept(String secret) {
    if (secret.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "a token has at least %d characters, not %d".formatted(SHORTEST_SECRET, secret.length()));
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (secrets.isEmpty() || !MessageDigest.isEqual(secrets.getFirst(), bytes)) {
      secrets.addFirst(bytes);
    }
  }

  /// The token that lets its holder look at everything and change nothing.
  public String reader() {
    return READ + "." + mac(secrets.getFirst(), READ);
  }

  /// The token of one attempt. Whether that attempt still runs is for the server to ask.
  public String ofAttempt(AttemptId attempt) {
    return AGENT + "." + attempt + "." + mac(secrets.getFirst(), AGENT + "." + attempt);
  }

  /// Whose token this is; nothing when it is nobody's. Takes a time that tells nothing about how
  /// much of it was right.
  public Optional<Caller> caller(String token) {
    byte[] given = token.getBytes(StandardCharsets.UTF_8);
    String fingerprint = fingerprint(given);
    for (byte[] secret : secrets) {
      if (MessageDigest.isEqual(secret, given)) {
        return Optional.of(new Caller.Admin(fingerprint));
      }
    }
    int dot = token.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String about = token.substring(0, dot);
    byte[] mac = token.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
    for (byte[] secret : secrets) {
      if (MessageDigest.isEqual(mac(secret, about).getBytes(StandardCharsets.UTF_8), mac)) {
        return Optional.of(lesser(about, fingerprint));
      }
    }
    return Optional.empty();
  }

  /// Only what this class made gets here.
  private static Caller lesser(String about, String fingerprint) {
    return about.equals(READ)
        ? new Caller.Reader(fingerprint)
        : new Caller.OfAttempt(new AttemptId(about.substring(AGENT.length() + 1)), fingerprint);
  }

  private static String mac(byte[] secret, String about) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] bytes = mac.doFinal(about.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private static String fingerprint(byte[] token) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(token);
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Never a token: this ends up in logs.
  @Override
  public String toString() {
    return "Tokens[" + secrets.size() + "]";
  }
}
