// Random programs of requests on a few files and of work in the pool: what footprints of files must
// not be wrong about. Few requests, so that every schedule can be run.
#ifndef ACTX_EXPLORE_TESTING_FILE_PROGRAM_H_
#define ACTX_EXPLORE_TESTING_FILE_PROGRAM_H_

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace actx {

/// A request, about one of two files. All but the last few are one task of the pool.
enum class FileOp : uint8_t {
  kStat,      // size and number of names
  kTimes,     // the time of the last change
  kAccess,    //
  kList,      // the directory of both files
  kUnlink,    //
  kRename,    // the file to the other one's name
  kLink,      // the same name, as a link
  kCopy,      // the file over the other one
  kMakeDir,   // a directory of the file's name with a suffix
  kOpen,      // a descriptor, which is shown and stays open
  kRead,      // of a descriptor, where it is at, into a shared buffer
  kReadAt,    // of a descriptor, at a position, into a buffer of its own
  kWrite,     // to a descriptor, where it is at
  kWriteAt,   // at a position, from a shared buffer
  kTruncate,  // of a descriptor
  kChmod,     // of a descriptor
  kRandom,    // crypto.randomFill of a shared buffer
  kDerive,    // crypto.pbkdf2 with a shared buffer as salt
  kTimeout,   // no request
  kImmediate,
  kReadFile,  // several requests, one after the other
  kAppend,
};
inline constexpr int kFileOps = 22;

/// What the callback of a request does after showing its result.
enum class FileAct : uint8_t {
  kNothing,
  kObserve,    // a shared variable
  kAssign,     //
  kBuffer,     // shows a shared buffer
  kFill,       // changes it
  kExists,     // asks for a file without a callback
  kReadNow,    // reads it so
  kWriteNow,   // writes it so
  kUnlinkNow,  // removes it so
};
inline constexpr int kFileActs = 9;

struct FilePlan {
  FileOp op = FileOp::kStat;
  int file = 0;
  int parent = 0;  // which earlier callback starts it; 0: the main script
  FileAct act = FileAct::kNothing;
  int thing = 0;  // which file, variable or buffer the act is about
};

struct FileProgram {
  std::vector<FilePlan> plans;
};

std::string program_text(const FileProgram& program);
rc::Gen<FileProgram> any_file_program();
void showValue(const FileProgram& program, std::ostream& out);

}  // namespace actx

#endif  // ACTX_EXPLORE_TESTING_FILE_PROGRAM_H_
