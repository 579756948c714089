package org.seq2time.harness.template;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.seq2time.datasets.io.InputLimits;

/**
 * A model's chat template, as transformers' {@code apply_chat_template} renders it, byte for byte.
 * Any thread may use it.
 */
public final class ChatTemplate {

  /** Put behind the last message to find where it ends in the rendered text. */
  private static final String CONTINUE = "CONTINUE_FINAL_MESSAGE_TAG ";

  private static final String TOO_DEEP = "nests too deep for the stack; use a flatter template";

  private final String name;
  private final String source;
  private final List<Stmt> body;

  private ChatTemplate(String name, String source, List<Stmt> body) {
    this.name = name;
    this.source = source;
    this.body = body;
  }

  /**
   * Reads a template.
   *
   * @param name what errors call it, such as its file
   * @throws TemplateException if it is not well-formed or uses what is not supported
   */
  public static ChatTemplate of(String name, String source) {
    if (source.length() > InputLimits.TEMPLATE_CHARACTERS) {
      throw new TemplateException(
          name,
          1,
          "has more than " + InputLimits.TEMPLATE_CHARACTERS + " characters; a template has fewer",
          false);
    }
    try {
      return new ChatTemplate(name, source, TemplateParser.parse(source));
    } catch (SyntaxFault e) {
      throw new TemplateException(name, e.line(), e.text(), false);
    } catch (TemplateFault e) {
      throw new TemplateException(name, 1, e.text(), false);
    } catch (StackOverflowError e) {
      throw new TemplateException(name, 1, TOO_DEEP, false);
    }
  }

  /** Where it comes from. */
  public String name() {
    return name;
  }

  /** The template itself. */
  public String source() {
    return source;
  }

  /**
   * The text of a conversation.
   *
   * @param now what {@code strftime_now} shows
   * @throws TemplateException if the template refuses the conversation or cannot be computed
   */
  public String render(Conversation conversation, LocalDateTime now) {
    Renderer renderer = new Renderer();
    try {
      if (!conversation.continuesFinalMessage()) {
        return renderer.render(body, scope(conversation, conversation.messages(), now));
      }
      if (conversation.addsGenerationPrompt()) {
        throw new TemplateFault(
            "add_generation_prompt and continue_final_message exclude each other; use one");
      }
      List<Object> marked = Continuation.mark(conversation.messages(), CONTINUE);
      String text = renderer.render(body, scope(conversation, marked, now));
      return Continuation.cut(conversation.messages(), text, CONTINUE);
    } catch (TemplateFault e) {
      throw new TemplateException(name, renderer.line(), e.text(), e.isRaised());
    } catch (StackOverflowError e) {
      // A value that holds another, that holds another: it is only walked through here.
      throw new TemplateException(name, renderer.line(), TOO_DEEP, false);
    }
  }

  private static Scope scope(Conversation conversation, List<Object> messages, LocalDateTime now) {
    Map<String, Object> values = new HashMap<>(Globals.at(now));
    values.put("tools", None.NONE);
    values.put("documents", None.NONE);
    values.putAll(conversation.specialTokens());
    values.putAll(conversation.variables());
    values.put("messages", messages);
    values.put("add_generation_prompt", conversation.addsGenerationPrompt());
    return Scope.of(values);
  }

  /** How a last message that the model is to continue is found again in the text. */
  private static final class Continuation {

    private Continuation() {}

    /** The messages with a mark behind the last one's text. */
    static List<Object> mark(List<Object> messages, String mark) {
      if (messages.isEmpty() || !(messages.getLast() instanceof Map<?, ?> last)) {
        throw new TemplateFault("there is no message to continue");
      }
      Map<Object, Object> copy = new LinkedHashMap<>(last);
      Object content = copy.get("content");
      if (content instanceof String text) {
        copy.put("content", text + mark);
      } else if (content instanceof List<?> parts) {
        copy.put("content", markedParts(parts, mark));
      } else {
        throw new TemplateFault("the last message has no text to continue");
      }
      List<Object> marked = new java.util.ArrayList<>(messages);
      marked.set(marked.size() - 1, copy);
      return marked;
    }

    private static List<Object> markedParts(List<?> parts, String mark) {
      List<Object> copy = new java.util.ArrayList<>(parts);
      for (int i = copy.size() - 1; i >= 0; i--) {
        if (copy.get(i) instanceof Map<?, ?> part && part.get("text") instanceof String text) {
          Map<Object, Object> marked = new LinkedHashMap<>(part);
          marked.put("text", text + mark);
          copy.set(i, marked);
          return copy;
        }
      }
      throw new TemplateFault("the last message has no text to continue");
    }

    private static String finalText(List<Object> messages) {
      Object content = ((Map<?, ?>) messages.getLast()).get("content");
      if (content instanceof List<?> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
          if (parts.get(i) instanceof Map<?, ?> part && part.get("text") instanceof String text) {
            return text;
          }
        }
      }
      return Py.str(Objects.requireNonNull(content));
    }

    /** The text up to the mark; blanks before it are the message's own only if it kept its. */
    static String cut(List<Object> messages, String text, String mark) {
      String bare = mark.strip();
      String wanted = PyText.lstrip(PyText.rstrip(finalText(messages)));
      int at = text.lastIndexOf(bare);
      if (at < 0 || !text.contains(wanted)) {
        throw new TemplateFault(
            "continue_final_message is set but the final message does not appear in the chat after"
                + " applying the chat template; the template changes it");
      }
      String before = text.substring(0, at);
      return text.startsWith(mark, at) ? before : PyText.rstrip(before);
    }
  }
}
