// SPDX-License-Identifier: Apache-2.0
// A name stands for one thing. Of two types, or two inline functions or variables, that have one name and are
// linked into one program, the linker keeps the code of one for both, without a word; which one depends on
// the link order.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/source_files.h"

namespace nearside {
namespace {

using Words = std::vector<std::string>;

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// Where the text or character that begins at `at` is over.
std::size_t end_of_quoted(std::string_view text, std::size_t at, bool raw) {
  if (raw) {
    const std::size_t open = std::min(text.find('(', at), text.size());
    std::string close = ")";
    close.append(text.substr(at + 1, open - at - 1)) += '"';
    const std::size_t found = text.find(close, open);
    return found == std::string_view::npos ? text.size() : found + close.size();
  }
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2u : 1u;
  return std::min(at + 1, text.size());
}

/// Names, numbers and marks of a C++ text, without comments and lines for the preprocessor; a quoted text or
/// character stands as `""`.
Words words_of(std::string_view text) {
  Words words;
  bool line_begins = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const char c = rest[0];
    if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
      line_begins = line_begins || c == '\n';
      ++at;
    } else if (rest.starts_with("//")) {
      at = std::min(text.find('\n', at), text.size());
    } else if (rest.starts_with("/*")) {
      at = std::min(text.find("*/", at + 2), text.size() - 2) + 2;
    } else if (c == '#' && line_begins) {
      do at = std::min(text.find('\n', at + 1), text.size());
      while (at < text.size() && text[at - 1] == '\\');
    } else {
      line_begins = false;
      const bool raw = c == '"' && !words.empty() && words.back() == "R" && text[at - 1] == 'R';
      std::size_t end = at + 1;
      if (c == '"' || c == '\'') {
        end = end_of_quoted(text, at, raw);
        if (raw) words.pop_back();
        words.emplace_back("\"\"");
      } else if (is_name(c)) {
        // 1'000 is one number.
        const bool number = std::isdigit(static_cast<unsigned char>(c));
        while (end < text.size() &&
               (is_name(text[end]) || (number && (text[end] == '\'' || text[end] == '.'))))
          ++end;
        words.emplace_back(text.substr(at, end - at));
      } else {
        for (std::string_view mark : {"::", "->", "<<", "<=", ">=", "=="}) {
          if (rest.starts_with(mark)) end = at + 2;
        }
        words.emplace_back(text.substr(at, end - at));
      }
      at = end;
    }
  }
  return words;
}

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(const Words& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    if (!text.empty() && is_name(text.back()) && is_name(words[i][0])) text += ' ';
    text += words[i];
  }
  return text;
}

/// Where the bracket that opens at `at` is closed, and one further. `<` counts only where it is asked for:
/// elsewhere it may mean "less".
std::size_t after_bracket(const Words& words, std::size_t at) {
  const bool angles = words[at] == "<";
  int depth = 0;
  for (; at < words.size(); ++at) {
    if (among(words[at], {"(", "[", "{"}) && angles) {
      at = after_bracket(words, at) - 1;
    } else if (angles ? words[at] == "<" : among(words[at], {"(", "[", "{"})) {
      ++depth;
    } else if (angles ? words[at] == ">" : among(words[at], {")", "]", "}"})) {
      if (--depth == 0) return at + 1;
    }
  }
  return at;
}

/// `(const Record& record, int n = 3)` as `(const Record&,int)`.
std::string parameters(const Words& words, std::size_t open) {
  const std::size_t close = after_bracket(words, open) - 1;
  std::string text = "(";
  for (std::size_t begin = open + 1; begin < close;) {
    std::size_t end = begin;
    std::size_t type_end = 0;
    for (; end < close && words[end] != ",";) {
      if (words[end] == "=" && type_end == 0) type_end = end;
      end = among(words[end], {"(", "[", "{", "<"}) ? after_bracket(words, end) : end + 1;
    }
    if (type_end == 0) type_end = end;
    const bool named = type_end - begin > 1 && is_name(words[type_end - 1][0]) && words[type_end - 2] != "::";
    text += joined(words, begin, named ? type_end - 1 : type_end);
    if (end < close) text += ',';
    begin = end + 1;
  }
  return text + ")";
}

