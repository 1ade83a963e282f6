// SPDX-License-Identifier: Apache-2.0
#include "tools/table/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <utility>
#include <vector>

#include "tools/fixtures.h"

namespace nearside {
namespace {

using Names = std::vector<std::string>;

TEST(FileWriter, WritesTheWholeFileOnCommit) {
  const TempFolder folder;
  auto writer = FileWriter::open(folder.path("out.csv"));
  ASSERT_TRUE(writer) << text_of(writer);
  ASSERT_TRUE(writer->write("one\n"));
  ASSERT_TRUE(writer->write("two\n"));
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ(content_of(folder.path("out.csv")), "one\ntwo\n");
  EXPECT_EQ(folder.names(), Names{"out.csv"});
}

TEST(FileWriter, LeavesNothingWithoutCommit) {
  const TempFolder folder;
  {
    auto writer = FileWriter::open(folder.path("out.csv"));
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->write("half"));
  }
  EXPECT_EQ(folder.names(), Names{});
}

TEST(FileWriter, LeavesAnOlderFileAloneWithoutCommit) {
  const TempFolder folder;
  const std::string path = folder.with("out.csv", "old");
  {
    auto writer = FileWriter::open(path);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->write("half"));
  }
  EXPECT_EQ(content_of(path), "old");
  EXPECT_EQ(folder.names(), Names{"out.csv"});
}

TEST(FileWriter, ReplacesAnOlderFileAtCommitAndNotBefore) {
  const TempFolder folder;
  const std::string path = folder.with("out.csv", "old");
  auto writer = FileWriter::open(path);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->write("new"));
  EXPECT_EQ(content_of(path), "old");
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ(content_of(path), "new");
  EXPECT_EQ(folder.names(), Names{"out.csv"});
}

TEST(FileWriter, LeavesNothingWhenItsFileCantTakeItsPlace) {
  const TempFolder folder;
  ASSERT_EQ(mkdir(folder.path("taken").c_str(), 0700), 0);
  auto status = write_file(folder.path("taken"), "new");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::cannot_write);
  EXPECT_EQ(status.error().text().find(folder.path("taken") + ": can't be written: "), 0u);
  EXPECT_EQ(folder.names(), Names{"taken"});
}

TEST(FileWriter, SaysThatAFolderIsNotThere) {
  const TempFolder folder;
  const std::string path = folder.path("absent/out.csv");
  const auto writer = FileWriter::open(path);
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, ErrorCode::cannot_write);
  EXPECT_EQ(writer.error().text().find(path + ": can't be written: "), 0u);
  EXPECT_EQ(folder.names(), Names{});
}

TEST(FileWriter, SaysThatAFolderIsAFile) {
  const TempFolder folder;
  const std::string path = folder.with("file", "") + "/out.csv";
  EXPECT_EQ(text_of(write_file(path, "x")).find(path + ": can't be written: "), 0u);
}

TEST(ReadPieces, HandsOverTheWholeFileInOrder) {
  const TempFolder folder;
  std::string text;
  while (text.size() < 600'000) text += std::to_string(text.size()) + ",";
  std::string seen;
  int pieces = 0;
  const auto status = read_pieces(folder.with("big", text), [&](std::string_view piece) -> Status {
    seen += piece;
    ++pieces;
    return {};
  });
  ASSERT_TRUE(status);
  EXPECT_EQ(seen, text);
  EXPECT_GT(pieces, 1);
}

TEST(ReadPieces, StopsAtTheFirstError) {
  const TempFolder folder;
  int pieces = 0;
  const auto status =
      read_pieces(folder.with("big", std::string(600'000, 'x')), [&](std::string_view) -> Status {
        ++pieces;
        return Error{ErrorCode::bad_data, "here", "enough"};
      });
  EXPECT_EQ(text_of(status), "here: enough");
  EXPECT_EQ(pieces, 1);
}

TEST(ReadFile, SaysThatAFileIsNotThere) {
  const TempFolder folder;
  const auto content = read_file(folder.path("absent"));
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().code, ErrorCode::cannot_write);
  EXPECT_EQ(content.error().text().find(folder.path("absent") + ": can't be opened: "), 0u);
}

TEST(ReadFile, StopsAboveItsLimit) {
  const TempFolder folder;
  const std::string path = folder.with("file", "12345");
  EXPECT_EQ(text_of(read_file(path, 4)), path + ": is larger than 4 bytes");
  EXPECT_EQ(*read_file(path, 5), "12345");
}

TEST(Sha256OfFile, IsThatOfItsContent) {
  const TempFolder folder;
  // FIPS 180-2, appendix B.1
  EXPECT_EQ(*sha256_of_file(folder.with("abc", "abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_FALSE(sha256_of_file(folder.path("absent")));
}

}  // namespace
}  // namespace nearside
