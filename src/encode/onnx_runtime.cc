// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/onnx_runtime.h"

#include <algorithm>
#include <array>
#include <dlfcn.h>
#include <string_view>
#include <utility>

#include "base/check.h"

namespace broadsheet::encode {
namespace {

// The interface is a table of functions whose places are fixed for ever; its objects are opaque to us. A call
// gives a status, null when all is well.
using Function = void (*)();
using Status = void*;

struct ApiBase {
  const Function* (*get_api)(std::uint32_t version);
  const char* (*get_version)();
};

constexpr std::uint32_t kApiVersion = 17;
constexpr int kLogFatal = 4;
constexpr int kOptimizeAll = 99;
constexpr int kInt64 = 7;
constexpr int kFloat = 1;
constexpr int kArenaAllocator = 1;
constexpr int kDefaultMemory = 0;

constexpr const char* kIds = "input_ids";
constexpr const char* kMask = "attention_mask";
constexpr const char* kTypes = "token_type_ids";
constexpr const char* kOutput = "last_hidden_state";

}  // namespace

struct OnnxRuntime::Api {
  const char* (*message)(const void* status);
  Status (*create_env)(int level, const char* name, void** env);
  Status (*create_session)(const void* env, const void* bytes, std::size_t size, const void* options,
                           void** session);
  Status (*run)(void* session, const void* run_options, const char* const* input_names,
                const void* const* inputs, std::size_t input_count, const char* const* output_names,
                std::size_t output_count, void** outputs);
  Status (*create_options)(void** options);
  Status (*set_optimization)(void* options, int level);
  Status (*set_intra_threads)(void* options, int threads);
  Status (*set_inter_threads)(void* options, int threads);
  Status (*input_count)(const void* session, std::size_t* count);
  Status (*input_name)(const void* session, std::size_t at, void* allocator, char** name);
  Status (*create_tensor)(const void* memory, void* data, std::size_t bytes, const std::int64_t* shape,
                          std::size_t rank, int type, void** value);
  Status (*tensor_data)(void* value, void** data);
  Status (*element_type)(const void* info, int* type);
  Status (*rank)(const void* info, std::size_t* rank);
  Status (*shape)(const void* info, std::int64_t* shape, std::size_t rank);
  Status (*type_and_shape)(const void* value, void** info);
  Status (*create_memory)(int allocator, int memory_type, void** memory);
  Status (*allocator_free)(void* allocator, void* memory);
  Status (*default_allocator)(void** allocator);
  void (*release_env)(void* env);
  void (*release_status)(void* status);
  void (*release_memory)(void* memory);
  void (*release_session)(void* session);
  void (*release_value)(void* value);
  void (*release_info)(void* info);
  void (*release_options)(void* options);
  Status (*add_config)(void* options, const char* key, const char* value);

  explicit Api(const Function* table);

  // Turns a status into a Result, and releases it.
  Result<void> check(Status status, ErrorCode code) const {
    if (status == nullptr) return {};
    Error error(code, std::string("the runtime says: ") + message(status));
    release_status(status);
    return error;
  }
};

namespace {

template <typename Pointer>
void take(Pointer& into, const Function* table, std::size_t place) {
  into = reinterpret_cast<Pointer>(table[place]);
}

// Releases an object of the runtime at the end of a scope.
class Released {
 public:
  explicit Released(void (*release)(void*)) : release_(release) {}
  ~Released() {
    if (object != nullptr) release_(object);
  }
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;

  void* object = nullptr;

