package dev.coppice.rest;

import dev.coppice.config.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A word out of few, as a filter of a list names it.
final class Word {
  private Word() {}

  /// The value whose word the query gives under this name; absent when it gives none.
  ///
  /// @throws ApiException 400 if it is none of them
  static <T> Optional<T> find(Request request, String name, T[] values, Function<T, String> word) {
    return request.asked(name).map(given -> of(name, given, values, word));
  }

  /// The value whose word is given.
  ///
  /// @throws ApiException 400 if it is none of them
  static <T> T of(String name, String given, T[] values, Function<T, String> word) {
    return Stream.of(values)
        .filter(value -> word.apply(value).equals(given))
        .findFirst()
        .orElseThrow(() -> unknown(name, given, Stream.of(values).map(word).toList()));
  }

  private static ApiException unknown(String name, String given, List<String> words) {
    return ApiException.invalid(name + " is \"" + given + "\".", NearestWord.remedy(given, words));
  }
}
