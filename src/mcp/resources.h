// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers as resources: Markdown at broadsheet://papers/{id}. Inside the room.

#ifndef BROADSHEET_MCP_RESOURCES_H_
#define BROADSHEET_MCP_RESOURCES_H_

#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "base/result.h"
#include "mcp/library.h"
#include "store/paper_view.h"

namespace broadsheet::mcp {

// "broadsheet://papers/2608.01234", "broadsheet://papers/doi%3A10.1000%2Fx".
std::string resource_uri(const store::PaperView& paper);

// The id in such an address; empty for any other.
std::string id_of_resource(std::string_view uri);

// "resources": [...]: the papers of the newest edition, at most kResourcesListed. All others are found by the
// template: a list of millions would be read to its end by a client that pages.
Result<void> write_resources(const Library& library, JsonWriter& json);

// "resourceTemplates": [...].
void write_resource_templates(JsonWriter& json);

// "contents": [...]. kNotFound for what is no paper's address.
Result<void> write_resource(const Library& library, std::string_view uri, JsonWriter& json);

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_RESOURCES_H_
