// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/tools.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "formats/fields.h"
#include "papers/paper_search.h"
#include "text/ids.h"

namespace broadsheet::mcp {
namespace {

constexpr std::array<const Tool*, 6> kTools{&kSearchTool,  &kPaperTool,    &kSimilarTool,
                                            &kEditionTool, &kTrendingTool, &kExportTool};

}  // namespace

std::span<const Tool* const> all_tools() {
  return kTools;
}

const Tool* find_tool(std::string_view name) {
  const auto found = std::ranges::find(kTools, name, &Tool::name);
  return found == kTools.end() ? nullptr : *found;
}

void write_tool(const Tool& tool, JsonWriter& json) {
  json.begin_object().key("name").value(tool.name).key("title").value(tool.title);
  json.key("description").value(tool.about).key("inputSchema");
  write_input_schema(tool.arguments, json);
  json.key("outputSchema").raw(tool.output_schema);
  // Nothing here changes a paper, and nothing outside of this library is asked.
  json.key("annotations").begin_object().key("title").value(tool.title).key("readOnlyHint").value(true);
  json.key("openWorldHint").value(false).end_object().end_object();
}

Result<store::PaperView> find_paper(store::Record& record, std::string_view id) {
  const std::optional<text::PaperIdText> parsed = text::parse_paper_id(id);
  if (!parsed) {
    return Error(ErrorCode::kInvalid, formats::quote(id) +
                                          " is not the id of a paper: write one like 2608.01234, "
                                          "acl:2024.acl-long.12 or doi:10.1000/x");
  }
  TRY(std::optional<store::PaperView> paper, papers::of_record(record.paper_by_id(parsed->prefixed)));
  if (!paper)
    return Error(ErrorCode::kNotFound,
                 "no paper here has the id " + parsed->prefixed + ": search finds what there is");
  return std::move(*paper);
}

}  // namespace broadsheet::mcp