 private:
  void (*release_)(void*);
};

}  // namespace

OnnxRuntime::Api::Api(const Function* table) {
  take(message, table, 2);
  take(create_env, table, 3);
  take(create_session, table, 8);  // from bytes: what is loaded is what was verified
  take(run, table, 9);
  take(create_options, table, 10);
  take(set_optimization, table, 23);
  take(set_intra_threads, table, 24);
  take(set_inter_threads, table, 25);
  take(input_count, table, 30);
  take(input_name, table, 36);
  take(create_tensor, table, 49);
  take(tensor_data, table, 51);
  take(element_type, table, 60);
  take(rank, table, 61);
  take(shape, table, 62);
  take(type_and_shape, table, 65);
  take(create_memory, table, 69);
  take(allocator_free, table, 76);
  take(default_allocator, table, 78);
  take(release_env, table, 92);
  take(release_status, table, 93);
  take(release_memory, table, 94);
  take(release_session, table, 95);
  take(release_value, table, 96);
  take(release_info, table, 99);
  take(release_options, table, 100);
  take(add_config, table, 130);
}

OnnxRuntime::OnnxRuntime() = default;

OnnxRuntime::~OnnxRuntime() {
  if (memory_ != nullptr) api_->release_memory(memory_);
  if (environment_ != nullptr) api_->release_env(environment_);
}

Result<std::shared_ptr<const OnnxRuntime>> OnnxRuntime::load(const std::string& library) {
  // Never unloaded: its threads' last words would be spoken by code that is gone.
  void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr) {
    const char* why = dlerror();  // NOLINT(concurrency-mt-unsafe): of this thread, in glibc
    return Error(ErrorCode::kUnsupported,
                 "the runtime cannot be loaded: " + (why == nullptr ? library : std::string(why)));
  }
  const auto get_base = reinterpret_cast<const ApiBase* (*)()>(dlsym(handle, "OrtGetApiBase"));
  if (get_base == nullptr) {
    return Error(ErrorCode::kUnsupported, library + " is no ONNX Runtime: it has no OrtGetApiBase");
  }
  const ApiBase* base = get_base();
  std::shared_ptr<OnnxRuntime> runtime(new OnnxRuntime());
  runtime->version_ = base->get_version();
  const Function* table = base->get_api(kApiVersion);
  if (table == nullptr) {
    return Error(ErrorCode::kUnsupported, library + " is ONNX Runtime " + runtime->version_ +
                                              ", older than interface " + std::to_string(kApiVersion) +
                                              ": install a newer one");
  }
  runtime->api_ = std::make_unique<const Api>(table);
  const Api& api = *runtime->api_;
  TRY_VOID(api.check(api.create_env(kLogFatal, "broadsheet", &runtime->environment_), ErrorCode::kIo));
  TRY_VOID(api.check(api.create_memory(kArenaAllocator, kDefaultMemory, &runtime->memory_), ErrorCode::kIo));
  TRY_VOID(api.check(api.default_allocator(&runtime->allocator_), ErrorCode::kIo));
  return std::shared_ptr<const OnnxRuntime>(std::move(runtime));
}

HiddenStates::HiddenStates(HiddenStates&& other) noexcept
    : runtime_(other.runtime_),
      value_(std::exchange(other.value_, nullptr)),
      data_(other.data_),
      tokens_(other.tokens_),
      dimension_(other.dimension_) {}

HiddenStates::~HiddenStates() {
  if (value_ != nullptr) runtime_->api_->release_value(value_);
}

OnnxSession::OnnxSession(std::shared_ptr<const OnnxRuntime> runtime, std::size_t tokens_max)
    : runtime_(std::move(runtime)), ones_(tokens_max, 1), zeros_(tokens_max, 0) {}

OnnxSession::~OnnxSession() {
  if (session_ != nullptr) runtime_->api_->release_session(session_);
}

Result<std::unique_ptr<OnnxSession>> OnnxSession::create(std::shared_ptr<const OnnxRuntime> runtime,
                                                         std::span<const std::uint8_t> graph,
                                                         std::size_t tokens_max) {
  std::unique_ptr<OnnxSession> made(new OnnxSession(std::move(runtime), tokens_max));
  TRY_VOID(made->open(graph));
  TRY_VOID(made->read_inputs());
  return made;
}

Result<void> OnnxSession::open(std::span<const std::uint8_t> graph) {
  const OnnxRuntime::Api& api = *runtime_->api_;
  Released options(api.release_options);
  TRY_VOID(api.check(api.create_options(&options.object), ErrorCode::kIo));
  TRY_VOID(api.check(api.set_optimization(options.object, kOptimizeAll), ErrorCode::kIo));
  TRY_VOID(api.check(api.set_intra_threads(options.object, 1), ErrorCode::kIo));
  TRY_VOID(api.check(api.set_inter_threads(options.object, 1), ErrorCode::kIo));
  TRY_VOID(api.check(api.add_config(options.object, "session.intra_op.allow_spinning", "0"), ErrorCode::kIo));
  return api.check(
      api.create_session(runtime_->environment_, graph.data(), graph.size(), options.object, &session_),
      ErrorCode::kDamaged);
}

