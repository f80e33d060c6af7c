// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/json_writer.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace broadsheet {
namespace {

// As append_json_string, a byte at a time.
std::string plainly_escaped(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::string_view rest = text.substr(i, 3);
    if (rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") {
      out += rest.back() == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
    } else if (byte == '\n' || byte == '\r' || byte == '\t') {
      out += byte == '\n' ? "\\n" : byte == '\r' ? "\\r" : "\\t";
    } else if (byte < 0x20 || byte == 0x7F || byte == '<') {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", byte);
      out += code;
    } else {
      out += text[i];
    }
  }
  return out + "\"";
}

// Mostly plain, so that words of eight bytes are skipped, with marks anywhere among them.
rc::Gen<std::string> texts() {
  const auto pieces = rc::gen::elementOf(std::vector<std::string>{"a",
                                                                  "plain words",
                                                                  "é",
                                                                  "中",
                                                                  "\"",
                                                                  "\\",
                                                                  "<",
                                                                  "\n",
                                                                  "\x01",
                                                                  "\x1f",
                                                                  "\x7f",
                                                                  "\xE2\x80\xA8",
                                                                  "\xE2\x80\xA9",
                                                                  "\xE2\x80\xA6",
                                                                  " ",
                                                                  "!",
                                                                  "=",
                                                                  "\x7e",
                                                                  "\xC2\x80",
                                                                  "#",
                                                                  "]"});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(pieces), [](const auto& all) {
    std::string text;
    for (const std::string& piece : all) text += piece;
    return text;
  });
}

RC_GTEST_PROP(JsonWriter, EscapesWhatMustBeEscapedWhereverItStands, ()) {
  const std::string text = *texts();
  std::string written;
  append_json_string(written, text);
  RC_ASSERT(written == plainly_escaped(text));
}

TEST(JsonWriter, SeesEveryMarkAtEveryPlace) {
  for (std::size_t length = 1; length <= 24; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      for (int byte = 1; byte < 0x80; ++byte) {
        std::string text(length, 'x');
        text[at] = static_cast<char>(byte);
        std::string written;
        append_json_string(written, text);
        ASSERT_EQ(written, plainly_escaped(text));
      }
    }
  }
}

}  // namespace
}  // namespace broadsheet
