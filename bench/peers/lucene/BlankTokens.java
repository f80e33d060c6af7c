// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The tokens of a line that is already analysed: what stands between blanks. Confined to one thread. */
final class BlankTokens extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private String text = "";
  private int at;

  BlankTokens of(String newText) {
    text = newText;
    return this;
  }

  @Override
  public void reset() {
    at = 0;
  }

  @Override
  public boolean incrementToken() {
    if (at >= text.length()) {
      return false;
    }
    clearAttributes();
    int blank = text.indexOf(' ', at);
    int end = blank < 0 ? text.length() : blank;
    term.append(text, at, end);
    at = end + 1;
    return true;
  }
}
