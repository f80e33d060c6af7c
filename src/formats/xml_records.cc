// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/xml_records.h"

#include <algorithm>
#include <array>
#include <expat.h>
#include <fmt/format.h>
#include <optional>

#include "base/check.h"
#include "formats/limits.h"
#include "text/entities.h"

namespace broadsheet::formats {
namespace {

constexpr auto kNone = std::string_view::npos;

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == kNone ? std::string_view() : name.substr(0, colon);
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == kNone ? name : name.substr(colon + 1);
}

bool binds_namespace(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:");
}

// The namespaces that are in force. Many feeds and dumps use a prefix that nobody declared, which Expat would
// refuse together with the whole document; here such an element has no namespace.
class Namespaces {
 public:
  // The declarations of an element at this depth. False if they are more than kXmlNamespacesMax.
  bool open(std::size_t depth, const XML_Char** attributes) {
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view name = attributes[0];
      if (!binds_namespace(name)) continue;
      if (bindings_.size() == kXmlNamespacesMax) return false;
      bindings_.push_back({std::string(name == "xmlns" ? "" : local_name(name)), attributes[1], depth});
    }
    return true;
  }

  void close(std::size_t depth) {
    while (!bindings_.empty() && bindings_.back().depth == depth) bindings_.pop_back();
  }

  std::string_view of(std::string_view name) const {
    const std::string_view prefix = prefix_of(name);
    const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [&](const Binding& binding) { return binding.prefix == prefix; });
    return found == bindings_.rend() ? std::string_view() : std::string_view(found->uri);
  }

 private:
  struct Binding {
    std::string prefix;
    std::string uri;
    std::size_t depth;
  };
  std::vector<Binding> bindings_;
};

XmlElement make_element(std::string_view name, std::string_view space, const XML_Char** attributes) {
  XmlElement element;
  element.name = local_name(name);
  element.space = space;
  for (; *attributes != nullptr; attributes += 2) {
    if (!binds_namespace(attributes[0]))
      element.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
  }
  return element;
}

// Elements that stand apart from the words around them.
bool is_block(std::string_view name) {
  constexpr std::array kBlocks{"p",   "div",  "br",        "li",           "ul",        "ol", "title",
                               "sec", "para", "td",        "tr",           "h1",        "h2", "h3",
                               "h4",  "list", "list-item", "disp-formula", "blockquote"};
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
}

void append_all_text(const XmlElement& element, std::string& out) {
  const std::string_view text = element.text;
  std::size_t done = 0;
  for (const XmlElement& child : element.children) {
    const bool apart = is_block(child.name);
    out.append(text.substr(done, child.text_before - done)).append(apart ? " " : "");
    append_all_text(child, out);
    out.append(apart ? " " : "");
    done = child.text_before;
  }
  out.append(text.substr(done));
}

}  // namespace

const XmlElement* XmlElement::child(std::string_view wanted) const {
  const auto found =
      std::find_if(children.begin(), children.end(), [&](const XmlElement& c) { return c.name == wanted; });
  return found == children.end() ? nullptr : &*found;
}

std::string_view XmlElement::child_text(std::string_view wanted) const {
  const XmlElement* found = child(wanted);
  return found == nullptr ? std::string_view() : std::string_view(found->text);
}

std::string_view XmlElement::attribute(std::string_view wanted) const {
  for (const auto& [attribute_name, value] : attributes) {
    if (attribute_name == wanted) return value;
  }
  return {};
}

std::string XmlElement::all_text() const {
  std::string all;
  append_all_text(*this, all);
  return all;
}

