// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What an exhaustive scorer gives: BM25 in double precision with exact lengths, every matching record scored, ties
 * by place in the token file. It shares no code with any engine, so that an engine that agrees with it is right and
 * not merely consistent. Rows have the form that the engines write, with 0 for the time.
 *
 * <p>BM25 is idf * tf / (tf + k1 * (1 - b + b * length / average length)) with idf = ln(1 + (N - df + 0.5) / (df +
 * 0.5)), Lucene's form. A phrase is one term whose tf is its number of places and whose idf is the sum of its words'.
 */
final class Exact {
  private static final double K1 = 0.9;
  private static final double B = 0.4;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final List<int[]> texts = new ArrayList<>();
  private int[][] documents;
  private int[][] frequencies;
  private double[] norms;

  static void run(Path tokens, Path queries, int depth, Path out) throws IOException {
    Exact exact = new Exact();
    exact.read(tokens);
    exact.invert();
    try (BufferedWriter writer = Files.newBufferedWriter(out)) {
      for (String line : Files.readAllLines(queries)) {
        String[] query = line.split("\t", 2);
        writer.write(query[0] + "\t" + query[1] + "\t0\t" + exact.answer(query[0], query[1], depth) + "\n");
      }
    }
  }

  private void read(Path tokens) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(tokens)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int tab = line.indexOf('\t');
        ids.add(line.substring(0, tab));
        String text = line.substring(tab + 1);
        String[] words = text.isEmpty() ? new String[0] : text.split(" ");
        texts.add(Arrays.stream(words).mapToInt(this::number).toArray());
      }
    }
  }

  private int number(String word) {
    Integer known = numbers.get(word);
    if (known == null) {
      known = numbers.size();
      numbers.put(word, known);
    }
    return known;
  }

  private void invert() {
    int[] last = new int[numbers.size()];
    int[] held = new int[numbers.size()];
    long length = 0;
    Arrays.fill(last, -1);
    for (int document = 0; document < texts.size(); document++) {
      length += texts.get(document).length;
      for (int term : texts.get(document)) {
        held[term] += last[term] == document ? 0 : 1;
        last[term] = document;
      }
    }
    documents = new int[held.length][];
    frequencies = new int[held.length][];
    for (int term = 0; term < held.length; term++) {
      documents[term] = new int[held[term]];
      frequencies[term] = new int[held[term]];
    }
    Arrays.fill(last, -1);
    Arrays.fill(held, 0);
    norms = new double[texts.size()];
    double average = (double) length / texts.size();
    for (int document = 0; document < texts.size(); document++) {
      norms[document] = K1 * (1 - B + B * texts.get(document).length / average);
      for (int term : texts.get(document)) {
        if (last[term] != document) {
          last[term] = document;
          documents[term][held[term]++] = document;
        }
        frequencies[term][held[term] - 1]++;
      }
    }
  }

  private String answer(String name, String text, int depth) {
    String operator = name.substring(0, name.indexOf('.'));
    String[] words = text.split(" ");
    double[] scores = new double[texts.size()];
    int[] matched = new int[texts.size()];
    double idfs = 0;
    int[] terms = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      terms[i] = numbers.getOrDefault(words[i], -1);
      idfs += terms[i] < 0 ? 0 : addTerm(terms[i], scores, matched);
    }
    int needed = operator.equals("or") ? 1 : words.length;
    long hits = 0;
    PriorityQueue<Integer> best = new PriorityQueue<>((a, b) -> worse(scores, a, b));
    for (int document = 0; document < scores.length; document++) {
      if (matched[document] < needed) {
        continue;
      }
      if (operator.equals("phrase")) {
        int places = places(texts.get(document), terms);
        if (places == 0) {
          continue;
        }
        scores[document] = idfs * places / (places + norms[document]);
      }
      hits++;
      best.add(document);
      if (best.size() > depth) {
        best.poll();
      }
    }
    return row(best, scores, hits);
  }

  private double addTerm(int term, double[] scores, int[] matched) {
    int df = documents[term].length;
    double idf = Math.log(1 + (texts.size() - df + 0.5) / (df + 0.5));
    for (int i = 0; i < df; i++) {
      int document = documents[term][i];
      scores[document] += idf * frequencies[term][i] / (frequencies[term][i] + norms[document]);
      matched[document]++;
    }
    return idf;
  }

  /** Negative when a comes after b in a result: a lower score, or a later place at the same score. */
  private static int worse(double[] scores, int a, int b) {
    int byScore = Double.compare(scores[a], scores[b]);
    return byScore != 0 ? byScore : Integer.compare(b, a);
  }

  private static int places(int[] text, int[] phrase) {
    int places = 0;
    for (int start = 0; start + phrase.length <= text.length; start++) {
      int same = 0;
      while (same < phrase.length && text[start + same] == phrase[same]) {
        same++;
      }
      places += same == phrase.length ? 1 : 0;
    }
    return places;
  }

  private String row(PriorityQueue<Integer> best, double[] scores, long hits) {
    String names = "";
    String values = "";
    while (!best.isEmpty()) {
      int document = best.poll();
      names = ids.get(document) + (names.isEmpty() ? "" : "," + names);
      values = scores[document] + (values.isEmpty() ? "" : "," + values);
    }
    return names + "\t" + hits + "\t" + values;
  }
}
