// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which work runs at once: several folds, each on a thread of its own, or one fold on all threads.
#include <cstddef>
#include <functional>
#include <vector>

#include "tools/choose/candidates.h"
#include "tools/table/matrix.h"

namespace nearside {

/// Whether the folds of these rows are better fitted one after another: the table is large, so that several
/// copies of it would be much, and all candidates' fits can use the threads themselves.
bool one_by_one(const std::vector<Candidate>& candidates, const Matrix& rows);

/// Runs `job(0, own) … job(count − 1, own)`, each once, one after another or on up to `threads` threads;
/// `own` is how many threads the job itself may use: all of them, or 1, but where the last jobs leave threads
/// without one, these too.
void run_jobs(std::size_t count, std::size_t threads, bool one_by_one,
              const std::function<void(std::size_t job, std::size_t own)>& job);

}  // namespace nearside
