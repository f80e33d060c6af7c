// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/html_template.h"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include "base/check.h"

namespace broadsheet::text {
namespace {

constexpr std::string_view kOpening = "{{%AUTOESCAPE context=\"HTML\"}}";

ctemplate::TemplateString as_key(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

TemplateValues& TemplateValues::set(std::string_view name, std::string_view value) {
  values_->SetValue(as_key(name), as_key(value));
  return *this;
}

TemplateValues& TemplateValues::set(std::string_view name, const SafeHtml& value) {
  return set(name, std::string_view(value.markup()));
}

TemplateValues TemplateValues::add(std::string_view section) {
  return TemplateValues(values_->AddSectionDictionary(as_key(section)));
}

TemplateValues& TemplateValues::show(std::string_view section) {
  values_->ShowSection(as_key(section));
  return *this;
}

TemplateValues TemplateValues::include(std::string_view place, std::string_view template_name) {
  ctemplate::TemplateDictionary* const values = values_->AddIncludeDictionary(as_key(place));
  values->SetFilename(as_key(template_name));
  return TemplateValues(values);
}

HtmlPage::HtmlPage() : values_(std::make_unique<ctemplate::TemplateDictionary>("page")) {}
HtmlPage::~HtmlPage() = default;
HtmlPage::HtmlPage(HtmlPage&&) noexcept = default;
HtmlPage& HtmlPage::operator=(HtmlPage&&) noexcept = default;

TemplateValues HtmlPage::values() {
  return TemplateValues(values_.get());
}

HtmlTemplates::HtmlTemplates() : cache_(std::make_unique<ctemplate::TemplateCache>()) {}
HtmlTemplates::~HtmlTemplates() = default;

Result<std::unique_ptr<HtmlTemplates>> HtmlTemplates::parse(std::span<const TemplateSource> sources) {
  std::unique_ptr<HtmlTemplates> templates(new HtmlTemplates);
  for (const TemplateSource& source : sources) {
    const std::string name(source.name);
    if (!source.text.starts_with(kOpening)) {
      return Error(ErrorCode::kInvalid, "the template " + name + " does not begin with AUTOESCAPE");
    }
    if (!templates->cache_->StringToTemplateCache(name, as_key(source.text), ctemplate::STRIP_BLANK_LINES)) {
      return Error(ErrorCode::kInvalid, "the template " + name + " does not parse");
    }
  }
  // From here on nothing is looked for on disk.
  templates->cache_->Freeze();
  return templates;
}

std::string HtmlTemplates::expand(std::string_view name, const HtmlPage& page) const {
  std::string html;
  const bool whole =
      cache_->ExpandNoLoad(as_key(name), ctemplate::STRIP_BLANK_LINES, page.values_.get(), nullptr, &html);
  CHECK(whole);
  return html;
}

}  // namespace broadsheet::text