Result<void> OnnxSession::read_inputs() {
  const OnnxRuntime::Api& api = *runtime_->api_;
  std::size_t count = 0;
  TRY_VOID(api.check(api.input_count(session_, &count), ErrorCode::kDamaged));
  std::size_t known = 0;
  for (std::size_t i = 0; i < count; ++i) {
    char* name = nullptr;
    TRY_VOID(api.check(api.input_name(session_, i, runtime_->allocator_, &name), ErrorCode::kDamaged));
    const std::string copy = name;
    TRY_VOID(api.check(api.allocator_free(runtime_->allocator_, name), ErrorCode::kDamaged));
    if (copy == kTypes) {
      takes_types_ = true;
    } else if (copy == kIds || copy == kMask) {
      ++known;
    } else {
      return Error(ErrorCode::kUnsupported, "the graph takes '" + copy + "': it is no BERT encoder");
    }
  }
  if (known == 2) return {};
  return Error(ErrorCode::kUnsupported,
               "the graph does not take input_ids and attention_mask: it is no BERT encoder");
}

Result<HiddenStates> OnnxSession::run(std::span<const TokenId> ids) const {
  CHECK(!ids.empty() && ids.size() <= ones_.size());
  const OnnxRuntime::Api& api = *runtime_->api_;
  const std::array<std::int64_t, 2> shape = {1, static_cast<std::int64_t>(ids.size())};
  const std::array<const char*, 3> names = {kIds, kMask, kTypes};
  const std::array<const TokenId*, 3> data = {ids.data(), ones_.data(), zeros_.data()};
  std::array<Released, 3> tensors = {Released(api.release_value), Released(api.release_value),
                                     Released(api.release_value)};
  std::array<const void*, 3> inputs{};
  const std::size_t count = takes_types_ ? 3 : 2;
  for (std::size_t i = 0; i < count; ++i) {
    // The interface takes what it may write to; inputs it only reads.
    void* values = const_cast<TokenId*>(data[i]);
    TRY_VOID(api.check(api.create_tensor(runtime_->memory_, values, ids.size_bytes(), shape.data(),
                                         shape.size(), kInt64, &tensors[i].object),
                       ErrorCode::kDamaged));
    inputs[i] = tensors[i].object;
  }
  const char* output = kOutput;
  void* value = nullptr;
  TRY_VOID(api.check(api.run(session_, nullptr, names.data(), inputs.data(), count, &output, 1, &value),
                     ErrorCode::kDamaged));
  HiddenStates states(*runtime_, value);
  Released info(api.release_info);
  std::size_t rank = 0;
  int type = 0;
  TRY_VOID(api.check(api.type_and_shape(value, &info.object), ErrorCode::kDamaged));
  TRY_VOID(api.check(api.element_type(info.object, &type), ErrorCode::kDamaged));
  TRY_VOID(api.check(api.rank(info.object, &rank), ErrorCode::kDamaged));
  std::array<std::int64_t, 3> got{};
  if (rank == got.size()) TRY_VOID(api.check(api.shape(info.object, got.data(), rank), ErrorCode::kDamaged));
  if (type != kFloat || rank != got.size() || got[0] != 1 || got[1] != shape[1] || got[2] < 1) {
    return Error(ErrorCode::kUnsupported,
                 "the graph's last_hidden_state is not [1, tokens, dimension] in floats");
  }
  void* floats = nullptr;
  TRY_VOID(api.check(api.tensor_data(value, &floats), ErrorCode::kDamaged));
  states.data_ = static_cast<const float*>(floats);
  states.tokens_ = ids.size();
  states.dimension_ = static_cast<std::size_t>(got[2]);
  return states;
}

}  // namespace broadsheet::encode
