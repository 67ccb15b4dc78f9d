// Which names an ES module may import from a CommonJS file.
#ifndef ACTX_HOST_EXPORT_NAMES_H_
#define ACTX_HOST_EXPORT_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace actx {

/// The names that the text visibly assigns, in order of appearance; see export_names.cc.
std::vector<std::string> find_export_names(std::string_view text);

}  // namespace actx

#endif  // ACTX_HOST_EXPORT_NAMES_H_
