// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Lines and columns of text files, plain or packed.

#ifndef BROADSHEET_EVALUATE_LINES_H_
#define BROADSHEET_EVALUATE_LINES_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace broadsheet::evaluate {

// Calls `on_line` for each line of the file (gzip and zstd by content) that is not empty, and stops at its
// first error, which then says file and line. A line is borrowed until the next.
Result<void> for_each_line(const std::string& path,
                           const std::function<Result<void>(std::string_view)>& on_line);

// The columns of a line; with a blank as separator, runs of blanks and tabs part columns.
std::vector<std::string_view> split_columns(std::string_view line, char separator);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_LINES_H_
