package org.seq2time.datasets.io;

import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * Every fixed limit on what somebody else wrote: files, model answers, responses, graphs, videos. A
 * name ends with what is counted. Unless a constant says otherwise, an input beyond it is refused
 * with a {@link BadInputException} that names the place and the limit; values are far above what
 * honest inputs have, so none can be set. {@code docs/limits.md} has them as a table.
 */
public final class InputLimits {

  // JSON and YAML

  /** Objects and arrays inside one another; our formats have fewer than ten. */
  public static final int JSON_NESTING = 1000;

  /** One string; a conversation of instruction data has thousands. */
  public static final int JSON_STRING_CHARACTERS = 20_000_000;

  /** The name of a field. */
  public static final int JSON_NAME_CHARACTERS = 50_000;

  /** One number; parsing longer ones takes quadratic time. */
  public static final int JSON_NUMBER_CHARACTERS = 1000;

  // Text files and numbers

  /** A line of an annotation file in plain text: one without line ends must not fill the memory. */
  public static final int TEXT_LINE_BYTES = 1 << 16;

  /** A number in a text file; a longer one is no number. */
  public static final int DECIMAL_CHARACTERS = 100;

  /** The length of a video, 11 days; a larger number is milliseconds or a mistake. */
  public static final int VIDEO_SECONDS = 1_000_000;

  /** The length of a time axis, thirty years in seconds; beyond it digits of a double run out. */
  public static final int TIME_AXIS_LENGTH = 1_000_000_000;

  // Sequence data

  /** A recipe file. */
  public static final int RECIPE_CHARACTERS = 1 << 20;

  /** Instances of one recipe or task. */
  public static final int RECIPE_INSTANCES = 1_000_000_000;

  /** Images of one sequence. */
  public static final int SEQUENCE_IMAGES = 10_000;

  /**
   * A path in a source with its prefix, as JSON text. A character may take 6 bytes, so paths of a
   * sixth of this are sure to fit and longer ones are bad items.
   */
  public static final int SOURCE_PATH_BYTES = 8192;

  /** Frames that a line of built data says it has. */
  public static final int INSTANCE_FRAMES = 1_000_000;

  // Answers of models

  /** A line of a file of answers; long answers and their prompts have a few thousand bytes. */
  public static final int ANSWER_LINE_BYTES = 1 << 26;

  /**
   * Characters of an answer that is not one JSON value; of a longer one the last are read, since
   * the final answer comes last.
   */
  public static final int ANSWER_CHARACTERS = 50_000;

  /** Objects and arrays inside one another in an answer; what is deeper is not read. */
  public static final int ANSWER_JSON_NESTING = 32;

  /**
   * Objects, arrays, strings and numbers of an answer's JSON; what follows them is not read. Models
   * that repeat themselves reach any number.
   */
  public static final int ANSWER_JSON_VALUES = 60_000;

  /** Numbers in an answer's text; what follows them is not read. */
  public static final int ANSWER_NUMBERS = 20_000;

  /**
   * Clips that an answer's highlights touch together; further highlights are left out and noted.
   */
  public static final int ANSWER_TOUCHED_CLIPS = 10_000_000;

  /** The body of an endpoint's response; the request counts as failed. */
  public static final int RESPONSE_BYTES = 4 << 20;

  // Prompts and tokens

  /** A file with a prompt. */
  public static final int PROMPT_FILE_CHARACTERS = 100_000;

  /** A chat template; the longest published ones have a tenth. */
  public static final int TEMPLATE_CHARACTERS = 1 << 18;

  /** Steps of one rendering of a chat template; a long conversation takes thousands. */
  public static final int TEMPLATE_STEPS = 5_000_000;

  /** Blocks, expressions, calls and values inside one another; published templates reach 40. */
  public static final int TEMPLATE_NESTING = 400;

  /** The text that a chat template makes, or one of its values: what can be encoded at once. */
  public static final int TEMPLATE_TEXT_CHARACTERS = 1 << 24;

  /** A width or precision in a template's format, such as the 8 of {@code %8.2f}. */
  public static final int TEMPLATE_FORMAT_WIDTH = 1000;

  /** {@code tokenizer.json}; the largest published ones have a seventh. */
  public static final int TOKENIZER_FILE_BYTES = 256 << 20;

  /** The largest id of a token, and the largest size in a model's configuration. */
  public static final int MODEL_SIZE = 1 << 28;

  /** A text to encode at once. */
  public static final int TOKENIZED_CHARACTERS = 1 << 24;

  // Model bundles and graphs

  /** Frames per video in {@code seq2time.json}. */
  public static final int BUNDLE_FRAMES = 1 << 16;

  /** Added tokens in {@code seq2time.json}. */
  public static final int BUNDLE_ADDED_TOKENS = 10_000;

  /** Subgraphs inside one another; exporters reach three. */
  public static final int GRAPH_NESTING = 32;

  /** Nodes, tensors and names of a graph file; the largest seen have a tenth. */
  public static final int GRAPH_ITEMS = 2_000_000;

  /** One name in a graph file. */
  public static final int GRAPH_NAME_BYTES = 1 << 16;

  /** All names in a graph file together. */
  public static final int GRAPH_ALL_NAMES_BYTES = 1 << 27;

  /** Axes of a tensor; numbers for people go up to five. */
  public static final int GRAPH_AXES = 64;

  /** A decoder's graph file, ONNX's own limit; larger weights are in files beside it. */
  public static final int GRAPH_FILE_BYTES = Integer.MAX_VALUE;

  /** Heads of a KV cache, and the dimension of one. */
  public static final int CACHE_SIZE = 1 << 20;

  // Videos

  /** An edge of a picture; {@code byte[]} holds three bytes per pixel of the largest. */
  public static final int FRAME_EDGE_PIXELS = 16_384;

  /** Frames of a video: a day at 120 per second. */
  public static final int VIDEO_FRAMES = 10_400_000;

  /** Frames of an entry in the cache of frames; a larger number is damage, and is decoded again. */
  public static final int CACHED_FRAMES = 1 << 20;

  // Gates

  /** Bootstrap resamples that a policy file asks for. */
  public static final int POLICY_RESAMPLES = 1_000_000;

  private static final StreamReadConstraints JSON =
      StreamReadConstraints.builder()
          .maxNestingDepth(JSON_NESTING)
          .maxStringLength(JSON_STRING_CHARACTERS)
          .maxNameLength(JSON_NAME_CHARACTERS)
          .maxNumberLength(JSON_NUMBER_CHARACTERS)
          .build();

  private InputLimits() {}

  /** The limits on JSON and YAML, for a parser's factory. */
  public static StreamReadConstraints json() {
    return JSON;
  }
}
