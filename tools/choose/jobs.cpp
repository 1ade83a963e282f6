// SPDX-License-Identifier: Apache-2.0
#include "tools/choose/jobs.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "tools/table/large_table.h"

namespace nearside {
namespace {

bool uses_threads(const ModelRequest& model) {
  return std::visit(
      []<class Request>(const Request&) {
        return requires {
          Request::kUsesThreads;
        };
      },
      model);
}

}  // namespace

bool one_by_one(const std::vector<Candidate>& candidates, const Rows& rows) {
  return is_large(rows) && std::all_of(candidates.begin(), candidates.end(), [](const Candidate& candidate) {
           return uses_threads(candidate.model);
         });
}

void run_jobs(std::size_t count, std::size_t threads, bool in_turn,
              const std::function<void(std::size_t, std::size_t)>& job) {
  if (in_turn) {
    for (std::size_t i = 0; i < count; ++i) job(i, threads);
    return;
  }
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) job(i, 1);
  };
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < std::min(threads, count); ++t) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
}

}  // namespace nearside
