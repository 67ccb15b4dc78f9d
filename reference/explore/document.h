// The code blocks of the document under test, and the scaffolds that run them verbatim.
//
// The document is an input and never part of the project: a file in one of the two forms in which
// it is published (nodejs.org's JSON, Debian's Markdown, gzipped or not). spec/examples.toml knows
// each block by the hash of its text. harness/actx/{document,examples}.py do the same.
#ifndef ACTX_EXPLORE_DOCUMENT_H_
#define ACTX_EXPLORE_DOCUMENT_H_

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace actx {

/// The document is missing, unreadable, or not the page that spec/examples.toml knows.
struct DocumentError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct CodeBlock {
  std::string name;
  std::string language;  // "js", "mjs" or "cjs"
  std::string code;
};

/// $ACTX_DOCUMENT, or what scripts/setup fetched for the checkout that holds `path`. Throws.
std::string find_document(const std::string& path);
/// All named blocks of a document. `toml`: the text of spec/examples.toml. Throws DocumentError.
std::vector<CodeBlock> document_blocks(const std::string& file, const std::string& toml);
/// The text of the file `name` in the checkout that holds `path`. Throws DocumentError.
std::string checkout_file(const std::string& path, const std::string& name);

/// The program of a scaffold in one format ("mjs" or "cjs"): its blocks and imports filled in.
/// Throws DocumentError when a block is missing.
std::string expand_scaffold(const std::string& text, const std::string& format,
                            const std::vector<CodeBlock>& blocks);

}  // namespace actx

#endif  // ACTX_EXPLORE_DOCUMENT_H_
