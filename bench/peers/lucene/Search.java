// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

/** Answers a query file and times each query from its string to (document, score) pairs. */
final class Search {
  private static final ScoreDoc[] NONE = {};

  private final IndexSearcher searcher;
  private final int depth;
  private final boolean counts;
  private final boolean countsOnly;
  private ScoreDoc[] found = NONE;
  private long hits;

  private Search(IndexSearcher searcher, String mode) {
    this.searcher = searcher;
    countsOnly = mode.equals("count");
    counts = mode.equals("top10count");
    depth =
        switch (mode) {
          case "top10", "top10count" -> 10;
          case "top100" -> 100;
          case "top1000" -> 1000;
          case "count" -> 0;
          default -> throw new IllegalArgumentException("unknown mode: " + mode);
        };
  }

  static void run(Path index, Path queries, String mode, Path out, int warm, int passes) throws Exception {
    try (MMapDirectory directory = new MMapDirectory(index);
        DirectoryReader reader = DirectoryReader.open(directory);
        BufferedWriter writer = Files.newBufferedWriter(out)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      searcher.setSimilarity(new BM25Similarity(0.9f, 0.4f));
      String[] ids = ids(reader.leaves().get(0).reader());
      List<String[]> parsed = Files.readAllLines(queries).stream().map(line -> line.split("\t", 2)).toList();
      Search search = new Search(searcher, mode);
      for (int pass = 0; pass < warm + passes; pass++) {
        for (String[] query : parsed) {
          long start = System.nanoTime();
          search.answer(query[0], query[1]);
          long took = System.nanoTime() - start;
          if (pass >= warm) {
            search.write(writer, query, took, ids);
          }
        }
      }
    }
  }

  private void answer(String name, String text) throws IOException {
    Query query = query(name, text);
    if (countsOnly) {
      hits = searcher.count(query);
      return;
    }
    // A threshold of the depth itself prunes from the first full heap on.
    int threshold = counts ? Integer.MAX_VALUE : depth;
    TopDocs top = searcher.search(query, new TopScoreDocCollectorManager(depth, null, threshold));
    found = top.scoreDocs;
    hits = counts ? top.totalHits.value() : found.length;
  }

  private static Query query(String name, String text) {
    String[] tokens = text.split(" ");
    String operator = name.substring(0, name.indexOf('.'));
    switch (operator) {
      case "term":
        return new TermQuery(new Term("text", tokens[0]));
      case "phrase":
        return new PhraseQuery("text", tokens);
      case "and", "or":
        BooleanClause.Occur occur = operator.equals("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        for (String token : tokens) {
          builder.add(new TermQuery(new Term("text", token)), occur);
        }
        return builder.build();
      default:
        throw new IllegalArgumentException("unknown operator: " + operator);
    }
  }

  private static String[] ids(LeafReader reader) throws IOException {
    String[] ids = new String[reader.maxDoc()];
    BinaryDocValues values = reader.getBinaryDocValues("id");
    for (int document = 0; document < ids.length; document++) {
      values.advanceExact(document);
      ids[document] = values.binaryValue().utf8ToString();
    }
    return ids;
  }

  private void write(BufferedWriter writer, String[] query, long took, String[] ids) throws IOException {
    StringBuilder names = new StringBuilder();
    StringBuilder scores = new StringBuilder();
    for (ScoreDoc hit : found) {
      names.append(names.isEmpty() ? "" : ",").append(ids[hit.doc]);
      scores.append(scores.isEmpty() ? "" : ",").append(hit.score);
    }
    writer.write(query[0] + "\t" + query[1] + "\t" + took / 1000 + "." + (took % 1000) / 100);
    writer.write("\t" + names + "\t" + hits + "\t" + scores + "\n");
  }
}