/// For whom a name is: for all files that are linked together, or in a namespace without a name for its own.
enum class Linkage { external, internal };

/// What a statement outside every body defines, with its kind: "type Bin", "function area(const Box&)"; empty
/// where it defines no such thing. `has_body`: it ends at a `{`.
std::string defined(Words head, bool has_body, Linkage linkage) {
  std::string templates;
  while (!head.empty() && (head[0] == "template" || head[0] == "[")) {
    const std::size_t end = after_bracket(head, head[0] == "[" ? 0 : 1);
    if (head[0] == "template") templates += joined(head, 0, end) + " ";
    head.erase(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(end));
  }
  const auto has = [&](std::string_view word) {
    return std::find(head.begin(), head.end(), word) != head.end();
  };
  if (head.empty() || among(head[0], {",", ":", "namespace", "friend", "static", "typedef"})) return "";
  if (head[0] == "using") return head.size() > 2 && head[2] == "=" ? "alias " + head[1] : "";
  if (head[0] == "concept") return "type " + head[1];

  if (among(head[0], {"class", "struct", "union", "enum"})) {
    std::size_t at = 1;
    if (head.size() > 1 && head[0] == "enum" && among(head[1], {"class", "struct"})) ++at;
    while (at < head.size() && among(head[at], {"[", "alignas"}))
      at = after_bracket(head, head[at] == "[" ? at : at + 1);
    std::size_t end = at;
    while (end < head.size() && !among(head[end], {":", "final"}))
      end = head[end] == "<" ? after_bracket(head, end) : end + 1;
    return has_body && end > at ? "type " + joined(head, at, end) : "";
  }

  std::size_t open = 0;  // of the parameters
  std::size_t name = 0;
  const auto oper = std::find(head.begin(), head.end(), "operator");
  if (oper != head.end()) {
    name = static_cast<std::size_t>(oper - head.begin());
    open = name + 1;
    if (head[open] == "(") open += 2;
    while (open < head.size() && head[open] != "(") ++open;
  } else {
    while (open < head.size() && !among(head[open], {"(", "="}))
      open = among(head[open], {"<", "["}) ? after_bracket(head, open) : open + 1;
    name = open == 0 ? 0 : open - 1;
  }
  const bool is_function = open < head.size() && head[open] == "(" && open > 0;
  if (is_function) {
    const bool member = name > 0 && head[name - 1] == "::";
    if (!has_body || member || head[name] == "main") return "";
    return "function " + templates + joined(head, name, open) + parameters(head, open);
  }
  // Without `inline` a constant is its file's own.
  if (linkage == Linkage::external && !has("inline") && (templates.empty() || templates == "template<> "))
    return "";
  if (open > head.size() || (open == head.size() && !has_body)) return "";
  std::size_t end = open;
  if (end > 0 && head[end - 1] == "]") {
    while (head[end - 1] != "[") --end;
    --end;
  }
  return end > 0 && is_name(head[end - 1][0]) ? "variable " + head[end - 1] : "";
}

/// All that a file defines with this linkage outside of types, named with its namespaces.
std::set<std::string> definitions(std::string_view text, Linkage linkage = Linkage::external) {
  const Words words = words_of(text);
  std::set<std::string> found;
  std::vector<std::string> scopes;  // "" has no name; "extern" is none
  for (std::size_t at = 0; at < words.size();) {
    if (words[at] == "}") {
      if (!scopes.empty()) scopes.pop_back();
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < words.size() && !among(words[at], {";", "{", "}"})) {
      if (words[at] == "requires" && at + 1 < words.size() && words[at + 1] == "requires") {
        at += 2;
        if (words[at] == "(") at = after_bracket(words, at);
        at = after_bracket(words, at);
      } else {
        at = among(words[at], {"(", "["}) ? after_bracket(words, at) : at + 1;
      }
    }
    Words head(words.begin() + static_cast<std::ptrdiff_t>(begin),
               words.begin() + static_cast<std::ptrdiff_t>(at));
    const bool has_body = at < words.size() && words[at] == "{";
    if (has_body && !head.empty() && head[0] == "inline" && head.size() > 1 && head[1] == "namespace")
      head.erase(head.begin());
    if (has_body && !head.empty() && among(head[0], {"namespace", "extern"})) {
      scopes.push_back(head[0] == "extern" ? "extern" : joined(head, 1, head.size()));
      ++at;
      continue;
    }
    std::string name = defined(head, has_body, linkage);
    const bool is_own = std::find(scopes.begin(), scopes.end(), "") != scopes.end();
    if (!name.empty() && is_own == (linkage == Linkage::internal)) {
      std::string qualified;
      for (const std::string& scope : scopes) {
        if (scope != "extern" && !scope.empty()) qualified += scope + "::";
      }
      const std::size_t kind = name.find(' ') + 1;
      found.insert(name.insert(kind, qualified));
    }
    if (has_body) at = after_bracket(words, at);
    if (at < words.size() && words[at] == ";") ++at;
  }
  return found;
}

