package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a template is rendered for. Values are as JSON has them: texts, {@link Long}, {@link
 * Double}, {@link Boolean}, lists and maps; JSON's null is given by {@link ConversationReader}.
 *
 * @param messages usually maps with {@code role} and {@code content}
 * @param addsGenerationPrompt whether the text ends where the model's answer begins
 * @param continuesFinalMessage whether it ends inside the last message, for the model to continue
 * @param variables further names, such as {@code tools}
 * @param specialTokens such as {@code bos_token}
 */
public record Conversation(
    List<Object> messages,
    boolean addsGenerationPrompt,
    boolean continuesFinalMessage,
    Map<String, Object> variables,
    Map<String, Object> specialTokens) {

  public Conversation {
    messages = List.copyOf(messages);
    variables = Map.copyOf(variables);
    specialTokens = Map.copyOf(specialTokens);
  }

  /** One question, to be answered. */
  public static Conversation question(String text, Map<String, Object> specialTokens) {
    return new Conversation(List.of(message("user", text)), true, false, Map.of(), specialTokens);
  }

  /** A message. */
  public static Map<Object, Object> message(String role, String content) {
    Map<Object, Object> message = new LinkedHashMap<>();
    message.put("role", role);
    message.put("content", content);
    return message;
  }

  /** Messages one after another, each made by {@link #message}. */
  public Conversation with(Map<Object, Object> message) {
    List<Object> more = new ArrayList<>(messages);
    more.add(message);
    return new Conversation(
        more, addsGenerationPrompt, continuesFinalMessage, variables, specialTokens);
  }
}
