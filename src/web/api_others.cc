// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What clients of the public API ask for beside papers.

#include "base/json_writer.h"
#include "web/handlers.h"

namespace broadsheet::web {

// Repositories that cite a paper: none are known here.
http::Response api_arxiv_repos(Exchange&) {
  return json_response(R"({"models":[],"datasets":[],"spaces":[]})");
}

http::Response api_repos(Exchange&) {
  return json_response("[]");
}

// Every start of the Python client asks for this, and remembers the answer for a day if there is one.
http::Response api_agent_harnesses(Exchange&) {
  return json_response(R"({"standardEnvVars":["AI_AGENT","AGENT"],"harnesses":{}})");
}

http::Response api_whoami(Exchange&) {
  return error_response(401, "Invalid username or password.");
}

http::Response api_needs_account(Exchange&) {
  return error_response(401, "Invalid username or password.");
}

}  // namespace broadsheet::web
