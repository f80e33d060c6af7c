// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The tools, a file each. What one gives is one JSON object, the same that the API or `--json` of the command
// gives, so that a text of a paper is a value in it and nothing else. Inside the room.

#ifndef BROADSHEET_MCP_TOOLS_H_
#define BROADSHEET_MCP_TOOLS_H_

#include <span>
#include <string_view>

#include "base/json_writer.h"
#include "base/result.h"
#include "mcp/arguments.h"
#include "mcp/library.h"
#include "mcp/limits.h"
#include "store/paper_view.h"

namespace broadsheet::mcp {

struct Tool {
  std::string_view name;
  std::string_view title;
  std::string_view about;  // for whoever decides whether to call it
  std::span<const Argument> arguments;
  std::string_view output_schema;  // JSON
  // Writes one object. Errors are for the caller; those of kDamaged (the index is), kLocked, kInterrupted and
  // kIo are ours.
  Result<void> (*run)(const Library& library, const Arguments& arguments, JsonWriter& json);
};

// What tools that find papers take for a page of them.
inline constexpr Argument kFoundLimit{.name = "limit",
                                      .kind = ArgumentKind::kNumber,
                                      .about = "Papers to give.",
                                      .missing = "10",
                                      .min = 1,
                                      .max = kPageMax};
inline constexpr Argument kFoundOffset{.name = "offset",
                                       .kind = ArgumentKind::kNumber,
                                       .about = "Papers to leave out at the top, for the next page.",
                                       .missing = "0",
                                       .max = kOffsetMax};

extern const Tool kSearchTool;
extern const Tool kPaperTool;
extern const Tool kSimilarTool;
extern const Tool kEditionTool;
extern const Tool kTrendingTool;
extern const Tool kExportTool;

// In the order in which they are listed.
std::span<const Tool* const> all_tools();
// Null if there is none of that name.
const Tool* find_tool(std::string_view name);

// An element of tools/list.
void write_tool(const Tool& tool, JsonWriter& json);

// The paper of an id in any form that text/ids.h reads. kInvalid if it is none, kNotFound if no paper has it.
Result<store::PaperView> find_paper(store::Record& record, std::string_view id);

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_TOOLS_H_
