package org.seq2time.harness.bundle;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.template.ChatTemplate;
import org.seq2time.harness.template.ChatTemplateFile;
import org.seq2time.harness.template.Conversation;
import org.seq2time.harness.template.TemplateException;
import org.seq2time.harness.token.TokenizerConfig;

/**
 * A prompt template made of a bundle's own chat template: one message of the user, with the frames
 * where the template puts a video, or before the question where it knows none.
 */
final class BundlePrompt {

  /** What chat templates write in a video's or picture's place. */
  private static final List<String> VISUAL_TOKENS =
      List.of("<|video_pad|>", "<|image_pad|>", "<video>", "<image>", "<start_of_image>");

  /** The day that a template sees; the day of the run would make prompts differ. */
  private static final LocalDateTime NOW = LocalDateTime.of(2024, 7, 26, 0, 0);

  private BundlePrompt() {}

  /**
   * The bundle's prompt template; empty if it has no chat template.
   *
   * @throws TemplateException if the chat template cannot be used
   * @throws BadInputException if its file cannot be read, or it does not show what it is given
   */
  static Optional<String> of(Path folder) {
    Optional<ChatTemplate> found = ChatTemplateFile.find(folder);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ChatTemplate template = found.get();
    Map<String, Object> tokens = new HashMap<>(TokenizerConfig.read(folder).specialTokens());
    Optional<String> video = withVideo(template, tokens);
    String prompt =
        video.orElseGet(
            () -> render(template, SpecReader.VISUAL + "\n" + SpecReader.QUESTION, tokens));
    if (!isOnce(prompt, SpecReader.VISUAL) || !isOnce(prompt, SpecReader.QUESTION)) {
      throw new BadInputException(
          template.name() + ": does not write a user's message as it is; set prompt.template");
    }
    return Optional.of(prompt);
  }

  private static boolean isOnce(String prompt, String placeholder) {
    int at = prompt.indexOf(placeholder);
    return at >= 0 && prompt.indexOf(placeholder, at + 1) < 0;
  }

  /** What the template makes of a video and a text, if its video is one token. */
  private static Optional<String> withVideo(ChatTemplate template, Map<String, Object> tokens) {
    Map<Object, Object> video = new LinkedHashMap<>();
    video.put("type", "video");
    Map<Object, Object> question = new LinkedHashMap<>();
    question.put("type", "text");
    question.put("text", SpecReader.QUESTION);
    String text;
    try {
      text = render(template, List.of(video, question), tokens);
    } catch (TemplateException e) {
      return Optional.empty(); // A template of texts alone.
    }
    for (String token : VISUAL_TOKENS) {
      int at = text.indexOf(token);
      if (at >= 0 && text.indexOf(token, at + 1) < 0) {
        String prompt = text.replace(token, SpecReader.VISUAL);
        return prompt.contains(SpecReader.QUESTION) ? Optional.of(prompt) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String render(ChatTemplate template, Object content, Map<String, Object> tokens) {
    Map<Object, Object> message = new LinkedHashMap<>();
    message.put("role", "user");
    message.put("content", content);
    return template.render(new Conversation(List.of(message), true, false, Map.of(), tokens), NOW);
  }
}