/// What two of the files define, each with the files: "type Bin: core/a.h core/b.h".
std::vector<std::string> defined_twice(const std::vector<SourceFile>& files) {
  std::map<std::string, std::string> places;
  for (const auto& [path, text] : files) {
    for (const std::string& name : definitions(text)) places[name] += " " + path;
  }
  std::vector<std::string> twice;
  for (const auto& [name, paths] : places) {
    if (std::count(paths.begin(), paths.end(), ' ') > 1) twice.push_back(name + ":" + paths);
  }
  return twice;
}

/// A function as a call sees it, alike where a call could mean either: `f(const std::string&,
/// std::vector<double>)` as `f(text,list<double>)`; of everything else the bare name.
std::string as_called(const std::string& name) {
  std::string bare = name.substr(name.find(' ') + 1);
  if (!name.starts_with("function ")) return bare;
  static const std::vector<std::pair<std::string, std::string>> kAlike{
      {"const char*", "text"},      {"const ", ""},          {"&", ""},
      {"std::string_view", "text"}, {"std::string", "text"}, {"std::span<", "list<"},
      {"std::vector<", "list<"}};
  for (const auto& [from, to] : kAlike) {
    for (std::size_t at = bare.find(from); at != std::string::npos; at = bare.find(from, at + to.size()))
      bare.replace(at, from.size(), to);
  }
  return bare;
}

/// Names of a file's own that two files of a library have, or one and the library itself, each with the
/// files.
std::vector<std::string> own_names_twice(const std::vector<SourceFile>& files) {
  std::map<std::string, std::set<std::string>> places;
  std::set<std::string> own;
  for (const auto& [path, text] : files) {
    if (!path.ends_with(".cpp")) continue;
    for (const std::string& name : definitions(text, Linkage::internal)) {
      places[as_called(name)].insert(path);
      own.insert(as_called(name));
    }
  }
  for (const auto& [path, text] : files) {
    for (const std::string& name : definitions(text)) {
      if (!name.starts_with("function ") && own.contains(as_called(name)))
        places[as_called(name)].insert(path);
    }
  }
  std::vector<std::string> twice;
  for (const auto& [name, paths] : places) {
    if (paths.size() < 2 || !own.contains(name)) continue;
    twice.push_back(name + ":");
    for (const std::string& path : paths) twice.back() += " " + path;
  }
  return twice;
}

using Names = std::set<std::string>;

// Where setup.sh brings a Node of its own, it lies in tools/node/node_modules, with thousands of headers.
TEST(SourceFiles, AreNotWhatNpmBrought) {
  const std::filesystem::path root = ::testing::TempDir() + "/nearside-source-files";
  const std::filesystem::path brought = root / "tools/node/node_modules/node/include";
  std::filesystem::create_directories(brought);
  for (const auto& folder : {brought, root / "tools/node"}) {
    std::FILE* const file = std::fopen((folder / "a.h").c_str(), "wb");
    ASSERT_NE(file, nullptr);
    std::fclose(file);
  }
  const std::vector<SourceFile> files = source_files("tools", root);
  std::filesystem::remove_all(root);
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].path, "tools/node/a.h");
}

