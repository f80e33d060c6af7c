// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet config: lists, reads and writes the settings.

#include "app/commands.h"
#include "app/layout.h"
#include "base/json_writer.h"

namespace broadsheet::app {
namespace {

std::string shown(const SettingRow& row) {
  return row.value.empty() ? "(none)" : row.value;
}

class ConfigCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "config",
        .group = "Looking after it",
        .summary = "lists and changes the settings",
        .about =
            "Without words it lists every setting, its value and where that comes from. The settings are "
            "few, and each has a default that suits most. They stand in the file broadsheet.toml of the "
            "data folder, which you may also edit by hand.",
        .examples = {{"broadsheet config", "every setting"},
                     {"broadsheet config get editions.time_zone", "one value, alone on its line"},
                     {"broadsheet config set editions.time_zone Europe/Berlin",
                      "days begin and end as they do in Berlin"},
                     {"broadsheet config path", "where the file is"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION", "list (the default), get, set or path", Need::kOptional, &action_,
                 [](const std::string& value) -> std::optional<std::string> {
                   if (value == "list" || value == "get" || value == "set" || value == "path")
                     return std::nullopt;
                   return "'" + value + "' is none of list, get, set, path";
                 });
    options.word("KEY", "the setting, for get and set", Need::kOptional, &key_);
    options.word("VALUE", "its new value, for set", Need::kOptional, &value_);
    options.flag("--json", "prints the list as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    const std::string path = context.folder.settings_path();
    if (action_ == "path") {
      context.out.line(path);
      return ExitStatus::kDone;
    }
    if (action_ == "set") {
      if (key_.empty() || value_.empty()) return missing(context, "config set KEY VALUE");
      TRY_VOID(context.folder.create());
      TRY_VOID(set_setting(path, key_, value_));
      return ExitStatus::kDone;
    }
    TRY(const Settings settings, load_settings(path));
    if (action_ == "get") {
      if (key_.empty()) return missing(context, "config get KEY");
      return get(context, settings);
    }
    list(context, settings);
    return ExitStatus::kDone;
  }

 private:
  static ExitStatus missing(Context& context, std::string_view usage) {
    notice(context, "a word is missing: broadsheet " + std::string(usage));
    return ExitStatus::kUsage;
  }

  Result<ExitStatus> get(Context& context, const Settings& settings) const {
    for (const SettingRow& row : setting_rows(settings)) {
      if (row.key != key_) continue;
      context.out.line(row.value);
      return ExitStatus::kDone;
    }
    return Error(ErrorCode::kNotFound, "config: no setting is called '" + key_ + "': see broadsheet config");
  }

  void list(Context& context, const Settings& settings) const {
    const std::vector<SettingRow> rows = setting_rows(settings);
    if (json_) {
      JsonWriter json;
      json.begin_object().key("path").value(context.folder.settings_path()).key("settings").begin_array();
      for (const SettingRow& row : rows) {
        json.begin_object().key("key").value(row.key).key("value").value(row.value);
        json.key("source").value(row.is_default ? "default" : "file").key("meaning").value(row.meaning);
        json.end_object();
      }
      json.end_array().end_object();
      context.out.line(json.text());
      return;
    }
    std::size_t keys = 0;
    std::size_t values = 0;
    for (const SettingRow& row : rows) {
      keys = std::max(keys, row.key.size());
      values = std::max(values, shown(row).size());
    }
    for (const SettingRow& row : rows) {
      context.out.line(context.out.styled(Style::kAccent, pad_right(row.key, keys)) + "  " +
                       context.out.styled(Style::kBold, pad_right(shown(row), values)) + "  " +
                       context.out.styled(Style::kDim, row.is_default ? "default" : "file"));
      write_wrapped(context.out, {{row.meaning, Style::kDim}}, 2, context.out.width() - 2);
    }
  }

  std::string action_ = "list";
  std::string key_;
  std::string value_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_config_command() {
  return std::make_unique<ConfigCommand>();
}

}  // namespace broadsheet::app
