package dev.coppice.mcp;

import java.util.List;
import java.util.Map;

/// A usual request, worded for a model.
///
/// @param name as clients ask for it
/// @param title a few words for people
/// @param completer what could be given for an argument
public record Prompt(
    String name,
    String title,
    String description,
    List<Argument> arguments,
    Renderer renderer,
    ResourceTemplate.Completer completer) {
  public Prompt {
    arguments = List.copyOf(arguments);
  }

  public record Argument(String name, String description, boolean required) {}

  /// A turn of the conversation that a prompt begins.
  ///
  /// @param fromUser otherwise the model's own
  public record Message(boolean fromUser, Content content) {
    public static Message user(String text) {
      return new Message(true, new Content.Text(text));
    }
  }

  /// Puts the arguments in.
  public interface Renderer {
    /// @param arguments every required one is there
    /// @throws ToolException if one means nothing here
    List<Message> render(Map<String, String> arguments);
  }
}
