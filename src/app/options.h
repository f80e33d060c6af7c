// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a command takes on its line. A command declares each word and option once; from that come
// the parser, the complaints and the help page. CLI11 does the parsing and stays in options.cc.

#ifndef BROADSHEET_APP_OPTIONS_H_
#define BROADSHEET_APP_OPTIONS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet::app {

enum class Need : std::uint8_t { kRequired, kOptional };

// Says what is wrong with a value ("no such day"), or nothing if it is fine.
using Check = std::function<std::optional<std::string>(const std::string& value)>;

// A check: a day like 2026-07-01.
std::optional<std::string> complain_about_day(const std::string& value);

// One row of the help page.
struct OptionRow {
  std::string usage;  // "QUERY", "-n N, --count N"
  std::string help;
  bool word = false;  // stands by its place, not by a name
  Need need = Need::kOptional;
  bool many = false;
};

// The pointers given must outlive parse(). Confined to one thread.
class Options {
 public:
  explicit Options(std::string command);
  ~Options();
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  void word(const std::string& name, std::string help, Need need, std::string* value, Check check = nullptr);
  void words(const std::string& name, std::string help, Need need, std::vector<std::string>* values);
  // `names` as CLI11 writes them: "--json", "-n,--count".
  void flag(const std::string& names, std::string help, bool* value);
  void text(const std::string& names, const std::string& value_name, std::string help, std::string* value,
            Check check = nullptr);
  void number(const std::string& names, const std::string& value_name, std::string help, std::uint32_t* value,
              std::uint32_t min, std::uint32_t max);
  void choice(const std::string& names, const std::vector<std::string>& choices, std::string help,
              std::string* value);
  // Lets words begin with a dash ("-survey" excludes a word from a search) where they are no option.
  void let_words_begin_with_dash() { dashed_words_ = true; }

  // kInvalid with a complaint for the person; every such error is one of usage.
  Result<void> parse(const std::vector<std::string>& arguments);

  const std::vector<OptionRow>& rows() const { return rows_; }
  bool help_asked() const { return help_; }
  // --data, which every command takes.
  const std::string& data_folder() const { return data_folder_; }

 private:
  struct Parser;
  // Words are placed by us: CLI11 would read "[a,b]" as a list of two.
  struct Word {
    std::string name;
    Need need;
    std::string* value;                // or
    std::vector<std::string>* values;  // all that are left
    Check check;
  };
  struct Split {
    std::vector<std::string> options;
    std::vector<std::string> words;
  };
  bool names_option(const std::string& argument, bool* takes_value) const;
  Split split(const std::vector<std::string>& arguments) const;
  Result<void> place_words(const std::vector<std::string>& words) const;

  std::unique_ptr<Parser> parser_;
  std::vector<Word> words_;
  std::vector<OptionRow> rows_;
  bool dashed_words_ = false;
  bool help_ = false;
  std::string data_folder_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_OPTIONS_H_
