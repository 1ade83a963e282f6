// SPDX-License-Identifier: Apache-2.0
#include "core/base/names_of.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "core/base/result.h"
#include "core/data/issue.h"
#include "core/data/schema.h"
#include "core/model_file/card.h"
#include "core/model_file/model_file.h"
#include "core/outcome/applicability.h"
#include "core/steps/impute.h"

namespace nearside {
namespace {

/// Every value from 0 to `last` has a name of its own that leads back to it, and there is no further name.
template <class Enum>
void ExpectNamesEveryValueUpTo(Enum last) {
  const auto count = static_cast<std::size_t>(last) + 1;
  ASSERT_EQ(NamesOf<Enum>::names.size(), count);
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<Enum>(i);
    EXPECT_FALSE(enum_name(value).empty());
    EXPECT_TRUE(names.insert(enum_name(value)).second) << enum_name(value);
    EXPECT_EQ(enum_named<Enum>(enum_name(value)), value);
  }
  EXPECT_EQ(enum_named<Enum>(""), std::nullopt);
  EXPECT_EQ(enum_named<Enum>("no such name"), std::nullopt);
}

TEST(EnumNames, LeadToTheValueAndBack) {
  ExpectNamesEveryValueUpTo(Kind::date);
  ExpectNamesEveryValueUpTo(IssueCode::exclusion_not_asked);
  ExpectNamesEveryValueUpTo(Weight::note);
  ExpectNamesEveryValueUpTo(Statistic::constant);
  ExpectNamesEveryValueUpTo(NeighbourWeights::distance);
  ExpectNamesEveryValueUpTo(Standing::site_approved);
  ExpectNamesEveryValueUpTo(Audience::clinician);
  ExpectNamesEveryValueUpTo(OutputKind::score);
  ExpectNamesEveryValueUpTo(Link::cox_recalibrated);
  ExpectNamesEveryValueUpTo(Absence::computed_does_not_apply);
  ExpectNamesEveryValueUpTo(Obtained::clinician);
  ExpectNamesEveryValueUpTo(CareKind::crisis);
  ExpectNamesEveryValueUpTo(Terms::unconfirmed);
}

// These names and numbers stand in model files and in the page.
TEST(EnumNames, AreThoseOfTheFileFormat) {
  EXPECT_EQ(enum_name(Kind::numeric), "numeric");
  EXPECT_EQ(enum_name(Kind::integer), "integer");
  EXPECT_EQ(enum_name(Kind::boolean), "boolean");
  EXPECT_EQ(enum_name(Kind::categorical), "categorical");
  EXPECT_EQ(enum_name(IssueCode::missing_required), "missing_required");
  EXPECT_EQ(enum_name(IssueCode::not_a_number), "not_a_number");
  EXPECT_EQ(enum_name(IssueCode::not_an_integer), "not_an_integer");
  EXPECT_EQ(enum_name(IssueCode::unknown_level), "unknown_level");
  EXPECT_EQ(enum_name(IssueCode::unknown_unit), "unknown_unit");
  EXPECT_EQ(enum_name(IssueCode::outside_hard_range), "outside_hard_range");
  EXPECT_EQ(enum_name(IssueCode::outside_development_range), "outside_development_range");
  EXPECT_EQ(enum_name(IssueCode::imputed), "imputed");
  EXPECT_EQ(enum_name(Standing::published_equation), "published_equation");
  EXPECT_EQ(enum_name(Audience::patient), "patient");
  EXPECT_EQ(enum_name(Statistic::median), "median");
}

TEST(EnumNames, NameEveryErrorCode) {
  std::set<std::string_view> names;
  for (int code = 0; code <= static_cast<int>(ErrorCode::cannot_write); ++code) {
    const std::string_view name = name_of(static_cast<ErrorCode>(code));
    EXPECT_NE(name, "unknown");
    EXPECT_TRUE(names.insert(name).second) << name;
  }
  EXPECT_EQ(name_of(ErrorCode::bad_model_file), "bad_model_file");
}

TEST(IssueCodes, RefuseAllButRareImputedAndUnaskedOnes) {
  for (std::size_t i = 0; i < kIssueCodes; ++i) {
    const auto code = static_cast<IssueCode>(i);
    const bool mild = code == IssueCode::outside_development_range || code == IssueCode::imputed ||
                      code == IssueCode::exclusion_not_asked;
    EXPECT_EQ(weight_of(code), mild ? Weight::caution : Weight::refuse) << enum_name(code);
    const bool malformed = code == IssueCode::not_a_number || code == IssueCode::unknown_level ||
                           code == IssueCode::unknown_unit;
    EXPECT_EQ(is_malformed(code), malformed) << enum_name(code);
  }
}

TEST(Error, PutsItsPathBeforeItsMessage) {
  EXPECT_EQ((Error{ErrorCode::bad_csv, "row 1", "is empty"}.text()), "row 1: is empty");
  EXPECT_EQ((Error{ErrorCode::bad_csv, "", "is empty"}.text()), "is empty");
}

}  // namespace
}  // namespace nearside
