/**
 * A raw model answer, turned into a prediction: raw text in, events, windows or clip scores out.
 *
 * <pre>{@code
 * AnswerParser parser = AnswerParsers.robust();
 * RawAnswer raw = RawAnswer.of("From 0:12 to 0:30 the onion is cut.").withDuration(150);
 * Parsed<List<Event>> parsed = parser.events(raw);
 * parsed.answer().outcome(); // PARSED
 * parsed.answer().prediction(); // [Event[segment=Segment[12.0, 30.0], caption=the onion is cut.]]
 * }</pre>
 *
 * <p>Times are seconds. Answers are untrusted: parsing takes time linear in their length, never
 * throws because of their content, and gives finite numbers only.
 */
@NullMarked
package org.seq2time.harness.answer;

import org.jspecify.annotations.NullMarked;