struct XmlRecords::State {
  explicit State(Handler& h) : handler(h), parser(XML_ParserCreate(nullptr)) {
    CHECK(parser != nullptr);
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, &State::on_start, &State::on_end);
    XML_SetCharacterDataHandler(parser, &State::on_text);
    XML_SetStartDoctypeDeclHandler(parser, &State::on_doctype);
    XML_SetSkippedEntityHandler(parser, &State::on_skipped_entity);
  }
  ~State() { XML_ParserFree(parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static State& self(void* user) { return *static_cast<State*>(user); }
  static void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
    self(user).start(name, attributes);
  }
  static void on_end(void* user, const XML_Char*) { self(user).end(); }
  static void on_text(void* user, const XML_Char* text, int size) {
    self(user).add_text({text, static_cast<std::size_t>(size)});
  }
  // Called at the '[', so before any declaration.
  static void on_doctype(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int declares) {
    if (declares != 0) self(user).refuse("a DOCTYPE with declarations, which is refused");
  }
  // An entity that the document's DTD would define. We know those of HTML, which most DTDs have; any other
  // stays as it is written.
  static void on_skipped_entity(void* user, const XML_Char* name, int is_parameter) {
    if (is_parameter == 0) self(user).add_text(text::decode_entities(fmt::format("&{};", name)));
  }

  Result<void> parse(bool is_final) {
    fed += piece.size();
    window += piece;
    const auto status =
        XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), static_cast<int>(is_final));
    piece.clear();
    if (stopped) return {};
    if (status != XML_STATUS_OK) {
      return fail(ErrorCode::kInvalid, refused.empty() ? XML_ErrorString(XML_GetErrorCode(parser)) : refused);
    }
    const std::uint64_t at = byte_index();
    if (fed - std::min(at, fed) > kXmlTokenBytesMax) {
      return fail(ErrorCode::kTooLarge, fmt::format("a tag longer than {} bytes", kXmlTokenBytesMax));
    }
    trim_window(record ? record->where.offset.value_or(at) : at);
    return {};
  }

  Error fail(ErrorCode code, std::string_view reason) {
    const std::uint64_t at = byte_index();
    stopped = true;
    return {code, fmt::format("invalid XML at byte {}: {}", at, reason)};
  }

  void refuse(std::string_view reason) {
    refused = reason;
    XML_StopParser(parser, XML_FALSE);
  }

  std::uint64_t byte_index() const {
    const auto index = XML_GetCurrentByteIndex(parser);
    return index < 0 ? fed : static_cast<std::uint64_t>(index);
  }

  // The window holds the bytes from window_start to fed: those of the open record and of the open token.
  void trim_window(std::uint64_t from) {
    if (record && window.size() > kRecordBytesMax) {
      record->too_long = true;
      from = fed;
    }
    if (from <= window_start) return;
    window.erase(0, from - window_start);
    window_start = from;
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (++depth > kXmlDepthMax) return refuse(fmt::format("elements nested deeper than {}", kXmlDepthMax));
    field.reset();
    if (depth == 1) root = local_name(name);
    if (!namespaces.open(depth, attributes))
      return refuse(fmt::format("more than {} namespaces", kXmlNamespacesMax));
    const auto element = [&] { return make_element(name, namespaces.of(name), attributes); };
    if (record) {
      if (++elements > kXmlElementsMax) record->too_long = true;
      if (record->too_long) return;
      // The parent's list does not grow while its last child is open, so the pointers stay.
      XmlElement& parent = *open.back();
      open.push_back(&parent.children.emplace_back(element()));
      open.back()->text_before = parent.text.size();
    } else if (handler.is_record(depth, local_name(name))) {
      record.emplace();
      record->where.offset = byte_index();
      record->element = element();
      record_depth = depth;
      elements = 1;
      text_bytes = 0;
      open = {&record->element};
    } else {
      field = element();
      handler.on_start(depth, *field);
    }
  }

  void add_text(std::string_view text) {
    if (record) {
      text_bytes += text.size();
      if (text_bytes > kRecordBytesMax) record->too_long = true;
      if (!record->too_long) open.back()->text.append(text);
    } else if (field) {
      field->text.append(text.substr(0, kUrlBytesMax - std::min(kUrlBytesMax, field->text.size())));
    }
  }

  void end() {
    if (record) {
      if (depth == record_depth) {
        end_record();
      } else if (!record->too_long) {
        open.pop_back();
      }
    } else if (field) {
      handler.on_field(depth, *field);
      field.reset();
    }
    namespaces.close(depth);
    --depth;
    if (stopped) XML_StopParser(parser, XML_FALSE);
  }

  void end_record() {
    const std::uint64_t from = *record->where.offset;
    const std::uint64_t to = byte_index() + static_cast<std::uint64_t>(XML_GetCurrentByteCount(parser));
    if (to - from > kRecordBytesMax) record->too_long = true;
    if (!record->too_long && from >= window_start)
      record->raw = window.substr(from - window_start, to - from);
    open.clear();
    XmlRecord found = *std::move(record);
    record.reset();
    handler.on_record(std::move(found));
    stopped = handler.stopped();
  }

  Handler& handler;
  XML_Parser parser;
  std::string root;
  std::string piece;
  std::string window;
  std::uint64_t window_start = 0;
  std::uint64_t fed = 0;
  std::size_t depth = 0;
  Namespaces namespaces;
  std::optional<XmlRecord> record;  // the one that is open
  std::size_t record_depth = 0;
  std::vector<XmlElement*> open;  // from the record inwards
  std::size_t elements = 0;       // of the open record
  std::size_t text_bytes = 0;
  std::optional<XmlElement> field;  // the innermost open element outside of records, while it has no child
  bool stopped = false;
  std::string refused;
};

XmlRecords::XmlRecords(Handler& handler) : state_(std::make_unique<State>(handler)) {}
XmlRecords::~XmlRecords() = default;

// Expat always sees pieces of the same size, however the bytes come in.
Result<void> XmlRecords::feed(std::string_view bytes) {
  State& state = *state_;
  while (!bytes.empty() && !state.stopped) {
    const std::size_t taken = std::min(kXmlPieceBytes - state.piece.size(), bytes.size());
    state.piece.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    if (state.piece.size() == kXmlPieceBytes) TRY_VOID(state.parse(false));
  }
  return {};
}

Result<void> XmlRecords::finish() {
  if (state_->stopped) return {};
  return state_->parse(true);
}

std::string_view XmlRecords::root() const {
  return state_->root;
}

}  // namespace broadsheet::formats
