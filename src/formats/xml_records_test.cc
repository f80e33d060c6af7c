// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/xml_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/xml_markup.h"

namespace broadsheet::formats {
namespace {

using testing::HasSubstr;

// Takes each <r> for a record.
class Records final : public XmlRecords::Handler {
 public:
  bool is_record(std::size_t, std::string_view name) const override { return name == "r"; }
  void on_record(XmlRecord&& record) override { elements.push_back(std::move(record.element)); }
  void on_field(std::size_t, const XmlElement&) override {}
  bool stopped() const override { return false; }

  std::vector<XmlElement> elements;
  std::string error;
};

Records read(const std::string& document) {
  Records records;
  XmlRecords xml(records);
  Result<void> result = xml.feed(document);
  if (result.ok()) result = xml.finish();
  if (!result.ok()) records.error = result.error().message();
  return records;
}

TEST(XmlRecords, TextIsInTheOrderOfTheDocument) {
  const Records found = read("<r>The <i>APOE</i> locus of <sup>99m</sup>Tc<p>New</p><p>lines</p></r>");
  ASSERT_EQ(found.elements.size(), 1U) << found.error;
  EXPECT_EQ(found.elements[0].all_text(), "The APOE locus of 99mTc New  lines ");
  EXPECT_EQ(markup_of(found.elements[0]), "The <i>APOE</i> locus of <sup>99m</sup>Tc New lines");
}

TEST(XmlRecords, MarkupKeepsWhatCanBeShownAndDropsTheRest) {
  const Records found = read(
      "<r xmlns:m='http://www.w3.org/1998/Math/MathML'><fixed-case>BERT</fixed-case>, "
      "<tex-math>x^2</tex-math> &lt; <m:math><m:mi>y</m:mi></m:math></r>");
  ASSERT_EQ(found.elements.size(), 1U) << found.error;
  EXPECT_EQ(markup_of(found.elements[0]), "BERT, $x^2$ < <mml:math><mml:mi>y</mml:mi></mml:math>");
}

TEST(XmlRecords, ADoctypeThatDeclaresNothingIsPassedOver) {
  for (const char* doctype : {"<!DOCTYPE r>", "<!DOCTYPE r SYSTEM 'file:///etc/passwd'>",
                              "<!DOCTYPE r PUBLIC '-//NLM//DTD X//EN' 'https://example.org/x.dtd'>"}) {
    const Records found = read(std::string(doctype) + "<r>a</r>");
    ASSERT_EQ(found.elements.size(), 1U) << found.error;
    EXPECT_EQ(found.elements[0].text, "a");
  }
}

TEST(XmlRecords, ADoctypeWithDeclarationsIsRefused) {
  for (const char* declaration :
       {"", "<!ENTITY a 'b'>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>", "<!ENTITY % p SYSTEM 'x'> %p;",
        "<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>", "<!ATTLIST r x CDATA 'v'>"}) {
    const Records found = read("<!DOCTYPE r SYSTEM 'x' [" + std::string(declaration) + "]><r>a</r>");
    EXPECT_TRUE(found.elements.empty());
    EXPECT_THAT(found.error, HasSubstr("a DOCTYPE with declarations"));
  }
}

TEST(XmlRecords, EntitiesOfADtdAreThoseOfHtmlOrStayAsTheyAre) {
  const Records found = read("<!DOCTYPE r SYSTEM 'dblp.dtd'><r>M&uuml;ller &amp; &nothing;</r>");
  ASSERT_EQ(found.elements.size(), 1U) << found.error;
  EXPECT_EQ(found.elements[0].text, "M\u00FCller & &nothing;");
  EXPECT_THAT(read("<r>M&uuml;ller</r>").error, HasSubstr("undefined entity"));
}

TEST(XmlRecords, NamespacesAreFollowedAndUndeclaredPrefixesHaveNone) {
  const Records found = read(
      "<x xmlns='urn:a' xmlns:p='urn:p'><r xmlns='urn:b'><p:one/><two p:k='v' xmlns:q='urn:q'/><q:three/>"
      "</r><r/></x>");
  ASSERT_EQ(found.elements.size(), 2U) << found.error;
  const XmlElement& first = found.elements[0];
  EXPECT_EQ(first.space, "urn:b");
  EXPECT_EQ(first.children[0].space, "urn:p");
  EXPECT_EQ(first.children[1].attributes.size(), 1U);
  EXPECT_EQ(first.children[1].attribute("k"), "v");
  EXPECT_EQ(first.children[2].name, "three");
  EXPECT_EQ(first.children[2].space, "");
  EXPECT_EQ(found.elements[1].space, "urn:a");
}

TEST(XmlRecords, TooManyNamespacesAreRefused) {
  std::string root = "<x";
  for (std::size_t i = 0; i <= kXmlNamespacesMax; ++i) root += " xmlns:n" + std::to_string(i) + "='u'";
  EXPECT_THAT(read(root + "><r/></x>").error, HasSubstr("namespaces"));
}

}  // namespace
}  // namespace broadsheet::formats
