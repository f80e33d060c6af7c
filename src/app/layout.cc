// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/layout.h"

#include <cstdint>

#include "base/check.h"
#include "text/display.h"

namespace broadsheet::app {
namespace {

void append(StyledText& line, std::string_view text, Style style) {
  if (!line.empty() && line.back().style == style) {
    line.back().text += text;
  } else {
    line.push_back({std::string(text), style});
  }
}

void append(StyledText& line, const StyledText& more) {
  for (const Span& span : more) append(line, span.text, span.style);
}

// Collects clusters into words and words into lines.
class Wrapper {
 public:
  Wrapper(std::size_t columns, std::size_t lines_max) : columns_(columns), lines_max_(lines_max) {}

  // False once there is no room for more.
  bool add(std::string_view cluster, const text::DisplayCluster& shape, Style style) {
    if (shape.space) {
      end_word();
      blank_ = !line_.empty();
      blank_style_ = style;
    } else {
      if (word_width_ + shape.columns > columns_) end_word();
      append(word_, cluster, style);
      word_width_ += shape.columns;
      if (shape.wide) end_word();
    }
    return lines_.size() < lines_max_;
  }

  std::vector<StyledText> finish() {
    end_word();
    if (!line_.empty()) lines_.push_back(std::move(line_));
    if (lines_.size() > lines_max_) shorten();
    return std::move(lines_);
  }

 private:
  void end_word() {
    if (word_.empty()) return;
    const std::size_t blank = blank_ ? 1 : 0;
    if (line_width_ + blank + word_width_ > columns_ && !line_.empty()) {
      lines_.push_back(std::move(line_));
      line_.clear();
      line_width_ = 0;
    } else if (blank_) {
      append(line_, " ", blank_style_ == word_.front().style ? blank_style_ : Style::kPlain);
      ++line_width_;
    }
    append(line_, word_);
    line_width_ += word_width_;
    word_.clear();
    word_width_ = 0;
    blank_ = false;
  }

  void shorten() {
    lines_.resize(lines_max_);
    StyledText& last = lines_.back();
    if (width_of(last) < columns_) {
      append(last, "…", Style::kPlain);
      return;
    }
    while (!last.empty()) {
      Span& span = last.back();
      const std::size_t others = width_of(last) - text::display_width(span.text);
      if (others + 1 < columns_) {
        span.text = text::fit_to_width(span.text + " …", columns_ - others);
        return;
      }
      last.pop_back();
    }
  }

  const std::size_t columns_;
  const std::size_t lines_max_;
  std::vector<StyledText> lines_;
  StyledText line_;
  std::size_t line_width_ = 0;
  StyledText word_;
  std::size_t word_width_ = 0;
  bool blank_ = false;
  Style blank_style_ = Style::kPlain;
};

}  // namespace

std::vector<StyledText> wrap(const StyledText& text, std::size_t columns, std::size_t lines_max) {
  CHECK(columns >= 2);
  CHECK(lines_max >= 1);
  Wrapper wrapper(columns, lines_max);
  bool room = true;
  for (const Span& span : text) {
    std::string_view rest = span.text;
    while (room && !rest.empty()) {
      const text::DisplayCluster shape = text::next_cluster(rest);
      room = wrapper.add(rest.substr(0, shape.bytes), shape, span.style);
      rest.remove_prefix(shape.bytes);
    }
  }
  return wrapper.finish();
}

void write_wrapped(Terminal& terminal, const StyledText& text, std::size_t indent, std::size_t columns,
                   std::size_t lines_max) {
  for (const StyledText& line : wrap(text, columns, lines_max)) {
    terminal.write(std::string(indent, ' '));
    terminal.line(render(terminal, line));
  }
}

std::string render(const Terminal& terminal, const StyledText& text) {
  std::string line;
  for (const Span& span : text) line += terminal.styled(span.style, span.text);
  return line;
}

std::size_t width_of(const StyledText& text) {
  std::size_t columns = 0;
  for (const Span& span : text) columns += text::display_width(span.text);
  return columns;
}

std::string pad_left(std::string_view text, std::size_t columns) {
  const std::size_t width = text::display_width(text);
  return std::string(columns > width ? columns - width : 0, ' ').append(text);
}

std::string pad_right(std::string_view text, std::size_t columns) {
  const std::size_t width = text::display_width(text);
  return std::string(text).append(columns > width ? columns - width : 0, ' ');
}

void write_fact(Terminal& terminal, std::string_view label, const std::string& fact) {
  if (fact.empty()) return;
  const auto lines = wrap({{fact}}, terminal.width() - kLabelColumns);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    terminal.line(terminal.styled(Style::kDim, pad_right(i == 0 ? label : "", kLabelColumns)) +
                  render(terminal, lines[i]));
  }
}

}  // namespace broadsheet::app
