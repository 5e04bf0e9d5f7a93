package dev.coppice.rest;

import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// The headers that keep browsers from doing anything with an answer but show it to whoever asked.
final class SafeHeaders {
  private static final String CROSS_ORIGIN = "access-control-";

  private SafeHeaders() {}

  /// Adds those that are missing, and takes out whatever would let pages of other origins read the
  /// answer.
  static void complete(HttpFields.Mutable headers) {
    ensure(headers, "X-Content-Type-Options", "nosniff");
    ensure(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    ensure(headers, "X-Frame-Options", "DENY");
    ensure(headers, "Referrer-Policy", "no-referrer");
    ensure(headers, "Cross-Origin-Resource-Policy", "same-origin");
    // What has a tag may be kept, but never shown without asking again.
    String caching = headers.contains(HttpHeader.ETAG) ? "private, no-cache" : "no-store";
    ensure(headers, "Cache-Control", caching);
    headers.getFieldNamesCollection().stream()
        .filter(SafeHeaders::opensToOthers)
        .toList()
        .forEach(headers::remove);
  }

  private static void ensure(HttpFields.Mutable headers, String name, String value) {
    if (!headers.contains(name)) {
      headers.add(name, value);
    }
  }

  private static boolean opensToOthers(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(CROSS_ORIGIN);
  }
}
