// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/commands.h"

namespace broadsheet::app {

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> commands;
  commands.push_back(make_ingest_command());
  commands.push_back(make_harvest_command());
  commands.push_back(make_source_command());
  commands.push_back(make_merge_command());
  commands.push_back(make_day_command());
  commands.push_back(make_week_command());
  commands.push_back(make_month_command());
  commands.push_back(make_trending_command());
  commands.push_back(make_search_command());
  commands.push_back(make_similar_command());
  commands.push_back(make_categories_command());
  commands.push_back(make_author_command());
  commands.push_back(make_show_command());
  commands.push_back(make_export_command());
  commands.push_back(make_library_command());
  commands.push_back(make_serve_command());
  commands.push_back(make_account_command());
  commands.push_back(make_job_command());
  commands.push_back(make_moderate_command());
  commands.push_back(make_digest_command());
  commands.push_back(make_mcp_command());
  commands.push_back(make_status_command());
  commands.push_back(make_check_command());
  commands.push_back(make_follow_command());
  commands.push_back(make_rebuild_command());
  commands.push_back(make_compact_command());
  commands.push_back(make_backup_command());
  commands.push_back(make_restore_command());
  commands.push_back(make_model_command());
  commands.push_back(make_config_command());
  commands.push_back(make_eval_command());
  return commands;
}

}  // namespace broadsheet::app
