package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;

/**
 * Makes the index of a video: from its packets where container and codec leave no doubt which frame
 * is which, else by decoding it once.
 */
final class FrameIndexer {

  /** Containers whose packets carry the times at which they are shown. */
  private static final Set<String> TIMED = Set.of("mov", "matroska", "flv", "asf", "nut", "ivf");

  /** Containers whose times FFmpeg partly guesses; frames are evenly spaced in them. */
  private static final Set<String> UNTIMED =
      Set.of("mpeg", "mpegvideo", "h264", "hevc", "m4v", "h263", "mjpeg", "obu", "vc1", "avs2");

  private static final int JOIN_PACKETS = 3;

  private final Path file;
  private final VideoTrack track;
  private final String container;
  private final PacketTable packets = new PacketTable();
  private final Bitstream bitstream;
  private boolean hasNewParameters;

  private FrameIndexer(Path file, VideoTrack track) {
    this.file = file;
    this.track = track;
    this.container = track.format().split(",", 2)[0];
    this.bitstream = Bitstream.of(track.codec());
  }

  /** Indexes a track that was just opened; afterwards it is at its end. */
  static FrameIndex index(Path file, VideoTrack track) {
    return new FrameIndexer(file, track).index();
  }

  private FrameIndex index() {
    if (mayCount()) {
      while (track.read()) {
        add();
      }
      checkNotEmpty();
      packets.complete();
      FrameIndex counted = counted();
      if (counted != null) {
        return counted;
      }
      track.restart();
      return decoded(true);
    }
    return decoded(false);
  }

  private void add() {
    if (packets.count() == InputLimits.VIDEO_FRAMES) {
      throw new VideoException(
          file,
          "has more than " + InputLimits.VIDEO_FRAMES + " frames; cut it into shorter videos");
    }
    packets.add(track.packet(), bitstream.look(track.packet()));
    hasNewParameters |=
        track.packet().side_data_elems() > 0
            && avcodec.av_packet_side_data_get(
                    track.packet().side_data(),
                    track.packet().side_data_elems(),
                    avcodec.AV_PKT_DATA_NEW_EXTRADATA)
                != null;
  }

  private void checkNotEmpty() {
    if (packets.count() == 0) {
      throw new VideoException(file, "has no frames");
    }
  }

  /** Whether there is a chance that packets are enough. */
  private boolean mayCount() {
    AVCodecParameters codec = track.codec();
    if (codec.codec_id() == avcodec.AV_CODEC_ID_H264
        && codec.field_order() != avcodec.AV_FIELD_PROGRESSIVE) {
      return false; // a packet may be half a picture
    }
    return TIMED.contains(container) || container.equals("avi");
  }

  /** The index from packets alone, or null where they are not enough. */
  private @Nullable FrameIndex counted() {
    if (hasNewParameters) {
      return null;
    }
    if (container.equals("flv")) {
      FrameTimes.unwrapFlv(packets);
    }
    boolean allDiscarded = IntStream.range(0, packets.count()).allMatch(packets::isDiscarded);
    boolean isUntimed = container.equals("avi");
    if (isUntimed && bitstream.mayReorder()) {
      return null;
    }
    int first = -1;
    int[] shown = new int[packets.count()];
    long[] times = new long[packets.count()];
    int count = 0;
    for (int i = 0; i < packets.count(); i++) {
      boolean isEmpty = packets.size(i) == 0;
      int found = packets.found(i);
      if (isEmpty && isUntimed) {
        continue; // time without a frame
      }
      boolean isOne = (found & Bitstream.ONE) != 0;
      if (isEmpty || (!isOne && (found & Bitstream.NONE) == 0)) {
        return null;
      }
      first = first < 0 ? found : first;
      if (!isOne || (packets.isDiscarded(i) && !allDiscarded)) {
        continue;
      }
      long time = isUntimed ? packets.dts(i) : packets.pts(i);
      if (time == avutil.AV_NOPTS_VALUE) {
        return null;
      }
      shown[count] = i;
      times[count++] = time;
    }
    boolean beginsWithEntry =
        (first & Bitstream.HARD_ENTRY) != 0
            || ((first & Bitstream.SOFT_ENTRY) != 0
                && track.codec().codec_id() == avcodec.AV_CODEC_ID_MPEG4);
    if (count == 0 || !beginsWithEntry) {
      return null;
    }
    return inOrderOfTime(Arrays.copyOf(shown, count), Arrays.copyOf(times, count));
  }