TEST(OneDefinition, HoldsInAllThatIsLinkedTogether) {
  std::vector<SourceFile> files;
  for (const char* folder : {"core", "tools", "wasm", "tests/core", "tests/tools"}) {
    std::vector<SourceFile> more = source_files(folder);
    EXPECT_FALSE(more.empty()) << folder;
    std::move(more.begin(), more.end(), std::back_inserter(files));
  }
  for (const std::string& name : defined_twice(files)) ADD_FAILURE() << name;

  // The reader has not lost its way in any folder, nor in any kind of definition.
  Names all;
  for (const SourceFile& file : files) all.merge(definitions(file.text));
  for (const char* known :
       {"type nearside::Bin", "type nearside::Profile", "type nearside::NamesOf<Kind>",
        "alias nearside::Step", "type nearside::DescriptionSink",
        "function nearside::same_bits(double,double)",
        "function nearside::outputs_of(const Model&,const Matrix&)", "variable nearside::kMaxEdges"}) {
    EXPECT_TRUE(all.contains(known)) << known;
  }
  const auto count_of = [&](std::string_view kind) {
    return std::count_if(all.begin(), all.end(),
                         [&](const std::string& name) { return name.starts_with(kind); });
  };
  EXPECT_GT(count_of("type "), 300);
  EXPECT_GT(count_of("function "), 400);
  EXPECT_GT(count_of("variable "), 30);
}

// Natively several files are compiled as one, and which ones changes with every file that is added.
TEST(OneDefinition, HoldsForNamesOfAFilesOwnWithinALibrary) {
  for (const char* library : {"core", "tools"}) {
    for (const std::string& name : own_names_twice(source_files(library))) ADD_FAILURE() << name;
  }
}

TEST(OneDefinition, IsAskedOfTypesOfOneNamespace) {
  const auto twice = [](const char* one, const char* other) {
    return defined_twice({{"a.h", one}, {"b.cpp", other}});
  };
  const char* const bin = "namespace nearside {\nstruct Bin {\n  int count;\n};\n}";
  EXPECT_EQ(twice(bin, bin), (std::vector<std::string>{"type nearside::Bin: a.h b.cpp"}));
  EXPECT_EQ(twice(bin, "namespace nearside { enum class Bin : int { a, b }; }").size(), 1u);
  EXPECT_EQ(twice(bin, "namespace nearside { using Bin = double; }").size(),
            0u);  // does not compile beside it
  EXPECT_EQ(twice(bin, "namespace nearside { struct Bin; class Bar { struct Bin {}; }; }").size(), 0u);
  EXPECT_EQ(twice(bin, "namespace nearside { namespace { struct Bin {}; } }").size(), 0u);
  EXPECT_EQ(twice(bin, "namespace other { struct Bin {}; }").size(), 0u);
  EXPECT_EQ(twice(bin, "namespace nearside { void f() { struct Bin {}; } }").size(), 0u);
  EXPECT_EQ(defined_twice({{"a.h", "#if A\nstruct B {};\n#else\nstruct B {};\n#endif\n"}}).size(), 0u);
}

TEST(OneDefinition, IsAskedOfNamesOfAFilesOwn) {
  const auto twice = [](const char* one, const char* other) {
    return own_names_twice({{"a.cpp", one}, {"b.cpp", other}}).size();
  };
  const char* const own =
      "namespace n { namespace { struct Sum {}; constexpr int kMost = 3; int f(const std::string& s) { "
      "return 1; } } }";
  EXPECT_EQ(twice(own, "namespace n { namespace { class Sum {}; } }"), 1u);
  EXPECT_EQ(twice(own, "namespace n { namespace { constexpr double kMost = 0.5; } }"), 1u);
  EXPECT_EQ(twice(own, "namespace n { namespace { int f(std::string_view s) { return 2; } } }"), 1u);
  EXPECT_EQ(twice(own, "namespace n { namespace { int f(int s) { return 2; } } }"), 0u);
  EXPECT_EQ(twice(own, "namespace n { using Sum = double; }"), 1u);
  EXPECT_EQ(twice(own, "namespace m { namespace { struct Sum {}; } }"), 0u);
  EXPECT_EQ(twice("namespace n { struct Sum {}; }", "namespace n { int kMost() { return 1; } }"), 0u);
}

