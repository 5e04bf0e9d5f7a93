package dev.coppice.rest;

import dev.coppice.orchestration.ServiceJson;
import dev.coppice.store.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One question to the API, whichever way it came.
///
/// @param caller who asks
/// @param segments the decoded components of the path; an empty one is of `//`, a slash at the end
///   counts for nothing
/// @param query decoded; of a name that is given twice the last holds
/// @param body JSON, or empty
/// @param asText whether the answer is wanted as people read it
/// @param headers those that handlers may care for, by their names in lower case
public record Request(
    Caller caller,
    String method,
    List<String> segments,
    Map<String, String> query,
    String body,
    boolean asText,
    Map<String, String> headers) {
  private static final int LONGEST_QUOTED = 40;

  public Request {
    segments = List.copyOf(segments);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /// The same with these headers, by their names in lower case.
  public Request with(Map<String, String> given) {
    return new Request(caller, method, segments, query, body, asText, given);
  }

  /// The value of a header, by its name in lower case.
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The question as it stands on the request line.
  ///
  /// @param uri a percent-encoded path, with or without a query
  /// @throws ApiException if the encoding is broken
  public static Request of(Caller caller, String method, String uri, String body, boolean asText) {
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    List<String> segments =
        Stream.of(path.replaceFirst("^/", "").replaceFirst("/$", "").split("/", -1))
            .map(segment -> decode(segment.replace("+", "%2B")))
            .toList();
    return new Request(
        caller,
        method,
        segments,
        mark < 0 ? Map.of() : query(uri.substring(mark + 1)),
        body,
        asText,
        Map.of());
  }

  /// The number of this name in the query, between 0 and `most`.
  int number(String name, int otherwise, int most) {
    return (int) number(name, (long) otherwise, most);
  }

  long number(String name, long otherwise, long most) {
    String text = query.get(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw ApiException.invalid(
        name + " is \"" + text + "\".", "Give a whole number from 0 to " + most + ".");
  }

  /// The text of this name in the query, absent when it is not there or empty.
  Optional<String> asked(String name) {
    return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
  }

  /// The whole number of this name in the body, between `least` and `most`.
  int whole(String name, int otherwise, int least, int most) {
    JsonNode node = json().path(name);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (node.isIntegralNumber() && node.canConvertToInt()) {
      int number = node.intValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw ApiException.invalid(
        name + " is " + shortly(node) + ".",
        "Send a whole number from " + least + " to " + most + ".");
  }

  private static String shortly(JsonNode node) {
    String text = node.toString();
    return text.length() <= LONGEST_QUOTED ? text : text.substring(0, LONGEST_QUOTED) + "...";
  }

  /// The body as a JSON object; an absent body is an empty one.
  JsonNode json() {
    if (body.isBlank()) {
      return ServiceJson.mapper().createObjectNode();
    }
    try {
      JsonNode json = RequestJson.read(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      throw ApiException.invalid(
          "The body is not JSON: " + e.getOriginalMessage() + ".", "Send a JSON object.");
    }
    throw ApiException.invalid("The body is not a JSON object.", "Send a JSON object.");
  }

  /// The text of this name in the body, absent when it is not there or blank.
  Optional<String> text(String name) {
    JsonNode node = json().path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw ApiException.invalid(name + " is not a string.", "Send " + name + " as a JSON string.");
    }
    return Optional.of(node.stringValue()).filter(text -> !text.isBlank());
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        query.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiException.invalid(
          "\"" + text + "\" is not percent-encoded correctly.", "Write % as %25.");
    }
  }
}
