// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A model of a folder, run by ONNX Runtime.

#ifndef BROADSHEET_ENCODE_ONNX_MODEL_H_
#define BROADSHEET_ENCODE_ONNX_MODEL_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "encode/encoder.h"
#include "encode/model_manifest.h"
#include "encode/onnx_runtime.h"

namespace broadsheet::encode {

// Verifies every file of the model against its manifest, loads it and encodes a first text, so that a model
// that does not fit its manifest is refused here and not in the middle of the work. Errors begin with the
// name of the model's folder. One session is shared by all encoders of the model.
Result<std::shared_ptr<const Model>> load_onnx_model(std::shared_ptr<const OnnxRuntime> runtime,
                                                     const std::string& folder);

// The identity of the vectors that such a model makes (docs/formats/model.md).
std::string fingerprint_of(const ModelManifest& manifest, const std::string& runtime_version);

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_ONNX_MODEL_H_
