// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.SlowCodecReaderWrapper;
import org.apache.lucene.misc.index.BPIndexReorderer;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** Builds one segment from a token file, in file order or bisected. */
final class Build {
  private static final double RAM_BUFFER_MB = 512;
  // A line is handed over in blocks, so that threads do not meet at the reader for each.
  private static final int LINES_PER_BLOCK = 256;

  static void run(Path tokens, Path index, int threads, boolean bisected) throws Exception {
    Path inFileOrder = bisected ? index.resolveSibling(index.getFileName() + ".unordered") : index;
    try (Directory directory = FSDirectory.open(inFileOrder);
        IndexWriter writer = new IndexWriter(directory, config());
        BufferedReader reader = Files.newBufferedReader(tokens)) {
      List<Thread> workers = new ArrayList<>();
      List<Throwable> failures = new ArrayList<>();
      for (int i = 1; i < threads; i++) {
        Thread worker = new Thread(() -> addAll(reader, writer, failures));
        worker.start();
        workers.add(worker);
      }
      addAll(reader, writer, failures);
      for (Thread worker : workers) {
        worker.join();
      }
      if (!failures.isEmpty()) {
        throw new IOException(failures.get(0));
      }
      writer.forceMerge(1);
      writer.commit();
    }
    if (bisected) {
      reorder(inFileOrder, index);
    }
  }

  private static IndexWriterConfig config() {
    IndexWriterConfig config = new IndexWriterConfig(null);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setSimilarity(new BM25Similarity(0.9f, 0.4f));
    config.setRAMBufferSizeMB(RAM_BUFFER_MB);
    config.setUseCompoundFile(false);
    // Merges happen once, at the end, and between neighbours only: the file's order stays.
    LogDocMergePolicy merges = new LogDocMergePolicy();
    merges.setMergeFactor(1000);
    merges.setNoCFSRatio(0);
    config.setMergePolicy(merges);
    config.setMergeScheduler(new SerialMergeScheduler());
    return config;
  }

  private static void addAll(BufferedReader reader, IndexWriter writer, List<Throwable> failures) {
    try {
      FieldType type = new FieldType();
      type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
      type.setTokenized(true);
      type.freeze();
      BlankTokens stream = new BlankTokens();
      Field text = new Field("text", stream, type);
      BinaryDocValuesField id = new BinaryDocValuesField("id", new BytesRef());
      Document document = new Document();
      document.add(text);
      document.add(id);
      for (List<String> lines = block(reader); !lines.isEmpty(); lines = block(reader)) {
        for (String line : lines) {
          int tab = line.indexOf('\t');
          id.setBytesValue(new BytesRef(line.substring(0, tab)));
          text.setTokenStream(stream.of(line.substring(tab + 1)));
          writer.addDocument(document);
        }
      }
    } catch (Exception failure) {
      synchronized (failures) {
        failures.add(failure);
      }
    }
  }

  private static List<String> block(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>(LINES_PER_BLOCK);
    synchronized (reader) {
      while (lines.size() < LINES_PER_BLOCK) {
        String line = reader.readLine();
        if (line == null) {
          break;
        }
        lines.add(line);
      }
    }
    return lines;
  }

  /** Copies the single segment of one folder to another in the order of Lucene's graph bisection. */
  private static void reorder(Path from, Path to) throws Exception {
    try (Directory source = FSDirectory.open(from);
        DirectoryReader reader = DirectoryReader.open(source);
        Directory target = FSDirectory.open(to);
        IndexWriter writer = new IndexWriter(target, config())) {
      BPIndexReorderer bisection = new BPIndexReorderer();
      bisection.setRAMBudgetMB(1024);
      writer.addIndexes(
          bisection.reorder(SlowCodecReaderWrapper.wrap(reader.leaves().get(0).reader()), target, null));
      writer.forceMerge(1);
      writer.commit();
    }
  }
}
