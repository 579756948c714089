package org.seq2time.harness.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.seq2time.harness.bundle.BundleGraph;
import org.seq2time.harness.bundle.Default;
import org.seq2time.harness.bundle.MemoryEstimate;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Precision;
import org.seq2time.harness.graph.Dimension;
import org.seq2time.harness.graph.Embedding;
import org.seq2time.harness.graph.ExternalFile;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;
import org.seq2time.harness.token.TokenizerFile;
import org.seq2time.reports.record.Json;

/** A bundle as JSON for machines; what is not known is null. */
final class BundleJson {

  private final JsonGenerator json;

  private BundleJson(JsonGenerator json) {
    this.json = json;
  }

  static String write(ModelBundle bundle, MemoryEstimate memory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.indented(bytes)) {
      new BundleJson(json).bundle(bundle, memory);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }

  private void bundle(ModelBundle bundle, MemoryEstimate memory) throws IOException {
    json.writeStartObject();
    json.writeStringField("folder", bundle.folder().toString());
    json.writeStringField("layout", bundle.layout().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("parameters", bundle.parameters());
    json.writeArrayFieldStart("graphs");
    for (BundleGraph graph : bundle.graphs().values()) {
      graph(bundle, graph);
    }
    json.writeEndArray();
    kv(bundle.kv());
    json.writeObjectFieldStart("memory");
    json.writeNumberField("weightBytes", memory.weights());
    known("kvBytesPerToken", memory.kvPerToken());
    known("kvBytes", memory.kv());
    json.writeNumberField("context", memory.context());
    json.writeNumberField("batch", memory.batch());
    json.writeEndObject();
    tokenizer(bundle);
    settings(bundle.settings());
    json.writeArrayFieldStart("defaults");
    for (Default d : bundle.defaults()) {
      json.writeStartObject();
      json.writeStringField("name", d.name());
      json.writeStringField("value", d.value());
      json.writeStringField("reason", d.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void graph(ModelBundle bundle, BundleGraph g) throws IOException {
    OnnxGraph graph = g.graph();
    json.writeStartObject();
    json.writeStringField("graph", g.role().key());
    json.writeStringField("file", bundle.folder().relativize(graph.file()).toString());
    json.writeStringField("dtype", g.precision().key());
    json.writeArrayFieldStart("dtypes");
    for (Precision precision : g.present()) {
      json.writeString(precision.key());
    }
    json.writeEndArray();
    json.writeObjectFieldStart("opsets");
    for (Map.Entry<String, Long> opset : graph.header().opsets().entrySet()) {
      json.writeNumberField(opset.getKey(), opset.getValue());
    }
    json.writeEndObject();
    json.writeStringField("producer", graph.header().producer());
    json.writeNumberField("nodes", graph.nodes().size());
    json.writeNumberField("parameters", graph.parameters());
    json.writeNumberField("weightBytes", graph.weightBytes());
    json.writeArrayFieldStart("weightFiles");
    for (ExternalFile file : graph.externalFiles()) {
      json.writeStartObject();
      json.writeStringField("file", file.location());
      known("bytes", file.fileBytes());
      json.writeNumberField("neededBytes", file.neededBytes());
      json.writeNumberField("weights", file.weights());
      json.writeEndObject();
    }
    json.writeEndArray();
    tensors("inputs", graph.inputs());
    tensors("outputs", graph.outputs());
    known("embeddingRows", Embedding.rows(graph));
    known("logits", Embedding.logits(graph));
    json.writeEndObject();
  }

  private void tensors(String name, List<TensorInfo> tensors) throws IOException {
    json.writeArrayFieldStart(name);
    for (TensorInfo tensor : tensors) {
      json.writeStartObject();
      json.writeStringField("name", tensor.name());
      json.writeStringField("type", tensor.type().key());
      List<Dimension> shape = tensor.shape();
      if (shape == null) {
        json.writeNullField("shape");
      } else {
        json.writeArrayFieldStart("shape");
        for (Dimension dimension : shape) {
          if (dimension.isFixed()) {
            json.writeNumber(dimension.size());
          } else {
            json.writeString(dimension.toString());
          }
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void kv(KvLayout kv) throws IOException {
    json.writeObjectFieldStart("kvCache");
    json.writeStringField("type", kv.type().key());
    json.writeBooleanField("sharedBuffer", kv.sharedBuffer());
    json.writeArrayFieldStart("layers");
    for (KvLayout.Layer layer : kv.layers()) {
      json.writeStartObject();
      json.writeStringField("keyInput", layer.keyInput());
      json.writeStringField("valueInput", layer.valueInput());
      json.writeStringField("keyOutput", layer.keyOutput());
      json.writeStringField("valueOutput", layer.valueOutput());
      known("heads", layer.heads());
      known("keyDim", layer.keyDim());
      known("valueDim", layer.valueDim());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tokenizer(ModelBundle bundle) throws IOException {
    TokenizerFile file = bundle.tokenizerFile();
    if (file == null) {
      json.writeNullField("tokenizer");
      return;
    }
    json.writeObjectFieldStart("tokenizer");
    json.writeStringField("model", file.model());
    json.writeNumberField("ids", file.size());
    json.writeNumberField("addedTokens", file.addedTokens().size());
    json.writeBooleanField("marksEveryPiece", file.marksEveryPiece());
    json.writeBooleanField("chatTemplate", bundle.chatTemplate());
    json.writeArrayFieldStart("eos");
    for (int id : bundle.generation().eos()) {
      json.writeNumber(id);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void settings(ModelBundle.Settings settings) throws IOException {
    json.writeObjectFieldStart("settings");
    json.writeNumberField("frames", settings.frameCount());
    json.writeStringField("sampling", settings.sampling().key());
    if (settings.framesPerSecond().isPresent()) {
      json.writeNumberField("framesPerSecond", settings.framesPerSecond().getAsDouble());
    }
    json.writeStringField("promptTemplate", settings.promptTemplate());
    json.writeStringField("framePrompt", settings.framePrompt().orElse(null));
    json.writeStringField("time", settings.time().key());
    json.writeArrayFieldStart("addedTokens");
    for (String token : settings.addedTokens()) {
      json.writeString(token);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void known(String field, OptionalLong value) throws IOException {
    known(field, value.orElse(-1));
  }

  private void known(String field, long value) throws IOException {
    if (value < 0) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, value);
    }
  }
}
