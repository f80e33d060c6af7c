// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <utility>

#include "base/ascii.h"
#include "base/date.h"

namespace broadsheet::app {
namespace {

// "-n,--count" with "N" becomes "-n N, --count N".
std::string usage_of(const std::string& names, const std::string& value_name) {
  std::string usage;
  std::string_view rest = names;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (!usage.empty()) usage += ", ";
    usage += rest.substr(0, comma);
    if (!value_name.empty()) usage += " " + value_name;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return usage;
}

std::string join(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

}  // namespace

std::optional<std::string> complain_about_day(const std::string& value) {
  if (parse_day(value).ok()) return std::nullopt;
  return "'" + value + "' is no day: write one like 2026-07-01";
}

struct Options::Parser {
  explicit Parser(std::string name) : app("", std::move(name)) { app.set_help_flag(); }
  CLI::App app;
};

Options::Options(std::string command) : parser_(std::make_unique<Parser>(std::move(command))) {
  flag("-h,--help", "shows this page", &help_);
  text("--data", "DIR", "the data folder, instead of $BROADSHEET_DATA or ~/.local/share/broadsheet",
       &data_folder_);
}

Options::~Options() = default;

namespace {
void add_check(CLI::Option* option, Check check) {
  if (!check) return;
  option->check([check = std::move(check)](const std::string& value) { return check(value).value_or(""); });
}
}  // namespace

void Options::word(const std::string& name, std::string help, Need need, std::string* value, Check check) {
  words_.push_back(
      {.name = name, .need = need, .value = value, .values = nullptr, .check = std::move(check)});
  rows_.push_back({.usage = name, .help = std::move(help), .word = true, .need = need});
}

void Options::words(const std::string& name, std::string help, Need need, std::vector<std::string>* values) {
  words_.push_back({.name = name, .need = need, .value = nullptr, .values = values, .check = nullptr});
  rows_.push_back({.usage = name, .help = std::move(help), .word = true, .need = need, .many = true});
}

void Options::flag(const std::string& names, std::string help, bool* value) {
  parser_->app.add_flag(names, *value);
  rows_.push_back({.usage = usage_of(names, ""), .help = std::move(help)});
}

void Options::text(const std::string& names, const std::string& value_name, std::string help,
                   std::string* value, Check check) {
  add_check(parser_->app.add_option(names, *value), std::move(check));
  rows_.push_back({.usage = usage_of(names, value_name), .help = std::move(help)});
}

void Options::number(const std::string& names, const std::string& value_name, std::string help,
                     std::uint32_t* value, std::uint32_t min, std::uint32_t max) {
  add_check(parser_->app.add_option(names, *value),
            [min, max](const std::string& text) -> std::optional<std::string> {
              const bool digits =
                  !text.empty() && text.size() <= 9 && std::all_of(text.begin(), text.end(), is_ascii_digit);
              const unsigned long number = digits ? std::stoul(text) : 0;
              if (digits && number >= min && number <= max) return std::nullopt;
              return "'" + text + "' is not a number from " + std::to_string(min) + " to " +
                     std::to_string(max);
            });
  rows_.push_back({.usage = usage_of(names, value_name), .help = std::move(help)});
}

void Options::choice(const std::string& names, const std::vector<std::string>& choices, std::string help,
                     std::string* value) {
  add_check(parser_->app.add_option(names, *value),
            [choices](const std::string& text) -> std::optional<std::string> {
              if (std::find(choices.begin(), choices.end(), text) != choices.end()) return std::nullopt;
              return "'" + text + "' is none of " + join(choices, ", ");
            });
  rows_.push_back({.usage = usage_of(names, join(choices, "|")), .help = std::move(help)});
}

bool Options::names_option(const std::string& argument, bool* takes_value) const {
  if (argument.starts_with("--")) {
    // An unknown long option is a slip of the fingers, not a word: let the parser complain.
    const std::size_t equals = argument.find('=');
    const CLI::Option* option = parser_->app.get_option_no_throw(argument.substr(0, equals));
    *takes_value = option != nullptr && option->get_items_expected_max() > 0 && equals == std::string::npos;
    return true;
  }
  const CLI::Option* option = parser_->app.get_option_no_throw(argument.substr(0, 2));
  if (option == nullptr) return false;
  const bool has_value = option->get_items_expected_max() > 0;
  *takes_value = has_value && argument.size() == 2;
  if (argument.size() == 2) return true;
  return has_value && is_ascii_digit(argument[2]);  // "-n20" is an option, "-nature" a word
}

Options::Split Options::split(const std::vector<std::string>& arguments) const {
  Split split;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--") {
      split.words.insert(split.words.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                         arguments.end());
      break;
    }
    bool takes_value = false;
    const bool dashed = argument.size() >= 2 && argument[0] == '-';
    if (!dashed || (!names_option(argument, &takes_value) && dashed_words_)) {
      split.words.push_back(argument);
      continue;
    }
    split.options.push_back(argument);
    if (takes_value && i + 1 < arguments.size()) split.options.push_back(arguments[++i]);
  }
  return split;
}

Result<void> Options::place_words(const std::vector<std::string>& words) const {
  std::size_t at = 0;
  for (const Word& word : words_) {
    if (at == words.size() && word.need == Need::kRequired) {
      return Error(ErrorCode::kInvalid, word.name + " is missing");
    }
    if (word.values != nullptr) {
      word.values->assign(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
      at = words.size();
    } else if (at < words.size()) {
      *word.value = words[at++];
      const std::optional<std::string> complaint = word.check ? word.check(*word.value) : std::nullopt;
      if (complaint) return Error(ErrorCode::kInvalid, word.name + ": " + *complaint);
    }
  }
  if (at < words.size()) return Error(ErrorCode::kInvalid, "one word too many: " + words[at]);
  return {};
}

Result<void> Options::parse(const std::vector<std::string>& arguments) {
  // Whoever asks for help gets it, whatever else is missing or wrong on the line.
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument == "--help" || argument == "-h") {
      help_ = true;
      return {};
    }
  }
  const Split split = this->split(arguments);
  // CLI11 takes arguments last one first.
  std::vector<std::string> reversed(split.options.rbegin(), split.options.rend());
  try {
    parser_->app.parse(std::move(reversed));
  } catch (const CLI::ExtrasError&) {
    return Error(ErrorCode::kInvalid, "unknown: " + join(parser_->app.remaining(), " "));
  } catch (const CLI::Error& error) {
    return Error(ErrorCode::kInvalid, error.what());
  }
  return place_words(split.words);
}

}  // namespace broadsheet::app
