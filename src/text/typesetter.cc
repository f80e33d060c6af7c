// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/typesetter.h"

#include <cstdlib>
#include <duktape.h>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/check.h"
#include "base/log.h"
#include "text/limits.h"
#include "text/math_spans.h"
#include "text/mathml.h"
#include "text/readable.h"
#include "text/utf8.h"

namespace broadsheet::text {

// Defined by the build from KaTeX's file and from typeset.js.
std::string_view katex_source();
std::string_view typeset_source();

namespace {

// What KaTeX needs beyond Duktape's ECMAScript 5.
constexpr std::string_view kBefore =
    "Array.prototype.fill=Array.prototype.fill||function(v){for(var i=0;i<this.length;i++)this[i]=v;return "
    "this};";
bool is_too_deep(std::string_view tex) {
  std::size_t open = 0;
  for (const char c : tex) {
    if (c == '{' && ++open > kMathBracesMax) return true;
    if (c == '}' && open > 0) --open;
  }
  return false;
}

bool is_blank(char c) {
  return c == ' ';
}

}  // namespace

// The heap with KaTeX in it. It may only hold kMathHeapBytesMax; what needs more fails as a formula.
class Typesetter::Interpreter {
 public:
  Interpreter() : context_(duk_create_heap(allocate, reallocate, release, this, fail)) {
    CHECK(context_ != nullptr);
    evaluate(kBefore);
    evaluate(katex_source());
    // The function stays at the bottom of the stack.
    CHECK(duk_peval_lstring(context_, typeset_source().data(), typeset_source().size()) == 0);
  }
  ~Interpreter() { duk_destroy_heap(context_); }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  // Cycles of objects remain until the whole heap is looked through. Duktape does that by itself after about
  // three times as many formulas.
  void collect() {
    if (rendered_ < kMathRenderedBetweenRests) return;
    rendered_ = 0;
    duk_gc(context_, 0);
  }

  // KaTeX's HTML; none if it throws.
  std::optional<std::string> render(std::string_view tex, bool display) {
    duk_dup(context_, 0);
    duk_push_lstring(context_, tex.data(), tex.size());
    duk_push_boolean(context_, display ? 1 : 0);
    const bool threw = duk_pcall(context_, 2) != 0;
    ++rendered_;
    std::optional<std::string> html;
    duk_size_t size = 0;
    const char* const text = threw ? nullptr : duk_get_lstring(context_, -1, &size);
    if (text != nullptr) html.emplace(text, size);
    duk_pop(context_);
    return html;
  }

 private:
  // Each block has its size before it.
  static constexpr std::size_t kHead = alignof(std::max_align_t);

  static void* allocate(void* self, duk_size_t size) { return reallocate(self, nullptr, size); }

  static void* reallocate(void* self, void* block, duk_size_t size) {
    auto& interpreter = *static_cast<Interpreter*>(self);
    if (size == 0) {
      release(self, block);
      return nullptr;
    }
    std::size_t* const head = block == nullptr ? nullptr : head_of(block);
    const std::size_t before = head == nullptr ? 0 : *head;
    if (interpreter.held_ - before + size > kMathHeapBytesMax) return nullptr;
    void* const moved = std::realloc(head, size + kHead);
    if (moved == nullptr) return nullptr;
    *static_cast<std::size_t*>(moved) = size;
    interpreter.held_ += size - before;
    return static_cast<char*>(moved) + kHead;
  }

  static void release(void* self, void* block) {
    if (block == nullptr) return;
    std::size_t* const head = head_of(block);
    static_cast<Interpreter*>(self)->held_ -= *head;
    std::free(head);
  }

  static std::size_t* head_of(void* block) {
    return reinterpret_cast<std::size_t*>(static_cast<char*>(block) - kHead);
  }

  // Only for errors outside of protected calls, of which there are none.
  static void fail(void*, const char* message) {
    log_error("the typesetter's interpreter failed", {{"error", message == nullptr ? "" : message}});
    std::abort();
  }

  void evaluate(std::string_view source) {
    const bool failed = duk_peval_lstring(context_, source.data(), source.size()) != 0;
    CHECK(!failed);
    duk_pop(context_);
  }

  std::size_t held_ = 0;
  std::size_t rendered_ = 0;  // since the heap was looked through
  duk_context* context_;
};

// By "$" or "$$" and the TeX.
struct Typesetter::Cache {
  std::unordered_map<std::string, std::optional<SafeHtml>> formulas;
  std::size_t bytes = 0;

  void keep(const std::string& key, const std::optional<SafeHtml>& html) {
    const std::size_t size = key.size() + (html ? html->markup().size() : 0);
    if (formulas.size() >= kMathCachedMax || bytes + size > kMathCachedBytesMax) {
      formulas.clear();
      bytes = 0;
    }
    formulas.emplace(key, html);
    bytes += size;
  }
};

Typesetter::Typesetter() = default;
Typesetter::~Typesetter() = default;
Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;

void Typesetter::warm_up() {
  if (!interpreter_) interpreter_ = std::make_unique<Interpreter>();
}

void Typesetter::rest() {
  if (interpreter_) interpreter_->collect();
}

std::optional<SafeHtml> Typesetter::formula(std::string_view tex, bool display) {
  if (tex.size() > kMathBytesMax || is_too_deep(tex)) return std::nullopt;
  if (!cache_) cache_ = std::make_unique<Cache>();
  const std::string key = (display ? "$$" : "$") + std::string(tex);
  const auto known = cache_->formulas.find(key);
  if (known != cache_->formulas.end()) return known->second;
  warm_up();
  const std::optional<std::string> html = interpreter_->render(tex, display);
  std::optional<SafeHtml> safe = html ? safe_mathml(*html) : std::nullopt;
  cache_->keep(key, safe);
  return safe;
}

SafeHtml Typesetter::typeset(std::string_view raw) {
  const std::string text = without_entities(sanitize_line(raw));
  std::string html;
  const auto add_words = [&html](std::string_view words) {
    if (words.empty()) return;
    // A blank beside a formula is one between words.
    if (is_blank(words.front())) html += ' ';
    const std::string said = readable(words);
    html += escape_html(said);
    if (!said.empty() && is_blank(words.back())) html += ' ';
  };
  std::size_t at = 0;
  for (const MathSpan& span : find_math(text)) {
    add_words(std::string_view(text).substr(at, span.begin - at));
    const std::optional<SafeHtml> set = formula(span.tex, span.display);
    if (set) {
      html += set->markup();
    } else {
      add_words(std::string_view(text).substr(span.begin, span.end - span.begin));
    }
    at = span.end;
  }
  add_words(std::string_view(text).substr(at));
  return SafeHtml(std::move(html));
}

SafeHtml with_focusable_formulas(const SafeHtml& typeset) {
  // Only markup has a quote that is not written as an entity.
  constexpr std::string_view kBlock = " display=\"block\"";
  std::string html = typeset.markup();
  for (std::size_t at = html.find(kBlock); at != std::string::npos; at = html.find(kBlock, at)) {
    html.insert(at + kBlock.size(), std::string_view(" tabindex=\"0\""));
    at += kBlock.size();
  }
  return SafeHtml(std::move(html));
}

}  // namespace broadsheet::text