  private @Nullable FrameIndex inOrderOfTime(int[] shown, long[] times) {
    int count = shown.length;
    List<Integer> order =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b]))
            .toList();
    int[] packetOf = new int[count];
    long[] ordered = new long[count];
    for (int i = 0; i < count; i++) {
      packetOf[i] = shown[order.get(i)];
      ordered[i] = times[order.get(i)];
      if (i > 0 && ordered[i] == ordered[i - 1]) {
        return null; // the decoder knows which of the two is first
      }
    }
    int delay = delay(order);
    if (!bitstream.mayReorder() && delay > 0) {
      return null;
    }
    double[] seconds = FrameTimes.seconds(ordered, track.stream().time_base(), track.frameRate());
    return new FrameIndex(packets, packetOf, seconds, entries(), corrupt(), false, delay);
  }

  /** How many frames come before one in the file and after it on the screen, at most. */
  private static int delay(List<Integer> order) {
    int[] rank = new int[order.size()];
    for (int i = 0; i < rank.length; i++) {
      rank[order.get(i)] = i;
    }
    int delay = 0;
    TreeSet<Integer> ahead = new TreeSet<>();
    for (int i = 0; i < rank.length; i++) {
      delay = Math.max(delay, ahead.tailSet(rank[i]).size());
      ahead.add(rank[i]);
      if (ahead.size() > 32) {
        ahead.pollFirst();
      }
    }
    return Math.min(16, delay);
  }

  /** Decodes everything; the packets may have been read before. */
  private FrameIndex decoded(boolean arePacketsKnown) {
    int[] packetOf = new int[256];
    int count = 0;
    try (FrameDecoder decoder = new FrameDecoder(file, track.codec(), 0)) {
      int number = 0;
      while (!decoder.isDrained()) {
        if (track.read()) {
          if (!arePacketsKnown) {
            add();
          } else if (number >= packets.count()) {
            throw new VideoException(file, "has changed while it was read");
          }
          decoder.send(track.packet(), number++);
        } else {
          decoder.end();
        }
        while (decoder.receive()) {
          int packet = decoder.packetOfFrame();
          if (packet < 0) {
            continue;
          }
          if (count == packetOf.length) {
            packetOf = Arrays.copyOf(packetOf, 2 * count);
          }
          packetOf[count++] = packet;
        }
      }
      checkNotEmpty();
      if (!arePacketsKnown) {
        packets.complete();
      }
      packetOf = Arrays.copyOf(packetOf, count);
      if (count == 0) {
        throw new VideoException(file, "has no frame that can be decoded");
      }
      BitSet damaged = corrupt();
      damaged.or(decoder.damaged());
      return new FrameIndex(
          packets, packetOf, seconds(packetOf), entries(), damaged, true, decoder.delay());
    }
  }

  private double[] seconds(int[] packetOf) {
    int count = packetOf.length;
    AVRational base = track.stream().time_base();
    AVRational rate = track.frameRate();
    boolean hasRate = rate.num() > 0 && rate.den() > 0;
    if (UNTIMED.contains(container) && hasRate) {
      return FrameTimes.constant(count, rate);
    }
    long[] times = new long[count];
    if (container.equals("avi")) {
      // A chunk's place says when the frame in it is shown, or one that was decoded before.
      int[] slots = IntStream.range(0, packets.count()).filter(i -> packets.size(i) > 0).toArray();
      for (int i = 0; i < count; i++) {
        times[i] = packets.dts(slots[Math.min(i, slots.length - 1)]);
      }
      return FrameTimes.seconds(times, base, rate);
    }
    for (int i = 0; i < count; i++) {
      times[i] = packets.pts(packetOf[i]);
    }
    return FrameTimes.seconds(times, base, rate);
  }

  /** What the container says is not whole. */
  private BitSet corrupt() {
    BitSet corrupt = new BitSet();
    for (int i = 0; i < packets.count(); i++) {
      if (packets.isCorrupt(i) && !(container.equals("mpegts") && isBeforeHardEntry(i))) {
        corrupt.set(i);
      }
    }
    return corrupt;
  }

  /**
   * Where two recordings were joined, the counters of a transport stream jump and FFmpeg marks a
   * packet a little before the join. If it is not whole, the decoder says so.
   */
  private boolean isBeforeHardEntry(int packet) {
    for (int i = packet + 1; i <= packet + JOIN_PACKETS && i < packets.count(); i++) {
      if ((packets.found(i) & Bitstream.HARD_ENTRY) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Packets that decoding may begin with: they bring all parameters, or none ever come. */
  private int[] entries() {
    boolean areParametersInside =
        IntStream.range(0, packets.count())
            .anyMatch(i -> (packets.found(i) & Bitstream.PARAMETERS) != 0);
    int kind = Bitstream.HARD_ENTRY | Bitstream.SOFT_ENTRY;
    return IntStream.range(0, packets.count())
        .filter(
            i ->
                i == 0
                    || ((packets.found(i) & kind) != 0
                        && !hasNewParameters
                        && packets.isUnique(i)
                        && (!areParametersInside
                            || (packets.found(i) & Bitstream.ALL_PARAMETERS) != 0)))
        .toArray();
  }
}
