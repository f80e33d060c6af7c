// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Path;

/**
 * The Lucene peer of the engine bench. Its command line is that of our own
 * engine; `exact` is the judge of everybody's results and uses no Lucene.
 */
public final class Peer {
  private static final String USAGE =
      """
      Peer build TOKENS INDEX THREADS [bp]
      Peer search INDEX QUERIES MODE OUT WARM PASSES
      Peer exact TOKENS QUERIES DEPTH OUT
      """;

  public static void main(String[] arguments) throws Exception {
    String command = arguments.length == 0 ? "" : arguments[0];
    if (command.equals("build") && (arguments.length == 4 || arguments.length == 5)) {
      boolean bisected = arguments.length == 5 && arguments[4].equals("bp");
      Build.run(Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]), bisected);
    } else if (command.equals("search") && arguments.length == 7) {
      Search.run(
          Path.of(arguments[1]),
          Path.of(arguments[2]),
          arguments[3],
          Path.of(arguments[4]),
          Integer.parseInt(arguments[5]),
          Integer.parseInt(arguments[6]));
    } else if (command.equals("exact") && arguments.length == 5) {
      Exact.run(
          Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]), Path.of(arguments[4]));
    } else {
      System.err.print(USAGE);
      System.exit(2);
    }
  }
}
