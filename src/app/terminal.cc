// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/terminal.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/limits.h"

namespace broadsheet::app {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read before any thread
  return value == nullptr ? std::string_view() : value;
}

std::size_t clamp_columns(std::size_t columns) {
  return std::clamp(columns, kColumnsMin, kColumnsMax);
}

std::size_t columns_of(int fd) {
  const std::string_view asked = environment("COLUMNS");
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), columns);
  if (error == std::errc() && end == asked.data() + asked.size() && columns > 0)
    return clamp_columns(columns);
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return clamp_columns(size.ws_col);
  return kColumnsDefault;
}

// Bold and dim keep to the reader's own colours; the few colours are of the basic eight, which every
// theme has made readable.
std::string_view escape_of(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\x1b[1m";
    case Style::kDim:
      return "\x1b[2m";
    case Style::kAccent:
      return "\x1b[36m";
    case Style::kHighlight:
      return "\x1b[1;33m";
    case Style::kNumber:
      return "\x1b[32m";
    case Style::kError:
      return "\x1b[1;31m";
  }
  return "";
}

}  // namespace

const int Terminal::kBrokenPipe = EPIPE;

Terminal Terminal::for_descriptor(int fd) {
  Terminal terminal;
  terminal.fd_ = fd;
  terminal.interactive_ = isatty(fd) == 1;
  terminal.colours_ =
      terminal.interactive_ && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  terminal.width_ = columns_of(fd);
  return terminal;
}

Terminal Terminal::for_text(std::size_t width, bool colours) {
  Terminal terminal;
  terminal.width_ = width;
  terminal.colours_ = colours;
  return terminal;
}

std::string Terminal::styled(Style style, std::string_view text) const {
  if (!colours_ || style == Style::kPlain || text.empty()) return std::string(text);
  return std::string(escape_of(style)).append(text).append("\x1b[0m");
}

void Terminal::write(std::string_view text) {
  if (error_number_ != 0) return;
  buffer_.append(text);
  // flush() keeps the error until the command asks for it.
  if (fd_ >= 0 && buffer_.size() >= kOutputBufferBytes) (void)flush().ok();
}

void Terminal::line(std::string_view text) {
  write(text);
  write("\n");
}

Result<void> Terminal::flush() {
  if (fd_ < 0) return {};
  std::string_view rest = buffer_;
  while (error_number_ == 0 && !rest.empty()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error_number_ = errno;
    }
  }
  buffer_.clear();
  if (error_number_ == 0) return {};
  errno = error_number_;
  return errno_error("write", "standard output");
}

}  // namespace broadsheet::app
