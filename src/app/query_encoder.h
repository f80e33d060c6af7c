// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The model that encodes papers and questions, and what to say where there is none.

#ifndef BROADSHEET_APP_QUERY_ENCODER_H_
#define BROADSHEET_APP_QUERY_ENCODER_H_

#include <functional>
#include <memory>
#include <string>

#include "app/context.h"
#include "encode/encoder.h"
#include "search/searcher.h"

namespace broadsheet::app {

// The model in use; null where none is installed, or none that works: then search goes by words, and `tell`
// hears why, in a sentence.
std::shared_ptr<const encode::Model> load_model(const Context& context,
                                                const std::function<void(const std::string& why)>& tell);

// Encodes questions with an encoder of its own, and remembers the last of them: paging asks the same again.
// Confined to the thread that calls it. `model` may be null: then there is none.
search::QueryEncoder make_query_encoder(std::shared_ptr<const encode::Model> model);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_QUERY_ENCODER_H_
