// SPDX-License-Identifier: Apache-2.0
#include "tools/recipe/steps/select.h"

#include <cmath>

namespace nearside {
namespace {

Status check_count(std::optional<std::uint32_t> count, const std::string& path) {
  if (count && *count == 0) return bad_recipe(path + ".count", "must be 1 or more");
  return {};
}

Status check_bins(std::uint32_t bins, const std::string& path) {
  if (bins < 2 || bins > 100) return bad_recipe(path + ".bins", "must be from 2 to 100");
  return {};
}

/// One of two settings must stand, not both.
Status check_one_of(bool first, bool second, const std::string& path, const char* names) {
  if (first == second)
    return bad_recipe(path, (first ? "give only one of " : "give one of ") + std::string(names));
  return {};
}

}  // namespace

Status SelectRequest::check(const std::string& path) const {
  if (auto ok = check_one_of(threshold.has_value(), count.has_value(), path, "threshold and count"); !ok)
    return ok;
  if (auto ok = check_count(count, path); !ok) return ok;
  if (threshold && !(std::isfinite(*threshold) && *threshold >= 0.0))
    return bad_recipe(path + ".threshold", "must be a number from 0");
  if (by == Worth::correlation && threshold && *threshold >= 1.0)
    return bad_recipe(path + ".threshold", "must be below 1: it is a correlation");
  return check_bins(bins, path);
}

Status SelectL1Request::check(const std::string& path) const {
  if (auto ok = check_one_of(c.has_value(), count.has_value(), path, "C and count"); !ok) return ok;
  if (c && !(std::isfinite(*c) && *c > 0.0)) return bad_recipe(path + ".C", "must be above 0");
  return check_count(count, path);
}

Status SelectRecursiveRequest::check(const std::string& path) const {
  if (at_once == 0) return bad_recipe(path + ".at_once", "must be 1 or more");
  if (!(std::isfinite(c) && c > 0.0)) return bad_recipe(path + ".C", "must be above 0");
  return check_count(count, path);
}

Status SelectStableRequest::check(const std::string& path) const {
  if (!(threshold > 0.5 && threshold <= 1.0))
    return bad_recipe(path + ".threshold", "must be above 0.5, to 1");
  if (samples < 10 || samples > 1000) return bad_recipe(path + ".samples", "must be from 10 to 1,000");
  return {};
}

Status SelectForestRequest::check(const std::string& path) const {
  if (auto ok = check_one_of(threshold.has_value(), count.has_value(), path, "threshold and count"); !ok)
    return ok;
  if (auto ok = check_count(count, path); !ok) return ok;
  if (threshold && !(std::isfinite(*threshold) && *threshold >= 0.0 && *threshold < 1.0))
    return bad_recipe(path + ".threshold", "must be from 0, below 1");
  if (trees < 10 || trees > 10'000) return bad_recipe(path + ".trees", "must be from 10 to 10,000");
  if (depth < 1 || depth > 30) return bad_recipe(path + ".depth", "must be from 1 to 30");
  if (rows_at_leaf == 0) return bad_recipe(path + ".rows_at_leaf", "must be 1 or more");
  return {};
}

Status DropCorrelatedRequest::check(const std::string& path) const {
  if (!(threshold > 0.0 && threshold <= 1.0)) return bad_recipe(path + ".threshold", "must be above 0, to 1");
  return {};
}

Status DropCollinearRequest::check(const std::string& path) const {
  if (!(std::isfinite(threshold) && threshold >= 1.0))
    return bad_recipe(path + ".threshold", "must be 1 or more");
  return {};
}

Status SelectMrmrRequest::check(const std::string& path) const {
  if (auto ok = check_count(count, path); !ok) return ok;
  return check_bins(bins, path);
}

}  // namespace nearside
