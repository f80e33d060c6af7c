// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Output to a person or to a program. A Terminal knows whether a person is looking, how wide the
// window is and whether colours are welcome, so that the commands only say what they mean.
//
// Colours appear only on a terminal, and not where NO_COLOR is set or TERM is "dumb". The width is
// COLUMNS where that is set, else the window's, else 80.

#ifndef BROADSHEET_APP_TERMINAL_H_
#define BROADSHEET_APP_TERMINAL_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet::app {

enum class Style { kPlain, kBold, kDim, kAccent, kHighlight, kNumber, kError };

// Confined to one thread.
class Terminal {
 public:
  // Writes to the open descriptor `fd`, which it does not own, and looks at the environment.
  static Terminal for_descriptor(int fd);
  // For tests: text is collected in taken().
  static Terminal for_text(std::size_t width, bool colours);

  bool interactive() const { return interactive_; }
  bool colours() const { return colours_; }
  // Columns, kColumnsMin to kColumnsMax.
  std::size_t width() const { return width_; }

  // `text` with the escapes of `style` around it, or as it is where there are no colours.
  std::string styled(Style style, std::string_view text) const;

  // Buffered. A failed write is remembered, and everything after it dropped.
  void write(std::string_view text);
  void line(std::string_view text);
  // Sends what is buffered. kIo after a failed write; true in gone() if the reader has gone away.
  Result<void> flush();
  // The reader closed the pipe, as `head` does: nothing to complain about, but no reason to go on.
  bool gone() const { return error_number_ == kBrokenPipe; }

  const std::string& taken() const { return buffer_; }

 private:
  static const int kBrokenPipe;

  int fd_ = -1;
  bool interactive_ = false;
  bool colours_ = false;
  std::size_t width_ = 80;
  int error_number_ = 0;
  std::string buffer_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_TERMINAL_H_