TEST(OneDefinition, ReaderSeesTypes) {
  EXPECT_EQ(definitions("class A final : public B<int> { int f() { return 1; } }; A make();"),
            Names{"type A"});
  EXPECT_EQ(definitions("struct [[nodiscard]] A {} a; union U { int i; };"), (Names{"type A", "type U"}));
  EXPECT_EQ(definitions("template <class T, class = int> struct A {}; template <> struct A<B> { int i; };"),
            (Names{"type A", "type A<B>"}));
  EXPECT_EQ(definitions("struct A::Inner { int i; };"), Names{"type A::Inner"});
  EXPECT_EQ(definitions("enum { a, b }; struct { int i; } nameless;"), Names{});
  EXPECT_EQ(definitions("template <class T> concept Able = requires(T t) { t.f(); }; struct A {};"),
            (Names{"type Able", "type A"}));
}

TEST(OneDefinition, ReaderSeesNamespaces) {
  EXPECT_EQ(
      definitions(
          "namespace a::b { struct C {}; } namespace a { inline namespace v { struct D {}; } } struct E {};"),
      (Names{"type a::b::C", "type a::v::D", "type E"}));
  EXPECT_EQ(
      definitions("namespace a { namespace { struct B {}; namespace c { struct D {}; } } struct E {}; }"),
      Names{"type a::E"});
  EXPECT_EQ(definitions("extern \"C\" { void f() {} } namespace fs = std::filesystem; using namespace std;"),
            Names{"function f()"});
}

TEST(OneDefinition, ReaderSeesFunctionsByTheirParameters) {
  EXPECT_EQ(definitions("inline int f(const Record& record, std::size_t n = 3) { return n; } int f(); int "
                        "g() { return 1; }"),
            (Names{"function f(const Record&,std::size_t)", "function g()"}));
  EXPECT_EQ(definitions("void f(const Record&, std::size_t) {}"),
            definitions("void f(const Record& r, std::size_t s) {}"));
  EXPECT_EQ(definitions("void f(std::map<int, int> m, void (*act)(int)) noexcept {}").size(), 1u);
  EXPECT_EQ(
      definitions("static void f() {} int A::g() const { return 1; } A::A() : b{1}, c(2) {} int main() {}"),
      Names{});
  EXPECT_EQ(
      definitions("bool operator==(A a, A b) { return true; } template <class T> T f(T t) { return t; }"),
      (Names{"function operator==(A,A)", "function template<class T> f(T)"}));
  EXPECT_EQ(definitions("auto f() -> std::vector<int> { return {}; } struct A {};"),
            (Names{"function f()", "type A"}));
}

TEST(OneDefinition, ReaderSeesInlineVariables) {
  EXPECT_EQ(definitions("inline constexpr int kA = 3; inline constexpr std::array<int, 2> kB{1, 2}; inline "
                        "int kC[2] = {f(), 2};"),
            (Names{"variable kA", "variable kB", "variable kC"}));
  EXPECT_EQ(definitions("constexpr int kA = 3; const int kB = 4; extern int kC;"), Names{});
  EXPECT_EQ(definitions("template <class T> constexpr bool kIs = false; inline constexpr auto f = [](int i) "
                        "{ return i; };"),
            (Names{"variable kIs", "variable f"}));
}

TEST(OneDefinition, ReaderPassesOverWhatIsNoCode) {
  EXPECT_EQ(
      definitions(
          "// struct A {\n/* struct B { */ struct C {}; const char* s = \"struct D { \\\" {\"; struct E {};"),
      (Names{"type C", "type E"}));
  EXPECT_EQ(definitions("#define F struct G { \\\n  int i; {\n#include \"a.h\"\nstruct H {};"),
            Names{"type H"});
  EXPECT_EQ(
      definitions("const char* s = R\"x({ \" )\" )x\"; const char c = '{'; int i = 1'000; struct I {};"),
      Names{"type I"});
}

}  // namespace
}  // namespace nearside
