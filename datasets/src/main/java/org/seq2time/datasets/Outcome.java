package org.seq2time.datasets;

/**
 * How the attempt to answer one sample ended. Every sample has exactly one; all are counted and
 * reported, and all but {@link #PARSED} are misses.
 */
public enum Outcome {
  /** A prediction was read from the answer. */
  PARSED("parsed", "parsed"),
  /** There was an answer, but no time in it. */
  NO_TIME_FOUND("noTimeFound", "no time found"),
  /** The answer was blank. */
  EMPTY_ANSWER("emptyAnswer", "empty answer"),
  /** The model failed. */
  MODEL_ERROR("modelError", "model error"),
  /** The video was not there or could not be read. */
  VIDEO_MISSING("videoMissing", "video missing"),
  /** The prediction file or run does not speak of the sample. */
  NOT_ANSWERED("notAnswered", "not answered"),
  /** The video is cut off or damaged, and that was not accepted. */
  VIDEO_DAMAGED("videoDamaged", "video damaged"),
  /** The answer says that there is nothing to find, or refuses. */
  DENIED("denied", "denied"),
  /** The answer gives times in a unit that cannot be turned into seconds, such as frames. */
  UNIT_UNKNOWN("unitUnknown", "unit unknown"),
  /** The answer ends within the model's reasoning, before any answer. */
  ANSWER_CUT_OFF("answerCutOff", "answer cut off");

  private final String key;
  private final String label;

  Outcome(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** The name in JSON. */
  public String key() {
    return key;
  }

  /** The name in text. */
  public String label() {
    return label;
  }

  /** Whether it is counted where no sample has it: as it has been since the first version. */
  public boolean isAlwaysCounted() {
    return switch (this) {
      case PARSED, NO_TIME_FOUND, EMPTY_ANSWER, MODEL_ERROR, VIDEO_MISSING, NOT_ANSWERED -> true;
      case VIDEO_DAMAGED, DENIED, UNIT_UNKNOWN, ANSWER_CUT_OFF -> false;
    };
  }

  /** Whether the model gave an answer, understood or not; false where there was none to read. */
  public boolean isAnswered() {
    return switch (this) {
      case PARSED, NO_TIME_FOUND, DENIED, UNIT_UNKNOWN, ANSWER_CUT_OFF, EMPTY_ANSWER -> true;
      case MODEL_ERROR, VIDEO_MISSING, VIDEO_DAMAGED, NOT_ANSWERED -> false;
    };
  }
}
