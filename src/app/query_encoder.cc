// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/query_encoder.h"

#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "encode/model_store.h"

namespace broadsheet::app {
namespace {

// Questions that an encoder remembers: some hundred kilobytes.
constexpr std::size_t kRememberedMax = 128;

class RememberingEncoder {
 public:
  explicit RememberingEncoder(std::unique_ptr<encode::Encoder> encoder) : encoder_(std::move(encoder)) {}

  Result<std::vector<float>> encode(std::string_view text) {
    for (auto at = remembered_.begin(); at != remembered_.end(); ++at) {
      if (at->first != text) continue;
      remembered_.splice(remembered_.begin(), remembered_, at);
      return remembered_.front().second;
    }
    std::vector<float> vector(encoder_->dimension());
    TRY_VOID(encoder_->encode(text, encode::TextKind::kQuery, vector));
    remembered_.emplace_front(text, vector);
    if (remembered_.size() > kRememberedMax) remembered_.pop_back();
    return vector;
  }

 private:
  std::unique_ptr<encode::Encoder> encoder_;
  std::list<std::pair<std::string, std::vector<float>>> remembered_;  // the last one first
};

}  // namespace

std::shared_ptr<const encode::Model> load_model(const Context& context,
                                                const std::function<void(const std::string& why)>& tell) {
  auto model = encode::ModelStore(context.folder.models_path()).load();
  if (model.ok()) return std::move(model).value();
  const bool missing = model.error().code() == ErrorCode::kNotFound;
  tell((missing ? "search goes by words alone: "
                : "the sentence model does not work, so search goes by words: ") +
       model.error().message());
  return nullptr;
}

search::QueryEncoder make_query_encoder(std::shared_ptr<const encode::Model> model) {
  if (model == nullptr) return {};
  const auto encoder = std::make_shared<RememberingEncoder>(model->make_encoder());  // std::function copies
  return [encoder](std::string_view text) { return encoder->encode(text); };
}

}  // namespace broadsheet::app
