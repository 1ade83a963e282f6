// SPDX-License-Identifier: Apache-2.0
#include "tools/table/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tools/fixtures.h"

namespace nearside {
namespace {

using Names = std::vector<std::string>;

TEST(FileWriter, WritesTheWholeFileOnCommit) {
  const TempFolder folder;
  auto writer = FileWriter::open(folder.path("out.csv"), Contents::of_people);
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
    auto writer = FileWriter::open(folder.path("out.csv"), Contents::of_people);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->write("half"));
  }
  EXPECT_EQ(folder.names(), Names{});
}

TEST(FileWriter, LeavesAnOlderFileAloneWithoutCommit) {
  const TempFolder folder;
  const std::string path = folder.with("out.csv", "old");
  {
    auto writer = FileWriter::open(path, Contents::of_people);
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->write("half"));
  }
  EXPECT_EQ(content_of(path), "old");
  EXPECT_EQ(folder.names(), Names{"out.csv"});
}

TEST(FileWriter, ReplacesAnOlderFileAtCommitAndNotBefore) {
  const TempFolder folder;
  const std::string path = folder.with("out.csv", "old");
  auto writer = FileWriter::open(path, Contents::of_people);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->write("new"));
  EXPECT_EQ(content_of(path), "old");
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ(content_of(path), "new");
  EXPECT_EQ(folder.names(), Names{"out.csv"});
}

TEST(FileWriter, RefusesAFolder) {
  const TempFolder folder;
  ASSERT_EQ(mkdir(folder.path("taken").c_str(), 0700), 0);
  auto status = write_file(folder.path("taken"), "new", Contents::of_nobody);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::cannot_write);
  EXPECT_EQ(status.error().text(),
            folder.path("taken") + ": can't be written: it is a folder; name a file in it");
  EXPECT_EQ(folder.names(), Names{"taken"});
}

TEST(FileWriter, SaysThatAFolderIsNotThere) {
  const TempFolder folder;
  const std::string path = folder.path("absent/out.csv");
  const auto writer = FileWriter::open(path, Contents::of_people);
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().code, ErrorCode::cannot_write);
  EXPECT_EQ(writer.error().text().find(path + ": can't be written: "), 0u);
  EXPECT_EQ(folder.names(), Names{});
}

TEST(FileWriter, SaysThatAFolderIsAFile) {
  const TempFolder folder;
  const std::string path = folder.with("file", "") + "/out.csv";
  EXPECT_EQ(text_of(write_file(path, "x", Contents::of_nobody)).find(path + ": can't be written: "), 0u);
}

TEST(FileWriter, LeavesNothingWhenItsFileCantTakeItsPlace) {
  const TempFolder folder;
  {
    auto writer = FileWriter::open(folder.path("taken"), Contents::of_nobody);
    ASSERT_TRUE(writer) << text_of(writer);
    ASSERT_TRUE(writer->write("new"));
    ASSERT_EQ(mkdir(folder.path("taken").c_str(), 0700), 0);  // meanwhile, by somebody else
    const auto status = writer->commit();
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().text().find(folder.path("taken") + ": can't be written: "), 0u);
  }
  EXPECT_EQ(folder.names(), Names{"taken"});
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777;
}

TEST(FileWriter, MakesAFileOfPeopleForItsOwnerAlone) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder.path("people"), "x", Contents::of_people));
  EXPECT_EQ(mode_of(folder.path("people")), mode_t{0600});
  const mode_t before = umask(022);
  ASSERT_TRUE(write_file(folder.path("nobody"), "x", Contents::of_nobody));
  umask(before);
  EXPECT_EQ(mode_of(folder.path("nobody")), mode_t{0644});
}

TEST(FileWriter, KeepsTheModeOfTheFileThatItReplaces) {
  const TempFolder folder;
  const std::string path = folder.with("file", "old");
  for (const mode_t mode : {mode_t{0640}, mode_t{0600}, mode_t{0666}}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    for (const Contents contents : {Contents::of_people, Contents::of_nobody}) {
      ASSERT_TRUE(write_file(path, "new", contents));
      EXPECT_EQ(mode_of(path), mode);
    }
  }
}

TEST(FileWriter, ReplacesWhatALinkLeadsTo) {
  const TempFolder folder;
  ASSERT_EQ(mkdir(folder.path("there").c_str(), 0700), 0);
  const std::string real = folder.with("there/real", "old");
  ASSERT_EQ(symlink("there/real", folder.path("near").c_str()), 0);
  ASSERT_EQ(symlink(folder.path("near").c_str(), folder.path("far").c_str()), 0);
  ASSERT_EQ(symlink("there/none", folder.path("dangling").c_str()), 0);
  ASSERT_TRUE(write_file(folder.path("far"), "new", Contents::of_nobody));
  EXPECT_EQ(content_of(real), "new");
  ASSERT_TRUE(write_file(folder.path("dangling"), "made", Contents::of_nobody));
  EXPECT_EQ(content_of(folder.path("there/none")), "made");
  for (const char* link : {"near", "far", "dangling"})
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path(link))) << link;
  EXPECT_EQ(folder.names(), (Names{"dangling", "far", "near", "there"}));
}

