// SPDX-License-Identifier: Apache-2.0
// What must hold of every published equation that is shipped, whichever it is: its file comes from its
// equation.json, its test vectors tell its constants, and its limits are those that it states.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "tests/core/builders.h"
#include "tools/fixtures.h"
#include "tools/importers/equation/import.h"
#include "tools/importers/equation/telling_records.h"
#include "tools/table/file.h"

namespace nearside {
namespace {

std::string folder_of(const std::string& id) {
  return in_repository("models/" + id);
}

/// The ids of the shipped equations, ascending.
std::set<std::string> shipped() {
  std::set<std::string> ids;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(in_repository("models"), error), end; entry != end;
       entry.increment(error)) {
    if (std::filesystem::exists(entry->path() / "equation.json")) ids.insert(entry->path().filename());
  }
  return ids;
}

Bytes file_of(const std::string& id) {
  return bytes_of(content_of(folder_of(id) + "/" + id + ".nsm"));
}

Engine engine_of(const std::string& id) {
  auto engine = Engine::load(file_of(id));
  EXPECT_TRUE(engine) << id << ": " << engine.error().text();
  return std::move(*engine);
}

void for_each_shipped(const std::function<void(const Engine&)>& claim) {
  const std::set<std::string> ids = shipped();
  EXPECT_GE(ids.size(), 14u);
  for (const std::string& id : ids) {
    SCOPED_TRACE(id);
    claim(engine_of(id));
  }
}

TEST(ShippedEquations, AreWhatTheirEquationJsonGives) {
  for (const std::string& id : shipped()) {
    const auto read_other = [&](const std::string& file) { return read_file(folder_of(id) + "/" + file); };
    const auto imported = import_equation(content_of(folder_of(id) + "/equation.json"), read_other);
    ASSERT_TRUE(imported) << id << ": " << imported.error().text();
    EXPECT_EQ(imported->model_file.id, id);
    EXPECT_TRUE(imported->bytes == file_of(id)) << "renew it: nearside import equation models/" << id
                                                << "/equation.json -o models/" << id << "/" << id << ".nsm";
  }
}

/// Whether some output of some test vector has other bits than the file expects.
bool vectors_tell(const ModelFile& changed) {
  auto engine = Engine::assemble(changed);
  if (!engine) return true;  // it would not even load
  Workspace workspace = engine->workspace();
  const TestVectors& vectors = changed.test_vectors;
  for (std::uint32_t v = 0; v < vectors.count; ++v) {
    set_record(vectors, v, workspace.record);
    engine->predict(workspace);
    for (std::size_t o = 0; o < workspace.outputs.size(); ++o) {
      if (!same_bits(workspace.outputs[o], vectors.outputs[v * workspace.outputs.size() + o])) return true;
    }
  }
  return false;
}

/// Rounding and clamping hide a small change from most people.
bool is_of_a_rounded_output(const Constant& constant, const ModelFile& file) {
  const std::vector<EquationRule>& rules = std::get<Equation>(file.model).rules;
  for (std::size_t o = 0; o < rules.size(); ++o) {
    if (constant.path.starts_with("output " + file.outputs[o].id + ","))
      return rules[o].round_to || rules[o].clamp;
  }
  return false;
}

TEST(ShippedEquations, HaveTestVectorsThatTellAChangeInAnyConstant) {
  for_each_shipped([](const Engine& engine) {
    const ModelFile& file = engine.model_file();
    EXPECT_FALSE(vectors_tell(file));
    const std::vector<Constant> constants = constants_of(file);
    std::size_t one_way = 0;
    for (const Constant& constant : constants) {
      std::size_t told = 0;
      for (const double change : {1.001, 0.999}) {
        ModelFile changed = file;
        constant.in(changed) *= change;
        if (vectors_tell(changed)) ++told;
      }
      EXPECT_GE(told, 1u) << constant.path;
      if (told < 2) ++one_way;
      // Nothing rounds a coefficient away unless the output is rounded; a band, a cap or a clamp may hide one
      // direction of its end.
      const bool is_sum = constant.path.starts_with("output ") &&
                          (constant.path.find(", coefficient ") != std::string::npos ||
                           constant.path.find(", intercept ") != std::string::npos ||
                           constant.path.find(", baseline survival ") != std::string::npos);
      const bool may_hide = is_of_a_rounded_output(constant, file);
      if (is_sum && !may_hide) {
        EXPECT_EQ(told, 2u) << constant.path;
      }
    }
    EXPECT_FALSE(constants.empty());
    ::testing::Test::RecordProperty(file.id + " told one way only", static_cast<int>(one_way));
  });
}

// Their limits.

/// A complete record of somebody to whom the equation applies: from the test vectors.
Record fitting(const Engine& engine) {
  const ModelFile& file = engine.model_file();
  Workspace workspace = engine.workspace();
  Record best = workspace.record;
  std::size_t most = 0;
  for (std::uint32_t v = 0; v < file.test_vectors.count; ++v) {
    set_record(file.test_vectors, v, workspace.record);
    engine.predict(workspace);
    if (workspace.refused || !workspace.issues.empty()) continue;
    std::size_t known = 1;
    for (const CellKind kind : workspace.record.kinds) known += kind == CellKind::absent ? 0 : 1;
    if (known <= most) continue;
    most = known;
    best = workspace.record;
  }
  EXPECT_EQ(most, file.schema.cells() + 1) << "no test vector is complete and without issue";
  return best;
}

Workspace predicted(const Engine& engine, const Record& record) {
  Workspace workspace = engine.workspace();
  workspace.record = record;
  engine.predict(workspace);
  return workspace;
}

const Issue* issue_of(const Workspace& workspace, std::size_t cell) {
  for (const Issue& issue : workspace.issues) {
    if (issue.predictor == cell) return &issue;
  }
  return nullptr;
}

bool is_refused_by_an_issue(const Workspace& workspace) {
  return workspace.states[0].absence == Absence::refused;
}

void ExpectEveryOutputRefused(const Workspace& workspace) {
  EXPECT_TRUE(workspace.refused);
  for (const OutputState& state : workspace.states) EXPECT_EQ(enum_name(state.absence), "refused");
  for (const double output : workspace.outputs) ExpectSameBits(output, kNaN);
}

TEST(ShippedEquations, StateARangeForEveryNumber) {
  for_each_shipped([](const Engine& engine) {
    for (const Predictor& predictor : engine.model_file().schema.predictors) {
      if (is_number(predictor.kind)) {
        EXPECT_TRUE(predictor.hard) << predictor.id;
      }
    }
  });
}

TEST(ShippedEquations, AcceptTheEndsOfARangeAndRefuseWhatIsJustBeyond) {
  for_each_shipped([](const Engine& engine) {
    const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
    const Record base = fitting(engine);
    for (std::size_t p = 0; p < predictors.size(); ++p) {
      if (!is_number(predictors[p].kind)) continue;
      SCOPED_TRACE(predictors[p].id);
      for (const double direction : {-1.0, 1.0}) {
        const double limit = direction < 0 ? predictors[p].hard->low : predictors[p].hard->high;
        Record record = base;
        record.set_number(p, limit);
        const Workspace at = predicted(engine, record);
        EXPECT_FALSE(is_refused_by_an_issue(at)) << limit;
        if (const Issue* caution = issue_of(at, p)) {
          EXPECT_EQ(enum_name(caution->code), "outside_development_range") << limit;
        }
        const double beyond = predictors[p].kind == Kind::integer ? limit + direction
                                                                  : std::nextafter(limit, direction * 1e300);
        record.set_number(p, beyond);
        const Workspace outside = predicted(engine, record);
        ExpectEveryOutputRefused(outside);
        const Issue* issue = issue_of(outside, p);
        ASSERT_NE(issue, nullptr);
        EXPECT_EQ(enum_name(issue->code), "outside_hard_range");
        ExpectSameBits(issue->seen, beyond);
        ExpectSameBits(issue->limit, limit);
      }
    }
  });
}

/// Whether the record has nothing for one of the output's needs.
bool lacks(const Output& output, const Engine& engine, const Record& record) {
  const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
  for (const Need& need : output.needs) {
    bool known = false;
    for (const std::string& id : need.any_of) {
      for (std::size_t p = 0; p < predictors.size(); ++p)
        known = known || (predictors[p].id == id && record.kinds[p] != CellKind::absent);
    }
    if (!known) return true;
  }
  return false;
}

/// All optional predictors in turn, then all of them at once.
void for_each_gap(const Engine& engine, const std::function<void(const Record&)>& claim) {
  const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
  Record base = fitting(engine);
  for (std::size_t p = 0; p < predictors.size(); ++p) {
    // An eGFR that is computed from creatinine has a range of its own.
    if (predictors[p].id == "creatinine") base.set_number(p, 1.0);
  }
  Record none = base;
  for (std::size_t p = 0; p < predictors.size(); ++p) {
    if (predictors[p].required) continue;
    SCOPED_TRACE("without " + predictors[p].id);
    Record record = base;
    record.kinds[p] = none.kinds[p] = CellKind::absent;
    claim(record);
  }
  SCOPED_TRACE("without all that is optional");
  claim(none);
}

TEST(ShippedEquations, RefuseWithoutAValueThatIsRequired) {
  for_each_shipped([](const Engine& engine) {
    const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
    for (std::size_t p = 0; p < predictors.size(); ++p) {
      if (!predictors[p].required) continue;
      SCOPED_TRACE(predictors[p].id);
      Record record = fitting(engine);
      record.kinds[p] = CellKind::absent;
      const Workspace w = predicted(engine, record);
      ExpectEveryOutputRefused(w);
      ASSERT_NE(issue_of(w, p), nullptr);
      EXPECT_EQ(enum_name(issue_of(w, p)->code), "missing_required");
    }
  });
}

// The needs are exact: what they ask for is enough for a number, and without it there is none.
TEST(ShippedEquations, LeaveOutTheOutputsThatNeedAMissingValueAndNoOthers) {
  for_each_shipped([](const Engine& engine) {
    for_each_gap(engine, [&](const Record& record) {
      const Workspace w = predicted(engine, record);
      EXPECT_TRUE(w.issues.empty());
      for (std::size_t o = 0; o < w.states.size(); ++o) {
        const Output& output = engine.model_file().outputs[o];
        const bool lacking = lacks(output, engine, record);
        EXPECT_EQ(w.states[o].absence == Absence::needs_value, lacking) << output.id;
        if (w.states[o].absence == Absence::present) {
          EXPECT_TRUE(std::isfinite(w.outputs[o])) << output.id;
        }
        EXPECT_NE(enum_name(w.states[o].absence), "no_result") << output.id;
      }
    });
    // The same with the gates open: the equation itself has no number there.
    ModelFile open = engine.model_file();
    for (Output& output : open.outputs) output.needs.clear();
    const auto ungated = Engine::assemble(open);
    ASSERT_TRUE(ungated) << ungated.error().text();
    for_each_gap(engine, [&](const Record& record) {
      const Workspace w = predicted(*ungated, record);
      for (std::size_t o = 0; o < w.states.size(); ++o) {
        const Output& output = engine.model_file().outputs[o];
        if (lacks(output, engine, record)) ExpectSameBits(w.outputs[o], kNaN);
      }
    });
  });
}

TEST(ShippedEquations, ApplyToTheEndsOfTheirOutputsRangesAndNotBeyond) {
  for_each_shipped([](const Engine& engine) {
    const std::vector<Predictor>& predictors = engine.model_file().schema.predictors;
    for (std::size_t o = 0; o < engine.model_file().outputs.size(); ++o) {
      for (const Applies& range : engine.model_file().outputs[o].applies) {
        std::size_t p = 0;
        while (predictors[p].id != range.predictor) ++p;
        for (const double direction : {-1.0, 1.0}) {
          const double limit = direction < 0 ? range.low : range.high;
          const double beyond = predictors[p].kind == Kind::numeric ? std::nextafter(limit, direction * 1e300)
                                                                    : limit + direction;
          Record record = fitting(engine);
          const auto set = [&](double value) {
            if (is_number(predictors[p].kind)) return record.set_number(p, value);
            record.set_level(p, static_cast<std::uint32_t>(value));
          };
          set(limit);
          const Workspace at = predicted(engine, record);
          EXPECT_FALSE(at.states[o].absence == Absence::does_not_apply && at.states[o].predictor == p);
          const bool possible =
              !is_number(predictors[p].kind)
                  ? beyond >= 0.0 && beyond < static_cast<double>(predictors[p].levels.size())
                  : beyond >= predictors[p].hard->low && beyond <= predictors[p].hard->high;
          if (!possible) continue;  // refused before
          set(beyond);
          const Workspace outside = predicted(engine, record);
          EXPECT_EQ(enum_name(outside.states[o].absence), "does_not_apply");
          ExpectSameBits(outside.states[o].limit, limit);
          ExpectSameBits(outside.outputs[o], kNaN);
        }
      }
    }
  });
}

TEST(ShippedEquations, RefuseWhomTheyWereNotMadeFor) {
  for_each_shipped([](const Engine& engine) {
    const Schema& schema = engine.model_file().schema;
    const Workspace asked = predicted(engine, fitting(engine));
    for (std::size_t e = 0; e < schema.exclusions.size(); ++e) {
      SCOPED_TRACE(schema.exclusions[e].id);
      const std::size_t cell = schema.predictors.size() + e;
      Record record = fitting(engine);
      record.set_boolean(cell, schema.exclusions[e].refuse_if);
      const Workspace excluded = predicted(engine, record);
      ExpectEveryOutputRefused(excluded);
      ASSERT_NE(issue_of(excluded, cell), nullptr);
      EXPECT_EQ(enum_name(issue_of(excluded, cell)->code), "excluded");

      record.kinds[cell] = CellKind::absent;
      const Workspace unasked = predicted(engine, record);
      ExpectSameBits(unasked.outputs, asked.outputs);
      ASSERT_EQ(unasked.issues.size(), 1u);
      EXPECT_EQ(enum_name(unasked.issues[0].code), "exclusion_not_asked");
      EXPECT_EQ(unasked.issues[0].predictor, cell);
    }
  });
}

}  // namespace
}  // namespace nearside
