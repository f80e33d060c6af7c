// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// HTML pages from templates. ctemplate does the work and escapes every value for the place where it
// stands; this keeps it on a short leash: values are set through TemplateValues alone, and what is not to be
// escaped has a type of its own.
//
// A template begins with {{%AUTOESCAPE context="HTML"}}. {{NAME}} is a value, {{#NAME}}…{{/NAME}} a section
// that appears once for each add(), {{>NAME}} another template, chosen by include(). Attributes are always
// quoted. A URL is made and encoded in C++ and given whole.

#ifndef BROADSHEET_TEXT_HTML_TEMPLATE_H_
#define BROADSHEET_TEXT_HTML_TEMPLATE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace ctemplate {
class TemplateCache;
class TemplateDictionary;
}  // namespace ctemplate

namespace broadsheet::text {

// Markup that was made by our own code from escaped parts. Whoever constructs one vouches for it.
class SafeHtml {
 public:
  SafeHtml() = default;
  explicit SafeHtml(std::string markup) : markup_(std::move(markup)) {}
  const std::string& markup() const { return markup_; }

 private:
  std::string markup_;
};

// `text` with the five characters that mean something in HTML written as entities; right between tags and
// in a quoted attribute.
std::string escape_html(std::string_view text);

// The values of one page, of one appearance of a section, or of one included template; a value that a section
// does not have is looked for around it. A handle: copies mean the same values.
class TemplateValues {
 public:
  TemplateValues& set(std::string_view name, std::string_view value);
  TemplateValues& set(std::string_view name, const char* value) { return set(name, std::string_view(value)); }
  TemplateValues& set(std::string_view name, std::uint64_t value) { return set(name, std::to_string(value)); }
  // The template says {{NAME:none}}, or the markup is escaped as text is.
  TemplateValues& set(std::string_view name, const SafeHtml& value);
  // One more appearance of a section.
  TemplateValues add(std::string_view section);
  // The section appears once, with the values around it.
  TemplateValues& show(std::string_view section);
  // One more appearance of another template at {{>place}}.
  TemplateValues include(std::string_view place, std::string_view template_name);

 private:
  friend class HtmlPage;
  explicit TemplateValues(ctemplate::TemplateDictionary* values) : values_(values) {}
  ctemplate::TemplateDictionary* values_;
};

// The values of a whole page.
class HtmlPage {
 public:
  HtmlPage();
  ~HtmlPage();
  HtmlPage(HtmlPage&&) noexcept;
  HtmlPage& operator=(HtmlPage&&) noexcept;

  TemplateValues values();

 private:
  friend class HtmlTemplates;
  std::unique_ptr<ctemplate::TemplateDictionary> values_;
};

struct TemplateSource {
  std::string_view name;
  std::string_view text;
};

// Immutable once made; expand() may be called from any thread.
class HtmlTemplates {
 public:
  // kInvalid, with its name, for a template that does not parse or does not begin with AUTOESCAPE.
  static Result<std::unique_ptr<HtmlTemplates>> parse(std::span<const TemplateSource> sources);
  ~HtmlTemplates();

  // The page; `name` is one of the templates, and every included one is too.
  std::string expand(std::string_view name, const HtmlPage& page) const;

 private:
  HtmlTemplates();
  std::unique_ptr<ctemplate::TemplateCache> cache_;
};

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_HTML_TEMPLATE_H_