TEST(FileWriter, TakesAnotherNameWhereItsOwnIsTaken) {
  const TempFolder folder;
  const std::string victim = folder.with("victim", "untouched");
  const std::string partial = "out.partial-" + std::to_string(getpid());
  ASSERT_EQ(symlink("victim", folder.path(partial).c_str()), 0);
  ASSERT_TRUE(write_file(folder.path("out"), "new", Contents::of_people));
  EXPECT_EQ(content_of(victim), "untouched");
  EXPECT_EQ(content_of(folder.path("out")), "new");
  EXPECT_EQ(folder.names(), (Names{"out", partial, "victim"}));
}

TEST(FileWriter, RemovesWhatIsNotCommittedWhenTheProgramEnds) {
  const TempFolder folder;
  auto one = FileWriter::open(folder.path("one"), Contents::of_people);
  auto two = FileWriter::open(folder.path("two"), Contents::of_people);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(folder.names().size(), 2u);
  remove_partial_files();
  EXPECT_EQ(folder.names(), Names{});
}

TEST(FileWriter, GivesItsPlaceBack) {
  const TempFolder folder;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(write_file(folder.path("out"), "x", Contents::of_nobody)) << i;
    ASSERT_TRUE(FileWriter::open(folder.path("out"), Contents::of_nobody)) << i;
  }
}

TEST(CheckOutput, RefusesAnInputByWhateverLink) {
  const TempFolder folder;
  const std::string input = folder.with("in", "x");
  ASSERT_EQ(symlink("in", folder.path("link").c_str()), 0);
  std::vector<std::string> links{"link", "./in"};
#ifndef __EMSCRIPTEN__  // makes no hard links
  ASSERT_EQ(::link(input.c_str(), folder.path("hard").c_str()), 0);
  links.emplace_back("hard");
#endif
  EXPECT_EQ(
      text_of(check_output(input, {"absent", input})),
      input + ": would be written over \"" + input + "\", and this command needs both; give another name");
  for (const std::string& other : links) {
    EXPECT_EQ(text_of(check_output(folder.path(other), {input})),
              folder.path(other) + ": would be written over \"" + input +
                  "\", which is the same file, and this command needs both; give another name");
  }
  EXPECT_TRUE(check_output(folder.path("out"), {input, folder.path("link"), "-"}));
}

TEST(CheckOutput, RefusesOnePlaceForTwoFilesThatAreNotYetThere) {
  const TempFolder folder;
  ASSERT_EQ(symlink("a", folder.path("link").c_str()), 0);
  EXPECT_FALSE(check_output(folder.path("a"), {folder.path("./a")}));
  EXPECT_FALSE(check_output(folder.path("a"), {folder.path("link")}));
  EXPECT_TRUE(check_output(folder.path("a"), {folder.path("b")}));
  EXPECT_TRUE(check_output("/dev/null", {"/dev/null"}));
}

TEST(FolderOf, IsThatOfANamedFile) {
  EXPECT_EQ(folder_of("a/b/c.json"), "a/b/");
  EXPECT_EQ(folder_of("/c.json"), "/");
  EXPECT_EQ(folder_of("c.json"), "");
  EXPECT_EQ(folder_of("-"), "");
}

TEST(OpenInput, LeavesAFileToBeReadAnew) {
  const TempFolder folder;
  const std::string path = folder.with("file", "one");
  const auto input = open_input(path, 1);
  ASSERT_TRUE(input) << text_of(input);
  EXPECT_EQ(*read_file(*input), "one");
  folder.with("file", "two");
  EXPECT_EQ(*read_file(*input), "two");
  EXPECT_EQ(text_of(read_file(*open_input(folder.path("absent"))))
                .find(folder.path("absent") + ": can't be opened: "),
            0u);
}

#ifndef __EMSCRIPTEN__
/// A FIFO into which a thread writes `content`, once.
struct Fifo {
  Fifo(const TempFolder& folder, std::string content) : path(folder.path("fifo")) {
    EXPECT_EQ(mkfifo(path.c_str(), 0600), 0);
    writer = std::thread([this, content] { EXPECT_TRUE(write_file(path, content, Contents::of_people)); });
  }
  ~Fifo() { writer.join(); }
  std::string path;
  std::thread writer;
};
#endif

TEST(OpenInput, KeepsWhatComesThroughAPipe) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "has no FIFOs and no threads";
#else
  const TempFolder folder;
  std::string text;
  while (text.size() < 600'000) text += std::to_string(text.size()) + ",";
  const Fifo fifo(folder, text);
  const auto input = open_input(fifo.path, text.size());
  ASSERT_TRUE(input) << text_of(input);
  EXPECT_EQ(*read_file(*input), text);
  EXPECT_EQ(*read_file(*input), text);
  EXPECT_EQ(*sha256_of_file(*input), *sha256_of_file(folder.with("file", text)));
  EXPECT_TRUE(std::filesystem::is_fifo(fifo.path));  // which a FileWriter has written
  EXPECT_EQ(folder.names(), (Names{"fifo", "file"}));
#endif
}

TEST(OpenInput, SaysHowMuchItKeepsOfAPipe) {
#ifdef __EMSCRIPTEN__
  GTEST_SKIP() << "has no FIFOs and no threads";
#else
  const TempFolder folder;
  const Fifo fifo(folder, "12345");
  EXPECT_EQ(
      text_of(open_input(fifo.path, 4)),
      fifo.path +
          ": brings more than 4 bytes; what comes through a pipe is kept in memory, so write it into a file "
          "first");
#endif
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
