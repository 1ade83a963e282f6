// SPDX-License-Identifier: Apache-2.0
#include "tools/importers/equation/dependencies.h"

#include <algorithm>

namespace nearside {
namespace {

/// Leaves out each set that another one says already.
Dependencies tightened(const Dependencies& all) {
  Dependencies kept;
  for (const auto& set : all) {
    const bool said = std::any_of(all.begin(), all.end(), [&](const auto& other) {
      return other != set && std::includes(set.begin(), set.end(), other.begin(), other.end());
    });
    if (!said) kept.insert(set);
  }
  return kept;
}

Dependencies needed_by_either(const Dependencies& a, const Dependencies& b) {
  Dependencies both;
  for (const auto& one : a) {
    for (const auto& other : b) {
      std::set<std::uint32_t> joined = one;
      joined.insert(other.begin(), other.end());
      both.insert(std::move(joined));
    }
  }
  return tightened(both);
}

}  // namespace

Dependencies needed_by_both(const Dependencies& a, const Dependencies& b) {
  Dependencies both = a;
  both.insert(b.begin(), b.end());
  return tightened(both);
}

Dependencies needed_by(const Formula& formula, const std::vector<Dependencies>& columns) {
  std::vector<Dependencies> stack;
  std::size_t next_input = 0;
  for (const Operation operation : formula.operations) {
    const std::size_t taken = arguments_of(operation);
    Dependencies needed;
    if (operation == Operation::column) {
      needed = columns[formula.columns[formula.inputs[next_input++]]];
    } else if (operation == Operation::first_known) {
      needed = needed_by_either(stack[stack.size() - 2], stack.back());
    } else {
      for (std::size_t i = stack.size() - taken; i < stack.size(); ++i)
        needed = needed_by_both(needed, stack[i]);
    }
    stack.resize(stack.size() - taken);
    stack.push_back(std::move(needed));
  }
  return stack.empty() ? Dependencies{} : stack.back();
}

}  // namespace nearside
