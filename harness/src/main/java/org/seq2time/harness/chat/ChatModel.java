package org.seq2time.harness.chat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.ModelUnusableException;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.reports.record.ModelIdentity;

/** A model behind an endpoint: frames go there as JPEG pictures, each after its time. */
public final class ChatModel implements VideoModel {

  private static final float JPEG_QUALITY = 0.9f;

  /** After so many failures and no answer at all, the server is taken for the wrong one. */
  private static final int HOPELESS = 10;

  private final ChatSettings settings;
  private final ChatEndpoint endpoint;
  private final FrameSpec frames;
  private final TimeRepresentation time;
  private final int concurrency;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean hasAnswered;

  /**
   * A model that is not asked yet.
   *
   * @param time how the frames' times are written
   * @param concurrency most questions at a time
   */
  public ChatModel(
      ChatSettings settings,
      ChatKey key,
      FrameSpec frames,
      TimeRepresentation time,
      int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException(concurrency + " concurrent requests, expected at least 1");
    }
    this.settings = settings;
    this.endpoint = new ChatEndpoint(settings, key);
    this.frames = frames;
    this.time = time;
    this.concurrency = concurrency;
  }

  @Override
  public ModelIdentity identity() {
    return new ModelIdentity.ChatEndpoint(
        settings.endpoint().toString(),
        settings.model(),
        settings.maxTokens(),
        settings.temperature(),
        settings.seed());
  }

  @Override
  public FrameSpec frames() {
    return frames;
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public int concurrency() {
    return concurrency;
  }

  @Override
  public List<ModelResponse> answer(List<ModelRequest> requests, Cancellation cancellation)
      throws InterruptedException {
    List<ModelResponse> responses = new ArrayList<>();
    for (ModelRequest request : requests) {
      responses.add(
          cancellation.isCancelled() ? new ModelResponse.Failed("cancelled") : answer(request));
    }
    return responses;
  }

  private ModelResponse answer(ModelRequest request) throws InterruptedException {
    long start = System.nanoTime();
    try {
      ChatResponse response = endpoint.ask(new ChatRequest(request.prompt(), pictures(request)));
      hasAnswered = true;
      return new ModelResponse.Answered(
          response.text(),
          response.promptTokens(),
          response.generatedTokens(),
          OptionalDouble.empty(),
          OptionalDouble.of((System.nanoTime() - start) / 1e9),
          response.cutOff());
    } catch (ChatException e) {
      if (e.endsRun()) {
        throw new ModelUnusableException(String.valueOf(e.getMessage()), e);
      }
      if (!hasAnswered && failures.incrementAndGet() >= HOPELESS) {
        throw new ModelUnusableException(
            settings.endpoint()
                + ": the first "
                + HOPELESS
                + " requests got no answer (ask again with --retry-errors): "
                + e.getMessage(),
            e);
      }
      return new ModelResponse.Failed(String.valueOf(e.getMessage()));
    }
  }

  private List<ChatRequest.Picture> pictures(ModelRequest request) {
    List<ChatRequest.Picture> pictures = new ArrayList<>();
    double length = request.durationSeconds();
    for (VideoFrame frame : request.frames()) {
      StringBuilder label = new StringBuilder();
      time.appendMoment(label, Math.min(frame.timeSeconds(), length), length);
      pictures.add(new ChatRequest.Picture(label.append(':').toString(), jpeg(frame.image())));
    }
    return pictures;
  }

  /** The picture as a JPEG file; the same picture gives the same bytes. */
  static byte[] jpeg(RgbImage image) {
    BufferedImage picture = image.toBufferedImage();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException("a picture could not be written to memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
