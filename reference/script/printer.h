// The way back: a syntax tree as JavaScript text.
//
// For every tree that the parser can produce, parse(print(tree)) is ast::equal to it, and printing
// that again gives the same text. Comments, the #! line and the original layout are not kept.
// A tree built by hand must be one that some text has: an `if` without `else` as the first branch
// of an `if` with `else` has none, for example.
#ifndef ACTX_SCRIPT_PRINTER_H_
#define ACTX_SCRIPT_PRINTER_H_

#include <string>

#include "script/ast.h"

namespace actx {

// A Program, statement, expression or pattern as UTF-8 text. Two spaces per level; statements end
// with a line break, expressions and patterns do not.
std::string print(const ast::Node& node);

}  // namespace actx

#endif  // ACTX_SCRIPT_PRINTER_H_
