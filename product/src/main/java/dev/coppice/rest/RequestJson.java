package dev.coppice.rest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON that strangers wrote: read with limits, and without a name that is there twice, because two
/// readers could take different ones for true.
final class RequestJson {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_NUMBER = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(Limits.USUAL.bodyBytes())
                          .maxDocumentLength(Limits.USUAL.bodyBytes())
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  private RequestJson() {}

  /// @throws JacksonException if it is not JSON, or more than we read
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /// Whether it is nested too deeply, or a name or a number in it is too long. What is no JSON at
  /// all is left to whoever reads it.
  static boolean isTooMuch(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        // Only its way through counts.
        if (parser.currentToken().isNumeric()) {
          var _ = parser.getNumberType();
        }
      }
      return false;
    } catch (StreamConstraintsException _) {
      return true;
    } catch (JacksonException _) {
      return false;
    }
  }
}
