package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/// Finds where each element of the top-level array `modules` begins, since a JSON tree forgets
/// places.
final class JsonPlaces {
  private JsonPlaces() {}

  /// The places in order; the text must be valid JSON.
  static List<Place> modules(JsonMapper mapper, String text) {
    List<Place> places = new ArrayList<>();
    try (JsonParser parser = mapper.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return places;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isModules = "modules".equals(parser.currentName());
        if (parser.nextToken() == JsonToken.START_ARRAY && isModules) {
          addElements(parser, places);
        } else {
          parser.skipChildren();
        }
      }
    }
    return places;
  }

  private static void addElements(JsonParser parser, List<Place> places) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      places.add(place(parser.currentTokenLocation()));
      parser.skipChildren();
    }
  }

  static Place place(TokenStreamLocation location) {
    return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
