// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The makers of all commands, one source file each or one for commands that are nearly the same.

#ifndef BROADSHEET_APP_COMMANDS_H_
#define BROADSHEET_APP_COMMANDS_H_

#include <memory>

#include "app/command.h"

namespace broadsheet::app {

std::unique_ptr<Command> make_ingest_command();
std::unique_ptr<Command> make_harvest_command();
std::unique_ptr<Command> make_source_command();
std::unique_ptr<Command> make_merge_command();
std::unique_ptr<Command> make_day_command();
std::unique_ptr<Command> make_week_command();
std::unique_ptr<Command> make_month_command();
std::unique_ptr<Command> make_trending_command();
std::unique_ptr<Command> make_search_command();
std::unique_ptr<Command> make_similar_command();
std::unique_ptr<Command> make_categories_command();
std::unique_ptr<Command> make_account_command();
std::unique_ptr<Command> make_job_command();
std::unique_ptr<Command> make_moderate_command();
std::unique_ptr<Command> make_digest_command();
std::unique_ptr<Command> make_library_command();
std::unique_ptr<Command> make_author_command();
std::unique_ptr<Command> make_show_command();
std::unique_ptr<Command> make_export_command();
std::unique_ptr<Command> make_serve_command();
std::unique_ptr<Command> make_mcp_command();
std::unique_ptr<Command> make_status_command();
std::unique_ptr<Command> make_check_command();
std::unique_ptr<Command> make_follow_command();
std::unique_ptr<Command> make_rebuild_command();
std::unique_ptr<Command> make_compact_command();
std::unique_ptr<Command> make_backup_command();
std::unique_ptr<Command> make_restore_command();
std::unique_ptr<Command> make_model_command();
std::unique_ptr<Command> make_config_command();
std::unique_ptr<Command> make_eval_command();

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_COMMANDS_H_
