// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tables of others, which stay outside the repository.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

/// A file of the folder that NEARSIDE_SHARED_DATA names; without it the test is skipped, and says so.
#define NEEDS_SHARED(path, file)                                                        \
  const char* const shared_folder = std::getenv("NEARSIDE_SHARED_DATA");                \
  if (shared_folder == nullptr) GTEST_SKIP() << "NEARSIDE_SHARED_DATA names no folder"; \
  const std::string path = std::string(shared_folder) + "/" + (file);                   \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there"
